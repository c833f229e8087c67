"""The HTTP server: a thread for each connection, and one that clears away old queries."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from http.server import ThreadingHTTPServer
from typing import Dict

from ..engine import Engine
from ..errors import TrinoError
from ..statement_log import StatementLog
from .faults import Faults
from .handler import Handler

ABANDONED_AFTER = 300.0  # seconds without a request about a query
KEPT_AFTER_END = 900.0


class Server(ThreadingHTTPServer):
    """Serves one engine; `users` and `tokens` empty means that nobody needs to authenticate."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 1024

    def __init__(self, addr, engine: Engine, users: Dict[str, str], tokens: Dict[str, str]):
        super().__init__(addr, Handler)
        self.engine, self.users, self.tokens = engine, users, tokens
        self.faults = Faults()
        self.log = StatementLog()
        self.tls = False
        threading.Thread(target=self._reap, daemon=True).start()

    def _reap(self) -> None:
        while True:
            time.sleep(5)
            now = time.time()
            for q in list(self.engine.queries.values()):
                if q.ended is None and now - q.touched > ABANDONED_AFTER:
                    q.cancel(TrinoError("ABANDONED_QUERY", f"Query {q.id} has not been accessed for 5.00m"))
                if q.ended is not None and now - q.ended > KEPT_AFTER_END:
                    self.engine.queries.pop(q.id, None)

    def handle_error(self, request, client_address) -> None:
        """Prints it; but a client that went away is no error of the server's."""
        if self.engine.verbose or not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            traceback.print_exc()
