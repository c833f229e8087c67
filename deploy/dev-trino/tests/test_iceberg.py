"""Snapshots: time travel, metadata tables, expiry, rollback."""

from __future__ import annotations

import pytest


@pytest.fixture
def history(client, schema):
    """A table with four snapshots: empty, {1}, {1, 2, 3}, {2, 3}; returns (name, their ids)."""
    name = f"{schema}.t"
    client.rows(f"CREATE TABLE {name} (a bigint, at timestamp(6)) WITH (partitioning = ARRAY['month(at)'])")
    client.rows(f"INSERT INTO {name} VALUES (1, TIMESTAMP '2024-01-05 00:00:00')")
    client.rows(f"INSERT INTO {name} VALUES (2, TIMESTAMP '2024-02-05 00:00:00'), (3, NULL)")
    client.rows(f"DELETE FROM {name} WHERE a = 1")
    ids = [r[0] for r in client.rows(f'SELECT snapshot_id FROM {schema}."t$snapshots" ORDER BY committed_at')]
    return name, ids


def values(client, name: str, clause: str = "") -> list:
    return [r[0] for r in client.rows(f"SELECT a FROM {name} {clause} ORDER BY a")]


def test_each_snapshot_can_be_read(client, history):
    name, ids = history
    seen = [values(client, name, f"FOR VERSION AS OF {i}") for i in ids]
    assert seen == [[], [1], [1, 2, 3], [2, 3]]
    assert values(client, name, "FOR VERSION AS OF 'main'") == [2, 3]


def test_versions_of_one_table_join(client, history):
    name, ids = history
    sql = f"SELECT count(*) FROM {name} FOR VERSION AS OF {ids[2]} AS o LEFT JOIN {name} AS n ON n.a = o.a WHERE n.a IS NULL"
    assert client.value(sql) == 1


def test_old_snapshots_are_pruned_by_their_own_files(client, server, history):
    name, ids = history
    answer = client.run(f"SELECT a FROM {name} FOR VERSION AS OF {ids[2]} WHERE at < TIMESTAMP '2024-02-01 00:00:00'")
    assert answer.rows == [[1]]
    lab = client.http.get(f"{server}/v1/query/{answer.pages[0]['id']}").json()["lab"]
    assert lab["filesTotal"] == 3 and lab["filesScanned"] < 3


def test_a_time_means_the_newest_snapshot_before_it(client, schema, history):
    name, ids = history
    times = [
        r[0]
        for r in client.rows(f'SELECT CAST(committed_at AS varchar) FROM {schema}."t$snapshots" ORDER BY committed_at')
    ]
    stamps = [t.split("+")[0].replace(" UTC", "") for t in times]
    assert values(client, name, f"FOR TIMESTAMP AS OF TIMESTAMP '{stamps[1]} UTC'") == [1]
    assert values(client, name, "FOR TIMESTAMP AS OF TIMESTAMP '2100-01-01 00:00:00'") == [2, 3]
    error = client.run(f"SELECT * FROM {name} FOR TIMESTAMP AS OF DATE '2000-01-01'").error
    assert error["errorName"] == "INVALID_ARGUMENTS" and "No version history table" in error["message"]


def test_versions_that_are_not(client, history):
    name, _ = history
    error = client.run(f"SELECT * FROM {name} FOR VERSION AS OF 5").error
    assert (error["errorName"], error["message"]) == ("INVALID_ARGUMENTS", "Iceberg snapshot ID does not exists: 5")
    assert client.run(f"SELECT * FROM {name} FOR VERSION AS OF 'nope'").error_name == "INVALID_ARGUMENTS"
    assert client.run("SELECT * FROM tpch.tiny.nation FOR VERSION AS OF 5").error_name == "NOT_SUPPORTED"
    assert client.run('SELECT * FROM "nation$snapshots" FOR VERSION AS OF 5').error_name == "NOT_SUPPORTED"


def test_imported_tables_have_one_snapshot(client):
    ids = client.rows('SELECT snapshot_id, operation FROM iceberg.tpch."nation$snapshots"')
    assert len(ids) == 1 and ids[0][1] == "append"
    assert client.value(f"SELECT count(*) FROM nation FOR VERSION AS OF {ids[0][0]}") == 25


def test_snapshots_and_history(client, schema, history):
    _, ids = history
    answer = client.run(f'SELECT * FROM {schema}."t$snapshots" ORDER BY committed_at')
    assert answer.columns == [
        ("committed_at", "timestamp(3) with time zone"), ("snapshot_id", "bigint"), ("parent_id", "bigint"),
        ("operation", "varchar"), ("manifest_list", "varchar"), ("summary", "map(varchar, varchar)"),
    ]  # fmt: skip
    assert [r[2] for r in answer.rows] == [None, *ids[:-1]]
    assert [r[3] for r in answer.rows] == ["append", "append", "append", "overwrite"]
    assert answer.rows[2][5]["added-records"] == "2" and answer.rows[2][5]["total-records"] == "3"
    rows = client.rows(
        f'SELECT snapshot_id, parent_id, is_current_ancestor FROM {schema}."t$history" ORDER BY made_current_at'
    )
    assert rows == [[i, p, True] for i, p in zip(ids, [None, *ids[:-1]])]


def test_files_and_partitions(client, schema, history):
    files = client.rows(
        f'SELECT record_count, file_size_in_bytes, partition.at_month, lower_bounds FROM {schema}."t$files"'
    )
    assert sorted(f[0] for f in files) == [1, 1] and all(f[1] > 0 for f in files)
    assert {f[2] for f in files} == {649, None}
    assert {"1": "2", "2": "2024-02-05 00:00:00"} in [f[3] for f in files]
    (metrics,) = client.rows(
        f"""SELECT CAST(json_extract_scalar(readable_metrics, '$.a.column_size') AS bigint),
        json_extract_scalar(readable_metrics, '$.a.upper_bound') FROM {schema}."t$files" WHERE partition.at_month = 649"""
    )
    assert metrics[0] > 0 and metrics[1] == "2"
    sql = f'SELECT partition.at_month, record_count, file_count, data.a.min, data.a.max, data.a.null_count FROM {schema}."t$partitions" ORDER BY 1'
    assert client.rows(sql) == [[649, 1, 1, 2, 2, 0], [None, 1, 1, 3, 3, 0]]


def test_properties_and_refs(client, schema, history):
    _, ids = history
    properties = dict(client.rows(f'SELECT key, value FROM {schema}."t$properties"'))
    assert properties["current-snapshot-id"] == str(ids[-1]) and properties["format-version"] == "2"
    assert client.rows(f'SELECT name, type, snapshot_id FROM {schema}."t$refs"') == [["main", "BRANCH", ids[-1]]]


def test_unknown_metadata_tables(client, schema, history):
    assert client.run(f'SELECT * FROM {schema}."t$nope"').error_name == "TABLE_NOT_FOUND"
    assert client.run('SELECT * FROM tpch.tiny."nation$snapshots"').error_name == "TABLE_NOT_FOUND"


def test_expiry_keeps_the_current_snapshot_and_removes_files_of_the_rest(client, schema, history):
    name, ids = history
    refused = client.run(f"ALTER TABLE {name} EXECUTE expire_snapshots(retention_threshold => '1s')")
    assert refused.error_name == "INVALID_PROCEDURE_ARGUMENT"
    assert values(client, name, f"FOR VERSION AS OF {ids[1]}") == [1]
    client.rows(
        f"ALTER TABLE {name} EXECUTE expire_snapshots(retention_threshold => '0s')",
        Session="iceberg.expire_snapshots_min_retention=0s",
    )
    assert client.run(f"SELECT * FROM {name} FOR VERSION AS OF {ids[1]}").error_name == "INVALID_ARGUMENTS"
    assert values(client, name) == [2, 3]


def test_rollback_and_optimize(client, schema, history):
    name, ids = history
    client.rows(f"ALTER TABLE {name} EXECUTE rollback_to_snapshot({ids[2]})")
    assert values(client, name) == [1, 2, 3]
    client.rows(f"ALTER TABLE {name} EXECUTE optimize")
    assert values(client, name) == [1, 2, 3]
    assert client.rows(f'SELECT operation FROM {schema}."t$snapshots" ORDER BY committed_at DESC LIMIT 1') == [
        ["replace"]
    ]


def test_a_replaced_table_keeps_its_past_and_begins_anew(client, schema, history):
    name, ids = history
    before = client.value(f"SHOW CREATE TABLE {name}")
    layout = "WITH (partitioning = ARRAY['month(at)'])"
    client.rows(f"CREATE OR REPLACE TABLE {name} {layout} AS SELECT a + 10 AS a, at FROM {name}")
    assert client.value(f"SHOW CREATE TABLE {name}") == before
    assert values(client, name) == [12, 13]
    assert [values(client, name, f"FOR VERSION AS OF {i}") for i in ids] == [[], [1], [1, 2, 3], [2, 3]]
    snapshots = f'SELECT parent_id, operation FROM {schema}."t$snapshots" ORDER BY committed_at DESC LIMIT 1'
    assert client.rows(snapshots) == [[None, "append"]]
    current = client.rows(f'SELECT is_current_ancestor FROM {schema}."t$history" ORDER BY made_current_at')
    assert [r[0] for r in current] == [False] * len(ids) + [True]


def test_a_query_that_fails_replaces_nothing(client, schema, history):
    name, ids = history
    for sql in (f"SELECT 1 / (a - 3) AS a FROM {name}", f"SELECT CAST('x' AS bigint) AS a FROM {name}"):
        assert client.run(f"CREATE OR REPLACE TABLE {name} AS {sql}").error_name is not None
        assert values(client, name) == [2, 3]
    assert client.value(f'SELECT count(*) FROM {schema}."t$snapshots"') == len(ids)


def test_not_null_columns_refuse_null_and_keep_what_was(client, schema):
    client.rows(f"CREATE TABLE {schema}.t (a bigint NOT NULL, b bigint)")
    client.rows(f"INSERT INTO {schema}.t VALUES (1, NULL)")
    assert client.run(f"INSERT INTO {schema}.t VALUES (2, 2), (NULL, 3)").error_name == "CONSTRAINT_VIOLATION"
    assert client.rows(f"SELECT * FROM {schema}.t") == [[1, None]]


def test_feature_detection(client):
    names = {
        r[0]
        for r in client.rows(
            "SELECT property_name FROM system.metadata.table_properties WHERE catalog_name = 'iceberg'"
        )
    }
    assert {"format", "format_version", "partitioning", "sorted_by", "location", "compression_codec",
            "parquet_bloom_filter_columns", "orc_bloom_filter_columns"} <= names  # fmt: skip
    assert client.rows(
        "SELECT property_name FROM system.metadata.schema_properties WHERE catalog_name = 'iceberg'"
    ) == [["location"]]
    assert client.rows("SELECT connector_name FROM system.metadata.catalogs WHERE catalog_name = 'iceberg'") == [
        ["iceberg"]
    ]
    assert client.value("SELECT node_version FROM system.runtime.nodes").startswith("dev-trino")


def test_information_schema(client, schema):
    client.rows(f"CREATE TABLE {schema}.t (a smallint NOT NULL, b timestamp)")
    name = schema.split(".")[1]
    assert client.rows(
        f"SELECT table_name, table_type FROM iceberg.information_schema.tables WHERE table_schema = '{name}'"
    ) == [["t", "BASE TABLE"]]
    assert client.rows(f"SELECT column_name, ordinal_position, is_nullable, data_type FROM iceberg.information_schema.columns WHERE table_schema = '{name}' ORDER BY 2") == [
        ["a", 1, "NO", "integer"], ["b", 2, "YES", "timestamp(6)"]]  # fmt: skip


def test_show_stats_knows_distinct_values_without_analyze(client, schema):
    client.rows(f"CREATE TABLE {schema}.t AS SELECT n_nationkey, n_regionkey, n_name FROM iceberg.tpch.nation")
    stats = {r[0]: r for r in client.rows(f"SHOW STATS FOR {schema}.t")}
    assert stats["n_regionkey"][2] == 5.0 and stats["n_nationkey"][5:] == ["0", "24"] and stats[None][4] == 25.0
    client.rows(f"INSERT INTO {schema}.t VALUES (99, NULL, NULL)")
    stats = {r[0]: r for r in client.rows(f"SHOW STATS FOR {schema}.t")}
    assert stats["n_nationkey"][6] == "99" and stats["n_regionkey"][3] == pytest.approx(1 / 26)


def test_the_hidden_path_is_there_for_who_names_it(client, schema, history):
    name, ids = history
    files = {r[0] for r in client.rows(f'SELECT file_path FROM {schema}."t$files"')}
    answer = client.run(f'SELECT *, "$path" FROM {name}')
    assert [c for c, _ in answer.columns] == ["a", "at", "$path"] and {r[2] for r in answer.rows} == files
    assert client.value(f"SELECT count(*) FROM {name} AS x WHERE x.\"$path\" LIKE '%parquet'") == 2
    assert (
        client.rows(f'SELECT t.* FROM {name} t JOIN (SELECT 2 AS k) s ON s.k = t.a WHERE "$path" IS NOT NULL')[0][0]
        == 2
    )
    assert len(client.run(f"SELECT * FROM {name}").columns) == 2
    assert client.run('SELECT "$path" FROM (VALUES 1) v(a)').error_name == "COLUMN_NOT_FOUND"


def test_partitions_of_a_hive_table_are_its_keys(client):
    client.run("CREATE SCHEMA hive.keys")
    client.rows("CREATE TABLE hive.keys.t (a bigint, d varchar, n integer) WITH (partitioned_by = ARRAY['d', 'n'])")
    client.rows("INSERT INTO hive.keys.t VALUES (1, 'x', 1), (2, 'x', 1), (3, NULL, 2)")
    answer = client.run('SELECT * FROM hive.keys."t$partitions"')
    assert answer.columns == [("d", "varchar"), ("n", "integer")]
    assert sorted(answer.rows, key=str) == [["x", 1], [None, 2]]
    assert client.run('SELECT * FROM hive.keys."t$files"').error_name == "TABLE_NOT_FOUND"
    client.run("DROP SCHEMA hive.keys CASCADE")
