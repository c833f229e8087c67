"""Durations as Trino writes them."""

from __future__ import annotations

import re
from typing import Optional

UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_duration(text: str) -> Optional[float]:
    """ "1.5m" -> 90.0 seconds; None for what is no duration."""
    m = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ns|us|ms|s|m|h|d)\s*", text or "")
    return float(m.group(1)) * UNITS[m.group(2)] if m else None
