"""ALTER TABLE and COMMENT."""

from __future__ import annotations

import re

from ..errors import TrinoError
from ..layout import layout_of
from ..metastore import Table
from ..properties import check_table_properties
from ..results import ok_result
from .context import Statement
from .names import QNAME, parse_name
from .procedures import run_procedure
from .registry import statement
from .table_properties import read_properties


@statement(rf"ALTER\s+(?:TABLE|VIEW|MATERIALIZED\s+VIEW)\s+(?:IF\s+EXISTS\s+)?(?P<name>{QNAME})\s+(?P<rest>.+)")
def alter(st: Statement, m, sql):
    """ALTER TABLE name RENAME TO | EXECUTE | SET PROPERTIES"""
    t = st.table(m.group("name"))
    rest = m.group("rest").strip()
    if t.readonly:
        raise TrinoError("PERMISSION_DENIED", f"Access Denied: Cannot alter table {t.fqn}")
    r = re.fullmatch(rf"RENAME\s+TO\s+({QNAME})", rest, re.I)
    if r:
        _rename(st, t, r.group(1))
        return ok_result("RENAME TABLE")
    r = re.fullmatch(r"EXECUTE\s+(\w+)\s*(?:\((.*)\))?(?:\s+WHERE\s+.*)?", rest, re.I | re.S)
    if r:
        run_procedure(st, t, r.group(1).lower(), r.group(2) or "")
        return ok_result("ALTER TABLE EXECUTE")
    r = re.fullmatch(r"SET\s+PROPERTIES\s+(.*)", rest, re.I | re.S)
    if r:
        _set_properties(st, t, r.group(1))
        return ok_result("SET PROPERTIES")
    raise TrinoError("NOT_SUPPORTED", f"This connector does not support: ALTER TABLE {rest[:40]}")


def _rename(st: Statement, t: Table, name: str) -> None:
    ps = parse_name(name)
    sch, n = (ps[-2], ps[-1]) if len(ps) > 1 else (t.schema, ps[-1])
    st.engine.need_schema(t.catalog, sch, 1, 1)
    with st.meta.lock:
        if st.engine.find(t.catalog, sch, n):
            raise TrinoError("TABLE_ALREADY_EXISTS", f"Target table '{t.catalog}.{sch}.{n}' already exists", 1, 1)
        if st.engine.find(t.catalog, t.schema, t.name) is not t:
            raise TrinoError("TABLE_NOT_FOUND", f"Table '{t.fqn}' does not exist", 1, 1)
        st.meta.tables.pop((t.catalog, t.schema, t.name))
        t.schema, t.name = sch, n
        st.meta.tables[(t.catalog, sch, n)] = t
        st.meta.save(t)


def _set_properties(st: Statement, t: Table, text: str) -> None:
    given = read_properties(st.engine.parse(f"CREATE TABLE x (a bigint) WITH ({text})"))[0]
    check_table_properties(given, t.catalog, st.meta.catalogs[t.catalog], t.cols)
    probe = Table(t.catalog, t.schema, t.name, t.cols, {**t.props, **given})
    layout_of(probe)
    with st.meta.lock:
        t.props = probe.props
        st.meta.save(t)


@statement(rf"COMMENT\s+ON\s+(?P<kind>TABLE|VIEW|COLUMN)\s+(?P<name>{QNAME})\s+IS\s+(?P<text>NULL|'(?:[^']|'')*')")
def comment(st: Statement, m, sql):
    """COMMENT ON TABLE | VIEW | COLUMN name IS text"""
    text = None if m.group("text").upper() == "NULL" else m.group("text")[1:-1].replace("''", "'")
    if m.group("kind").upper() == "COLUMN":
        ps = parse_name(m.group("name"))
        t = st.table(".".join(f'"{p}"' for p in ps[:-1]))
        c = t.col(ps[-1])
        if c is None:
            raise TrinoError("COLUMN_NOT_FOUND", f"Column does not exist: {ps[-1]}", 1, 1)
        c.comment = text
    else:
        t = st.table(m.group("name"))
        t.comment = text
    st.meta.save(t)
    return ok_result("COMMENT")
