"""Names and types of a query's output, and places of errors in the client's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, List, Optional, Tuple

from sqlglot import exp

from .duck_types import from_duck_type
from .errors import TrinoError
from .trees import ident_pos
from .types import TrinoType

if TYPE_CHECKING:
    from .binding.prepared import Prepared


def locate(err: TrinoError, node: exp.Expression) -> TrinoError:
    """Gives a column or function error its place in the client's text."""
    m = re.search(r"(?:Column|Function) '([^']+)'", err.message)
    if err.name not in ("COLUMN_NOT_FOUND", "FUNCTION_NOT_FOUND") or not m:
        return err
    want = m.group(1).lower()
    for c in node.find_all(exp.Column):
        if c.name.lower() == want or c.table.lower() == want:
            line, col = ident_pos(c.args.get("table") or c.this)
            if line:
                return TrinoError(
                    err.name, f"Column '{c.sql('trino').replace(chr(34), '')}' cannot be resolved", line, col
                )
    for f in node.find_all(exp.Anonymous):
        if f.name.lower() == want and "line" in f.meta:
            return TrinoError(err.name, f"Function '{want}' not registered", *ident_pos(f))
    return err


def anonymous_names(node: exp.Expression) -> List[Optional[str]]:
    """Output names as written: None for a nameless expression, "*" for a star."""
    sel = node
    while isinstance(sel, (exp.SetOperation, exp.Subquery)):
        sel = sel.this
    if not isinstance(sel, exp.Select):
        return []
    out = []
    for p in sel.selects:
        if isinstance(p, exp.Star) or (isinstance(p, exp.Column) and isinstance(p.this, exp.Star)):
            out.append("*")
        elif isinstance(p, (exp.Alias, exp.Column)):
            out.append(p.alias_or_name)
        elif isinstance(p, exp.Dot):
            out.append(p.name)
        else:
            out.append(None)
    return out


def output_columns(desc, prep: "Prepared") -> List[Tuple[str, TrinoType]]:
    """Trino's output columns: DuckDB's, with Trino's names and, where known, declared types."""
    names, n = [d[0] for d in desc], len(desc)
    anon = prep.names
    if anon:
        if "*" not in anon and len(anon) == n:
            names = [a if a is not None else f"_col{i}" for i, a in enumerate(anon)]
        elif anon.count("*") == 1:
            k = anon.index("*")
            tail = len(anon) - k - 1
            for i, a in enumerate(anon[:k]):
                names[i] = a if a is not None else f"_col{i}"
            for j, a in enumerate(anon[k + 1 :]):
                i = n - tail + j
                names[i] = a if a is not None else f"_col{i}"
    types = [from_duck_type(str(d[1])) for d in desc]
    decl = prep.types
    if decl is not None and len(decl) == n:
        for i, d in enumerate(decl):
            if d is None:
                continue
            a = types[i]
            if (
                (d.name in ("varchar", "char") and a.name == "varchar")
                or (d.name.startswith("time") and d.name == a.name)
                or (d.name == "json" and a.name in ("json", "varchar"))
            ):
                types[i] = d
    return list(zip(names, types))
