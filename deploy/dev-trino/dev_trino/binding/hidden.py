"""The hidden column "$path": where a row's file lies. A query that names it gets it; stars stay as they were."""

from __future__ import annotations

from sqlglot import exp

from ..types import TrinoType

PATH = "$path"
PATH_TYPE = TrinoType("varchar")


def expose_path(t: exp.Table, visible: str) -> bool:
    """Whether the SELECT that a table stands in names "$path"; if so, its stars are made to leave it out."""
    select = t.find_ancestor(exp.Select)
    if select is None or not any(c.name.lower() == PATH for c in select.find_all(exp.Column)):
        return False
    for star in select.find_all(exp.Star):
        holder = star.parent
        other = isinstance(holder, exp.Column) and holder.table.lower() != visible.lower()
        if not isinstance(holder, exp.Count) and not other and star.find_ancestor(exp.Select) is select:
            star.set("except_", [exp.to_identifier(PATH, quoted=True)])
    return True
