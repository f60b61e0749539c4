"""What every problem of the verification through the command line shares: cases written as a user writes them, runs of the
program, errors by grid, observed orders, and the record that docs/verification.md is made from.

A problem is a function that takes a Bench and returns nothing; it calls `bench.grids(...)` or `bench.check(...)`. Every claim
that fails is kept in the record, so that a run tells all of them.
"""
import csv
import dataclasses
import datetime
import json
import math
import pathlib
import subprocess

import h5py
import numpy

TABLES = pathlib.Path(__file__).resolve().parents[1] / "tables"
START = datetime.datetime(2021, 1, 1)
DAY = 86400.0
LEDGER = 1e-12  # of the throughput


def moment(seconds):
    """A time of the case, in the form that its tables take."""
    return (START + datetime.timedelta(seconds=float(seconds))).strftime("%Y-%m-%dT%H:%M:%SZ")


def table(name):
    """Rows of a table of exact values, numbers as numbers."""
    with open(TABLES / f"{name}.csv", newline="", encoding="utf-8") as file:
        return [{key: _number(value) for key, value in row.items()} for row in csv.DictReader(file)]


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text


class Case:
    """A case as a user writes it: case.toml and tables, each a list of rows (dicts). Columns are the union of the keys."""

    def __init__(self, name, constituents, end, step, output=None, cell=500.0, solve="transient", mode="prescribed"):
        self.name, self.constituents = name, constituents
        self.sections_toml = {
            "time": {"start": moment(0), "end": moment(end), "step": f"{step!r} s", "output": f"{output or end!r} s",
                     "solve": solve},
            "grid": {"cell_length_m": cell},
            "flow": {"mode": mode},
        }
        self.tables = {}
        self.extra = ""

    def set(self, section, **keys):
        self.sections_toml.setdefault(section, {}).update(keys)

    def add(self, table_name, **row):
        self.tables.setdefault(table_name, []).append(row)

    def node(self, id, kind, **more):
        self.add("nodes", id=id, kind=kind, **more)

    def reach(self, id, from_node, to_node, length, area=None, dispersion=None, **more):
        row = {"id": id, "river": "", "from_node": from_node, "to_node": to_node, "length_m": length, "bed_slope": 0.001,
               "bottom_width_m": 10.0, "manning_n": 0.03, **more}
        if area is not None:
            row["flow_area_m2"] = area
        if dispersion is not None:
            row["dispersion_m2_s"] = dispersion
        self.add("reaches", **row)

    def section(self, reach, chainage, **more):
        count = len(self.tables.get("sections", []))
        self.add("sections", id=f"s{count}", name="", reach=reach, chainage_m=chainage, level="", **more)

    def inflow(self, place, flow, time=None, reach=False, **concentrations):
        row = {"node": "" if reach else place, "reach": place if reach else ""}
        if time is not None:
            row["time"] = moment(time)
        self.add("inflows", **row, flow_m3_s=flow, **{f"{c}_mg_l": v for c, v in concentrations.items()})

    def write(self, folder):
        folder.mkdir(parents=True)
        toml = [f'[case]\nname = "{self.name}"\nconstituents = {json.dumps(self.constituents)}\n']
        for section, keys in self.sections_toml.items():
            toml.append(f"[{section}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in keys.items()))
        (folder / "case.toml").write_text("\n".join(toml) + "\n" + self.extra, encoding="utf-8")
        for name, rows in self.tables.items():
            columns = list(dict.fromkeys(key for row in rows for key in row))
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)


def _cell(value):
    return repr(float(value)) if isinstance(value, (float, numpy.floating)) else value


def _toml(value):
    if isinstance(value, (float, numpy.floating)):
        return repr(float(value))
    return json.dumps(value)


class Result:
    """The HDF5 of a run, closed again: values as float64, one scenario."""

    def __init__(self, path):
        with h5py.File(path, "r") as file:
            self.values = {name: file[name][()] for name in file if isinstance(file[name], h5py.Dataset)}
        self.terms = [t.decode() if isinstance(t, bytes) else t for t in self.values["term"]]
        self.time = self.values["time"].astype(float)

    def series(self, name):
        """section_<name>, [time, section]; kept as float32 in the file."""
        return self.values[f"section_{name}"][0].astype(float)

    def mean(self, name):
        """Mean over the run, [section], in double precision; in a steady run it is the state."""
        return self.values[f"section_{name}_mean"][0]

    def ledger(self):
        """Largest |error| of any ledger over what passes through."""
        worst = 0.0
        for name, values in self.values.items():
            if name.startswith("balance_"):
                # Of the reactions each process counts, and what is left of their sum: the first-order loss.
                own = [i for i, t in enumerate(self.terms) if t.startswith("reaction_")]
                parts = [i for i, t in enumerate(self.terms) if t not in ("error", "reaction")]
                loss = values[0][self.terms.index("reaction")] - values[0][own].sum()
                through = (numpy.abs(values[0][parts]).sum() + abs(loss)) / 2
                worst = max(worst, abs(values[0][self.terms.index("error")]) / max(through, 1e-300))
        return worst


@dataclasses.dataclass
class Problem:
    id: str
    title: str  # what it tests
    exact: str  # the exact solution and its source
    acceptance: str  # in words
    function: object
    number: int = 0


PROBLEMS = []


def problem(id, title, exact, acceptance):
    def register(function):
        PROBLEMS.append(Problem(id, title, exact, acceptance, function, len(PROBLEMS)))
        return function

    return register


class Bench:
    """Runs the cases of one problem and keeps what came out."""

    def __init__(self, program, scratch, entry):
        self.program, self.scratch, self.entry = program, pathlib.Path(scratch), entry
        self.sets, self.claims, self.picture = [], [], None
        self.runs, self.worst_ledger = 0, 0.0

    def run(self, case, *options):
        folder = self.scratch / f"{self.runs:03}-{case.name}"
        self.runs += 1
        case.write(folder)
        out = folder / "out.h5"
        done = subprocess.run([self.program, "run", str(folder), "-o", str(out), "--quiet", *options],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"run of {folder} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        result = Result(out)
        out.unlink()
        self.worst_ledger = max(self.worst_ledger, result.ledger())
        return result

    def claim(self, holds, text):
        self.claims.append({"holds": bool(holds), "text": text})

    def check(self, label, error, limit, unit="", where="one run"):
        """A single number that has to stay below a limit, such as an exact solution that the program reaches on any grid."""
        error = float(error)
        self.sets.append({"label": label, "grids": [where], "errors": [error], "orders": [], "unit": unit,
                          "limit": limit})
        self.claim(error <= limit, f"{label}: {error:.3g} > {limit:g}")  # NaN fails

    def grids(self, label, sizes, error_of, order, unit="mg/l", size_unit="m", limit=None):
        """Errors over grids, coarsest first, and the order observed between each two. `order` is (lowest, highest), either
        None for no bound; `limit` bounds the error of the finest grid. Returns what `error_of` returned beside the error."""
        errors, extras = [], []
        for size in sizes:
            value = error_of(size)
            error, extra = value if isinstance(value, tuple) else (value, None)
            errors.append(float(error))
            extras.append(extra)
        orders = [math.log(a / b) / math.log(s / t) if a > 0 and b > 0 else math.nan
                  for a, b, s, t in zip(errors, errors[1:], sizes, sizes[1:])]
        self.sets.append({"label": label, "grids": [f"{size:g} {size_unit}" for size in sizes], "errors": errors,
                          "orders": orders, "unit": unit, "limit": limit})
        lowest, highest = order
        for value in orders:
            self.claim((lowest is None or value >= lowest) and (highest is None or value <= highest),
                       f"{label}: order {value:.3f} outside [{lowest}, {highest}]; errors {errors}")
        if limit is not None:
            self.claim(errors[-1] <= limit, f"{label}: error {errors[-1]:.3g} > {limit:g}")
        return extras

    def agrees_with_table(self, label, own, given, limit=1e-12):
        """The formulas here and the table must be the same function; both are compared before any run."""
        own, given = numpy.asarray(own, float), numpy.asarray(given, float)
        worst = float(numpy.max(numpy.abs(own - given)) / numpy.max(numpy.abs(given)))
        self.claim(worst <= limit, f"{label}: formula and table differ by {worst:.3g} of the largest value")

    def draw(self, x_label, y_label, lines, x_scale="linear", title=""):
        """lines: (label, x, y exact, x computed, y computed)."""
        self.picture = {"x": x_label, "y": y_label, "title": title, "x_scale": x_scale,
                        "lines": [{"label": label, "exact": [list(map(float, a)), list(map(float, b))],
                                   "computed": [list(map(float, c)), list(map(float, d))]}
                                  for label, a, b, c, d in lines]}

    def record(self):
        self.claim(self.worst_ledger <= LEDGER, f"a ledger closes to {self.worst_ledger:.3g} of its throughput only")
        entry = self.entry
        return {"id": entry.id, "number": entry.number, "title": entry.title, "exact": entry.exact,
                "acceptance": entry.acceptance, "sets": self.sets, "ledger": self.worst_ledger, "runs": self.runs,
                "claims": len(self.claims), "failed": [c["text"] for c in self.claims if not c["holds"]],
                "picture": self.picture}
