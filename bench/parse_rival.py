"""`parse_rival.py FILE ROUNDS`: what ParseBench does, with sqlglot."""
import json
import sys
import time

import sqlglot

with open(sys.argv[1], encoding="utf-8") as file:
    statements = json.load(file)
rounds = int(sys.argv[2])


def once():
    return sum(len(sqlglot.parse_one(text, read="trino").sql("trino").encode()) for text in statements)


printed = once()
began = time.perf_counter()
for _ in range(rounds):
    printed += once()
print(json.dumps({"seconds": time.perf_counter() - began, "printed": printed, "version": sqlglot.__version__}))
