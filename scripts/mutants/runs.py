"""Builds a tree, and runs its tests with something taken out."""

import os
import re
import subprocess
from dataclasses import dataclass, field

from .switches import VARIABLE, fail
from .trees import ROOT

# In seconds. A run that doesn't end has noticed too: it waits for what was taken out.
TIME_LIMIT = 300


@dataclass
class Outcome:
    passes: bool
    cases: list = field(default_factory=list)
    output: str = ""

    @property
    def words(self):
        more = f" and {len(self.cases) - 1} more" if len(self.cases) > 1 else ""
        return (self.cases[0] if self.cases else "the run ended early") + more


class Build:
    def __init__(self, tree, scratch):
        self.options = ["--package-path", str(tree), "--scratch-path", str(scratch)]

    def make(self):
        subprocess.run(["swift", "build", *self.options, "--build-tests", "-q"], check=True)

    def run(self, removed, tests):
        """What tests say with something taken out, or with everything in its place."""
        environment = dict(os.environ)
        environment.setdefault(
            "LAKEWRIGHT_DEV_TRINO_PYTHON", str(ROOT / "deploy" / "dev-trino" / ".venv" / "bin" / "python"))
        environment.pop(VARIABLE, None)
        if removed:
            environment[VARIABLE] = removed
        command = ["swift", "test", *self.options, "--skip-build", "--disable-xctest", "--filter", tests]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return Outcome(False, [f"no end within {TIME_LIMIT} s"])
        output = done.stdout + done.stderr
        # Tests that none matches pass: a misspelt name must not look like a survivor.
        if re.search(r"Test run with 0 tests|No matching test", output):
            fail(f"no test matches {tests}")
        cases = re.findall(r"recorded an issue with \d+ arguments? \S+ → (.*?) at \S+\.swift:\d+", output)
        if not cases or not VERBOSE_ARGUMENTS.search(tests):
            cases = re.findall(r"✘ Test \"?(.+?)\"? (?:with \d+ test cases? )?(?:recorded an issue|failed)", output)
        return Outcome(done.returncode == 0, list(dict.fromkeys(cases)), output)


# Suites whose tests are told apart by their arguments, which name the case.
VERBOSE_ARGUMENTS = re.compile("RefusalTests|SummaryMatchingTests|EquivalenceTests|OwnRewritingTests")


def take_out_each(build, wanted, marks, stages):
    """Takes out one thing after the other. `stages` tells for a name the tests to run, in turn, until one notices."""
    survivors = []
    for name in wanted:
        for tests in stages(name):
            outcome = build.run(name, tests)
            if not outcome.passes:
                break
        if outcome.passes:
            survivors.append(name)
            print(f"SURVIVES  {name} ({marks[name]})", flush=True)
        else:
            print(f"killed    {name}: {outcome.words}", flush=True)
    return survivors
