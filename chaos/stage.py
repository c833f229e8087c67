"""Where the play takes place: a small disk, ports, a clock that can be moved, and the processes: Redis, the API, workers."""
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Actor:
    """One role, such as `worker 2`, played by one process after another. Its log lines are stamped with our own clock as they come,
    for its own may be moved."""

    def __init__(self, name, command, environment, folder):
        self.name, self.command, self.environment = name, command, environment
        self.log = open(folder / f"{name.replace(' ', '-')}.log", "ab")
        self.process = None
        self.lives = 0
        self.lines = []  # (monotonic seconds, life, parsed line)
        self.listeners = []
        self.frozen = False

    def start(self):
        self.lives += 1
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        reader = threading.Thread(target=self._read, args=(self.process.stderr, self.lives), daemon=True)
        reader.start()
        self.reader = reader
        return self

    def _read(self, pipe, life):
        for raw in pipe:
            self.log.write(raw)
            self.log.flush()
            try:
                line = json.loads(raw)
            except ValueError:
                continue
            entry = (time.monotonic(), life, line)
            self.lines.append(entry)
            for listener in list(self.listeners):
                listener(self, entry)

    @property
    def pid(self):
        return self.process.pid

    @property
    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """SIGKILL. Returns when it happened."""
        now = time.monotonic()
        self.process.kill()
        self.process.wait()
        self.frozen = False
        return now

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)
        self.frozen = True
        return time.monotonic()

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)
        self.frozen = False

    def stop(self, patience=60):
        """SIGTERM. Returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None

    def resident(self):
        """Bytes, or nothing where it is away."""
        try:
            for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
        except (OSError, AttributeError):
            pass
        return None


class Stage:
    def __init__(self, folder, bin, trino_port, model_port, workers, concurrency, disk_bytes):
        self.folder = folder
        self.disk = folder / "disk"
        self.disk.mkdir(parents=True)
        self.has_small_disk = self._mount(disk_bytes)
        self.clock = folder / "clock"
        self.set_clock(0)
        self.redis_port, self.api_port = free_port(), free_port()
        self.database = self.disk / "lakewright.sqlite"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LAKEWRIGHT_")},
            "LAKEWRIGHT_HOST": "127.0.0.1", "LAKEWRIGHT_PORT": str(self.api_port),
            "LAKEWRIGHT_BROKER_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "LAKEWRIGHT_DATABASE": str(self.database), "LAKEWRIGHT_KEY_FILE": str(folder / "sealing.key"),
            "LAKEWRIGHT_CONCURRENCY": str(concurrency), "LAKEWRIGHT_LOG_FORMAT": "json",
            "LAKEWRIGHT_HEARTBEAT_SECONDS": "1", "LAKEWRIGHT_LEASE_SECONDS": "6", "LAKEWRIGHT_SWEEP_SECONDS": "1",
            "LAKEWRIGHT_CHECKPOINT_SECONDS": "5", "LAKEWRIGHT_GRACE_SECONDS": "10",
            "LAKEWRIGHT_LLM_URL": f"http://127.0.0.1:{model_port}/v1", "LAKEWRIGHT_LLM_MODEL": "scripted",
        }  # fmt: skip
        self.has_clock = self._fake_clock(environment)
        self.redis = Actor(
            "redis", ["redis-server", "--bind", "127.0.0.1", "--port", str(self.redis_port), "--save", "", "--dir", str(folder)],
            os.environ, folder)  # fmt: skip
        self.api = Actor("api", [str(bin / "lakewright-api"), "serve"], environment, folder)
        self.workers = [
            Actor(f"worker {n + 1}", [str(bin / "lakewright-worker"), "serve"], environment, folder) for n in range(workers)
        ]
        self.trino_port = trino_port

    # A tmpfs needs root; without, the disk is the host's and is not filled.
    def _mount(self, size):
        command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700,uid={os.getuid()}", "tmpfs", str(self.disk)]
        for prefix in ([], ["sudo", "-n"]):
            try:
                if subprocess.run(prefix + command, capture_output=True).returncode == 0:
                    self.unmount = prefix + ["umount", "-l", str(self.disk)]
                    return True
            except OSError:
                continue
        self.unmount = None
        return False

    def _fake_clock(self, environment):
        library = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        timers = self._true_timers()
        if library is None or timers is None:
            return False
        environment |= {
            "LD_PRELOAD": f"{timers} {library}", "FAKETIME_TIMESTAMP_FILE": str(self.clock), "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1",
        }  # fmt: skip
        return True

    def _true_timers(self):
        """The library that keeps libfaketime from moving other timers than the wall clock's, or None without a C compiler."""
        compiler = shutil.which("cc") or shutil.which("clang")
        if compiler is None:
            return None
        library = self.folder / "true_timers.so"
        source = pathlib.Path(__file__).with_name("true_timers.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        return library

    def set_clock(self, seconds):
        """Moves the wall clock of API and workers this far from the true time."""
        new = self.clock.with_suffix(".new")
        new.write_text(f"{seconds:+d}s\n")
        new.rename(self.clock)

    def fill_disk(self):
        """Leaves no byte free."""
        with open(self.disk / "ballast", "wb", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        ballast.write(b"x" * size)
                except OSError:
                    continue

    def free_disk(self):
        (self.disk / "ballast").unlink(missing_ok=True)

    def is_store_locked(self):
        """Whether somebody holds the write lock for longer than any write takes."""
        database = sqlite3.connect(self.database, timeout=1, isolation_level=None)
        try:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
            return False
        except sqlite3.OperationalError:
            return True
        finally:
            database.close()

    def flush_redis(self):
        with socket.create_connection(("127.0.0.1", self.redis_port), timeout=5) as connection:
            connection.sendall(b"*1\r\n$8\r\nFLUSHALL\r\n")
            connection.recv(64)

    def wait_until_ready(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.api_port}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            if not self.api.is_alive:
                raise SystemExit(f"chaos: the API did not start; see {self.api.log.name}")
            time.sleep(0.05)
        raise SystemExit(f"chaos: the API was not ready within {seconds} s; see {self.api.log.name}")

    def strike(self):
        """Ends what still runs and takes the disk away, its files kept."""
        for actor in [*self.workers, self.api, self.redis]:
            if actor.is_alive:
                actor.thaw()
                actor.kill()
        kept = self.folder / "store"
        kept.mkdir(exist_ok=True)
        for file in self.disk.glob("lakewright.sqlite*"):
            shutil.copy(file, kept)
        if self.unmount:
            subprocess.run(self.unmount, capture_output=True)
        return kept / "lakewright.sqlite"
