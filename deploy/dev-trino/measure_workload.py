#!/usr/bin/env python3
"""Runs every query of a request JSON against an engine: rows, seconds, and whether each run answers the same.

    measure_workload.py examples/star-tpch.json --url http://127.0.0.1:8080 [--runs 3] [--write]

Ends with status 1 if a query fails, answers no row, or answers differently. With --write the median seconds go
into the request as `executiontime`. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import urllib.request


def run(url: str, sql: str) -> tuple:
    """(rows, physical bytes read) of one statement; RuntimeError with the engine's message."""
    request = urllib.request.Request(url + "/v1/statement", sql.encode(), {"X-Trino-User": "measure"})
    rows: list = []
    while True:
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        rows += answer.get("data", [])
        if "nextUri" not in answer:
            return rows, answer["stats"]["physicalInputBytes"]
        request = urllib.request.Request(answer["nextUri"], headers={"X-Trino-User": "measure"})


def measure(url: str, query: dict, runs: int) -> bool:
    """Runs one query several times, sets its `executiontime`, prints a line; False where it is no good example."""
    name, seconds, answers = query["queryid"], [], []
    try:
        for _ in range(runs):
            start = time.monotonic()
            answers.append(run(url, query["query"]))
            seconds.append(time.monotonic() - start)
    except RuntimeError as e:
        print(f"{name}: {e}")
        return False
    rows, size = answers[0]
    same = all(a[0] == rows for a in answers)
    query["executiontime"] = round(statistics.median(seconds), 3)
    print(f"{name:36} {query['executiontime']:8.3f} s {len(rows):7} rows {size / 1e6:9.2f} MB"
          f"{'' if same else '  ANSWERS DIFFER'}{'' if rows else '  NO ROWS'}")  # fmt: skip
    return same and bool(rows)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("request")
    ap.add_argument("--url", default="http://127.0.0.1:8080")
    ap.add_argument("--runs", type=int, default=3)
    ap.add_argument("--write", action="store_true", help="write the median seconds into the request")
    a = ap.parse_args()
    with open(a.request) as f:
        request = json.load(f)
    good = [measure(a.url, q, a.runs) for q in request["queries"]]
    if a.write and all(good):
        with open(a.request, "w") as f:
            json.dump(request, f, indent=2, ensure_ascii=False)
            f.write("\n")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
