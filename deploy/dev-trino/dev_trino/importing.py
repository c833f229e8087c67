"""Parquet files of others: registered in place as read-only tables, or copied as tables that can be written."""

from __future__ import annotations

import os
import shutil
from typing import List

from .connectors import stored_type
from .duck_types import from_duck_type
from .engine import Engine
from .metastore import Column, DataFile, Table


def import_directory(engine: Engine, catalog: str, schema: str, path: str, copy: bool = False) -> None:
    """Makes each `name.parquet` of a directory the table `catalog.schema.name`.

    A table whose files did not change keeps its snapshot from the last start; a writable table of that
    name stays as it is. With `copy` the files go into the warehouse, and the tables can be written.
    """
    meta = engine.meta
    meta.schemas.setdefault((catalog, schema), {})
    connector = meta.catalogs.get(catalog, "memory")
    for name in sorted(os.listdir(path)):
        if not name.endswith(".parquet"):
            continue
        file = os.path.abspath(os.path.join(path, name))
        literal = file.replace("'", "''")
        described = (
            engine.databases.run.cursor().execute(f"DESCRIBE SELECT * FROM read_parquet('{literal}')").fetchall()
        )
        cols = []
        for d in described:
            own = from_duck_type(d[1])
            kept = stored_type(own, connector)
            cols.append(Column(d[0].lower(), kept, widened=kept.name != own.name))
        key = (catalog, schema, name[: -len(".parquet")].lower())
        t = Table(*key, cols, props={"format": "PARQUET"}, readonly=not copy, dir=path)
        old = meta.tables.get(key)
        if old is not None and (copy or not old.readonly):
            continue
        base = path
        if copy:
            t.dir = engine.storage.table_dir(t)
            base = os.path.join(t.dir, "data")
            os.makedirs(base, exist_ok=True)
            file = shutil.copy(file, base)
        if connector == "iceberg":
            t.props.update({"format_version": 2, "location": os.path.abspath(t.dir)})
        files = engine.storage.file_infos(t, [file], base)
        if old is not None and _same(old, t, files):
            continue
        t.files = files
        if connector == "iceberg":
            t.files = []
            t.commit(files, "append")
        meta.put(t)
    meta.save()


def _same(old: Table, new: Table, files: List[DataFile]) -> bool:
    return [(c.name, c.type) for c in old.cols] == [(c.name, c.type) for c in new.cols] and [
        (f.path, f.size, f.rows) for f in old.files
    ] == [(f.path, f.size, f.rows) for f in files]
