"""EXPLAIN's plan as a tree: only scans carry estimates."""

from __future__ import annotations

from itertools import count
from typing import Dict, Iterator, List, Optional, Tuple

from ..binding import Prepared
from ..binding.pruning import as_list
from ..binding.refs import Ref
from ..types import TrinoType
from .nodes import node_name

UNKNOWN = {n: "NaN" for n in ("outputRowCount", "outputSizeInBytes", "cpuCost", "memoryCost", "networkCost")}


def plan_tree(prep: Prepared, cols: List[Tuple[str, TrinoType]], target: Optional[tuple]) -> dict:
    """The plan as Trino's JSON nodes; `target` is the (catalog, schema, table) that is written, if any."""
    scans = {r.shadow_name: r for r in prep.binder.refs.values() if r.table}
    if target:
        name, descriptor = "TableWriter", {"table": ":".join(target)}
    else:
        name, descriptor = "Output", {"columnNames": "[" + ", ".join(c for c, _ in cols) + "]"}
    return {
        "id": "0",
        "name": name,
        "descriptor": descriptor,
        "outputs": [{"symbol": c, "type": str(t)} for c, t in cols],
        "details": ["engine: DuckDB; only scan estimates are known"],
        "estimates": [dict(UNKNOWN)],
        "children": [_node(prep.plan[0], scans, count(1))] if prep.plan else [],
    }


def _node(n: dict, scans: Dict[str, Ref], ids: Iterator[int]) -> dict:
    info = n.get("extra_info", {}) or {}
    node = {
        "id": str(next(ids)),
        "name": node_name(n.get("name", "")),
        "descriptor": {},
        "outputs": [],
        "details": [],
        "estimates": [dict(UNKNOWN)],
    }
    ref = scans.get(str(info.get("Table", "")).split(".")[-1].strip('"'))
    if ref is not None:
        node.update(_scan(info, ref))
    else:
        for k, v in info.items():
            if k not in ("Estimated Cardinality", "Table", "Projections"):
                node["descriptor"][k.lower().replace(" ", "_")] = ", ".join(v) if isinstance(v, list) else str(v)
    node["children"] = [_node(c, scans, ids) for c in n.get("children", [])]
    return node


def _scan(info: dict, ref: Ref) -> dict:
    filters = as_list(info.get("Filters"))
    descriptor = {"table": f"{ref.table.catalog}:{ref.table.schema}:{ref.table.name}"}
    if filters:
        descriptor["filterPredicate"] = " AND ".join(filters)
    rows, size = ref.scan_size()
    return {
        "name": "ScanFilter" if filters else "TableScan",
        "descriptor": descriptor,
        "outputs": [{"symbol": p, "type": str(ref.cols[p])} for p in as_list(info.get("Projections")) if p in ref.cols],
        "details": [f"files: {len(ref.files)} of {len(ref.all_files)}"],
        "estimates": [
            {"outputRowCount": rows, "outputSizeInBytes": size, "cpuCost": size, "memoryCost": 0.0, "networkCost": 0.0}
        ],
    }
