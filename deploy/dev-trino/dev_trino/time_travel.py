"""FOR VERSION AS OF and FOR TIMESTAMP AS OF: which snapshot a table reference means.

Messages and rules follow Trino's Iceberg connector (IcebergMetadata.getSnapshotIdFromVersion): the newest
snapshot at or before the time given; a plain date or timestamp is of the session's time zone.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlglot import exp

from .databases import Databases
from .errors import TrinoError
from .metastore import Metastore, Snapshot, Table
from .session import Session


def snapshot_of(
    version: exp.Version, table: Table, meta: Metastore, databases: Databases, session: Session
) -> Snapshot:
    """The snapshot that a FOR ... AS OF clause names; a TrinoError where there is none."""
    if table.kind != "TABLE" or not meta.is_iceberg(table.catalog):
        raise TrinoError("NOT_SUPPORTED", "This connector does not support versioned tables")
    if version.args.get("kind") != "AS OF":
        raise TrinoError("NOT_SUPPORTED", "Only FOR VERSION AS OF and FOR TIMESTAMP AS OF are supported")
    value = databases.constant(version.expression.sql(dialect="duckdb"))
    return _by_time(value, table, session) if version.this == "TIMESTAMP" else _by_id(value, table)


def _by_id(value, table: Table) -> Snapshot:
    if isinstance(value, str):
        current = table.current_snapshot()
        if value != "main" or current is None:
            raise TrinoError("INVALID_ARGUMENTS", f"Cannot find snapshot with reference name: {value}")
        return current
    if not isinstance(value, int) or isinstance(value, bool):
        raise TrinoError("NOT_SUPPORTED", f"Unsupported type for table version: {type(value).__name__}")
    found = table.snapshot(value)
    if found is None:
        raise TrinoError("INVALID_ARGUMENTS", f"Iceberg snapshot ID does not exists: {value}")
    return found


def _by_time(value, table: Table, session: Session) -> Snapshot:
    if isinstance(value, dt.datetime):
        at = value
    elif isinstance(value, dt.date):
        at = dt.datetime.combine(value, dt.time())
    else:
        raise TrinoError("NOT_SUPPORTED", f"Unsupported type for temporal table version: {type(value).__name__}")
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(session.tz))
    at = at.astimezone(dt.timezone.utc).replace(tzinfo=None)
    current = [snapshot_id for when, snapshot_id in table.history if when <= at]
    found = table.snapshot(current[-1]) if current else None
    if found is None:
        when = at.isoformat(timespec="milliseconds") + "Z"
        raise TrinoError(
            "INVALID_ARGUMENTS", f'No version history table "{table.schema}"."{table.name}" at or before {when}'
        )
    return found
