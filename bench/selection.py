"""How long the choice of tables, and a whole run without an engine, take as the workload grows."""
import json
import subprocess

from output import Failed, table


def measure(program):
    """Prints both, from the lines of SelectionBench."""
    run = subprocess.run([program], capture_output=True, text=True)
    if run.returncode != 0:
        raise Failed(f"{program} failed: {run.stderr[-1000:]}")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    print("\nChoosing tables: processor time against workload size, and z against the best of the simple rules")
    table(
        ["", "tables", "CPU s", "z is", "best simple rule"],
        [
            [f"{c['queries']} queries", str(c["tables"]), f"{c['cpuSeconds']:.2f}", f"{c['againstBest']:,.2f} x", c["best"]]
            for c in lines
            if c["what"] == "selection"
        ],
    )
    print("\nA whole run from the texts alone, without an engine: processor time against workload size")
    table(
        ["", "tables", "CPU s", "ms a query"],
        [
            [f"{c['queries']} queries", str(c["tables"]), f"{c['cpuSeconds']:.2f}", f"{1e3 * c['cpuSeconds'] / c['queries']:,.1f}"]
            for c in lines
            if c["what"] == "run"
        ],
    )
