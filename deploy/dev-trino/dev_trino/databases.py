"""The DuckDB connections: one runs queries, one plans on empty tables, one writes partitions."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import duckdb

FUNCTIONS = Path(__file__).with_name("functions.sql")


class Databases:
    """In-memory DuckDB databases; tables' rows live in Parquet files only."""

    def __init__(self, warehouse: str, threads: int, memory: str):
        tmp = os.path.join(warehouse, "_tmp")
        os.makedirs(tmp, exist_ok=True)
        self.run = duckdb.connect(config={"threads": threads, "memory_limit": memory, "temp_directory": tmp})
        self.plan = duckdb.connect(config={"threads": 1})
        self.write = duckdb.connect(config={"threads": 1, "memory_limit": memory, "temp_directory": tmp})
        for c in (self.run, self.plan):
            c.execute("SET GLOBAL integer_division=true")
            c.execute("SET GLOBAL error_on_division_by_zero=true")
            c.execute("SET GLOBAL TimeZone='UTC'")
            for statement in FUNCTIONS.read_text().split("\n\n"):
                c.execute(statement)
        self.run.execute("SET GLOBAL parquet_metadata_cache=true")
        self.write.execute("SET GLOBAL TimeZone='UTC'")
        self.write.execute("SET GLOBAL partitioned_write_max_open_files=64")
        # The plan is read for the filters that reach each scan: nothing may be folded away because a table is empty.
        self.plan.execute(
            "SET disabled_optimizers='statistics_propagation,empty_result_pullup,compressed_materialization'"
        )
        self.plan.execute("CREATE SCHEMA shadow")
        self.plan_lock = threading.RLock()
        self.write_lock = threading.RLock()
        self._shadows: set = set()

    def shadow(self, name: str, columns: str) -> str:
        """The empty table that stands for a reference while planning."""
        if name not in self._shadows:
            with self.plan_lock:
                self.plan.execute(f'CREATE TABLE IF NOT EXISTS shadow."{name}" ({columns})')
                self._shadows.add(name)
        return f'shadow."{name}"'

    def explain(self, sql: str) -> list:
        """DuckDB's plan of a query over shadow tables."""
        with self.plan_lock:
            return json.loads(self.plan.execute("EXPLAIN (FORMAT JSON) " + sql).fetchall()[0][1])

    def constant(self, expression: str, parameters: tuple = ()):
        """The value of a DuckDB expression that reads no table."""
        with self.plan_lock:
            return self.plan.execute(f"SELECT {expression}", list(parameters)).fetchone()[0]
