"""Values as Trino's client protocol writes them in JSON."""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
from decimal import Decimal
from typing import Callable
from zoneinfo import ZoneInfo

from .errors import TrinoError
from .types import TrinoType

Encoder = Callable[[object], object]
PLAIN = ("boolean", "integer", "smallint", "tinyint")
DEFAULT_PRECISION = 3  # of a time or timestamp whose type names none


def make_encoder(t: TrinoType, zone: str) -> Encoder:
    """A function from DuckDB's Python values of a type to JSON values; instants are shown in the zone. NULL is None."""
    encode = _encoder(t, zone)
    return lambda v: None if v is None else encode(v)


def _encoder(t: TrinoType, zone: str) -> Encoder:
    name = t.name
    precision = t.args[0] if t.args and isinstance(t.args[0], int) else DEFAULT_PRECISION
    if name in PLAIN:
        return lambda v: v
    if name == "bigint":
        return _bigint
    if name in ("double", "real"):
        return _floating
    if name == "decimal":
        return lambda v: f"{v if isinstance(v, (Decimal, float)) else Decimal(v):.{t.args[1]}f}"
    if name == "char":
        return lambda v: str(v).ljust(t.args[0] if t.args else 1)
    if name == "varbinary":
        return lambda v: base64.b64encode(bytes(v)).decode()
    if name in ("time", "time with time zone"):
        return lambda v: _time(v, precision)
    if name == "timestamp":
        return lambda v: _local(v, precision)
    if name == "timestamp with time zone":
        return lambda v: f"{_local(v.astimezone(ZoneInfo(zone)).replace(tzinfo=None), precision)} {zone}"
    if name.startswith("interval"):
        return _interval
    if name == "array":
        element = make_encoder(t.args[0], zone)
        return lambda v: [element(x) for x in v]
    if name == "map":
        key, value = make_encoder(t.args[0], zone), make_encoder(t.args[1], zone)
        return lambda v: {_key(key(k)): value(x) for k, x in v.items()}
    if name == "row":
        fields = [make_encoder(x, zone) for _, x in t.args]
        return lambda v: [e(x) for e, x in zip(fields, v.values() if isinstance(v, dict) else v)]
    return str


def _bigint(v):
    if not -(1 << 63) <= v < (1 << 63):  # DuckDB adds bigints up in 128 bits
        raise TrinoError("NUMERIC_VALUE_OUT_OF_RANGE", f"bigint addition overflow: {v}")
    return v


def _floating(v):
    if math.isnan(v):
        return "NaN"
    if math.isinf(v):
        return "Infinity" if v > 0 else "-Infinity"
    return v


def _fraction(microseconds: int, precision: int) -> str:
    return "." + f"{microseconds:06d}".ljust(precision, "0")[:precision] if precision else ""


def _local(v: dt.datetime, precision: int) -> str:
    return v.isoformat(sep=" ", timespec="seconds") + _fraction(v.microsecond, precision)


def _time(v: dt.time, precision: int) -> str:
    text = f"{v:%H:%M:%S}" + _fraction(v.microsecond, precision)
    if v.tzinfo is not None:
        seconds = int((v.utcoffset() or dt.timedelta()).total_seconds())
        text += f"{'-' if seconds < 0 else '+'}{abs(seconds) // 3600:02d}:{abs(seconds) // 60 % 60:02d}"
    return text


def _interval(v: dt.timedelta) -> str:
    ms = int(abs(v.total_seconds()) * 1_000_000) // 1000
    clock = f"{ms // 3600000 % 24:02d}:{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
    return f"{'-' if v.total_seconds() < 0 else ''}{ms // 86400000} {clock}"


def _key(k) -> str:
    return k if isinstance(k, str) else json.dumps(k)
