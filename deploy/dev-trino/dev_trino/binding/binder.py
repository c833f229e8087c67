"""Binds names to tables and snapshots, and expands views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Optional

from sqlglot import exp

from ..duck_types import to_duck_type
from ..errors import TrinoError
from ..metastore import Table
from ..session import Session
from ..time_travel import snapshot_of
from ..trees import ident_pos, inside
from .hidden import PATH, PATH_TYPE, expose_path
from .refs import Ref

if TYPE_CHECKING:
    from ..engine import Engine

MAX_VIEW_DEPTH = 16


class Binder:
    """Replaces each table of a statement by a placeholder, and the placeholders by scans."""

    def __init__(self, engine: "Engine", session: Session):
        self.engine, self.session = engine, session
        self.refs: Dict[str, Ref] = {}
        self.depth = 0

    def bind(self, node: exp.Expression, catalog: Optional[str], schema: Optional[str]) -> exp.Expression:
        """Binds every table below the node, in place; bare names are of this catalog and schema."""
        self.depth += 1
        if self.depth > MAX_VIEW_DEPTH:
            raise TrinoError("NOT_SUPPORTED", "Views are nested too deeply")
        for t in list(node.find_all(exp.Table)):
            if not isinstance(t.this, exp.Identifier) or (not t.args.get("db") and self.is_cte(t)):
                continue
            self.bind_table(t, catalog, schema)
        self.depth -= 1
        return node

    @staticmethod
    def is_cte(t: exp.Table) -> bool:
        """Whether a bare name means a common table expression that is in scope there."""
        name, child, anc = t.name.lower(), t, t.parent
        while anc is not None:
            w = anc.args.get("with_") or anc.args.get("with")
            if isinstance(w, exp.With):
                for cte in w.expressions:
                    if w.args.get("recursive") is not True and (cte is child or inside(t, cte)):
                        break
                    if cte.alias_or_name.lower() == name:
                        return True
            child, anc = anc, anc.parent
        return False

    def bind_table(self, t: exp.Table, catalog: Optional[str], schema: Optional[str]) -> None:
        """Resolves one table and puts its placeholder, or its view's text, into the tree."""
        cat, sch, name = t.catalog.lower() or None, t.db.lower() or None, t.name.lower()
        line, col = ident_pos((t.args.get("catalog") or t.args.get("db") or t.this))
        if sch is None:
            if schema is None:
                raise TrinoError(
                    "MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set", line, col
                )
            cat, sch = catalog, schema
        cat = cat or catalog
        if cat is None:
            raise TrinoError(
                "MISSING_CATALOG_NAME", "Catalog must be specified when session catalog is not set", line, col
            )
        alias = t.args.get("alias")
        named = alias is not None and alias.name
        self._requalify_columns(t, alias.name if named else name, name)
        hit = self.engine.lookup(cat, sch, name, self.session, line, col)
        ta = alias.copy() if named else exp.TableAlias(this=exp.to_identifier(name, quoted=True))
        version = t.args.get("version")
        if isinstance(hit, Table) and hit.kind == "VIEW":
            if version is not None:
                raise TrinoError("NOT_SUPPORTED", "Querying versioned view is not supported", line, col)
            new = exp.Subquery(this=self.bind(self.engine.parse(hit.sql), *hit.view_ctx), alias=ta)
            if t.args.get("joins"):
                new.set("joins", t.args["joins"])
            t.replace(new)
            return
        ref = Ref(f"__ref_{len(self.refs)}__")
        if isinstance(hit, Table):
            ref.table, ref.cols = hit, {c.name: c.type for c in hit.cols}
            files = hit.files
            if version is not None:
                files = snapshot_of(version, hit, self.engine.meta, self.engine.databases, self.session).files
            ref.all_files, ref.files = list(files), list(files)
            if expose_path(t, ta.name):
                ref.cols[PATH] = PATH_TYPE
        elif version is not None:
            raise TrinoError("NOT_SUPPORTED", "This connector does not support versioned tables", line, col)
        else:
            ref.inline, ref.cols = hit
        self.refs[ref.key] = ref
        for part in ("db", "catalog", "version"):
            t.set(part, None)
        t.set("this", exp.to_identifier(ref.key, quoted=True))
        t.set("alias", ta)

    @staticmethod
    def _requalify_columns(t: exp.Table, visible: str, name: str) -> None:
        """cat.sch.tbl.col and sch.tbl.col -> tbl.col, within the same select."""
        sel = t.find_ancestor(exp.Select)
        if sel is None:
            return
        for c in sel.find_all(exp.Column):
            if c.args.get("db") and c.table.lower() == name and (not t.db or c.db.lower() == t.db.lower()):
                c.set("db", None)
                c.set("catalog", None)
                c.set("table", exp.to_identifier(visible))

    def plan_sql(self, sql: str) -> str:
        """The statement over empty tables, for DuckDB's planner."""
        for key, ref in self.refs.items():
            sql = sql.replace(f'"{key}"', ref.inline if ref.table is None else self._shadow(ref))
        return sql

    def exec_sql(self, sql: str) -> str:
        """The statement over the files that can match, for running."""
        for key, ref in self.refs.items():
            scan = (
                ref.inline
                if ref.table is None
                else self.engine.storage.scan_sql(ref.table, ref.files, PATH if PATH in ref.cols else None)
            )
            sql = sql.replace(f'"{key}"', scan)
        return sql

    def _shadow(self, ref: Ref) -> str:
        columns = ", ".join(f'"{c}" {to_duck_type(t)}' for c, t in ref.cols.items())
        return self.engine.databases.shadow(ref.shadow_name, columns)
