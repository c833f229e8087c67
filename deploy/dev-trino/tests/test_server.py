"""Starting and stopping: flags, credentials, TLS, what a warehouse keeps."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from support import PACKAGE, Client, start


@contextmanager
def running(warehouse, *flags):
    process, url = start(warehouse, *flags)
    try:
        yield url
    finally:
        process.terminate()
        process.wait(10)


def test_tables_and_snapshots_outlive_the_server(tmp_path, tpch_data):
    flags = ("--catalog", "iceberg=iceberg", "--import", f"iceberg.tpch={tpch_data}")
    imported = 'SELECT snapshot_id FROM iceberg.tpch."nation$snapshots"'
    with running(tmp_path, *flags) as url:
        c = Client(url)
        c.rows("CREATE TABLE iceberg.default.t AS SELECT 1 a")
        c.rows("INSERT INTO iceberg.default.t VALUES 2")
        before = c.rows('SELECT snapshot_id FROM iceberg.default."t$snapshots" ORDER BY committed_at'), c.rows(imported)
    with running(tmp_path, *flags) as url:
        c = Client(url)
        after = c.rows('SELECT snapshot_id FROM iceberg.default."t$snapshots" ORDER BY committed_at'), c.rows(imported)
        assert after == before
        assert c.rows(f"SELECT a FROM iceberg.default.t FOR VERSION AS OF {before[0][0][0]}") == [[1]]


def test_copied_tables_can_be_written_and_leave_the_files_alone(tmp_path, tpch_data):
    flags = ("--catalog", "iceberg=iceberg", "--copy", f"iceberg.tpch={tpch_data}")
    size = (tpch_data / "nation.parquet").stat().st_size
    with running(tmp_path, *flags) as url:
        c = Client(url)
        c.rows("DELETE FROM iceberg.tpch.nation WHERE n_nationkey > 4")
        c.rows("DROP TABLE iceberg.tpch.region")
        assert c.rows("SELECT count(*) FROM iceberg.tpch.nation") == [[5]]
    assert (tpch_data / "nation.parquet").stat().st_size == size and (tpch_data / "region.parquet").exists()
    with running(tmp_path, *flags) as url:
        assert Client(url).rows("SELECT count(*) FROM iceberg.tpch.nation") == [[5]]


def test_a_warehouse_has_one_server(tmp_path):
    with running(tmp_path):
        with pytest.raises(RuntimeError, match="Another server has the warehouse"):
            start(tmp_path)


def test_bad_flags_are_named(tmp_path):
    with pytest.raises(RuntimeError, match="--import nonsense"):
        start(tmp_path, "--import", "nonsense")


def test_users_and_tokens(tmp_path):
    with running(tmp_path, "--user", "ann:secret", "--token", "t0k=bob") as url:

        def status(**headers):
            c = Client(url)
            del c.http.headers["X-Trino-User"]
            return c.http.post(url + "/v1/statement", data="SELECT 1", **headers)

        assert status().status_code == 401 and "Basic" in status().headers["WWW-Authenticate"]
        assert status(auth=("ann", "wrong")).status_code == 401
        assert status(headers={"Authorization": "Basic %%%"}).status_code == 401
        assert status(headers={"Authorization": "Bearer nope"}).status_code == 401
        assert status(auth=("ann", "secret")).status_code == 200
        assert status(headers={"Authorization": "Bearer t0k"}).status_code == 200
        assert status(auth=("ann", "secret"), headers={"X-Trino-User": "eve"}).status_code == 403
        ann = Client(url, auth=("ann", "secret"))
        ann.http.headers["X-Trino-User"] = "ann"
        assert ann.value("SELECT 1") == 1


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_tls(tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True,
    )  # fmt: skip
    with running(tmp_path / "wh", "--tls-cert", str(cert), "--tls-key", str(key)) as url:
        assert url.startswith("https://")
        c = Client(url, verify=str(cert))
        assert c.value("SELECT 40 + 2") == 42
        assert all(p.get("nextUri", url).startswith("https://") for p in c.run("SELECT 1").pages)


def test_old_servers_answer_ddl_with_a_row(tmp_path):
    with running(tmp_path, "--legacy-ddl-result") as url:
        answer = Client(url).run("CREATE SCHEMA iceberg.x")
        assert answer.columns == [("result", "boolean")] and answer.rows == [[True]]


def test_clients_of_the_old_name(server):
    c = Client(server)
    c.http.headers = {"X-Presto-User": "old", "X-Presto-Catalog": "iceberg", "X-Presto-Schema": "tpch"}
    assert c.rows("SELECT current_user, count(*) FROM region") == [["old", 5]]
    assert c.run("USE iceberg.default").header("X-Presto-Set-Schema") == "default"


def test_the_scripts_make_data_and_serve_it_under_their_own_process_id(tmp_path):
    script = PACKAGE / "start.sh"
    environment = {**os.environ, "DEV_TRINO_VENV": sys.prefix}
    arguments = [script, "--port", "0", "--scale", "0.001", "--events", "2000", "--run-dir", tmp_path / "run"]
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().split()[2]
        c = Client(url)
        assert c.value("SELECT count(*) FROM iceberg.web.events") == 2000
        assert c.value("SELECT count(*) FROM iceberg.tpch.region") == 5
    finally:
        process.terminate()
        process.wait(10)
    assert process.returncode == -signal.SIGTERM
    refused = subprocess.run([script, "--nope"], env=environment, capture_output=True, text=True)
    assert refused.returncode == 2 and "--nope" in refused.stderr


def test_a_failed_ctas_leaves_no_files(server, client, schema):
    bad = f"CREATE TABLE {schema}.t WITH (partitioning = ARRAY['k']) AS SELECT 1 / (n_nationkey - 7) AS k FROM nation"
    assert client.run(bad).error_name == "DIVISION_BY_ZERO"
    assert client.rows(f"SHOW TABLES FROM {schema}") == []
    location = client.value(f"SHOW CREATE SCHEMA {schema}").split("'")[1]
    assert not os.path.exists(location) or os.listdir(location) == []


def test_a_dropped_tables_files_are_gone_at_once(client, schema):
    client.rows(f"CREATE TABLE {schema}.t WITH (partitioning = ARRAY['n_name']) AS SELECT * FROM iceberg.tpch.nation")
    paths = [r[0] for r in client.rows(f'SELECT file_path FROM {schema}."t$files"')]
    assert len(paths) == 25 and all(os.path.exists(p) for p in paths)
    client.rows(f"DROP TABLE {schema}.t")
    assert not any(os.path.exists(p) for p in paths)
