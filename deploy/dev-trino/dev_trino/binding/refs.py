"""One reference to a table within a statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Set, Tuple

from ..domains import Domain
from ..metastore import DataFile, Table
from ..types import TrinoType


@dataclass
class Ref:
    """A table, or SQL text for a virtual one; what planning learns of it is kept here."""

    key: str
    table: Optional[Table] = None
    inline: Optional[str] = None
    cols: Dict[str, TrinoType] = field(default_factory=dict)
    all_files: List[DataFile] = field(default_factory=list)  # of the snapshot that is read
    files: List[DataFile] = field(default_factory=list)  # those that can match
    read: Set[str] = field(default_factory=set)  # columns that the scans give or filter
    domains: List[Dict[str, Domain]] = field(default_factory=list)
    filters: List[str] = field(default_factory=list)

    @property
    def shadow_name(self) -> str:
        """The name of the empty table that stands for it while planning."""
        return f"{self.table.id}_{len(self.cols)}_{self.key.strip('_')}"

    def scan_size(self) -> Tuple[float, float]:
        """(rows, compressed bytes of the columns that are read) of the files that can match."""
        size = sum(f.column_sizes.get(c, 0) for f in self.files for c in self.read)
        return float(sum(f.rows for f in self.files)), float(size)
