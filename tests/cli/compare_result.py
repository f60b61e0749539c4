"""`bailang compare` tells sections, classes, targets and loads of a result, as table, CSV and JSON.

Use: compare_result.py PROGRAM OUT.h5   (written by write_sample_result)
"""

import csv
import io
import json
import math
import subprocess
import sys
import unicodedata

PROGRAM, PATH = sys.argv[1:]


def value(scenario, constituent, time, place):
    """As in tests/io/hand_made_case.cpp."""
    return 1000.0 * scenario + 100.0 * constituent + 10.0 * place + 0.125 * time


def compare(*options, code=0):
    done = subprocess.run([PROGRAM, "compare", *options], capture_output=True)
    assert done.returncode == code, (options, done.returncode, done.stderr.decode())
    return done.stdout.decode(), done.stderr.decode()


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def check_table():
    text, _ = compare(PATH)
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("section "))
    rule, upper = lines[start + 1], lines[start + 2]
    assert "上游断面" in upper and "COD" in lines[start]
    # The column behind the Chinese name starts where the rule says, counted in columns of a terminal.
    third = rule.index("-", rule.index(" ", rule.index("-", rule.index(" "))))
    assert width(upper[: upper.index("Bailang")]) == third, (rule, upper)
    assert "mix-0001" in text and "outfalls" in lines[-1]


def check_csv():
    text, _ = compare(PATH, "--format", "csv", "--only", "plan")
    assert text.startswith("\ufeff"), "spreadsheets need the byte order mark"
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert {row["scenario"] for row in rows} == {"plan"}
    cod = next(r for r in rows if r["kind"] == "section" and r["place"] == "lower" and r["quantity"] == "cod")
    mean = value(1, 3, 0, 1)
    assert float(cod["value"]) == mean and cod["name_zh"] == "下游断面"
    assert float(cod["target"]) == 30.0, "class IV"
    assert math.isclose(float(cod["over_target"]), mean / 30.0 - 1.0, rel_tol=1e-9)
    assert (cod["class"], cod["meets_target"]) == (">V", "0")


def check_json():
    text, _ = compare(PATH, "--format", "json")
    document = json.loads(text)
    plan = document["scenarios"][1]
    # Mean of the records 1 to 40, g/s; the first record stands for no time.
    load = sum(value(1, 3, t, 0) for t in range(1, 41)) / 40 * 86.4 * 365 / 1000
    assert math.isclose(plan["load_t_a"]["cod"], load, rel_tol=1e-12)
    base = document["scenarios"][0]["load_t_a"]["cod"]
    assert math.isclose(plan["load_change"]["cod"], load / base - 1.0, rel_tol=1e-12)
    free = next(s for s in plan["sections"] if s["id"] == "free")
    assert free["meets_target"] == -1 and free["target_mg_l"]["cod"] is None
    lower = next(s for s in plan["sections"] if s["id"] == "lower")
    assert lower["decided_by"] == "nh4_n" and math.isclose(lower["over_target"], value(1, 1, 0, 1) / 1.5 - 1.0)


def check_strict():
    compare(PATH, "--strict", code=3)


def check_two_results():
    text, _ = compare(PATH, PATH, "--format", "json", "--only", "plan")
    pairs = json.loads(text)["pairs"]
    assert pairs and all(p["first"] == p["second"] and p["scenario"] == "plan" for p in pairs)
    assert {p["kind"] for p in pairs} == {"class", "section", "mouth"}
    text, _ = compare(PATH, PATH, "--format", "csv")
    assert text.startswith("\ufeffkind,scenario,")
    text, _ = compare(PATH, PATH)
    assert "0 %" in text


def check_faults():
    _, message = compare(PATH, "--only", "plann", code=2)
    assert "no scenario 'plann'" in message and "plan" in message
    _, message = compare(__file__, code=2)
    assert "compare_result.py" in message


for check in [check_table, check_csv, check_json, check_strict, check_two_results, check_faults]:
    check()
    print(f"{check.__name__}: fine")
