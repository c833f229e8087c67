"""The Trino types of expressions, where they are plain."""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from ..types import FAMILY, TrinoType, parse_trino_type
from .refs import Ref


class TypeInference:
    """Infers types within sqlglot's scopes; None wherever it is not sure."""

    def __init__(self, refs: Dict[str, Ref]):
        self.refs = refs
        self.nest = 0
        self.memo: Dict[tuple, Optional[TrinoType]] = {}
        self.keep: list = []

    def output(self, root: Scope) -> Optional[List[Optional[TrinoType]]]:
        """The types of a query's output columns; None where even their number is not sure."""
        while isinstance(root.expression, exp.SetOperation) and getattr(root, "union_scopes", None):
            root = root.union_scopes[0]
        if not isinstance(root.expression, exp.Select):
            return None
        out: List[Optional[TrinoType]] = []
        for p in root.expression.selects:
            if isinstance(p, exp.Star) or (isinstance(p, exp.Column) and isinstance(p.this, exp.Star)):
                star = self.expand_star(p, root)
                if star is None:
                    return None
                out += star
            else:
                out.append(self.infer(p, root))
        return out

    def infer(self, n: exp.Expression, scope: Scope) -> Optional[TrinoType]:
        """The Trino type of an expression, or None where unknown."""
        key = (id(n), id(scope))
        if key in self.memo:
            return self.memo[key]
        if self.nest > 60:
            return None
        self.nest += 1
        try:
            t = self._infer(n, scope)
            if isinstance(n, exp.Column):
                self.memo[key] = t
                self.keep.append((n, scope))
            return t
        finally:
            self.nest -= 1

    def _infer(self, n: exp.Expression, scope: Scope) -> Optional[TrinoType]:
        if isinstance(n, (exp.Alias, exp.Paren, exp.Neg)):
            return self.infer(n.this, scope)
        if isinstance(n, exp.Column):
            return self._resolve(n, scope)
        if isinstance(n, exp.Literal):
            if n.is_string:
                return None
            if "." in n.this and "e" not in n.this.lower():
                i, f = n.this.split(".", 1)
                return TrinoType("decimal", (max(1, len(i.lstrip("0")) + len(f)), len(f)))
            return (
                TrinoType("double")
                if "e" in n.this.lower()
                else TrinoType("integer") if abs(int(n.this)) < 1 << 31 else TrinoType("bigint")
            )
        if isinstance(n, exp.Cast):
            if (
                n.to.this == exp.DataType.Type.DECIMAL
                and not n.to.expressions
                and isinstance(n.this, exp.Literal)
                and n.this.is_string
            ):
                return self.infer(exp.Literal.number(n.this.this.lstrip("+-")), scope)
            try:
                return parse_trino_type(n.to.sql("trino"))
            except Exception:
                return None
        if isinstance(n, exp.Count):
            return TrinoType("bigint")
        if isinstance(n, exp.Sum):
            t = self.infer(n.this, scope)
            if t is None:
                return None
            return (
                TrinoType("decimal", (38, t.args[1]))
                if t.name == "decimal"
                else TrinoType("bigint") if t.name in ("tinyint", "smallint", "integer", "bigint") else t
            )
        if isinstance(n, exp.Avg):
            t = self.infer(n.this, scope)
            return (
                t
                if t is not None and t.name in ("decimal", "real")
                else (TrinoType("double") if t is not None else None)
            )
        if isinstance(n, (exp.Min, exp.Max, exp.AnyValue, exp.Nullif, exp.Abs)):
            return self.infer(n.this, scope)
        if isinstance(n, (exp.Window, exp.Filter)):
            return (
                self.infer(n.this, scope)
                if isinstance(n.this, (exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Count))
                else None
            )
        if isinstance(n, exp.Case):
            ts = [self.infer(i.args["true"], scope) for i in n.args.get("ifs", [])]
            if n.args.get("default") is not None and not isinstance(n.args["default"], exp.Null):
                ts.append(self.infer(n.args["default"], scope))
            return self._common(ts)
        if isinstance(n, exp.If):
            return self._common(
                [
                    self.infer(x, scope)
                    for x in (n.args.get("true"), n.args.get("false"))
                    if x is not None and not isinstance(x, exp.Null)
                ]
            )
        if isinstance(n, exp.Coalesce):
            return self._common([self.infer(x, scope) for x in [n.this] + list(n.expressions)])
        if isinstance(n, exp.Round):
            return self._rounded(self.infer(n.this, scope), n.args.get("decimals"))
        if isinstance(n, (exp.TimestampTrunc, exp.DateTrunc, exp.DateAdd)):
            return self.infer(n.this, scope)
        if isinstance(n, (exp.Year, exp.Month, exp.Day, exp.Quarter, exp.Extract, exp.DateDiff, exp.Length)):
            return TrinoType("bigint")
        if isinstance(n, (exp.Add, exp.Sub)) and isinstance(n.right, exp.Interval):
            t = self.infer(n.left, scope)
            return t if t is not None and (t.name == "date" or t.name.startswith("timestamp")) else None
        if isinstance(n, (exp.Add, exp.Sub, exp.Mul, exp.Div)):
            a, b = self.infer(n.left, scope), self.infer(n.right, scope)
            if a is None or b is None:
                return None
            if a.name in ("double", "real") or b.name in ("double", "real"):
                return TrinoType("double")
            if "decimal" in (a.name, b.name):
                da, db = self.as_decimal(a), self.as_decimal(b)
                if da is None or db is None:
                    return None
                if isinstance(n, exp.Mul):
                    return TrinoType("decimal", (min(38, da[0] + db[0]), da[1] + db[1]))
                if isinstance(n, exp.Div):
                    return self.decimal_div(a, b)
                s = max(da[1], db[1])
                return TrinoType("decimal", (min(38, max(da[0] - da[1], db[0] - db[1]) + s + 1), s))
            if a.name in FAMILY and b.name in FAMILY:
                return a if FAMILY[a.name] >= FAMILY[b.name] else b
            return None
        if isinstance(n, exp.Subquery) and isinstance(n.this, exp.Select) and len(n.this.selects) == 1:
            for s in scope.subquery_scopes:
                if s.expression is n.this:
                    return self.infer(n.this.selects[0], s)
        return None

    @staticmethod
    def _rounded(t: Optional[TrinoType], decimals) -> Optional[TrinoType]:
        if t is None or t.name != "decimal":
            return t
        p, s = t.args
        if decimals is None:
            return TrinoType("decimal", (min(38, p - s + min(s, 1)), 0))
        return TrinoType("decimal", (min(38, p + 1), s))

    def _common(self, ts: List[Optional[TrinoType]]) -> Optional[TrinoType]:
        if not ts or any(t is None for t in ts):
            return None
        if all(t == ts[0] for t in ts):
            return ts[0]
        if any(t.name in ("double", "real") for t in ts):
            return TrinoType("double")
        ds = [self.as_decimal(t) for t in ts]
        if any(d is None for d in ds):
            return None
        if any(t.name == "decimal" for t in ts):
            s = max(d[1] for d in ds)
            return TrinoType("decimal", (min(38, max(d[0] - d[1] for d in ds) + s), s))
        return max(ts, key=lambda t: FAMILY.get(t.name, 0))

    def _resolve(self, c: exp.Column, scope: Scope, hops: int = 0) -> Optional[TrinoType]:
        if hops > 30 or scope is None:
            return None
        name, tbl = c.name.lower(), c.table.lower()
        found = []
        for alias, src in scope.sources.items():
            if tbl and alias.lower() != tbl:
                continue
            if not tbl and alias not in scope.selected_sources:
                continue
            if isinstance(src, exp.Table):
                ref = self.refs.get(src.name)
                if ref is not None:
                    cols = ref.cols
                    ac = src.args["alias"].args.get("columns") if src.args.get("alias") else None
                    if ac:
                        cols = dict(zip([x.name.lower() for x in ac], ref.cols.values()))
                    if name in cols:
                        found.append(cols[name])
            elif isinstance(src, Scope):
                t = self._resolve_in_scope(name, src, hops)
                if t is not False:
                    found.append(t)
        if len(found) == 1:
            return found[0]
        if not found and scope.parent is not None:
            return self._resolve(c, scope.parent, hops + 1)
        return None

    def _resolve_in_values(self, name: str, values: exp.Values, src: Scope):
        alias = values.args.get("alias")
        names = [c.name.lower() for c in alias.columns] if alias is not None else []
        names = names or [c.lower() for c in (src.outer_columns or [])]
        if name not in names:
            return False
        i = names.index(name)
        rows = [r.expressions if isinstance(r, exp.Tuple) else [r] for r in values.expressions]
        cells = [r[i] for r in rows if i < len(r) and not isinstance(r[i], exp.Null)]
        return self._common([self.infer(c, src) for c in cells])

    def _resolve_in_scope(self, name: str, src: Scope, hops: int):
        ex = src.expression
        if isinstance(ex, exp.SetOperation) and getattr(src, "union_scopes", None):
            ts = [self._resolve_in_scope(name, s, hops + 1) for s in src.union_scopes]
            return False if ts[0] is False else (ts[0] if all(t == ts[0] for t in ts) else None)
        if isinstance(ex, exp.Values):
            return self._resolve_in_values(name, ex, src)
        if not isinstance(ex, exp.Select):
            return False
        outer = [x.lower() for x in (src.outer_columns or [])]
        for i, p in enumerate(ex.selects):
            if isinstance(p, exp.Star) or (isinstance(p, exp.Column) and isinstance(p.this, exp.Star)):
                t = self._resolve(exp.column(name), src, hops + 1)
                if t is not None:
                    return t
                continue
            pn = outer[i] if i < len(outer) else p.alias_or_name.lower()
            if pn == name:
                return self.infer(p, src)
        return False

    @staticmethod
    def as_decimal(t: Optional[TrinoType]) -> Optional[Tuple[int, int]]:
        """(precision, scale) that a type has as a decimal; None where it has none."""
        if t is None:
            return None
        return {"decimal": t.args, "bigint": (19, 0), "integer": (10, 0), "smallint": (5, 0), "tinyint": (3, 0)}.get(
            t.name
        )

    def decimal_div(self, a, b) -> Optional[TrinoType]:
        """The type of a division in which a decimal takes part (Trino's decimal rules)."""
        if a is None or b is None or "decimal" not in (a.name, b.name):
            return None
        da, db = self.as_decimal(a), self.as_decimal(b)
        if da is None or db is None:
            return None
        s = max(da[1], db[1])
        return TrinoType("decimal", (min(38, da[0] + db[1] + max(db[1] - da[1], 0)), s))

    def expand_star(self, p, scope) -> Optional[List[Optional[TrinoType]]]:
        """The types that a * stands for; None where they are not known."""
        out = []
        names = [p.table] if isinstance(p, exp.Column) and p.table else list(scope.selected_sources)
        for n in names:
            src = scope.sources.get(n)
            if isinstance(src, exp.Table) and src.name in self.refs:
                out += [t for c, t in self.refs[src.name].cols.items() if not c.startswith("$")]
            elif isinstance(src, Scope) and isinstance(src.expression, exp.Select) and not src.expression.is_star:
                out += [self.infer(q, src) for q in src.expression.selects]
            else:
                return None
        return out
