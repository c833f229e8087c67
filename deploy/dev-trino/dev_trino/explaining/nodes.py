"""DuckDB's operators under Trino's names."""

from __future__ import annotations

JOINS = ("HASH_JOIN", "PIECEWISE_MERGE_JOIN", "NESTED_LOOP_JOIN", "IE_JOIN", "BLOCKWISE_NL_JOIN", "RIGHT_DELIM_JOIN",
         "LEFT_DELIM_JOIN")  # fmt: skip
AGGREGATES = ("HASH_GROUP_BY", "PERFECT_HASH_GROUP_BY", "UNGROUPED_AGGREGATE")
VALUES = ("COLUMN_DATA_SCAN", "EMPTY_RESULT", "DUMMY_SCAN")
NAMES = {
    **{n: "Join" for n in JOINS},
    **{n: "Aggregate" for n in AGGREGATES},
    **{n: "Values" for n in VALUES},
    "CROSS_PRODUCT": "CrossJoin",
    "ORDER_BY": "Sort",
    "TOP_N": "TopN",
    "LIMIT": "Limit",
    "STREAMING_LIMIT": "Limit",
    "PROJECTION": "Project",
    "FILTER": "Filter",
    "SEQ_SCAN": "TableScan",
    "TABLE_SCAN": "TableScan",
    "UNION": "Union",
    "WINDOW": "Window",
    "STREAMING_WINDOW": "Window",
    "DELIM_SCAN": "RemoteSource",
    "UNNEST": "Unnest",
    "CTE": "Cte",
    "CTE_SCAN": "CteScan",
}


def node_name(operator: str) -> str:
    """Trino's name of an operator, or DuckDB's where Trino has no such thing."""
    return NAMES.get(operator.strip(), operator.strip())
