"""Water alone: kinematic waves by the method of characteristics."""
import math

import numpy

import exact
from harness import Case, problem, table


def depth_of_area(area, b, z):
    return area / b if z == 0 else (math.sqrt(b * b + 4 * z * area) - b) / (2 * z)


class Channel:
    """A trapezoid with Manning's roughness: discharge and kinematic celerity by wetted area."""

    def __init__(self, b, z, n, slope):
        self.shape = (b, z, n, slope)
        self.columns = dict(bottom_width_m=b, side_slope=z, manning_n=n, bed_slope=slope)

    def flow(self, area):
        b, z, n, slope = self.shape
        return exact.manning_flow(depth_of_area(area, b, z), b, z, n, slope) if area > 0 else 0.0

    def celerity(self, area):
        b, z, n, slope = self.shape
        return exact.celerity(depth_of_area(area, b, z), b, z, n, slope) if area > 0 else 0.0

    def area(self, Q):
        b, z, n, slope = self.shape
        return exact.section_of_depth(exact.normal_depth(Q, b, z, n, slope), b, z)[0]


def bisect(f, low, high):
    """Root of an increasing f."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < 0 else (low, middle)
    return (low + high) / 2


def kinematic_case(name, channel, L, end, step, output, cell):
    case = Case(name, ["continuity", "tracer"], end, step, output, cell, mode="kinematic")
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", L, **channel.columns)
    return case


@problem("F4 channel", "a flood wave runs down a channel, before any shock",
         "dQ = 0 along dx/dt = dQ/dA = U(5/3 − ⅔ A/(PT) dP/dh); inflow Q_b + Q_p sin²(πt/T)",
         "order ≥ 0.85 (implicit upwind, cell and step halved together)")
def flood_wave(bench):
    # The table's law Q = a A^1.5 is of no Manning channel; the same characteristics run with the celerity of ours.
    rows = table("F1_uniform")
    own = [exact.celerity(r["h_normal"], r["b"], r["z"], r["n"], r["S0"]) for r in rows]
    bench.agrees_with_table("celerity", own, [r["celerity"] for r in rows])
    sets = {"trapezoid": dict(channel=Channel(15, 2, 0.03, 0.0008), Qb=20, Qp=30, T=43200, L=20000),
            "steep rectangle": dict(channel=Channel(8, 0, 0.045, 0.004), Qb=2, Qp=12, T=21600, L=9000)}
    for label, p in sets.items():
        channel, end, places = p["channel"], 2.5 * p["T"], [p["L"] / 4, p["L"] / 2, p["L"]]
        inflow = lambda t: p["Qb"] + (p["Qp"] * math.sin(math.pi * t / p["T"]) ** 2 if 0 < t < p["T"] else 0.0)
        celerity_of = lambda Q: channel.celerity(channel.area(Q))
        times = numpy.arange(0, 26) * end / 25

        def wave(x, t):
            begun = bisect(lambda s: s + x / celerity_of(inflow(s)) - t, t - 2 * x / celerity_of(p["Qb"]), t)
            return inflow(begun)

        wanted = numpy.array([[wave(x, t) for x in places] for t in times])

        def error_of(cell):
            case = kinematic_case("wave", channel, p["L"], end, end / 25 * cell / (p["L"] / 100) / 40, end / 25, cell)
            for t in numpy.arange(0, p["T"] + 1, p["T"] / 1440):
                case.inflow("H", inflow(t), t, tracer=1.0)
            for x in places:
                case.section("R", x)
            result = bench.run(case)
            values = result.series("flow")
            one = numpy.abs(result.series("continuity") - 1).max()
            bench.claim(one < 1e-6, f"{label}: continuity off by {one:.3g}")
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [p["L"] / n for n in (150, 300, 600)], error_of, (0.85, None), "m³/s")
        if label == "trapezoid":
            fine = numpy.linspace(0, end, 151)
            bench.draw("time [h]", "discharge [m³/s]",
                       [(f"{x / 1000:g} km", fine / 3600, [wave(x, t) for t in fine], times / 3600, extras[0][:, i])
                        for i, x in enumerate(places)])


@problem("F4 plane", "steady rain on a dry plane, then none: rising, equilibrium, recession",
         "A = qt until t_e, then Q = qL; recession L = x + c(A)(t − t_r) from Q = qx (Henderson & Wooding 1964)",
         "order ≥ 0.8 of the mean error, cell and step halved together")
def plane(bench):
    sets = {"wide plane": dict(channel=Channel(200, 0, 0.02, 0.01), L=150, rain=1.5e-5 * 200, stop=2400),
            "ditch with sloping banks": dict(channel=Channel(3, 1, 0.03, 0.002), L=2500, rain=2e-4, stop=14400)}
    for label, p in sets.items():
        channel, q, L = p["channel"], p["rain"], p["L"]
        full, end, records = channel.area(q * L), 2.5 * p["stop"], 50
        bench.claim(full / q < p["stop"], f"{label}: equilibrium before the rain ends")
        output = end / records
        times = numpy.arange(-1, records) * output

        def outflow(t):
            if t <= 0:
                return 0.0
            if t <= p["stop"]:
                return channel.flow(min(q * t, full))
            return bisect(lambda Q: Q / q + channel.celerity(channel.area(Q)) * (t - p["stop"]) - L, 0.0, q * L)

        wanted = numpy.array([outflow(t) for t in times])

        def error_of(cell):
            case = kinematic_case("plane", channel, L, end, output / 10 * cell / (L / 50), output, cell)
            case.set("flow", interpolation="step")
            case.inflow("H", 0.0, 0)
            case.inflow("R", 0.0, 0, reach=True, tracer=1.0)  # a run starts from the steady state of its first moment
            case.inflow("R", q * L, output, reach=True, tracer=1.0)
            case.inflow("R", 0.0, p["stop"] + output, reach=True, tracer=1.0)
            case.section("R", L)
            values = bench.run(case).series("flow")[:, 0]
            return numpy.abs(values - wanted)[1:].mean() / (q * L), values

        extras = bench.grids(label, [L / n for n in (50, 100, 200)], error_of, (0.8, None), "of the equilibrium flow")
        if label == "wide plane":
            bench.draw("time [min]", "outflow [m³/s]", [(label, times / 60, wanted, times / 60, extras[0])])
