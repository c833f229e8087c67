"""Keeps of each scan only the files that its filters can match."""

from __future__ import annotations

from typing import Dict, List, Tuple

import sqlglot

from ..databases import Databases
from ..domains import Domain, conjuncts, domain_of
from ..duck_types import to_duck_type
from ..layout import layout_of
from ..metastore import DataFile, Table
from ..types import FAMILY, TrinoType
from .binder import Binder
from .refs import Ref

Scan = Tuple[List[str], List[str]]  # the filters that reach a scan, the columns it gives


def prune(binder: Binder, sql: str) -> list:
    """Asks the planner which filters reach which scan, narrows the references' files; returns the plan."""
    databases = binder.engine.databases
    plan = databases.explain(binder.plan_sql(sql))
    scans: Dict[str, List[Scan]] = {}
    for root in plan:
        _collect(root, [], scans)
    for ref in binder.refs.values():
        if ref.table is None:
            continue
        seen = scans.get(ref.shadow_name, [])
        keep = set()
        for filters, columns in seen:
            domains = _domains(filters, ref)
            ref.read |= {c for c in [*columns, *domains] if c in ref.cols}
            ref.domains.append(domains)
            keep |= {f.path for f in ref.all_files if file_matches(ref.table, f, domains, databases)}
        if seen:
            ref.files = [f for f in ref.all_files if f.path in keep]
    return plan


def as_list(value) -> list:
    """DuckDB gives one filter or projection as text, several as a list, none as nothing."""
    return [v for v in (value if isinstance(value, list) else [value]) if v]


def _collect(node: dict, above: List[str], scans: Dict[str, List[Scan]]) -> None:
    name, info = node.get("name", "").strip(), node.get("extra_info", {}) or {}
    if name == "FILTER":
        above = above + as_list(info.get("Expression") or info.get("Filters"))
    elif info.get("Table"):
        own = as_list(info.get("Filters"))
        scans.setdefault(info["Table"].split(".")[-1].strip('"'), []).append(
            (own + above, as_list(info.get("Projections")))
        )
        above = []
    elif name != "PROJECTION":
        above = []
    for child in node.get("children", []):
        _collect(child, above, scans)


def _domains(filters: List[str], ref: Ref) -> Dict[str, Domain]:
    domains: Dict[str, Domain] = {}
    for f in filters:
        f = f.strip()
        f = f[9:].strip() if f.startswith("optional:") else f
        if not f or "Dynamic Filter" in f:
            continue
        ref.filters.append(f)
        try:
            tree = sqlglot.parse_one(f, dialect="duckdb")
        except Exception:
            continue  # the planner's own notation: it says nothing that pruning can use
        for conjunct in conjuncts(tree):
            d = domain_of(conjunct, ref.cols)
            if d:
                domains[d[0]] = domains[d[0]].intersect(d[1]) if d[0] in domains else d[1]
    return domains


def file_matches(t: Table, f: DataFile, domains: Dict[str, Domain], databases: Databases) -> bool:
    """Whether a file may hold a row within the domains, by its bounds and its bucket."""
    for c, d in domains.items():
        if not d.ranges and not d.nulls:
            return False
        st = f.stats.get(c)
        if st is not None and not d.overlaps(*st):
            return False
    for tr in layout_of(t)[0] if f.part else []:
        if tr.kind == "bucket" and tr.col in domains and tr.label in f.part:
            points = domains[tr.col].points()
            if points:
                want = {_bucket_of(p, t.col(tr.col).type, tr.arg, databases) for p in points}
                if f.part[tr.label] not in want:
                    return False
    return True


def _bucket_of(value, typ: TrinoType, buckets: int, databases: Databases) -> str:
    whole = typ.name in FAMILY and FAMILY[typ.name] < FAMILY["decimal"]
    return databases.constant(
        f"CAST(hash(CAST(? AS {to_duck_type(typ)})) % {buckets} AS VARCHAR)", (int(value) if whole else value,)
    )
