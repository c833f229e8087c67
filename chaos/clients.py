"""Clients that send tasks, ask after them, and write down what they were told."""
import hashlib
import http.client
import json
import random
import threading
import time


def request(mark, trino_port, user="chaos"):
    return {
        "url": f"jdbc:trino://127.0.0.1:{trino_port}/iceberg/shop?user={user}",
        "ddl": [{"statement": "CREATE TABLE iceberg.shop.orders (id bigint, region varchar, amount bigint)"}],
        "queries": [
            {"queryid": f"q{mark}", "runquantity": 100, "executiontime": 2,
             "query": f"SELECT region, sum(amount) AS total FROM iceberg.shop.orders WHERE id > {mark} GROUP BY region"}
        ],
    }  # fmt: skip


class Ledger:
    """What clients were told. A mark is one task that somebody wants done."""

    def __init__(self):
        self.lock = threading.Lock()
        self.accepted = {}  # mark -> ids from 202 answers
        self.unanswered = {}  # mark -> how often a POST got no answer: it may have been taken or not
        self.refused = {}  # status -> count
        self.finished = {}  # id -> (status, digest of the result)
        self.broken = []  # promises that were broken, in words

    def note(self, what, key, value=1):
        with self.lock:
            counts = getattr(self, what)
            counts[key] = counts.get(key, 0) + value

    def accept(self, mark, task):
        with self.lock:
            self.accepted.setdefault(mark, []).append(task)

    def finish(self, task, status, digest):
        with self.lock:
            before = self.finished.setdefault(task, (status, digest))
            if before != (status, digest):
                self.broken.append(f"{task} was {before[0]} for a client and later {status}, or its result changed")

    @property
    def ids(self):
        with self.lock:
            return {task: mark for mark, tasks in self.accepted.items() for task in tasks}


class Client:
    """Speaks to the API, one connection a call, as a client does whose server may be gone."""

    def __init__(self, port):
        self.port = port

    def call(self, method, path, body=None, headers=None, timeout=15):
        """(status, document). Raises OSError or http.client.HTTPException where no answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            sent = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, None if body is None else json.dumps(body), {**sent, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null"), answer.headers
        finally:
            connection.close()


class Submitter(threading.Thread):
    """Sends each of its marks until it is accepted, spread over `seconds`."""

    def __init__(self, ledger, port, trino_port, marks, users, seconds, seed):
        super().__init__(daemon=True)
        self.ledger, self.client, self.trino_port = ledger, Client(port), trino_port
        self.marks, self.users = marks, users
        self.pause = seconds / max(1, len(marks))
        self.random = random.Random(seed)

    def run(self):
        begin = time.monotonic()
        for number, mark in enumerate(self.marks):
            # By the plan, not by a pause: what an outage held up is sent as soon as it is over.
            time.sleep(max(0, begin + number * self.pause - time.monotonic()))
            while not self.submit(mark):
                time.sleep(self.random.uniform(0.1, 0.5))

    def submit(self, mark):
        body = request(mark, self.trino_port, self.users.get(mark, "chaos"))
        try:
            status, document, headers = self.client.call("POST", "/new", body, {"Idempotency-Key": f"chaos-{mark}"})
        except ConnectionRefusedError:
            self.ledger.note("refused", "no connection")
            return False
        except (OSError, http.client.HTTPException, ValueError):
            self.ledger.note("unanswered", mark)
            return False
        if status == 202:
            self.ledger.accept(mark, document["taskid"])
            return True
        self.ledger.note("refused", status)
        if status == 429:
            time.sleep(float(headers.get("Retry-After") or 1))
        return False


class Poller(threading.Thread):
    """Asks after accepted tasks until all are finished, and after finished ones again now and then."""

    def __init__(self, ledger, port, stopped, seed):
        super().__init__(daemon=True)
        self.ledger, self.client, self.stopped = ledger, Client(port), stopped
        self.random = random.Random(seed)

    def run(self):
        while not self.stopped.is_set():
            ids = list(self.ledger.ids)
            open_ones = [task for task in ids if task not in self.ledger.finished]
            again = self.random.sample(ids, min(5, len(ids)))
            for task in self.random.sample(open_ones, min(40, len(open_ones))) + again:
                if self.stopped.is_set():
                    return
                self.look(task)
                time.sleep(0.02)
            time.sleep(0.2)

    def look(self, task):
        try:
            status, document, _ = self.client.call("GET", f"/getresult?task_id={task}")
        except (OSError, http.client.HTTPException, ValueError):
            return
        if status == 404:
            with self.ledger.lock:
                self.ledger.broken.append(f"{task} was accepted, and then the API knew no such task")
        if status == 200 and document["status"] != "RUNNING":
            text = json.dumps(document, sort_keys=True)
            self.ledger.finish(task, document["status"], hashlib.sha256(text.encode()).hexdigest())
        elif status == 200 and task in self.ledger.finished:
            self.ledger.finish(task, document["status"], "")
