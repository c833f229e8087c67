"""CREATE TABLE, CREATE TABLE AS, CREATE VIEW, CREATE MATERIALIZED VIEW."""

from __future__ import annotations

import re
import shutil
from typing import List, Optional

from sqlglot import exp

from .. import VERSION
from ..binding import Prepared
from ..connectors import stored_type
from ..errors import TrinoError
from ..layout import layout_of
from ..metastore import Column, DataFile, Table
from ..properties import check_table_properties
from ..results import count_result, ok_result
from ..types import TrinoType, parse_trino_type
from .context import Statement
from .drop import remove_files
from .table_properties import read_properties, with_defaults

REPLACING_CONNECTORS = ("iceberg", "delta_lake")


def create(st: Statement, node: exp.Create, sql: str):
    """Any CREATE but CREATE SCHEMA."""
    kind = (node.args.get("kind") or "").upper()
    properties = node.args["properties"].expressions if node.args.get("properties") else []
    materialized = any(isinstance(p, exp.MaterializedProperty) for p in properties)
    target = node.this.this if isinstance(node.this, exp.Schema) else node.this
    if kind not in ("TABLE", "VIEW") or not isinstance(target, exp.Table):
        raise TrinoError("NOT_SUPPORTED", f"CREATE {kind} is not supported by {VERSION}")
    cat, sch, name = st.resolve(target.sql("trino"))
    st.engine.need_schema(cat, sch, 1, 1)
    st.check_connector(cat)
    old = st.engine.find(cat, sch, name)
    if old is not None and not node.args.get("replace"):
        if node.args.get("exists"):
            return ok_result("CREATE TABLE") if node.expression is None else count_result("CREATE TABLE", 0)
        what = "Table" if kind == "TABLE" else "View"
        raise TrinoError("TABLE_ALREADY_EXISTS", f"{what} '{cat}.{sch}.{name}' already exists", 1, 1)
    if old is not None and old.readonly:
        raise TrinoError("PERMISSION_DENIED", f"Access Denied: Cannot replace table {old.fqn}")
    if kind == "VIEW" and not materialized:
        return _create_view(st, cat, sch, name, sql, bool(node.args.get("replace")))
    given, comment, with_data = read_properties(node)
    connector = st.meta.catalogs[cat]
    replace = bool(node.args.get("replace"))
    # Source: createTable and beginCreateTable of Trino's connectors; those of Iceberg and Delta Lake alone replace tables.
    if replace and not materialized and connector not in REPLACING_CONNECTORS:
        raise TrinoError("NOT_SUPPORTED", "This connector does not support replacing tables")
    t = Table(cat, sch, name, [], with_defaults(given, connector), comment, owner=st.session.user)
    prep = None
    if node.expression is None:
        t.cols = _declared_columns(st, node, connector)
    else:
        prep = st.prepare(node.expression)
        t.cols = _selected_columns(st, node, prep, connector)
    if len({c.name for c in t.cols}) != len(t.cols):
        raise TrinoError("DUPLICATE_COLUMN_NAME", "Column name specified more than once", 1, 1)
    check_table_properties(given, cat, connector, t.cols, materialized)
    layout_of(t)
    if old is not None and old.kind == t.kind and st.meta.is_iceberg(cat):
        t.take_place_of(old)
    if prep is None:
        _publish(st, t, replace, [])
        return ok_result("CREATE TABLE")
    if materialized:
        t.kind, t.sql, t.view_ctx = "MATERIALIZED VIEW", _body_text(sql), (st.session.catalog, st.session.schema)
        _publish(st, t, replace)
        return ok_result("CREATE MATERIALIZED VIEW")
    files = []
    names = ", ".join(f'"{c.name}"' for c in t.cols)
    try:
        if with_data:
            files = st.write(t, f"SELECT * FROM ({prep.sql()}) AS src({names})", prep)
        _publish(st, t, replace, files)
    except Exception:
        if old is not None and old.id == t.id:
            st.engine.storage.remove(files)
        else:
            shutil.rmtree(st.engine.storage.table_dir(t), ignore_errors=True)
        raise
    return count_result("CREATE TABLE", sum(f.rows for f in files))


def _create_view(st: Statement, cat: str, sch: str, name: str, sql: str, replace: bool):
    text = _body_text(sql)
    cols = st.describe(st.prepare(st.engine.parse(text)))
    t = Table(cat, sch, name, [Column(n, ty) for n, ty in cols], kind="VIEW", sql=text,
              view_ctx=(st.session.catalog, st.session.schema), owner=st.session.user)  # fmt: skip
    _publish(st, t, replace)
    return ok_result("CREATE VIEW")


def _declared_columns(st: Statement, node: exp.Create, connector: str) -> List[Column]:
    cols: List[Column] = []
    for c in node.this.expressions:
        if isinstance(c, exp.LikeProperty):
            cols += [Column(x.name, x.type, x.comment, x.nullable) for x in st.table(c.this.sql("trino")).cols]
            continue
        if not isinstance(c, exp.ColumnDef):
            raise TrinoError("NOT_SUPPORTED", f"Unsupported table element: {c.sql('trino')}")
        comment = next(
            (k.kind.this.this for k in c.constraints if isinstance(k.kind, exp.CommentColumnConstraint)), None
        )
        required = any(
            isinstance(k.kind, exp.NotNullColumnConstraint) and not k.kind.args.get("allow_null") for k in c.constraints
        )
        declared = parse_trino_type(c.args["kind"].sql("trino"))
        cols.append(Column(c.name.lower(), stored_type(declared, connector), comment, not required))
    return cols


def _selected_columns(st: Statement, node: exp.Create, prep: Prepared, connector: str) -> List[Column]:
    cols = st.describe(prep)
    if isinstance(node.this, exp.Schema) and node.this.expressions:
        if len(node.this.expressions) != len(cols):
            raise TrinoError("MISMATCHED_COLUMN_ALIASES", "Column alias list and query have different sizes", 1, 1)
        cols = [(c.name, ty) for c, (_, ty) in zip(node.this.expressions, cols)]
    else:
        for i, name in enumerate(prep.names):
            if name is None:
                raise TrinoError("MISSING_COLUMN_NAME", f"Column name not specified at position {i + 1}", 1, 1)
    return [Column(n.lower(), stored_type(_known(ty), connector)) for n, ty in cols]


def _known(t: TrinoType) -> TrinoType:
    return TrinoType("varchar") if t.name == "unknown" else t


def _body_text(sql: str) -> str:
    m = re.search(r"\bAS\b\s*(?=(?:\(|SELECT\b|WITH\b|TABLE\b|VALUES\b))", sql, re.I)
    if m is None:
        raise TrinoError("SYNTAX_ERROR", "mismatched input. Expecting: <query>", 1, 1)
    return sql[m.end() :]


def _publish(st: Statement, t: Table, replace: bool, files: Optional[List[DataFile]] = None) -> None:
    """Makes a table known, with its rows from the first moment; a view has no `files`. Others may have come first since it was
    looked at."""
    t.dir = st.engine.storage.table_dir(t)
    if st.meta.is_iceberg(t.catalog) and t.kind == "TABLE":
        t.props.setdefault("location", t.dir)
    with st.meta.lock:
        st.q.check()
        st.engine.need_schema(t.catalog, t.schema, 1, 1)
        if not replace and st.engine.find(t.catalog, t.schema, t.name) is not None:
            raise TrinoError("TABLE_ALREADY_EXISTS", f"Table '{t.fqn}' already exists", 1, 1)
        if t.snapshots:
            old = st.engine.find(t.catalog, t.schema, t.name)
            if old is None or old.id != t.id:
                raise TrinoError("ICEBERG_COMMIT_ERROR", f"{t.fqn} was dropped meanwhile: run the statement again")
            t.take_place_of(old)  # once more, as it is by now
        if files is not None:
            st.engine.commit(t, files, "append", begins=True)
        st.engine.storage.forget_empty(t)
        replaced = st.meta.put(t)
    if replaced is not None and replaced.id != t.id:
        remove_files(st, replaced)
