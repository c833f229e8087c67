"""Statements other than queries, one family a module; importing this package registers all of them."""

from . import alter, drop, explain, maintain, prepared, schemas, session, show, show_create, show_stats  # noqa: F401
from .context import Statement
from .dispatch import run

__all__ = ["Statement", "run"]
