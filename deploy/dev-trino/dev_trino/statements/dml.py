"""INSERT, DELETE, UPDATE, MERGE."""

from __future__ import annotations

import uuid

from sqlglot import exp

from ..binding.binder import Binder
from ..errors import TrinoError
from ..results import count_result
from ..types import can_coerce
from .context import Statement


def insert(st: Statement, node: exp.Insert):
    """INSERT INTO name [(columns)] query"""
    tgt = node.this
    names = None
    if isinstance(tgt, exp.Schema):
        names = [c.name.lower() for c in tgt.expressions]
        tgt = tgt.this
    t = st.table(tgt.sql("trino"))
    st.check_write(t)
    body = node.expression
    if isinstance(body, exp.Values):
        body = exp.select("*").from_(exp.Subquery(this=body, alias=exp.TableAlias(this=exp.to_identifier("v"))))
    prep = st.prepare(body)
    cols = st.describe(prep)
    names = names or [c.name for c in t.cols]
    for n in names:
        if t.col(n) is None:
            raise TrinoError("COLUMN_NOT_FOUND", f"Insert column name does not exist in target table: {n}", 1, 1)
    if len(cols) != len(names) or any(not can_coerce(ty, t.col(n).type) for n, (_, ty) in zip(names, cols)):
        raise TrinoError(
            "TYPE_MISMATCH",
            "Insert query has mismatched column types: Table: ["
            + ", ".join(str(t.col(n).type) for n in names)
            + "], Query: ["
            + ", ".join(str(ty) for _, ty in cols)
            + "]",
            1,
            1,
        )
    src = ", ".join(f"c{i}" for i in range(len(names)))
    sel = ", ".join((f"c{names.index(c.name)}" if c.name in names else "NULL") + f' AS "{c.name}"' for c in t.cols)
    files = st.write(t, f"SELECT {sel} FROM ({prep.sql()}) AS src({src})", prep)
    st.commit(t, files, "append")
    return count_result("INSERT", sum(f.rows for f in files))


def modify(st: Statement, node):
    """DELETE, UPDATE, MERGE: copy on write of the whole table."""
    kind = type(node).__name__.upper()
    tgt = node.this
    t = st.table(exp.Table(this=tgt.this, db=tgt.args.get("db"), catalog=tgt.args.get("catalog")).sql("trino"))
    st.check_write(t)
    before = t.files
    cur = st.q.cursor()
    tmp = "tmp_" + uuid.uuid4().hex[:10]
    alias = tgt.args.get("alias")
    b = Binder(st.engine, st.session)
    for x in list(node.find_all(exp.Table)):
        if x is tgt or b.is_cte(x):
            continue
        b.bind_table(x, st.session.catalog, st.session.schema)
    name = tgt.name
    tgt.set("db", None)
    tgt.set("catalog", None)
    tgt.set("this", exp.to_identifier(tmp))
    if alias is None:
        tgt.set("alias", exp.TableAlias(this=exp.to_identifier(name)))
    text = b.exec_sql(node.sql("duckdb"))
    try:
        cur.execute(f"CREATE TEMP TABLE {tmp} AS SELECT * FROM {st.engine.storage.scan_sql(t, before)}")
        n = cur.execute(text).fetchall()[0][0]
        files = st.engine.storage.write_files(cur, t, f"SELECT * FROM {tmp}")
        st.commit(t, files, "overwrite", before)
    finally:
        cur.execute(f"DROP TABLE IF EXISTS {tmp}")
    return count_result(kind, n)
