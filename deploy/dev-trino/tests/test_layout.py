"""Partition transforms and sort orders have true effects on files and on what is read."""

from __future__ import annotations

import pytest

from dev_trino.errors import TrinoError
from dev_trino.layout import layout_of
from dev_trino.metastore import Column, Table
from dev_trino.types import parse_trino_type


def table(**props) -> Table:
    kinds = {
        "id": "bigint",
        "day": "date",
        "at": "timestamp(6)",
        "name": "varchar",
        "x": "double",
        "l": "array(bigint)",
    }
    return Table("iceberg", "s", "t", [Column(n, parse_trino_type(k)) for n, k in kinds.items()], props=props)


def test_every_transform_is_read():
    parts, _ = layout_of(
        table(
            partitioning=["name", "year(at)", "month(day)", "day(at)", "hour(at)", "bucket(id, 8)", "truncate(name, 2)"]
        )
    )
    assert [p.label for p in parts] == [
        "name",
        "at_year",
        "day_month",
        "at_day",
        "at_hour",
        "id_bucket",
        "name_truncate",
    ]
    assert parts[5].arg == 8


@pytest.mark.parametrize("field", ["nope", "day(name)", "hour(day)", "bucket(id)", "bucket(x, 4)", "truncate(day, 3)",
                                   "foo(id)", "month(at, 2)", "l", "bucket(id, 0)"])  # fmt: skip
def test_a_transform_that_does_not_fit_is_refused(field):
    with pytest.raises(TrinoError) as e:
        layout_of(table(partitioning=[field]))
    assert e.value.name == "INVALID_TABLE_PROPERTY"


def test_sort_fields():
    assert layout_of(table(sorted_by=["id", "at desc nulls first"]))[1] == [
        ("id", "ASC NULLS LAST"),
        ("at", "DESC NULLS FIRST"),
    ]
    with pytest.raises(TrinoError, match="Unable to parse sort field"):
        layout_of(table(sorted_by=["nope"]))


def scanned(client, server, sql: str) -> dict:
    answer = client.run(sql)
    assert not answer.error, answer.error
    return client.http.get(f"{server}/v1/query/{answer.pages[0]['id']}").json()["lab"]


def test_a_filter_on_a_partitioned_date_reads_only_its_files(client, server, schema):
    client.rows(
        f"CREATE TABLE {schema}.o WITH (partitioning = ARRAY['year(o_orderdate)']) AS SELECT * FROM iceberg.tpch.orders"
    )
    where = "o_orderdate >= DATE '1995-01-01' AND o_orderdate < DATE '1996-01-01'"
    lab = scanned(client, server, f"SELECT count(o_totalprice) FROM {schema}.o WHERE {where}")
    assert (lab["filesScanned"], lab["filesTotal"]) == (1, 7)
    assert client.value(f"SELECT count(*) FROM {schema}.o WHERE {where}") == client.value(
        f"SELECT count(*) FROM iceberg.tpch.orders WHERE {where}"
    )


def test_an_equality_on_a_bucketed_column_reads_one_bucket(client, server, schema):
    client.rows(
        f"CREATE TABLE {schema}.o WITH (partitioning = ARRAY['bucket(o_custkey, 8)']) AS SELECT * FROM iceberg.tpch.orders"
    )
    lab = scanned(client, server, f"SELECT count(o_totalprice) FROM {schema}.o WHERE o_custkey = 370")
    assert lab["filesScanned"] == 1 and lab["filesTotal"] == 8
    assert client.value(f"SELECT count(*) FROM {schema}.o WHERE o_custkey = 370") == client.value(
        "SELECT count(*) FROM orders WHERE o_custkey = 370"
    )


def test_sorting_lets_row_groups_be_skipped(client, server, schema):
    for name, props in (("plain", ""), ("sorted", " WITH (sorted_by = ARRAY['o_custkey'])")):
        client.rows(f"CREATE TABLE {schema}.{name}{props} AS SELECT * FROM iceberg.tpch.orders")
    read = {
        n: scanned(client, server, f"SELECT sum(o_totalprice) FROM {schema}.{n} WHERE o_custkey = 370")
        for n in ("plain", "sorted")
    }
    assert read["sorted"]["rowGroupsScanned"] < read["plain"]["rowGroupsScanned"] == read["plain"]["rowGroupsTotal"]


def test_null_partition_values_are_kept(client, schema):
    client.rows(f"CREATE TABLE {schema}.t (k varchar, d date) WITH (partitioning = ARRAY['k', 'month(d)'])")
    client.rows(f"INSERT INTO {schema}.t VALUES ('a b/c', DATE '2024-01-02'), (NULL, NULL), ('x=%', NULL)")
    assert client.value(f"SELECT count(*) FROM {schema}.t") == 3
    assert client.rows(f"SELECT k FROM {schema}.t WHERE d IS NULL ORDER BY k") == [["x=%"], [None]]
    assert client.rows(f"SELECT d FROM {schema}.t WHERE k = 'a b/c'") == [["2024-01-02"]]
    partitions = client.rows(f"""SELECT partition.k FROM {schema}."t$partitions" ORDER BY 1""")
    assert partitions == [["a b/c"], ["x=%"], [None]]


def test_the_codec_is_the_one_asked_for(client, schema):
    size = {}
    for codec in ("ZSTD", "NONE"):
        client.rows(
            f"CREATE TABLE {schema}.c{codec} WITH (compression_codec = '{codec}') AS SELECT * FROM iceberg.tpch.orders"
        )
        size[codec] = client.value(f"""SELECT sum(file_size_in_bytes) FROM {schema}."c{codec.lower()}$files" """)
    assert size["ZSTD"] < 0.7 * size["NONE"]
