"""EXPLAIN's plan: DuckDB's operators under Trino's names; only scans carry estimates."""

from __future__ import annotations

from typing import List, Optional, Tuple

from ..binding import Prepared
from ..types import TrinoType

NODE_NAMES = {
    "HASH_GROUP_BY": "Aggregate",
    "PERFECT_HASH_GROUP_BY": "Aggregate",
    "UNGROUPED_AGGREGATE": "Aggregate",
    "HASH_JOIN": "Join",
    "PIECEWISE_MERGE_JOIN": "Join",
    "NESTED_LOOP_JOIN": "Join",
    "IE_JOIN": "Join",
    "CROSS_PRODUCT": "CrossJoin",
    "BLOCKWISE_NL_JOIN": "Join",
    "ORDER_BY": "Sort",
    "TOP_N": "TopN",
    "LIMIT": "Limit",
    "STREAMING_LIMIT": "Limit",
    "PROJECTION": "Project",
    "FILTER": "Filter",
    "SEQ_SCAN": "TableScan",
    "TABLE_SCAN": "TableScan",
    "UNION": "Union",
    "WINDOW": "Window",
    "STREAMING_WINDOW": "Window",
    "COLUMN_DATA_SCAN": "Values",
    "EMPTY_RESULT": "Values",
    "DUMMY_SCAN": "Values",
    "DELIM_SCAN": "RemoteSource",
    "RIGHT_DELIM_JOIN": "Join",
    "LEFT_DELIM_JOIN": "Join",
    "UNNEST": "Unnest",
    "CTE": "Cte",
    "CTE_SCAN": "CteScan",
    "LEFT_DELIM_JOIN ": "Join",
}


def plan_tree(prep: Prepared, cols: List[Tuple[str, TrinoType]], target: Optional[tuple]) -> dict:
    """The plan as Trino's JSON nodes; `target` is the (catalog, schema, table) that is written, if any."""
    ids = iter(range(1, 100000))
    nan = lambda: {
        "outputRowCount": "NaN",
        "outputSizeInBytes": "NaN",
        "cpuCost": "NaN",
        "memoryCost": "NaN",
        "networkCost": "NaN",
    }
    by_shadow = {r.shadow_name: r for r in prep.binder.refs.values() if r.table}

    def conv(n):
        info = n.get("extra_info", {}) or {}
        raw = n.get("name", "").strip()
        node = {
            "id": str(next(ids)),
            "name": NODE_NAMES.get(raw, raw),
            "descriptor": {},
            "outputs": [],
            "details": [],
            "estimates": [nan()],
            "children": [],
        }
        ref = by_shadow.get(str(info.get("Table", "")).split(".")[-1].strip('"'))
        if ref is not None:
            t = ref.table
            node["name"] = "ScanFilter" if info.get("Filters") else "TableScan"
            node["descriptor"] = {"table": f"{t.catalog}:{t.schema}:{t.name}"}
            fl = info.get("Filters") or []
            fl = [f for f in (fl if isinstance(fl, list) else [fl]) if f]
            if fl:
                node["descriptor"]["filterPredicate"] = " AND ".join(fl)
            pr = info.get("Projections") or []
            pr = pr if isinstance(pr, list) else [pr]
            node["outputs"] = [{"symbol": p, "type": str(ref.cols[p])} for p in pr if p in ref.cols]
            node["details"] = [f"files: {len(ref.files)} of {len(ref.all_files)}"]
            rows = sum(f.rows for f in ref.files)
            size = float(sum(f.size for f in ref.files))
            node["estimates"] = [
                {
                    "outputRowCount": float(rows),
                    "outputSizeInBytes": size,
                    "cpuCost": size,
                    "memoryCost": 0.0,
                    "networkCost": 0.0,
                }
            ]
        else:
            for k, v in info.items():
                if k in ("Estimated Cardinality", "Table", "Projections"):
                    continue
                node["descriptor"][k.lower().replace(" ", "_")] = ", ".join(v) if isinstance(v, list) else str(v)
        node["children"] = [conv(c) for c in n.get("children", [])]
        return node

    child = conv(prep.plan[0]) if prep.plan else None
    return {
        "id": "0",
        "name": "TableWriter" if target else "Output",
        "descriptor": (
            {"table": ":".join(target)} if target else {"columnNames": "[" + ", ".join(c for c, _ in cols) + "]"}
        ),
        "outputs": [{"symbol": c, "type": str(t)} for c, t in cols],
        "details": ["engine: DuckDB; only scan estimates are known"],
        "estimates": [nan()],
        "children": [child] if child else [],
    }
