"""Reading and printing SQL: TrinoSQL beside sqlglot, and how time grows with a text."""
import json
import statistics
import subprocess
import tempfile

from output import Failed, table
from servers import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


def statements():
    """Every statement of the examples: DDL and queries."""
    texts = []
    for example in EXAMPLES:
        request = json.loads(example.read_text())
        texts += [entry["statement"] for entry in request["ddl"]] + [entry["query"] for entry in request["queries"]]
    return texts


def parsing(arguments):
    texts = statements()
    characters = sum(map(len, texts))
    print(f"\nParse and print: the {len(texts)} statements of examples/ ({characters:,} characters), one thread")
    ours, theirs, version = [], [], ""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(texts, file)
        file.flush()
        for _ in range(arguments.runs):
            ours.append(timed([arguments.parse_bench, file.name, "100"])["seconds"] / 100)
            said = timed([arguments.sqlglot_python, str(ROOT / "bench/parse_rival.py"), file.name, "3"])
            theirs.append(said["seconds"] / 3)
            version = said["version"]
    table(
        ["", "us a statement", "MB/s", "ratio"],
        [
            [name, f"{1e6 * seconds / len(texts):,.1f}", f"{characters / seconds / 1e6:,.2f}", ratio]
            for name, seconds, ratio in (
                ("TrinoSQL", statistics.median(ours), f"{statistics.median(theirs) / statistics.median(ours):,.1f} x"),
                (f"sqlglot {version}", statistics.median(theirs), "1"),
            )
        ],
    )


def growth(arguments):
    print("\nParse and print: how time grows when a text of one kind becomes ten times as long (10 is linear)")
    lines = subprocess.run([arguments.parse_bench, "--growth"], check=True, capture_output=True, text=True).stdout
    table(
        ["", "size", "ms", "ms of tenfold", "factor"],
        [
            [c["case"], f"{c['size']:,}", f"{1e3 * c['seconds']:,.2f}", f"{1e3 * c['seconds_of_tenfold']:,.1f}", f"{c['factor']:.1f}"]
            for c in map(json.loads, lines.splitlines())
        ],
    )


def timed(command):
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        raise Failed(f"{command[0]} failed: {run.stderr[-1000:]}")
    return json.loads(run.stdout)
