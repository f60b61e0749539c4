#!/usr/bin/env python3
"""Checks one bad case and compares the whole text of the messages.

Usage: run_bad_input.py PROGRAM FOLDER [--update]

The case is `base` beside FOLDER, with FOLDER's files put over it and those named in FOLDER/removed.txt taken away.
FOLDER/expected.txt holds all that `bailang check CASE` writes to standard error, CASE standing for the directory. The exit
code is 2 with an error and 0 without. Nothing may be written into the case.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from difflib import unified_diff
from pathlib import Path

OWN_FILES = {"expected.txt", "removed.txt"}


def make_case(folder: Path, case: Path) -> None:
    shutil.copytree(folder.parent / "base", case)
    removed = folder / "removed.txt"
    for name in removed.read_text().split() if removed.exists() else []:
        (case / name).unlink()
    for item in folder.iterdir():
        if item.name in OWN_FILES:
            continue
        if item.is_dir():
            shutil.copytree(item, case / item.name)
        else:
            shutil.copy(item, case / item.name)


def listing(case: Path) -> list:
    return sorted((str(path.relative_to(case)), path.stat().st_size) for path in case.rglob("*"))


def check(program: str, folder: Path, update: bool) -> list:
    with tempfile.TemporaryDirectory() as temporary:
        make_case(folder, Path(temporary) / "CASE")
        before = listing(Path(temporary))
        run = subprocess.run([program, "check", "CASE"], cwd=temporary, capture_output=True, env={**os.environ, "LC_ALL": "C"})
        after = listing(Path(temporary))
    found = run.stderr.decode("utf-8")
    if update:
        (folder / "expected.txt").write_text(found, encoding="utf-8")
    expected = (folder / "expected.txt").read_text(encoding="utf-8")
    faults = list(unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm=""))
    code = 2 if ": error: " in expected else 0
    if not expected:
        faults.append("expected.txt is empty: it would check nothing")
    if run.returncode != code:
        faults.append(f"exit code {run.returncode}, expected {code}")
    if code == 2 and run.stdout:
        faults.append("a bad case printed results: " + run.stdout.decode("utf-8"))
    if before != after:
        faults.append(f"files changed: {set(before) ^ set(after)}")
    return faults


if __name__ == "__main__":
    problems = check(os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve(), "--update" in sys.argv[3:])
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
