"""`bailang spill`: when a spill arrives, peaks and has passed at sections downstream, how strong it is, and how much passes."""
import json
import math
import subprocess

import numpy
from scipy import optimize, special

import exact
from harness import DAY, Case, problem

SETS = {
    "table": dict(M=50.0, A=20.0, U=0.5, E=20.0, k=0.0, lasts=0.0, at=4000.0, L=13000.0, places=[1000, 2500, 4000, 7500],
                  cells=(40.0, 20.0, 10.0), threshold=1.0, hours=8),
    "decaying, large river": dict(M=900.0, A=300.0, U=0.25, E=60.0, k=1.8, lasts=0.0, at=8000.0, L=30000.0,
                                  places=[1500, 4000, 9000, 16000], cells=(100.0, 50.0, 25.0), threshold=0.3, hours=40),
    "released over a quarter of an hour": dict(M=12.0, A=5.0, U=0.8, E=24.0, k=0.4, lasts=900.0, at=2400.0, L=20000.0,
                                               places=[1600, 3200, 8000, 14000], cells=(40.0, 20.0, 10.0), threshold=0.6,
                                               hours=8),
}


class Passage:
    """What the exact curve at a place x downstream does, times in hours."""

    def __init__(self, p, x):
        self.p, self.x = p, x
        begin, end = 1.0, p["lasts"] + 20 * (x + 20 * p["E"] / p["U"]) / p["U"]
        times = numpy.linspace(begin, end, 4000)
        top = times[numpy.argmax([self.at(t) for t in times])]
        near = times[1] - times[0]
        found = optimize.minimize_scalar(lambda t: -self.at(t), bounds=(max(top - near, begin), top + near), method="bounded",
                                         options={"xatol": 1e-6})
        self.top, self.begin, self.end = found.x, begin, end
        self.peak = self.at(self.top)

    def at(self, t):
        p = self.p
        grams = p["M"] * 1000
        if p["lasts"] == 0:
            return float(exact.spill(self.x, t, grams, p["A"], p["U"], p["E"], p["k"] / DAY))
        return (self.released(t) - self.released(t - p["lasts"])) * grams / p["lasts"]

    def released(self, t):
        """1 g/s from t = 0 on, in an endless river: ∫ spill dt, in error functions (as of van Genuchten's solutions)."""
        p = self.p
        if t <= 0:
            return 0.0
        u, d = math.sqrt(p["U"] ** 2 + 4 * p["k"] / DAY * p["E"]), 2 * math.sqrt(p["E"] * t)
        near, far = (self.x - u * t) / d, (self.x + u * t) / d
        rise = math.exp((p["U"] - u) * self.x / (2 * p["E"]))
        # e^((U+u)x/2E) erfc(far) is e^((U-u)x/2E - near²) erfcx(far): neither overflows.
        return rise * (math.erfc(near) - math.exp(-near * near) * special.erfcx(far)) / (2 * p["A"] * u)

    def crossing(self, level, rises):
        if level >= self.peak:
            return math.nan
        low, high = (self.begin, self.top) if rises else (self.top, self.end)
        return optimize.brentq(lambda t: self.at(t) - level, low, high, xtol=1e-9) / 3600

    def mass(self):
        """kg that pass in the end: M (U + u)/2u e^{(U−u)x/2E}, u = √(U² + 4kE)."""
        p = self.p
        u = math.sqrt(p["U"] ** 2 + 4 * p["k"] / DAY * p["E"])
        return p["M"] * (p["U"] + u) / (2 * u) * math.exp((p["U"] - u) * self.x / (2 * p["E"]))

    def row(self):
        p = self.p
        return {"peak_mg_l": self.peak, "peak_h": self.top / 3600, "arrival_h": self.crossing(0.01 * self.peak, True),
                "passed_h": self.crossing(0.01 * self.peak, False), "threshold_arrival_h": self.crossing(p["threshold"], True),
                "threshold_passed_h": self.crossing(p["threshold"], False), "mass_kg": self.mass()}


def river(p):
    """A uniform river; the spill takes the water as it is, whatever else the case simulates."""
    case = Case("river", ["cod"], 10 * DAY, 600.0, 3600.0, 400.0)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", p["L"], p["A"], p["E"])
    case.inflow("H", p["U"] * p["A"], cod=3.0)
    for x in p["places"]:
        case.section("R", p["at"] + x)
    return case


def spill(bench, p, cell, *options):
    """The rows of the sections in each run, low, central, high."""
    folder = bench.scratch / f"{bench.runs:03}-spill"
    bench.runs += 1
    river(p).write(folder)
    command = [bench.program, "spill", str(folder), "--at", f"R:{p['at']}", "--mass", str(p["M"]), "--cell", str(cell),
               "--hours", str(p["hours"]), "--threshold", str(p["threshold"]), "--duration", f"{p['lasts']} s",
               "--decay", str(p["k"]), "--format", "json", "--quiet", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    runs = json.loads(done.stdout)["spills"][0]["runs"]
    bench.worst_ledger = max([bench.worst_ledger] + [run["ledger_error"] for run in runs])
    return {run["velocity"]: [row for row in run["sections"] if not row["is_mouth"]] for run in runs}


# Quantities: their keys, unit, least order, largest error on the finest grid.
QUANTITIES = {"peak": (["peak_mg_l"], "of the peak", 1.6, 1e-3), "time of the peak": (["peak_h"], "h", 1.3, 20 / 3600),
              "arrival and passage at 1 % of the peak": (["arrival_h", "passed_h"], "h", 1.3, 30 / 3600),
              "above the threshold from and until": (["threshold_arrival_h", "threshold_passed_h"], "h", 1.3, 20 / 3600)}


@problem("Spill", "`bailang spill` in a uniform river: peak, times, and mass that passes, at four sections",
         "c = M/(A√(4πEt)) e^{−(x−Ut)²/4Et − kt}, its integral over the release; mass M (U + u)/2u e^{(U−u)x/2E}, "
         "u = √(U² + 4kE)",
         "cell and step (Courant number 1) halved together: order ≥ 1.6 of the peak, ≥ 1.3 of times (crests are clipped on "
         "coarse grids); on the finest the peak to 0.1 %, times to 20 s, at 1 % of the peak 30 s; mass 1e-6, with decay 2e-5")
def passages(bench):
    for label, p in SETS.items():
        wanted = [Passage(p, x).row() for x in p["places"]]
        found = {}

        def errors_of(cell, keys):
            if cell not in found:
                found[cell] = spill(bench, p, cell)["central"]
            worst = 0.0
            for exact_row, row in zip(wanted, found[cell]):
                for key in keys:
                    bench.claim((row[key] is None) == math.isnan(exact_row[key]), f"{label}, {cell:g} m: {key} is {row[key]}")
                    if row[key] is not None:
                        scale = exact_row[key] if key in ("peak_mg_l", "mass_kg") else 1
                        worst = max(worst, abs(row[key] - exact_row[key]) / scale)
            return worst

        for name, (keys, unit, least, limit) in QUANTITIES.items():
            bench.grids(f"{label}: {name}", p["cells"], lambda cell: errors_of(cell, keys), (least, None), unit, limit=limit)
        finest = p["cells"][-1]
        bench.check(f"{label}: mass that passes", errors_of(finest, ["mass_kg"]), 2e-5 if p["k"] else 1e-6, "relative",
                    f"{finest:g} m")
        if label == "table":
            x = numpy.linspace(500, 8000, 31)
            rows = [Passage(p, a).row() for a in x]
            bench.draw("distance from the spill [m]", "hours after the spill", [
                (name, x, [r[key] for r in rows], p["places"], [r[key] for r in found[p["cells"][0]]])
                for name, key in (("arrives", "arrival_h"), ("peaks", "peak_h"), ("has passed", "passed_h"))])


@problem("Spill velocity", "`bailang spill --velocity-uncertainty`: the river slower and faster by a share",
         "the same formulas with U f and A/f, f = 1 − share, 1, 1 + share",
         "peaks to 0.5 %, times to 1.5 % of the peak's, on cells a fortieth of the way to the first section")
def velocities(bench):
    for label, share in (("table", 0.2), ("decaying, large river", 0.35)):
        p = SETS[label]
        cell = p["places"][0] / 40
        found = spill(bench, p, cell, "--velocity-uncertainty", str(share))
        for name, factor in (("low", 1 - share), ("central", 1.0), ("high", 1 + share)):
            wanted = [Passage({**p, "U": p["U"] * factor, "A": p["A"] / factor}, x).row() for x in p["places"][:3]]
            pairs = list(zip(wanted, found[name]))
            peaks = max(abs(row["peak_mg_l"] / w["peak_mg_l"] - 1) for w, row in pairs)
            times = max(abs(row[key] - w[key]) / w["peak_h"] for w, row in pairs for key in ("peak_h", "arrival_h", "passed_h"))
            bench.check(f"{label}, {name}: peak", peaks, 5e-3, "relative", f"{cell:g} m")
            bench.check(f"{label}, {name}: times", times, 0.015, "of the peak's", f"{cell:g} m")


PULSES = {"table's river": dict(U=0.4, E=15, A=10, c0=10, begin=700, lasts=2900, L=8000, places=[100, 500, 1000, 2000],
                                cells=(40.0, 20.0, 10.0), step_over_cell=1.5, end=14400, output=600),
          "another river": dict(U=0.7, E=40, A=30, c0=50, begin=1007, lasts=1133, L=14000, places=[1200, 3000, 5000],
                                cells=(75.0, 37.5, 18.75), step_over_cell=2.0, end=10800, output=900),
          "shorter than a step": dict(U=0.7, E=40, A=30, c0=5000, begin=1003, lasts=17, L=14000, places=[1200, 3000, 5000],
                                      cells=(75.0, 37.5, 18.75), step_over_cell=2.0, end=10800, output=900)}


@problem("B1 between steps", "a pulse at the inlet that begins and ends inside of steps, one of them shorter than a step",
         "difference of two step responses, at the times of the pulse itself",
         "order 2.0 ± 0.2 from 50 min after it on, where it lasts some steps; mass that enters exact, 1e-12")
def between_steps(bench):
    for label, p in PULSES.items():
        times = numpy.arange(0, p["end"] + 1, p["output"])
        late = times >= p["begin"] + p["lasts"] + 3000

        def curve(x, t):
            return p["c0"] * exact.pulse_inlet(x, t - p["begin"], p["lasts"], p["U"], p["E"], 0)

        wanted = numpy.array([[curve(x, t) for x in p["places"]] for t in times])

        def error_of(cell):
            case = Case("pulse", ["cod", "continuity"], p["end"], p["step_over_cell"] * cell, p["output"], cell)
            case.set("initial", cod_mg_l=0.0)
            case.set("flow", interpolation="step")
            case.node("H", "headwater")
            case.node("SEA", "outlet")
            case.reach("R", "H", "SEA", p["L"], p["A"], p["E"])
            for time, c in ((0, 0.0), (p["begin"], p["c0"]), (p["begin"] + p["lasts"], 0.0)):
                case.inflow("H", p["U"] * p["A"], time, cod=c)
            for x in p["places"]:
                case.section("R", x)
            result = bench.run(case)
            entered = 1000 * result.values["balance_cod"][0][result.terms.index("headwater")]
            mass = p["U"] * p["A"] * p["c0"] * p["lasts"]
            bench.claim(abs(entered / mass - 1) < 1e-12, f"{label}, {cell:g} m: {entered} g entered, {mass} were given")
            return numpy.abs(result.series("cod") - wanted)[late].max(), result.series("cod")

        if label == "shorter than a step":  # its moment within the step is lost, its mass is not
            errors = [error_of(cell)[0] for cell in p["cells"]]
            bench.check(label, errors[-1] / wanted[late].max(), 0.02, "of the peak", f"{p['cells'][-1]:g} m")
            continue
        extras = bench.grids(label, p["cells"], error_of, (1.8, 2.2))
        if label == "another river":
            fine = numpy.linspace(p["begin"], p["end"], 161)
            bench.draw("time [h]", "cod [mg/l]", [
                (f"{x:g} m", fine / 3600, [curve(x, t) for t in fine], times / 3600, extras[1][:, i])
                for i, x in enumerate(p["places"])])
