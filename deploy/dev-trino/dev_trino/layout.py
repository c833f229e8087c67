"""Layout: partition transforms and sort orders of a table, as its properties say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Optional, Tuple

from .errors import TrinoError
from .metastore import Table

TIME_FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%d-%H"}
# Source types, as Iceberg's specification lists them for its transforms.
BUCKETED = {
    "integer",
    "bigint",
    "decimal",
    "date",
    "time",
    "timestamp",
    "timestamp with time zone",
    "varchar",
    "varbinary",
    "uuid",
}
TRUNCATED = {"integer", "bigint", "decimal", "varchar", "varbinary"}
TRANSFORM = re.compile(r'\s*(\w+)\s*\(\s*"?([\w$ ]+?)"?\s*(?:,\s*(\d+)\s*)?\)\s*')
SORT_FIELD = re.compile(r'\s*"?([\w$]+)"?\s*(asc|desc)?\s*(nulls\s+(?:first|last))?\s*', re.I)


@dataclass
class Transform:
    """One partition field: identity, year, month, day, hour, bucket or truncate of a column."""

    kind: str
    col: str
    arg: Optional[int]

    @property
    def label(self) -> str:
        """The field's name, as Iceberg names it."""
        return self.col if self.kind == "identity" else f"{self.col}_{self.kind}"

    def sql(self) -> str:
        """The partition's value as text, in DuckDB's SQL; it names the directory."""
        c = '"' + self.col + '"'
        if self.kind == "identity":
            return f"CAST({c} AS VARCHAR)"
        if self.kind == "bucket":
            return f"CAST(hash({c}) % {self.arg} AS VARCHAR)"
        if self.kind == "truncate":
            return (
                f"CASE WHEN typeof({c})='VARCHAR' THEN left(CAST({c} AS VARCHAR),{self.arg}) ELSE "
                f"CAST(CAST(floor(TRY_CAST({c} AS DOUBLE)/{self.arg})*{self.arg} AS BIGINT) AS VARCHAR) END"
            )
        return f"strftime({c}, '{TIME_FORMATS[self.kind]}')"


def layout_of(table: Table) -> Tuple[List[Transform], List[Tuple[str, str]]]:
    """(partition fields, (column, direction) to sort by); INVALID_TABLE_PROPERTY where they do not fit the columns."""
    parts = [_parse_transform(spec) for spec in table.props.get("partitioning") or []]
    parts += [Transform("identity", c.lower(), None) for c in table.props.get("partitioned_by") or []]
    buckets = int(table.props.get("bucket_count", 1))
    parts += [Transform("bucket", c.lower(), buckets) for c in table.props.get("bucketed_by") or []]
    for p in parts:
        _check(p, table)
    return parts, [_parse_sort(spec, table) for spec in table.props.get("sorted_by") or []]


def _parse_transform(spec: str) -> Transform:
    m = TRANSFORM.fullmatch(spec)
    if m is None:
        return Transform("identity", spec.strip().strip('"').lower(), None)
    kind = m.group(1).lower()
    takes_number = kind in ("bucket", "truncate")
    if (kind not in TIME_FORMATS and not takes_number) or takes_number != bool(m.group(3)) or m.group(3) == "0":
        raise _unparsable(f"Invalid partition field declaration: {spec}")
    return Transform(kind, m.group(2).lower(), int(m.group(3)) if takes_number else None)


def _check(p: Transform, table: Table) -> None:
    c = table.col(p.col)
    if c is None:
        if "partitioning" in table.props:
            raise TrinoError("INVALID_TABLE_PROPERTY", f"Column not found in schema: '{p.col}'")
        raise TrinoError("INVALID_TABLE_PROPERTY", f"Partition columns [{p.col}] not present in schema")
    name = c.type.name
    is_time = name == "date" or name.startswith("timestamp")
    fits = {
        "identity": name not in ("array", "map", "row"),
        "bucket": name in BUCKETED or "partitioning" not in table.props,
        "truncate": name in TRUNCATED,
        "hour": is_time and name != "date",
    }.get(p.kind, is_time)
    if not fits:
        raise _unparsable(f"Invalid source type {c.type} for transform: {p.kind}")


def _parse_sort(spec: str, table: Table) -> Tuple[str, str]:
    m = SORT_FIELD.fullmatch(spec)
    if m is None or table.col(m.group(1).lower()) is None:
        raise TrinoError("INVALID_TABLE_PROPERTY", f"Unable to parse sort field: [{spec}]")
    return m.group(1).lower(), f"{(m.group(2) or 'ASC').upper()} {(m.group(3) or 'NULLS LAST').upper()}"


def _unparsable(why: str) -> TrinoError:
    return TrinoError("INVALID_TABLE_PROPERTY", f"Unable to parse partitioning value: {why}")
