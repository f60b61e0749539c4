"""Steady advection, dispersion and decay in one river."""
import math

import numpy

import exact
from harness import DAY, Case, problem, table


def river(name, cell, L, A, E, Q, c_in, k, places, **reach):
    """One reach from a headwater to an outlet, steady."""
    case = Case(name, ["cod", "continuity"], DAY, 3600.0, cell=cell, solve="steady")
    case.set("kinetics", k_cod_per_day=k)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", L, A, E, **reach)
    case.inflow("H", Q, cod=c_in)
    for x in places:
        case.section("R", x)
    return case


POINT_LOADS = {"table": dict(U=0.05, E=60, A=500, k=0.35, W=150, before=40000, after=72000, shift=10000),
               "slow and strongly dispersed": dict(U=0.02, E=150, A=120, k=0.9, W=40, before=30000, after=42000,
                                                   shift=6000)}


def point_load_error(bench, p, cell, load_at, places):
    """places are distances from the load."""
    case = river("load", cell, p["before"] + p["after"], p["A"], p["E"], p["U"] * p["A"], 0.0, p["k"],
                 [load_at + x for x in places])
    case.add("outfalls", id="o", name="", kind="plant", reach="R", chainage_m=load_at, flow_m3_d=DAY, cod_mg_l=p["W"],
             adds_water="false")
    values = bench.run(case).mean("cod")
    wanted = numpy.array([exact.point_load(x, p["W"], p["A"], p["U"], p["E"], p["k"] / DAY) for x in places])
    return numpy.abs(values - wanted).max(), values


@problem("A2 point load", "steady load in the middle of a river: upstream penetration, peak, two roots",
         "c = W/(Q m) e^{Ux(1∓m)/2E}, m = √(1 + 4kE/U²)", "order 2.0 ± 0.1; the load in the middle of a cell or on a face")
def point_load(bench):
    given = table("A2_steady_adr_pointload_infinite")
    p = POINT_LOADS["table"]
    bench.agrees_with_table("A2", [exact.point_load(r["x_m"], p["W"], p["A"], p["U"], p["E"], p["k"] / DAY) for r in given],
                            [r["c_gm3"] for r in given])
    for label, p in POINT_LOADS.items():
        # In units of the coarsest cell; sections keep off the load by more than a cell.
        coarse = (p["before"] + p["after"]) / 224
        places = [coarse * n for n in (-20, -10, -5, -3, 2, 3, 5, 10, 20, 40)]
        middle = coarse * (math.floor(p["before"] / coarse) + 0.5)
        bench.grids(f"{label}, load in the middle of a cell", [coarse, coarse / 3, coarse / 9],
                    lambda cell: point_load_error(bench, p, cell, middle, places), (1.9, 2.1))
        face = coarse * math.floor(p["before"] / coarse)
        extras = bench.grids(f"{label}, load on a face", [coarse, coarse / 2, coarse / 4],
                             lambda cell: point_load_error(bench, p, cell, face, places), (1.9, 2.1))
        if label == "table":
            x = numpy.linspace(-10000, 20000, 301)
            curve = [exact.point_load(a, p["W"], p["A"], p["U"], p["E"], p["k"] / DAY) for a in x]
            bench.draw("distance from the load [m]", "cod [mg/l]", [("table", x, curve, places, extras[0])])


@problem("A2 finite", "steady river of finite length, flux inlet and free outlet",
         "c = a e^{r₁x} + b e^{r₂x}, Uc_0 = Uc − Ec′ at 0, c′(L) = 0 (Danckwerts; Wehner–Wilhelm)", "order 2.0 ± 0.1")
def finite(bench):
    sets = {"table": dict(U=0.05, E=60, A=500, k=0.35, c0=8, L=25000),
            "swift, short, strongly decaying": dict(U=0.6, E=35, A=12, k=6.0, c0=30, L=4000)}
    given, p = table("A2_steady_adr_finite"), sets["table"]
    bench.agrees_with_table("A2", [exact.closed_reach(r["x_m"], p["L"], p["c0"], p["U"], p["E"], p["k"] / DAY) for r in given],
                            [r["c_danckwerts"] for r in given])
    for label, p in sets.items():
        places = [p["L"] * i / 20 for i in range(1, 20)]
        wanted = numpy.array([exact.closed_reach(x, p["L"], p["c0"], p["U"], p["E"], p["k"] / DAY) for x in places])

        def error_of(cell):
            values = bench.run(river("finite", cell, p["L"], p["A"], p["E"], p["U"] * p["A"], p["c0"], p["k"], places)).mean("cod")
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [p["L"] / n for n in (100, 200, 400, 800)], error_of, (1.9, 2.1))
        if label == "table":
            x = numpy.linspace(0, p["L"], 201)
            curve = [exact.closed_reach(a, p["L"], p["c0"], p["U"], p["E"], p["k"] / DAY) for a in x]
            bench.draw("chainage [m]", "cod [mg/l]", [("table", x, curve, places, extras[0])])


@problem("H dispersion", "Fischer's dispersion where a reach gives none",
         "E = 0.011 U²W²/(h u*), u* = √(g h S), inside the steady profile of A2 finite",
         "the same profile as with E given, 1e-12; order 2.0 ± 0.1 to the exact one")
def fischer(bench):
    rows = [(r["U"], r["H"], r["W"], r["S"]) for r in table("H_rates_dispersion")]
    bench.agrees_with_table("H", [exact.fischer(*row) for row in rows], [r["E_m2s"] for r in table("H_rates_dispersion")])
    for U, h, width, slope in rows + [(0.22, 0.55, 8.0, 0.0004)]:
        E, k = exact.fischer(U, h, width, slope), 4.0
        L = 200 * E / U
        places = [L * i / 20 for i in range(1, 20)]
        wanted = numpy.array([exact.closed_reach(x, L, 10.0, U, E, k / DAY) for x in places])
        reach = dict(bottom_width_m=width, bed_slope=slope)

        def error_of(cell):
            by_formula = bench.run(river("fischer", cell, L, h * width, None, U * h * width, 10.0, k, places, **reach)).mean("cod")
            by_number = bench.run(river("given", cell, L, h * width, E, U * h * width, 10.0, k, places, **reach)).mean("cod")
            return numpy.abs(by_formula - wanted).max(), numpy.abs(by_formula - by_number).max() / by_number.max()

        label = f"U {U:g} m/s, h {h:g} m, W {width:g} m, S {slope:g}: E = {E:.4g} m²/s"
        extras = bench.grids(label, [L / n for n in (200, 400, 800)], error_of, (1.9, 2.1))
        bench.check(label + ", against E given", max(extras), 1e-12, "relative", "all grids")
