"""A page's answer: given whole or not at all, and the same to everybody who asks for it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dev_trino import answers, query
from dev_trino.query import Query
from dev_trino.session import Session

BASE = "http://127.0.0.1:1"


@pytest.fixture
def waiting():
    """A query of which nothing is known yet."""
    return Query(None, "SELECT 1", Session("tester"))


def _produce(q: Query, *rows):
    with q.cond:
        q.pages.append((list(rows), 10))
        q.buffered += 10
        q.produced, q.state = True, "FINISHED"
        q.cond.notify_all()


def test_an_answer_that_breaks_off_can_be_asked_for_again_and_has_lost_no_rows(waiting, monkeypatch):
    _produce(waiting, [1], [2])
    with monkeypatch.context() as patched:
        patched.setattr(answers, "stats_json", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            answers.result(waiting, 0, BASE, 0, 100)
    status, page = answers.result(waiting, 0, BASE, 0, 100)
    assert status == 200 and page["data"] == [[1], [2]] and page["nextUri"].endswith("/1")
    assert answers.result(waiting, 1, BASE, 0, 100)[1].get("nextUri") is None


def test_two_who_wait_for_the_same_page_get_the_same(waiting):
    both_wait = threading.Barrier(3)

    def ask():
        both_wait.wait()
        return answers.result(waiting, 0, BASE, 60, 100)

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(ask), pool.submit(ask)]
        both_wait.wait()
        while len(waiting.cond._waiters) < 2:
            pass
        _produce(waiting, [1])
        first, second = (a.result(60) for a in asked)
    assert first == second and first[1]["data"] == [[1]]
    assert answers.result(waiting, 1, BASE, 0, 100)[0] == 200


def test_statistics_change_as_a_whole(waiting, monkeypatch):
    monkeypatch.setattr(query, "absorb_profile", lambda stats, *_: stats.update(filesScanned=1))
    read = iter(waiting.stats.items())
    next(read)
    waiting.absorb_profile(None, None)
    assert dict(read) and waiting.stats["filesScanned"] == 1
