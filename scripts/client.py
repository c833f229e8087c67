#!/usr/bin/env python3
"""A small client of the Lakewright API: submit, poll, fetch, and show a result as a table.

    client.py [--url URL] new FILE [--trino URL] [--option KEY=VALUE ...]
    client.py [--url URL] poll TASK_ID
    client.py [--url URL] result TASK_ID
    client.py table FILE          (a result as `result` printed it)

Needs nothing but Python 3. The key in LAKEWRIGHT_API_KEY, if set, is sent along.
"""
import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def call(method, url, body=None):
    """One request: the decoded answer, and the seconds the server asks to wait before the next.

    A server that is asked too often says when to come back; that long is waited.
    """
    headers = {"Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    key = os.environ.get("LAKEWRIGHT_API_KEY")
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer), float(answer.headers.get("Retry-After") or 1)
    except urllib.error.HTTPError as error:
        if error.code == 429 and method == "GET":
            time.sleep(min(float(error.headers.get("Retry-After") or 1), 60))
            return call(method, url)
        text = error.read().decode("utf-8", "replace")
        try:
            problem = json.loads(text)
            lines = [f"{problem.get('status')} {problem.get('title')}: {problem.get('detail', '')}"]
            lines += [f"  {e.get('path')}: {e.get('message')}" for e in problem.get("errors", [])]
            text = "\n".join(lines)
        except ValueError:
            pass
        sys.exit(text)
    except (urllib.error.URLError, OSError) as error:
        sys.exit(f"No answer from {url.split('?')[0]} ({error}). Is the API running? Start it with: make app_start")


def submit(arguments):
    with open(arguments.file, encoding="utf-8") as file:
        request = json.load(file)
    if arguments.trino:
        request["url"] = arguments.trino
    for option in arguments.option:
        key, _, value = option.partition("=")
        options = request.setdefault("options", {})
        try:
            options[key] = json.loads(value)
        except ValueError:
            options[key] = value
    answer, _ = call("POST", arguments.url + "/new", json.dumps(request).encode())
    print(answer["taskid"])


def poll(arguments):
    last = None
    while True:
        query = urllib.parse.urlencode({"task_id": arguments.task})
        status, wait = call("GET", f"{arguments.url}/status?{query}")
        line = f"Status: {status['status']}"
        if status["status"] == "RUNNING":
            line += f"  {100 * (status.get('progress') or 0):3.0f} %  {status.get('phase') or ''}: {status.get('message') or ''}"
        if line != last:
            print(line, flush=True)
            last = line
        if status["status"] in ("DONE", "FAILED"):
            if status["status"] == "FAILED":
                print(f"See why: make getresult TASK_ID={arguments.task}")
            sys.exit(0 if status["status"] == "DONE" else 1)
        time.sleep(min(wait, 1))


def result(arguments):
    query = urllib.parse.urlencode({"task_id": arguments.task})
    answer, _ = call("GET", f"{arguments.url}/getresult?{query}")
    json.dump(answer, sys.stdout, indent=2, ensure_ascii=False)
    print()


def size(count):
    if count is None:
        return "-"
    for unit in ("B", "KB", "MB", "GB"):
        if abs(count) < 1000 or unit == "GB":
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000


def table(arguments):
    with open(arguments.file, encoding="utf-8") as file:
        answer = json.load(file)
    if not (answer.get("result") or {}).get("ok"):
        sys.exit(f"The task failed: {json.dumps((answer.get('result') or {}).get('error'))}")
    report = answer["result"]["report"]

    def seconds(cost):
        value = (cost or {}).get("seconds")
        return "-" if value is None else f"{value:.3f}"

    print(f"{'query':<28} {'seconds':>8} {'after':>8} {'read':>10} {'after':>10}  evidence")
    for query in report["queries"]:
        before, after = query.get("before"), query.get("after")
        label = query["evidence"]["label"]
        rows = query["evidence"].get("rows_compared")
        shown = {"equal on data": "equal", "original": "unchanged"}.get(label, label)
        print(f"{query['queryid'][:28]:<28} {seconds(before):>8} {seconds(after):>8} "
              f"{size((before or {}).get('bytes_read')):>10} {size((after or {}).get('bytes_read')):>10}  "
              f"{shown}{'' if rows is None else f' ({rows} rows)'}")
    print()
    for t in report["tables"]:
        if t["kind"] == "result":
            print(f"{t['name']}: a kept result, {size(t.get('bytes_after'))}")
            continue
        print(f"{t['name']}: {size(t.get('bytes_before'))} -> {size(t.get('bytes_after'))}, {t['columns']} columns, "
              f"{len(t['columns_not_carried'])} left out"
              + (f", partitioned by {', '.join(t['partitioning'])}" if t["partitioning"] else "")
              + (f", sorted by {', '.join(t['sorted_by'])}" if t["sorted_by"] else ""))
    for kind in ("measured", "predicted"):
        score = report["objective"].get(kind)
        if score:
            print(f"\n{kind}: queries x {score['x']:.2f} faster, storage x {score['y']:.2f} smaller, z = {score['z']:.2f}")
            break
    print(report["summary"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8998", help="the API's address")
    commands = parser.add_subparsers(required=True)
    new = commands.add_parser("new", help="submit a request and print its task id")
    new.add_argument("file")
    new.add_argument("--trino", help="the JDBC URL to use instead of the request's")
    new.add_argument("--option", action="append", default=[], metavar="KEY=VALUE")
    new.set_defaults(run=submit)
    for name, run, what in (("poll", poll, "wait for a task"), ("result", result, "print a task's result")):
        command = commands.add_parser(name, help=what)
        command.add_argument("task")
        command.set_defaults(run=run)
    show = commands.add_parser("table", help="show a result as a table")
    show.add_argument("file")
    show.set_defaults(run=table)
    arguments = parser.parse_args()
    if getattr(arguments, "task", None) == "":
        sys.exit("Which task? Say: make poll_status TASK_ID=<the id that POST /new gave>")
    try:
        arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough (`| head`). What is left in the buffer must not be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        sys.exit(f"{error.strerror}: {error.filename}")


if __name__ == "__main__":
    main()
