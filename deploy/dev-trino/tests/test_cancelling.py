"""Statements that are cancelled, or overtaken by others, leave nothing behind and hide nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from dev_trino import query
from dev_trino.errors import TrinoError
from dev_trino.metastore import Table
from dev_trino.query import Query
from dev_trino.session import Session
from dev_trino.statements.context import Statement

CANCELLED = TrinoError("USER_CANCELED", "Query was canceled")


def query_on(**engine) -> Query:
    return Query(SimpleNamespace(**engine), "SELECT 1", Session("tester"))


def test_a_query_that_is_cancelled_while_it_is_queued_ends_at_once_and_takes_no_slot():
    slots = threading.Semaphore(0)
    q = query_on(slots=slots)
    q.thread.start()
    q.cancel(CANCELLED)
    assert q.state == "FAILED" and q.produced and q.error is CANCELLED
    slots.release()
    q.thread.join(60)
    assert slots.acquire(timeout=60)


def test_a_cancel_interrupts_until_the_query_has_ended():
    interrupts = threading.Semaphore(0)
    q = query_on()
    q.set_state("RUNNING")
    q.watch(SimpleNamespace(interrupt=interrupts.release))
    q.cancel(CANCELLED)
    assert all(interrupts.acquire(timeout=60) for _ in range(3))
    with q.cond:
        q._end(CANCELLED)
    with pytest.raises(TrinoError, match="canceled"):
        q.check()


def test_an_error_keeps_none_of_the_frames_that_it_came_through(monkeypatch):
    def refuse(*_):
        raise TrinoError("SYNTAX_ERROR", "no")

    monkeypatch.setattr(query, "run", refuse)
    q = query_on(slots=threading.Semaphore(1), meta=None)
    q.thread.start()
    q.thread.join(60)
    assert q.error is not None and q.error.message == "no" and q.error.__traceback__ is None


def _statement():
    lock = threading.RLock()
    committed = []
    q = query_on(meta=SimpleNamespace(lock=lock), commit=lambda t, *rest, **_: committed.append(t))
    return Statement(q), committed


def test_what_a_cancelled_statement_wrote_is_not_committed():
    st, committed = _statement()
    st.q.cancelled = CANCELLED
    with pytest.raises(TrinoError, match="canceled"):
        st.commit(Table("c", "s", "t", []), [], "append")
    assert committed == []


def test_a_table_that_changed_meanwhile_is_not_replaced():
    st, committed = _statement()
    t = Table("c", "s", "t", [])
    before, t.files = t.files, []
    with pytest.raises(TrinoError, match="conflicting files"):
        st.commit(t, [], "overwrite", before)
    assert committed == []
    st.commit(t, [], "overwrite", t.files)
    assert committed == [t]


def test_of_many_who_create_one_table_one_does(client):
    sql = "CREATE TABLE iceberg.default.once AS SELECT count(*) n FROM lineitem"
    with ThreadPoolExecutor(4) as pool:
        errors = [a.error_name for a in pool.map(lambda _: client.run(sql), range(4))]
    assert sorted(errors, key=str) == sorted([None, *["TABLE_ALREADY_EXISTS"] * 3], key=str)
    assert client.rows("SELECT * FROM iceberg.default.once") == [[60175]]
    client.rows("DROP TABLE iceberg.default.once")
