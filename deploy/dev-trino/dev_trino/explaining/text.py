"""EXPLAIN's plan as text."""

from __future__ import annotations

from typing import Iterator

from .. import VERSION


def plan_text(root: dict, distributed: bool) -> str:
    """The tree of `plan_tree` as Trino prints it."""
    lines = [f"Trino version: {VERSION}"] + (["Fragment 0 [SINGLE]"] if distributed else [])
    return "\n".join([*lines, *_lines(root, "    ")]) + "\n"


def _lines(n: dict, indent: str) -> Iterator[str]:
    yield f"{indent}{n['name']}[{', '.join(f'{k} = {v}' for k, v in n['descriptor'].items())}]"
    yield f"{indent}    Layout: [{', '.join(o['symbol'] + ':' + o['type'] for o in n['outputs'])}]"
    for e in n["estimates"]:
        rows, size = e["outputRowCount"], e["outputSizeInBytes"]
        known = "? (?)" if rows == "NaN" else f"{int(rows)} ({int(size)}B)"
        yield f"{indent}    Estimates: {{rows: {known}, cpu: ?, memory: ?, network: ?}}"
    for detail in n["details"]:
        yield f"{indent}    {detail}"
    for child in n["children"]:
        yield from _lines(child, indent + "    ")
