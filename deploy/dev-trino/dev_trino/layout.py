"""Layout: partition transforms and sort orders of a table."""

from __future__ import annotations
import re
from dataclasses import dataclass
from typing import List, Optional, Tuple
from .errors import TrinoError
from .metastore import Table


@dataclass
class Transform:
    kind: str
    col: str
    arg: Optional[int]

    @property
    def label(self) -> str:
        return self.col if self.kind == "identity" else f"{self.col}_{self.kind}"

    def sql(self) -> str:
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
        fmt = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%d-%H"}[self.kind]
        return f"strftime({c}, '{fmt}')"


def layout_of(table: Table) -> Tuple[List[Transform], List[Tuple[str, str]]]:
    out: List[Transform] = []
    for spec in table.props.get("partitioning", []) or []:
        m = re.fullmatch(r'\s*(\w+)\s*\(\s*"?([\w$ ]+?)"?\s*(?:,\s*(\d+)\s*)?\)\s*', spec)
        if m:
            tr = Transform(m.group(1).lower(), m.group(2).lower(), int(m.group(3)) if m.group(3) else None)
            if tr.kind not in ("year", "month", "day", "hour", "bucket", "truncate"):
                raise TrinoError(
                    "INVALID_TABLE_PROPERTY",
                    f"Unable to parse partitioning value: Invalid partition field declaration: {spec}",
                )
        else:
            tr = Transform("identity", spec.strip().strip('"').lower(), None)
        out.append(tr)
    for c in table.props.get("partitioned_by", []) or []:
        out.append(Transform("identity", c.lower(), None))
    if table.props.get("bucketed_by"):
        for c in table.props["bucketed_by"]:
            out.append(Transform("bucket", c.lower(), int(table.props.get("bucket_count", 1))))
    for tr in out:
        c = table.col(tr.col)
        if c is None:
            raise TrinoError(
                "INVALID_TABLE_PROPERTY",
                (
                    f"Column not found in schema: '{tr.col}'"
                    if "partitioning" in table.props
                    else f"Partition columns {[tr.col]} not present in schema"
                ),
            )
        if tr.kind in ("year", "month", "day", "hour") and not (
            c.type.name == "date" or c.type.name.startswith("timestamp")
        ):
            raise TrinoError(
                "INVALID_TABLE_PROPERTY",
                f"Unable to parse partitioning value: Invalid source type {c.type} for transform: {tr.kind}",
            )
        if tr.kind == "hour" and c.type.name == "date":
            raise TrinoError(
                "INVALID_TABLE_PROPERTY",
                "Unable to parse partitioning value: Invalid source type date for transform: hour",
            )
    sort = []
    for spec in table.props.get("sorted_by", []) or []:
        m = re.fullmatch(r'\s*"?([\w$]+)"?\s*(asc|desc)?\s*(nulls\s+(?:first|last))?\s*', spec, re.I)
        if not m or table.col(m.group(1).lower()) is None:
            raise TrinoError("INVALID_TABLE_PROPERTY", f"Unable to parse sort field: [{spec}]")
        sort.append((m.group(1).lower(), f"{(m.group(2) or 'ASC').upper()} {(m.group(3) or 'NULLS LAST').upper()}"))
    return out, sort
