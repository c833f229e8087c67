"""Starting and stopping: flags, credentials, TLS, what a warehouse keeps."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager

import pytest
from support import Client, start


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
