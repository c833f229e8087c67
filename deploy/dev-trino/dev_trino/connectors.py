"""What a connector makes of a column's type.

Source: Trino's Iceberg connector, IcebergMetadata.getSupportedType and the type mapping of its documentation.
"""

from __future__ import annotations

from .errors import TrinoError
from .types import TrinoType

ICEBERG_TYPES = {
    "boolean", "integer", "bigint", "real", "double", "decimal", "varchar", "varbinary", "date", "time", "timestamp",
    "timestamp with time zone", "uuid",
}  # fmt: skip


def stored_type(t: TrinoType, connector: str) -> TrinoType:
    """The type that a table of this connector really has for a column declared so.

    Iceberg widens tinyint and smallint to integer, keeps six digits of every time and timestamp, and knows
    only varchar without length; what else it lacks is NOT_SUPPORTED.
    """
    if connector != "iceberg":
        return t
    if t.name in ("array", "map"):
        return TrinoType(t.name, tuple(stored_type(a, connector) for a in t.args))
    if t.name == "row":
        return TrinoType("row", tuple((f, stored_type(a, connector)) for f, a in t.args))
    if t.name in ("tinyint", "smallint"):
        return TrinoType("integer")
    if t.name in ("char", "varchar"):
        return TrinoType("varchar")
    if t.name in ("time", "timestamp", "timestamp with time zone"):
        return TrinoType(t.name, (6,))
    if t.name not in ICEBERG_TYPES:
        raise TrinoError("NOT_SUPPORTED", f"Type not supported for Iceberg: {t}")
    return t
