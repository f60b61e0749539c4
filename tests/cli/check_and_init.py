#!/usr/bin/env python3
"""`bailang init` writes a case that `bailang check` finds good; both keep the exit codes of the contract.

Usage: check_and_init.py PROGRAM
"""
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

program = str(Path(sys.argv[1]).resolve())


def bailang(*words, where):
    return subprocess.run([program, *words], cwd=where, capture_output=True, text=True)


def require(condition, what):
    if not condition:
        sys.exit("failed: " + what)


with tempfile.TemporaryDirectory() as folder:
    made = bailang("init", "new/case", where=folder)
    require(made.returncode == 0, "init makes a directory: " + made.stderr)
    case = Path(folder) / "new" / "case"
    files = {path.name for path in case.iterdir()}
    require({"case.toml", "reaches.csv", "nodes.csv", "measures.toml", "scenarios.toml"} <= files, f"files: {files}")
    before = {path: path.read_bytes() for path in case.iterdir()}

    again = bailang("init", "new/case", where=folder)
    require(again.returncode == 2 and "not empty" in again.stderr, "init refuses a directory that holds something")
    (Path(folder) / "file").write_text("x")
    require(bailang("init", "file", where=folder).returncode == 2, "init refuses a file's name")
    require(before == {path: path.read_bytes() for path in case.iterdir()}, "init overwrote nothing")

    checked = bailang("check", "new/case", where=folder)
    require(checked.returncode == 0 and checked.stderr == "", "the new case has no fault: " + checked.stderr)
    lines = dict(line.split(None, 1) for line in checked.stdout.splitlines())
    require(lines["reaches"] == "3" and lines["scenarios"] == "18", f"the summary counts: {lines}")
    as_json = json.loads(bailang("check", "new/case", "--format", "json", where=folder).stdout)
    require(as_json["reaches"] == 3 and as_json["start"] == "2021-01-01T00:00:00Z", f"json: {as_json}")
    as_csv = dict(csv.reader(bailang("check", "new/case", "--format", "csv", where=folder).stdout.splitlines()))
    require(as_csv["constituents"] == "cod, nh4_n, continuity", f"csv: {as_csv}")
    require(bailang("check", "new/case", "--quiet", where=folder).stdout == "", "--quiet prints no summary")
    require(before == {path: path.read_bytes() for path in case.iterdir()}, "check wrote nothing")

    absent = bailang("check", "nowhere", where=folder)
    require(absent.returncode == 2 and absent.stdout == "", "a case that is not there is bad input")
    require(absent.stderr.startswith("nowhere: error: there is no such directory"), absent.stderr)
    (Path(folder) / "only.toml").write_text('[[scenario]]\nid = "only"\n')
    chosen = bailang("check", "new/case", "--scenarios", "only.toml", where=folder)
    require("scenarios     1\n" in chosen.stdout, "--scenarios names another file: " + chosen.stdout + chosen.stderr)
    (Path(folder) / "only.toml").write_text('[[scenario]]\nid = 3\n')
    wrong = bailang("check", "new/case", "--scenarios", "only.toml", where=folder)
    require(wrong.stderr.startswith("only.toml:2:6: error:"), "its faults name the file as given: " + wrong.stderr)

    run = bailang("run", "new/case", "-o", "out.h5", "--quiet", where=folder)
    require(run.returncode == 0 and (Path(folder) / "out.h5").exists(), "the new case runs: " + run.stderr)
