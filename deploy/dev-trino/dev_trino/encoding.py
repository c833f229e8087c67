"""Values as Trino's client protocol writes them in JSON."""

from __future__ import annotations
import base64
import datetime as dt
import json
import math
from decimal import Decimal
from zoneinfo import ZoneInfo
from .errors import TrinoError
from .types import TrinoType


def make_encoder(t: TrinoType, tz: str):
    n = t.name
    if n in ("boolean", "integer", "smallint", "tinyint"):
        return lambda v: v
    if n == "bigint":

        def enc_big(v):
            if v is not None and not -(1 << 63) <= v < (1 << 63):
                raise TrinoError("NUMERIC_VALUE_OUT_OF_RANGE", f"bigint addition overflow: {v}")
            return v

        return enc_big
    if n in ("double", "real"):

        def enc_float(v):
            if v is None:
                return None
            if math.isnan(v):
                return "NaN"
            if math.isinf(v):
                return "Infinity" if v > 0 else "-Infinity"
            return v

        return enc_float
    if n == "decimal":
        sc = t.args[1]
        return lambda v: (
            None if v is None else (f"{v:.{sc}f}" if isinstance(v, (Decimal, float)) else f"{Decimal(v):.{sc}f}")
        )
    if n == "char":
        w = t.args[0] if t.args else 1
        return lambda v: None if v is None else str(v).ljust(w)
    if n == "varbinary":
        return lambda v: None if v is None else base64.b64encode(bytes(v)).decode()
    if n in ("date", "uuid"):
        return lambda v: None if v is None else str(v)

    def frac(us: int, p: int) -> str:
        return "" if p == 0 else "." + f"{us:06d}".ljust(p, "0")[:p]

    if n.startswith("time") and not n.startswith("timestamp"):
        p = t.args[0] if t.args else 3

        def enc_time(v):
            if v is None:
                return None
            s = f"{v:%H:%M:%S}" + frac(v.microsecond, p)
            if v.tzinfo is not None:
                off = v.utcoffset() or dt.timedelta()
                sec = int(off.total_seconds())
                s += f"{'-' if sec < 0 else '+'}{abs(sec) // 3600:02d}:{abs(sec) // 60 % 60:02d}"
            return s

        return enc_time
    if n == "timestamp":
        p = t.args[0] if t.args else 3
        return lambda v: None if v is None else (v.isoformat(sep=" ", timespec="seconds") + frac(v.microsecond, p))
    if n == "timestamp with time zone":
        p = t.args[0] if t.args else 3
        zone = ZoneInfo(tz)

        def enc_tstz(v):
            if v is None:
                return None
            v = v.astimezone(zone)
            return v.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds") + frac(v.microsecond, p) + " " + tz

        return enc_tstz
    if n.startswith("interval"):

        def enc_iv(v):
            if v is None:
                return None
            us = int(v.total_seconds() * 1_000_000)
            sign, us = ("-" if us < 0 else ""), abs(us)
            ms = us // 1000
            return f"{sign}{ms // 86400000} {ms // 3600000 % 24:02d}:{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"

        return enc_iv
    if n == "array":
        e = make_encoder(t.args[0], tz)
        return lambda v: None if v is None else [e(x) for x in v]
    if n == "map":
        ke, ve = make_encoder(t.args[0], tz), make_encoder(t.args[1], tz)

        def enc_key(k):
            k = ke(k)
            return k if isinstance(k, str) else json.dumps(k)

        return lambda v: None if v is None else {enc_key(k): ve(x) for k, x in v.items()}
    if n == "row":
        es = [make_encoder(x, tz) for _, x in t.args]
        return lambda v: None if v is None else [e(x) for e, x in zip(es, v.values() if isinstance(v, dict) else v)]
    return lambda v: None if v is None else str(v)
