"""USE, session properties, transactions, and what is accepted without effect."""

from __future__ import annotations

import re
import uuid
from urllib.parse import quote_plus

import sqlglot

from ..errors import TrinoError
from ..results import ok_result
from ..session import SYSTEM_SESSION
from .context import Statement
from .names import QNAME, parse_name
from .registry import statement


@statement(rf"USE\s+(?P<name>{QNAME})")
def use(st: Statement, m, sql):
    """USE [catalog.]schema"""
    ps = parse_name(m.group("name"))
    hs = []
    if len(ps) == 2:
        st.engine.need_schema(ps[0], ps[1], 1, 1)
        hs.append(("X-Trino-Set-Catalog", ps[0]))
    else:
        if st.session.catalog is None:
            raise TrinoError("MISSING_CATALOG_NAME", "Catalog must be specified when session catalog is not set", 1, 1)
        st.engine.need_schema(st.session.catalog, ps[0], 1, 1)
    hs.append(("X-Trino-Set-Schema", ps[-1]))
    return ok_result("USE", hs)


def _check_property(st: Statement, name: str):
    if "." in name:
        st.engine.need_catalog(name.split(".")[0])
    elif name not in SYSTEM_SESSION:
        raise TrinoError("INVALID_SESSION_PROPERTY", f"Session property '{name}' does not exist", 1, 1)


@statement(rf"SET\s+SESSION\s+(?P<name>{QNAME})\s*=\s*(?P<value>.+)")
def set_session(st: Statement, m, sql):
    """SET SESSION name = value"""
    name = ".".join(parse_name(m.group("name")))
    _check_property(st, name)
    v = m.group("value").strip()
    val = st.engine.databases.constant(
        "CAST((" + sqlglot.transpile(v, read="trino", write="duckdb")[0] + ") AS VARCHAR)"
    )
    return ok_result("SET SESSION", [("X-Trino-Set-Session", f"{name}={quote_plus(val)}")])


@statement(rf"RESET\s+SESSION\s+(?P<name>{QNAME})")
def reset_session(st: Statement, m, sql):
    """RESET SESSION name"""
    return ok_result("RESET SESSION", [("X-Trino-Clear-Session", ".".join(parse_name(m.group("name"))))])


@statement(r"START\s+TRANSACTION(?:\s+.*)?")
def begin(st: Statement, m, sql):
    """START TRANSACTION: an id is given out, nothing is isolated"""
    return ok_result("START TRANSACTION", [("X-Trino-Started-Transaction-Id", str(uuid.uuid4()))])


@statement(r"(COMMIT|ROLLBACK)(?:\s+WORK)?")
def end(st: Statement, m, sql):
    """COMMIT, ROLLBACK: the id is taken back, nothing is undone"""
    if not st.session.tx or st.session.tx == "NONE":
        raise TrinoError("NOT_SUPPORTED", "No transaction in progress")
    return ok_result(m.group(1).upper(), [("X-Trino-Clear-Transaction-Id", "true")])


@statement(r"(?:SET\s+ROLE|SET\s+TIME\s+ZONE|SET\s+PATH|GRANT|REVOKE|DENY)\s+.+")
def accept(st: Statement, m, sql):
    """What is accepted without effect"""
    return ok_result(re.match(r"\w+(\s+\w+)?", sql).group(0).upper())
