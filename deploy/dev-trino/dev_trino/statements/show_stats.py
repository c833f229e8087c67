"""SHOW STATS."""

from __future__ import annotations

import datetime as dt

from ..results import Result
from ..types import TrinoType
from .context import Statement
from .registry import statement


@statement(r"SHOW\s+STATS\s+FOR\s+(?P<target>.+)")
def show_stats(st: Statement, m, sql):
    """SHOW STATS FOR name | (query): from the manifest, and from ANALYZE where it ran"""
    D, V = TrinoType("double"), TrinoType("varchar")
    out_cols = [
        ("column_name", V),
        ("data_size", D),
        ("distinct_values_count", D),
        ("nulls_fraction", D),
        ("row_count", D),
        ("low_value", V),
        ("high_value", V),
    ]
    tgt = m.group("target").strip()
    if tgt.startswith("("):
        prep = st.prepare(st.engine.parse(tgt[1:-1]))
        refs = [r for r in prep.binder.refs.values() if r.table]
        if len(refs) != 1:
            cols = st.describe(prep)
            return Result(out_cols, [[c, None, None, None, None, None, None] for c, _ in cols] + [[None] * 7])
        t, files = refs[0].table, refs[0].files
        names = [c for c, _ in st.describe(prep)]
        cols = [c for c in t.cols if c.name in names]
    else:
        t = st.table(tgt)
        files, cols = t.files, t.cols
    n = sum(f.rows for f in files)
    rows = []
    for c in cols:
        st = [f.stats.get(c.name, (None, None, None)) for f in files]
        nulls = None if not st or any(s[2] is None for s in st) else sum(s[2] for s in st)
        lo = hi = None
        if (
            st
            and all(s[0] is not None and s[1] is not None for s in st)
            and c.type.name not in ("varchar", "char", "boolean")
        ):
            lo, hi = min(s[0] for s in st), max(s[1] for s in st)
            fmt = (lambda v: v.isoformat(sep=" ", timespec="microseconds")) if isinstance(lo, dt.datetime) else str
            lo, hi = fmt(lo), fmt(hi)
        ndv = t.ndv.get(c.name)
        rows.append(
            [
                c.name,
                float(t.data_size[c.name]) if c.name in t.data_size else None,
                float(ndv) if ndv is not None else None,
                (nulls / n if n else 1.0) if nulls is not None else None,
                None,
                lo,
                hi,
            ]
        )
    rows.append([None, None, None, None, float(n), None, None])
    return Result(out_cols, rows)
