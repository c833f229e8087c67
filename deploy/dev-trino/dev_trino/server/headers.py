"""What the request's headers say: who asks, and in which session."""

from __future__ import annotations

import base64
from email.message import Message
from typing import Dict, List, Optional
from urllib.parse import unquote_plus
from zoneinfo import ZoneInfo

from ..session import Session


def prefix_of(headers: Message) -> str:
    """The prefix of the client's headers: clients of the time before the project's renaming say X-Presto-."""
    return "X-Presto-" if headers.get("X-Presto-User") and not headers.get("X-Trino-User") else "X-Trino-"


def _list(headers: Message, name: str) -> List[str]:
    return [x.strip() for v in headers.get_all(name) or [] for x in v.split(",") if x.strip()]


def _map(headers: Message, name: str) -> Dict[str, str]:
    pairs = (item.partition("=") for item in _list(headers, name))
    return {unquote_plus(k.strip()): unquote_plus(v.strip()) for k, _, v in pairs}


def _zone(name: Optional[str]) -> str:
    try:
        ZoneInfo(name or "UTC")
    except Exception:  # what is no zone raises many things
        return "UTC"
    return name or "UTC"


def session_of(headers: Message, principal: str = "") -> Session:
    """The session of a statement's POST."""

    prefix = prefix_of(headers)

    def text(name: str) -> Optional[str]:
        return headers.get(prefix + name)

    def low(name: str) -> Optional[str]:
        return text(name).lower() if text(name) else None

    return Session(
        user=text("User") or principal or "anonymous",
        catalog=low("Catalog"),
        schema=low("Schema"),
        source=text("Source") or "",
        tz=_zone(text("Time-Zone")),
        props=_map(headers, prefix + "Session"),
        prepared={k.lower(): v for k, v in _map(headers, prefix + "Prepared-Statement").items()},
        tx=text("Transaction-Id"),
        caps=set(_list(headers, prefix + "Client-Capabilities")),
        tags=text("Client-Tags") or "",
        trace=text("Trace-Token") or "",
        header_prefix=prefix,
    )


def principal_of(headers: Message, users: Dict[str, str], tokens: Dict[str, str]) -> Optional[str]:
    """Who authenticated; '' where nobody needs to; None where the credentials do not do."""
    kind, _, credentials = (headers.get("Authorization") or "").partition(" ")
    user, password = "", ""
    if kind == "Basic":
        try:
            user, _, password = base64.b64decode(credentials).decode().partition(":")
        except ValueError:
            return None
    if not users and not tokens:
        return user
    if kind == "Basic" and user in users and users[user] == password:
        return user
    return tokens.get(credentials) if kind == "Bearer" else None
