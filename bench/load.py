"""Keeps CONNECTIONS busy with one request, over and over, for some seconds: with wrk where it is installed (a load generator in C,
which leaves the machine to the server), else with asyncio. Both count answers and errors; an answer outside 2xx is an error.
"""
import asyncio
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse


def tool():
    return "wrk" if shutil.which("wrk") else "asyncio"


def run(method, url, body, connections, seconds):
    """Returns (answers per second, 99th percentile in milliseconds, errors)."""
    measure = with_wrk if tool() == "wrk" else with_asyncio
    return measure(method, url, body, connections, seconds)


def with_wrk(method, url, body, connections, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f"wrk.method = {method!r}\n")
        if body is not None:
            script.write(f"wrk.body = [==[{body}]==]\nwrk.headers['Content-Type'] = 'application/json'\n")
        script.flush()
        said = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name, url],
            check=True, capture_output=True, text=True,
        ).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
    errors = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    for line in re.findall(r"Socket errors: (.*)", said):
        errors += sum(int(n) for n in re.findall(r"\d+", line))
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit], errors


def with_asyncio(method, url, body, connections, seconds):
    return asyncio.run(_busy(method, urllib.parse.urlsplit(url), (body or "").encode(), connections, seconds))


async def _busy(method, url, body, connections, seconds):
    target = url.path + (f"?{url.query}" if url.query else "")
    head = f"{method} {target} HTTP/1.1\r\nHost: {url.netloc}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    request = head.encode() + b"\r\n" + body
    times, errors = [], 0
    end = time.perf_counter() + seconds

    async def client():
        nonlocal errors
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        while time.perf_counter() < end:
            began = time.perf_counter()
            writer.write(request)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", answer)
            await reader.readexactly(int(length[1]))
            errors += not answer.startswith(b"HTTP/1.1 2")
            times.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    took = time.perf_counter() - began
    times.sort()
    return len(times) / took, 1000 * times[int(len(times) * 0.99)], errors
