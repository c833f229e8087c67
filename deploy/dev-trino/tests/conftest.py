"""Real servers on free ports of loopback, with a little TPC-H data."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import Client, start

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def tpch_data(tmp_path_factory) -> Path:
    """TPC-H at scale 0.01 as Parquet."""
    folder = tmp_path_factory.mktemp("data") / "tpch"
    tool = Path(sys.executable).parent / "tpcgen-cli"
    subprocess.run([tool, "tpch", "parquet", "-s", "0.01", f"--output-dir={folder}"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def server(tpch_data, tmp_path_factory):
    """One server for most tests: iceberg.tpch is imported, tpch.tiny is of a connector that only reads."""
    process, url = start(
        tmp_path_factory.mktemp("warehouse"),
        "--catalog", "iceberg=iceberg", "--catalog", "hive=hive", "--catalog", "tpch=tpch",
        "--import", f"iceberg.tpch={tpch_data}", "--import", f"tpch.tiny={tpch_data}", "--row-group-rows", "2048",
    )  # fmt: skip
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture
def client(server) -> Client:
    """A client whose session is iceberg.tpch; faults of earlier tests are gone."""
    c = Client(server, catalog="iceberg", schema="tpch")
    c.http.delete(server + "/_lab/faults")
    return c


_numbers = itertools.count(1)


@pytest.fixture
def schema(client) -> str:
    """A fresh schema of the Iceberg catalog, dropped with all that is in it."""
    name = f"iceberg.s{os.getpid()}_{next(_numbers)}"
    client.run(f"CREATE SCHEMA {name}")
    yield name
    client.run(f"DROP SCHEMA {name} CASCADE")
