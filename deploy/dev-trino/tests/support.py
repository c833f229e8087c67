"""What the tests share: starting a server, and a plain client of the protocol."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Optional

import requests

PACKAGE = Path(__file__).resolve().parent.parent


def start(warehouse, *flags: str):
    """(process, URL) of a new server on a free port; it listens when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dev_trino", "--port", "0", "--warehouse", str(warehouse), *flags],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    guard = threading.Timer(60, process.kill)
    guard.start()
    line = process.stdout.readline()
    guard.cancel()
    m = re.match(r"listening on (\S+)", line)
    if m is None:
        rest = line + process.stdout.read()
        process.wait()
        raise RuntimeError(f"the server did not start: {rest}")
    return process, m.group(1)


@dataclass
class Answer:
    """All pages of one statement."""

    pages: List[dict]
    headers: List[dict]
    rows: List[list] = field(default_factory=list)

    @property
    def error(self) -> dict:
        return self.pages[-1].get("error", {})

    @property
    def error_name(self) -> Optional[str]:
        return self.error.get("errorName")

    @property
    def columns(self) -> List[tuple]:
        found = next((p["columns"] for p in self.pages if "columns" in p), [])
        return [(c["name"], c["type"]) for c in found]

    @property
    def stats(self) -> dict:
        return self.pages[-1]["stats"]

    def header(self, name: str) -> Optional[str]:
        return next((h[name] for h in self.headers if name in h), None)


class Client:
    """Posts statements and follows nextUri; knows no more of the protocol than that."""

    def __init__(self, url: str, catalog: Optional[str] = None, schema: Optional[str] = None, **http):
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False  # no proxy, no other certificates than those given
        for k, v in http.items():
            setattr(self.http, k, v)
        self.http.headers.update({"X-Trino-User": "tester", "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME"})
        if catalog:
            self.http.headers["X-Trino-Catalog"] = catalog
        if schema:
            self.http.headers["X-Trino-Schema"] = schema

    def post(self, sql: str, **headers) -> requests.Response:
        """One POST; header names with underscores for dashes, without the prefix."""
        named = {"X-Trino-" + k.replace("_", "-"): v for k, v in headers.items()}
        return self.http.post(self.url + "/v1/statement", data=sql.encode(), headers=named)

    def follow(self, first: dict, headers: Optional[dict] = None) -> Answer:
        """Fetches to the end."""
        answer = Answer([first], [headers or {}])
        while "nextUri" in answer.pages[-1]:
            r = self.http.get(answer.pages[-1]["nextUri"])
            assert r.status_code == 200, (r.status_code, r.text)
            answer.pages.append(r.json())
            answer.headers.append(r.headers)
        for p in answer.pages:
            answer.rows += p.get("data", [])
        return answer

    def run(self, sql: str, **headers) -> Answer:
        """Runs a statement; an error is part of the answer."""
        r = self.post(sql, **headers)
        assert r.status_code == 200, (r.status_code, r.text)
        return self.follow(r.json(), r.headers)

    def rows(self, sql: str, **headers) -> List[list]:
        """The rows of a statement that must succeed."""
        answer = self.run(sql, **headers)
        assert not answer.error, answer.error["message"]
        return answer.rows

    def value(self, sql: str, **headers):
        """The single value of a statement that must succeed."""
        ((value,),) = self.rows(sql, **headers)
        return value

    def faults(self, *rules: dict) -> None:
        """Sets rules of injected failures."""
        assert self.http.post(self.url + "/_lab/faults", json=list(rules)).status_code == 200
