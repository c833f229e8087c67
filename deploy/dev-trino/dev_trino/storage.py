"""Parquet files of a table: written in its layout, listed with their statistics, scanned."""

from __future__ import annotations

import os
import shutil
import threading
import uuid
from typing import Callable, Dict, List, Optional, Tuple
from urllib.parse import unquote

from .databases import Databases
from .domains import parse_value
from .duck_types import to_duck_type
from .errors import TrinoError
from .layout import layout_of
from .metastore import DataFile, Table

NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__"
CODECS = {"ZSTD": "zstd", "SNAPPY": "snappy", "GZIP": "gzip", "LZ4": "lz4", "NONE": "uncompressed"}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Storage:
    """The warehouse directory. Files are never changed once written."""

    def __init__(self, warehouse: str, databases: Databases, group_rows: int):
        self.warehouse, self.databases, self.group_rows = warehouse, databases, group_rows
        self._empty: Dict[str, str] = {}
        self._trash = os.path.join(warehouse, "_trash")
        os.makedirs(self._trash, exist_ok=True)
        for left in os.listdir(self._trash):  # what the last server did not get to
            self._remove(os.path.join(self._trash, left))

    def discard(self, folder: str) -> None:
        """Removes a directory: it is gone at once, its thousands of files in the background."""
        gone = os.path.join(self._trash, uuid.uuid4().hex)
        try:
            os.rename(folder, gone)
        except FileNotFoundError:
            return
        self._remove(gone)

    @staticmethod
    def _remove(folder: str) -> None:
        threading.Thread(target=shutil.rmtree, args=(folder, True), daemon=True).start()

    @staticmethod
    def remove(files: List[DataFile]) -> None:
        """Removes files that no table names."""
        for f in files:
            os.remove(f.path)

    def forget_empty(self, t: Table) -> None:
        """To be called where the columns of a table may have changed."""
        self._empty.pop(t.id, None)

    def table_dir(self, t: Table) -> str:
        """Where a table's files lie, whatever its name later is."""
        return os.path.join(self.warehouse, t.catalog, t.schema, f"{t.name}-{t.id}")

    def scan_sql(self, t: Table, files: List[DataFile], path_column: Optional[str] = None) -> str:
        """A DuckDB sub-query over exactly these files of the table, with their paths as a further column if asked."""
        cols = ", ".join(
            f'CAST("{c.name}" AS {to_duck_type(c.type)}) AS "{c.name}"' if c.widened else f'"{c.name}"' for c in t.cols
        )
        path = f", filename={_literal(path_column)}" if path_column else ""
        cols += f', "{path_column}"' if path_column else ""
        paths = ", ".join(_literal(p) for p in ([f.path for f in files] or [self._empty_file(t)]))
        return f"(SELECT {cols} FROM read_parquet([{paths}], hive_partitioning=false{path}))"

    def _empty_file(self, t: Table) -> str:
        if t.id not in self._empty:
            folder = os.path.join(self.warehouse, "_empty")
            os.makedirs(folder, exist_ok=True)
            path = os.path.join(folder, t.id + ".parquet")
            sel = ", ".join(f'CAST(NULL AS {to_duck_type(c.type)}) AS "{c.name}"' for c in t.cols)
            # Statements that scan the table for the first time side by side each write it: under the name that the
            # others read it must never be there by half.
            whole = f"{path}.{uuid.uuid4().hex}"
            self.databases.run.cursor().execute(
                f"COPY (SELECT {sel} WHERE false) TO {_literal(whole)} (FORMAT parquet)"
            )
            os.replace(whole, path)
            self._empty[t.id] = path
        return self._empty[t.id]

    def write_files(self, cur, t: Table, sql: str, watch: Callable = lambda cursor: None) -> List[DataFile]:
        """Runs a DuckDB query and stores its rows as Parquet in the table's layout; commits nothing.

        `watch` is told each further cursor that works, so that a cancel can interrupt it.
        """
        parts, sort = layout_of(t)
        base = os.path.join(self.table_dir(t), "data")
        os.makedirs(base, exist_ok=True)
        codec = CODECS.get(str(t.props.get("compression_codec", "ZSTD")).upper(), "zstd")
        options = f"FORMAT parquet, COMPRESSION {codec}, ROW_GROUP_SIZE {self.group_rows}"
        cast = ", ".join(f'CAST("{c.name}" AS {to_duck_type(c.type)}) AS "{c.name}"' for c in t.cols)
        order = ", ".join(f'"{c}" {direction}' for c, direction in sort)
        stamp = uuid.uuid4().hex[:12]
        if not parts:
            paths = [os.path.join(base, stamp + ".parquet")]
            cur.execute(
                f"COPY (SELECT {cast} FROM ({sql}) q{' ORDER BY ' + order if order else ''}) "
                f"TO {_literal(paths[0])} ({options})"
            )
        else:
            paths = self._write_partitions(
                cur, f"SELECT {cast} FROM ({sql}) q", base, stamp, parts, order, options, watch
            )
        files = self.file_infos(t, paths, base)
        for f in files:
            if f.rows == 0:
                os.remove(f.path)
        files = [f for f in files if f.rows > 0]
        self._check_not_null(t, files)
        return files

    def _write_partitions(self, cur, rows, base, stamp, parts, order, options, watch) -> List[str]:
        # The rows are staged first: the writer is a connection of its own, with one thread, so that each
        # partition becomes one file.
        stage = os.path.join(base, f"_stage_{stamp}.parquet")
        cur.execute(f"COPY ({rows}) TO {_literal(stage)} (FORMAT parquet, COMPRESSION lz4)")
        names = [f"p_{p.label}" for p in parts]
        values = ", ".join(f'{p.sql()} AS "{n}"' for p, n in zip(parts, names))
        by = ", ".join(f'"{n}"' for n in names)
        try:
            with self.databases.write_lock:
                writer = self.databases.write.cursor()
                watch(writer)
                written = writer.execute(
                    f"COPY (SELECT *, {values} FROM read_parquet({_literal(stage)}, hive_partitioning=false) "
                    f"ORDER BY {by}{', ' + order if order else ''}) TO {_literal(base)} ({options}, "
                    f"PARTITION_BY ({by}), FILENAME_PATTERN '{stamp}_{{i}}', OVERWRITE_OR_IGNORE true, "
                    "RETURN_FILES true)"
                ).fetchall()
            return list(written[0][1]) if written else []
        finally:
            os.remove(stage)

    @staticmethod
    def _check_not_null(t: Table, files: List[DataFile]) -> None:
        for c in t.cols:
            if not c.nullable and any((f.stats.get(c.name) or (None, None, 0))[2] for f in files):
                for f in files:
                    os.remove(f.path)
                raise TrinoError("CONSTRAINT_VIOLATION", f"NULL value not allowed for NOT NULL column: {c.name}")

    def file_infos(self, t: Table, paths: List[str], base: str) -> List[DataFile]:
        """Reads what the manifest keeps of each file: counts, sizes, partition values, bounds by column."""
        types = {c.name: c.type for c in t.cols}
        cur = self.databases.run.cursor()
        out: Dict[str, DataFile] = {}
        for i in range(0, len(paths), 500):
            some = "[" + ", ".join(_literal(p) for p in paths[i : i + 500]) + "]"
            for name, rows, groups in cur.execute(
                f"SELECT file_name, num_rows, num_row_groups FROM parquet_file_metadata({some})"
            ).fetchall():
                out[name] = DataFile(name, rows, os.path.getsize(name), groups, self._partition(name, base), {})
            bounds: Dict[Tuple[str, str], list] = {}
            for name, path, low, high, nulls, size in cur.execute(
                "SELECT file_name, path_in_schema, stats_min_value, stats_max_value, stats_null_count, "
                f"total_compressed_size FROM parquet_metadata({some})"
            ).fetchall():
                column = path if path in types else path.split(",")[0].strip()
                if column in types:
                    sizes = out[name].column_sizes
                    sizes[column] = sizes.get(column, 0) + size
                if path not in types:
                    continue
                b = bounds.setdefault((name, path), [None, None, 0, True])
                lo, hi = parse_value(low, types[path]), parse_value(high, types[path])
                if lo is None or hi is None:
                    b[3] = False
                else:
                    b[0] = lo if b[0] is None else min(b[0], lo)
                    b[1] = hi if b[1] is None else max(b[1], hi)
                b[2] = None if nulls is None or b[2] is None else b[2] + nulls
            for (name, column), (lo, hi, nulls, complete) in bounds.items():
                out[name].stats[column] = (lo, hi, nulls) if complete else (None, None, nulls)
        return list(out.values())

    @staticmethod
    def _partition(path: str, base: str) -> dict:
        part = {}
        for segment in os.path.relpath(path, base).split(os.sep)[:-1]:
            key, _, value = segment.partition("=")
            if key.startswith("p_"):
                part[key[2:]] = None if value == NULL_PARTITION else unquote(value)
        return part
