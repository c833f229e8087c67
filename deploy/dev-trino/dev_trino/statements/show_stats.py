"""SHOW STATS."""

from __future__ import annotations

import datetime as dt
from typing import List, Optional

from ..column_statistics import ensure_analyzed
from ..metastore import Column, DataFile, Table
from ..results import Result
from ..types import TrinoType
from ..virtual import VARCHAR
from .context import Statement
from .registry import statement

DOUBLE = TrinoType("double")
COLUMNS = [("column_name", VARCHAR), ("data_size", DOUBLE), ("distinct_values_count", DOUBLE),
           ("nulls_fraction", DOUBLE), ("row_count", DOUBLE), ("low_value", VARCHAR), ("high_value", VARCHAR)]  # fmt: skip
UNBOUNDED = ("varchar", "char", "boolean")  # Trino shows no low and high value of these


@statement(r"SHOW\s+STATS\s+FOR\s+(?P<target>.+)")
def show_stats(st: Statement, m, sql):
    """SHOW STATS FOR name | (query over one table): bounds and NULLs from the manifest, counts from ANALYZE"""
    target = m.group("target").strip()
    if not target.startswith("("):
        t = st.table(target)
        return _stats(st, t, t.files, t.cols)
    prep = st.prepare(st.engine.parse(target[1:-1]))
    names = [c for c, _ in st.describe(prep)]
    refs = [r for r in prep.binder.refs.values() if r.table]
    if len(refs) != 1:
        return Result(COLUMNS, [[c] + [None] * 6 for c in names] + [[None] * 7])
    t = refs[0].table
    return _stats(st, t, refs[0].files, [c for c in t.cols if c.name in names])


def _stats(st: Statement, t: Table, files: List[DataFile], cols: List[Column]) -> Result:
    ensure_analyzed(st.q.cursor(), t, st.engine.storage)
    rows = [_column(t, c, files) for c in cols]
    rows.append([None, None, None, None, float(sum(f.rows for f in files)), None, None])
    return Result(COLUMNS, rows)


def _column(t: Table, c: Column, files: List[DataFile]) -> list:
    count = sum(f.rows for f in files)
    known = [f.stats.get(c.name, (None, None, None)) for f in files]
    nulls = None if not known or any(s[2] is None for s in known) else sum(s[2] for s in known)
    bounded = [s for s, f in zip(known, files) if s[2] != f.rows]  # a file of NULLs has no bounds
    low = high = None
    if bounded and all(s[0] is not None for s in bounded) and c.type.name not in UNBOUNDED:
        low, high = _text(min(s[0] for s in bounded)), _text(max(s[1] for s in bounded))
    fraction = None if nulls is None else nulls / count if count else 1.0
    return [c.name, _float(t.data_size.get(c.name)), _float(t.ndv.get(c.name)), fraction, None, low, high]


def _float(n: Optional[int]) -> Optional[float]:
    return None if n is None else float(n)


def _text(value) -> str:
    return value.isoformat(sep=" ", timespec="microseconds") if isinstance(value, dt.datetime) else str(value)
