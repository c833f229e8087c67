"""DuckDB's exceptions in Trino's words."""

from __future__ import annotations

import re

import duckdb

from .errors import TrinoError


def translate_duckdb_error(e: Exception) -> TrinoError:
    """The TrinoError that says what a DuckDB exception, or any other, means."""
    if isinstance(e, TrinoError):
        return e
    msg = str(e)
    if isinstance(e, duckdb.InterruptException):
        return TrinoError("USER_CANCELED", "Query was canceled")
    if isinstance(e, duckdb.OutOfMemoryException):
        return TrinoError("EXCEEDED_LOCAL_MEMORY_LIMIT", "Query exceeded per-node memory limit: " + msg)
    if "Division by zero" in msg:
        return TrinoError("DIVISION_BY_ZERO", "Division by zero")
    if "More than one row returned by a subquery" in msg:
        return TrinoError("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows")
    if isinstance(e, duckdb.OutOfRangeException):
        return TrinoError("NUMERIC_VALUE_OUT_OF_RANGE", msg)
    if isinstance(e, duckdb.ConversionException):
        return TrinoError("INVALID_CAST_ARGUMENT", msg)
    if isinstance(e, duckdb.CatalogException):
        m = re.search(r"(?:Scalar |Aggregate |Table )?Function with name \"?([^\s\"]+)\"? ", msg, re.I)
        if m:
            return TrinoError("FUNCTION_NOT_FOUND", f"Function '{m.group(1).lower()}' not registered", 1, 1)
        return TrinoError("TABLE_NOT_FOUND", msg)
    if isinstance(e, duckdb.BinderException):
        m = re.search(r'Referenced column "([^"]+)" (?:not found|was not found)', msg)
        if m:
            return TrinoError("COLUMN_NOT_FOUND", f"Column '{m.group(1)}' cannot be resolved", 1, 1)
        m = re.search(r'does not have a column named "([^"]+)"', msg)
        if m:
            return TrinoError("COLUMN_NOT_FOUND", f"Column '{m.group(1)}' cannot be resolved", 1, 1)
        m = re.search(r'Referenced table "([^"]+)" not found', msg)
        if m:
            return TrinoError("COLUMN_NOT_FOUND", f"Column '{m.group(1)}' cannot be resolved", 1, 1)
        if "Ambiguous reference" in msg:
            return TrinoError("AMBIGUOUS_NAME", msg)
        if "must appear in the GROUP BY clause" in msg:
            return TrinoError("EXPRESSION_NOT_AGGREGATE", msg)
        if "No function matches" in msg:
            return TrinoError("FUNCTION_NOT_FOUND", msg)
        return TrinoError("TYPE_MISMATCH", msg)
    if isinstance(e, duckdb.ParserException):
        return TrinoError("SYNTAX_ERROR", msg, 1, 1)
    if isinstance(e, duckdb.Error):
        return TrinoError("GENERIC_INTERNAL_ERROR", msg)
    return TrinoError("GENERIC_INTERNAL_ERROR", f"{type(e).__name__}: {msg}")
