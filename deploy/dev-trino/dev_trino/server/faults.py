"""Failures on purpose: POST /_lab/faults sets rules, DELETE clears them.

A rule: {"method", "path" (regular expression), "sql" (regular expression over a POST's body), "skip", "count"
(1; negative: without end)} and what it does: {"delay": seconds}, then at most one of {"close": true},
{"error": name, "message"}, {"status", "body", "headers"}. With a delay alone the request is answered as usual.
"""

from __future__ import annotations

import re
import threading
from typing import List, Optional


class Faults:
    """The rules in force, in order; each request takes the first that matches."""

    def __init__(self):
        self.rules: List[dict] = []
        self._lock = threading.Lock()

    def set(self, rules) -> int:
        """Replaces all rules; returns how many there are."""
        with self._lock:
            self.rules = rules if isinstance(rules, list) else [rules]
            return len(self.rules)

    def take(self, method: str, path: str, body: bytes) -> Optional[dict]:
        """The rule that applies to a request, counted down; None where there is none."""
        text = body.decode("utf-8", "replace")
        with self._lock:
            for rule in self.rules:
                if rule.get("method", method) != method or not re.search(rule.get("path", ""), path):
                    continue
                if rule.get("sql") and not re.search(rule["sql"], text, re.I | re.S):
                    continue
                if rule.get("skip", 0) > 0:
                    rule["skip"] -= 1
                    continue
                if rule.get("count", 1) == 0:
                    continue
                rule["count"] = rule.get("count", 1) - 1
                return dict(rule)
        return None
