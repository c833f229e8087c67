"""Which function answers which statement: a regular expression over the whole text, comments taken out."""

from __future__ import annotations

import re
from typing import Callable, List, Tuple

HANDLERS: List[Tuple[re.Pattern, Callable]] = []


def statement(pattern: str):
    """Registers a function (statement, match, sql) for statements that match the pattern as a whole."""

    def register(fn):
        HANDLERS.append((re.compile(r"\s*" + pattern + r"\s*$", re.I | re.S), fn))
        return fn

    return register
