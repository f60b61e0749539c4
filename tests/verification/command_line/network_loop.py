"""A river network with a confluence and a loop that parts and rejoins, dispersion everywhere."""
import cmath
import math

import numpy

import exact
from harness import DAY, Case, problem, table

# name: (from, to, L, A, Q, E, k [1/s]); loads in g/s at the heads.
NETWORKS = {
    "table": dict(reaches={"h1": ("a", "c", 4000, 10, 4.0, 8, 4e-6), "h2": ("b", "c", 2500, 4, 1.0, 5, 4e-6),
                           "m": ("c", "d", 3000, 14, 5.0, 10, 4e-6), "l1": ("d", "e", 2000, 8, 3.0, 10, 4e-6),
                           "l2": ("d", "e", 5000, 9, 2.0, 6, 4e-6), "o": ("e", "z", 4000, 16, 5.0, 12, 4e-6)},
                  loads={"a": 1000.0, "b": 400.0}, period=28800, periods=5, pulse=3600,
                  gauges=[("m", 1500), ("l1", 1000), ("l2", 2500), ("o", 2000), ("o", 4000)]),
    "other loop": dict(reaches={"h1": ("a", "c", 2400, 6, 1.2, 12, 9e-6), "h2": ("b", "c", 3600, 9, 2.7, 20, 9e-6),
                                "m": ("c", "d", 1800, 13, 3.9, 15, 9e-6), "l1": ("d", "e", 4800, 5, 0.975, 9, 9e-6),
                                "l2": ("d", "e", 3000, 11, 2.925, 18, 9e-6), "o": ("e", "z", 6000, 16, 3.9, 25, 9e-6)},
                       loads={"a": 90.0, "b": 700.0}, period=43200, periods=4, pulse=7200,
                       gauges=[("m", 900), ("l1", 2400), ("l2", 1200), ("o", 1800), ("o", 6000)]),
}


def network_of(p):
    return exact.Network(p["reaches"])


def loop_case(p, cell, places, solve="steady", end=DAY, step=3600.0, output=None, heads=None):
    """heads: {node: [(time or None, c)]}; by default the loads of the set."""
    case = Case("loop", ["cod", "continuity"], end, step, output, cell, solve)
    reaches = p["reaches"]
    case.set("kinetics", k_cod_per_day=reaches["m"][6] * DAY)
    begins, ends = [v[0] for v in reaches.values()], [v[1] for v in reaches.values()]
    flow = {v[0]: sum(w[4] for w in reaches.values() if w[0] == v[0]) for v in reaches.values()}
    for node in sorted(set(begins) | set(ends)):
        case.node(node, "headwater" if node not in ends else "junction" if node in begins else "outlet")
    for name, (begin, to, L, A, Q, E, _) in reaches.items():
        case.reach(name, begin, to, L, A, E, split=Q / flow[begin])
    for node, load in p["loads"].items():
        for time, c in (heads or {}).get(node, [(None, load / flow[node])]):
            case.inflow(node, flow[node], time, cod=c)
    for reach, x in places:
        case.section(reach, x)
    return case


def all_places(p):
    return [(name, v[2] * i / 5) for name, v in p["reaches"].items() for i in range(6)]


def cells(p):
    """Coarsest cell with U dx < 2 E everywhere."""
    return 25.0 if p is NETWORKS["table"] else 30.0


@problem("E1 steady", "steady loads on a network with a confluence and a loop",
         "c = a e^{r₁x} + b e^{r₂(x−L)} in each reach; at nodes one c and ΣQc − EAc′ = 0; c′ = 0 at the outlet",
         "order 2.0 ± 0.1, 1.8 to 2.1 at the ends of reaches; loads alone add up to both together, 1e-12")
def steady(bench):
    places = all_places(NETWORKS["table"])
    own = network_of(NETWORKS["table"]).concentrations(0, NETWORKS["table"]["loads"], places).real
    bench.agrees_with_table("E1", own, [r["c_gm3"] for r in table("E1_network_Y_loop_steady")], 1e-11)
    for label, p in NETWORKS.items():
        places = all_places(p)
        wanted = network_of(p).concentrations(0, p["loads"], places).real

        inside = [i for i, (name, x) in enumerate(places) if x < p["reaches"][name][2]]

        def error_of(cell, chosen):
            values = bench.run(loop_case(p, cell, places)).mean("cod")
            return numpy.abs(values - wanted)[chosen].max(), values

        extras = bench.grids(label, [cells(p) / n for n in (1, 2, 4)], lambda cell: error_of(cell, inside), (1.9, 2.1))
        # A reach's end feels the node within E/U, some 15 m: a layer that cells have to resolve.
        bench.grids(label + ", at the ends of reaches too", [cells(p) / n for n in (4, 8, 16)],
                    lambda cell: error_of(cell, slice(None)), (1.8, 2.1))
        flow = {v[0]: v[4] for v in p["reaches"].values()}
        alone = [bench.run(loop_case(p, cells(p), places, heads={n: [(None, l / flow[n] if n == node else 0.0)]
                                                                 for n, l in p["loads"].items()})).mean("cod")
                 for node in p["loads"]]
        bench.check(f"{label}, superposition", numpy.abs(sum(alone) - extras[0]).max() / extras[0].max(), 1e-12, "relative")
        if label == "table":
            bench.draw("chainage [m]", "cod [mg/l]", [
                (name, x := numpy.linspace(0, p["reaches"][name][2], 41),
                 network_of(p).concentrations(0, p["loads"], [(name, a) for a in x]).real,
                 [q[1] for q in places if q[0] == name], [v for q, v in zip(places, extras[0]) if q[0] == name])
                for name in p["reaches"]])


@problem("E1 transfer", "transfer coefficients: what a load at each head does at each gauge",
         "the network's solution for 1 g/s at one head", "order 2.0 ± 0.1; 1.8 to 2.1 at the outlet's end")
def transfer(bench):
    p = NETWORKS["table"]
    own = [v for node in p["loads"] for v in network_of(p).concentrations(0, {node: 1.0}, p["gauges"]).real]
    bench.agrees_with_table("E1 transfer", own, [r["G_s_per_m3"] for r in table("E1_network_Y_loop_transfer")], 1e-11)
    for label, p in NETWORKS.items():
        flow = {v[0]: v[4] for v in p["reaches"].values()}
        wanted = numpy.array([network_of(p).concentrations(0, {node: 1.0}, p["gauges"]).real for node in p["loads"]])

        def error_of(cell):
            values = numpy.array([bench.run(loop_case(p, cell, p["gauges"], heads={
                n: [(None, 1 / flow[n] if n == node else 0.0)] for n in p["loads"]})).mean("cod") for node in p["loads"]])
            return numpy.abs(values / wanted - 1)[:, :-1].max(), values

        sizes = [cells(p) / n for n in (1, 2, 4)]
        values = bench.grids(label, sizes, error_of, (1.9, 2.1), "relative")
        at_end = {size: numpy.abs(v / wanted - 1)[:, -1].max() for size, v in zip(sizes, values)}
        bench.grids(label + ", at the outlet's end", sizes, at_end.get, (1.8, 2.1), "relative")


@problem("E1 harmonic", "loads that swing, on the network with a loop", "the network's solution at s = iω",
         "order 2.0 ± 0.1 of the complex amplitude, cell and step halved together; 1.8 to 2.1 at the outlet's end")
def harmonic(bench):
    given = table("E1_network_Y_loop_harmonic")
    p = NETWORKS["table"]
    own = network_of(p).concentrations(2j * math.pi / p["period"], p["loads"], all_places(p))
    bench.agrees_with_table("E1 harmonic", abs(own), [r["amp"] for r in given], 1e-11)
    for label, p in NETWORKS.items():
        omega, records = 2 * math.pi / p["period"], 96
        wanted = network_of(p).concentrations(1j * omega, p["loads"], p["gauges"])
        flow = {v[0]: v[4] for v in p["reaches"].values()}

        def error_of(cell):
            end = p["period"] * p["periods"]
            times = numpy.arange(0, end + 1, p["period"] / 2880)
            heads = {n: [(t, l / flow[n] * (1 + math.cos(omega * t))) for t in times] for n, l in p["loads"].items()}
            case = loop_case(p, cell, p["gauges"], "transient", end, p["period"] / records * cell / cells(p), p["period"] / records, heads)
            result = bench.run(case)
            series, time = result.series("cod")[-records - 1:-1], result.time[-records - 1:-1]
            wave = 2 / records * (series * numpy.exp(-1j * omega * time)[:, None]).sum(axis=0)
            return numpy.abs(wave - wanted)[:-1].max(), wave

        sizes = [cells(p) / n for n in (1, 2, 4)]
        extras = bench.grids(label, sizes, error_of, (1.9, 2.1))
        at_end = {size: abs(w - wanted)[-1] for size, w in zip(sizes, extras)}
        bench.grids(label + ", at the outlet's end", sizes, at_end.get, (1.8, 2.1))
        if label == "table":
            bench.draw("real part [mg/l]", "imaginary part [mg/l]", [
                (f"{g} {x:g} m", [0, w.real], [0, w.imag], [e.real], [e.imag])
                for (g, x), w, e in zip(p["gauges"], wanted, extras[0])])


@problem("E1 pulse", "loads of limited time at both heads, on the network with a loop",
         "the network's solution times (1 − e^{−sT})/s, transformed back on a line of the complex plane",
         "order 2.0 ± 0.2, cell and step halved together; mass, mean time and variance of the moments to 2e-4")
def pulse(bench):
    p = NETWORKS["table"]
    given = table("E1_network_Y_loop_transient")
    times = sorted({r["t_s"] for r in given})
    own = response(p, times, 300000)
    at = [own[times.index(r["t_s"]), p["gauges"].index((r["reach"], round(r["x_m"])))] for r in given]
    bench.agrees_with_table("E1 pulse", at, [r["c_pulse"] for r in given], 1e-7)
    for label, p in NETWORKS.items():
        end, output = 40 * p["pulse"], p["pulse"] / 6
        times = numpy.arange(12, 241) * output
        wanted = response(p, times, 6 * end)
        flow = {v[0]: v[4] for v in p["reaches"].values()}

        def error_of(cell):
            heads = {n: [(0, l / flow[n]), (p["pulse"], 0.0)] for n, l in p["loads"].items()}
            case = loop_case(p, cell, p["gauges"], "transient", end, p["pulse"] / 24 * cell / cells(p), output, heads)
            case.set("initial", cod_mg_l=0.0)
            case.set("flow", interpolation="step")
            values = bench.run(case).series("cod")
            return numpy.abs(values[12:] - wanted).max(), values

        extras = bench.grids(label, [cells(p) / n for n in (1, 2, 4)], error_of, (1.8, 2.2))
        if label == "table":
            bench.draw("time [h]", "cod [mg/l]", [
                (f"{g} {x:g} m", times / 3600, wanted[:, i], numpy.arange(241) * output / 3600, extras[0][:, i])
                for i, (g, x) in enumerate(p["gauges"])])
            moments(bench, p, extras[-1], output)


def response(p, times, period):
    net, T = network_of(p), p["pulse"]
    loads = lambda s: {n: l * (1 - cmath.exp(-s * T)) / s if s != 0 else l * T for n, l in p["loads"].items()}
    return net.transient(loads, p["gauges"], times, period)


def moments(bench, p, values, output):
    """Of the pulse's response: m0 T, mean + T/2, variance + T²/12 of the impulse's."""
    t = numpy.arange(len(values)) * output
    for i, row in enumerate(table("E1_network_Y_loop_moments")):
        c = values[:, i]
        total = numpy.trapz(c, t)
        mean = numpy.trapz(c * t, t) / total
        spread = numpy.trapz(c * (t - mean) ** 2, t) / total
        gauge = f"moments at {row['reach']} {row['x_m']:g} m: "
        bench.check(gauge + "time integral", abs(total / (row["m0"] * p["pulse"]) - 1), 2e-4, "relative", "12.5 m")
        bench.check(gauge + "mean time", abs(mean / (row["mean_s"] + p["pulse"] / 2) - 1), 2e-4, "relative", "12.5 m")
        bench.check(gauge + "variance", abs(spread / (row["var_s2"] + p["pulse"] ** 2 / 12) - 1), 1e-3, "relative", "12.5 m")
