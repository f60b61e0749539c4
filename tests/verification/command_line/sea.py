"""Salt and sea water that dispersion brings into rivers against their flow; rivers that part and have several mouths."""
import math

import numpy

import exact
from harness import DAY, Case, problem, table


def two_ends(x, L, c_head, c_sea, U, E, k):
    """c(0) = c_head, c(L) = c_sea; and the strength of an inflow that holds the first, c(0) - E/U c'(0)."""
    r1, r2 = exact.roots(U, E, k)
    bottom = 1 - math.exp((r1 - r2) * L)
    b = (c_sea - c_head * math.exp(r1 * L)) / bottom  # of e^(r2 (x - L))
    a = c_head - b * math.exp(-r2 * L)
    value = a * math.exp(r1 * x) + b * math.exp(r2 * (x - L))
    return value, c_head - E / U * (a * r1 + b * r2 * math.exp(-r2 * L))


def converging(x, L, b, c_sea, E, k):
    """A = A_0 e^(x/b), no flow: c'' + c'/b - kc/E = 0, c'(0) = 0, c(L) = c_sea."""
    root = math.sqrt(1 / b**2 + 4 * k / E)
    g1, g2 = (root - 1 / b) / 2, -(root + 1 / b) / 2
    shape = lambda x: g1 * math.exp(g2 * x) - g2 * math.exp(g1 * x)
    return c_sea * shape(x) / shape(L)


def intrusion(y, t, U, E):
    """A distance y up an endless estuary whose mouth is held at 1 from t = 0 on; the water flows out with U (Ogata & Banks
    1961 with -U)."""
    from mpmath import erfc, exp, mpf, sqrt
    d = 2 * sqrt(mpf(E) * t)
    return float((erfc((y + U * t) / d) + exp(-mpf(U) * y / E) * erfc((y - U * t) / d)) / 2)


def estuary(name, mode, cell, p, places, constituent, c_in, solve="steady", end=DAY, step=3600.0, output=None):
    """One reach; where levels are solved, so deep and smooth that its area is the same to 1e-9 all along."""
    case = Case(name, [constituent, "continuity"], end, step, output, cell, solve, mode)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    if mode == "prescribed":
        case.reach("R", "H", "SEA", p["L"], p["A"], p["E"])
        case.add("tides", node="SEA", **{f"{constituent}_mg_l": p["sea"]})
    else:
        depth = 60.0
        case.reach("R", "H", "SEA", p["L"], None, p["E"], bed_slope=0.0, bottom_width_m=p["A"] / depth, manning_n=0.002)
        case.tables["nodes"][1]["bed_elevation_m"] = -depth
        case.add("tides", node="SEA", level_m=0.0, **{f"{constituent}_mg_l": p["sea"]})
    case.inflow("H", p["U"] * p["A"], **{constituent: c_in})
    for x in places:
        case.section("R", x)
    return case


ESTUARIES = {"table": dict(U=0.01, E=60.0, A=500.0, L=25000.0, sea=35.0, head=8.0, k=0.35),
             "strong flow and dispersion": dict(U=0.21, E=330.0, A=1300.0, L=9000.0, sea=31.0, head=2.0, k=1.1),
             "nearly still": dict(U=0.0006, E=18.0, A=90.0, L=16000.0, sea=20.0, head=24.0, k=0.05)}


@problem("A2 estuary", "salt stands in an estuary where flow and dispersion balance; what decays, between two fixed ends",
         "c = c_sea e^{−U(L−x)/E}, no net flux; c = a e^{r₁x} + b e^{r₂x}, c(0), c(L) given",
         "order 2.0 ± 0.1, given areas and solved levels; no net flux of salt: 1e-12 of what the sea brings")
def salt(bench):
    p, given, lines = ESTUARIES["table"], table("A2_steady_adr_estuary"), []
    bench.agrees_with_table("A2 salt", [p["sea"] * math.exp(-p["U"] * (p["L"] - r["x_m"]) / p["E"]) for r in given],
                            [r["salt"] for r in given])
    own = [two_ends(r["x_m"], p["L"], p["head"], p["sea"], p["U"], p["E"], p["k"] / DAY)[0] for r in given]
    bench.agrees_with_table("A2 two ends", own, [r["c_decay_dirichlet"] for r in given])
    for label, p in ESTUARIES.items():
        places = [p["L"] * i / 20 for i in range(21)]
        for name, mode in (("salt", "prescribed"), ("salt", "dynamic"), ("decay", "prescribed")):
            decays = name == "decay"
            k = p["k"] / DAY if decays else 0.0
            ends = [two_ends(x, p["L"], p["head"], p["sea"], p["U"], p["E"], k) for x in places]
            wanted = numpy.array([e[0] if decays else p["sea"] * math.exp(-p["U"] * (p["L"] - x) / p["E"])
                                  for e, x in zip(ends, places)])

            def error_of(cell):
                case = estuary(name, mode, cell, p, places, "cod" if decays else "tracer", ends[0][1] if decays else 0.0)
                if decays:
                    case.set("kinetics", k_cod_per_day=p["k"])
                result = bench.run(case)
                if not decays:
                    brought = p["U"] * p["A"] * p["sea"] * DAY / 1000
                    load = abs(result.values["outlet_load_tracer"][0][-1, 0]) / brought
                    bench.claim(load <= 1e-12, f"{label}, {mode}: a net flux of salt, {load:.3g} of what the sea brings")
                values = result.mean("cod" if decays else "tracer")
                return numpy.abs(values - wanted).max(), values

            extras = bench.grids(f"{label}: {'two fixed ends, with decay' if decays else 'salt'}, {mode}",
                                 [p["L"] / n for n in (80, 160, 320)], error_of, (1.9, 2.1))
            if label == "table" and mode == "prescribed":
                x = numpy.linspace(0, p["L"], 201)
                curve = [two_ends(a, p["L"], p["head"], p["sea"], p["U"], p["E"], k)[0] if decays
                         else p["sea"] * math.exp(-p["U"] * (p["L"] - a) / p["E"]) for a in x]
                lines.append((name, x, curve, places, extras[0]))
    bench.draw("chainage [m]", "mg/l", lines)


CONVERGING = {"table": dict(b=15000.0, E=60.0, A=500.0, L=25000.0, sea=35.0, k=0.35),
              "trumpet": dict(b=2500.0, E=140.0, A=12.0, L=12000.0, sea=18.0, k=2.2),
              "narrows to the sea": dict(b=-9000.0, E=25.0, A=3000.0, L=7000.0, sea=28.0, k=0.2)}


def converging_by_reaches(p, cell, places):
    """Short reaches, each a cell with the area at its middle."""
    case = Case("reaches", ["cod", "continuity"], DAY, 3600.0, cell=cell, solve="steady")
    count = round(p["L"] / cell)
    for n in range(count + 1):
        case.node(f"N{n}", "headwater" if n == 0 else "outlet" if n == count else "junction")
    for n in range(count):
        case.reach(f"R{n}", f"N{n}", f"N{n + 1}", cell, p["A"] * math.exp((n + 0.5) * cell / p["b"]), p["E"])
    case.add("tides", node=f"N{count}", cod_mg_l=p["sea"])
    for x in places:
        n = int(x / cell)
        case.section(f"R{n}", x - n * cell)
    return case


def converging_by_widths(p, cell, places):
    """One deep reach with still water, its widths given at the middles and ends of cells."""
    depth = 20.0
    case = Case("widths", ["cod", "continuity"], DAY, 3600.0, cell=cell, solve="steady", mode="dynamic")
    case.node("N0", "headwater")
    case.node("N1", "outlet")
    case.reach("R", "N0", "N1", p["L"], None, p["E"], bed_slope=0.0)
    for n in range(2 * round(p["L"] / cell) + 1):
        x = n * cell / 2
        case.add("bed_profile", reach="R", chainage_m=x, bed_elevation_m=-depth,
                 bottom_width_m=p["A"] / depth * math.exp(x / p["b"]))
    case.add("tides", node="N1", level_m=0.0, cod_mg_l=p["sea"])
    for x in places:
        case.section("R", x)
    return case


@problem("A2 converging estuary", "what the sea disperses into an estuary that narrows inland, without any flow, decaying",
         "A = A_0 e^{x/b}, Q = 0: c″ + c′/b − kc/E = 0, c′(0) = 0, c(L) = c_sea",
         "order 2.0 ± 0.1, as short reaches of given areas and as one reach whose width changes (solved levels)")
def narrowing(bench):
    p, given = CONVERGING["table"], table("A2_steady_adr_converging_estuary_noflow")
    bench.agrees_with_table("A2", [converging(r["x_m"], p["L"], p["b"], p["sea"], p["E"], p["k"] / DAY) for r in given],
                            [r["c_gm3"] for r in given])
    for label, p in CONVERGING.items():
        places = [p["L"] * (i + 0.5) / 25 for i in range(25)]  # middles of cells, which are cut in three
        wanted = numpy.array([converging(x, p["L"], p["b"], p["sea"], p["E"], p["k"] / DAY) for x in places])
        for name, make in (("short reaches", converging_by_reaches), ("width by chainage", converging_by_widths)):
            def error_of(cell):
                case = make(p, cell, places)
                case.set("kinetics", k_cod_per_day=p["k"])
                case.inflow("N0", 0.0, cod=0.0)
                values = bench.run(case).mean("cod")
                return numpy.abs(values - wanted).max(), values

            extras = bench.grids(f"{label}, {name}", [p["L"] / n for n in (25, 75, 225)], error_of, (1.9, 2.1))
            if label == "table" and name == "short reaches":
                x = numpy.linspace(0, p["L"], 201)
                curve = [converging(a, p["L"], p["b"], p["sea"], p["E"], p["k"] / DAY) for a in x]
                bench.draw("chainage [m]", "cod [mg/l]", [("table", x, curve, places, extras[0])])


@problem("A2 intrusion", "the sea turns salt at once, and the salt spreads into a fresh estuary against the flow",
         "Ogata & Banks 1961 with the flow against the front: c = ½[erfc((y+Ut)/2√Et) + e^{−Uy/E} erfc((y−Ut)/2√Et)]",
         "order 2.0 ± 0.2 from a quarter of the run on, cell and step halved together")
def spreading(bench):
    sets = {"slow river": dict(U=0.01, E=60.0, A=500.0, L=24000.0, sea=35.0, end=4 * DAY, cells=(400.0, 200.0, 100.0)),
            "swift river": dict(U=0.15, E=210.0, A=80.0, L=16000.0, sea=30.0, end=DAY / 2, cells=(160.0, 80.0, 40.0))}
    for label, p in sets.items():
        back = [p["cells"][0] * n for n in (1, 2, 4, 7, 11, 16)]
        times = numpy.linspace(0, p["end"], 17)
        wanted = numpy.array([[p["sea"] * intrusion(y, t, p["U"], p["E"]) for y in back] for t in times[4:]])

        def error_of(cell):
            step = p["end"] / 64 * cell / p["cells"][0]
            case = estuary("intrusion", "prescribed", cell, p, [p["L"] - y for y in back], "tracer", 0.0, "transient",
                           p["end"], step, p["end"] / 16)
            case.set("initial", tracer_mg_l=0.0)
            values = bench.run(case).series("tracer")
            bench.claim(values.min() >= 0, f"{label}: negative concentration {values.min()}")
            return numpy.abs(values[4:] - wanted).max(), values

        extras = bench.grids(label, p["cells"], error_of, (1.8, 2.2))
        if label == "slow river":
            y = numpy.linspace(0, 8000, 161)
            bench.draw("distance from the sea [m]", "salt [mg/l]", [
                (f"{times[n] / DAY:g} d", y, [p["sea"] * intrusion(a, times[n], p["U"], p["E"]) for a in y], back, extras[0][n])
                for n in (4, 8, 16)])


# name: (from, to, L, A, Q, E, k [1/s]); strength of the inflow at "a"; strength of the sea at each mouth.
DELTAS = {
    "table": dict(reaches={"r": ("a", "d", 8000, 60, 12.0, 30, 3e-6), "d1": ("d", "s1", 6000, 50, 8.0, 80, 3e-6),
                           "d2": ("d", "s2", 9000, 45, 4.0, 60, 3e-6)},
                  inflow=5.0, sea={"s1": 20.0, "s2": 20.0}, cells=(100.0, 50.0, 25.0)),
    "three mouths, one arm without flow": dict(
        reaches={"r": ("a", "d", 4000, 90, 9.0, 45, 8e-6), "d1": ("d", "s1", 5000, 70, 6.3, 120, 8e-6),
                 "m": ("d", "e", 3000, 50, 2.7, 90, 8e-6), "d2": ("e", "s2", 4000, 30, 2.7, 60, 8e-6),
                 "d3": ("e", "s3", 6000, 110, 0.0, 75, 8e-6)},
        inflow=0.4, sea={"s1": 28.0, "s2": 35.0, "s3": 31.0}, cells=(100.0, 50.0, 25.0)),
    "the sea cleaner than the river": dict(
        reaches={"r": ("a", "d", 6000, 25, 10.0, 40, 2e-5), "d1": ("d", "s1", 3000, 30, 3.5, 25, 2e-5),
                 "d2": ("d", "s2", 3000, 15, 6.5, 70, 2e-5)}, inflow=44.0, sea={"s1": 0.0, "s2": 3.0}, cells=(30.0, 15.0, 7.5))}


def delta_case(p, cell, places):
    case = Case("delta", ["cod", "continuity"], DAY, 3600.0, cell=cell, solve="steady")
    reaches = p["reaches"]
    case.set("kinetics", k_cod_per_day=reaches["r"][6] * DAY)
    begins = {v[0] for v in reaches.values()}
    for node in sorted(begins | {v[1] for v in reaches.values()}):
        case.node(node, "headwater" if node == "a" else "junction" if node in begins else "outlet")
    for name, (begin, to, L, A, Q, E, _) in reaches.items():
        case.reach(name, begin, to, L, A, E, split=Q / sum(v[4] for v in reaches.values() if v[0] == begin))
    case.inflow("a", reaches["r"][4], cod=p["inflow"])
    for node, c in p["sea"].items():
        case.add("tides", node=node, cod_mg_l=c)
    for name, x in places:
        case.section(name, x)
    return case


@problem("E2", "a river parts and meets the sea at two and three mouths, whose water disperses into its arms",
         "c = a e^{r₁x} + b e^{r₂(x−L)} in each reach; at nodes one c and ΣQc − EAc′ = 0; c given at the mouths",
         "order 2.0 ± 0.1; of the loads that reach the sea at each mouth too")
def delta(bench):
    given = table("E2_tidal_delta_steady")
    for label, p in DELTAS.items():
        net = exact.Network(p["reaches"], p["sea"])
        loads = {"a": p["reaches"]["r"][4] * p["inflow"]}
        places = [(name, v[2] * i / 5) for name, v in p["reaches"].items() for i in range(6)]
        wanted = net.concentrations(0, loads, places).real
        if label == "table":
            bench.agrees_with_table("E2", wanted, [r["c_gm3"] for r in given], 1e-11)
        x, r = net.solve(0, loads)
        to_sea = []  # kg/d: Q c - E A c'
        for node in p["sea"]:
            name = next(n for n, v in p["reaches"].items() if v[1] == node)
            (_, _, L, A, Q, E, _), (r1, r2), i = p["reaches"][name], r[name], net.names.index(name)
            to_sea.append(((Q - E * A * r1) * x[2 * i] * numpy.exp(r1 * L) + (Q - E * A * r2) * x[2 * i + 1]).real * 86.4)
        flux = {}

        def error_of(cell):
            result = bench.run(delta_case(p, cell, places))
            values = result.mean("cod")
            flux[cell] = numpy.abs(result.values["outlet_load_cod"][0][-1] - to_sea).max()
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, p["cells"], error_of, (1.9, 2.1))
        bench.grids(label + ", loads at the mouths", p["cells"], flux.get, (1.9, 2.1), "kg/d")
        if label == "table":
            bench.draw("chainage [m]", "cod [mg/l]", [
                (name, a := numpy.linspace(0, v[2], 41), net.concentrations(0, loads, [(name, b) for b in a]).real,
                 [q[1] for q in places if q[0] == name], [c for q, c in zip(places, extras[0]) if q[0] == name])
                for name, v in p["reaches"].items()])
