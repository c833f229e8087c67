"""Trino's types: parsing, printing, DuckDB's counterparts, and what Iceberg stores."""

from __future__ import annotations

import pytest

from dev_trino.connectors import stored_type
from dev_trino.duck_types import from_duck_type, to_duck_type
from dev_trino.errors import TrinoError
from dev_trino.types import can_coerce, parse_trino_type

SPELLINGS = [
    ("bigint", "bigint"),
    ("INT", "integer"),
    ("double precision", "double"),
    ("decimal(10)", "decimal(10,0)"),
    ("numeric(10, 2)", "decimal(10,2)"),
    ("varchar(5)", "varchar(5)"),
    ("timestamp", "timestamp(3)"),
    ("timestamp(6) with time zone", "timestamp(6) with time zone"),
    ("array(map(varchar, row(a bigint, b double)))", "array(map(varchar, row(a bigint, b double)))"),
]


@pytest.mark.parametrize("text, printed", SPELLINGS)
def test_a_type_prints_as_trino_prints_it(text, printed):
    assert str(parse_trino_type(text)) == printed


@pytest.mark.parametrize("text", ["nope", "foo(3)", ""])
def test_an_unknown_type_is_an_error(text):
    with pytest.raises(TrinoError, match="Unknown type"):
        parse_trino_type(text)


@pytest.mark.parametrize("text", ["bigint", "decimal(12,3)", "varchar", "date", "timestamp(6)", "array(integer)",
                                  "map(varchar, bigint)", "row(a bigint)", "uuid", "varbinary"])  # fmt: skip
def test_a_type_survives_the_way_to_duckdb_and_back(text):
    t = parse_trino_type(text)
    assert from_duck_type(to_duck_type(t)) == t


@pytest.mark.parametrize(
    "declared, stored",
    [
        ("tinyint", "integer"),
        ("smallint", "integer"),
        ("char(3)", "varchar"),
        ("varchar(10)", "varchar"),
        ("timestamp(3)", "timestamp(6)"),
        ("timestamp(9) with time zone", "timestamp(6) with time zone"),
        ("time(0)", "time(6)"),
        ("array(smallint)", "array(integer)"),
        ("row(a char(2), b map(varchar(3), tinyint))", "row(a varchar, b map(varchar, integer))"),
        ("decimal(38,0)", "decimal(38,0)"),
    ],
)
def test_what_iceberg_stores(declared, stored):
    assert str(stored_type(parse_trino_type(declared), "iceberg")) == stored
    assert str(stored_type(parse_trino_type(declared), "memory")) == str(parse_trino_type(declared))


@pytest.mark.parametrize("declared", ["json", "ipaddress", "interval day to second", "array(json)"])
def test_what_iceberg_refuses(declared):
    with pytest.raises(TrinoError, match="Type not supported for Iceberg"):
        stored_type(parse_trino_type(declared), "iceberg")


def test_coercions_widen_only():
    kinds = {n: parse_trino_type(n) for n in ("integer", "bigint", "double", "varchar", "date", "timestamp(3)")}
    assert can_coerce(kinds["integer"], kinds["bigint"]) and not can_coerce(kinds["bigint"], kinds["integer"])
    assert can_coerce(kinds["date"], kinds["timestamp(3)"]) and not can_coerce(kinds["varchar"], kinds["integer"])
