"""Flow that turns: a spill goes forth and back with it.

Uniform flow of changing sign: a channel so deep and narrow that its level and area hardly change, with a constant level at its
mouth. At its head more water is withdrawn than flows in for part of the time; what is missing comes up from the sea.
"""
import math

import numpy

import exact
from harness import DAY, Case, moment, problem, table

DEPTH = 20000.0


def travelled(p, t):
    """Way of the water in t, U t + U1/ω sin ωt."""
    omega = 2 * math.pi / p["period"]
    return p["U"] * t + p["U1"] / omega * math.sin(omega * t)


def cell_mean(x, dx, t, p):
    """Mean over a cell of what M grams at once make of an endless river."""
    s, near = 2 * math.sqrt(p["E"] * t), x - travelled(p, t)
    return (p["M"] / (2 * p["A"] * dx) * (math.erf((near + dx / 2) / s) - math.erf((near - dx / 2) / s))
            * math.exp(-p["k"] / DAY * t))


def released(x, t, p):
    """The same at a point, the mass released evenly from 0 to T: 30-point Gauss-Legendre over the moments of release."""
    at, weight = numpy.polynomial.legendre.leggauss(30)
    total = 0.0
    for moment_of, w in zip(p["T"] / 2 * (at + 1), weight):
        age, near = t - moment_of, x - (travelled(p, t) - travelled(p, moment_of))
        total += w / 2 * p["M"] / (p["A"] * math.sqrt(4 * math.pi * p["E"] * age)) * math.exp(
            -near * near / (4 * p["E"] * age) - p["k"] / DAY * age)
    return total


def channel(p, cell, places):
    case = Case("turning", ["cod", "continuity"], p["end"], p["step_over_cell"] * cell, p["output"], cell, mode="dynamic")
    case.set("initial", cod_mg_l=0.0)
    case.set("kinetics", k_cod_per_day=p["k"])
    case.node("H", "headwater")
    case.node("SEA", "outlet", bed_elevation_m=-DEPTH)
    case.reach("R", "H", "SEA", p["L"], None, p["E"], bed_slope=0.0, bottom_width_m=p["A"] / DEPTH, manning_n=1e-6)
    case.add("tides", node="SEA", level_m=0.0, cod_mg_l=0.0)
    taken = 1.1 * p["A"] * abs(p["U1"])
    case.add("withdrawals", id="w", reach="R", chainage_m=1.0, flow_m3_s=taken)
    case.set("flow", interpolation="step")
    step = p["step_over_cell"] * cell
    for t in numpy.arange(0, p["end"], step):
        case.inflow("H", taken + p["A"] * (travelled(p, t + step) - travelled(p, t)) / step, t, cod=0.0)
    case.add("outfalls", id="o", name="", kind="plant", reach="R", chainage_m=p["at"], adds_water="false", series="spill.csv")
    for t, load in ((0, p["M"] / p["T"]), (p["T"], 0.0)):
        case.add("spill", time=moment(t), flow_m3_d=DAY, cod_mg_l=load)
    for x in places:
        case.section("R", p["at"] + x)
    return case


SETS = {"table": dict(M=50000.0, A=20.0, U=0.5, U1=0.9, period=44712, E=20.0, k=1.0, T=720, L=19200.0, at=2400.0, end=23040,
                      output=1440, cells=(24.0, 16.0, 12.0), step_over_cell=5 / 6,
                      places=numpy.arange(-800.0, 15201, 800)),
        "forth and back over the place": dict(M=3e5, A=150.0, U=0.02, U1=-0.6, period=21600, E=45.0, k=0.0, T=1800, L=22000.0,
                                              at=11000.0, end=43200, output=1800, cells=(100.0, 50.0, 25.0), step_over_cell=1.5,
                                              places=numpy.arange(-5200.0, 5001, 400))}


@problem("B2 tidal", "a spill in water that runs forth and back, all along a channel at once",
         "U(t) = U + U₁ cos ωt: a spill's centre is at Ut + U₁/ω sin ωt; the Gaussian about it, integrated over the release",
         "order 2.0 ± 0.2 from an hour after the release on; the flow turns, and is at all sections what it should be to 0.2 % "
         "of its largest; never negative; `continuity` 1 to 1e-12")
def tidal_spill(bench):
    p = SETS["table"]
    given = table("B2_spill_tidal")
    bench.agrees_with_table("B2 tidal, cells", [cell_mean(r["x_m"], 50.0, r["t_s"], p) for r in given],
                            [r["c_cellavg_dx"] for r in given], 1e-11)
    own = [exact.spill(r["x_m"] - travelled(p, r["t_s"]), r["t_s"], p["M"], p["A"], 0.0, p["E"], p["k"] / DAY) for r in given]
    bench.agrees_with_table("B2 tidal", own, [r["c_point"] for r in given])
    for label, p in SETS.items():
        times = numpy.arange(0, p["end"] + 1, p["output"])
        late = times >= p["T"] + 3600
        wanted = numpy.array([[released(x, t, p) for x in p["places"]] for t in times[late]])

        def error_of(cell):
            result = bench.run(channel(p, cell, p["places"]))
            # The flow recorded is the mean of the step that ends then.
            step = p["step_over_cell"] * cell
            U = [(travelled(p, t) - travelled(p, t - step)) / step for t in times[1:]]
            off = numpy.abs(result.series("flow")[1:] / p["A"] - numpy.array(U)[:, None]).max() / (abs(p["U"]) + abs(p["U1"]))
            values = result.series("cod")
            bench.claim(min(U) < 0 < max(U) and off < 2e-3, f"{label}, {cell:g} m: flow off by {off:.3g} of its largest")
            bench.claim(values.min() >= 0, f"{label}, {cell:g} m: negative concentration {values.min()}")
            one = numpy.abs(result.mean("continuity") - 1).max()
            bench.claim(one <= 1e-12, f"{label}, {cell:g} m: continuity off by {one:.3g}")
            return numpy.abs(values[late] - wanted).max(), values

        extras = bench.grids(label, p["cells"], error_of, (1.8, 2.2))
        if label == "table":
            x = numpy.linspace(p["places"][0], p["places"][-1], 321)
            bench.draw("distance from the spill [m]", "cod [mg/l]", [
                (f"{times[n] / 3600:g} h", x, [released(a, times[n], p) for a in x], p["places"], extras[0][n])
                for n in (4, 8, 12, 16)])
