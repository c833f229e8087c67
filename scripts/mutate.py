#!/usr/bin/env python3
"""Takes each named check of the optimizer and each named defence of the service out in turn, and says which test notices.

Both are named by a comment before what is taken out:

    // check: rows-in-order
    guard left.isOrderedLike(right) else { return .different("...") }

    // defence: own-schema
    guard name == [scratch.catalog, scratch.schema] else { return false }

What stands there may be
- an `if` or `else if`: the branch is then never taken;
- a `guard`: its conditions then always hold, and those that bind a name stay;
- a line that begins with `&&` or `||`: the operand is then true, or false;
- a line `.filter { condition }`: everything then passes;
- a value, where the comment goes on `; without it: VALUE`: that value then stands in its place;
- any other statement: it is then left out.
Within SQL the comment is `-- defence: name`, and the condition on the next line then always holds.
What is done in two places has one name and is taken out of both.

Things are taken out in a copy of the tree: there each is put behind a switch that an environment variable throws, so that one
build serves them all. The sources themselves, and every build of them, hold no such switch.

The optimizer's checks are held by its adversarial suites; the service's defences by the tests that stand in their row of the table
in docs/security.md.

Usage: scripts/mutate.py [--tree DIR] [--scratch DIR] [NAME...]      all of them, or those named
Ends with 1 where something can go without a test noticing.
"""

import argparse
import pathlib
import signal
import sys

from mutants.checks import Checks
from mutants.defences import Defences
from mutants.switches import fail


def main():
    parser = argparse.ArgumentParser(description="Takes checks and defences out in turn, and says which test notices.")
    parser.add_argument("--tree", type=pathlib.Path, help="where the service's copy is made (.build/mutants/service)")
    parser.add_argument("--scratch", type=pathlib.Path, help="where it is built (.build/mutants/service-build)")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    # Else what runs would be left running where this is ended from outside.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    kinds = [Checks(options), Defences(options)]
    known = {name for kind in kinds for name in kind.marks}
    unknown = [name for name in options.names if name not in known]
    if unknown:
        fail(f"nothing is called {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    survivors, count = [], 0
    for kind in kinds:
        wanted = [name for name in options.names or kind.marks if name in kind.marks]
        if wanted:
            survivors += kind.hold(wanted)
            count += len(wanted)
    print(f"{count - len(survivors)} of {count} are held by a test")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
