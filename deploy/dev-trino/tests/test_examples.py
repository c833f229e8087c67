"""The example workloads: requests as POST /new takes them, whose queries run here."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from support import Client, start

from generate_events import generate

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*.json"))


@pytest.fixture(scope="module")
def web(tmp_path_factory, tpch_data):
    """A server with the data of all examples, small."""
    folder = tmp_path_factory.mktemp("web")
    generate(str(folder), rows=40_000, days=180, seed=7)
    process, url = start(tmp_path_factory.mktemp("wh"), "--catalog", "iceberg=iceberg",
                         "--import", f"iceberg.tpch={tpch_data}", "--import", f"iceberg.web={folder}")  # fmt: skip
    yield Client(url)
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_example_is_a_whole_request(path):
    request = json.loads(path.read_text())
    assert request["url"] == "jdbc:trino://127.0.0.1:8080/iceberg?user=demo"
    assert all(set(d) == {"statement"} for d in request["ddl"])
    ids = [q["queryid"] for q in request["queries"]]
    assert len(set(ids)) == len(ids) and 12 <= len(ids) <= 18
    for q in request["queries"]:
        assert set(q) == {"queryid", "query", "runquantity", "executiontime"}
        assert q["runquantity"] >= 1 and q["executiontime"] > 0
        if "LIMIT" in q["query"]:
            assert "ORDER BY" in q["query"]
        assert all(len(n.split(".")) == 3 for n in re.findall(r"(?:FROM|JOIN) (iceberg[\w.]*)", q["query"]))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_its_tables_are_those_that_are_served(web, path):
    for d in json.loads(path.read_text())["ddl"]:
        m = re.match(r"CREATE TABLE (\S+)", d["statement"])
        if m:
            shown = web.value(f"SHOW CREATE TABLE {m.group(1)}")
            assert re.sub(r",?\n   location = [^\n]*", "", shown) == d["statement"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_its_queries_run_and_answer_the_same_twice(web, path):
    for q in json.loads(path.read_text())["queries"]:
        assert web.rows(q["query"]) == web.rows(q["query"]), q["queryid"]


def test_events_are_the_same_for_the_same_seed(web, tmp_path):
    generate(str(tmp_path / "a"), rows=2000, days=30, seed=7)
    generate(str(tmp_path / "b"), rows=2000, days=30, seed=7)
    generate(str(tmp_path / "c"), rows=2000, days=30, seed=8)
    a, b, c = ((tmp_path / n / "events.parquet").read_bytes() for n in "abc")
    assert a == b and a != c
    shutil.rmtree(tmp_path / "a")


def test_events_hang_together(web):
    assert len(web.rows("DESCRIBE iceberg.web.events")) >= 50
    bad = """SELECT count(*) FROM iceberg.web.events
             WHERE (event_type = 'purchase') <> (revenue IS NOT NULL) OR received_at < event_time
                OR event_date <> CAST(event_time AS date) OR (product_id IS NULL) <> (product_sku IS NULL)"""
    assert web.value(bad) == 0
    assert (
        web.value(
            "SELECT max(n) FROM (SELECT session_id, count(DISTINCT visitor_id) n FROM iceberg.web.events GROUP BY session_id) t"
        )
        == 1
    )
