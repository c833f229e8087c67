"""Checks where DuckDB is laxer than Trino."""

from __future__ import annotations

from typing import Optional

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from ..errors import TrinoError
from ..trees import ident_pos, inside
from ..types import FAMILY, TrinoType
from .inference import TypeInference

COMPARISONS = {exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="}
CONCATENATED = ("varchar", "char", "array", "varbinary", "json", "unknown")
TEXTS = ("varchar", "char", "json", "uuid", "ipaddress")  # what a text literal is compared with


def check(scope: Scope, types: TypeInference) -> None:
    """Raises what Trino would raise about one SELECT: unknown names, operators between types that do not fit."""
    _check_aliases(scope, types)
    for n in scope.find_all(exp.DPipe):
        _check_concatenation(n, scope, types)
    for n in scope.find_all(*COMPARISONS, exp.Between, exp.In):
        _check_comparison(n, scope, types)


def _check_concatenation(n: exp.DPipe, scope: Scope, types: TypeInference) -> None:
    left, right = types.infer(n.left, scope), types.infer(n.right, scope)
    if any(t is not None and t.name not in CONCATENATED for t in (left, right)):
        raise TrinoError("TYPE_MISMATCH", f"Cannot apply operator: {left or 'varchar'} || {right or 'varchar'}", 1, 1)


def _check_comparison(n: exp.Expression, scope: Scope, types: TypeInference) -> None:
    if isinstance(n, exp.Binary) and isinstance(n.left, exp.Column) and isinstance(n.right, exp.Column):
        a, b = types.infer(n.left, scope), types.infer(n.right, scope)
        if a is not None and b is not None and _family(a) != _family(b):
            line, col = ident_pos(n.left.args.get("table") or n.left.this)
            raise TrinoError("TYPE_MISMATCH", f"Cannot apply operator: {a} = {b}", line or 1, col or 1)
    sides = [n.this, n.args.get("expression"), n.args.get("low"), n.args.get("high")]
    sides += n.expressions if isinstance(n, exp.In) else []
    column = next((s for s in sides if isinstance(s, exp.Column)), None)
    kind = types.infer(column, scope) if column is not None else None
    if kind is None or kind.name == "unknown":
        return
    for literal in (s for s in sides if isinstance(s, exp.Literal)):
        if kind.name in TEXTS if literal.is_string else kind.name in FAMILY:
            continue
        line, col = ident_pos(column.this)
        other = f"varchar({len(literal.this)})" if literal.is_string else "integer"
        if type(n) in COMPARISONS:
            message = f"Cannot apply operator: {kind} {COMPARISONS[type(n)]} {other}"
        elif isinstance(n, exp.Between):
            message = f"Cannot check if {kind} is BETWEEN {other}"
        else:
            message = f"IN value and list items must be the same type: {kind}"
        raise TrinoError("TYPE_MISMATCH", message, line or 1, col or 1)


def _family(t: TrinoType) -> str:
    n = t.name
    return (
        "number"
        if n in FAMILY
        else "text" if n in ("varchar", "char") else "time" if n == "date" or n.startswith("timestamp") else n
    )


def _provides(types: TypeInference, src, name: str) -> Optional[bool]:
    """Whether a FROM item has such a column; None where unknown."""
    if isinstance(src, exp.Table):
        ref = types.refs.get(src.name)
        if ref is None:
            return None
        ac = src.args["alias"].args.get("columns") if src.args.get("alias") else None
        return name in ([x.name.lower() for x in ac] if ac else ref.cols)
    if not isinstance(src, Scope):
        return None
    ex = src.expression
    while isinstance(ex, exp.SetOperation):
        ex = ex.this
    while isinstance(ex, exp.Subquery):
        ex = ex.this
    if src.outer_columns:
        return name in [x.lower() for x in src.outer_columns]
    if not isinstance(ex, exp.Select) or ex.is_star:
        return None
    return name in [p.alias_or_name.lower() for p in ex.selects]


def _check_aliases(scope: Scope, types: TypeInference):
    """DuckDB lets WHERE, GROUP BY, HAVING and other outputs name an output alias; Trino does not."""
    sel = scope.expression
    aliases = {p.alias.lower() for p in sel.selects if isinstance(p, exp.Alias)}
    order = sel.args.get("order")
    for c in scope.find_all(exp.Column) if aliases else []:
        name = c.name.lower()
        if c.table or name not in aliases or (order is not None and inside(c, order)):
            continue
        sc, found = scope, False
        while sc is not None and found is False:
            for src in sc.selected_sources.values():
                r = _provides(types, src[1] if isinstance(src, tuple) else src, name)
                if r is not False:
                    found = True
                    break
            sc = sc.parent
        if not found:
            line, col = ident_pos(c.this)
            raise TrinoError("COLUMN_NOT_FOUND", f"Column '{c.name}' cannot be resolved", line or 1, col or 1)
