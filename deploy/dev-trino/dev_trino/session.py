"""A client's session, as the request's headers carry it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, Optional

SYSTEM_SESSION = {
    "query_max_run_time": ("100.00d", "varchar", "Maximum run time of a query (includes the queueing time)"),
    "query_max_execution_time": ("100.00d", "varchar", "Maximum execution time of a query"),
    "query_max_planning_time": ("10.00m", "varchar", "Maximum planning time of a query"),
    "query_max_cpu_time": ("1000000000.00d", "varchar", "Maximum CPU time of a query"),
    "query_max_scan_physical_bytes": ("", "varchar", "Maximum scan physical bytes of a query"),
    "query_max_memory": ("20GB", "varchar", "Maximum amount of distributed memory a query can use"),
    "query_priority": ("1", "integer", "The priority of queries"),
    "join_distribution_type": ("AUTOMATIC", "varchar", "Join distribution type"),
    "join_reordering_strategy": ("AUTOMATIC", "varchar", "Join reordering strategy"),
    "task_concurrency": ("16", "integer", "Default number of local parallel jobs per worker"),
    "task_max_writer_count": ("64", "integer", "Maximum number of local parallel table writers"),
    "scale_writers": ("true", "boolean", "Scale out writers based on throughput"),
    "redistribute_writes": ("true", "boolean", "Force parallel distributed writes"),
    "use_preferred_write_partitioning": ("true", "boolean", "Use preferred write partitioning"),
    "enable_dynamic_filtering": ("true", "boolean", "Enable dynamic filtering"),
    "dynamic_filtering_max_size_per_driver": ("", "varchar", "Experimental"),
    "retry_policy": ("NONE", "varchar", "Retry policy"),
    "spill_enabled": ("false", "boolean", "Enable spilling"),
    "push_aggregation_through_outer_join": ("true", "boolean", "Allow pushing aggregations below joins"),
    "push_partial_aggregation_through_join": ("true", "boolean", "Push partial aggregations below joins"),
    "optimize_hash_generation": ("false", "boolean", "Compute hash codes early"),
    "distinct_aggregations_strategy": ("", "varchar", "Strategy for distinct aggregations"),
    "use_table_statistics": ("true", "boolean", "Use table statistics"),
    "collect_column_statistics_on_write": ("true", "boolean", "Collect statistics on write"),
    "statistics_cpu_timer_enabled": ("true", "boolean", "Experimental"),
    "materialized_view_max_staleness": ("", "varchar", ""),
}


@dataclass
class Session:
    """User, defaults of names, time zone, properties, prepared statements, capabilities."""

    user: str
    catalog: Optional[str] = None
    schema: Optional[str] = None
    source: str = ""
    tz: str = "UTC"
    props: Dict[str, str] = field(default_factory=dict)
    prepared: Dict[str, str] = field(default_factory=dict)
    tx: Optional[str] = None
    caps: set = field(default_factory=set)
    tags: str = ""
    trace: str = ""
    roles: str = ""
    header_prefix: str = "X-Trino-"  # of the answers' headers too
