"""EXPLAIN ANALYZE: DuckDB's profile in the lines that clients of Trino read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from .. import VERSION
from ..binding.pruning import as_list
from .nodes import node_name

if TYPE_CHECKING:
    from ..query import Query


def analyze_text(q: "Query", profile: dict) -> str:
    """The text of EXPLAIN ANALYZE for a query that ran, from its annotated profile."""
    s, ms = q.stats, profile["query"]["total_time"] * 1000
    lines = [
        f"Trino version: {VERSION}",
        f"Queued: {q.queued_ms:.2f}ms, Analysis: 0.00ms, Planning: {q.plan_ms:.2f}ms, Execution: {ms:.2f}ms",
        "Fragment 1 [SOURCE]",
        f"    CPU: {s['cpuTimeMillis']:.2f}ms, Scheduled: {ms:.2f}ms, Blocked 0.00ns (Input: 0.00ns, Output: 0.00ns), "
        f"Input: {s['processedRows']} rows ({s['processedBytes']}B), Physical Input: {s['physicalInputBytes']}B, "
        f"Peak Memory: {s['peakMemoryBytes']}B",
    ]
    for op in profile.get("operator", []):
        for child in op.get("children", []) if op.get("type") == "RESULT_COLLECTOR" else [op]:
            lines += _lines(child, "    ")
    return "\n".join(lines) + "\n"


def _lines(n: dict, indent: str) -> Iterator[str]:
    table, filters = n.get("_table"), as_list(n.get("extra_info", {}).get("Filters"))
    if table:
        name = "ScanFilter" if filters else "TableScan"
        predicate = f", filterPredicate = {' AND '.join(filters)}" if filters else ""
        yield f"{indent}{name}[table = {table}{predicate}]"
    else:
        yield f"{indent}{node_name(n.get('type', ''))}[]"
    rows, size = n.get("intermediate_rows", 0), n.get("intermediate_size_bytes", 0)
    yield f"{indent}    CPU: {n.get('timing', 0) * 1000:.2f}ms, Output: {rows} rows ({size}B)"
    if table:
        groups = f"{n.get('row_groups_scanned', 0)} of {n.get('total_row_groups_to_scan', 0)}"
        yield f"{indent}    Input: {n['_rows_in']} rows, Row groups: {groups}, Files: {n['_files']} of {n['_files_all']}"
    for child in n.get("children", []):
        yield from _lines(child, indent + "    ")
