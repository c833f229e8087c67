"""EXPLAIN (TYPE IO): tables read, the domains of their columns, rows and bytes of the files that match."""

from __future__ import annotations

import datetime as dt
from typing import Dict, List, Optional

from ..binding import Prepared
from ..binding.refs import Ref
from ..domains import NEG, POS, Domain

EVERYTHING = [(NEG, False, POS, False)]
UNKNOWN = {n: "NaN" for n in ("outputRowCount", "outputSizeInBytes", "cpuCost", "maxMemory", "networkCost")}


def io_plan(prep: Prepared, target: Optional[tuple]) -> dict:
    """The answer as Trino's JSON; `target` is the (catalog, schema, table) that is written, if any."""
    out: dict = {"inputTableColumnInfos": [_input(r) for r in prep.binder.refs.values() if r.table is not None]}
    if target:
        out["outputTable"] = _name(*target)
    out["estimate"] = dict(UNKNOWN)
    return out


def _name(catalog: str, schema: str, table: str) -> dict:
    return {"catalog": catalog, "schemaTable": {"schema": schema, "table": table}}


def _input(r: Ref) -> dict:
    rows, size = r.scan_size()
    return {
        "table": _name(r.table.catalog, r.table.schema, r.table.name),
        "constraint": {"none": False, "columnConstraints": _constraints(r)},
        "estimate": {
            "outputRowCount": rows,
            "outputSizeInBytes": size,
            "cpuCost": size,
            "maxMemory": 0.0,
            "networkCost": 0.0,
        },
    }


def _constraints(r: Ref) -> List[dict]:
    # A reference that is scanned twice (a CTE) may be filtered in two ways: then nothing is sure.
    domains: Dict[str, Domain] = r.domains[0] if len(r.domains) == 1 else {}
    return [
        {"columnName": c, "type": str(r.cols[c]), "domain": {"nullsAllowed": d.nulls, "ranges": _ranges(d)}}
        for c, d in domains.items()
        if d.ranges != EVERYTHING
    ]


def _ranges(d: Domain) -> List[dict]:
    return [
        {
            "low": {"bound": "ABOVE"} if lo is NEG else {"value": _text(lo), "bound": "EXACTLY" if li else "ABOVE"},
            "high": {"bound": "BELOW"} if hi is POS else {"value": _text(hi), "bound": "EXACTLY" if hi_in else "BELOW"},
        }
        for lo, li, hi, hi_in in d.ranges
    ]


def _text(v) -> str:
    if isinstance(v, dt.datetime):
        return v.isoformat(sep=" ", timespec="microseconds")
    return str(v).lower() if isinstance(v, bool) else str(v)
