"""The DuckDB connections: one runs queries, one plans on empty tables, one writes partitions."""

from __future__ import annotations

import json
import os
import threading

import duckdb

# Trino's functions that DuckDB lacks or names otherwise. `trino_div` is exact decimal division, rounded half up.
MACROS = """
CREATE OR REPLACE MACRO trino_half_up(n, d) AS CASE WHEN (n < 0) <> (d < 0) THEN -((abs(n) * 2 + abs(d)) // (abs(d) * 2)) ELSE (abs(n) * 2 + abs(d)) // (abs(d) * 2) END;
CREATE OR REPLACE MACRO trino_div(a, pa, b, pb, k, unit) AS CAST(trino_half_up(CAST(a * pa AS HUGEINT) * k, CAST(b * pb AS HUGEINT)) AS DECIMAL(38, 0)) * unit;
CREATE OR REPLACE MACRO checksum(x) AS unhex(lpad(to_hex(CAST(sum(CAST(hash(x) AS HUGEINT)) % 18446744073709551616 AS UBIGINT)), 16, '0'));
CREATE OR REPLACE MACRO at_timezone(t, z) AS timezone(z, t);
CREATE OR REPLACE MACRO date_parse(s, f) AS strptime(s, f);
CREATE OR REPLACE MACRO numeric_histogram(b, x) AS histogram(x);
CREATE OR REPLACE MACRO nan() AS 'nan'::DOUBLE;
CREATE OR REPLACE MACRO infinity() AS 'infinity'::DOUBLE;
CREATE OR REPLACE MACRO is_nan(x) AS isnan(x);
CREATE OR REPLACE MACRO is_finite(x) AS isfinite(x);
CREATE OR REPLACE MACRO codepoint(x) AS unicode(x);
CREATE OR REPLACE MACRO array_distinct(x) AS list_distinct(x);
CREATE OR REPLACE MACRO from_utf8(b) AS decode(b);
CREATE OR REPLACE MACRO to_utf8(s) AS encode(s);
CREATE OR REPLACE MACRO truncate(x) AS trunc(x);
CREATE OR REPLACE MACRO rand() AS random();
CREATE OR REPLACE MACRO e() AS exp(1.0::DOUBLE);
CREATE OR REPLACE MACRO map_agg(k, v) AS map(list(k), list(v));
CREATE OR REPLACE MACRO width_bucket(x, low, high, n) AS CAST(CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 ELSE floor((x - low)::DOUBLE / (high - low) * n) + 1 END AS BIGINT);
CREATE OR REPLACE MACRO hamming_distance(a, b) AS hamming(a, b);
"""


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
            for stmt in MACROS.strip().split("\n"):
                c.execute(stmt)
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
