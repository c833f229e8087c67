"""information_schema and the system catalog."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from . import VERSION
from .errors import ERRORS
from .properties import SCHEMA_PROPERTIES, TABLE_PROPERTIES
from .session import Session
from .virtual import BIGINT, BOOLEAN, TIMESTAMP_TZ, VARCHAR, values_sql

if TYPE_CHECKING:
    from .engine import Engine


def _text(*names: str) -> list:
    return [(n, VARCHAR) for n in names]


def virtual_table(engine: "Engine", cat: str, sch: str, name: str, session: Session):
    """(SQL text, columns) of a virtual table, or None where the name is no such one."""
    if sch == "information_schema":
        made = _information_schema(engine, cat, name)
    elif cat == "system":
        made = _system(engine, f"{sch}.{name}")
    else:
        made = None
    return values_sql(*made) if made else None


def _information_schema(engine: "Engine", cat: str, name: str):
    tables = [t for t in list(engine.meta.tables.values()) if t.catalog == cat]
    if name == "schemata":
        schemas = sorted(s for c, s in list(engine.meta.schemas) if c == cat) + ["information_schema"]
        return _text("catalog_name", "schema_name"), [(cat, s) for s in schemas]
    if name == "tables":
        return _text("table_catalog", "table_schema", "table_name", "table_type"), [
            (t.catalog, t.schema, t.name, "VIEW" if t.kind == "VIEW" else "BASE TABLE") for t in tables
        ]
    if name == "columns":
        cols = _text("table_catalog", "table_schema", "table_name", "column_name") + [("ordinal_position", BIGINT)]
        cols += _text("column_default", "is_nullable", "data_type")
        return cols, [
            (t.catalog, t.schema, t.name, c.name, i + 1, None, "YES" if c.nullable else "NO", str(c.type))
            for t in tables
            for i, c in enumerate(t.cols)
        ]
    if name == "views":
        return _text("table_catalog", "table_schema", "table_name", "view_definition"), [
            (t.catalog, t.schema, t.name, t.sql) for t in tables if t.kind == "VIEW"
        ]
    return None


def _system(engine: "Engine", name: str):
    makers = {
        "runtime.nodes": _nodes,
        "runtime.queries": _queries,
        "metadata.catalogs": _catalogs,
        "metadata.table_properties": lambda e: _properties(e, TABLE_PROPERTIES),
        "metadata.schema_properties": lambda e: _properties(e, SCHEMA_PROPERTIES),
        "metadata.materialized_views": _materialized_views,
        "metadata.table_comments": _comments,
        "jdbc.catalogs": lambda e: (_text("table_cat"), [(c,) for c in e.meta.catalogs]),
    }
    return makers[name](engine) if name in makers else None


def _nodes(engine: "Engine"):
    cols = _text("node_id", "http_uri", "node_version") + [("coordinator", BOOLEAN), ("state", VARCHAR)]
    return cols, [("dev-1", "http://127.0.0.1", VERSION, True, "active")]


def _queries(engine: "Engine"):
    def time(seconds):
        return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.timezone.utc).replace(tzinfo=None)

    cols = _text("query_id", "state", "user", "source", "query") + [
        (n, BIGINT) for n in ("queued_time_ms", "analysis_time_ms", "planning_time_ms")
    ]
    cols += [(n, TIMESTAMP_TZ) for n in ("created", "started", "end")] + _text("error_type", "error_code")
    rows = []
    for q in list(engine.queries.values()):
        error = q.error.name if q.error else None
        rows.append((
            q.id, q.state, q.session.user, q.session.source, q.sql, int(q.queued_ms), 0, int(q.plan_ms),
            time(q.created), time(q.started), time(q.ended), ERRORS[error][1] if error in ERRORS else None, error,
        ))  # fmt: skip
    return cols, rows


def _catalogs(engine: "Engine"):
    cols = _text("catalog_name", "connector_id", "connector_name", "state")
    return cols, [(c, c, k, "OPERATIONAL") for c, k in engine.meta.catalogs.items()]


def _properties(engine: "Engine", known: dict):
    return _text("catalog_name", "property_name", "default_value", "type", "description"), [
        (c, p.name, p.default or "", p.type, p.description)
        for c, connector in sorted(engine.meta.catalogs.items())
        for p in known.get(connector, [])
    ]


def _materialized_views(engine: "Engine"):
    cols = _text("catalog_name", "schema_name", "name", "storage_catalog", "storage_schema", "storage_table",
                 "freshness", "owner", "comment", "definition")  # fmt: skip
    return cols, [
        (t.catalog, t.schema, t.name, t.catalog, t.schema, t.name, "UNKNOWN", t.owner, t.comment, t.sql)
        for t in list(engine.meta.tables.values())
        if t.kind == "MATERIALIZED VIEW"
    ]


def _comments(engine: "Engine"):
    return _text("catalog_name", "schema_name", "table_name", "comment"), [
        (t.catalog, t.schema, t.name, t.comment) for t in list(engine.meta.tables.values())
    ]
