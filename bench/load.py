"""Keeps CONNECTIONS busy with one request, over and over, through wrk: a load generator in C, which leaves the machine to the
server. Any answer outside 2xx is an error."""
import re
import signal
import subprocess
import tempfile

from output import Failed


class Request:
    """What is sent, and a `name` for messages."""

    def __init__(self, name, method, url, body=None, headers=None):
        self.name, self.method, self.url, self.body = name, method, url, body
        self.headers = dict(headers or {})
        if body is not None:
            self.headers["Content-Type"] = "application/json"

    def script(self):
        lines = [f"wrk.method = '{self.method}'"]
        if self.body is not None:
            lines.append(f"wrk.body = [==[{self.body}]==]")
        lines += [f"wrk.headers['{name}'] = '{value}'" for name, value in self.headers.items()]
        return "\n".join(lines) + "\n"


def run(request, connections, seconds):
    """Returns (answers a second, 99th percentile in milliseconds)."""
    said = wrk(request, connections, seconds)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


class Sending:
    """Sends `count` requests, and the few more that are under way when the last of them is answered. Its time is that of a
    `with`; wrk itself only ends when it is told to."""

    def __init__(self, request, connections, count):
        self.request, self.connections = request, connections
        self.script = request.script() + f"""
local left = {count}
function response()
  left = left - 1
  if left <= 0 then wrk.thread:stop() end
end
"""

    def __enter__(self):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".lua")
        self.file.write(self.script)
        self.file.flush()
        self.process = subprocess.Popen(
            command(self.request, self.file.name, self.connections, 600), stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=30)
        self.file.close()
        check(self.request, said)


def command(request, script, connections, seconds):
    return ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "--latency", "-s", script, request.url]


def wrk(request, connections, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(request.script())
        file.flush()
        run = subprocess.run(
            command(request, file.name, connections, seconds), check=True, capture_output=True, text=True
        )
    return check(request, run.stdout)


def check(request, said):
    errors = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    for line in re.findall(r"Socket errors: (.*)", said):
        errors += sum(int(n) for n in re.findall(r"\d+", line))
    if errors:
        raise Failed(f"{request.name}: {errors} answers were errors\n{said}")
    return said
