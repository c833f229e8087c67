"""Measures Lakewright beside rivals, on this machine and in the same run, and prints ratios.

    bench.py --bin DIRECTORY --parse-bench PROGRAM --selection-bench PROGRAM --sqlglot-python PYTHON --rival-python PYTHON
             [--runs 3] [--seconds 5]

Every figure is the median of several runs, ours and the rival's in turn. Any error ends it with status 1.
"""
import argparse
import sys

import parsing
import selection
import service
from output import Failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="the folder of lakewright-api and lakewright-worker, a release build")
    parser.add_argument("--parse-bench", required=True)
    parser.add_argument("--selection-bench", required=True)
    parser.add_argument("--sqlglot-python", required=True)
    parser.add_argument("--rival-python", required=True)
    parser.add_argument("--folder", help="where databases are kept while they are measured: a true disk")
    parser.add_argument("--only", choices=["parse", "selection", "service"], help="one part of it")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--tasks", type=int, default=2000, help="tasks of a run from end to end")
    parser.add_argument("--singles", type=int, default=60, help="tasks of a run that are sent one by one")
    arguments = parser.parse_args()
    try:
        if arguments.only in (None, "parse"):
            parsing.parsing(arguments)
            parsing.growth(arguments)
        if arguments.only in (None, "selection"):
            selection.measure(arguments.selection_bench)
        if arguments.only in (None, "service"):
            service.measure(arguments)
    except Failed as error:
        sys.exit(f"bench: {error}")


if __name__ == "__main__":
    main()
