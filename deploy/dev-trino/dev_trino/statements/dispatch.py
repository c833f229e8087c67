"""Dispatch of a statement by its first words."""

from __future__ import annotations

import re
import time

from sqlglot import exp

from .. import VERSION
from ..binding import Prepared
from ..errors import TrinoError
from .context import Statement
from .create import create
from .dml import insert, modify
from .names import strip_comments
from .registry import HANDLERS

FIRST_WORDS = (
    "ALTER ANALYZE CALL COMMENT COMMIT CREATE DEALLOCATE DELETE DENY DESC DESCRIBE DROP EXECUTE EXPLAIN GRANT INSERT MERGE "
    "PREPARE REFRESH RESET REVOKE ROLLBACK SET SHOW START TRUNCATE UPDATE USE"
).split()


def run(st: Statement, sql: str):
    """Runs one statement: a Result, or a Prepared query whose rows are to be streamed."""
    if st.engine.syntax is not None and sql.strip():
        st.engine.syntax.check(sql)
    sql = strip_comments(sql)
    if not sql:
        raise TrinoError("SYNTAX_ERROR", "mismatched input '<EOF>'. Expecting: <query>", 1, 1)
    if sql.endswith(";"):
        raise TrinoError("SYNTAX_ERROR", "mismatched input ';'. Expecting: <EOF>", 1, len(sql))
    for rx, fn in HANDLERS:
        m = rx.match(sql)
        if m:
            return fn(st, m, sql)
    node = st.engine.parse(sql)
    if isinstance(node, exp.Create):
        return create(st, node, sql)
    if isinstance(node, exp.Insert):
        return insert(st, node)
    if isinstance(node, (exp.Delete, exp.Update, exp.Merge)):
        return modify(st, node)
    if isinstance(node, (exp.Select, exp.SetOperation, exp.Subquery, exp.Values, exp.Table)):
        return select(st, node)
    word = re.match(r"\S+", sql).group(0)
    if word.upper() not in FIRST_WORDS:
        expected = ", ".join(f"'{w}'" for w in FIRST_WORDS)
        raise TrinoError("SYNTAX_ERROR", f"mismatched input '{word}'. Expecting: {expected}, <query>", 1, 1)
    raise TrinoError("NOT_SUPPORTED", f"Statement is not supported by {VERSION}: {sql[:60]}")


def select(st: Statement, node) -> Prepared:
    """Prepares a query and notes how long planning took."""
    t0 = time.time()
    if isinstance(node, exp.Values):
        node = exp.select("*").from_(exp.Subquery(this=node, alias=exp.TableAlias(this=exp.to_identifier("v"))))
    p = st.prepare(node)
    st.q.plan_ms = (time.time() - t0) * 1000
    return p
