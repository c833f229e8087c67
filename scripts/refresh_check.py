#!/usr/bin/env python3
"""Shows on a live engine that refreshing works: applies a result, changes the originals, refreshes, compares, takes it away.

    refresh_check.py --url http://HOST:PORT --request REQUEST.json --result RESULT.json

What is done to the originals: to each large table 1 % of its rows are added (exact duplicates, rows with dates long past and dates
to come, rows without a value in every second column); in each small one rows are changed, and one is added twice. Then the
refresh statements of the report run twice, and every rewritten query must give the rows of its original: exact values exactly,
floating-point ones within 1e-9. At the end the rollback statements run, and the new schema must be gone.

THE ORIGINALS ARE CHANGED: use it on data that is made for it. Needs nothing but Python 3.
"""
import argparse
import json
import math
import re
import sys
import time
import urllib.request


class Engine:
    """The little of Trino's protocol that is needed here."""

    def __init__(self, url, catalog, schema):
        self.url = url.rstrip("/")
        self.headers = {"X-Trino-User": "refresh-check", "X-Trino-Time-Zone": "UTC"}
        if catalog:
            self.headers["X-Trino-Catalog"] = catalog
        if schema:
            self.headers["X-Trino-Schema"] = schema

    def run(self, sql):
        """The rows of one statement, and the types of its columns; RuntimeError with the engine's message where it fails."""
        request = urllib.request.Request(f"{self.url}/v1/statement", data=sql.encode(), headers=self.headers)
        rows, columns = [], []
        while True:
            with urllib.request.urlopen(request, timeout=600) as answer:
                page = json.load(answer)
            if "error" in page:
                raise RuntimeError(f"{page['error'].get('errorName')}: {page['error'].get('message')}")
            columns = page.get("columns") or columns
            rows += page.get("data") or []
            if "nextUri" not in page:
                return rows, [column["type"] for column in columns]
            request = urllib.request.Request(page["nextUri"], headers=self.headers)


def quoted(*parts):
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def text(statement):
    sql = statement["statement"] if isinstance(statement, dict) else statement
    return sql.rstrip().rstrip(";")


def tables(engine, request):
    """(catalog, schema, table) of each CREATE TABLE of the request, with its columns and rows."""
    catalog, schema = engine.headers.get("X-Trino-Catalog"), engine.headers.get("X-Trino-Schema")
    found = []
    for statement in request["ddl"]:
        match = re.match(r"\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"]+)", text(statement), re.I)
        if not match:
            continue
        parts = [part.strip('"').lower() for part in match.group(1).split(".")]
        name = ([catalog, schema] + parts)[-3:] if len(parts) < 3 else parts
        rows, _ = engine.run(
            f"SELECT column_name, data_type FROM {quoted(name[0])}.information_schema.columns "
            f"WHERE table_schema = '{name[1]}' AND table_name = '{name[2]}' ORDER BY ordinal_position"
        )
        if rows:
            count = engine.run(f"SELECT count(*) FROM {quoted(*name)}")[0][0][0]
            found.append({"name": name, "columns": rows, "rows": count})
    return found


def change(engine, table, largest):
    """Changes one original as a load would, and says how."""
    name = quoted(*table["name"])
    every = [quoted(column) for column, _ in table["columns"]]

    def shifted(years):
        return ", ".join(
            f"CAST(date_add('year', {years}, {quoted(column)}) AS {kind})"
            if kind == "date" or kind.startswith("timestamp") else quoted(column)
            for column, kind in table["columns"]
        )

    def sparse():
        # The last column always: a table of one column has a row without a value too.
        return ", ".join(
            f"CAST(NULL AS {kind})" if (len(every) - index) % 2 else quoted(column)
            for index, (column, kind) in enumerate(table["columns"])
        )

    if table["rows"] * 10 >= largest:
        for share, items in (
            (0.004, ", ".join(every)), (0.002, shifted(-20)), (0.002, shifted(1)), (0.002, sparse())
        ):
            engine.run(
                f"INSERT INTO {name} ({', '.join(every)}) SELECT {items} FROM {name} WHERE random() < {share}"
            )
        added = engine.run(f"SELECT count(*) FROM {name}")[0][0][0] - table["rows"]
        return f"{added} rows added to {table['rows']}"
    words = [column for column, kind in table["columns"] if kind.startswith("varchar")]
    done = []
    if words:
        column = quoted(words[-1])
        engine.run(
            f"UPDATE {name} SET {column} = {column} || ' *' WHERE {column} IN (SELECT min({column}) FROM {name})"
        )
        done.append(f"{words[-1]} changed where it was least")
    for _ in range(2):
        engine.run(f"INSERT INTO {name} ({', '.join(every)}) SELECT {', '.join(every)} FROM {name} LIMIT 1")
    return ", ".join(done + ["a row added twice"])


def close(left, right):
    if isinstance(left, float) or isinstance(right, float):
        if not all(isinstance(value, (int, float)) for value in (left, right)):
            return left == right
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(close(a, b) for a, b in zip(left, right))
    return left == right


def same(left, right):
    """Whether both hold the same rows, each as often. Rows are paired by order, floating-point values rounded for that alone."""
    if len(left) != len(right):
        return False

    def key(row):
        return [f"{value:.6g}" if isinstance(value, float) else str(value) for value in row]

    return all(close(a, b) for a, b in zip(sorted(left, key=key), sorted(right, key=key)))


def compare(engine, request, result):
    """(equal, different, failed in the original) of all queries."""
    counts = [0, 0, 0]
    for original, rewritten in zip(request["queries"], result["queries"]):
        try:
            before, _ = engine.run(text(original["query"]))
        except RuntimeError:
            counts[2] += 1
            continue
        try:
            after, _ = engine.run(text(rewritten["query"]))
            equal = same(before, after)
            why = f"{len(before)} rows in the original, {len(after)} in the rewritten query"
        except RuntimeError as error:
            equal, why = False, str(error)
        counts[0 if equal else 1] += 1
        if not equal:
            print(f"   DIFFERENT: {original['queryid']}: {why}")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--request", required=True)
    parser.add_argument("--result", required=True)
    arguments = parser.parse_args()
    with open(arguments.request, encoding="utf-8") as file:
        request = json.load(file)
    with open(arguments.result, encoding="utf-8") as file:
        result = json.load(file)
    place = re.match(r"jdbc:trino://[^/]*(?:/([^/?]+))?(?:/([^/?]+))?", request.get("url", ""))
    engine = Engine(arguments.url, place and place.group(1), place and place.group(2))
    report = result["result"]["report"]

    for statement in result["ddl"] + result["migrations"]:
        engine.run(text(statement))
    print(f"applied: {len(result['ddl']) - 1} new tables")
    originals = tables(engine, request)
    largest = max(table["rows"] for table in originals)
    for table in originals:
        print(f"   {'.'.join(table['name'])}: {change(engine, table, largest)}")
    stale = compare(engine, request, result)
    print(f"before the refresh: {stale[0]} equal, {stale[1]} different (as is to be expected)")
    for turn in ("first", "second"):
        began = time.time()
        for statement in report["refresh"]:
            engine.run(text(statement))
        print(f"{turn} refresh: {len(report['refresh'])} statements, {time.time() - began:.1f} s")
    equal, different, broken = compare(engine, request, result)
    print(f"after the refresh: {equal} equal, {different} different, {broken} fail in the original")
    for statement in report["rollback"]:
        engine.run(text(statement))
    schema = re.match(r"CREATE SCHEMA\s+([\w\".]+)", text(result["ddl"][0])).group(1).replace('"', "").split(".")
    left = [row[0] for row in engine.run(f"SHOW SCHEMAS FROM {quoted(schema[0])}")[0]]
    gone = schema[1] not in left
    print(f"rollback: {'nothing is left' if gone else schema[1] + ' is still there'}")
    good = gone and different == 0 and equal > 0
    print("GOOD" if good else "NOT GOOD")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
