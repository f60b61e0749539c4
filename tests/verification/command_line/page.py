#!/usr/bin/python3
"""docs/verification.md from what the runs wrote.

usage: page.py --write RESULTS_DIR DOCS_DIR     writes verification.md and verification/*.svg
       page.py --check RESULTS_DIR DOCS_DIR     ends with 1 where the page is not what these results give: the words must be
                                                the same, errors within a fifth, below 1e-9 their being so
"""
import json
import math
import pathlib
import re
import sys

ROUNDING = 1e-9
INTRODUCTION = """# Verification

This page is written by `scripts/make_verification.py` from runs of the program through its command line: every problem
is a case of `case.toml` and tables, as a user writes it, run on several grids and compared with the exact solution in the
HDF5 result. A test runs all of it again and compares this page with what comes out. The problems stand in
`tests/verification/command_line/`, a module for each group; formulas are evaluated there anew, and where
`tests/verification/tables/` holds a table of the same problem, formula and table are compared first. Each problem runs with
the table's parameters and at least one other set.

Errors are the largest over all places and times compared, unless said otherwise. The order is log(error ratio)/log(grid
ratio) between a grid and the next finer one. In every run, the ledger of each constituent and of water must close to
1e-12 of what passes through. Time series are kept as float32, so errors below 1e-7 of the value show in means only.

Of the reference problems that this follows, two do not run, for their inputs are none of a case: B6, a manufactured
solution whose discharge and source are functions of place and time, and the recursion of Muskingum and Cunge, a scheme
that the program does not have. F4's table of a wave in a channel has a law of friction that is of no channel; the same
characteristics run with Manning's.
"""


def number(value, digits=2):
    return f"{value:.{digits}g}" if math.isfinite(value) else "–"


def orders_text(orders):
    return ", ".join(f"{order:.2f}" for order in orders) or "–"


def slug(record):
    return re.sub(r"[^a-z0-9]+", "-", record["id"].lower()).strip("-")


def verdict(record):
    return "fails" if record["failed"] else "passes"


def summary_row(record):
    graded = [s for s in record["sets"] if s["orders"]]
    orders = [o for s in graded for o in s["orders"]]
    span = "–" if not orders else f"{min(orders):.2f} … {max(orders):.2f}"
    finest = (graded or record["sets"])[0]
    return (f"| [{record['id']}](#{slug(record)}) | {record['title']} | {number(finest['errors'][-1])} {finest['unit']} "
            f"({finest['grids'][-1]}) | {span} | {record['acceptance']} | **{verdict(record)}** |")


def problem_section(record):
    lines = [f"## {record['id']}", "", f"<a id=\"{slug(record)}\"></a>{record['title'][0].upper()}{record['title'][1:]}.", "",
             f"Exact: {record['exact']}.", "", f"Acceptance: {record['acceptance']}.", ""]
    lines += ["| parameters | grid | error | order |", "| --- | --- | --- | --- |"]
    for one in record["sets"]:
        errors = ", ".join(number(e) for e in one["errors"])
        lines.append(f"| {one['label']} | {', '.join(one['grids'])} | {errors} {one['unit']} | {orders_text(one['orders'])} |")
    lines += ["", f"{record['runs']} runs, {record['claims']} claims: **{verdict(record)}**."]
    lines += [f"* fails: {text}" for text in record["failed"]]
    if record["picture"]:
        lines += ["", f"![{record['id']}: exact and computed](verification/{slug(record)}.svg)"]
    return "\n".join(lines) + "\n"


def page_text(records):
    good = sum(not r["failed"] for r in records)
    lines = [INTRODUCTION, f"{good} of {len(records)} problems pass.", "",
             "| problem | what it tests | error on the finest grid | observed order | acceptance | verdict |",
             "| --- | --- | --- | --- | --- | --- |"]
    lines += [summary_row(r) for r in records]
    return "\n".join(lines) + "\n\n" + "\n".join(problem_section(r) for r in records)


def read_records(results):
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    from run import MODULES
    records = []
    for module in MODULES:
        records += json.loads((results / f"{module}.json").read_text(encoding="utf-8"))
    return records


def draw(record, path):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    pyplot.rcParams.update({"svg.hashsalt": "bailang", "svg.fonttype": "none", "font.size": 8, "path.simplify": True})
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8.0, 2.9), gridspec_kw={"width_ratios": [1.6, 1]})
    picture = record["picture"]
    for i, line in enumerate(picture["lines"]):
        colour = f"C{i % 10}"
        left.plot(*[[round(v, 5 - _magnitude(a)) for v in a] for a in line["exact"]], "-", color=colour, linewidth=1)
        stride = max(1, len(line["computed"][0]) // 40)
        left.plot(*[a[::stride] for a in line["computed"]], "o", color=colour, markersize=2.5, label=line["label"])
    left.set_xlabel(picture["x"])
    left.set_ylabel(picture["y"])
    left.legend(fontsize=6, frameon=False)
    left.set_title("lines exact, points computed", fontsize=8)
    for i, one in enumerate(s for s in record["sets"] if s["orders"]):
        sizes = [float(g.split()[0]) for g in one["grids"]]
        right.loglog([s / sizes[-1] for s in sizes], one["errors"], "o-", markersize=3, linewidth=1, label=one["label"])
    right.set_xlabel("cell or step over the finest")
    right.set_title("error by grid", fontsize=8)
    right.set_ylabel("error")
    right.legend(fontsize=5, frameon=False)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def _magnitude(values):
    largest = max((abs(v) for v in values), default=1.0)
    return int(math.floor(math.log10(largest))) if largest > 0 else 0


NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])")


def differences(ours, theirs):
    """Lines that differ in more than a fifth of a number or in rounding."""
    faults = []
    a, b = ours.splitlines(), theirs.splitlines()
    if len(a) != len(b):
        faults.append(f"{len(b)} lines in the page, {len(a)} from the run")
    for number_of_line, (x, y) in enumerate(zip(a, b), 1):
        if NUMBER.sub("#", x) != NUMBER.sub("#", y) or not all(map(close, NUMBER.findall(x), NUMBER.findall(y))):
            faults.append(f"line {number_of_line}:\n  run:  {x}\n  page: {y}")
    return faults


def close(a, b):
    a, b = float(a), float(b)
    return (abs(a) < ROUNDING and abs(b) < ROUNDING) or abs(a - b) <= 0.2 * max(abs(a), abs(b))


def main():
    mode, results, docs = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    records = read_records(results)
    text = page_text(records)
    if mode == "--write":
        (docs / "verification").mkdir(exist_ok=True)
        (docs / "verification.md").write_text(text, encoding="utf-8")
        for record in records:
            if record["picture"]:
                draw(record, docs / "verification" / f"{slug(record)}.svg")
        return 0
    faults = differences(text, (docs / "verification.md").read_text(encoding="utf-8"))
    faults += [f"{slug(r)}.svg is missing" for r in records
               if r["picture"] and not (docs / "verification" / f"{slug(r)}.svg").exists()]
    print("\n".join(faults) or f"{len(records)} problems: the page says what the run gave")
    if faults:
        print("write it anew: scripts/make_verification.py PROGRAM")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
