"""Trino's errors: names, codes and types, as they go over the wire."""

from __future__ import annotations

U, I, R, X = "USER_ERROR", "INTERNAL_ERROR", "INSUFFICIENT_RESOURCES", "EXTERNAL"
ERRORS = {
    "GENERIC_USER_ERROR": (0, U),
    "SYNTAX_ERROR": (1, U),
    "ABANDONED_QUERY": (2, U),
    "USER_CANCELED": (3, U),
    "PERMISSION_DENIED": (4, U),
    "NOT_FOUND": (5, U),
    "FUNCTION_NOT_FOUND": (6, U),
    "INVALID_FUNCTION_ARGUMENT": (7, U),
    "DIVISION_BY_ZERO": (8, U),
    "INVALID_CAST_ARGUMENT": (9, U),
    "ALREADY_EXISTS": (12, U),
    "NOT_SUPPORTED": (13, U),
    "INVALID_SESSION_PROPERTY": (14, U),
    "INVALID_TABLE_PROPERTY": (18, U),
    "NUMERIC_VALUE_OUT_OF_RANGE": (19, U),
    "SUBQUERY_MULTIPLE_ROWS": (28, U),
    "SCHEMA_NOT_EMPTY": (34, U),
    "ADMINISTRATIVELY_KILLED": (38, U),
    "CATALOG_NOT_FOUND": (44, U),
    "SCHEMA_NOT_FOUND": (45, U),
    "TABLE_NOT_FOUND": (46, U),
    "COLUMN_NOT_FOUND": (47, U),
    "SCHEMA_ALREADY_EXISTS": (49, U),
    "TABLE_ALREADY_EXISTS": (50, U),
    "DUPLICATE_COLUMN_NAME": (54, U),
    "MISSING_COLUMN_NAME": (55, U),
    "MISSING_CATALOG_NAME": (56, U),
    "MISSING_SCHEMA_NAME": (57, U),
    "TYPE_MISMATCH": (58, U),
    "AMBIGUOUS_NAME": (62, U),
    "EXPRESSION_NOT_AGGREGATE": (73, U),
    "INVALID_ARGUMENTS": (76, U),
    "MISMATCHED_COLUMN_ALIASES": (61, U),
    "CONSTRAINT_VIOLATION": (104, U),
    "INVALID_PROCEDURE_ARGUMENT": (30, U),
    "INVALID_SCHEMA_PROPERTY": (33, U),
    "GENERIC_INTERNAL_ERROR": (65536, I),
    "SERVER_SHUTTING_DOWN": (65545, I),
    "EXCEEDED_TIME_LIMIT": (131075, R),
    "QUERY_QUEUE_FULL": (131074, R),
    "CLUSTER_OUT_OF_MEMORY": (131076, R),
    "EXCEEDED_LOCAL_MEMORY_LIMIT": (131079, R),
    "ICEBERG_CURSOR_ERROR": (0x0504_0003, X),
    "HIVE_METASTORE_ERROR": (0x0100_0000, X),
}


class TrinoError(Exception):
    """An error as Trino answers it: its standard name, a message, and its place in the text (1-based; 0: none)."""

    def __init__(self, name: str, message: str, line: int = 0, col: int = 0):
        if line:
            message = f"line {line}:{col}: {message}"
        super().__init__(message)
        self.name, self.message, self.line, self.col = name, message, line, col

    def to_json(self) -> dict:
        """The `error` object of a QueryResults."""
        code, kind = ERRORS.get(self.name, (65536, I))
        loc = {"lineNumber": self.line, "columnNumber": self.col} if self.line else None
        failure = {
            "type": "io.trino.spi.TrinoException",
            "message": self.message,
            "suppressed": [],
            "stack": [],
            "errorInfo": {"code": code, "name": self.name, "type": kind},
        }
        out = {
            "message": self.message,
            "errorCode": code,
            "errorName": self.name,
            "errorType": kind,
            "failureInfo": failure,
        }
        if loc:
            out["errorLocation"] = failure["errorLocation"] = loc
        return out
