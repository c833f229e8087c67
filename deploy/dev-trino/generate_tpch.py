#!/usr/bin/env python3
"""Writes TPC-H's eight tables as the engine stores a table without layout: one Parquet file, ZSTD, small row groups.

tpcgen-cli makes the rows; they are rewritten so that a plain copy of a table has the size of its original, and what
a new layout changes is the layout's doing.

    generate_tpch.py --output DIRECTORY [--scale 0.1]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

import duckdb

ROW_GROUP_ROWS = 20480  # as `python -m dev_trino` writes by default


def generate(output: str, scale: str) -> None:
    """Writes DIRECTORY/<table>.parquet for each table."""
    raw = output + ".raw"
    shutil.rmtree(raw, ignore_errors=True)
    tool = os.path.join(os.path.dirname(sys.executable), "tpcgen-cli")
    subprocess.run([tool, "tpch", "parquet", "-s", scale, f"--output-dir={raw}"], check=True, stdout=sys.stderr)
    os.makedirs(output, exist_ok=True)
    db = duckdb.connect()
    db.execute("SET threads=1")  # keeps the order of rows, and one file a table
    for name in sorted(os.listdir(raw)):
        source, target = (os.path.join(d, name).replace("'", "''") for d in (raw, output))
        db.execute(
            f"COPY (SELECT * FROM read_parquet('{source}')) TO '{target}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS})"
        )
    shutil.rmtree(raw)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--output", required=True, help="directory for the tables' files")
    ap.add_argument("--scale", default="0.1", help="TPC-H scale factor: 1 is about six million line items")
    a = ap.parse_args()
    generate(a.output, a.scale)


if __name__ == "__main__":
    main()
