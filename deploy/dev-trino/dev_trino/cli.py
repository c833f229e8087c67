"""The command line: `python -m dev_trino --port 8080 --warehouse wh --import iceberg.tpch=DIRECTORY`."""

from __future__ import annotations

import argparse
import os
import ssl
from typing import List, Optional

import duckdb
import sqlglot

from . import __doc__ as about
from .engine import Engine
from .importing import import_directory
from .server import Server
from .syntax import SyntaxChecker

DEFAULT_CATALOGS = ["iceberg=iceberg", "hive=hive", "memory=memory"]


def parser() -> argparse.ArgumentParser:
    """Every flag."""
    ap = argparse.ArgumentParser(
        prog="dev_trino", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = ap.add_argument
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=8080, help="0: any free port; the port is printed")
    add("--warehouse", required=True, help="directory of tables and metastore (kept between runs)")
    add("--catalog", action="append", default=[], metavar="NAME=CONNECTOR",
        help="iceberg | hive | delta_lake | memory | tpch | tpcds")  # fmt: skip
    add("--import", dest="imports", action="append", default=[], metavar="CAT.SCHEMA=DIR",
        help="register DIR/*.parquet as read-only tables")  # fmt: skip
    add("--copy", dest="copies", action="append", default=[], metavar="CAT.SCHEMA=DIR",
        help="copy DIR/*.parquet into the warehouse, as tables that can be written")  # fmt: skip
    add("--threads", type=int, default=2)
    add("--memory", default="4GB")
    add("--row-group-rows", type=int, default=20480,
        help="rows per Parquet row group written (small, so that small data shows layout)")  # fmt: skip
    add("--max-running", type=int, default=4, help="concurrent queries; more are QUEUED")
    add("--user", action="append", default=[], metavar="NAME:PASSWORD", help="require Basic authentication")
    add("--token", action="append", default=[], metavar="TOKEN=USER", help="accept Bearer tokens")
    add("--syntax", metavar="COMMAND",
        help="a process that checks each statement's syntax (NUL-ended in, a line out)")  # fmt: skip
    add("--tls-cert")
    add("--tls-key")
    add("--legacy-ddl-result", action="store_true", help="answer DDL with one row 'result: true', as older Trino")
    add("--verbose", action="store_true")
    return ap


def main(argv: Optional[List[str]] = None) -> None:
    """Starts the server, prints `listening on URL`, serves until it is interrupted."""
    ap = parser()
    a = ap.parse_args(argv)
    for what, specs, sign in (("--catalog", a.catalog, "="), ("--import", a.imports, "="), ("--copy", a.copies, "="),
                              ("--user", a.user, ":"), ("--token", a.token, "=")):  # fmt: skip
        for spec in specs:
            if sign not in spec:
                ap.error(f"{what} {spec}: there is no '{sign}' in it")
    catalogs = dict(c.split("=", 1) for c in (a.catalog or DEFAULT_CATALOGS))
    engine = Engine(os.path.abspath(a.warehouse), a.threads, a.memory, a.row_group_rows, catalogs, a.max_running)
    engine.verbose, engine.legacy_ddl = a.verbose, a.legacy_ddl_result
    for specs, copy in ((a.imports, False), (a.copies, True)):
        for spec in specs:
            name, _, path = spec.partition("=")
            catalog, _, schema = name.partition(".")
            engine.meta.catalogs.setdefault(catalog, "hive")
            import_directory(engine, catalog, schema, path, copy)
    if a.syntax:
        engine.syntax = SyntaxChecker(a.syntax)
    users, tokens = dict(u.split(":", 1) for u in a.user), dict(t.split("=", 1) for t in a.token)
    server = Server((a.host, a.port), engine, users, tokens)
    if a.tls_cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(a.tls_cert, a.tls_key)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.tls = True
    url = f"{'https' if server.tls else 'http'}://{a.host}:{server.server_address[1]}"
    print(f"listening on {url} (DuckDB {duckdb.__version__}, sqlglot {sqlglot.__version__})", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
