"""From parsed Trino SQL to DuckDB SQL over exactly the files that matter."""

from .prepared import Prepared, prepare

__all__ = ["Prepared", "prepare"]
