"""EXPLAIN in the forms that clients read."""

from __future__ import annotations

import json

import pytest

SQL = "SELECT o_orderkey FROM orders WHERE o_orderdate < DATE '1993-01-01' AND o_custkey BETWEEN 10 AND 20"


def test_io_names_tables_domains_and_sizes(client):
    plan = json.loads(client.value(f"EXPLAIN (TYPE IO, FORMAT JSON) {SQL}"))
    (table,) = plan["inputTableColumnInfos"]
    assert table["table"] == {"catalog": "iceberg", "schemaTable": {"schema": "tpch", "table": "orders"}}
    domains = {c["columnName"]: c for c in table["constraint"]["columnConstraints"]}
    assert domains["o_orderdate"]["type"] == "date"
    assert domains["o_orderdate"]["domain"]["ranges"][0]["high"] == {"value": "1993-01-01", "bound": "BELOW"}
    assert domains["o_custkey"]["domain"]["ranges"][0]["low"] == {"value": "10", "bound": "EXACTLY"}
    assert table["estimate"]["outputRowCount"] == 15000.0


def test_io_estimates_only_the_columns_that_are_read(client):
    def size(columns: str) -> float:
        plan = json.loads(client.value(f"EXPLAIN (TYPE IO) SELECT {columns} FROM orders WHERE o_custkey > 0"))
        return plan["inputTableColumnInfos"][0]["estimate"]["outputSizeInBytes"]

    assert 0 < size("o_orderdate") < size("o_orderdate, o_comment") < size("*")


def test_io_names_the_table_that_is_written(client, schema):
    plan = json.loads(client.value(f"EXPLAIN (TYPE IO) CREATE TABLE {schema}.t AS {SQL}"))
    assert plan["outputTable"]["schemaTable"] == {"schema": schema.split(".")[1], "table": "t"}
    assert client.rows(f"SHOW TABLES FROM {schema}") == []


def test_json_plans(client):
    plan = json.loads(client.value(f"EXPLAIN (FORMAT JSON) {SQL}"))
    assert set(plan) == {"0"}
    logical = json.loads(client.value(f"EXPLAIN (TYPE LOGICAL, FORMAT JSON) {SQL}"))
    assert logical["outputs"] == [{"symbol": "o_orderkey", "type": "bigint"}]

    def nodes(n):
        yield n
        for c in n["children"]:
            yield from nodes(c)

    scan = next(n for n in nodes(logical) if "Scan" in n["name"])
    assert scan["descriptor"]["table"] == "iceberg:tpch:orders" and scan["estimates"][0]["outputRowCount"] == 15000.0


def test_text_plans(client):
    text = client.value(f"EXPLAIN {SQL}")
    assert "Fragment 0" in text and "iceberg:tpch:orders" in text


def test_analyze_tells_rows_and_row_groups(client):
    text = client.value(f"EXPLAIN ANALYZE {SQL}")
    assert "Execution: " in text and "table = iceberg:tpch:orders" in text and "Row groups:" in text


@pytest.mark.parametrize(
    "sql, error",
    [
        (SQL, None),
        ("CREATE TABLE iceberg.default.t WITH (format = 'ORC') AS SELECT 1 a", None),
        ("INSERT INTO nation SELECT * FROM nation", None),
        ("SELECT nope FROM orders", "COLUMN_NOT_FOUND"),
        ("SELECT FROM WHERE", "SYNTAX_ERROR"),
        ("CREATE TABLE iceberg.default.t WITH (foo = 1) AS SELECT 1 a", "INVALID_TABLE_PROPERTY"),
        ("CREATE TABLE iceberg.nope.t AS SELECT 1 a", "SCHEMA_NOT_FOUND"),
    ],
)
def test_validate(client, sql, error):
    answer = client.run(f"EXPLAIN (TYPE VALIDATE) {sql}")
    assert answer.error_name == error
    if error is None:
        assert answer.rows == [[True]]
