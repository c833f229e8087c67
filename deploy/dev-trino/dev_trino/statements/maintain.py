"""ANALYZE, REFRESH MATERIALIZED VIEW."""

from __future__ import annotations

from ..binding import prepare
from ..column_statistics import analyze_table
from ..errors import TrinoError
from ..results import count_result
from ..session import Session
from .context import Statement
from .names import QNAME
from .registry import statement


@statement(rf"ANALYZE\s+(?P<name>{QNAME})(?:\s+WITH\s*\(.*\))?")
def analyze(st: Statement, m, sql):
    """ANALYZE name"""
    t = st.table(m.group("name"))
    analyze_table(st.q.cursor(), t, st.engine.storage)
    st.meta.save(t)
    return count_result("ANALYZE", t.row_count())


@statement(rf"REFRESH\s+MATERIALIZED\s+VIEW\s+(?P<name>{QNAME})")
def refresh(st: Statement, m, sql):
    """REFRESH MATERIALIZED VIEW name"""
    t = st.table(m.group("name"))
    if t.kind != "MATERIALIZED VIEW":
        raise TrinoError("TABLE_NOT_FOUND", f"Materialized view '{t.fqn}' does not exist", 1, 1)
    before = t.files
    s = Session(st.session.user, t.view_ctx[0], t.view_ctx[1])
    prep = prepare(st.engine, st.engine.parse(t.sql), s)
    names = ", ".join(f'"{c.name}"' for c in t.cols)
    files = st.write(t, f"SELECT * FROM ({prep.sql()}) AS src({names})", prep)
    st.commit(t, files, "overwrite", before)
    return count_result("REFRESH MATERIALIZED VIEW", sum(f.rows for f in files))
