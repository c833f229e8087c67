"""Builds a tree, and runs its tests with something taken out."""

import os
import pathlib
import re
import signal
import subprocess
from dataclasses import dataclass, field
from functools import cached_property

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

    @cached_property
    def programs(self):
        """Where what was built lies."""
        shown = subprocess.run(
            ["swift", "build", *self.options, "--show-bin-path"], capture_output=True, text=True, check=True)
        return pathlib.Path(shown.stdout.strip())

    @cached_property
    def runner(self):
        """What runs tests. On Linux they are a program, which starts at once; `swift test` looks at the package first."""
        program = next(self.programs.glob("*PackageTests.xctest"))
        if program.is_file():
            return [str(program), "--testing-library", "swift-testing"]
        return ["swift", "test", *self.options, "--skip-build", "--disable-xctest"]

    def run(self, removed, tests):
        """What tests say with something taken out, or with everything in its place."""
        environment = dict(os.environ)
        environment.setdefault(
            "LAKEWRIGHT_DEV_TRINO_PYTHON", str(ROOT / "deploy" / "dev-trino" / ".venv" / "bin" / "python"))
        # Tests that start the service's programs must start those with the switches.
        environment["LAKEWRIGHT_BIN"] = str(self.programs)
        environment.pop(VARIABLE, None)
        if removed:
            environment[VARIABLE] = removed
        # A group of its own, so that the servers that tests have started can be ended with it.
        process = subprocess.Popen(
            [*self.runner, "--filter", tests], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=TIME_LIMIT)
        except BaseException as end:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(end, subprocess.TimeoutExpired):
                return Outcome(False, [f"no end within {TIME_LIMIT} s"])
            raise
        output = re.sub(r"\x1b\[[0-9;]*m", "", output)
        # Tests that none matches pass: a misspelt name must not look like a survivor.
        if re.search(r"Test run with 0 tests|No matching test", output):
            fail(f"no test matches {tests}")
        cases = re.findall(r"recorded an issue with \d+ arguments? \S+ → (.*?) at \S+\.swift:\d+", output)
        if not cases or not VERBOSE_ARGUMENTS.search(tests):
            cases = re.findall(r"✘ Test (?!run with)\"?(.+?)\"? (?:with \d+ test cases? )?(?:recorded an issue|failed)", output)
        return Outcome(process.returncode == 0, list(dict.fromkeys(cases)), output)


# Suites whose tests are told apart by their arguments, which name the case.
VERBOSE_ARGUMENTS = re.compile("RefusalTests|SummaryMatchingTests|JoinMatchingTests|SubqueryMatchingTests|EquivalenceTests|OwnRewritingTests")


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
