"""Fronts and spills in one river."""
import numpy

import exact
from harness import DAY, Case, moment, problem, table


def river(name, cell, step, L, A, E, Q, k, end, output, places):
    case = Case(name, ["cod", "continuity"], end, step, output, cell)
    case.set("initial", cod_mg_l=0.0)
    case.set("kinetics", k_cod_per_day=k)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", L, A, E)
    for x in places:
        case.section("R", x)
    return case


FRONTS = {"table": dict(U=0.4, E=15, A=10, k=0.8, c0=10, pulse=3600, L=12000, places=[100, 500, 1000, 2000, 5000],
                        cells=(40.0, 20.0, 10.0), step_over_cell=1.5, end=14400, output=600),
          "slower, wider": dict(U=0.15, E=25, A=36, k=2.5, c0=40, pulse=10800, L=12000, places=[150, 600, 1200, 3000],
                                cells=(100.0, 50.0, 25.0), step_over_cell=2.4, end=43200, output=3600)}


def front_case(p, cell, pulse):
    case = river("front", cell, p["step_over_cell"] * cell, p["L"], p["A"], p["E"], p["U"] * p["A"], p["k"], p["end"],
                 p["output"], p["places"])
    case.inflow("H", p["U"] * p["A"], 0, cod=p["c0"])
    if pulse:
        case.set("flow", interpolation="step")
        case.inflow("H", p["U"] * p["A"], p["pulse"], cod=0.0)
    return case


@problem("B1 step", "a front enters a clean river: third-type inlet, with decay",
         "van Genuchten & Alves 1982, flux inlet (the erfc form in the formulas' file)",
         "order 2.0 ± 0.2 from an hour on, cell and step halved together")
def step(bench):
    p = FRONTS["table"]
    given = table("B1_step")
    own = [p["c0"] * exact.step_inlet(r["x_m"], r["t_s"], p["U"], p["E"], p["k"] / DAY) for r in given]
    bench.agrees_with_table("B1", own, [r["c_third_k"] for r in given])
    own = [p["c0"] * exact.step_inlet(r["x_m"], r["t_s"], p["U"], p["E"], 0) for r in given]
    bench.agrees_with_table("B1 k = 0", own, [r["c_third_k0"] for r in given])
    for label, p in {**FRONTS, "table, without decay": {**FRONTS["table"], "k": 0.0}}.items():
        front(bench, label, p, False, lambda x, t, p=p: p["c0"] * exact.step_inlet(x, t, p["U"], p["E"], p["k"] / DAY))


@problem("B1 pulse", "a pulse of limited time enters a clean river",
         "difference of two step responses, one shifted by the pulse", "order 2.0 ± 0.2 from the pulse's end on")
def pulse(bench):
    p = FRONTS["table"]
    given = table("B1_step")
    own = [p["c0"] * exact.pulse_inlet(r["x_m"], r["t_s"], p["pulse"], p["U"], p["E"], p["k"] / DAY) for r in given]
    bench.agrees_with_table("B1 pulse", own, [r["c_third_pulse_k"] for r in given])
    for label, p in FRONTS.items():
        front(bench, label, p, True,
              lambda x, t, p=p: p["c0"] * exact.pulse_inlet(x, t, p["pulse"], p["U"], p["E"], p["k"] / DAY))


def front(bench, label, p, is_pulse, curve):
    """Errors from an hour after the last jump at the inlet on."""
    begin = (p["pulse"] if is_pulse else 0.0) + 3600.0
    times = numpy.arange(0, p["end"] + 1, p["output"])
    late = times >= begin
    wanted = numpy.array([[curve(x, t) for x in p["places"]] for t in times])

    def error_of(cell):
        values = bench.run(front_case(p, cell, is_pulse)).series("cod")
        return numpy.abs(values - wanted)[late].max(), values

    extras = bench.grids(label, p["cells"], error_of, (1.8, 2.2))
    if label == "table":
        hours = numpy.linspace(0, p["end"], 145)
        bench.draw("time [h]", "cod [mg/l]",
                   [(f"{x:g} m", hours / 3600, [curve(x, t) for t in hours], times / 3600, extras[0][:, i])
                    for i, x in enumerate(p["places"])])


SPILLS = {"table": dict(M=50000, A=20, U=0.5, E=20, k=1.0, release=600, before=3000, L=15000, end=14400,
                        x=[-500, 0, 250, 500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 7500], cell=100.0),
          "heavier, slower": dict(M=2e6, A=75, U=0.2, E=45, k=0.3, release=1800, before=6000, L=24000, end=43200,
                                  x=[-1000, 0, 500, 1000, 2000, 3000, 4000, 5000, 6000, 8000, 10000], cell=200.0)}


@problem("B2 spill", "a spill in the middle of a river, released over some minutes",
         "c = M/(A√(4πEt)) e^{−(x−Ut)²/4Et − kt}, integrated over the release",
         "order 2.0 ± 0.2 at twice the release's time and after; never negative")
def spill(bench):
    p = SPILLS["table"]
    given = table("B2_spill")
    bench.agrees_with_table("B2", [exact.spill(r["x_m"], r["t_s"], p["M"], p["A"], p["U"], p["E"], p["k"] / DAY) for r in given],
                            [r["c_point"] for r in given])
    for label, p in SPILLS.items():
        # Middle of a cell on every grid: cells are cut in three.
        at = p["before"] + p["cell"] / 2
        output = p["end"] / 12
        times = numpy.arange(0, p["end"] + 1, output)
        late = times >= 2 * p["release"] + 1800

        def curve(x, t):
            return exact.spill_over(x, t, p["release"], p["M"], p["A"], p["U"], p["E"], p["k"] / DAY)

        def error_of(cell):
            step = p["release"] / 2 * cell / p["cell"]
            case = river("spill", cell, step, p["L"], p["A"], p["E"], p["U"] * p["A"], p["k"], p["end"], output,
                         [at + x for x in p["x"]])
            case.set("flow", interpolation="step")
            case.inflow("H", p["U"] * p["A"], cod=0.0)
            case.add("outfalls", id="o", name="", kind="plant", reach="R", chainage_m=at, adds_water="false", series="spill.csv")
            case.add("spill", time=case.sections_toml["time"]["start"], flow_m3_d=DAY, cod_mg_l=p["M"] / p["release"])
            case.add("spill", time=moment(p["release"]), flow_m3_d=DAY, cod_mg_l=0.0)
            values = bench.run(case).series("cod")
            wanted = numpy.array([[curve(x, t) for x in p["x"]] for t in times[late]])
            bench.claim(values.min() >= 0, f"{label}: negative concentration {values.min()}")
            return numpy.abs(values[late] - wanted).max(), values

        extras = bench.grids(label, [p["cell"], p["cell"] / 3, p["cell"] / 9], error_of, (1.8, 2.2))
        if label == "table":
            x = numpy.linspace(p["x"][0], p["x"][-1], 241)
            lines = [(f"{t / 3600:g} h", x, [curve(a, t) for a in x], p["x"], extras[1][int(t / output)])
                     for t in (3600, 7200, 14400)]
            bench.draw("distance from the spill [m]", "cod [mg/l]", lines)
