"""Virtual tables: rows made on the spot, as SQL text for DuckDB."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Dict, List, Tuple

from .duck_types import to_duck_type
from .types import TrinoType

VARCHAR, BIGINT, INTEGER, BOOLEAN = (TrinoType(n) for n in ("varchar", "bigint", "integer", "boolean"))
TIMESTAMP_TZ = TrinoType("timestamp with time zone", (3,))


def literal(value, t: TrinoType) -> str:
    """A Python value as a DuckDB literal; composite ones are cast, for they may be empty."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if t.name == "map":
        keys = ", ".join(literal(k, t.args[0]) for k in value)
        values = ", ".join(literal(v, t.args[1]) for v in value.values())
        return f"CAST(MAP([{keys}], [{values}]) AS {to_duck_type(t)})"
    if t.name == "array":
        return f"CAST([{', '.join(literal(v, t.args[0]) for v in value)}] AS {to_duck_type(t)})"
    if t.name == "row":
        fields = ", ".join(f'"{n}": {literal(v, ft)}' for (n, ft), v in zip(t.args, value))
        return f"CAST({{{fields}}} AS {to_duck_type(t)})"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, dt.datetime):
        value = value.isoformat(sep=" ") + ("+00" if t.name.endswith("zone") else "")
    return "'" + str(value).replace("'", "''") + "'"


def values_sql(cols: List[Tuple[str, TrinoType]], rows: List[tuple]) -> Tuple[str, Dict[str, TrinoType]]:
    """(sub-query text, column types) of a table with these rows."""
    sel = ", ".join(f'CAST(c{i} AS {to_duck_type(t)}) AS "{n}"' for i, (n, t) in enumerate(cols))
    names = ", ".join(f"c{i}" for i in range(len(cols)))
    if rows:
        lines = ("(" + ", ".join(literal(v, t) for v, (_, t) in zip(r, cols)) + ")" for r in rows)
        body = "(VALUES " + ", ".join(lines) + f") v({names})"
    else:
        body = "(SELECT " + ", ".join(f"NULL AS c{i}" for i in range(len(cols))) + " WHERE false) v"
    return f"(SELECT {sel} FROM {body})", dict(cols)
