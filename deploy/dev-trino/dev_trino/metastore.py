"""What exists: catalogs, schemas, tables, snapshots and files, kept in one file of the warehouse."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import pickle
import random
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple

from .types import TrinoType

FORMAT = 2


@dataclass
class Column:
    """A column as the catalog declares it."""

    name: str
    type: TrinoType
    comment: Optional[str] = None
    nullable: bool = True
    widened: bool = False  # the file's own type is narrower; each read casts it


@dataclass
class DataFile:
    """A Parquet file: where it lies, its counts, partition values and (min, max, nulls) by column."""

    path: str
    rows: int
    size: int
    groups: int
    part: Dict[str, Optional[str]]
    stats: Dict[str, tuple]
    column_sizes: Dict[str, int] = field(default_factory=dict)


@dataclass
class Snapshot:
    """One committed state of a table: exactly these files."""

    id: int
    parent: Optional[int]
    committed_at: dt.datetime  # UTC, without zone
    operation: str  # append | replace | overwrite | delete
    files: List[DataFile]
    summary: Dict[str, str]


@dataclass
class Table:
    """A table, view or materialized view."""

    catalog: str
    schema: str
    name: str
    cols: List[Column]
    props: Dict[str, Any] = field(default_factory=dict)
    comment: Optional[str] = None
    kind: str = "TABLE"  # TABLE | VIEW | MATERIALIZED VIEW
    sql: Optional[str] = None  # view text
    view_ctx: Tuple[Optional[str], Optional[str]] = (None, None)
    owner: str = "dev"
    dir: str = ""
    files: List[DataFile] = field(default_factory=list)
    ndv: Dict[str, int] = field(default_factory=dict)  # by column, approximate; from ANALYZE
    data_size: Dict[str, int] = field(default_factory=dict)  # bytes of text by column; from ANALYZE
    analyzed: Optional[int] = None  # the snapshot that ndv and data_size are of
    readonly: bool = False
    id: str = field(default_factory=lambda: uuid.uuid4().hex[:10])
    snapshots: List[Snapshot] = field(default_factory=list)
    history: List[Tuple[dt.datetime, int]] = field(default_factory=list)  # which snapshot became current when

    @property
    def fqn(self) -> str:
        """catalog.schema.name, for messages."""
        return f"{self.catalog}.{self.schema}.{self.name}"

    def row_count(self) -> int:
        """Rows of the current state."""
        return sum(f.rows for f in self.files)

    def col(self, name: str) -> Optional[Column]:
        """The column of that (lower case) name."""
        return next((c for c in self.cols if c.name == name), None)

    def snapshot(self, snapshot_id: int) -> Optional[Snapshot]:
        """The snapshot of that id, while it is kept."""
        return next((s for s in self.snapshots if s.id == snapshot_id), None)

    def current_snapshot(self) -> Optional[Snapshot]:
        """The snapshot that plain reads see."""
        return self.snapshot(self.history[-1][1]) if self.history else None

    def take_place_of(self, old: "Table") -> None:
        """Becomes the same table as `old` under a new definition, as CREATE OR REPLACE does: its past stays in the history, and the
        next snapshot has no parent."""
        self.id, self.snapshots, self.history = old.id, list(old.snapshots), list(old.history)

    def commit(self, files: List[DataFile], operation: str, begins: bool = False) -> None:
        """Makes `files` the table's whole content, as a new snapshot, without a parent where the table `begins` anew. The old one
        stays readable."""
        before = None if begins else self.current_snapshot()
        old = {f.path for f in self.files}
        new = {f.path for f in files}
        added = [f for f in files if f.path not in old]
        removed = [f for f in self.files if f.path not in new]
        now = dt.datetime.now(dt.timezone.utc).replace(tzinfo=None)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        if self.history and now <= self.history[-1][0]:
            now = self.history[-1][0] + dt.timedelta(milliseconds=1)
        summary = {
            "added-data-files": str(len(added)),
            "added-records": str(sum(f.rows for f in added)),
            "added-files-size": str(sum(f.size for f in added)),
            "deleted-data-files": str(len(removed)),
            "deleted-records": str(sum(f.rows for f in removed)),
            "removed-files-size": str(sum(f.size for f in removed)),
            "total-data-files": str(len(files)),
            "total-records": str(sum(f.rows for f in files)),
            "total-files-size": str(sum(f.size for f in files)),
        }
        self.files = list(files)
        self.snapshots.append(
            Snapshot(random.getrandbits(62), before.id if before else None, now, operation, list(files), summary)
        )
        self.history.append((now, self.snapshots[-1].id))


class Metastore:
    """All catalogs of one warehouse: an index, and a file for each table.

    Each file is replaced at once, so that a crash leaves the old state or the new one.
    """

    def __init__(self, root: str):
        self.root = root
        self._folder = os.path.join(root, "_tables")
        self._index = os.path.join(root, "metastore.pickle")
        os.makedirs(self._folder, exist_ok=True)
        self._lock_file = open(os.path.join(root, ".lock"), "w")  # held until the process ends
        try:
            fcntl.flock(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit(f"Another server has the warehouse {root}: stop it, or give another --warehouse")
        self.lock = threading.RLock()
        self.catalogs: Dict[str, str] = {}  # name -> connector
        self.schemas: Dict[Tuple[str, str], dict] = {}  # (catalog, schema) -> properties
        self.tables: Dict[Tuple[str, str, str], Table] = {}
        if os.path.exists(self._index):
            self._load()

    def _load(self) -> None:
        with open(self._index, "rb") as f:
            kept = pickle.load(f)
        if not isinstance(kept, dict) or kept.get("format") != FORMAT:
            raise SystemExit(
                f"{self._index} was written by another version: delete the warehouse {self.root} and start again"
            )
        self.catalogs, self.schemas = kept["catalogs"], kept["schemas"]
        for table_id in kept["tables"]:
            with open(self._file(table_id), "rb") as f:
                t = pickle.load(f)
            self.tables[(t.catalog, t.schema, t.name)] = t

    def _file(self, table_id: str) -> str:
        return os.path.join(self._folder, table_id + ".pickle")

    @staticmethod
    def _write(path: str, value) -> None:
        with open(path + ".tmp", "wb") as f:
            pickle.dump(value, f)
        os.replace(path + ".tmp", path)

    def save(self, *changed: Table) -> None:
        """Writes these tables, and what there is of catalogs, schemas and tables."""
        with self.lock:
            for t in changed:
                self._write(self._file(t.id), t)
            ids = [t.id for t in self.tables.values()]
            index = {"format": FORMAT, "catalogs": self.catalogs, "schemas": self.schemas, "tables": ids}
            self._write(self._index, index)

    def put(self, t: Table) -> Optional[Table]:
        """Makes a table known under its name; returns the one that had the name before."""
        with self.lock:
            key = (t.catalog, t.schema, t.name)
            old = self.tables.get(key)
            self.tables[key] = t
            self.save(t)
            return old

    def remove(self, *tables: Table) -> None:
        """Forgets tables; their data files are the caller's matter."""
        with self.lock:
            for t in tables:
                if self.tables.get((t.catalog, t.schema, t.name)) is t:
                    del self.tables[(t.catalog, t.schema, t.name)]
            self.save()
            for t in tables:
                if os.path.exists(self._file(t.id)):
                    os.remove(self._file(t.id))

    def is_iceberg(self, catalog: str) -> bool:
        """Whether the catalog keeps snapshots and follows Iceberg's types."""
        return self.catalogs.get(catalog) == "iceberg"
