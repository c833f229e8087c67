"""Expressions that DuckDB would answer otherwise than Trino, rewritten so that it answers as Trino does."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from .. import VERSION
from ..session import Session
from ..types import TrinoType
from .inference import TypeInference


def repair_session(node: exp.Expression, session: Session) -> exp.Expression:
    """current_user, current_catalog, version(): the session's, not DuckDB's. Before names are bound."""
    values = {
        exp.CurrentUser: session.user,
        exp.CurrentCatalog: session.catalog,
        exp.CurrentTimezone: session.tz,
        exp.CurrentVersion: VERSION,
    }
    for n in list(node.find_all(*values)):
        value = values[type(n)]
        n.replace(exp.Null() if value is None else exp.Literal.string(value))
    return node


def repair(scope: Scope, types: TypeInference) -> None:
    """Rewrites one SELECT in place. Each rule needs the types of what stands below, so inner expressions come first."""
    rules = {
        exp.Cast: _bare_decimal,
        exp.TryCast: _bare_decimal,
        exp.Avg: _decimal_average,
        exp.CountIf: _count_of_true,
        exp.Div: _decimal_division,
        exp.Round: _decimal_rounding,
        exp.TimestampTrunc: _stays_date,
        exp.DateTrunc: _stays_date,
        exp.DateAdd: _stays_date,
        exp.Add: _stays_date,
        exp.Sub: _stays_date,
        exp.DateDiff: _whole_units,
        exp.Extract: _iso_day_of_week,
        exp.Typeof: _type_name,
    }
    for n in reversed(list(scope.find_all(*rules))):  # found breadth first: reversed, the inner ones lead
        rules[type(n)](n, scope, types)


def _cast(n: exp.Expression, t: TrinoType) -> exp.Cast:
    return exp.Cast(this=n, to=exp.DataType.build(str(t), dialect="trino"))


def _bare_decimal(n: exp.Cast, scope: Scope, types: TypeInference) -> None:
    """DECIMAL '1.20' is decimal(3,2) and CAST(x AS DECIMAL) is decimal(38,0); DuckDB's DECIMAL is (18,3)."""
    if n.to.this == exp.DataType.Type.DECIMAL and not n.to.expressions:
        t = types.infer(n, scope)
        n.set("to", exp.DataType.build(f"decimal({t.args[0]},{t.args[1]})"))


def _decimal_average(n: exp.Avg, scope: Scope, types: TypeInference) -> None:
    """avg(decimal) keeps its scale, rounded half up: sum and count, divided exactly; FILTER and OVER go to both."""
    t = types.infer(n.this, scope)
    if t is None or t.name != "decimal" or isinstance(n.this, exp.Distinct):
        return
    holder = n
    while isinstance(holder.parent, (exp.Window, exp.Filter)) and holder.parent.this is holder:
        holder = holder.parent
    both = []
    for cls in (exp.Sum, exp.Count):
        copy = holder.copy()
        inner = copy
        while not isinstance(inner, exp.Avg):
            inner = inner.this
        new = cls(this=inner.this.copy())
        if inner is copy:
            copy = new
        else:
            inner.replace(new)
        both.append(copy)
    count = exp.func("nullif", both[1], exp.Literal.number(0))
    holder.replace(_exact_div(both[0], t.args[1], count, 0, *t.args))


def _count_of_true(n: exp.CountIf, scope: Scope, types: TypeInference) -> None:
    """count_if over no rows is 0; DuckDB's is NULL."""
    n.replace(exp.Count(this=exp.Case().when(n.this.copy(), exp.Literal.number(1))))


def _decimal_division(n: exp.Div, scope: Scope, types: TypeInference) -> None:
    a, b = types.infer(n.left, scope), types.infer(n.right, scope)
    t = types.decimal_div(a, b)
    if t is not None:
        left, right = types.as_decimal(a)[1], types.as_decimal(b)[1]
        n.replace(_exact_div(n.left.copy(), left, n.right.copy(), right, *t.args))


def _decimal_rounding(n: exp.Round, scope: Scope, types: TypeInference) -> None:
    """round(decimal(p,s), n) is decimal(p+1,s) in Trino; DuckDB gives up the digits."""
    t = types.infer(n, scope)
    if t is not None and t.name == "decimal" and n.args.get("decimals") is not None:
        n.replace(_cast(n.copy(), t))


def _stays_date(n: exp.Expression, scope: Scope, types: TypeInference) -> None:
    """A date truncated, or moved by an interval, is a date; DuckDB makes it a timestamp."""
    t = types.infer(n, scope)
    if t is not None and t.name == "date":
        n.replace(_cast(n.copy(), t))


def _whole_units(n: exp.DateDiff, scope: Scope, types: TypeInference) -> None:
    """date_diff counts whole units; DuckDB's counts the borders between, its date_sub is what is meant."""
    unit = n.args.get("unit")
    if unit is not None:
        start, end = n.expression.copy(), n.this.copy()
        name = exp.Literal.string(unit.name.lower())
        n.replace(exp.Anonymous(this="date_sub", expressions=[name, start, end]))


def _iso_day_of_week(n: exp.Extract, scope: Scope, types: TypeInference) -> None:
    """Trino counts days of the week from Monday, 1, to Sunday, 7."""
    if n.name.upper() in ("DOW", "DAY_OF_WEEK", "DAYOFWEEK"):
        n.set("this", exp.Var(this="ISODOW"))


def _type_name(n: exp.Typeof, scope: Scope, types: TypeInference) -> None:
    t = types.infer(n.this, scope)
    n.replace(exp.Literal.string(str(t)) if t is not None else exp.Lower(this=n.copy()))


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
