"""One statement in work: what its handler may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Tuple

from ..binding import Prepared, prepare
from ..errors import TrinoError
from ..metastore import DataFile, Table
from ..outputs import output_columns
from ..types import TrinoType
from .names import parse_name

if TYPE_CHECKING:
    from ..query import Query

READ_ONLY_CONNECTORS = ("tpch", "tpcds", "system")


class Statement:
    """A statement's query, engine and session."""

    def __init__(self, q: "Query"):
        self.q, self.engine, self.session = q, q.engine, q.session
        self.meta = self.engine.meta

    def resolve(self, name: str) -> Tuple[str, str, str]:
        """(catalog, schema, name) of a name with one to three parts."""
        ps = parse_name(name)
        cat, sch = self.session.catalog, self.session.schema
        if len(ps) == 3:
            cat, sch = ps[0], ps[1]
        elif len(ps) == 2:
            sch = ps[0]
        if cat is None:
            raise TrinoError("MISSING_CATALOG_NAME", "Catalog must be specified when session catalog is not set", 1, 1)
        if sch is None:
            raise TrinoError("MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set", 1, 1)
        return cat, sch, ps[-1]

    def resolve_schema(self, name: str) -> Tuple[str, str]:
        """(catalog, schema) of a name with one or two parts."""
        ps = parse_name(name)
        cat, sch = (ps[0], ps[1]) if len(ps) == 2 else (self.session.catalog, ps[0])
        if cat is None:
            raise TrinoError("MISSING_CATALOG_NAME", "Catalog must be specified when session catalog is not set", 1, 1)
        return cat, sch

    def table(self, name: str) -> Table:
        """The existing table of that name."""
        cat, sch, n = self.resolve(name)
        self.engine.need_schema(cat, sch, 1, 1)
        t = self.engine.find(cat, sch, n)
        if t is None:
            raise TrinoError("TABLE_NOT_FOUND", f"Table '{cat}.{sch}.{n}' does not exist", 1, 1)
        return t

    def prepare(self, node) -> Prepared:
        """A query bound and planned in the statement's session."""
        return prepare(self.engine, node, self.session)

    def describe(self, prep: Prepared) -> List[Tuple[str, TrinoType]]:
        """Names and types of a query's output, without running it."""
        rows = self.q.cursor().execute(f"DESCRIBE {prep.sql()}").fetchall()
        return output_columns([(r[0], r[1]) for r in rows], prep)

    def write(self, t: Table, sql: str, prep: Optional[Prepared]) -> List[DataFile]:
        """Runs DuckDB's text and stores its rows as files of the table; the caller commits them."""
        self.q.set_state("RUNNING")
        cur = self.q.cursor(profile=True)
        files = self.engine.storage.write_files(cur, t, sql, self.q.watch)
        if prep is not None:
            self.q.absorb_profile(cur, prep, written=files)
        return files

    def commit(
        self, t: Table, files: List[DataFile], operation: str, instead_of: Optional[List[DataFile]] = None
    ) -> None:
        """Commits what the statement wrote, unless it was cancelled meanwhile. `instead_of` is all that the table had when
        the statement began, where that is replaced; ICEBERG_COMMIT_ERROR where another statement has changed it since."""
        with self.meta.lock:
            self.q.check()
            if instead_of is not None and t.files is not instead_of:
                raise TrinoError("ICEBERG_COMMIT_ERROR", f"Found conflicting files in {t.fqn}: run the statement again")
            self.engine.commit(t, files, operation, replace=instead_of is not None)

    def check_connector(self, cat: str) -> None:
        """NOT_SUPPORTED where the connector only reads."""
        if self.meta.catalogs.get(cat) in READ_ONLY_CONNECTORS:
            raise TrinoError("NOT_SUPPORTED", "This connector does not support creating tables")

    def check_write(self, t: Table) -> None:
        """PERMISSION_DENIED for an imported table, NOT_SUPPORTED for a view."""
        if t.readonly:
            raise TrinoError("PERMISSION_DENIED", f"Access Denied: Cannot modify table {t.fqn}")
        if t.kind == "VIEW":
            raise TrinoError("NOT_SUPPORTED", "Inserting into views is not supported", 1, 1)
