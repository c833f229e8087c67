"""The service: rates of its calls, tasks from end to end, the wait of one task on an idle machine, memory."""
import http.client
import json
import os
import sqlite3
import statistics
import tempfile
import time
import urllib.request

import load
import servers
from output import Failed, table


def body():
    """A small request, as both sides take it."""
    return json.dumps(
        {
            "url": "jdbc:trino://127.0.0.1:8080/iceberg?user=bench",
            "ddl": [{"statement": "CREATE TABLE iceberg.s.t (a bigint, b varchar, c date)"}],
            "queries": [
                {"queryid": f"q{n}", "query": f"SELECT b, count(*) FROM iceberg.s.t WHERE a > {n} GROUP BY b",
                 "runquantity": n + 1, "executiontime": 1.5}
                for n in range(5)
            ],
        }
    )  # fmt: skip


# The least work there is: a query that reads no table, so that no Trino is asked. The rival's worker doesn't even read it.
TRIVIAL = json.dumps(
    {"url": "jdbc:trino://127.0.0.1:8080/iceberg?user=bench", "ddl": [], "queries": [{"queryid": "q", "query": "SELECT 1"}]}
)


class Figures:
    """Every figure of every run, by side and name."""

    def __init__(self):
        self.values = {}

    def add(self, side, name, value):
        self.values.setdefault((side.name, name), []).append(value)

    def median(self, side, name):
        return statistics.median(self.values[side.name, name])


def measure(arguments):
    ours, guarded = servers.Ours(arguments), servers.Ours(arguments, keys=True)
    one = servers.Rival(arguments, "NORMAL")
    full, two = servers.Rival(arguments, "FULL"), servers.Rival(arguments, "NORMAL", workers=2)
    has_keys = guarded.can_make_keys()
    figures = Figures()
    print(
        f"\nThe service: {arguments.connections} connections from wrk, {arguments.seconds} s a run, {os.cpu_count()} CPUs for all; "
        f"medians of {arguments.runs} runs in turn", flush=True,
    )  # fmt: skip
    for _ in range(arguments.runs):
        for side in (ours, *([guarded] if has_keys else []), one, full, two):
            with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
                rates(side, folder, arguments, figures)
        for side in (ours, one, full):
            with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
                tasks(side, folder, arguments, figures)
    rate_table("POST /new", figures, ours, [one, full, two], {one: 5, full: 10})
    rate_table("GET /status", figures, ours, [one, two], {one: 3, two: 2})
    if has_keys:
        rate_table("POST /new, as a guarded server takes it", figures, guarded, [one], {one: 5}, "POST /new")
        rate_table("GET /status, as a guarded server takes it", figures, guarded, [one], {one: 3}, "GET /status")
    else:
        print("\nThis build of lakewright-api makes no keys, so a guarded server is not measured.")
    print("\nTrivial tasks from end to end: first POST to last DONE, two at once")
    table(
        ["", "tasks/s", "ours is", "wanted"],
        [
            [side.name, f"{figures.median(side, 'tasks'):,.0f}",
             "" if side is ours else f"{figures.median(ours, 'tasks') / figures.median(side, 'tasks'):.1f} x",
             "" if side is ours else ">= 5"]
            for side in (ours, one, full)
        ],
    )  # fmt: skip
    smaller("One trivial task on an idle machine: POST to DONE, as a client sees it that asks every half millisecond, p50", "ms",
            figures, "wait", 1e3, ours, [one, full])  # fmt: skip
    smaller("Memory of API and worker after that, shared pages counted once (PSS)", "MB", figures, "pss", 1e-6, ours, [one, full])
    smaller("The same, resident (RSS)", "MB", figures, "rss", 1e-6, ours, [one, full])


def rate_table(title, figures, ours, rivals, wanted, call=None):
    print(f"\n{title}")
    call = call or title
    rows = []
    for side in [ours, *rivals]:
        rate, p99 = figures.median(side, call), figures.median(side, call + " p99")
        ratio = "" if side is ours else f"{figures.median(ours, call) / rate:.1f} x"
        rows.append([side.name, f"{rate:,.0f}", f"{p99:,.1f}", ratio, f">= {wanted[side]}" if side in wanted else ""])
    table(["", "answers/s", "p99 ms", "ours is", "wanted"], rows)


def smaller(title, unit, figures, name, scale, ours, rivals):
    print(f"\n{title}")
    own = figures.median(ours, name)
    rows = [[ours.name, f"{own * scale:,.2f}", "", ""]]
    for side in rivals:
        value = figures.median(side, name)
        rows.append([side.name, f"{value * scale:,.2f}", f"1/{value / own:.1f}", "<= 1/3"])
    table(["", unit, "ours is", "wanted"], rows)


def rates(side, folder, arguments, figures):
    """Rates and 99th percentiles of both calls on a fresh server."""
    with servers.redis(folder) as redis, side.api(redis, folder) as api:
        new = load.Request(f"POST /new, {side.name}", "POST", api.url + "/new", body(), side.headers)
        status = load.Request(
            f"GET /status, {side.name}", "GET", f"{api.url}/status?task_id={submit(new)}", None, side.headers
        )
        for call, request in (("POST /new", new), ("GET /status", status)):
            load.run(request, arguments.connections, 1)
            rate, p99 = load.run(request, arguments.connections, arguments.seconds)
            figures.add(side, call, rate)
            figures.add(side, call + " p99", p99)


def tasks(side, folder, arguments, figures):
    """Tasks a second through API and worker, the wait of a single one, and the memory of both afterwards."""
    with servers.redis(folder) as redis, side.api(redis, folder) as api, side.worker(redis, folder) as worker:
        request = load.Request(f"tasks, {side.name}", "POST", api.url + "/new", TRIVIAL, side.headers)
        finished(side, folder, request, 100)
        took, count = finished(side, folder, request, arguments.tasks)
        figures.add(side, "tasks", count / took)
        # Idle is a machine that has had a moment to tidy up: ours folds its log in a quiet second, the rival's at every thousand pages.
        time.sleep(3)
        figures.add(side, "wait", statistics.median(wait(api, request) for _ in range(arguments.singles)))
        resident, own = (sum(sizes) for sizes in zip(api.memory(), worker.memory()))
        figures.add(side, "rss", resident)
        figures.add(side, "pss", own)


def finished(side, folder, request, count):
    """Sends tasks and waits until all are done. Returns the seconds from the first POST, and how many it were."""
    database = sqlite3.connect(f"file:{side.database(folder)}?mode=ro", uri=True)
    before = database.execute(side.done).fetchone()[0]
    began = time.perf_counter()
    with load.Sending(request, 16, count):
        while True:
            total, done = database.execute(f"SELECT ({side.total}), ({side.done})").fetchone()
            took = time.perf_counter() - began
            if done == total and total - before >= count:
                database.close()
                return took, done - before
            if took > 300:
                raise Failed(f"{request.name}: {total - done} tasks of {total} are not done after {took:.0f} s")
            # To ask takes processor time from those who are measured: seldom, as long as much is left.
            time.sleep(0.1 if done - before < 0.8 * count else 0.01)


def wait(api, request):
    """Seconds from the POST of one task to the first answer that says DONE."""
    time.sleep(0.03)
    connection = http.client.HTTPConnection("127.0.0.1", api.port)
    connection.connect()
    began = time.perf_counter()
    connection.request("POST", "/new", request.body, request.headers)
    task = json.load(connection.getresponse())["taskid"]
    while True:
        connection.request("GET", f"/status?task_id={task}", headers=request.headers)
        answer = json.load(connection.getresponse())
        if answer["status"] != "RUNNING":
            took = time.perf_counter() - began
            connection.close()
            if answer["status"] != "DONE":
                raise Failed(f"{request.name}: the task ended as {answer}")
            return took
        time.sleep(0.0005)


def submit(request):
    sent = urllib.request.Request(request.url, data=request.body.encode(), headers=request.headers)
    with urllib.request.urlopen(sent, timeout=30) as answer:
        return json.load(answer)["taskid"]
