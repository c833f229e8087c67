"""Measures Lakewright beside rivals, on this machine and in the same run, and prints ratios.

    bench.py --bin DIRECTORY --parse-bench PROGRAM --sqlglot-python PYTHON --rival-python PYTHON [--runs 3] [--seconds 5]

Every figure is the median of several runs, ours and the rival's in turn. Any error ends it with status 1.
"""
import argparse
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import load

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


class Failed(Exception):
    """What went wrong, for people."""


# --- Processes ---------------------------------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that listens, stopped by its id at the end of a `with`."""

    def __init__(self, command, port, log, environment=None, ready=None):
        self.command, self.port, self.log, self.ready = command, port, log, ready
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        self.output = open(self.log, "ab")
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdout=self.output, stderr=self.output, start_new_session=True
        )
        for _ in range(300):
            if self.process.poll() is not None:
                break
            if self._answers():
                return self
            time.sleep(0.1)
        self.__exit__()
        raise Failed(f"{self.command[0]} did not come up; the end of its log:\n{pathlib.Path(self.log).read_text()[-2000:]}")

    def _answers(self):
        try:
            if self.ready:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.ready}", timeout=2).close()
            else:
                socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
            return True
        except OSError:
            return False

    def memory(self):
        """Resident bytes now, of the process and its children."""
        total = 0
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            except OSError:
                continue
            own = int(status.parent.name) == self.process.pid or fields.get("PPid", "").strip() == str(self.process.pid)
            if own and "VmRSS" in fields:
                total += int(fields["VmRSS"].split()[0]) * 1024
        return total

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.output.close()


# --- Reading and printing SQL ------------------------------------------------------------------------------------------------


def statements():
    """Every statement of the examples: DDL and queries."""
    texts = []
    for example in EXAMPLES:
        request = json.loads(example.read_text())
        texts += [entry["statement"] for entry in request["ddl"]] + [entry["query"] for entry in request["queries"]]
    return texts


def parsing(arguments):
    texts = statements()
    characters = sum(map(len, texts))
    print(f"\nParse and print: the {len(texts)} statements of examples/ ({characters:,} characters), one thread")
    ours, theirs, version = [], [], ""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(texts, file)
        file.flush()
        for _ in range(arguments.runs):
            ours.append(timed([arguments.parse_bench, file.name, "100"])["seconds"] / 100)
            said = timed([arguments.sqlglot_python, str(ROOT / "bench/parse_rival.py"), file.name, "3"])
            theirs.append(said["seconds"] / 3)
            version = said["version"]
    table(
        ["", "us a statement", "MB/s", "ratio"],
        [
            [name, f"{1e6 * seconds / len(texts):,.1f}", f"{characters / seconds / 1e6:,.2f}", ratio]
            for name, seconds, ratio in (
                ("TrinoSQL", statistics.median(ours), f"{statistics.median(theirs) / statistics.median(ours):,.1f} x"),
                (f"sqlglot {version}", statistics.median(theirs), "1"),
            )
        ],
    )


def growth(arguments):
    print("\nParse and print: how time grows when a text of one kind becomes ten times as long (10 is linear)")
    lines = subprocess.run([arguments.parse_bench, "--growth"], check=True, capture_output=True, text=True).stdout
    table(
        ["", "size", "ms", "ms of tenfold", "factor"],
        [
            [c["case"], f"{c['size']:,}", f"{1e3 * c['seconds']:,.2f}", f"{1e3 * c['seconds_of_tenfold']:,.1f}", f"{c['factor']:.1f}"]
            for c in map(json.loads, lines.splitlines())
        ],
    )


def timed(command):
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        raise Failed(f"{command[0]} failed: {run.stderr[-1000:]}")
    return json.loads(run.stdout)


# --- The API -----------------------------------------------------------------------------------------------------------------


def request_body():
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


def ours(arguments, redis_port, folder):
    port = free_port()
    return Server(
        [str(pathlib.Path(arguments.bin) / "lakewright-api"), "serve"], port, f"{folder}/api.log",
        {
            "LAKEWRIGHT_HOST": "127.0.0.1", "LAKEWRIGHT_PORT": str(port), "LAKEWRIGHT_LOG_LEVEL": "warning",
            "LAKEWRIGHT_BROKER_URL": f"redis://127.0.0.1:{redis_port}/0", "LAKEWRIGHT_DATABASE": f"{folder}/ours.sqlite",
        },
        ready="/readyz",
    )  # fmt: skip


def rival(arguments, redis_port, folder, synchronous):
    port = free_port()
    return Server(
        [arguments.rival_python, "-m", "uvicorn", "app:app", "--app-dir", str(ROOT / "bench/rival"), "--host", "127.0.0.1",
         "--port", str(port), "--log-level", "warning", "--no-access-log"], port, f"{folder}/rival.log",
        {
            "RIVAL_REDIS": f"redis://127.0.0.1:{redis_port}/0", "RIVAL_DATABASE": f"{folder}/rival.sqlite",
            "RIVAL_SYNCHRONOUS": synchronous,
        },
        ready="/readyz",
    )  # fmt: skip


def drive(server, arguments):
    """Rates and 99th percentiles of both calls on a fresh server, and its memory after them."""
    base = f"http://127.0.0.1:{server.port}"
    figures = {}
    body = request_body()
    post = urllib.request.Request(f"{base}/new", data=body.encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(post, timeout=30) as answer:
        task = json.load(answer)["taskid"]
    for name, method, url, sent in (
        ("POST /new", "POST", f"{base}/new", body), ("GET /status", "GET", f"{base}/status?task_id={task}", None)
    ):  # fmt: skip
        rate, p99, errors = load.run(method, url, sent, arguments.connections, arguments.seconds)
        if errors:
            raise Failed(f"{name} on {server.command[0]}: {errors} answers were errors")
        figures[name] = (rate, p99)
    figures["memory"] = server.memory()
    return figures


def api(arguments):
    print(
        f"\nThe API: {arguments.connections} connections for {arguments.seconds} s a run by {load.tool()}, on this machine's "
        f"{os.cpu_count()} CPUs, one process each; rival: FastAPI, uvicorn, sqlite3, redis-py"
    )
    sides = {
        "Lakewright, synchronous FULL": ours,
        "rival, synchronous FULL": lambda a, r, f: rival(a, r, f, "FULL"),
        "rival, synchronous NORMAL": lambda a, r, f: rival(a, r, f, "NORMAL"),
    }
    results = {name: [] for name in sides}
    for _ in range(arguments.runs):
        for name, start in sides.items():
            with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
                port = free_port()
                redis = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
                with Server(redis, port, f"{folder}/redis.log"), start(arguments, port, folder) as server:
                    results[name].append(drive(server, arguments))

    def median(name, call, index):
        return statistics.median(run[call][index] for run in results[name])

    first = next(iter(sides))
    for call in ("POST /new", "GET /status"):
        print(f"\n{call}")
        own = median(first, call, 0)
        table(
            ["", "answers/s", "p99 ms", "ours is"],
            [
                [name, f"{median(name, call, 0):,.0f}", f"{median(name, call, 1):,.1f}",
                 "" if name == first else f"{own / median(name, call, 0):,.1f} x"]
                for name in sides
            ],
        )  # fmt: skip
    print("\nResident memory after the load")
    memory = {name: statistics.median(run["memory"] for run in results[name]) for name in sides}
    table(
        ["", "MB", "ours is"],
        [[name, f"{memory[name] / 1e6:,.0f}", "" if name == first else f"1/{memory[name] / memory[first]:,.1f}"] for name in sides],
    )


# --- Output ------------------------------------------------------------------------------------------------------------------


def table(head, rows):
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        first, *rest = (cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths)))
        print("  " + "  ".join([first, *rest]).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="the folder of lakewright-api, a release build")
    parser.add_argument("--parse-bench", required=True)
    parser.add_argument("--sqlglot-python", required=True)
    parser.add_argument("--rival-python", required=True)
    parser.add_argument("--folder", help="where databases are kept while they are measured: a true disk")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    arguments = parser.parse_args()
    try:
        parsing(arguments)
        growth(arguments)
        api(arguments)
    except Failed as error:
        sys.exit(f"bench: {error}")


if __name__ == "__main__":
    main()
