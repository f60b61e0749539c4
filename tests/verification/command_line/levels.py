"""Levels of rivers: backwater, beds made for given profiles, still water."""
import math

import numpy

import exact
from exact_kinetics import integrate
from harness import DAY, Case, problem, table

G = 9.81


def channel(name, cell, L, b, z, n, bed, Q, level=None, solve="steady", end=DAY, step=3600.0, output=None, slope=0.001, mode="dynamic"):
    """One reach over bed(x), points at half cells, with a level at its end or none."""
    case = Case(name, ["continuity"], end, step, output, cell, solve, mode)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", L, bottom_width_m=b, side_slope=z, manning_n=n, bed_slope=slope)
    case.inflow("H", Q)
    count = round(2 * L / cell)
    for i in range(count + 1):
        x = L * i / count
        case.add("bed_profile", reach="R", chainage_m=x, bed_elevation_m=float(bed(x)))
    if level is not None:
        case.add("tides", node="SEA", level_m=float(level))
    return case


def backwater(p, places):
    """Depths by dh/dx = (S0 - Sf)/(1 - Fr^2), upstream from the end; places fall."""
    def slope(y):
        h = y[0]
        area, top, wetted = exact.section_of_depth(h, p["b"], p["z"])
        friction = (p["n"] * p["Q"]) ** 2 * wetted ** (4 / 3) / area ** (10 / 3)
        return numpy.array([-(p["S0"] - friction) / (1 - p["Q"] ** 2 * top / (G * area**3))])

    return integrate(slope, [p["h"]], [p["L"] - x for x in [p["L"], *places]], 24)[1:, 0]


PROFILES = {
    "F2_M1": dict(Q=30.0, b=12.0, z=1.5, n=0.03, S0=0.0005, h=4.0, L=12000.0),
    "F2_M2": dict(Q=30.0, b=12.0, z=1.5, n=0.03, S0=0.0005, h=1.2, L=6000.0),
    "M1, small rectangle": dict(Q=3.0, b=5.0, z=0.0, n=0.04, S0=0.001, h=2.2, L=3000.0),
    "M2, large river": dict(Q=400.0, b=90.0, z=2.0, n=0.028, S0=0.0002, h=2.2, L=20000.0)}


@problem("F2", "steady backwater (M1) and drawdown (M2) above a given level", "dh/dx = (S_0 − S_f)/(1 − Fr²), integrated upstream by extrapolation", "order ≥ 1.8 (M1), ≥ 1.2 (M2, steep at its end)")
def backwater_curves(bench):
    lines = []
    for label, p in PROFILES.items():
        if label.startswith("F2"):
            given = table(label)
            bench.agrees_with_table(label, backwater(p, [r["x_m"] for r in given[1:]]), [r["h"] for r in given[1:]], 1e-10)
        places = [p["L"] * (1 - i / 20) for i in range(1, 20)]
        wanted = backwater(p, places)

        def error_of(cell):
            case = channel("backwater", cell, p["L"], p["b"], p["z"], p["n"], lambda x: p["S0"] * (p["L"] - x), p["Q"], p["h"], slope=p["S0"])
            for x in places:
                case.section("R", x)
            values = bench.run(case).series("depth")[-1]
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [p["L"] / n for n in (60, 120, 240)], error_of, (1.2 if "M2" in label else 1.8, None), "m")
        lines.append((label, places, wanted, places, extras[0]))
    bench.draw("chainage [m]", "depth [m]", lines)


def macdonald(p, x):
    """Depth, and bed slope S0 = (1 - Q^2 T/(g A^3)) h' + Sf."""
    h, rise = p["h"](x), (p["h"](x + 1e-3) - p["h"](x - 1e-3)) / 2e-3
    area, top, wetted = exact.section_of_depth(h, p["b"], p["z"])
    friction = (p["n"] * p["Q"]) ** 2 * wetted ** (4 / 3) / area ** (10 / 3)
    return h, (1 - p["Q"] ** 2 * top / (G * area**3)) * rise + friction


def bed_of(p):
    """Elevation above the end, the slope integrated by Gauss-Legendre in 400 parts, cubic between them."""
    from scipy.interpolate import CubicHermiteSpline
    edges = numpy.linspace(0, p["L"], 401)
    at, weight = numpy.polynomial.legendre.leggauss(6)
    falls = [(b - a) / 2 * sum(w * macdonald(p, (a + b) / 2 + (b - a) / 2 * t)[1] for t, w in zip(at, weight))
             for a, b in zip(edges, edges[1:])]
    z = numpy.concatenate([numpy.cumsum(falls[::-1])[::-1], [0.0]])
    return CubicHermiteSpline(edges, z, [-macdonald(p, x)[1] for x in edges])


CRITICAL = (4 / G) ** (1 / 3)
MADE = {
    "F3_macdonald_sub": dict(Q=20.0, b=10.0, z=0.0, n=0.033, L=1000.0,
                             h=lambda x: CRITICAL * (1 + 0.5 * math.exp(-16 * (x / 1000 - 0.5) ** 2))),
    "F3_macdonald_trap": dict(Q=20.0, b=10.0, z=2.0, n=0.03, L=5000.0, h=lambda x: 9 / 8 + math.sin(math.pi * x / 500) / 4),
    "other trapezoid": dict(Q=55.0, b=18.0, z=1.5, n=0.026, L=4000.0, cells=(200, 400, 800),
                            h=lambda x: 1.9 + 0.3 * math.sin(2 * math.pi * x / 2000))}


@problem("F3", "beds made so that the steady profile is a given curve, subcritical, rectangle and trapezoid",
         "MacDonald et al. 1997: S_0 = (1 − Q²T/gA³) h′ + S_f", "order ≥ 0.8 of the mean error; discharge even to 1e-7 (float32)")
def made_beds(bench):
    lines = []
    for label, p in MADE.items():
        bed = bed_of(p)
        if label.startswith("F3"):
            given = table(label)
            bench.agrees_with_table(label, [p["h"](r["x_m"]) for r in given], [r["h"] for r in given])
            bench.agrees_with_table(label + " bed", bed([r["x_m"] for r in given]), [r["z_bed"] for r in given], 1e-7)
        places = [p["L"] * i / 40 for i in range(2, 39)]
        wanted = numpy.array([p["h"](x) for x in places])

        def error_of(cell):
            case = channel("made", cell, p["L"], p["b"], p["z"], p["n"], bed, p["Q"], p["h"](p["L"]))
            for x in places:
                case.section("R", x)
            result = bench.run(case)
            uneven = numpy.abs(result.series("flow")[-1] / p["Q"] - 1).max()
            bench.claim(uneven < 1e-7, f"{label}: discharge uneven by {uneven:.3g}")
            values = result.series("depth")[-1]
            return numpy.abs(values - wanted).mean(), values

        extras = bench.grids(label, [p["L"] / n for n in p.get("cells", (100, 200, 400))], error_of, (0.8, None), "m, mean")
        lines.append((label, numpy.array(places) / p["L"], wanted, numpy.array(places) / p["L"], extras[0]))
    bench.draw("chainage over length", "depth [m]", lines)
