"""Trino's types in DuckDB, and back."""

from __future__ import annotations

import re

from .types import TrinoType, split_top


def to_duck_type(t: TrinoType) -> str:
    """The DuckDB type that holds the values of a Trino type."""
    n = t.name
    if n in ("varchar", "char", "ipaddress"):
        return "VARCHAR"
    if n == "varbinary":
        return "BLOB"
    if n == "timestamp":
        return "TIMESTAMP_NS" if t.args and t.args[0] > 6 else "TIMESTAMP"
    if n == "timestamp with time zone":
        return "TIMESTAMPTZ"
    if n == "time with time zone":
        return "TIMETZ"
    if n == "time":
        return "TIME"
    if n == "array":
        return to_duck_type(t.args[0]) + "[]"
    if n == "map":
        return f"MAP({to_duck_type(t.args[0])}, {to_duck_type(t.args[1])})"
    if n == "row":
        return (
            "STRUCT("
            + ", ".join(f'"{f or "field" + str(i)}" {to_duck_type(x)}' for i, (f, x) in enumerate(t.args))
            + ")"
        )
    if n.startswith("interval"):
        return "INTERVAL"
    return str(t).upper()


def from_duck_type(s: str) -> TrinoType:
    """The Trino type of a DuckDB type, as DESCRIBE prints it."""
    s = s.strip()
    if s.endswith("]"):
        return TrinoType("array", (from_duck_type(s[: s.rindex("[")]),))
    up = s.upper()
    m = re.fullmatch(r"(STRUCT|ROW|TUPLE|MAP|DECIMAL|ENUM|VARCHAR)\s*\((.*)\)", s, re.S | re.I)
    if m:
        base, inner = m.group(1).upper(), m.group(2)
        if base in ("STRUCT", "ROW", "TUPLE"):
            fields = []
            for f in split_top(inner):
                fm = re.fullmatch(r'("(?:[^"]|"")+"|[a-z_]\w*)\s+(.+)', f, re.S)
                if fm is None:
                    fields.append((None, from_duck_type(f)))
                    continue
                nm = fm.group(1).strip('"')
                fields.append((None if re.fullmatch(r"_\d+|field\d+", nm) else nm, from_duck_type(fm.group(2))))
            return TrinoType("row", tuple(fields))
        if base == "MAP":
            return TrinoType("map", tuple(from_duck_type(x) for x in split_top(inner)))
        if base == "DECIMAL":
            p, sc = [int(x) for x in inner.split(",")]
            return TrinoType("decimal", (p, sc))
        return TrinoType("varchar")
    simple = {
        "BOOLEAN": TrinoType("boolean"),
        "TINYINT": TrinoType("tinyint"),
        "SMALLINT": TrinoType("smallint"),
        "INTEGER": TrinoType("integer"),
        "BIGINT": TrinoType("bigint"),
        "HUGEINT": TrinoType("bigint"),
        "UTINYINT": TrinoType("smallint"),
        "USMALLINT": TrinoType("integer"),
        "UINTEGER": TrinoType("bigint"),
        "UBIGINT": TrinoType("bigint"),
        "UHUGEINT": TrinoType("decimal", (38, 0)),
        "FLOAT": TrinoType("real"),
        "DOUBLE": TrinoType("double"),
        "VARCHAR": TrinoType("varchar"),
        "BLOB": TrinoType("varbinary"),
        "DATE": TrinoType("date"),
        "TIME": TrinoType("time", (6,)),
        "TIME WITH TIME ZONE": TrinoType("time with time zone", (6,)),
        "TIMESTAMP": TrinoType("timestamp", (6,)),
        "TIMESTAMP_S": TrinoType("timestamp", (0,)),
        "TIMESTAMP_MS": TrinoType("timestamp", (3,)),
        "TIMESTAMP_NS": TrinoType("timestamp", (9,)),
        "TIMESTAMP WITH TIME ZONE": TrinoType("timestamp with time zone", (6,)),
        "INTERVAL": TrinoType("interval day to second"),
        "UUID": TrinoType("uuid"),
        "JSON": TrinoType("json"),
        '"NULL"': TrinoType("unknown"),
        "BIT": TrinoType("varchar"),
    }
    return simple.get(up, TrinoType("varchar"))
