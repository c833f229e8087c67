"""Distinct counts and sizes of columns, for SHOW STATS.

Trino's Iceberg connector collects them as it writes (iceberg.extended-statistics.collect-on-write). Here they are
counted when somebody first asks, once for a snapshot, so that writes cost no more; other connectors need ANALYZE.
"""

from __future__ import annotations

from .metastore import Table
from .storage import Storage


def analyze_table(cur, t: Table, storage: Storage) -> None:
    """Counts distinct values (approximately) and bytes of text in the table's current rows."""
    current = t.current_snapshot()
    select = []
    for c in t.cols:
        select.append(f'approx_count_distinct("{c.name}")')
        select.append(f'sum(strlen("{c.name}"))' if c.type.name in ("varchar", "char") else "NULL")
    counted = cur.execute(f"SELECT {', '.join(select)} FROM {storage.scan_sql(t, t.files)}").fetchone()
    t.ndv = {c.name: counted[2 * i] for i, c in enumerate(t.cols)}
    t.data_size = {c.name: counted[2 * i + 1] for i, c in enumerate(t.cols) if counted[2 * i + 1] is not None}
    t.analyzed = current.id if current else None


def ensure_analyzed(cur, t: Table, storage: Storage) -> None:
    """Collects what the current snapshot of an Iceberg table has none of yet."""
    current = t.current_snapshot()
    if current is not None and t.analyzed != current.id and t.files:
        analyze_table(cur, t, storage)
