"""dev_trino: Trino's client protocol in front of DuckDB, for development.

It is not Trino. SQL in Trino's dialect is translated by sqlglot and run by DuckDB; every table is a
directory of Parquet files with a manifest, so that partitioning, sort order and snapshots have true
effects on bytes and time. The README says what it does not do.
"""

VERSION = "dev-trino-1.0"
