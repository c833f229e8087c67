"""EXPLAIN, in every TYPE and FORMAT that clients read."""

from __future__ import annotations

import json
import re

from sqlglot import exp

from ..errors import TrinoError
from ..explaining.analyze import analyze_text
from ..explaining.io import io_plan
from ..explaining.plan import plan_tree
from ..explaining.text import plan_text
from ..properties import check_table_properties
from ..results import Result
from ..types import TrinoType
from .context import Statement
from .registry import HANDLERS, statement
from .table_properties import read_properties


@statement(r"EXPLAIN\s*(?P<an>ANALYZE\b)?\s*(?:VERBOSE\b)?\s*(?P<opts>\(\s*(?:TYPE|FORMAT)\b[^)]*\))?\s*(?P<body>.+)")
def explain(st: Statement, m, sql):
    """EXPLAIN [ANALYZE] [(TYPE t, FORMAT f)] statement"""
    V = TrinoType("varchar")
    analyze = bool(m.group("an"))
    opts = dict(re.findall(r"(TYPE|FORMAT)\s+(\w+)", (m.group("opts") or "").upper()))
    body = m.group("body").strip()
    typ, fmt = opts.get("TYPE", "DISTRIBUTED"), opts.get("FORMAT", "TEXT")
    if typ == "IO" and "FORMAT" not in opts:
        fmt = "JSON"
    if typ == "VALIDATE":
        _validate(st, body)
        return Result([("Valid", TrinoType("boolean"))], [[True]])
    inner, target = _explained(st, body)
    if inner is None:
        raise TrinoError("NOT_SUPPORTED", "EXPLAIN of this statement is not supported")
    prep = st.prepare(inner)
    if analyze:
        cur = st.q.cursor(profile=True)
        st.q.set_state("RUNNING")
        cur.execute(prep.sql()).fetchall()
        prof = st.q.absorb_profile(cur, prep)
        return Result([("Query Plan", V)], [[analyze_text(st.q, prof)]], "EXPLAIN ANALYZE")
    if typ == "IO":
        return Result([("Query Plan", V)], [[json.dumps(io_plan(prep, target), indent=2)]])
    root = plan_tree(prep, st.describe(prep), target)
    if fmt == "JSON":
        return Result([("Query Plan", V)], [[json.dumps({"0": root} if typ == "DISTRIBUTED" else root, indent=2)]])
    return Result([("Query Plan", V)], [[plan_text(root, typ == "DISTRIBUTED")]])


def _explained(st: Statement, body: str):
    node = st.engine.parse(body)
    if isinstance(node, exp.Create) and node.expression is not None:
        tbl = node.this.this if isinstance(node.this, exp.Schema) else node.this
        return node.expression, st.resolve(tbl.sql("trino"))
    if isinstance(node, exp.Insert):
        tbl = node.this.this if isinstance(node.this, exp.Schema) else node.this
        t = st.table(tbl.sql("trino"))
        return node.expression, (t.catalog, t.schema, t.name)
    if isinstance(node, (exp.Select, exp.SetOperation, exp.Subquery)):
        return node, None
    return None, None


def _validate(st: Statement, body: str):
    if re.match(
        r"\s*(SELECT|WITH|\(|VALUES|TABLE|INSERT|CREATE\s+(OR\s+REPLACE\s+)?(TABLE|VIEW|MATERIALIZED))\b", body, re.I
    ):
        node = st.engine.parse(body)
        inner = node.expression if isinstance(node, (exp.Create, exp.Insert)) else node
        if isinstance(node, exp.Create) and isinstance(node.this, (exp.Table, exp.Schema)):
            tbl = node.this.this if isinstance(node.this, exp.Schema) else node.this
            cat, sch, n = st.resolve(tbl.sql("trino"))
            st.engine.need_schema(cat, sch, 1, 1)
            connector = st.meta.catalogs[cat]
            if (node.args.get("kind") or "").upper() == "TABLE":
                check_table_properties(read_properties(node)[0], cat, connector, [])
        elif isinstance(node, exp.Insert):
            tbl = node.this.this if isinstance(node.this, exp.Schema) else node.this
            st.table(tbl.sql("trino"))
        if inner is not None:
            st.prepare(inner)
    elif not any(rx.match(body) for rx, _ in HANDLERS):
        st.engine.parse(body)
