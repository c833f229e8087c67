"""SHOW CREATE TABLE, VIEW, MATERIALIZED VIEW."""

from __future__ import annotations

import re

from ..errors import TrinoError
from ..results import Result
from ..types import TrinoType, quote_ident
from .context import Statement
from .names import QNAME
from .registry import statement
from .table_properties import quoted_value


@statement(rf"SHOW\s+CREATE\s+(?P<kind>TABLE|VIEW|MATERIALIZED\s+VIEW)\s+(?P<name>{QNAME})")
def show_create(st: Statement, m, sql):
    """SHOW CREATE TABLE | VIEW | MATERIALIZED VIEW name"""
    kind = re.sub(r"\s+", " ", m.group("kind").upper())
    t = st.table(m.group("name"))
    name = ".".join(quote_ident(x) for x in (t.catalog, t.schema, t.name))
    if t.kind != kind:
        raise TrinoError("NOT_SUPPORTED", f"Relation '{t.fqn}' is a {t.kind.lower()}, not a {kind.lower()}", 1, 1)
    props = (
        "\nWITH (\n" + ",\n".join(f"   {k} = {quoted_value(v)}" for k, v in sorted(t.props.items())) + "\n)"
        if t.props
        else ""
    )
    cm = f"\nCOMMENT {quoted_value(t.comment)}" if t.comment else ""
    if kind == "TABLE":
        cols = ",\n".join(
            f"   {quote_ident(c.name)} {c.type}"
            + ("" if c.nullable else " NOT NULL")
            + (f" COMMENT {quoted_value(c.comment)}" if c.comment else "")
            for c in t.cols
        )
        return Result([("Create Table", TrinoType("varchar"))], [[f"CREATE TABLE {name} (\n{cols}\n){cm}{props}"]])
    if kind == "VIEW":
        return Result([("Create View", TrinoType("varchar"))], [[f"CREATE VIEW {name} SECURITY DEFINER AS\n{t.sql}"]])
    return Result(
        [("Create Materialized View", TrinoType("varchar"))],
        [[f"CREATE MATERIALIZED VIEW {name}{cm}{props} AS\n{t.sql}"]],
    )
