"""A scripted Trino: its protocol, without an engine behind it. A statement takes as long as its task is meant to take.

A task is known by its mark, the number in `id > MARK` of its query. Every statement with a mark gives rows made from that mark, so
that an original and its rewritten form agree with each other and with no other task's. All else that the optimizer asks gets one
row of one number, which tells it nothing.
"""
import http.server
import json
import random
import re
import socket
import threading
import time

MARK = re.compile(r"\bid > (\d+)")


def rows_of(mark):
    return [["north", mark], ["south", 2 * mark + 1]]


class Faults:
    """What goes wrong with the requests of a server now: `kinds` with a probability each."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.kinds = {}
        self.counts = {}

    def set(self, **kinds):
        with self.lock:
            self.kinds = kinds

    def next(self):
        with self.lock:
            for kind, probability in self.kinds.items():
                if self.random.random() < probability:
                    self.counts[kind] = self.counts.get(kind, 0) + 1
                    return kind
        return None


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection of a scripted server; subclasses answer."""

    protocol_version = "HTTP/1.1"
    # Longer than nobody: hung requests end when the fault does.
    hang = 8

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, TimeoutError, ValueError):
            self.close_connection = True

    def read(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def send(self, status, document=None, **headers):
        body = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def goes_wrong(self):
        """Plays the fault of the moment, if there is one."""
        kind = self.server.faults.next()
        if kind == "bad_gateway":
            self.send(502, {"message": "scripted"})
        elif kind == "overloaded":
            self.send(429, {"message": "scripted"}, Retry_After="1")
        elif kind == "drop":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif kind == "hang":
            time.sleep(self.hang)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        return kind is not None


class TrinoHandler(Handler):
    def do_POST(self):
        statement = self.read().decode()
        if self.headers.get("X-Trino-User") == "denied":
            return self.send(401, {"message": "scripted: no such user"})
        if self.goes_wrong():
            return
        found = MARK.search(statement)
        query = self.server.begin(int(found[1]) if found else None)
        self.answer(query, 0)

    def do_GET(self):
        if self.goes_wrong():
            return
        *_, name, page = self.path.split("/")
        query = self.server.queries.get(name)
        if query is None or not page.isdigit():
            return self.send(404)
        time.sleep(max(0, min(query["ready"] - time.monotonic(), 0.5)))
        self.answer(query, int(page) + 1)

    def do_DELETE(self):
        query = self.server.queries.get(self.path.split("/")[-2])
        if query:
            query["cancelled"] = True
        self.send(204)

    def answer(self, query, page):
        base = {"id": query["id"], "infoUri": "http://scripted/"}
        if query["ready"] > time.monotonic():
            here = f"http://{self.headers['Host']}/v1/statement/executing/{query['id']}/{page}"
            return self.send(200, {**base, "nextUri": here, "stats": {"state": "RUNNING"}})
        query["finished"] = True
        names = [("region", "varchar"), ("total", "bigint")] if query["mark"] is not None else [("n", "bigint")]
        columns = [{"name": n, "type": t, "typeSignature": {"rawType": t, "arguments": []}} for n, t in names]
        data = rows_of(query["mark"]) if query["mark"] is not None else [[7]]
        self.send(200, {**base, "columns": columns, "data": data, "stats": {"state": "FINISHED"}})


class ScriptedServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler, seed):
        super().__init__(("127.0.0.1", 0), handler)
        self.faults = Faults(seed)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        # A client that was killed.
        pass


class ScriptedTrino(ScriptedServer):
    def __init__(self, seconds_of, seed):
        """`seconds_of(mark)`: how long each statement of a task takes."""
        self.seconds_of = seconds_of
        self.queries = {}
        self.lock = threading.Lock()
        super().__init__(TrinoHandler, seed)

    def begin(self, mark):
        ready = time.monotonic() + (self.seconds_of(mark) if mark is not None else 0)
        with self.lock:
            name = f"q{len(self.queries)}"
            self.queries[name] = {"id": name, "mark": mark, "ready": ready, "finished": False, "cancelled": False}
            return self.queries[name]

    def abandoned(self):
        """Statements that nobody fetched to the end nor cancelled."""
        return sum(not query["finished"] and not query["cancelled"] for query in self.queries.values())


class ModelHandler(Handler):
    """A language model that has nothing to propose."""

    def do_POST(self):
        self.read()
        if self.goes_wrong():
            return
        message = {"role": "assistant", "content": json.dumps({"rewrites": []})}
        self.send(200, {"model": "scripted", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                        "usage": {"prompt_tokens": 40, "completion_tokens": 2, "total_tokens": 42}})  # fmt: skip


def scripted_model(seed):
    return ScriptedServer(ModelHandler, seed)
