"""An outside syntax checker, asked before anything else."""

from __future__ import annotations

import re
import subprocess
import threading

from .errors import TrinoError


class SyntaxChecker:
    """A process which reads NUL-ended statements and answers a line each: ok, or line L:C: message."""

    def __init__(self, command: str):
        self.p = subprocess.Popen(
            command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.lock = threading.Lock()

    def check(self, sql: str):
        """SYNTAX_ERROR where the checker answers one."""
        with self.lock:
            self.p.stdin.write(sql + "\0")
            self.p.stdin.flush()
            out = self.p.stdout.readline().strip()
        m = re.match(r"line (\d+):(\d+): (.*)", out)
        if m:
            raise TrinoError("SYNTAX_ERROR", m.group(3), int(m.group(1)), int(m.group(2)))
