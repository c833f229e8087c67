#!/usr/bin/env python3
"""Takes each named check out of the optimizer in turn, and says which adversarial case notices.

A check is named by a comment on the line before it:

    // check: rows-in-order
    guard left.isOrderedLike(right) else { return .different("...") }

It may stand before an `if` (the branch is then never taken), before a `guard` (its conditions then always hold; those that bind
a name stay), and before a line that begins with `&&` (the operand is then true). A check that is made in two places has one name
and is taken out of both.

The checks are taken out in a copy of the tree: there each is put behind a switch that an environment variable throws, so that one
build serves them all. The sources themselves, and every build of them, hold no such switch.

Usage: scripts/mutate.py [NAME...]      all checks, or those named
Ends with 1 where a check can go without a case noticing.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / ".build" / "mutants"
TREE = WORK / "tree"
MARK = re.compile(r"^[ \t]*// check: ([a-z0-9-]+)[ ]*\n", re.M)
# The quick suites first: a check that they notice needs no engine.
SUITES = ["RefusalTests|StaticDecisionTests", "SummaryMatchingTests", "JoinMatchingTests", "SubqueryMatchingTests", "EquivalenceTests",
          "OwnRewritingTests"]
# The optimizer and its tests need none of the packages that the service needs.
FOLDERS = ["Sources/TrinoSQL", "Sources/Optimizer", "Tests/TestSupport", "Tests/OptimizerTests", "deploy/dev-trino"]
SWITCH = """import Foundation

enum Mutants {
    private static let removed = ProcessInfo.processInfo.environment["LAKEWRIGHT_REMOVED_CHECK"]
    static func has(removed name: String) -> Bool { name == removed }
}
"""


def fail(text):
    print(text, file=sys.stderr)
    sys.exit(2)


def end_of_head(text, start, stop):
    """Where, from `start`, the word or sign `stop` stands outside of all brackets and strings."""
    depth, index, quoted = 0, start, False
    while index < len(text):
        char = text[index]
        if quoted:
            if char == "\\":
                index += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif depth == 0 and text.startswith(stop, index):
            return index
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        index += 1
    return -1


def split_conditions(head):
    parts, depth, quoted, last = [], 0, False, 0
    for index, char in enumerate(head):
        if quoted:
            quoted = char != '"' or head[index - 1] == "\\"
        elif char == '"':
            quoted = True
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(head[last:index])
            last = index + 1
    return parts + [head[last:]]


def switched(path, text):
    """The text with its checks behind switches, and their names."""
    names, position = [], 0
    while True:
        found = MARK.search(text, position)
        if not found:
            return text, names
        name, start = found.group(1), found.end()
        start += len(re.compile(r"\s*").match(text, start).group(0))
        switch = f'Mutants.has(removed: "{name}")'
        if text.startswith("if ", start):
            text = text[: start + 3] + f"!{switch}, " + text[start + 3 :]
        elif text.startswith("guard ", start):
            end = end_of_head(text, start, "else {")
            if end < 0:
                fail(f"{path}: no else behind the guard of {name}")
            parts = split_conditions(text[start + 6 : end])
            plain = [not re.match(r"\s*(let|var|case)\b", part) for part in parts]
            if not any(plain):
                fail(f"{path}: the guard of {name} only binds names; write it as an if")
            parts = [f"({switch} || ({part.strip()}))" if is_plain else part.strip() for part, is_plain in zip(parts, plain)]
            text = text[:start] + "guard " + ", ".join(parts) + " " + text[end:]
        elif text.startswith("&& ", start):
            end = text.index("\n", start)
            text = text[:start] + f"&& ({switch} || ({text[start + 3 : end].strip()}))" + text[end:]
        else:
            fail(f"{path}: {name} stands before neither if, guard nor &&")
        names.append(name)
        position = start


def write(path, text):
    """Writes a file only where it changes, so that the next build is short."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "mutants",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "TrinoSQL"),
        .target(name: "Optimizer", dependencies: ["TrinoSQL"]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "OptimizerTests", dependencies: ["Optimizer", "TestSupport"]),
    ]
)
"""


def make_tree():
    """Copies what the optimizer's tests need, checks behind switches. Returns where each check stands."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS],
        cwd=ROOT, capture_output=True, text=True, check=True)
    wanted, checks = set(), {}
    for name in listed.stdout.splitlines():
        source, target = ROOT / name, TREE / name
        if not source.is_file():
            continue
        wanted.add(target)
        if name.startswith("Sources/Optimizer/") and name.endswith(".swift"):
            text, names = switched(name, source.read_text())
            for check in names:
                checks.setdefault(check, name)
            write(target, text)
        elif not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    write(TREE / "Package.swift", MANIFEST)
    write(TREE / "Sources/Optimizer/Mutants.swift", SWITCH)
    wanted.add(TREE / "Sources/Optimizer/Mutants.swift")
    for folder in FOLDERS:
        for path in (TREE / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path not in wanted:
                path.unlink()
    return checks


def run_suites(check, suites):
    """Whether the suites pass with a check taken out, and the cases that do not."""
    environment = dict(os.environ)
    environment.setdefault(
        "LAKEWRIGHT_DEV_TRINO_PYTHON", str(ROOT / "deploy" / "dev-trino" / ".venv" / "bin" / "python"))
    environment.pop("LAKEWRIGHT_REMOVED_CHECK", None)
    if check:
        environment["LAKEWRIGHT_REMOVED_CHECK"] = check
    command = ["swift", "test", "--package-path", str(TREE), "--scratch-path", str(WORK / "build"), "--skip-build",
               "--disable-xctest", "--filter", suites]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    output = done.stdout + done.stderr
    cases = re.findall(r"recorded an issue with \d+ arguments? \S+ → (.*?) at \S+\.swift:\d+", output)
    if not cases:
        cases = re.findall(r"✘ Test \"?(.+?)\"? recorded an issue", output)
    return done.returncode == 0, list(dict.fromkeys(cases)), output


def main():
    checks = make_tree()
    wanted = sys.argv[1:] or list(checks)
    unknown = [name for name in wanted if name not in checks]
    if unknown:
        fail(f"no check is called {', '.join(unknown)}; there are {', '.join(sorted(checks))}")
    print(f"building {len(checks)} checks behind switches ...", flush=True)
    subprocess.run(
        ["swift", "build", "--package-path", str(TREE), "--scratch-path", str(WORK / "build"), "--build-tests", "-q"], check=True)
    passes, cases, output = run_suites(None, "|".join(SUITES))
    if not passes:
        fail("the adversarial suites fail with every check in its place:\n" + output[-4000:])
    survivors = []
    for name in wanted:
        for suites in SUITES:
            passes, cases, output = run_suites(name, suites)
            if not passes:
                break
        if passes:
            survivors.append(name)
            print(f"SURVIVES  {name} ({checks[name]})", flush=True)
        else:
            more = f" and {len(cases) - 1} more" if len(cases) > 1 else ""
            print(f"killed    {name}: {cases[0] if cases else 'the run ended early'}{more}", flush=True)
    print(f"{len(wanted) - len(survivors)} of {len(wanted)} checks are held by a case")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
