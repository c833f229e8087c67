"""Trino's client protocol: paging, tokens, cancelling, sessions, errors."""

from __future__ import annotations

import threading

import pytest

SLOW = "SELECT count(*) FROM lineitem a, lineitem b, nation c WHERE a.l_comment < b.l_comment"


def test_the_first_answer_is_queued_and_has_no_columns(client):
    first = client.run("SELECT 1").pages[0]
    assert (
        "columns" not in first and first["stats"]["state"] == "QUEUED" and "/v1/statement/queued/" in first["nextUri"]
    )


def test_rows_come_in_pages_and_all_of_them(client):
    answer = client.run("SELECT * FROM lineitem LIMIT 30000")
    assert len(answer.rows) == 30000
    assert sum("data" in p for p in answer.pages) > 2
    last = answer.pages[-1]
    assert "nextUri" not in last and "data" not in last and last["stats"]["state"] == "FINISHED"


def test_a_page_with_rows_always_has_a_next_uri(client):
    assert all("nextUri" in p for p in client.run("SELECT 1").pages if "data" in p)


def test_statistics_are_the_engines_own(client):
    stats = client.run("SELECT sum(l_quantity) FROM lineitem").stats
    assert stats["processedRows"] == 60175 and stats["physicalInputBytes"] > 0 and stats["peakMemoryBytes"] > 0


def test_answers_are_gzipped_on_request(client):
    answer = client.run("SELECT * FROM orders LIMIT 2000", Source="gzip")
    assert any(h.get("Content-Encoding") == "gzip" for h in answer.headers)


def _executing_pages(client, n: int):
    page, uris = client.post("SELECT * FROM lineitem LIMIT 20000").json(), []
    while len(uris) < n:
        uri = page["nextUri"]
        page = client.http.get(uri).json()
        if "/executing/" in uri:
            uris.append(uri)
    return page, uris


def test_the_same_token_gives_the_same_page(client):
    _, uris = _executing_pages(client, 2)
    assert client.http.get(uris[-1]).json() == client.http.get(uris[-1]).json()


def test_tokens_of_the_past_are_gone_and_of_the_future_unknown(client):
    _, uris = _executing_pages(client, 3)
    assert client.http.get(uris[0]).status_code == 410
    base, token = uris[-1].rsplit("/", 1)
    assert client.http.get(f"{base}/{int(token) + 5}").status_code == 404
    assert client.http.get(uris[-1].replace("/y", "/z")).status_code == 404


def test_delete_cancels_a_query_whose_rows_wait(client):
    page, _ = _executing_pages(client, 2)
    assert client.http.delete(page["nextUri"]).status_code == 204
    assert client.follow(page).error_name == "USER_CANCELED"


def test_delete_cancels_a_running_query(client):
    page = client.post(SLOW).json()
    while page["stats"]["state"] not in ("RUNNING", "FINISHED"):
        page = client.http.get(page["nextUri"]).json()
    client.http.delete(page["nextUri"])
    assert client.follow(page).error_name == "USER_CANCELED"


def test_head_is_a_heartbeat(client):
    page = client.post("SELECT 1").json()
    assert client.http.head(page["nextUri"]).status_code == 200
    assert client.follow(page).rows == [[1]]


@pytest.mark.parametrize(
    "sql, name, place",
    [
        ("SELECT * FROM nope", "TABLE_NOT_FOUND", (1, 15)),
        ("SELECT\n  nope FROM nation", "COLUMN_NOT_FOUND", (2, 3)),
        ("SELECT nope(1)", "FUNCTION_NOT_FOUND", (1, 8)),
        ("selec", "SYNTAX_ERROR", (1, 1)),
        ("SELECT 1;", "SYNTAX_ERROR", (1, 9)),
        ("SELECT 1/0", "DIVISION_BY_ZERO", None),
        ("SELECT * FROM x.y.z", "CATALOG_NOT_FOUND", (1, 15)),
        ("SELECT * FROM iceberg.zzz.t", "SCHEMA_NOT_FOUND", (1, 15)),
        ("CREATE TABLE tpch.tiny.t (a bigint)", "NOT_SUPPORTED", None),
        ("SELECT n_name = 1 FROM nation", "TYPE_MISMATCH", (1, 8)),
        ("SELECT n_name AS x FROM nation WHERE x = 'a'", "COLUMN_NOT_FOUND", (1, 38)),
        ("SELECT CAST('a' AS integer)", "INVALID_CAST_ARGUMENT", None),
        ("INSERT INTO nation SELECT * FROM nation", "PERMISSION_DENIED", None),
    ],
)
def test_errors_have_trinos_names_and_places(client, sql, name, place):
    error = client.run(sql).error
    assert (error["errorName"], error["errorType"]) == (name, "USER_ERROR")
    assert error["failureInfo"]["errorInfo"]["name"] == name
    if place:
        assert error["errorLocation"] == {"lineNumber": place[0], "columnNumber": place[1]}


def test_a_time_limit_ends_the_query(client):
    error = client.run(SLOW, Session="query_max_run_time=500ms").error
    assert (error["errorName"], error["errorType"]) == ("EXCEEDED_TIME_LIMIT", "INSUFFICIENT_RESOURCES")


def test_session_headers(client):
    assert client.run("SET SESSION query_max_run_time = '1s'").header("X-Trino-Set-Session") == "query_max_run_time=1s"
    assert client.run("RESET SESSION query_max_run_time").header("X-Trino-Clear-Session") == "query_max_run_time"
    use = client.run("USE tpch.tiny")
    assert (use.header("X-Trino-Set-Catalog"), use.header("X-Trino-Set-Schema")) == ("tpch", "tiny")
    assert client.run("SELECT 1", Session="foo=1").error_name == "INVALID_SESSION_PROPERTY"


def test_transaction_headers(client):
    started = client.run("START TRANSACTION", Transaction_Id="NONE").header("X-Trino-Started-Transaction-Id")
    assert started
    assert client.run("COMMIT", Transaction_Id=started).header("X-Trino-Clear-Transaction-Id") == "true"


def test_prepared_statements(client):
    added = client.run("PREPARE p1 FROM SELECT count(*) FROM nation WHERE n_nationkey < ? AND n_name <> '?'")
    prepared = added.header("X-Trino-Added-Prepare")
    assert prepared.startswith("p1=SELECT+count")
    assert client.value("EXECUTE p1 USING 5", Prepared_Statement=prepared) == 5
    assert client.run("EXECUTE p1", Prepared_Statement=prepared).error_name == "GENERIC_USER_ERROR"
    assert client.run("EXECUTE nope USING 1").error_name == "NOT_FOUND"
    assert client.value("EXECUTE IMMEDIATE 'SELECT ? + 1' USING 41") == 42


def test_more_queries_than_slots_all_end(client):
    states = []

    def one(i: int):
        states.append(client.run(f"SELECT {i}, sum(l_quantity) FROM lineitem").stats["state"])

    threads = [threading.Thread(target=one, args=(i,)) for i in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert states == ["FINISHED"] * 12


def test_an_empty_table_is_first_read_by_many_at_once(client, schema):
    together, errors = threading.Barrier(6), []

    def one(i: int):
        together.wait()
        errors.append(client.run(f"SELECT count(*) AS n FROM {schema}.empty_{i // 6}").error_name)

    for number in range(12):
        client.run(f"CREATE TABLE {schema}.empty_{number} (id bigint, name varchar)")
        threads = [threading.Thread(target=one, args=(number * 6 + i,)) for i in range(6)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    assert errors == [None] * 72


def test_requests_that_are_no_statements(client, server):
    import requests

    assert requests.post(server + "/v1/statement", data="SELECT 1").status_code == 401
    assert client.post("  ").status_code == 400
    assert client.http.get(server + "/nope").status_code == 404
    assert client.http.get(server + "/v1/query/nope").status_code == 410
    assert client.http.get(server + "/v1/info").json()["nodeVersion"]["version"].startswith("dev-trino")


def test_query_info_tells_what_was_scanned(client, server):
    answer = client.run("SELECT count(l_quantity) FROM lineitem")
    info = client.http.get(f"{server}/v1/query/{answer.pages[0]['id']}").json()
    assert info["state"] == "FINISHED" and info["lab"]["filesTotal"] == 1


def test_trinos_python_client_can_not_tell(server):
    import trino

    host, port = server.split("//")[1].split(":")
    connection = trino.dbapi.connect(host=host, port=int(port), user="me", catalog="iceberg", schema="tpch")
    cursor = connection.cursor()
    cursor.execute("SELECT n_name FROM nation WHERE n_nationkey = ?", (7,))
    assert cursor.fetchall() == [["GERMANY"]]
