"""A copy of the tree in which marked things stand behind switches."""

import pathlib
import shutil
import subprocess

from .switches import SWITCH, fail, switched

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def write(path, text):
    """Writes a file only where it changes, so that the next build is short."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def make_tree(tree, folders, kind, sources):
    """Copies some of the tree's files and folders, with what is marked in `sources` behind switches.

    Returns for each mark the file in which it stands. Each module with a mark in it gets the switches of its own."""
    if tree.resolve() == ROOT:
        fail("the copy can't be the tree itself")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders],
        cwd=ROOT, capture_output=True, text=True, check=True)
    wanted, marks = set(), {}
    for name in listed.stdout.splitlines():
        source, target = ROOT / name, tree / name
        if not source.is_file():
            continue
        wanted.add(target)
        if name.startswith(sources) and name.endswith(".swift"):
            text, names = switched(name, source.read_text(), kind)
            for mark in names:
                marks.setdefault(mark, name)
            write(target, text)
            if names:
                module = tree / pathlib.Path(*pathlib.Path(name).parts[:2])
                write(module / "Mutants.swift", SWITCH)
                wanted.add(module / "Mutants.swift")
        elif not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    for folder in {"Sources", "Tests"}:
        for path in (tree / folder).rglob("*"):
            if path.is_file() and path not in wanted:
                path.unlink()
    return marks
