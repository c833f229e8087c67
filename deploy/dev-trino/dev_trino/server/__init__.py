"""Trino's client protocol over HTTP."""

from .server import Server

__all__ = ["Server"]
