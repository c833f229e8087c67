"""Checks and repairs where DuckDB is laxer than Trino, or answers otherwise."""

from __future__ import annotations

from typing import List, Optional

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from ..errors import TrinoError
from ..trees import ident_pos, inside
from ..types import FAMILY, TrinoType
from .inference import TypeInference


def analyze(node: exp.Expression, types: TypeInference) -> Optional[List[Optional[TrinoType]]]:
    """Checks and repairs that need types; the declared types of the output where plain."""
    try:
        scopes = traverse_scope(node)
    except Exception:
        return None
    for sc in scopes:
        try:
            _scope_pass(sc, types)
        except TrinoError:
            raise
        except Exception:
            continue
    root = scopes[-1] if scopes else None
    if root is None:
        return None
    sel = root
    while isinstance(sel.expression, exp.SetOperation) and getattr(sel, "union_scopes", None):
        sel = sel.union_scopes[0]
    out = []
    if not isinstance(sel.expression, exp.Select):
        return None
    for p in sel.expression.selects:
        if isinstance(p, exp.Star) or (isinstance(p, exp.Column) and isinstance(p.this, exp.Star)):
            star = types.expand_star(p, sel)
            if star is None:
                return None
            out += star
        else:
            out.append(types.infer(p, sel))
    return out


def _scope_pass(scope: Scope, types: TypeInference):
    ex = scope.expression
    if not isinstance(ex, exp.Select):
        return
    for n in list(scope.find_all(exp.Cast, exp.TryCast)):
        # DECIMAL '1.20' is decimal(3,2) and CAST(x AS DECIMAL) is decimal(38,0); DuckDB's DECIMAL is (18,3)
        if n.to.this == exp.DataType.Type.DECIMAL and not n.to.expressions:
            t = types.infer(n, scope)
            n.set("to", exp.DataType.build(f"decimal({t.args[0]},{t.args[1]})"))
    for n in list(scope.find_all(exp.Avg, exp.Div)):
        if isinstance(n, exp.Avg):
            t = types.infer(n.this, scope)
            if t is None or t.name != "decimal" or isinstance(n.this, exp.Distinct):
                continue
            holder = n
            while isinstance(holder.parent, (exp.Window, exp.Filter)) and holder.parent.this is holder:
                holder = holder.parent
            both = []
            for cls in (exp.Sum, exp.Count):
                n.set("arg_key_lab", True)
                c = holder.copy()
                a = next(x for x in c.find_all(exp.Avg) if x.args.get("arg_key_lab"))
                new = cls(this=a.this.copy())
                if a is c:
                    c = new
                else:
                    a.replace(new)
                both.append(c)
            n.args.pop("arg_key_lab", None)
            den = exp.func("nullif", both[1], exp.Literal.number(0))
            holder.replace(_exact_div(both[0], t.args[1], den, 0, *t.args))
        else:
            a, b = types.infer(n.left, scope), types.infer(n.right, scope)
            r = types.decimal_div(a, b)
            if r is not None:
                n.replace(
                    _exact_div(n.left.copy(), types.as_decimal(a)[1], n.right.copy(), types.as_decimal(b)[1], *r.args)
                )
    _check_aliases(scope, types)
    for n in scope.find_all(exp.DPipe):
        ts = [types.infer(x, scope) for x in (n.left, n.right)]
        bad = next(
            (
                t
                for t in ts
                if t is not None and t.name not in ("varchar", "char", "array", "varbinary", "json", "unknown")
            ),
            None,
        )
        if bad is not None:
            raise TrinoError(
                "TYPE_MISMATCH", f"Cannot apply operator: {ts[0] or 'varchar'} || {ts[1] or 'varchar'}", 1, 1
            )
    for n in scope.find_all(exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.In):
        if isinstance(n, exp.Binary) and isinstance(n.left, exp.Column) and isinstance(n.right, exp.Column):
            a, b = types.infer(n.left, scope), types.infer(n.right, scope)
            if a is not None and b is not None and _family(a) != _family(b):
                line, col = ident_pos(n.left.args.get("table") or n.left.this)
                raise TrinoError("TYPE_MISMATCH", f"Cannot apply operator: {a} = {b}", line or 1, col or 1)
        sides = (
            [n.this]
            + ([n.expression] if n.args.get("expression") is not None else [])
            + ([n.args["low"], n.args["high"]] if isinstance(n, exp.Between) else [])
            + (list(n.expressions) if isinstance(n, exp.In) else [])
        )
        cols = [s for s in sides if isinstance(s, exp.Column)]
        lits = [s for s in sides if isinstance(s, exp.Literal)]
        if not cols or not lits:
            continue
        ct = types.infer(cols[0], scope)
        if ct is None or ct.name in ("unknown",):
            continue
        for lit in lits:
            bad = (
                lit.is_string
                and ct.name not in ("varchar", "char", "json", "uuid", "ipaddress")
                or not lit.is_string
                and ct.name not in FAMILY
            )
            if bad:
                op = {exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="}.get(type(n))
                lt = f"varchar({len(lit.this)})" if lit.is_string else "integer"
                line, col = ident_pos(cols[0].this)
                if op:
                    raise TrinoError("TYPE_MISMATCH", f"Cannot apply operator: {ct} {op} {lt}", line or 1, col or 1)
                raise TrinoError(
                    "TYPE_MISMATCH",
                    (
                        f"Cannot check if {ct} is BETWEEN {lt}"
                        if isinstance(n, exp.Between)
                        else f"IN value and list items must be the same type: {ct}"
                    ),
                    line or 1,
                    col or 1,
                )


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


def _exact_div(a, s1: int, b, s2: int, p: int, s: int) -> exp.Expression:
    """Trino's decimal division: exact, rounded half up (DuckDB would answer a double)."""
    num = lambda x: exp.Literal.number(x)
    unit = "0." + "0" * (s - 1) + "1" if s else "1"
    f = exp.Anonymous(
        this="trino_div",
        expressions=[
            exp.Paren(this=a),
            num(10**s1),
            exp.Paren(this=b),
            num(10**s2),
            num(10 ** (s + s2 - s1)),
            num(unit),
        ],
    )
    return exp.Cast(this=f, to=exp.DataType.build(f"decimal({p},{s})"))
