"""What a filter says about one column (a small form of Trino's TupleDomain)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Dict, List, Optional, Tuple

from sqlglot import exp

from .types import TrinoType

NEG, POS = object(), object()


@dataclass
class Domain:
    """The values that a column may have: ranges (low, inclusive, high, inclusive), and NULL or not."""

    ranges: List[tuple]  # (low|NEG, incl, high|POS, incl)
    nulls: bool = False

    def intersect(self, o: "Domain") -> "Domain":
        """What both allow."""
        out = []
        for a in self.ranges:
            for b in o.ranges:
                lo, li = (
                    (b[0], b[1])
                    if a[0] is NEG or (b[0] is not NEG and b[0] > a[0])
                    else (a[0], a[1] and b[1] if b[0] is not NEG and b[0] == a[0] else a[1])
                )
                hi, hi_i = (
                    (b[2], b[3])
                    if a[2] is POS or (b[2] is not POS and b[2] < a[2])
                    else (a[2], a[3] and b[3] if b[2] is not POS and b[2] == a[2] else a[3])
                )
                if lo is NEG or hi is POS or lo < hi or (lo == hi and li and hi_i):
                    out.append((lo, li, hi, hi_i))
        return Domain(out, self.nulls and o.nulls)

    def union(self, o: "Domain") -> "Domain":
        """What either allows."""
        return Domain(self.ranges + o.ranges, self.nulls or o.nulls)

    def overlaps(self, mn, mx, nulls) -> bool:
        """Whether a file with these bounds (None: unknown) and this many NULLs may hold such a value."""
        if self.nulls and (nulls is None or nulls > 0):
            return True
        if mn is None or mx is None:
            return True
        for lo, li, hi, hi_i in self.ranges:
            if lo is not NEG and (mx < lo or (mx == lo and not li)):
                continue
            if hi is not POS and (mn > hi or (mn == hi and not hi_i)):
                continue
            return True
        return False

    def points(self) -> Optional[list]:
        """The single values that it consists of; None where it is more than points."""
        if self.nulls or not self.ranges:
            return None
        return (
            [r[0] for r in self.ranges]
            if all(r[0] is not NEG and r[2] is not POS and r[0] == r[2] for r in self.ranges)
            else None
        )


def parse_value(s: Optional[str], t: TrinoType):
    """Text -> comparable Python value of the column's type."""
    if s is None:
        return None
    try:
        n = t.name
        if n in ("tinyint", "smallint", "integer", "bigint"):
            return Decimal(s)
        if n in ("decimal",):
            return Decimal(s)
        if n in ("double", "real"):
            return float(s)
        if n == "date":
            return dt.date.fromisoformat(s[:10])
        if n.startswith("timestamp"):
            s2 = s.strip()
            m = re.match(r"(\d+-\d\d-\d\d)(?:[ TrinoType](\d\d:\d\d:\d\d)(\.\d+)?)?(.*)$", s2)
            if not m:
                return None
            us = int((m.group(3) or ".0")[1:7].ljust(6, "0"))
            v = dt.datetime.fromisoformat(m.group(1) + " " + (m.group(2) or "00:00:00")).replace(microsecond=us)
            off = m.group(4).strip()
            om = re.fullmatch(r"([+-])(\d\d):?(\d\d)?", off)
            if om:
                delta = dt.timedelta(hours=int(om.group(2)), minutes=int(om.group(3) or 0))
                v = v - delta if om.group(1) == "+" else v + delta
            return v
        if n == "boolean":
            return s.lower() == "true"
        if n in ("varchar", "char"):
            return s
    except Exception:
        return None
    return None


def _literal(node: exp.Expression) -> Optional[str]:
    while isinstance(node, (exp.Cast, exp.Paren)):
        node = node.this
    if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
        return "-" + node.this.this
    if isinstance(node, exp.Literal):
        return node.this
    if isinstance(node, exp.Boolean):
        return "true" if node.this else "false"
    return None


def domain_of(node: exp.Expression, types: Dict[str, TrinoType]) -> Optional[Tuple[str, Domain]]:
    """One conjunct -> (column, Domain), or None where it says nothing usable."""
    if isinstance(node, exp.Paren):
        return domain_of(node.this, types)
    if isinstance(node, exp.And):
        a, b = domain_of(node.left, types), domain_of(node.right, types)
        if a and b and a[0] == b[0]:
            return a[0], a[1].intersect(b[1])
        return None
    if isinstance(node, exp.Or):
        a, b = domain_of(node.left, types), domain_of(node.right, types)
        if a and b and a[0] == b[0]:
            return a[0], a[1].union(b[1])
        return None
    if isinstance(node, exp.Is) and isinstance(node.this, exp.Column) and isinstance(node.expression, exp.Null):
        return node.this.name.lower(), Domain([], True)
    if isinstance(node, exp.Not):
        inner = node.this.this if isinstance(node.this, exp.Paren) else node.this
        if isinstance(inner, exp.Is) and isinstance(inner.this, exp.Column):
            return inner.this.name.lower(), Domain([(NEG, False, POS, False)], False)
        return None
    col = None
    if isinstance(node, (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)):
        l, r, cls = node.left, node.right, type(node)
        if isinstance(r, exp.Column) and not isinstance(l, exp.Column):
            flip = {exp.GT: exp.LT, exp.GTE: exp.LTE, exp.LT: exp.GT, exp.LTE: exp.GTE}
            l, r, cls = r, l, flip.get(cls, cls)
        if not isinstance(l, exp.Column):
            return None
        col = l.name.lower()
        v = parse_value(_literal(r), types[col]) if col in types and _literal(r) is not None else None
        if v is None:
            return None
        rng = {
            exp.EQ: [(v, True, v, True)],
            exp.GT: [(v, False, POS, False)],
            exp.GTE: [(v, True, POS, False)],
            exp.LT: [(NEG, False, v, False)],
            exp.LTE: [(NEG, False, v, True)],
            exp.NEQ: [(NEG, False, v, False), (v, False, POS, False)],
        }[cls]
        return col, Domain(rng)
    if isinstance(node, exp.Between) and isinstance(node.this, exp.Column):
        col = node.this.name.lower()
        lo = parse_value(_literal(node.args["low"]), types.get(col, TrinoType("unknown")))
        hi = parse_value(_literal(node.args["high"]), types.get(col, TrinoType("unknown")))
        return None if lo is None or hi is None else (col, Domain([(lo, True, hi, True)]))
    if isinstance(node, exp.In) and isinstance(node.this, exp.Column) and node.expressions:
        col = node.this.name.lower()
        vs = [
            parse_value(_literal(e), types.get(col, TrinoType("unknown"))) if _literal(e) is not None else None
            for e in node.expressions
        ]
        return None if any(v is None for v in vs) else (col, Domain([(v, True, v, True) for v in vs]))
    return None


def conjuncts(node: exp.Expression) -> List[exp.Expression]:
    """The parts of an AND, at any depth."""
    while isinstance(node, exp.Paren):
        node = node.this
    return conjuncts(node.left) + conjuncts(node.right) if isinstance(node, exp.And) else [node]
