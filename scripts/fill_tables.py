#!/usr/bin/env python3
"""Fills the tables of a document from results, each by the command that stands over it.

Usage: fill_tables.py PROGRAM DOCUMENT.md [--check]

In the document

    <!-- table: compare results/out.h5 --table goals --year 2025
         columns: name_zh = 目标, name = goal, value = value
         where: result = not met 未达成 -->
    …
    <!-- end -->

what stands between the two comments is replaced by the command and its rows as a Markdown table: PROGRAM is run with the
arguments and `--format json`, and of the rows of the (one) table those are kept whose values begin as `where` says.
--check writes nothing and fails where the document would change.
"""
import argparse
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"(<!-- table: (?P<spec>.*?)-->\n).*?(<!-- end -->)", re.S)


def shown(value):
    if value is None:
        return "–"
    if isinstance(value, str):
        return value.replace("|", "\\|")
    if abs(value) >= 10000:
        return f"{value:,.0f}"
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:.0f}"
    text = f"{value:.3g}"
    return "0" if float(text) == 0 else text


def rows_of(program, arguments):
    answer = subprocess.run([program, *arguments, "--format", "json"], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit {answer.returncode}\n{answer.stderr}")
    tables = json.loads(answer.stdout)
    if len(tables) != 1:
        sys.exit(f"{' '.join(arguments)}: {len(tables)} tables, name one")
    return next(iter(tables.values()))["rows"]


def pairs(text):
    return [tuple(part.strip() for part in item.split("=", 1)) for item in text.split(",") if "=" in item]


def table(program, spec):
    lines = [line.strip() for line in spec.strip().splitlines()]
    keys = {key: rest.strip() for key, rest in (line.split(":", 1) for line in lines[1:])}
    rows = rows_of(program, shlex.split(lines[0]))
    for key, begins in pairs(keys.get("where", "")):
        rows = [row for row in rows if shown(row.get(key)).startswith(begins)]
    columns = pairs(keys["columns"])
    unknown = [key for key, _ in columns if rows and key not in rows[0]]
    if unknown:
        sys.exit(f"{lines[0]}: no columns {', '.join(unknown)}; there are {', '.join(rows[0])}")
    right = {key for key, _ in columns if any(isinstance(row[key], (int, float)) for row in rows)}
    out = [f"`bailang {lines[0]}`", "", "| " + " | ".join(head for _, head in columns) + " |",
           "| " + " | ".join("---:" if key in right else "---" for key, _ in columns) + " |"]
    out += ["| " + " | ".join(shown(row[key]) for key, _ in columns) + " |" for row in rows]
    return "\n".join(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("document", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    before = options.document.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda m: f"{m[1]}\n{table(options.program, m['spec'])}\n\n{m[3]}", before)
    if options.check:
        sys.exit(0 if after == before else f"{options.document} is not what the results say")
    options.document.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
