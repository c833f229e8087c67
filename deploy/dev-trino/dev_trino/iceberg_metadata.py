"""The metadata tables of an Iceberg table (and "t$partitions" of a Hive table): "t$snapshots", "t$history", "t$files", ... (columns as Trino documents them)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Dict, List

from .errors import TrinoError
from .layout import Transform, layout_of
from .metastore import Column, DataFile, Table
from .types import TrinoType
from .virtual import BIGINT, BOOLEAN, INTEGER, TIMESTAMP_TZ, VARCHAR, values_sql

EPOCH = dt.date(1970, 1, 1)


def metadata_table(t: Table, suffix: str, iceberg: bool):
    """(SQL text, columns) of "t$suffix"; TABLE_NOT_FOUND where there is no such table."""
    makers = {"snapshots": _snapshots, "history": _history, "files": _files, "partitions": _partitions,
              "properties": _properties, "refs": _refs}  # fmt: skip
    if suffix == "partitions" and not iceberg and t.props.get("partitioned_by"):
        return values_sql(*_hive_partitions(t))
    if t.kind == "VIEW" or suffix not in makers or not iceberg:
        raise TrinoError("TABLE_NOT_FOUND", f"Table '{t.fqn}${suffix}' does not exist", 1, 1)
    return values_sql(*makers[suffix](t))


def _snapshots(t: Table):
    cols = [("committed_at", TIMESTAMP_TZ), ("snapshot_id", BIGINT), ("parent_id", BIGINT), ("operation", VARCHAR),
            ("manifest_list", VARCHAR), ("summary", TrinoType("map", (VARCHAR, VARCHAR)))]  # fmt: skip
    # There are no Avro manifests here: the name is what Iceberg would give, so that the column is not NULL.
    rows = [
        (s.committed_at, s.id, s.parent, s.operation, f"{t.dir}/metadata/snap-{s.id}.avro", s.summary)
        for s in t.snapshots
    ]
    return cols, rows


def _history(t: Table):
    cols = [("made_current_at", TIMESTAMP_TZ), ("snapshot_id", BIGINT), ("parent_id", BIGINT),
            ("is_current_ancestor", BOOLEAN)]  # fmt: skip
    ancestors, s = set(), t.current_snapshot()
    while s is not None and s.id not in ancestors:
        ancestors.add(s.id)
        s = t.snapshot(s.parent) if s.parent is not None else None
    rows = []
    for when, snapshot_id in t.history:
        s = t.snapshot(snapshot_id)
        if s is not None:
            rows.append((when, snapshot_id, s.parent, snapshot_id in ancestors))
    return cols, rows


def _refs(t: Table):
    cols = [("name", VARCHAR), ("type", VARCHAR), ("snapshot_id", BIGINT), ("max_reference_age_in_ms", BIGINT),
            ("min_snapshots_to_keep", INTEGER), ("max_snapshot_age_in_ms", BIGINT)]  # fmt: skip
    current = t.current_snapshot()
    return cols, [("main", "BRANCH", current.id, None, None, None)] if current else []


def _properties(t: Table):
    rows = [
        ("write.format.default", str(t.props.get("format", "PARQUET"))),
        ("format-version", str(t.props.get("format_version", 2))),
    ]
    if "compression_codec" in t.props:
        rows.append(("write.parquet.compression-codec", str(t.props["compression_codec"]).lower()))
    for c in t.props.get("parquet_bloom_filter_columns", []):
        rows.append((f"write.parquet.bloom-filter-enabled.column.{c}", "true"))
    current = t.current_snapshot()
    if current:
        rows.append(("current-snapshot-id", str(current.id)))
    return [("key", VARCHAR), ("value", VARCHAR)], rows


def _files(t: Table):
    ints, texts = TrinoType("map", (INTEGER, BIGINT)), TrinoType("map", (INTEGER, VARCHAR))
    parts = layout_of(t)[0]
    partition = [("partition", _partition_type(t, parts))] if parts else []
    cols = [("content", INTEGER), ("file_path", VARCHAR), ("file_format", VARCHAR), ("spec_id", INTEGER), *partition,
            ("record_count", BIGINT), ("file_size_in_bytes", BIGINT), ("column_sizes", ints), ("value_counts", ints),
            ("null_value_counts", ints), ("nan_value_counts", ints), ("lower_bounds", texts), ("upper_bounds", texts),
            ("key_metadata", TrinoType("varbinary")), ("split_offsets", TrinoType("array", (BIGINT,))),
            ("equality_ids", TrinoType("array", (INTEGER,))), ("sort_order_id", INTEGER),
            ("readable_metrics", TrinoType("json"))]  # fmt: skip
    ids = {c.name: i + 1 for i, c in enumerate(t.cols)}
    rows = []
    for f in t.files:
        known = {c: s for c, s in f.stats.items() if c in ids}
        rows.append((
            0, f.path, "PARQUET", 0, *([_partition_value(t, parts, f)] if parts else []), f.rows, f.size,
            {ids[c]: n for c, n in f.column_sizes.items()},
            {ids[c]: f.rows for c in known},
            {ids[c]: s[2] for c, s in known.items() if s[2] is not None},
            None,
            {ids[c]: str(s[0]) for c, s in known.items() if s[0] is not None},
            {ids[c]: str(s[1]) for c, s in known.items() if s[1] is not None},
            None, None, None, 1 if t.props.get("sorted_by") else 0, _readable_metrics(t, f),
        ))  # fmt: skip
    return cols, rows


def _readable_metrics(t: Table, f: DataFile) -> str:
    """Fields by name; here a structure counts as one, under the name of its first field in Iceberg's metadata"""
    first = {"array": ".element", "map": ".key", "row": ".field"}
    metrics = {}
    for c in sorted(t.cols, key=lambda c: c.name):
        low, high, nulls = f.stats.get(c.name, (None, None, None))
        metrics[c.name + first.get(c.type.name, "")] = {
            "column_size": f.column_sizes.get(c.name), "value_count": f.rows, "null_value_count": nulls,
            "nan_value_count": None, "lower_bound": None if low is None else str(low),
            "upper_bound": None if high is None else str(high),
        }  # fmt: skip
    return json.dumps(metrics)


def _partitions(t: Table):
    parts = layout_of(t)[0]
    sources = {p.col for p in parts if p.kind == "identity"}
    bounded = [c for c in t.cols if c.name not in sources and c.type.name not in ("array", "map", "row")]
    bounds = [
        (c.name, TrinoType("row", (("min", c.type), ("max", c.type), ("null_count", BIGINT), ("nan_count", BIGINT))))
        for c in bounded
    ]
    cols = [*([("partition", _partition_type(t, parts))] if parts else []), ("record_count", BIGINT),
            ("file_count", BIGINT), ("total_size", BIGINT)]  # fmt: skip
    if bounds:
        cols.append(("data", TrinoType("row", tuple(bounds))))
    groups: Dict[str, List[DataFile]] = {}
    for f in t.files:
        groups.setdefault(json.dumps(f.part, sort_keys=True), []).append(f)
    rows = []
    for files in groups.values():
        row = [*([_partition_value(t, parts, files[0])] if parts else []), sum(f.rows for f in files), len(files),
               sum(f.size for f in files)]  # fmt: skip
        if bounds:
            row.append(tuple(_bounds(c, files) for c in bounded))
        rows.append(tuple(row))
    return cols, rows


def _hive_partitions(t: Table):
    """Hive's "t$partitions": the keys of each partition, nothing else."""
    keys = [t.col(p.col) for p in layout_of(t)[0] if p.kind == "identity"]
    rows = sorted({tuple(f.part.get(k.name) for k in keys) for f in t.files}, key=str)
    return [(k.name, k.type) for k in keys], rows


def _bounds(c: Column, files: List[DataFile]) -> tuple:
    stats = [f.stats.get(c.name, (None, None, None)) for f in files]
    nulls = None if any(s[2] is None for s in stats) else sum(s[2] for s in stats)
    bounded = [s for s, f in zip(stats, files) if s[2] != f.rows]  # a file of NULLs has no bounds
    known = bool(bounded) and all(s[0] is not None for s in bounded)
    return (min(s[0] for s in bounded) if known else None, max(s[1] for s in bounded) if known else None, nulls, None)


def _partition_type(t: Table, parts: List[Transform]) -> TrinoType:
    kinds = {"year": INTEGER, "month": INTEGER, "day": TrinoType("date"), "hour": INTEGER, "bucket": INTEGER}
    return TrinoType("row", tuple((p.label, kinds.get(p.kind, t.col(p.col).type)) for p in parts))


def _partition_value(t: Table, parts: List[Transform], f: DataFile) -> tuple:
    return tuple(_iceberg_value(p, f.part.get(p.label)) for p in parts)


def _iceberg_value(p: Transform, text):
    """Iceberg counts years, months and hours from 1970; the directories here name them."""
    if text is None or p.kind in ("identity", "truncate", "bucket", "day"):
        return text
    n = [int(x) for x in text.split("-")]
    if p.kind == "year":
        return n[0] - 1970
    if p.kind == "month":
        return (n[0] - 1970) * 12 + n[1] - 1
    return (dt.date(n[0], n[1], n[2]) - EPOCH).days * 24 + n[3]
