"""The engine: what exists, the databases that run it, and the lookup of names."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING, Dict, List, Optional

import sqlglot
from sqlglot import exp

from .databases import Databases
from .errors import TrinoError
from .iceberg_metadata import metadata_table
from .metastore import DataFile, Metastore, Table
from .storage import Storage
from .syntax import SyntaxChecker
from .system_tables import virtual_table

if TYPE_CHECKING:
    from .query import Query

logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
sys.setrecursionlimit(10000)  # deep expressions: sqlglot recurses


class Engine:
    """One warehouse, served."""

    def __init__(
        self,
        warehouse: str,
        threads: int = 2,
        memory: str = "4GB",
        group_rows: int = 20480,
        catalogs: Optional[Dict[str, str]] = None,
        max_running: int = 4,
    ):
        self.meta = Metastore(warehouse)
        self.warehouse = warehouse
        self.databases = Databases(warehouse, threads, memory)
        self.storage = Storage(warehouse, self.databases, group_rows)
        self.queries: Dict[str, "Query"] = {}
        self.slots = threading.Semaphore(max_running)
        self.syntax: Optional[SyntaxChecker] = None
        self.legacy_ddl = False
        self.verbose = False
        # Dialects load at their first use, which is not for several threads at once.
        sqlglot.transpile("SELECT 1", read="trino", write="duckdb")
        for name, connector in (catalogs or {}).items():
            self.meta.catalogs[name] = connector
            self.meta.schemas.setdefault((name, "default"), {})
        self.meta.catalogs.setdefault("system", "system")

    def parse(self, sql: str) -> exp.Expression:
        """One statement of Trino's dialect as sqlglot's tree; SYNTAX_ERROR with its place otherwise."""
        try:
            out = sqlglot.parse(sql, dialect="trino")
        except sqlglot.errors.ParseError as e:
            er = e.errors[0] if e.errors else {}
            token = er.get("highlight") or ""
            raise TrinoError(
                "SYNTAX_ERROR",
                f"mismatched input '{token}'. {er.get('description', '')}",
                er.get("line") or 1,
                max(1, (er.get("col") or 1) - len(token) + 1),
            )
        except sqlglot.errors.TokenError as e:
            raise TrinoError("SYNTAX_ERROR", str(e), 1, 1)
        if len(out) != 1 or out[0] is None:
            raise TrinoError("SYNTAX_ERROR", "mismatched input ';'. Expecting: <EOF>", 1, 1)
        return out[0]

    def need_catalog(self, cat: str, line: int = 0, col: int = 0) -> None:
        """CATALOG_NOT_FOUND unless it exists."""
        if cat not in self.meta.catalogs:
            raise TrinoError("CATALOG_NOT_FOUND", f"Catalog '{cat}' not found", line, col)

    def need_schema(self, cat: str, sch: str, line: int = 0, col: int = 0) -> None:
        """SCHEMA_NOT_FOUND unless it exists."""
        self.need_catalog(cat, line, col)
        if (cat, sch) not in self.meta.schemas and sch != "information_schema" and cat != "system":
            raise TrinoError("SCHEMA_NOT_FOUND", f"Schema '{sch}' does not exist", line, col)

    def find(self, cat: str, sch: str, name: str) -> Optional[Table]:
        """The table or view of that name, if any."""
        return self.meta.tables.get((cat, sch, name))

    def lookup(self, cat: str, sch: str, name: str, session, line: int = 0, col: int = 0):
        """A Table, or (SQL text, columns) for a virtual one."""
        self.need_catalog(cat, line, col)
        made = virtual_table(self, cat, sch, name, session)
        if made is not None:
            return made
        self.need_schema(cat, sch, line, col)
        t = self.find(cat, sch, name)
        if t is not None:
            return t
        if "$" in name:
            base, _, suffix = name.rpartition("$")
            t = self.find(cat, sch, base)
            if t is not None:
                return metadata_table(t, suffix, self.meta.is_iceberg(cat))
        raise TrinoError("TABLE_NOT_FOUND", f"Table '{cat}.{sch}.{name}' does not exist", line, col)

    def commit(
        self, t: Table, files: List[DataFile], operation: str, replace: bool = False, begins: bool = False
    ) -> None:
        """Adds files to a table, or replaces all of them. Only Iceberg tables keep what they were."""
        with self.meta.lock:
            files = files if replace else t.files + files
            if self.meta.is_iceberg(t.catalog):
                t.commit(files, operation, begins)
            else:
                t.files = files
            self.meta.save(t)
