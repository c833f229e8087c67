"""CREATE, DROP, ALTER, COMMENT, SHOW CREATE: what is accepted, what is refused, what is shown."""

from __future__ import annotations

import pytest


def test_show_create_table_shows_what_the_connector_keeps(client, schema):
    client.rows(
        f"""CREATE TABLE {schema}.t (a smallint NOT NULL, b char(3) COMMENT 'it''s b', c timestamp, "d e" varchar(9))
            COMMENT 'a table' WITH (partitioning = ARRAY['month(c)'], sorted_by = ARRAY['a'], compression_codec = 'zstd',
            parquet_bloom_filter_columns = ARRAY['b'])"""
    )
    shown = client.value(f"SHOW CREATE TABLE {schema}.t")
    for line in ("a integer NOT NULL", "b varchar COMMENT 'it''s b'", "c timestamp(6)", '"d e" varchar', "COMMENT 'a table'",
                 "compression_codec = 'ZSTD'", "format = 'PARQUET'", "format_version = 2", "partitioning = ARRAY['month(c)']",
                 "sorted_by = ARRAY['a']", "parquet_bloom_filter_columns = ARRAY['b']"):  # fmt: skip
        assert line in shown
    client.rows(shown.replace(f"{schema}.t", f"{schema}.again"))
    assert client.value(f"SHOW CREATE TABLE {schema}.again").replace(".again", ".t") == shown


@pytest.mark.parametrize(
    "columns, props, name, message",
    [
        ("a bigint", "foo = 1", "INVALID_TABLE_PROPERTY", "table property 'foo' does not exist"),
        ("a bigint", "format = 'TEXTFILE'", "INVALID_TABLE_PROPERTY", "expected one of AVRO, ORC, PARQUET"),
        ("a bigint", "format_version = 9", "INVALID_TABLE_PROPERTY", "between 1 and 3"),
        ("a bigint", "format_version = 'two'", "INVALID_TABLE_PROPERTY", "Cannot convert to integer"),
        ("a bigint", "sorted_by = 'a'", "INVALID_TABLE_PROPERTY", "Cannot convert to array"),
        ("a bigint", "compression_codec = 'BROTLI'", "INVALID_TABLE_PROPERTY", "expected one of"),
        ("a bigint", "parquet_bloom_filter_columns = ARRAY['z']", "INVALID_TABLE_PROPERTY", "column z not present"),
        ("a bigint", "orc_bloom_filter_columns = ARRAY['a']", "INVALID_TABLE_PROPERTY", "only be specified for Orc"),
        ("a bigint", "partitioned_by = ARRAY['a']", "INVALID_TABLE_PROPERTY", "'partitioned_by' does not exist"),
        ("a bigint", "partitioning = ARRAY['day(a)']", "INVALID_TABLE_PROPERTY", "Invalid source type bigint"),
        ("a json", "format = 'PARQUET'", "NOT_SUPPORTED", "Type not supported for Iceberg: json"),
        ("a bigint, A varchar", "format = 'PARQUET'", "DUPLICATE_COLUMN_NAME", "more than once"),
    ],
)
def test_a_table_that_is_refused_is_not_made(client, schema, columns, props, name, message):
    error = client.run(f"CREATE TABLE {schema}.t ({columns}) WITH ({props})").error
    assert error["errorName"] == name and message in error["message"]
    assert client.rows(f"SHOW TABLES FROM {schema}") == []


def test_ctas_counts_its_rows_and_stores_icebergs_types(client, schema):
    answer = client.run(
        f"CREATE TABLE {schema}.t AS SELECT CAST(1 AS tinyint) x, CAST('ab' AS char(4)) y, TIMESTAMP '2020-01-01 00:00:00' z"
    )
    assert answer.pages[-1]["updateType"] == "CREATE TABLE" and answer.pages[-1]["updateCount"] == 1
    assert [k for _, k in client.run(f"SELECT * FROM {schema}.t").columns] == ["integer", "varchar", "timestamp(6)"]


def test_ctas_without_data_and_with_column_names(client, schema):
    client.rows(f"CREATE TABLE {schema}.t (n, m) AS SELECT n_nationkey, n_name FROM iceberg.tpch.nation WITH NO DATA")
    assert client.run(f"SELECT m FROM {schema}.t").rows == []
    assert client.run(f"CREATE TABLE {schema}.u AS SELECT 1").error_name == "MISSING_COLUMN_NAME"
    assert client.run(f"CREATE TABLE {schema}.u (a) AS SELECT 1, 2").error_name == "MISMATCHED_COLUMN_ALIASES"


def test_existing_tables(client, schema):
    client.rows(f"CREATE TABLE {schema}.t AS SELECT 1 a")
    assert client.run(f"CREATE TABLE {schema}.t (b bigint)").error_name == "TABLE_ALREADY_EXISTS"
    assert client.run(f"CREATE TABLE IF NOT EXISTS {schema}.t (b bigint)").error_name is None
    client.rows(f"CREATE OR REPLACE TABLE {schema}.t AS SELECT 2 b")
    assert client.rows(f"SELECT b FROM {schema}.t") == [[2]]
    assert client.run("CREATE OR REPLACE TABLE iceberg.tpch.nation AS SELECT 1 a").error_name == "PERMISSION_DENIED"
    client.rows(f"DROP TABLE {schema}.t")
    assert client.run(f"DROP TABLE {schema}.t").error_name == "TABLE_NOT_FOUND"
    assert client.run(f"DROP TABLE IF EXISTS {schema}.t").error_name is None


def test_only_icebergs_tables_are_replaced(client):
    client.rows("CREATE SCHEMA hive.replacing")
    client.rows("CREATE TABLE hive.replacing.t AS SELECT 1 a")
    for name in ("t", "u"):
        for what in ("(a bigint)", "AS SELECT 2 a"):
            error = client.run(f"CREATE OR REPLACE TABLE hive.replacing.{name} {what}").error
            assert error["errorName"] == "NOT_SUPPORTED"
            assert error["message"] == "This connector does not support replacing tables"
    assert client.rows("SELECT a FROM hive.replacing.t") == [[1]]
    client.rows("DROP SCHEMA hive.replacing CASCADE")


def test_schemas_with_location(client):
    client.run("CREATE SCHEMA iceberg.located WITH (location = 's3://bucket/x')")
    assert (
        client.value("SHOW CREATE SCHEMA iceberg.located")
        == "CREATE SCHEMA iceberg.located\nWITH (\n   location = 's3://bucket/x'\n)"
    )
    assert client.run("CREATE SCHEMA iceberg.located").error_name == "SCHEMA_ALREADY_EXISTS"
    assert client.run("CREATE SCHEMA iceberg.other WITH (nope = 1)").error_name == "INVALID_SCHEMA_PROPERTY"
    client.rows("CREATE TABLE iceberg.located.t (a bigint)")
    assert client.run("DROP SCHEMA iceberg.located").error_name == "SCHEMA_NOT_EMPTY"
    client.rows("DROP SCHEMA iceberg.located CASCADE")
    assert client.run("SHOW CREATE SCHEMA iceberg.located").error_name == "SCHEMA_NOT_FOUND"


def test_views_see_their_own_session(client, schema):
    client.rows(f"CREATE VIEW {schema}.v AS SELECT n_name FROM nation WHERE n_regionkey = 3")
    assert client.value(f"SELECT count(*) FROM {schema}.v", Schema="default") == 5
    assert client.run(f"INSERT INTO {schema}.v SELECT 'x'").error_name == "NOT_SUPPORTED"
    client.rows(f"DROP VIEW {schema}.v")


def test_materialized_views_are_filled_by_refresh(client, schema):
    client.rows(f"CREATE MATERIALIZED VIEW {schema}.m AS SELECT count(*) AS n FROM iceberg.tpch.nation")
    assert client.rows(f"SELECT n FROM {schema}.m") == []
    client.rows(f"REFRESH MATERIALIZED VIEW {schema}.m")
    assert client.rows(f"SELECT n FROM {schema}.m") == [[25]]
    client.rows(f"DROP MATERIALIZED VIEW {schema}.m")


def test_alter_and_comment(client, schema):
    client.rows(f"CREATE TABLE {schema}.t AS SELECT 1 a, DATE '2020-01-01' d")
    client.rows(f"ALTER TABLE {schema}.t SET PROPERTIES partitioning = ARRAY['month(d)']")
    assert "partitioning = ARRAY['month(d)']" in client.value(f"SHOW CREATE TABLE {schema}.t")
    assert client.run(f"ALTER TABLE {schema}.t SET PROPERTIES foo = 1").error_name == "INVALID_TABLE_PROPERTY"
    client.rows(f"COMMENT ON COLUMN {schema}.t.a IS 'first'")
    assert client.rows(f"DESCRIBE {schema}.t")[0] == ["a", "integer", "", "first"]
    client.rows(f"ALTER TABLE {schema}.t RENAME TO {schema}.u")
    assert client.rows(f"SELECT a FROM {schema}.u") == [[1]]
    assert client.run(f"ALTER TABLE {schema}.u ADD COLUMN z bigint").error_name == "NOT_SUPPORTED"


def test_like_copies_columns(client, schema):
    client.rows(f"CREATE TABLE {schema}.t (LIKE iceberg.tpch.region)")
    assert [r[0] for r in client.rows(f"SHOW COLUMNS FROM {schema}.t")] == ["r_regionkey", "r_name", "r_comment"]
