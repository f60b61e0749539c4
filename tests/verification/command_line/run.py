#!/usr/bin/python3
"""Verification through the command line.

usage: run.py PROGRAM RESULTS_DIR [MODULE ...]

Runs the problems of the modules named (all, when none is), prints a line for each set of parameters, and writes
RESULTS_DIR/<module>.json, which scripts/make_verification.py turns into docs/verification.md. Ends with 1 when any claim fails.
"""
import importlib
import json
import pathlib
import sys
import tempfile
import time

import harness

MODULES = ["plug_flow", "steady_dispersion", "fronts", "waves", "tanks", "network_loop", "hydraulics", "reactions", "levels",
           "drying", "reservoirs", "balances", "bits", "long_runs"]


def run_module(program, results, module):
    importlib.import_module(module)
    records = []
    for entry in harness.PROBLEMS:
        if entry.function.__module__ != module:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="bailang-") as scratch:
            bench = harness.Bench(program, scratch, entry)
            entry.function(bench)
        record = bench.record()
        records.append(record)
        print(f"{record['id']}: {'passes' if not record['failed'] else 'FAILS'} ({record['runs']} runs, "
              f"{time.monotonic() - began:.1f} s, ledger {record['ledger']:.1g})", flush=True)
        for one in record["sets"]:
            print("   ", one["label"], "|", ", ".join(one["grids"]), "| errors", [f"{e:.3g}" for e in one["errors"]],
                  "| orders", [f"{o:.2f}" for o in one["orders"]])
        for text in record["failed"]:
            print("    FAILED:", text)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{module}.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    return not any(record["failed"] for record in records)


if __name__ == "__main__":
    chosen = sys.argv[3:] or MODULES
    good = [run_module(sys.argv[1], pathlib.Path(sys.argv[2]), module) for module in chosen]
    sys.exit(0 if all(good) else 1)
