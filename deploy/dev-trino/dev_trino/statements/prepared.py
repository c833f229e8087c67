"""PREPARE, DEALLOCATE PREPARE, EXECUTE [IMMEDIATE]."""

from __future__ import annotations

import re
from typing import List
from urllib.parse import quote_plus

from ..errors import TrinoError
from ..results import ok_result
from ..types import split_top
from .context import Statement
from .names import NAME
from .registry import statement


@statement(rf"PREPARE\s+(?P<name>{NAME})\s+FROM\s+(?P<body>.+)")
def prepare(st: Statement, m, sql):
    """PREPARE name FROM statement"""
    st.engine.parse(m.group("body").replace("?", "NULL"))
    return ok_result(
        "PREPARE", [("X-Trino-Added-Prepare", f"{quote_plus(m.group('name').lower())}={quote_plus(m.group('body'))}")]
    )


@statement(rf"DEALLOCATE\s+PREPARE\s+(?P<name>{NAME})")
def deallocate(st: Statement, m, sql):
    """DEALLOCATE PREPARE name"""
    if m.group("name").lower() not in st.session.prepared:
        raise TrinoError("NOT_FOUND", f"Prepared statement not found: {m.group('name')}")
    return ok_result("DEALLOCATE", [("X-Trino-Deallocated-Prepare", quote_plus(m.group("name").lower()))])


@statement(rf"EXECUTE\s+(?:IMMEDIATE\s+(?P<imm>'.+)|(?P<name>{NAME})(?P<args>\s+USING\s+.+)?)")
def execute(st: Statement, m, sql):
    """EXECUTE name [USING values], EXECUTE IMMEDIATE text [USING values]"""
    if m.group("imm"):
        lit = re.match(r"\s*'((?:[^']|'')*)'", m.group("imm"))
        body, args = lit.group(1).replace("''", "'"), m.group("imm")[lit.end() :]
    else:
        body = st.session.prepared.get(m.group("name").lower())
        if body is None:
            raise TrinoError("NOT_FOUND", f"Prepared statement not found: {m.group('name')}")
        args = m.group("args") or ""
    u = re.match(r"\s*USING\s+(.*)$", args, re.I | re.S)
    params = split_top(u.group(1)) if u else []
    parts = _split_params(body)
    if len(parts) - 1 != len(params):
        raise TrinoError(
            "GENERIC_USER_ERROR",
            f"Incorrect number of parameters: expected {len(parts) - 1} but found {len(params)}",
            1,
            1,
        )
    out = parts[0]
    for p, tail in zip(params, parts[1:]):
        out += p + tail
    from .dispatch import run  # the dispatcher imports this module

    return run(st, out)


def _split_params(s: str) -> List[str]:
    out, cur, q = [], "", None
    for ch in s:
        if q:
            cur += ch
            q = None if ch == q else q
        elif ch in "'\"":
            q, cur = ch, cur + ch
        elif ch == "?":
            out.append(cur)
            cur = ""
        else:
            cur += ch
    return out + [cur]
