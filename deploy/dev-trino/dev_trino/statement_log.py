"""The statements that came in, for tests to read: GET /_lab/statements."""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import Deque, List

from .session import Session
from .statements.names import strip_comments

MAX_ENTRIES = 10_000
MAX_CHARACTERS = 32 * 1024 * 1024

# Kinds are those of Trino's QueryType; CREATE TABLE AS counts as an INSERT there too.
KINDS = [
    (r"EXPLAIN\s+(?!ANALYZE)|EXPLAIN\s*\(", "EXPLAIN"),
    (r"(?:SHOW|DESCRIBE|DESC)\b", "DESCRIBE"),
    (r"(?:SELECT|WITH|VALUES|TABLE)\b|\(", "SELECT"),
    (r"INSERT\b|REFRESH\s+MATERIALIZED|CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\b.*\bAS\s*(?:\(|SELECT\b|WITH\b|VALUES\b|TABLE\b)",
     "INSERT"),
    (r"DELETE\b", "DELETE"),
    (r"UPDATE\b", "UPDATE"),
    (r"MERGE\b", "MERGE"),
    (r"ANALYZE\b", "ANALYZE"),
    (r"ALTER\s+TABLE\b.*\bEXECUTE\b", "ALTER_TABLE_EXECUTE"),
]  # fmt: skip


def kind_of(sql: str, session: Session) -> str:
    """The kind of a statement; EXECUTE and EXPLAIN ANALYZE are of the kind of what they run."""
    text = strip_comments(sql)
    m = re.match(r"EXPLAIN\s+ANALYZE\b(?:\s+VERBOSE\b)?(.*)", text, re.I | re.S)
    if m:
        return kind_of(m.group(1), session)
    m = re.match(r"EXECUTE\s+IMMEDIATE\s*'(.*)'", text, re.I | re.S)
    if m:
        return kind_of(m.group(1).replace("''", "'"), session)
    m = re.match(r'EXECUTE\s+"?(\w+)', text, re.I)
    if m:
        return kind_of(session.prepared.get(m.group(1).lower(), ""), Session(session.user))
    for pattern, kind in KINDS:
        if re.match(pattern, text, re.I | re.S):
            return kind
    return "DATA_DEFINITION"


@dataclass
class LogEntry:
    """One statement; `state` follows the query's life."""

    query_id: str
    user: str
    source: str
    sql: str
    kind: str
    submitted_at: float  # seconds since 1970
    state: str = "QUEUED"

    @classmethod
    def of(cls, query_id: str, sql: str, session: Session) -> "LogEntry":
        """The entry of a statement that comes in now."""
        return cls(query_id, session.user, session.source, sql, kind_of(sql, session), time.time())


class StatementLog:
    """The last statements, in order; the oldest go when there are too many, or too much text."""

    def __init__(self, max_entries: int = MAX_ENTRIES, max_characters: int = MAX_CHARACTERS):
        self.max_entries, self.max_characters = max_entries, max_characters
        self._entries: Deque[LogEntry] = deque()
        self._characters = 0
        self._lock = threading.Lock()

    def add(self, entry: LogEntry) -> None:
        """Appends a statement."""
        with self._lock:
            self._entries.append(entry)
            self._characters += len(entry.sql)
            while len(self._entries) > self.max_entries or (
                self._characters > self.max_characters and len(self._entries) > 1
            ):
                self._characters -= len(self._entries.popleft().sql)

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._entries.clear()
            self._characters = 0

    def to_json(self) -> List[dict]:
        """All entries, oldest first."""
        with self._lock:
            return [asdict(e) for e in self._entries]
