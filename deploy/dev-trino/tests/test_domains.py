"""What filters say about columns."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import sqlglot

from dev_trino.domains import conjuncts, domain_of
from dev_trino.types import parse_trino_type

TYPES = {"a": parse_trino_type("bigint"), "d": parse_trino_type("date"), "s": parse_trino_type("varchar")}


def domain(text: str):
    column, d = domain_of(sqlglot.parse_one(text, dialect="duckdb"), TYPES)
    return column, d


@pytest.mark.parametrize(
    "text, inside, outside",
    [
        ("a > 5", (6, 9), (1, 5)),
        ("a >= 5", (5, 9), (1, 4)),
        ("5 > a", (1, 4), (5, 9)),
        ("a = 5", (1, 9), (6, 9)),
        ("a BETWEEN 3 AND 4", (4, 9), (5, 9)),
        ("a IN (1, 9)", (9, 10), (2, 8)),
        ("a < 3 OR a > 8", (8, 9), (3, 8)),
        ("a > 3 AND a < 6", (5, 9), (6, 9)),
    ],
)
def test_a_file_is_kept_only_if_its_bounds_meet_the_filter(text, inside, outside):
    _, d = domain(text)
    assert d.overlaps(Decimal(inside[0]), Decimal(inside[1]), 0)
    assert not d.overlaps(Decimal(outside[0]), Decimal(outside[1]), 0)


def test_dates_and_texts():
    assert domain("d < CAST('2024-02-01' AS DATE)")[1].overlaps(dt.date(2024, 1, 1), dt.date(2024, 3, 1), 0)
    assert not domain("s = 'm'")[1].overlaps("n", "z", 0)


def test_is_null_keeps_only_files_with_nulls():
    _, d = domain("a IS NULL")
    assert d.overlaps(Decimal(1), Decimal(2), 3) and not d.overlaps(Decimal(1), Decimal(2), 0)


def test_unknown_bounds_keep_the_file():
    assert domain("a > 5")[1].overlaps(None, None, 0)


@pytest.mark.parametrize("text", ["a + 1 > 5", "a > 1 OR s = 'x'", "length(s) = 3", "a > d"])
def test_what_says_nothing_usable(text):
    assert domain_of(sqlglot.parse_one(text, dialect="duckdb"), TYPES) is None


def test_conjuncts_are_taken_apart():
    assert len(conjuncts(sqlglot.parse_one("(a > 1 AND s = 'x') AND d IS NULL", dialect="duckdb"))) == 3
