"""Answers of statements that do not stream rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional, Tuple

from .types import TrinoType


@dataclass
class Result:
    """A statement's answer, other than a streaming SELECT."""

    columns: List[Tuple[str, TrinoType]]
    rows: List[list]
    update_type: Optional[str] = None
    update_count: Optional[int] = None
    headers: List[Tuple[str, str]] = field(default_factory=list)


def ok_result(update_type: str, headers=()) -> Result:
    """A statement without rows."""
    return Result([], [], update_type, None, list(headers))


def count_result(update_type: str, n: int) -> Result:
    """A statement that says how many rows it wrote."""
    return Result([("rows", TrinoType("bigint"))], [[n]], update_type, n)
