"""A query's life: queued, planned, run in its own thread, its rows buffered for paging."""

from __future__ import annotations

import json
import random
import string
import threading
import time
import traceback
import uuid
from typing import List, Optional, Tuple

from .binding import Prepared
from .duck_errors import translate_duckdb_error
from .durations import parse_duration
from .encoding import make_encoder
from .engine import Engine
from .errors import TrinoError
from .metastore import DataFile
from .outputs import output_columns
from .profiling import absorb_profile
from .session import Session
from .statement_log import LogEntry
from .statements import Statement, run
from .types import TrinoType

PAGE_ROWS = 1000
MAX_BUFFERED = 64 * 1024 * 1024  # bytes of rows that wait for the client; a query that has more waits
SUFFIX = "".join(random.choices(string.ascii_lowercase + string.digits, k=5))
_seq = iter(range(1, 10**9))
_seq_lock = threading.Lock()


class Query:
    """One submitted statement. `cond` guards what both its thread and the server's threads touch."""

    def __init__(self, engine: Engine, sql: str, session: Session):
        with _seq_lock:
            n = next(_seq)
        self.id = time.strftime("%Y%m%d_%H%M%S_", time.gmtime()) + f"{n:05d}_{SUFFIX}"
        self.slug = "y" + uuid.uuid4().hex
        self.engine, self.sql, self.session = engine, sql, session
        self.cond = threading.Condition()
        self.entry = LogEntry.of(self.id, sql, session)
        self.created = self.touched = time.time()
        self.started: Optional[float] = None
        self.ended: Optional[float] = None
        self.queued_ms = self.plan_ms = 0.0
        self.columns: Optional[List[Tuple[str, TrinoType]]] = None
        self.pages: List[Tuple[list, int]] = []
        self.buffered = 0
        self.produced = False  # no more pages will come
        self.update_type: Optional[str] = None
        self.update_count: Optional[int] = None
        self.headers: List[Tuple[str, str]] = []
        self.error: Optional[TrinoError] = None
        self.cancelled: Optional[TrinoError] = None
        self.cur = None
        self.splits = (0, 0)
        self.stats = {
            "cpuTimeMillis": 0,
            "wallTimeMillis": 0,
            "processedRows": 0,
            "processedBytes": 0,
            "physicalInputBytes": 0,
            "physicalWrittenBytes": 0,
            "peakMemoryBytes": 0,
            "spilledBytes": 0,
        }
        self.last_token = -1
        self.last_result: Optional[dict] = None
        self.next_token: Optional[int] = 0
        self.thread = threading.Thread(target=self._main, daemon=True)

    @property
    def state(self) -> str:
        """Trino's name of the state; it lives in the statement log's entry."""
        return self.entry.state

    @state.setter
    def state(self, value: str) -> None:
        self.entry.state = value

    def set_state(self, s: str):
        """Moves on, and wakes who waits."""
        with self.cond:
            self.state = s
            self.cond.notify_all()

    def cursor(self, profile: bool = False):
        """A DuckDB cursor that a cancel interrupts."""
        self.check()
        self.cur = self.engine.databases.run.cursor()
        if profile:
            self.cur.execute("PRAGMA enable_profiling='no_output'; PRAGMA profiling_mode='standard'")
        return self.cur

    def watch(self, cursor) -> None:
        """Makes a cursor the one that a cancel interrupts."""
        self.cur = cursor
        self.check()

    def cancel(self, err: TrinoError):
        """Ends the query with an error, whatever it does; nothing once it has ended and been fetched."""
        with self.cond:
            if self.state == "FINISHED" and self.next_token is not None:
                self.error, self.state = err, "FAILED"  # Trino: not finished until its rows are fetched
                self.pages.clear()
                self.cond.notify_all()
                return
            if self.state in ("FINISHED", "FAILED") or self.cancelled:
                return
            self.cancelled = err
            if self.state == "QUEUED":
                self._end(err)
                return
            self.cond.notify_all()
        threading.Thread(target=self._interrupt, daemon=True).start()

    def check(self) -> None:
        """Raises what the query was cancelled with, if it was."""
        if self.cancelled:
            raise self.cancelled

    def _interrupt(self) -> None:
        # Again and again: a further statement of DuckDB's forgets at its start that it was interrupted before.
        while self.ended is None:
            c = self.cur
            try:
                if c is not None:
                    c.interrupt()
            except Exception:
                pass
            time.sleep(0.05)

    def _end(self, error: Optional[TrinoError]) -> None:
        """The end, with the lock held."""
        self.error = error
        self.ended = time.time()
        self.produced = True
        self.state = "FAILED" if error else "FINISHED"
        if error:
            self.pages.clear()
        self.cur = None
        self.cond.notify_all()

    def _main(self):
        self.engine.slots.acquire()
        with self.cond:
            if self.ended is not None:  # cancelled while it was queued
                self.engine.slots.release()
                return
            self.state = "PLANNING"
            self.cond.notify_all()
        self.started = time.time()
        self.queued_ms = (self.started - self.created) * 1000
        timer = None
        failure: Optional[TrinoError] = TrinoError("GENERIC_INTERNAL_ERROR", "The query's thread ended")
        try:
            for prop, what in (("query_max_run_time", "time"), ("query_max_execution_time", "time")):
                sec = parse_duration(self.session.props.get(prop, ""))
                if sec is not None and sec < 86400:
                    timer = threading.Timer(
                        sec,
                        lambda s=sec: self.cancel(
                            TrinoError("EXCEEDED_TIME_LIMIT", f"Query exceeded maximum {what} limit of {s:.2f}s")
                        ),
                    )
                    timer.daemon = True
                    timer.start()
                    break
            out = run(Statement(self), self.sql)
            if isinstance(out, Prepared):
                self._stream(out)
            else:
                if self.engine.legacy_ddl and not out.columns:
                    out.columns, out.rows = [("result", TrinoType("boolean"))], [[True]]
                self.columns, self.update_type, self.update_count = out.columns, out.update_type, out.update_count
                self.headers = out.headers
                enc = [make_encoder(t, self.session.tz) for _, t in out.columns]
                if out.rows:
                    self._page([[e(v) for e, v in zip(enc, r)] for r in out.rows])
            self.set_state("FINISHING")
            failure = None
        except Exception as e:
            failure = self.cancelled or translate_duckdb_error(e)
            if failure.name == "GENERIC_INTERNAL_ERROR" and self.engine.verbose:
                traceback.print_exc()
            # The frames that the error came through hold a cursor and a page of rows for as long as the error is kept.
            failure = failure.with_traceback(None)
        finally:
            if timer:
                timer.cancel()
            self.engine.slots.release()
            with self.cond:
                self._end(failure)

    def _stream(self, prep: Prepared):
        sql = prep.sql()
        self.splits = (0, sum(len(r.files) for r in prep.binder.refs.values()))
        cur = self.cursor(profile=True)
        self.set_state("RUNNING")
        cur.execute(sql)
        cols = output_columns(cur.description, prep)
        if "PARAMETRIC_DATETIME" not in self.session.caps:
            cols = [(n, TrinoType(t.name) if t.name.startswith("time") else t) for n, t in cols]
        enc = [make_encoder(t, self.session.tz) for _, t in cols]
        with self.cond:
            self.columns = cols
            self.cond.notify_all()
        while True:
            rows = cur.fetchmany(PAGE_ROWS)
            if not rows:
                break
            self._page([[e(v) for e, v in zip(enc, r)] for r in rows])
        self.splits = (self.splits[1], self.splits[1])
        self.absorb_profile(cur, prep)

    def _page(self, rows: list):
        size = len(json.dumps(rows, ensure_ascii=False, default=str)) if rows else 0
        with self.cond:
            while self.buffered > MAX_BUFFERED and not self.cancelled:
                self.cond.wait(0.5)
            self.check()
            self.pages.append((rows, size))
            self.buffered += size
            self.cond.notify_all()

    def absorb_profile(self, cur, prep: Prepared, written: Optional[List[DataFile]] = None) -> dict:
        """Adds what a cursor did to the query's statistics; returns DuckDB's profile."""
        stats = dict(self.stats)  # whole, then put in place: answers read it from other threads
        profile = absorb_profile(stats, cur, prep, written)
        self.stats = stats
        return profile

    @classmethod
    def failed(cls, engine: Engine, sql: str, session: Session, error: TrinoError) -> "Query":
        """A query that failed before it began."""
        q = cls(engine, sql, session)
        q.error, q.state = error, "FAILED"
        q.started = q.ended = time.time()
        return q
