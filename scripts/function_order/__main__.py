#!/usr/bin/env python3
"""Finds which functions every task calls, and writes the order in which the linker lays them out: deploy/function-order.txt.

Both programs are linked once more for a map of their sections, then run by a library that notes the first call of each function
(called.c), while tasks are submitted, worked on, asked for and fetched. Of functions that the linker can only move together one is
named, the one that was called first. Names that are gone from the sources since are passed over by the linker, so that the list
goes stale slowly; make it anew when memory grows (`make bench`).

Usage: python3 scripts/function_order     Linux on x86-64; needs a C compiler and redis-server
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import types
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import load
import servers
import service

ORDER = ROOT / "deploy" / "function-order.txt"
PRODUCTS = ("lakewright-api", "lakewright-worker")
# In a map of lld's a section of an object is set in by eight columns, a symbol in it by sixteen.
MAP_LINE = re.compile(r"\s*[0-9a-f]+\s+[0-9a-f]+\s+[0-9a-f]+\s+\d+ ( *)(.*)")


def link(product, folder):
    """Builds one program and returns, by function, the section of an object that it came from."""
    section_map = folder / f"{product}.map"
    subprocess.run(
        ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", product, "-Xlinker", f"-Map={section_map}"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    sections, section = {}, None
    for line in section_map.open(errors="replace"):
        if not (match := MAP_LINE.match(line.rstrip("\n"))):
            continue
        if len(match[1]) == 8:
            section = match[2].rsplit("/", 1)[-1]
        elif len(match[1]) == 16:
            sections.setdefault(match[2], section)
    return sections


def call(side, folder, called):
    """Has both programs do what each task needs, and returns the functions that they called for it, by program: without those of
    their start, whose pages are let go of (`ThriftLoop`)."""
    with servers.redis(folder) as redis, side.api(redis, folder) as api, side.worker(redis, folder) as worker:
        request = load.Request("tasks", "POST", api.url + "/new", service.TRIVIAL, side.headers)
        time.sleep(4)
        for server in (api, worker):
            server.process.send_signal(signal.SIGUSR2)
        time.sleep(1)
        service.finished(side, folder, request, 300)
        for _ in range(20):
            service.wait(api, request)
        task = service.submit(request)
        for path in (f"/status?task_id={task}&wait=20", f"/getresult?task_id={task}"):
            urllib.request.urlopen(api.url + path, timeout=30).close()
    return {product: (called / product).read_text().rsplit("=\n", 1)[-1].split("\n")[:-1] for product in PRODUCTS}


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        library, called, data = folder / "called.so", folder / "called", folder / "data"
        called.mkdir(), data.mkdir()
        source = pathlib.Path(__file__).with_name("called.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source], check=True)
        sections = {product: link(product, folder) for product in PRODUCTS}
        os.environ.update(LD_PRELOAD=str(library), CALLED_DIR=str(called), CALLED_PROGRAMS="lakewright-")
        side = servers.Ours(types.SimpleNamespace(bin=ROOT / ".build" / "release"))
        try:
            functions = call(side, str(data), called)
        finally:
            del os.environ["LD_PRELOAD"]
    order = {}
    for product in PRODUCTS:
        for function in functions[product]:
            if section := sections[product].get(function):
                order.setdefault(section, function)
    ORDER.write_text("".join(f"{function}\n" for function in order.values()))
    print(f"{ORDER.relative_to(ROOT)}: {len(order)} of {sum(map(len, functions.values()))} functions that were called")


if __name__ == "__main__":
    main()
