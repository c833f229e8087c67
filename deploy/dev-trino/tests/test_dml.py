"""INSERT, DELETE, UPDATE, MERGE, TRUNCATE."""

from __future__ import annotations

import pytest


@pytest.fixture
def t(client, schema) -> str:
    client.rows(f"CREATE TABLE {schema}.t (k bigint, v varchar)")
    assert client.run(f"INSERT INTO {schema}.t VALUES (1, 'a'), (2, 'b'), (3, NULL)").pages[-1]["updateCount"] == 3
    return f"{schema}.t"


def rows(client, t: str) -> list:
    return client.rows(f"SELECT k, v FROM {t} ORDER BY k")


def test_insert_names_its_columns(client, t):
    client.rows(
        f"INSERT INTO {t} (v, k) SELECT n_name, n_nationkey + 10 FROM iceberg.tpch.nation WHERE n_nationkey = 7"
    )
    client.rows(f"INSERT INTO {t} (k) VALUES 18")
    assert rows(client, t)[-2:] == [[17, "GERMANY"], [18, None]]


@pytest.mark.parametrize(
    "sql, name",
    [
        ("INSERT INTO {t} VALUES (1)", "TYPE_MISMATCH"),
        ("INSERT INTO {t} VALUES ('x', 'y')", "TYPE_MISMATCH"),
        ("INSERT INTO {t} (nope) VALUES (1)", "COLUMN_NOT_FOUND"),
        ("INSERT INTO {t} SELECT nope FROM iceberg.tpch.nation", "COLUMN_NOT_FOUND"),
        ("DELETE FROM {t}_nope WHERE k = 1", "TABLE_NOT_FOUND"),
    ],
)
def test_a_statement_that_fails_changes_nothing(client, t, sql, name):
    assert client.run(sql.format(t=t)).error_name == name
    assert len(rows(client, t)) == 3


def test_delete_and_update_count_their_rows(client, t):
    assert client.run(f"DELETE FROM {t} WHERE v IS NULL").pages[-1]["updateCount"] == 1
    assert (
        client.run(
            f"UPDATE {t} SET v = upper(v) WHERE k IN (SELECT n_nationkey FROM iceberg.tpch.nation WHERE n_nationkey = 2)"
        ).pages[-1]["updateCount"]
        == 1
    )
    assert rows(client, t) == [[1, "a"], [2, "B"]]


def test_merge(client, t):
    client.rows(f"""MERGE INTO {t} AS o USING (VALUES (2, 'new'), (9, 'nine')) AS n(k, v) ON o.k = n.k
            WHEN MATCHED THEN UPDATE SET v = n.v WHEN NOT MATCHED THEN INSERT (k, v) VALUES (n.k, n.v)""")
    assert rows(client, t) == [[1, "a"], [2, "new"], [3, None], [9, "nine"]]


def test_truncate(client, t):
    client.rows(f"TRUNCATE TABLE {t}")
    assert rows(client, t) == []
