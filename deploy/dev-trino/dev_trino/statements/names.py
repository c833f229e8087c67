"""Names in statement text, and comments."""

from __future__ import annotations

import re
from typing import List

NAME = r'(?:"(?:[^"]|"")+"|[A-Za-z_@][\w@$]*)'
QNAME = NAME + r"(?:\s*\.\s*" + NAME + r"){0,3}"


def parse_name(s: str) -> List[str]:
    """The lower case parts of a dotted name."""
    return [p.strip('"').replace('""', '"').lower() for p in re.findall(NAME, s)]


def strip_comments(sql: str) -> str:
    """The text without comments; quotes are respected."""
    out, i, n = [], 0, len(sql)
    while i < n:
        ch = sql[i]
        if ch in "'\"":
            j = i + 1
            while j < n:
                if sql[j] == ch:
                    if j + 1 < n and sql[j + 1] == ch:
                        j += 2
                        continue
                    break
                j += 1
            out.append(sql[i : j + 1])
            i = j + 1
        elif sql.startswith("--", i):
            j = sql.find("\n", i)
            i = n if j < 0 else j
        elif sql.startswith("/*", i):
            j = sql.find("*/", i)
            i = n if j < 0 else j + 2
            out.append(" ")
        else:
            out.append(ch)
            i += 1
    return "".join(out).strip()
