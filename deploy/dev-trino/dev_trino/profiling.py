"""DuckDB's own counters as Trino's statistics."""

from __future__ import annotations

import json
from typing import List, Optional

from .binding import Prepared
from .metastore import DataFile


def absorb_profile(stats: dict, cur, prep: Prepared, written: Optional[List[DataFile]] = None) -> dict:
    """Adds a finished statement's counters to `stats`; returns the profile, its scans annotated."""
    prof = json.loads(cur.get_profiling_information(format="json"))
    cur.execute("PRAGMA disable_profiling")
    refs = [r for r in prep.binder.refs.values() if r.table is not None]
    rows_in = 0

    def walk(n):
        nonlocal rows_in
        info = n.get("extra_info", {})
        if "PARQUET" in str(info.get("Function", "")).upper():
            first = str(info.get("Filename(s)", "")).split(",")[0].strip()
            r = next((x for x in refs if any(f.path == first for f in x.files[:1])), None) or next(
                (x for x in refs if any(f.path == first for f in x.all_files)), None
            )
            total, scanned = n.get("total_row_groups_to_scan", 0), n.get("row_groups_scanned", 0)
            if r is not None:
                n["_table"] = f"{r.table.catalog}:{r.table.schema}:{r.table.name}"
                n["_files"], n["_files_all"] = len(r.files), len(r.all_files)
                n["_rows_in"] = round(sum(f.rows for f in r.files) * scanned / total) if total else 0
                rows_in += n["_rows_in"]
        for c in n.get("children", []):
            walk(c)

    for op in prof.get("operator", []):
        walk(op)
    q, s = prof.get("query", {}), stats
    s["cpuTimeMillis"] += round(q.get("cpu_time", 0) * 1000)
    s["wallTimeMillis"] += round(q.get("cpu_time", 0) * 1000)
    s["physicalInputBytes"] += prof.get("io", {}).get("total_bytes_read", 0)
    s["processedBytes"] = s["physicalInputBytes"]
    s["processedRows"] += rows_in
    s["peakMemoryBytes"] = max(s["peakMemoryBytes"], prof.get("system", {}).get("peak_buffer_memory", 0))
    s["rowGroupsScanned"] = s.get("rowGroupsScanned", 0) + q.get("total_row_groups_scanned", 0)
    s["rowGroupsTotal"] = s.get("rowGroupsTotal", 0) + sum(f.groups for r in refs for f in r.all_files)
    s["filesScanned"] = s.get("filesScanned", 0) + sum(len(r.files) for r in refs)
    s["filesTotal"] = s.get("filesTotal", 0) + sum(len(r.all_files) for r in refs)
    if written is not None:
        s["physicalWrittenBytes"] += sum(f.size for f in written)
    return prof
