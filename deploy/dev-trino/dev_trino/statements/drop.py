"""DROP TABLE, DROP VIEW, DROP MATERIALIZED VIEW, TRUNCATE TABLE."""

from __future__ import annotations

import re

from ..errors import TrinoError
from ..metastore import Table
from ..results import ok_result
from .context import Statement
from .names import QNAME
from .registry import statement


def drop_tables(st: Statement, *tables: Table) -> None:
    """Forgets tables and removes their files, those of old snapshots too; imported files stay."""
    st.meta.remove(*tables)
    for t in tables:
        remove_files(st, t)


def remove_files(st: Statement, t: Table) -> None:
    """Removes all data of a table that nothing names any more."""
    if not t.readonly and t.dir and t.dir.startswith(st.engine.warehouse):
        st.engine.storage.discard(t.dir)


@statement(rf"DROP\s+(?P<kind>TABLE|VIEW|MATERIALIZED\s+VIEW)\s+(?P<ie>IF\s+EXISTS\s+)?(?P<name>{QNAME})")
def drop(st: Statement, m, sql):
    """DROP TABLE | VIEW | MATERIALIZED VIEW [IF EXISTS] name"""
    kind = re.sub(r"\s+", " ", m.group("kind").upper())
    cat, sch, n = st.resolve(m.group("name"))
    t = st.engine.find(cat, sch, n)
    if t is None:
        if m.group("ie"):
            return ok_result("DROP " + kind)
        st.engine.need_schema(cat, sch, 1, 1)
        raise TrinoError("TABLE_NOT_FOUND", f"{kind.capitalize()} '{cat}.{sch}.{n}' does not exist", 1, 1)
    if t.kind != kind:
        raise TrinoError(
            "TABLE_NOT_FOUND",
            f"{kind.capitalize()} '{cat}.{sch}.{n}' does not exist, but a {t.kind.lower()} with that name exists.",
            1,
            1,
        )
    if t.readonly:
        raise TrinoError("PERMISSION_DENIED", f"Access Denied: Cannot drop table {t.fqn}")
    drop_tables(st, t)
    return ok_result("DROP " + kind)


@statement(rf"TRUNCATE\s+TABLE\s+(?P<name>{QNAME})")
def truncate(st: Statement, m, sql):
    """TRUNCATE TABLE name"""
    t = st.table(m.group("name"))
    st.check_write(t)
    st.commit(t, [], "delete", t.files)
    return ok_result("TRUNCATE TABLE")
