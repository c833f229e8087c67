"""EXPLAIN (TYPE IO): tables read, the domains of their columns, rows and bytes of the files that match."""

from __future__ import annotations

import datetime as dt
from typing import Dict, Optional

from ..binding import Prepared
from ..domains import NEG, POS, Domain


def io_plan(prep: Prepared, target: Optional[tuple]) -> dict:
    """The answer as Trino's JSON; `target` is the (catalog, schema, table) that is written, if any."""
    ins = []
    fmtv = lambda v: (
        v.isoformat(sep=" ", timespec="microseconds")
        if isinstance(v, dt.datetime)
        else str(v).lower() if isinstance(v, bool) else str(v)
    )
    for r in prep.binder.refs.values():
        if r.table is None:
            continue
        doms: Dict[str, Domain] = {}
        for d in r.domains[:1] if len(r.domains) == 1 else []:
            doms = d
        cons = []
        for c, d in doms.items():
            if d.ranges == [(NEG, False, POS, False)]:
                continue
            cons.append(
                {
                    "columnName": c,
                    "type": str(r.cols[c]),
                    "domain": {
                        "nullsAllowed": d.nulls,
                        "ranges": [
                            {
                                "low": (
                                    {"bound": "ABOVE"}
                                    if lo is NEG
                                    else {"value": fmtv(lo), "bound": "EXACTLY" if li else "ABOVE"}
                                ),
                                "high": (
                                    {"bound": "BELOW"}
                                    if hi is POS
                                    else {"value": fmtv(hi), "bound": "EXACTLY" if hi_i else "BELOW"}
                                ),
                            }
                            for lo, li, hi, hi_i in d.ranges
                        ],
                    },
                }
            )
        rows, size = float(sum(f.rows for f in r.files)), float(sum(f.size for f in r.files))
        ins.append(
            {
                "table": {"catalog": r.table.catalog, "schemaTable": {"schema": r.table.schema, "table": r.table.name}},
                "constraint": {"none": False, "columnConstraints": cons},
                "estimate": {
                    "outputRowCount": rows,
                    "outputSizeInBytes": size,
                    "cpuCost": size,
                    "maxMemory": 0.0,
                    "networkCost": 0.0,
                },
            }
        )
    out = {"inputTableColumnInfos": ins}
    if target:
        out["outputTable"] = {"catalog": target[0], "schemaTable": {"schema": target[1], "table": target[2]}}
    out["estimate"] = {
        "outputRowCount": "NaN",
        "outputSizeInBytes": "NaN",
        "cpuCost": "NaN",
        "maxMemory": "NaN",
        "networkCost": "NaN",
    }
    return out
