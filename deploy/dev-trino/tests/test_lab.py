"""What is beside the protocol: failures on purpose, and the statement log."""

from __future__ import annotations

import pytest
import requests

from dev_trino.session import Session
from dev_trino.statement_log import LogEntry, StatementLog, kind_of


def test_a_status_comes_as_often_as_asked(client):
    client.faults({"method": "POST", "path": "/v1/statement", "status": 503, "count": 2})
    assert [client.post("SELECT 1").status_code for _ in range(3)] == [503, 503, 200]


def test_retry_after_then_the_page(client):
    client.faults({"method": "GET", "path": "/executing/", "status": 429, "headers": {"Retry-After": "1"}})
    page = client.post("SELECT 1").json()
    while "/executing/" not in page["nextUri"]:
        page = client.http.get(page["nextUri"]).json()
    refused = client.http.get(page["nextUri"])
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert client.follow(page).rows == [[1]]


def test_a_dropped_connection_loses_no_page(client):
    client.faults({"method": "GET", "path": "/executing/", "close": True})
    page = client.post("SELECT 1").json()
    while "/executing/" not in page["nextUri"]:
        page = client.http.get(page["nextUri"]).json()
    with pytest.raises(requests.ConnectionError):
        client.http.get(page["nextUri"])
    assert client.follow(page).rows == [[1]]


def test_an_error_for_matching_statements_only(client):
    client.faults(
        {"method": "POST", "sql": "boom", "error": "ICEBERG_CURSOR_ERROR", "message": "store is down", "skip": 1}
    )
    assert client.run("SELECT 1 AS boom").error_name is None
    assert client.run("SELECT 1 AS other").error_name is None
    error = client.run("SELECT 1 AS boom").error
    assert (error["errorType"], error["message"]) == ("EXTERNAL", "store is down")


def test_faults_are_listed_and_cleared(client, server):
    client.faults({"status": 502, "count": -1})
    assert client.http.get(server + "/_lab/faults").json()[0]["status"] == 502
    assert client.http.delete(server + "/_lab/faults").status_code == 204
    assert client.value("SELECT 1") == 1
    assert client.http.post(server + "/_lab/faults", data="nonsense").status_code == 400


def test_the_log_tells_statements_in_order(client, server):
    assert client.http.delete(server + "/_lab/statements").status_code == 204
    client.run("SELECT 1", Source="test-log", User="carla")
    client.run("SELECT nope")
    client.run("CREATE SCHEMA IF NOT EXISTS iceberg.default")
    log = client.http.get(server + "/_lab/statements").json()
    assert [(e["sql"], e["state"], e["kind"]) for e in log] == [
        ("SELECT 1", "FINISHED", "SELECT"), ("SELECT nope", "FAILED", "SELECT"),
        ("CREATE SCHEMA IF NOT EXISTS iceberg.default", "FINISHED", "DATA_DEFINITION")]  # fmt: skip
    assert (log[0]["user"], log[0]["source"]) == ("carla", "test-log")
    assert log[0]["submitted_at"] <= log[1]["submitted_at"] and log[0]["query_id"] < log[1]["query_id"]


@pytest.mark.parametrize(
    "sql, kind",
    [
        ("/* INSERT */ SELECT 1", "SELECT"),
        ("with a as (select 1) select * from a", "SELECT"),
        ("(VALUES 1)", "SELECT"),
        ("EXPLAIN (TYPE VALIDATE) DELETE FROM t", "EXPLAIN"),
        ("EXPLAIN SELECT 1", "EXPLAIN"),
        ("EXPLAIN ANALYZE INSERT INTO t SELECT 1", "INSERT"),
        ("SHOW TABLES", "DESCRIBE"),
        ("CREATE TABLE t AS SELECT 1 a", "INSERT"),
        ("CREATE TABLE t WITH (format = 'ORC') AS (SELECT 1 a)", "INSERT"),
        ("CREATE TABLE t (a bigint)", "DATA_DEFINITION"),
        ("REFRESH MATERIALIZED VIEW m", "INSERT"),
        ("MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE", "MERGE"),
        ("ALTER TABLE t EXECUTE optimize", "ALTER_TABLE_EXECUTE"),
        ("DROP TABLE t", "DATA_DEFINITION"),
        ("EXECUTE p USING 1", "DELETE"),
        ("EXECUTE IMMEDIATE 'UPDATE t SET a = ''x'''", "UPDATE"),
    ],
)
def test_kinds_of_statements(sql, kind):
    assert kind_of(sql, Session("u", prepared={"p": "DELETE FROM t WHERE a = ?"})) == kind


def test_the_log_is_bounded():
    log = StatementLog(max_entries=3, max_characters=100)
    for i in range(5):
        log.add(LogEntry.of(f"q{i}", "SELECT 1", Session("u")))
    assert [e["query_id"] for e in log.to_json()] == ["q2", "q3", "q4"]
    log.add(LogEntry.of("long", "SELECT '" + "x" * 200 + "'", Session("u")))
    assert [e["query_id"] for e in log.to_json()] == ["long"]
