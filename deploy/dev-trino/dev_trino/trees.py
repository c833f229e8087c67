"""Places and ancestry in sqlglot's trees."""

from __future__ import annotations

from typing import Optional, Tuple

from sqlglot import exp


def ident_pos(node: Optional[exp.Expression]) -> Tuple[int, int]:
    """Line and column of an identifier in the client's text; (0, 0) where unknown."""
    m = node.meta if node is not None else {}
    if "line" in m:
        return m["line"], max(1, m["col"] - (m["end"] - m["start"]))
    return 0, 0


def inside(node: Optional[exp.Expression], ancestor: exp.Expression) -> bool:
    """Whether a node is, or stands below, another one."""
    while node is not None:
        if node is ancestor:
            return True
        node = node.parent
    return False
