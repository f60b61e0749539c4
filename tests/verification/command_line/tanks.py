"""Mixed volumes: reservoirs one behind another, and a reservoir whose water rises."""
import numpy

import exact
from harness import DAY, Case, problem, table

LINK = dict(area=1e-3, dispersion=0.0)  # reaches between tanks: 1 m long, a litre of water


@problem("D1 step", "equal tanks in a row, step at the inlet, with decay",
         "c_n = c_0 (1 + kθ)^{−n} P(n, (1/θ + k) t), P the regularised incomplete gamma function",
         "order 2.0 ± 0.1, step halved")
def tanks_in_a_row(bench):
    sets = {"table": dict(n=5, theta=2.0, k=0.1, c0=10, end=40, Q=3.0),
            "three quick tanks": dict(n=3, theta=0.4, k=1.3, c0=55, end=4, Q=0.7)}
    given, p = table("D1_cstr_step"), sets["table"]
    for n in range(1, 6):
        bench.agrees_with_table(f"D1 tank {n}", [p["c0"] * exact.tanks_step(n, r["t_d"], p["theta"], p["k"]) for r in given],
                                [r[f"c{n}"] for r in given])
    for label, p in sets.items():
        records = 20
        times = numpy.linspace(0, p["end"], records + 1)
        wanted = p["c0"] * numpy.array([[exact.tanks_step(n + 1, t, p["theta"], p["k"]) for n in range(p["n"])] for t in times])

        def error_of(parts):
            case = Case("tanks", ["cod", "continuity"], p["end"] * DAY, p["end"] * DAY / records / parts,
                        p["end"] * DAY / records)
            case.set("kinetics", k_cod_per_day=p["k"])
            case.set("initial", cod_mg_l=0.0)
            case.node("H", "headwater")
            case.inflow("H", p["Q"], cod=p["c0"])
            for n in range(p["n"]):
                case.node(f"T{n}", "reservoir")
                case.add("reservoirs", node=f"T{n}", volume_m3=p["Q"] * p["theta"] * DAY, area_m2=1e5)
                case.reach(f"R{n}", f"T{n - 1}" if n else "H", f"T{n}", 1.0, **LINK)
            case.node("SEA", "outlet")
            case.reach("OUT", f"T{p['n'] - 1}", "SEA", 1.0, **LINK)
            for n in range(p["n"]):
                case.section(f"R{n + 1}" if n + 1 < p["n"] else "OUT", 0.5)
            values = bench.run(case).series("cod")
            return numpy.abs(values - wanted)[1:].max(), values

        steps = [2, 4, 8, 16]
        sizes = {p["end"] * 24 / records / parts: parts for parts in steps}
        extras = bench.grids(label, list(sizes), lambda size: error_of(sizes[size]), (1.9, 2.1), size_unit="h")
        if label == "table":
            fine = numpy.linspace(0, p["end"], 161)
            bench.draw("time [d]", "cod [mg/l]",
                       [(f"tank {n + 1}", fine, [p["c0"] * exact.tanks_step(n + 1, t, p["theta"], p["k"]) for t in fine],
                         times, extras[0][:, n]) for n in range(p["n"])])


@problem("D1 filling", "a reservoir whose release is less than its inflow",
         "M = M_0 e^{−kt}(V/V_0)^{−Q_out/(Q_in−Q_out)} + ∫ Q_in c_in e^{−k(t−s)} (V(t)/V(s))^{−Q_out/(Q_in−Q_out)} ds",
         "order 2.0 ± 0.1, step halved; volume exact, 1e-12")
def filling(bench):
    sets = {"table": dict(V0=2e6, Qin=3.0, Qout=2.2, cin=6, c0=1.5, k=0.1, end=40),
            "small, filling fast": dict(V0=5e4, Qin=1.5, Qout=0.2, cin=3, c0=18, k=0.6, end=5)}
    given, p = table("D1_cstr_filling"), sets["table"]
    own = [exact.filling_tank(r["t_d"] * DAY, p["V0"], p["Qin"], p["Qout"], p["cin"], p["c0"], p["k"] / DAY) for r in given]
    bench.agrees_with_table("D1", [o[1] for o in own], [r["c_gm3"] for r in given])
    for label, p in sets.items():
        records = 20
        times = numpy.linspace(0, p["end"], records + 1)
        own = [exact.filling_tank(t * DAY, p["V0"], p["Qin"], p["Qout"], p["cin"], p["c0"], p["k"] / DAY) for t in times]
        wanted = numpy.array([o[1] for o in own])

        def error_of(parts):
            case = Case("filling", ["cod", "continuity"], p["end"] * DAY, p["end"] * DAY / records / parts,
                        p["end"] * DAY / records)
            case.set("kinetics", k_cod_per_day=p["k"])
            case.set("initial", cod_mg_l=p["c0"])
            case.node("H", "headwater")
            case.inflow("H", p["Qin"], cod=p["cin"])
            case.node("T", "reservoir")
            case.add("reservoirs", node="T", volume_m3=p["V0"], area_m2=1e5, release_m3_s=p["Qout"])
            case.node("SEA", "outlet")
            case.reach("IN", "H", "T", 1.0, **LINK)
            case.reach("OUT", "T", "SEA", 1.0, **LINK)
            case.section("OUT", 0.5)
            result = bench.run(case)
            values = result.series("cod")[:, 0]
            stored = result.values["balance_water"][0][result.terms.index("final")]
            bench.claim(abs(abs(stored) / own[-1][0] - 1) < 1e-8, f"{label}: volume {stored} for {own[-1][0]}")
            one = numpy.abs(result.series("continuity") - 1).max()
            bench.claim(one < 1e-7, f"{label}: continuity off by {one:.3g}")
            return numpy.abs(values - wanted)[1:].max(), values

        steps = [2, 4, 8, 16]
        sizes = {p["end"] * 24 / records / parts: parts for parts in steps}
        extras = bench.grids(label, list(sizes), lambda size: error_of(sizes[size]), (1.9, 2.1), size_unit="h")
        if label == "table":
            bench.draw("time [d]", "cod [mg/l]", [("table", times, wanted, times, extras[0])])
