"""CREATE SCHEMA, DROP SCHEMA, SHOW CREATE SCHEMA."""

from __future__ import annotations

import os

from sqlglot import exp

from ..errors import TrinoError
from ..properties import SCHEMA_PROPERTIES
from ..results import Result, ok_result
from ..types import quote_ident
from ..virtual import VARCHAR
from .context import Statement
from .drop import drop_tables
from .names import QNAME
from .registry import statement
from .table_properties import property_value, quoted_value


@statement(
    rf"CREATE\s+SCHEMA\s+(?P<ine>IF\s+NOT\s+EXISTS\s+)?(?P<name>{QNAME})(?:\s+AUTHORIZATION\s+.*?)?"
    r"(?:\s+WITH\s*\((?P<props>.*)\))?"
)
def create_schema(st: Statement, m, sql):
    """CREATE SCHEMA [IF NOT EXISTS] name [WITH (location = '...')]"""
    cat, sch = st.resolve_schema(m.group("name"))
    st.engine.need_catalog(cat, 1, 1)
    st.check_connector(cat)
    props = _schema_properties(st, cat, m.group("props"))
    with st.meta.lock:
        if (cat, sch) in st.meta.schemas:
            if m.group("ine"):
                return ok_result("CREATE SCHEMA")
            raise TrinoError("SCHEMA_ALREADY_EXISTS", f"Schema '{cat}.{sch}' already exists", 1, 1)
        st.meta.schemas[(cat, sch)] = props
        st.meta.save()
    return ok_result("CREATE SCHEMA")


def _schema_properties(st: Statement, cat: str, text) -> dict:
    if not text:
        return {}
    known = {p.name for p in SCHEMA_PROPERTIES.get(st.meta.catalogs[cat], [])}
    out = {}
    node = st.engine.parse(f"CREATE TABLE x (a bigint) WITH ({text})")
    for p in node.args["properties"].expressions:
        name = "location" if isinstance(p, exp.LocationProperty) else p.name.lower()
        if name not in known:
            raise TrinoError(
                "INVALID_SCHEMA_PROPERTY", f"Catalog '{cat}' schema property '{name}' does not exist", 1, 1
            )
        out[name] = property_value(p.this if isinstance(p, exp.LocationProperty) else p.args["value"])
    return out


@statement(rf"DROP\s+SCHEMA\s+(?P<ie>IF\s+EXISTS\s+)?(?P<name>{QNAME})\s*(?P<mode>CASCADE|RESTRICT)?")
def drop_schema(st: Statement, m, sql):
    """DROP SCHEMA [IF EXISTS] name [CASCADE]"""
    cat, sch = st.resolve_schema(m.group("name"))
    with st.meta.lock:
        if (cat, sch) not in st.meta.schemas:
            if m.group("ie"):
                return ok_result("DROP SCHEMA")
            raise TrinoError("SCHEMA_NOT_FOUND", f"Schema '{cat}.{sch}' does not exist", 1, 1)
        content = [t for t in st.meta.tables.values() if (t.catalog, t.schema) == (cat, sch)]
        if content and (m.group("mode") or "").upper() != "CASCADE":
            raise TrinoError("SCHEMA_NOT_EMPTY", f"Cannot drop non-empty schema '{sch}'", 1, 1)
        drop_tables(st, *content)
        del st.meta.schemas[(cat, sch)]
        st.meta.save()
    return ok_result("DROP SCHEMA")


@statement(rf"SHOW\s+CREATE\s+SCHEMA\s+(?P<name>{QNAME})")
def show_create_schema(st: Statement, m, sql):
    """SHOW CREATE SCHEMA name"""
    cat, sch = st.resolve_schema(m.group("name"))
    st.engine.need_schema(cat, sch, 1, 1)
    props = dict(st.meta.schemas.get((cat, sch), {}))
    if SCHEMA_PROPERTIES.get(st.meta.catalogs[cat]):
        props.setdefault("location", os.path.join(st.engine.warehouse, cat, sch))
    text = f"CREATE SCHEMA {quote_ident(cat)}.{quote_ident(sch)}"
    if props:
        lines = ",\n".join(f"   {k} = {quoted_value(v)}" for k, v in sorted(props.items()))
        text += f"\nWITH (\n{lines}\n)"
    return Result([("Create Schema", VARCHAR)], [[text]])
