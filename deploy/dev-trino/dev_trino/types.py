"""Trino's types: parsing, printing, signatures and implicit coercions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List

from .errors import TrinoError


@dataclass(frozen=True)
class TrinoType:
    """A Trino type: name and arguments (ints, TrinoType, or (field name, TrinoType))."""

    name: str
    args: tuple = ()

    def __str__(self) -> str:
        n = self.name
        if n == "row":
            return "row(" + ", ".join((f"{quote_ident(f)} " if f else "") + str(t) for f, t in self.args) + ")"
        if not self.args:
            return n
        inner = ",".join(str(a) for a in self.args) if n == "decimal" else ", ".join(str(a) for a in self.args)
        if n.endswith(" with time zone"):
            return f"{n[:-15]}({inner}) with time zone"
        return f"{n}({inner})"

    def signature(self) -> dict:
        """The type as the protocol's typeSignature object."""
        args = []
        for a in self.args:
            if isinstance(a, int):
                args.append({"kind": "LONG", "value": a})
            elif isinstance(a, TrinoType):
                args.append({"kind": "TYPE", "value": a.signature()})
            else:
                v = {"typeSignature": a[1].signature()}
                if a[0]:
                    v["fieldName"] = {"name": a[0]}
                args.append({"kind": "NAMED_TYPE", "value": v})
        if self.name == "varchar" and not args:
            args = [{"kind": "LONG", "value": 2147483647}]
        return {"rawType": self.name, "arguments": args}


def quote_ident(s: str) -> str:
    """An identifier as SQL text, quoted where it has to be."""
    return s if re.fullmatch(r"[a-z_][a-z0-9_]*", s) else '"' + s.replace('"', '""') + '"'


def split_top(s: str, sep: str = ",") -> List[str]:
    """Splits at separators that stand outside of brackets and quotes."""
    out, depth, cur, q = [], 0, "", None
    for ch in s:
        if q:
            cur += ch
            if ch == q:
                q = None
            continue
        if ch in "\"'":
            q = ch
        elif ch in "([":
            depth += 1
        elif ch in ")]":
            depth -= 1
        if ch == sep and depth == 0:
            out.append(cur.strip())
            cur = ""
        else:
            cur += ch
    if cur.strip():
        out.append(cur.strip())
    return out


def parse_trino_type(s: str) -> TrinoType:
    """A type from any of Trino's spellings; TYPE_MISMATCH for an unknown one."""
    s = s.strip()
    low = s.lower()
    m = re.fullmatch(r"(timestamp|time)\s*(?:\((\d+)\))?\s*(with time zone|without time zone)?", low)
    if m:
        p = int(m.group(2)) if m.group(2) else 3
        return TrinoType(m.group(1) + (" with time zone" if m.group(3) == "with time zone" else ""), (p,))
    if low in ("timestamptz",):
        return TrinoType("timestamp with time zone", (3,))
    m = re.fullmatch(r"(\w+)\s*\((.*)\)", s, re.S)
    if m:
        base, inner = m.group(1).lower(), m.group(2)
        if base in ("array", "map"):
            return TrinoType(base, tuple(parse_trino_type(x) for x in split_top(inner)))
        if base in ("row", "struct"):
            fields = []
            for f in split_top(inner):
                fm = re.fullmatch(r'("(?:[^"]|"")+"|[A-Za-z_]\w*)\s+(.+)', f, re.S)
                if fm and fm.group(1).lower() not in ("timestamp", "time", "double", "interval"):
                    fields.append((fm.group(1).strip('"').lower(), parse_trino_type(fm.group(2))))
                else:
                    fields.append((None, parse_trino_type(f)))
            return TrinoType("row", tuple(fields))
        if base in ("decimal", "numeric", "dec"):
            a = [int(x) for x in split_top(inner)]
            return TrinoType("decimal", (a[0], a[1] if len(a) > 1 else 0))
        if base in ("varchar", "char"):
            return TrinoType(base, (int(inner),))
        raise TrinoError("TYPE_MISMATCH", f"Unknown type '{s}'")
    alias = {
        "int": "integer",
        "double precision": "double",
        "string": "varchar",
        "text": "varchar",
        "float": "real",
        "bytea": "varbinary",
        "bool": "boolean",
    }
    low = alias.get(low, low)
    if low == "decimal":
        return TrinoType("decimal", (38, 0))
    if low == "char":
        return TrinoType("char", (1,))
    known = {
        "boolean",
        "tinyint",
        "smallint",
        "integer",
        "bigint",
        "real",
        "double",
        "varchar",
        "varbinary",
        "json",
        "date",
        "uuid",
        "ipaddress",
        "unknown",
        "interval day to second",
        "interval year to month",
        "hyperloglog",
    }
    if low not in known:
        raise TrinoError("TYPE_MISMATCH", f"Unknown type: {s}")
    return TrinoType(low)


FAMILY = {"tinyint": 1, "smallint": 2, "integer": 3, "bigint": 4, "decimal": 5, "real": 6, "double": 7}


def can_coerce(src: TrinoType, dst: TrinoType) -> bool:
    """Trino's implicit coercions, coarsely (for INSERT)."""
    a, b = src.name, dst.name
    if a == "unknown" or a == b:
        return True
    if a in FAMILY and b in FAMILY:
        return FAMILY[a] <= FAMILY[b]
    if {a, b} <= {"varchar", "char", "json", "uuid", "ipaddress"}:
        return True
    if a == "date" and b.startswith("timestamp"):
        return True
    return a.split(" ")[0] == b.split(" ")[0] == "timestamp"
