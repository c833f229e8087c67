"""EXPLAIN ANALYZE: DuckDB's profile in the lines that clients of Trino read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import VERSION
from .plan import NODE_NAMES

if TYPE_CHECKING:
    from ..query import Query


def analyze_text(q: "Query", prof: dict) -> str:
    """The text of EXPLAIN ANALYZE for a query that ran, from its annotated profile."""
    s = q.stats
    lines = [
        f"Trino version: {VERSION}",
        f"Queued: {q.queued_ms:.2f}ms, Analysis: 0.00ms, Planning: {q.plan_ms:.2f}ms, Execution: {prof['query']['total_time'] * 1000:.2f}ms",
        "Fragment 1 [SOURCE]",
        f"    CPU: {s['cpuTimeMillis']:.2f}ms, Scheduled: {prof['query']['total_time'] * 1000:.2f}ms, Blocked 0.00ns (Input: 0.00ns, Output: 0.00ns), "
        f"Input: {s['processedRows']} rows ({s['processedBytes']}B), Physical Input: {s['physicalInputBytes']}B, Peak Memory: {s['peakMemoryBytes']}B",
    ]

    def walk(n, ind):
        info = n.get("extra_info", {})
        name = NODE_NAMES.get(n.get("type", ""), n.get("type", ""))
        tbl = n.get("_table")
        if tbl:
            name = "ScanFilter" if info.get("Filters") else "TableScan"
            f = info.get("Filters")
            f = " AND ".join(f) if isinstance(f, list) else f
            lines.append(f"{ind}{name}[table = {tbl}{', filterPredicate = ' + f if f else ''}]")
            lines.append(
                f"{ind}    CPU: {n.get('timing', 0) * 1000:.2f}ms, Output: {n.get('intermediate_rows', 0)} rows ({n.get('intermediate_size_bytes', 0)}B)"
            )
            lines.append(
                f"{ind}    Input: {n['_rows_in']} rows, Row groups: {n.get('row_groups_scanned', 0)} of {n.get('total_row_groups_to_scan', 0)}, Files: {n['_files']} of {n['_files_all']}"
            )
        else:
            lines.append(f"{ind}{name}[]")
            lines.append(
                f"{ind}    CPU: {n.get('timing', 0) * 1000:.2f}ms, Output: {n.get('intermediate_rows', 0)} rows ({n.get('intermediate_size_bytes', 0)}B)"
            )
        for c in n.get("children", []):
            walk(c, ind + "    ")

    for op in prof.get("operator", []):
        for c in op.get("children", []) if op.get("type") == "RESULT_COLLECTOR" else [op]:
            walk(c, "    ")
    return "\n".join(lines) + "\n"
