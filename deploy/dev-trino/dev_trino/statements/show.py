"""SHOW CATALOGS, SCHEMAS, TABLES, COLUMNS, SESSION, FUNCTIONS; DESCRIBE."""

from __future__ import annotations

import re
from typing import List, Optional

from ..errors import TrinoError
from ..results import Result
from ..session import SYSTEM_SESSION
from ..types import TrinoType
from .context import Statement
from .names import NAME, QNAME, parse_name
from .registry import statement


def _like(names: List[str], pat: Optional[str]) -> List[str]:
    if pat is None:
        return names
    rx = "".join(".*" if ch == "%" else "." if ch == "_" else re.escape(ch) for ch in pat)
    return [n for n in names if re.fullmatch(rx, n)]


@statement(r"SHOW\s+CATALOGS(?:\s+LIKE\s+'.*')?")
def show_catalogs(st: Statement, m, sql):
    """SHOW CATALOGS"""
    return Result([("Catalog", TrinoType("varchar"))], [[c] for c in sorted(st.meta.catalogs)])


@statement(rf"SHOW\s+SCHEMAS(?:\s+(?:FROM|IN)\s+(?P<cat>{NAME}))?(?:\s+LIKE\s+'(?P<pat>[^']*)')?")
def show_schemas(st: Statement, m, sql):
    """SHOW SCHEMAS [FROM catalog] [LIKE 'pattern']"""
    cat = parse_name(m.group("cat"))[0] if m.group("cat") else st.session.catalog
    if cat is None:
        raise TrinoError("MISSING_CATALOG_NAME", "Catalog must be specified when session catalog is not set", 1, 1)
    st.engine.need_catalog(cat, 1, 1)
    names = sorted({s for c, s in list(st.meta.schemas) if c == cat} | {"information_schema"})
    return Result([("Schema", TrinoType("varchar"))], [[s] for s in _like(names, m.group("pat"))])


@statement(rf"SHOW\s+TABLES(?:\s+(?:FROM|IN)\s+(?P<sch>{QNAME}))?(?:\s+LIKE\s+'(?P<pat>[^']*)')?")
def show_tables(st: Statement, m, sql):
    """SHOW TABLES [FROM schema] [LIKE 'pattern']"""
    cat, sch = st.session.catalog, st.session.schema
    if m.group("sch"):
        ps = parse_name(m.group("sch"))
        cat, sch = (ps[0], ps[1]) if len(ps) == 2 else (cat, ps[0])
    if cat is None or sch is None:
        raise TrinoError(
            "MISSING_CATALOG_NAME" if cat is None else "MISSING_SCHEMA_NAME",
            "Catalog and schema must be specified when session catalog or schema is not set",
            1,
            1,
        )
    st.engine.need_schema(cat, sch, 1, 1)
    names = sorted(t.name for t in list(st.meta.tables.values()) if (t.catalog, t.schema) == (cat, sch))
    return Result([("Table", TrinoType("varchar"))], [[n] for n in _like(names, m.group("pat"))])


@statement(rf"SHOW\s+COLUMNS\s+(?:FROM|IN)\s+(?P<name>{QNAME})(?:\s+LIKE\s+'[^']*')?")
@statement(rf"(?:DESCRIBE|DESC)\s+(?!INPUT|OUTPUT)(?P<name>{QNAME})")
def show_columns(st: Statement, m, sql):
    """SHOW COLUMNS FROM name, DESCRIBE name"""
    t = st.table(m.group("name"))
    parts = [p for p in t.props.get("partitioned_by", [])]
    V = TrinoType("varchar")
    return Result(
        [("Column", V), ("Type", V), ("Extra", V), ("Comment", V)],
        [[c.name, str(c.type), "partition key" if c.name in parts else "", c.comment or ""] for c in t.cols],
    )


@statement(r"SHOW\s+SESSION(?:\s+LIKE\s+'.*')?")
def show_session(st: Statement, m, sql):
    """SHOW SESSION"""
    V = TrinoType("varchar")
    return Result(
        [("Name", V), ("Value", V), ("Default", V), ("Type", V), ("Description", V)],
        [[k, st.session.props.get(k, d), d, ty, ds] for k, (d, ty, ds) in sorted(SYSTEM_SESSION.items())],
    )


@statement(r"SHOW\s+FUNCTIONS(?:\s+.*)?")
def show_functions(st: Statement, m, sql):
    """SHOW FUNCTIONS: DuckDB's"""
    V = TrinoType("varchar")
    fs = st.q.cursor().execute("SELECT DISTINCT function_name FROM duckdb_functions() ORDER BY 1").fetchall()
    return Result([("Function", V)], [[f[0]] for f in fs])
