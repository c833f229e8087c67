"""Values and types as the protocol writes them, and arithmetic where DuckDB would answer otherwise."""

from __future__ import annotations

import pytest

VALUES = [
    ("CAST(1.50 AS decimal(10,2))", "decimal(10,2)", "1.50"),
    ("nan()", "double", "NaN"),
    ("-infinity()", "double", "-Infinity"),
    ("CAST(9007199254740993 AS bigint)", "bigint", 9007199254740993),
    ("DATE '2020-01-02'", "date", "2020-01-02"),
    ("TIMESTAMP '2020-01-02 03:04:05.123456'", "timestamp(6)", "2020-01-02 03:04:05.123456"),
    ("to_utf8('ab')", "varbinary", "YWI="),
    ("ARRAY[1,NULL]", "array(integer)", [1, None]),
    ("MAP(ARRAY['a'],ARRAY[2])", "map(varchar, integer)", {"a": 2}),
    ("ROW(1,'x')", "row(integer, varchar)", [1, "x"]),
    ("true", "boolean", True),
    ("CAST(NULL AS bigint)", "bigint", None),
    ("CAST('abc' AS char(5))", "char(5)", "abc  "),
    ("INTERVAL '3' DAY + INTERVAL '2' HOUR", "interval day to second", "3 02:00:00.000"),
]


@pytest.mark.parametrize("sql, kind, value", VALUES)
def test_a_value_of_each_type(client, sql, kind, value):
    answer = client.run(f"SELECT {sql} AS v")
    assert answer.columns == [("v", kind)] and answer.rows == [[value]]


def test_a_timestamp_with_zone_is_shown_in_the_sessions_zone(client):
    sql = "SELECT TIMESTAMP '2020-01-02 03:04:05.000 UTC' AS v"
    assert client.value(sql, Time_Zone="Europe/Rome").startswith("2020-01-02 04:04:05")


def test_old_clients_get_milliseconds(client):
    answer = client.run("SELECT TIMESTAMP '2020-01-02 03:04:05.123456' AS t", Client_Capabilities="")
    assert answer.columns == [("t", "timestamp")] and answer.rows == [["2020-01-02 03:04:05.123"]]


@pytest.mark.parametrize(
    "sql, value",
    [
        ("7 / 2", 3),
        ("CAST(7 AS decimal(3,1)) / CAST(2 AS decimal(3,1))", "3.5"),
        ("CAST(2 AS decimal(5,2)) / 3", "0.67"),
        ("CAST(-2 AS decimal(5,2)) / 3", "-0.67"),
        ("DECIMAL '1.20'", "1.20"),
    ],
)
def test_division_is_exact_and_rounds_half_up(client, sql, value):
    assert client.value(f"SELECT {sql}") == value


def test_the_average_of_decimals_keeps_their_scale(client):
    answer = client.run("SELECT avg(x) AS a FROM (VALUES DECIMAL '1.00', DECIMAL '2.00', DECIMAL '2.00') v(x)")
    assert answer.columns == [("a", "decimal(3,2)")] and answer.rows == [["1.67"]]


def test_nameless_columns_are_numbered(client):
    assert [n for n, _ in client.run("SELECT 1, 2 AS b, 3").columns] == ["_col0", "b", "_col2"]


def test_declared_types_of_imported_columns(client):
    kinds = dict(client.run("SELECT * FROM orders LIMIT 1").columns)
    assert (
        kinds["o_orderkey"] == "bigint" and kinds["o_totalprice"] == "decimal(15,2)" and kinds["o_orderdate"] == "date"
    )


@pytest.mark.parametrize(
    "sql, kind, value",
    [
        ("date_trunc('month', DATE '2020-02-17')", "date", "2020-02-01"),
        ("DATE '2020-01-31' + INTERVAL '1' MONTH", "date", "2020-02-29"),
        ("DATE '2020-01-31' - INTERVAL '7' DAY", "date", "2020-01-24"),
        ("date_add('day', 1, DATE '2020-01-31')", "date", "2020-02-01"),
        ("date_diff('month', DATE '2020-01-15', DATE '2020-02-14')", "bigint", 0),
        ("date_diff('hour', TIMESTAMP '2020-01-01 00:30:00', TIMESTAMP '2020-01-01 02:00:00')", "bigint", 1),
        ("EXTRACT(DOW FROM DATE '2020-02-02')", "bigint", 7),
        ("round(DECIMAL '2.345', 2)", "decimal(5,3)", "2.350"),
        ("DECIMAL '10.00' / nullif(DECIMAL '4.00', 0)", "decimal(6,2)", "2.50"),
        ("DECIMAL '1.0' / (DECIMAL '2.0' / 4)", "decimal(3,1)", "2.0"),
        ("typeof(DECIMAL '1.5')", "varchar", "decimal(2,1)"),
        ("width_bucket(5, 0, 10, 5)", "bigint", 3),
    ],
)
def test_where_duckdb_would_answer_otherwise(client, sql, kind, value):
    answer = client.run(f"SELECT {sql} AS v")
    assert answer.columns == [("v", kind)] and answer.rows == [[value]]


def test_averages_with_filter_and_window(client):
    sql = """SELECT avg(l_quantity) FILTER (WHERE l_tax > 0.05), avg(avg(l_quantity)) OVER ()
             FROM lineitem WHERE l_orderkey = 1"""
    exact = client.rows("SELECT count(*), sum(l_quantity) FROM lineitem WHERE l_orderkey = 1 AND l_tax > 0.05")[0]
    first, second = client.rows(sql)[0]
    assert float(first) == pytest.approx(float(exact[1]) / exact[0], abs=0.005)
    assert second == client.value("SELECT avg(l_quantity) FROM lineitem WHERE l_orderkey = 1")


def test_count_if_over_no_rows_is_zero(client):
    answer = client.run(
        """SELECT count_if(o_totalprice > 0), count_if(o_totalprice > 0) FILTER (WHERE false), sum(count_if(NULL)) OVER ()
           FROM orders WHERE o_orderkey < 0"""
    )
    assert [kind for _, kind in answer.columns][:2] == ["bigint", "bigint"] and answer.rows == [[0, 0, 0]]


def test_the_session_names_its_user(client):
    assert client.rows("SELECT current_user, current_catalog", User="carla") == [["carla", "iceberg"]]
    assert client.value("SELECT version()").startswith("dev-trino")


def test_a_truncated_date_groups_and_filters(client):
    sql = """SELECT date_trunc('month', o_orderdate) AS m, count(*) FROM orders
             WHERE o_orderdate < DATE '1992-01-01' + INTERVAL '2' MONTH GROUP BY date_trunc('month', o_orderdate) ORDER BY 1"""
    assert [r[0] for r in client.rows(sql)] == ["1992-01-01", "1992-02-01"]
