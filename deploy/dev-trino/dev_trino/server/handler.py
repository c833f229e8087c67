"""Requests of Trino's client protocol, and those of the laboratory beside it (/_lab/...)."""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Optional
from urllib.parse import parse_qs, urlparse

from .. import VERSION
from ..answers import base_json, info_json, queued_json, result, stats_json
from ..durations import parse_duration
from ..errors import TrinoError
from ..query import Query
from ..session import SYSTEM_SESSION
from .headers import prefix_of, principal_of, session_of

if TYPE_CHECKING:
    from .server import Server

PAGE = re.compile(r"/v1/statement/(queued|executing)/([^/]+)/([^/]+)/(\d+)")
QUERY = re.compile(r"/v1/query/([^/]+)")
SIZE_UNITS = {"B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
DEFAULT_PAGE_BYTES = 1 << 20
MAX_PAGE_BYTES = 128 << 20


class Handler(BaseHTTPRequestHandler):
    """One connection's requests."""

    protocol_version = "HTTP/1.1"
    server: "Server"
    disable_nagle_algorithm = True

    def log_message(self, fmt, *args):
        """Requests are logged only when asked for."""
        if self.server.engine.verbose:
            sys.stderr.write("%s %s\n" % (self.log_date_time_string(), fmt % args))

    # -- methods

    def do_POST(self):
        """POST /v1/statement, POST /_lab/faults"""
        body = self._read_body()
        path = urlparse(self.path).path
        if path == "/_lab/faults":
            try:
                return self._reply(200, {"faults": self.server.faults.set(json.loads(body or b"[]"))})
            except ValueError as e:
                return self._text(400, f"Not JSON: {e}")
        if self._fault(body):
            return
        if path != "/v1/statement":
            return self._text(404, "Not found")
        principal = self._authenticate()
        if principal is None:
            return
        if not principal and not self.headers.get(prefix_of(self.headers) + "User"):
            return self._unauthorized(
                "Basic authentication or X-Trino-Original-User or X-Trino-User must be sent", "Basic"
            )
        sql = body.decode("utf-8", "replace")
        if not sql.strip():
            return self._text(400, "SQL statement is empty")
        session = session_of(self.headers, principal)
        if principal and self.server.users and session.user != principal and principal != "admin":
            return self._text(403, f"Access Denied: User {principal} cannot impersonate user {session.user}")
        for p in session.props:
            if "." not in p and p not in SYSTEM_SESSION:
                error = TrinoError("INVALID_SESSION_PROPERTY", f"Session property '{p}' does not exist")
                return self._failed(Query.failed(self.server.engine, sql, session, error))
        q = Query(self.server.engine, sql, session)
        self.server.engine.queries[q.id] = q
        self.server.log.add(q.entry)
        out = base_json(q, self._base())
        out["nextUri"] = f"{self._base()}/v1/statement/queued/{q.id}/{q.slug}/1"
        out["stats"] = stats_json(q)
        out["warnings"] = []
        q.thread.start()
        self._reply(200, out)

    def do_HEAD(self):
        """A heartbeat, where the path is a page's."""
        self.do_GET()

    def do_GET(self):
        """Pages, query information, the laboratory's lists."""
        if not self.path.startswith("/_lab/") and self._fault(b""):
            return
        u = urlparse(self.path)
        m = PAGE.fullmatch(u.path)
        if m:
            return self._page(m, parse_qs(u.query))
        engine = self.server.engine
        if u.path == "/v1/info":
            node = {"nodeVersion": {"version": VERSION}, "environment": "dev", "coordinator": True}
            return self._reply(200, {**node, "starting": False, "uptime": "1.00m"})
        if u.path == "/v1/query":
            return self._reply(200, [info_json(q, self._base()) for q in list(engine.queries.values())])
        m = QUERY.fullmatch(u.path)
        if m:
            q = engine.queries.get(m.group(1))
            return self._reply(200, info_json(q, self._base())) if q else self._text(410, "Query not found")
        if u.path == "/_lab/faults":
            return self._reply(200, self.server.faults.rules)
        if u.path == "/_lab/statements":
            return self._reply(200, self.server.log.to_json())
        self._text(404, "Not found")

    def do_DELETE(self):
        """Cancels a query, or clears a list of the laboratory."""
        path = urlparse(self.path).path
        if path == "/_lab/faults":
            self.server.faults.set([])
            return self._reply(204)
        if path == "/_lab/statements":
            self.server.log.clear()
            return self._reply(204)
        if self._fault(b""):
            return
        m, n = PAGE.fullmatch(path), QUERY.fullmatch(path)
        q = self.server.engine.queries.get(m.group(2) if m else n.group(1)) if m or n else None
        if q is None or (m and q.slug != m.group(3)):
            return self._text(404, "Query not found")
        q.cancel(TrinoError("USER_CANCELED", "Query was canceled"))
        self._reply(204)

    def _page(self, m: re.Match, parameters: dict):
        kind, query_id, slug, token = m.group(1), m.group(2), m.group(3), int(m.group(4))
        q = self.server.engine.queries.get(query_id)
        if q is None or q.slug != slug:
            return self._text(404, "Query not found")
        if self.command == "HEAD":
            q.touched = time.time()
            return self._reply(200)
        wait = min(1.0, parse_duration((parameters.get("maxWait") or ["1s"])[0]) or 1.0)
        if kind == "queued":
            with q.cond:
                end = time.time() + wait
                while q.state == "QUEUED" and time.time() < end:
                    q.cond.wait(max(0.001, end - time.time()))
                q.touched = time.time()
            return self._reply(200, queued_json(q, self._base(), token))
        size = re.fullmatch(r"(\d+)(B|kB|MB|GB)", (parameters.get("targetResultSize") or [""])[0])
        target = min(MAX_PAGE_BYTES, int(size.group(1)) * SIZE_UNITS[size.group(2)]) if size else DEFAULT_PAGE_BYTES
        status, out = result(q, token, self._base(), wait, target)
        if status != 200:
            return self._text(status, "Gone" if status == 410 else "Query not found")
        headers = [(k.replace("X-Trino-", q.session.header_prefix), v) for k, v in q.headers] if q.error is None else []
        return self._reply(200, out, headers)

    # -- failures and refusals

    def _fault(self, body: bytes) -> bool:
        """Applies an injected fault, where one matches; True where it answered."""
        hit = self.server.faults.take(self.command, self.path, body)
        if hit is None:
            return False
        if hit.get("delay"):
            time.sleep(float(hit["delay"]))
        if hit.get("close"):
            self.close_connection = True
            self.connection.close()
            return True
        if hit.get("error"):
            error = TrinoError(hit["error"], hit.get("message", "Injected failure"))
            sql = body.decode("utf-8", "replace")
            self._failed(Query.failed(self.server.engine, sql, session_of(self.headers), error))
            return True
        if hit.get("status"):
            self._text(int(hit["status"]), hit.get("body", "injected"), list((hit.get("headers") or {}).items()))
            return True
        return False

    def _failed(self, q: Query) -> None:
        self.server.engine.queries[q.id] = q
        self.server.log.add(q.entry)
        out = {**base_json(q, self._base()), "stats": stats_json(q), "error": q.error.to_json(), "warnings": []}
        self._reply(200, out)

    def _authenticate(self) -> Optional[str]:
        principal = principal_of(self.headers, self.server.users, self.server.tokens)
        if principal is None:
            known = [k for k, some in (("Basic", self.server.users), ("Bearer", self.server.tokens)) if some]
            sent = self.headers.get("Authorization")
            self._unauthorized("Access Denied: Invalid credentials" if sent else "Unauthorized", *known)
        return principal

    def _unauthorized(self, message: str, *kinds: str) -> None:
        self._text(401, message, [("WWW-Authenticate", f'{k} realm="Trino"') for k in kinds])

    # -- plumbing

    def _base(self) -> str:
        proto = self.headers.get("X-Forwarded-Proto") or ("https" if self.server.tls else "http")
        host = self.headers.get("X-Forwarded-Host") or self.headers.get("Host")
        return f"{proto}://{host or '%s:%s' % self.server.server_address[:2]}"

    def _text(self, status: int, message: str, headers=()) -> None:
        self._reply(status, message, headers, "text/plain;charset=utf-8")

    def _reply(self, status: int, body=None, headers=(), ctype: str = "application/json") -> None:
        if body is None:
            data = b""
        elif isinstance(body, str):
            data = body.encode()
        else:
            data = json.dumps(body, ensure_ascii=False, default=str).encode()
        self.send_response(status)
        for k, v in headers:
            self.send_header(k, v)
        if data:
            self.send_header("Content-Type", ctype)
        if len(data) > 1024 and "gzip" in (self.headers.get("Accept-Encoding") or ""):
            data = gzip.compress(data, 1)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(data)

    def _read_body(self) -> bytes:
        if "chunked" not in (self.headers.get("Transfer-Encoding") or ""):
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            if len(body) < length:
                raise ConnectionAbortedError("the client went away in the middle of a body")
            return body
        out = b""
        while True:
            n = int(self.rfile.readline().split(b";")[0], 16)
            out += self.rfile.read(n)
            self.rfile.readline()
            if n == 0:
                return out
