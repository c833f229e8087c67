"""ALTER TABLE ... EXECUTE: optimize, expire_snapshots, rollback_to_snapshot, and those that do nothing here."""

from __future__ import annotations

import datetime as dt
import os
import re

from ..durations import parse_duration
from ..errors import TrinoError
from ..metastore import Table
from .context import Statement

WITHOUT_EFFECT = ("remove_orphan_files", "optimize_manifests", "drop_extended_stats")
SECONDS_A_DAY = 86400.0


def run_procedure(st: Statement, t: Table, name: str, arguments: str) -> None:
    """Runs a table procedure; NOT_FOUND where the catalog has none of that name."""
    if name == "optimize":
        before = t.files
        files = st.engine.storage.write_files(st.q.cursor(), t, f"SELECT * FROM {st.engine.storage.scan_sql(t, before)}")
        st.commit(t, files, "replace", before)
    elif name == "expire_snapshots" and st.meta.is_iceberg(t.catalog):
        _expire(st, t, arguments)
    elif name == "rollback_to_snapshot" and st.meta.is_iceberg(t.catalog):
        _rollback(st, t, arguments)
    elif name not in WITHOUT_EFFECT:
        raise TrinoError("NOT_FOUND", f"Procedure {name} not registered for catalog {t.catalog}", 1, 1)


def _expire(st: Statement, t: Table, arguments: str) -> None:
    """Forgets snapshots older than the threshold, the current one excepted, and files that only they had."""
    m = re.search(r"retention_threshold\s*=>\s*'([^']*)'", arguments, re.I)
    keep = parse_duration(m.group(1)) if m else 7 * SECONDS_A_DAY
    least = parse_duration(st.session.props.get(f"{t.catalog}.expire_snapshots_min_retention", "7d"))
    if keep is None or least is None:
        raise TrinoError("INVALID_PROCEDURE_ARGUMENT", "Invalid duration: write it as '7d' or '12h'", 1, 1)
    if keep < least:
        raise TrinoError(
            "INVALID_PROCEDURE_ARGUMENT",
            f"Retention specified ({keep / SECONDS_A_DAY:.2f}d) is shorter than the minimum retention configured in the "
            f"system ({least / SECONDS_A_DAY:.2f}d). Minimum retention can be changed with "
            "iceberg.expire-snapshots.min-retention configuration property or "
            "iceberg.expire_snapshots_min_retention session property",
        )
    edge = dt.datetime.now(dt.timezone.utc).replace(tzinfo=None) - dt.timedelta(seconds=keep)
    with st.meta.lock:
        current = t.current_snapshot()
        kept = [s for s in t.snapshots if s is current or s.committed_at >= edge]
        gone = {f.path for s in t.snapshots for f in s.files} - {f.path for s in kept for f in s.files}
        ids = {s.id for s in kept}
        t.snapshots = kept
        t.history = [h for h in t.history if h[1] in ids]
        st.meta.save(t)
    for path in gone if not t.readonly else ():
        if os.path.exists(path):
            os.remove(path)


def _rollback(st: Statement, t: Table, arguments: str) -> None:
    m = re.search(r"(\d+)\s*$", arguments)
    found = t.snapshot(int(m.group(1))) if m else None
    if found is None:
        raise TrinoError(
            "INVALID_PROCEDURE_ARGUMENT", f"Cannot roll back to unknown snapshot id: {arguments.strip()}", 1, 1
        )
    with st.meta.lock:
        t.files = list(found.files)
        t.history.append((dt.datetime.now(dt.timezone.utc).replace(tzinfo=None), found.id))
        st.meta.save(t)
