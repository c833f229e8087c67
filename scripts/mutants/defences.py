"""The service's defences, and the tests that docs/security.md names for each."""

import re

from .runs import Build, take_out_each
from .switches import fail
from .trees import ROOT, make_tree

KIND = "defence"
# Tests that start whole deployments come last.
SLOW = "SystemTests"


def table():
    """For each defence by its name: the files of tests in its row of the table of threats."""
    page = (ROOT / "docs" / "security.md").read_text()
    rows = {}
    for line in page.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 4:
            for name in re.findall(r"`([a-z0-9-]+)`", cells[2]):
                rows[name] = re.findall(r"`(\w+Tests/[\w/]+)`", cells[3])
    return rows


def filters(files):
    """What matches the tests of each file, by target and file, in the order in which the table has them."""
    ordered = sorted(files, key=lambda file: file.startswith(SLOW))
    return [rf"^{file.split('/')[0]}\..*/{file.split('/')[-1]}\.swift:" for file in ordered]


class Defences:
    def __init__(self, options):
        tree = options.tree or ROOT / ".build" / "mutants" / "service"
        self.build = Build(tree, options.scratch or ROOT / ".build" / "mutants" / "service-build")
        self.marks = make_tree(tree, ["."], KIND, "Sources/")
        self.rows = table()
        lost = set(self.marks) - set(self.rows)
        if lost:
            fail(f"docs/security.md names no test for {', '.join(sorted(lost))}")

    def hold(self, wanted):
        print(f"building {len(self.marks)} defences behind switches ...", flush=True)
        self.build.make()
        files = sorted({file for name in wanted for file in self.rows[name]})
        outcome = self.build.run(None, "|".join(filters(files)))
        if not outcome.passes:
            fail("tests fail with every defence in its place:\n" + outcome.words + "\n" + outcome.output[-4000:])
        return take_out_each(self.build, wanted, self.marks, lambda name: filters(self.rows[name]))
