"""The processes that are measured, each stopped by its id: Redis, our API and worker, the rival's."""
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

from output import Failed

ROOT = pathlib.Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process, from the start of a `with` to its end. It is there once `ready` says so: a path that answers on its port, or
    a text in its log."""

    def __init__(self, command, log, port=None, environment=None, ready=None):
        self.command, self.port, self.log, self.ready = command, port, pathlib.Path(log), ready
        self.environment = {**os.environ, **(environment or {})}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self.output = open(self.log, "ab")
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdout=self.output, stderr=self.output, start_new_session=True
        )
        for _ in range(600):
            if self.process.poll() is not None:
                break
            if self._is_ready():
                return self
            time.sleep(0.05)
        self.__exit__()
        raise Failed(f"{self.command[0]} did not come up; the end of its log:\n{self.log.read_text()[-2000:]}")

    def _is_ready(self):
        if self.port is None:
            return self.ready in self.log.read_text(errors="replace")
        try:
            if self.ready:
                urllib.request.urlopen(self.url + self.ready, timeout=2).close()
            else:
                socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
            return True
        except OSError:
            return False

    def memory(self):
        """Bytes now, of the process and all that it started: resident, and with shared pages counted once (PSS)."""
        resident, own = 0, 0
        for process in descendants(self.process.pid):
            try:
                lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            sizes = {line.split()[0]: int(line.split()[1]) * 1024 for line in lines if line.endswith(" kB")}
            resident += sizes["Rss:"]
            own += sizes["Pss:"]
        return resident, own

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.output.close()


def descendants(process):
    """The process's id and those of all that it started, directly or not."""
    parents = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [process]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def redis(folder):
    port = free_port()
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
    return Server(command, f"{folder}/redis.log", port)


class Ours:
    """Lakewright as an operator starts it: what a client is told is synced before; log level `warning` as the rival's. With `keys`, each request
    brings a key, is counted against limits (set so high that none is met) and written to the audit log."""

    def __init__(self, arguments, keys=False):
        self.bin = pathlib.Path(arguments.bin)
        self.name = "Lakewright, synced" + (", keys, limits, audit" if keys else "")
        self.keys = keys
        self.headers = {}

    def _environment(self, redis, folder, port, metrics_port):
        return {
            **({"LAKEWRIGHT_RATE_LIMIT": "1000000000", "LAKEWRIGHT_MAX_OPEN_TASKS": "1000000000",
                "LAKEWRIGHT_AUDIT_LOG": f"{folder}/audit.log", "LAKEWRIGHT_ALLOWED_NETWORKS": "127.0.0.0/8"} if self.keys else {}),
            "LAKEWRIGHT_HOST": "127.0.0.1", "LAKEWRIGHT_PORT": str(port), "LAKEWRIGHT_LOG_LEVEL": "warning",
            "LAKEWRIGHT_BROKER_URL": f"redis://127.0.0.1:{redis.port}/0", "LAKEWRIGHT_DATABASE": self.database(folder),
            "LAKEWRIGHT_METRICS_PORT": str(metrics_port),
        }  # fmt: skip

    def can_make_keys(self):
        command = [str(self.bin / "lakewright-api"), "keys", "create", "--help"]
        # An unknown command shows the help of a known one.
        return "lakewright-api keys create" in subprocess.run(command, capture_output=True, text=True).stdout

    def database(self, folder):
        return f"{folder}/ours.sqlite"

    def api(self, redis, folder):
        port = free_port()
        program, environment = str(self.bin / "lakewright-api"), self._environment(redis, folder, port, free_port())
        if self.keys:
            made = subprocess.run(
                [program, "keys", "create", "bench"], env={**os.environ, **environment}, capture_output=True, text=True
            )
            if made.returncode != 0:
                raise Failed(f"no key can be made: {made.stderr[-1000:]}")
            self.headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
        return Server([program, "serve"], f"{folder}/api.log", port, environment, "/readyz")

    def worker(self, redis, folder):
        port = free_port()
        command = [str(self.bin / "lakewright-worker"), "serve"]
        return Server(command, f"{folder}/worker.log", port, self._environment(redis, folder, 0, port), "/metrics")

    # The first condition lets an index of the ended tasks serve.
    done = "SELECT count(*) FROM task WHERE state IN ('done', 'failed') AND state = 'done'"
    total = "SELECT count(*) FROM task"


class Rival:
    """FastAPI under uvicorn, Celery with two processes (one a CPU here), SQLAlchemy, SQLite in WAL; see rival/."""

    headers = {}

    def __init__(self, arguments, synchronous, workers=1):
        self.python = arguments.rival_python
        self.synchronous, self.workers = synchronous, workers
        self.name = f"rival, {synchronous}" + (f", {workers} uvicorn workers" if workers > 1 else "")

    def _environment(self, redis, folder):
        return {
            "RIVAL_REDIS": f"redis://127.0.0.1:{redis.port}/0", "RIVAL_DATABASE": self.database(folder),
            "RIVAL_SYNCHRONOUS": self.synchronous, "PYTHONPATH": str(ROOT / "bench/rival"), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def database(self, folder):
        return f"{folder}/rival.sqlite"

    def api(self, redis, folder):
        port = free_port()
        command = [
            self.python, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning",
            "--no-access-log", "--workers", str(self.workers),
        ]  # fmt: skip
        return Server(command, f"{folder}/rival.log", port, self._environment(redis, folder), "/readyz")

    def worker(self, redis, folder):
        command = [
            self.python, "-m", "celery", "-A", "tasks", "worker", "--concurrency", "2", "--without-gossip",
            "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING",
        ]  # fmt: skip
        return Server(command, f"{folder}/celery.log", None, self._environment(redis, folder), "the worker is ready")

    done = "SELECT count(*) FROM tasks WHERE state = 'done'"
    total = "SELECT count(*) FROM tasks"
