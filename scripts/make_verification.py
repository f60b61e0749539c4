#!/usr/bin/python3
"""Writes docs/verification.md and its pictures from runs of the program.

usage: scripts/make_verification.py PROGRAM [--results DIR]     with --results, of runs that a test has made already
"""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
HARNESS = ROOT / "tests" / "verification" / "command_line"

with tempfile.TemporaryDirectory() as scratch:
    results = sys.argv[3] if sys.argv[2:3] == ["--results"] else scratch
    if results == scratch:
        subprocess.run([sys.executable, "-B", HARNESS / "run.py", sys.argv[1], results], check=False)
    subprocess.run([sys.executable, "-B", HARNESS / "page.py", "--write", results, ROOT / "docs"], check=True)
