"""WITH (...) of a table: reading it from the tree, defaults, printing it."""

from __future__ import annotations

from typing import Optional, Tuple

from sqlglot import exp


def property_value(v: exp.Expression):
    """A property's value in Python: text, number, boolean or list."""
    if isinstance(v, exp.Array):
        return [property_value(x) for x in v.expressions]
    if isinstance(v, exp.Literal):
        return v.this if v.is_string else (float(v.this) if "." in v.this else int(v.this))
    if isinstance(v, exp.Boolean):
        return v.this
    return v.sql("trino").strip("'")


def quoted_value(v) -> str:
    """A property's value as SQL text."""
    if isinstance(v, list):
        return "ARRAY[" + ",".join(quoted_value(str(x)) for x in v) + "]"
    if isinstance(v, bool):
        return str(v).lower()
    return str(v) if isinstance(v, (int, float)) else "'" + str(v).replace("'", "''") + "'"


def read_properties(node: exp.Create) -> Tuple[dict, Optional[str], bool]:
    """(properties, comment, WITH DATA or not) of a CREATE statement; nothing is checked."""
    props, comment, with_data = {}, None, True
    for p in node.args["properties"].expressions if node.args.get("properties") else []:
        if isinstance(p, exp.SchemaCommentProperty):
            comment = p.this.this
        elif isinstance(p, exp.FileFormatProperty):
            props["format"] = property_value(p.this)
        elif isinstance(p, exp.LocationProperty):
            props["location"] = property_value(p.this)
        elif isinstance(p, exp.PartitionedByProperty):
            props["partitioned_by"] = [
                x.name if isinstance(x, exp.Column) else property_value(x) for x in (p.this.expressions or [p.this])
            ]
        elif isinstance(p, exp.WithDataProperty):
            with_data = not p.args.get("no")
        elif type(p) is exp.Property:
            props[p.name.lower()] = property_value(p.args["value"])
    return props, comment, with_data


def with_defaults(props: dict, connector: str) -> dict:
    """The properties that SHOW CREATE TABLE shows of a new table."""
    if connector in ("iceberg", "hive"):
        props = {"format": "PARQUET", **props}
        props["format"] = str(props["format"]).upper()
    if connector == "iceberg":
        props.setdefault("format_version", 2)
        if "compression_codec" in props:
            props["compression_codec"] = str(props["compression_codec"]).upper()
    return props
