"""Virtual tables: rows made on the spot, as SQL text for DuckDB."""

from __future__ import annotations

import datetime as dt
import json
from typing import Dict, List, Tuple

from .duck_types import to_duck_type
from .types import TrinoType

VARCHAR, BIGINT, INTEGER, BOOLEAN = (TrinoType(n) for n in ("varchar", "bigint", "integer", "boolean"))
TIMESTAMP_TZ = TrinoType("timestamp with time zone", (3,))


def values_sql(cols: List[Tuple[str, TrinoType]], rows: List[tuple]) -> Tuple[str, Dict[str, TrinoType]]:
    """(sub-query text, column types) of a table with these rows.

    The rows are one JSON text, all leaves strings, that DuckDB parses and casts: thousands of literals in SQL would
    take its parser and binder seconds.
    """
    select = ", ".join(f'CAST(r.c{i} AS {to_duck_type(t)}) AS "{n}"' for i, (n, t) in enumerate(cols))
    shape = json.dumps([{f"c{i}": _shape(t) for i, (_, t) in enumerate(cols)}])
    data = json.dumps(
        [{f"c{i}": _json(v, t) for i, (v, (_, t)) in enumerate(zip(r, cols))} for r in rows], ensure_ascii=False
    )
    parsed = f"from_json({_quoted(data)}, {_quoted(shape)})"
    return f"(SELECT {select} FROM (SELECT unnest({parsed}) AS r) AS parsed)", dict(cols)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _shape(t: TrinoType):
    """The structure that from_json reads: strings in the shape of the type."""
    if t.name == "map":
        return "MAP(VARCHAR, VARCHAR)"
    if t.name == "array":
        return [_shape(t.args[0])]
    if t.name == "row":
        return {n: _shape(f) for n, f in t.args}
    return "VARCHAR"


def _json(value, t: TrinoType):
    if value is None:
        return None
    if t.name == "map":
        return {_json(k, t.args[0]): _json(v, t.args[1]) for k, v in value.items()}
    if t.name == "array":
        return [_json(v, t.args[0]) for v in value]
    if t.name == "row":
        return {n: _json(v, f) for (n, f), v in zip(t.args, value)}
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") + ("+00" if t.name.endswith("zone") else "")
    return str(value)
