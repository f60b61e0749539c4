"""Levels of rivers: backwater, beds made for given profiles, tides, dams that break, still water."""
import math

import h5py
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


@problem("F2", "steady backwater (M1) and drawdown (M2) above a given level", "dh/dx = (S_0 − S_f)/(1 − Fr²), integrated upstream by extrapolation", "order ≥ 0.9")
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

        extras = bench.grids(label, [p["L"] / n for n in (60, 120, 240)], error_of, (0.9, None), "m")
        lines.append((label, places, wanted, places, extras[0]))
    bench.draw("chainage [m]", "depth [m]", lines)
