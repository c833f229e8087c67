"""Table and schema properties that each connector accepts, as system.metadata shows them.

Names, defaults and descriptions follow the connectors' documentation; a name that is not here is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional

from .errors import TrinoError
from .metastore import Column


@dataclass(frozen=True)
class Property:
    """One property: its name, Trino type, default as text, and what it means."""

    name: str
    type: str
    default: Optional[str]
    description: str


NAMES = "array(varchar)"
FORMAT = Property("format", "varchar", "PARQUET", "File format for the table")
SORTED_BY = Property("sorted_by", NAMES, "[]", "Sorted columns")
EXTRA = Property("extra_properties", "map(varchar, varchar)", None, "Extra table properties")
LOCATION = Property("location", "varchar", None, "File system location URI for the table")
ORC_BLOOM = Property("orc_bloom_filter_columns", NAMES, "[]", "ORC Bloom filter index columns")
ORC_FPP = Property("orc_bloom_filter_fpp", "double", "0.05", "ORC Bloom filter false positive probability")
PARQUET_BLOOM = Property("parquet_bloom_filter_columns", NAMES, "[]", "Parquet Bloom filter index columns")
PARTITIONED_BY = Property("partitioned_by", NAMES, "[]", "Partition columns")

TABLE_PROPERTIES: Dict[str, List[Property]] = {
    "iceberg": [
        FORMAT,
        Property("compression_codec", "varchar", None, "Write compression codec for the table"),
        Property("data_location", "varchar", None, "File system location URI for the table's data files"),
        EXTRA,
        Property("format_version", "integer", "2", "Iceberg table format version"),
        LOCATION,
        Property("max_commit_retry", "integer", "4", "Number of times to retry a commit before failing"),
        Property(
            "object_store_layout_enabled", "boolean", "false", "Set to true to enable Iceberg object store file layout"
        ),
        ORC_BLOOM,
        ORC_FPP,
        PARQUET_BLOOM,
        Property("partitioning", NAMES, "[]", "Partition transforms"),
        SORTED_BY,
    ],
    "hive": [
        Property("auto_purge", "boolean", "false", "Skip trash when table or partition is deleted"),
        Property("bucket_count", "integer", "0", "Number of buckets"),
        Property("bucketed_by", NAMES, "[]", "Bucketing columns"),
        Property("bucketing_version", "integer", None, "Bucketing version"),
        Property("external_location", "varchar", None, "File system location URI for external table"),
        EXTRA,
        FORMAT,
        ORC_BLOOM,
        ORC_FPP,
        PARQUET_BLOOM,
        PARTITIONED_BY,
        Property("sorted_by", NAMES, "[]", "Bucket sorting columns"),
        Property("transactional", "boolean", None, "Table is transactional"),
    ],
    "delta_lake": [
        Property("change_data_feed_enabled", "boolean", None, "Enables storing change data feed entries"),
        Property("checkpoint_interval", "bigint", None, "Checkpoint interval"),
        Property("column_mapping_mode", "varchar", "NONE", "Column mapping mode"),
        Property("deletion_vectors_enabled", "boolean", "false", "Enables deletion vectors"),
        LOCATION,
        PARTITIONED_BY,
    ],
}

SCHEMA_PROPERTIES: Dict[str, List[Property]] = {
    c: [Property("location", "varchar", None, "Base file system location URI")]
    for c in ("iceberg", "hive", "delta_lake")
}

MATERIALIZED_VIEW_ONLY = {"storage_schema", "grace_period"}
FORMATS = {"iceberg": {"PARQUET", "ORC", "AVRO"}}
CODECS = {"NONE", "SNAPPY", "LZ4", "ZSTD", "GZIP"}


def check_table_properties(
    given: dict, catalog: str, connector: str, cols: List[Column], materialized: bool = False
) -> None:
    """Raises INVALID_TABLE_PROPERTY for a property that the connector lacks, or a value that it refuses."""
    known = {p.name: p for p in TABLE_PROPERTIES.get(connector, [])}
    for name, value in given.items():
        if name not in known and not (materialized and name in MATERIALIZED_VIEW_ONLY):
            raise TrinoError(
                "INVALID_TABLE_PROPERTY", f"Catalog '{catalog}' table property '{name}' does not exist", 1, 1
            )
        want = {"integer": int, "bigint": int, "boolean": bool, "varchar": str, "double": (int, float), NAMES: list}
        kind = want.get(known[name].type) if name in known else None
        if kind is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            _refuse(catalog, name, f"[{value!r}]: Cannot convert to {known[name].type}")
    if connector == "iceberg":
        _check_iceberg(given, catalog, {c.name for c in cols})


def _check_iceberg(given: dict, catalog: str, columns: set) -> None:
    fmt = str(given.get("format", "PARQUET")).upper()
    if fmt not in FORMATS["iceberg"]:
        _refuse(catalog, "format", f"[{given['format']}]: expected one of AVRO, ORC, PARQUET")
    if given.get("format_version", 2) not in (1, 2, 3):
        _refuse(catalog, "format_version", f"[{given['format_version']}]: format_version must be between 1 and 3")
    if str(given.get("compression_codec", "ZSTD")).upper() not in CODECS:
        _refuse(
            catalog, "compression_codec", f"[{given['compression_codec']}]: expected one of {', '.join(sorted(CODECS))}"
        )
    for name, needs in (("parquet_bloom_filter_columns", "PARQUET"), ("orc_bloom_filter_columns", "ORC")):
        bloom = given.get(name) or []
        if bloom and fmt != needs:
            raise TrinoError(
                "INVALID_TABLE_PROPERTY",
                f"{name} can only be specified for {needs.capitalize()} tables, not {fmt}",
                1,
                1,
            )
        missing = sorted(str(c).lower() for c in bloom if str(c).lower() not in columns)
        if missing and columns:
            kind = "Parquet" if needs == "PARQUET" else "Orc"
            raise TrinoError(
                "INVALID_TABLE_PROPERTY", f"{kind} Bloom filter column {', '.join(missing)} not present in schema", 1, 1
            )


def _refuse(catalog: str, name: str, why: str) -> None:
    raise TrinoError(
        "INVALID_TABLE_PROPERTY", f"Invalid value for catalog '{catalog}' table property '{name}': {why}", 1, 1
    )
