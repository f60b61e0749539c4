"""Transient storage: water that rests beside the river, behind stones and in its bed, and comes back late."""
import math

import numpy

import exact
from harness import DAY, Case, problem, table

# ---------------------------------------------------------------- formulas
# C_t + U C_x = E C_xx + alpha (C_s - C) - k C and C_s,t = beta (C - C_s) - k_s C_s, beta = alpha A/A_s. In the transform
# of time the zone follows the river, C_s = beta C/(s + k_s + beta), and acts as a loss that depends on s.


def loss(s, A, As, alpha, k, ks):
    beta = alpha * A / As
    return k + alpha * (1 - beta / (s + ks + beta))


def back_in_time(transform, times, period, digits=11, small=1e-14):
    """Trapezoids on the line Re s = sigma (the aliasing is 10^-digits of what is left after `period`). transform(s) takes an
    array of s and gives [s, place]. Returns [time, place]."""
    step, sigma = 2 * math.pi / period, math.log(10) * digits / period
    times, total, begin, largest = numpy.asarray(times, float), 0.0, 0, 0.0
    while True:
        j = numpy.arange(begin, begin + 200)
        value = transform(sigma + 1j * j * step)
        value[j == 0] /= 2
        total = total + (numpy.exp(1j * numpy.outer(times, j * step)) @ value).real
        largest, begin = max(largest, numpy.abs(value).max()), begin + 200
        if numpy.abs(value[-20:]).max() < small * largest:
            return numpy.exp(sigma * times)[:, None] * step / math.pi * total


def pulse_past_zones(p, places, times):
    """A flux inlet at p["c0"] for p["pulse"], before and after it p["before"], in an endless river."""
    U, E, places = p["U"], p["E"], numpy.asarray(places, float)

    def transform(s):
        sigma = s + loss(s, p["A"], p["As"], p["alpha"], p["k"] / DAY, p["ks"] / DAY)
        r = -2 * sigma / (U + numpy.sqrt(U * U + 4 * E * sigma))
        return (U / (U - E * r) * (1 - numpy.exp(-s * p["pulse"])) / s)[:, None] * numpy.exp(numpy.outer(r, places))

    return p["before"] + (p["c0"] - p["before"]) * back_in_time(transform, times, p["period"])


# ---------------------------------------------------------------- B7
PULSES = {
    "table": dict(U=0.25, E=0.8, A=0.5, As=0.15, alpha=5e-5, k=0.0, ks=0.0, pulse=10800, before=3.7, c0=11.4, L=1000,
                  places=[100, 300, 600], cells=(5.0, 2.5, 1.25), step_over_cell=4.0, end=28800, output=600, period=150000),
    "wide zone that decays faster than the river": dict(
        U=0.4, E=3.0, A=2.2, As=3.1, alpha=4e-4, k=1.5, ks=40.0, pulse=5400, before=0.0, c0=80.0, L=3000,
        places=[250, 900, 2000], cells=(15.0, 7.5, 3.75), step_over_cell=3.0, end=36000, output=900, period=150000),
    "large river, zone decays as the river does": dict(
        U=0.7, E=45.0, A=60.0, As=9.0, alpha=2.5e-5, k=0.6, ks=None, pulse=21600, before=0.0, c0=15.0, L=30000,
        places=[1500, 6000, 15000], cells=(80.0, 40.0, 20.0), step_over_cell=2.25, end=86400, output=2700, period=500000),
    "exchange quicker than the step": dict(
        U=0.3, E=2.0, A=1.0, As=0.6, alpha=2e-2, k=0.0, ks=0.0, pulse=7200, before=2.0, c0=9.0, L=1500,
        places=[200, 600, 1000], cells=(6.25, 3.125, 1.5625), step_over_cell=3.84, end=24000, output=600, period=150000)}


def storage_reach(case, name, begin, end, length, p):
    """p["ks"] None: the zone decays as the river does."""
    own = {} if p["ks"] is None else {"storage_k_cod_per_day": p["ks"]}
    case.reach(name, begin, end, length, p["A"], p["E"], k_cod_per_day=p["k"], storage_area_m2=p["As"],
               storage_exchange_per_s=p["alpha"], **own)


def one_reach(name, p, cell, places, solve="transient", end=DAY, step=3600.0, output=None):
    case = Case(name, ["cod", "continuity"], end, step, output, cell, solve)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    storage_reach(case, "R", "H", "SEA", p["L"], p)
    for x in places:
        case.section("R", x)
    return case


def known(p):
    return {**p, "ks": p["k"] if p["ks"] is None else p["ks"]}


@problem("B7", "a pulse passes storage zones, which hold some of it back; zones with decay of their own",
         "transform of time: σ = s + k + α(1 − β/(s + k_s + β)), β = αA/A_s, r = (U − √(U²+4Eσ))/2E; "
         "c = U/(U − Er) e^{rx} (1 − e^{−sT})/s, transformed back on a line of the complex plane",
         "order 2.0 ± 0.1, cell and step halved together")
def pulse(bench):
    p, given = PULSES["table"], table("B7_storage")
    times = sorted({r["t_s"] for r in given})
    own = pulse_past_zones(p, p["places"], times)
    bench.agrees_with_table("B7", [own[times.index(r["t_s"]), p["places"].index(r["x_m"])] for r in given],
                            [r["c_gm3"] for r in given], 1e-11)
    for label, p in PULSES.items():
        times = numpy.arange(0, p["end"] + 1, p["output"])
        wanted = pulse_past_zones(known(p), p["places"], times[1:])

        def error_of(cell):
            case = one_reach("pulse", p, cell, p["places"], "transient", p["end"], p["step_over_cell"] * cell, p["output"])
            case.set("initial", cod_mg_l=p["before"])
            case.set("flow", interpolation="step")
            case.inflow("H", p["U"] * p["A"], 0, cod=p["c0"])
            case.inflow("H", p["U"] * p["A"], p["pulse"], cod=p["before"])
            values = bench.run(case).series("cod")
            return numpy.abs(values[1:] - wanted).max(), values

        extras = bench.grids(label, p["cells"], error_of, (1.9, 2.1))
        if label == "table":
            fine = numpy.linspace(60, p["end"], 241)
            curve = pulse_past_zones(p, p["places"], fine)
            bench.draw("time [h]", "cod [mg/l]", [(f"{x:g} m", fine / 3600, curve[:, i], times / 3600, extras[0][:, i])
                                                  for i, x in enumerate(p["places"])])


@problem("B7 steady", "steady decay past storage zones that decay at a rate of their own",
         "the steady river of finite length with the rate k + α(1 − β/(k_s + β))", "order 2.0 ± 0.1; steady plug flow 1e-12")
def steady(bench):
    sets = {"zones decay twenty times faster": dict(U=0.08, E=9.0, A=3.0, As=1.8, alpha=6e-5, k=0.7, ks=14.0, c0=25.0, L=6000),
            "decay in zones alone": dict(U=0.5, E=30.0, A=18.0, As=40.0, alpha=3e-4, k=0.0, ks=3.0, c0=8.0, L=9000)}
    lines = []
    for label, p in sets.items():
        k = loss(0.0, p["A"], p["As"], p["alpha"], p["k"] / DAY, p["ks"] / DAY)
        places = [p["L"] * i / 20 for i in range(1, 20)]
        wanted = numpy.array([exact.closed_reach(x, p["L"], p["c0"], p["U"], p["E"], k) for x in places])

        def values_on(cell, p=p, solve="steady"):
            case = one_reach("steady", p, cell, places, solve)
            case.inflow("H", p["U"] * p["A"], cod=p["c0"])
            return bench.run(case).mean("cod")

        extras = bench.grids(label, [p["L"] / n for n in (100, 200, 400)],
                             lambda cell: (numpy.abs((v := values_on(cell)) - wanted).max(), v), (1.9, 2.1))
        plug = p["c0"] * numpy.exp(-k / p["U"] * numpy.array(places))
        long = p["L"] / 7
        bench.check(label + ", plug flow", numpy.abs(values_on(long, {**p, "E": 0.0}) / plug - 1).max(), 1e-12, "relative",
                    f"{long:g} m")
        lines.append((label, numpy.array(places) / p["L"], wanted / p["c0"], numpy.array(places) / p["L"], extras[0] / p["c0"]))
    bench.draw("chainage over length", "cod over the inlet's", lines)


# ---------------------------------------------------------------- P1
# Length, E, A, A_s, alpha, lateral inflow [m3/s per m] of segments; hours of the injection; places (segment, chainage in it).
CREEKS = {
    # Bencala & Walters 1983 (WRR 19:718), chloride of 26 September 1972; application 1 of OTIS, USGS WRI 98-4018.
    "Uvas Creek": dict(
        segments=[(38, 0.12, 0.30, 0.05, 0.0, 0.0), (67, 0.15, 0.42, 0.05, 0.0, 0.0), (176, 0.24, 0.36, 0.36, 3.0e-5, 4.545e-6),
                  (152, 0.31, 0.41, 0.41, 1.0e-5, 1.974e-6), (238, 0.40, 0.52, 1.56, 4.5e-5, 2.151e-6)],
        Q=0.0125, before=3.7, during=11.4, clock=8.0, begin=8.49, lasts=3.0, end=15.0,
        places=[(0, 38), (1, 67), (2, 176), (3, 152), (4, 186)], cells=(1.0, 0.5, 0.25), step_over_cell=12.0),
    "a larger stream that grows by half": dict(
        segments=[(600, 1.4, 1.1, 0.4, 8e-5, 1e-5), (400, 2.2, 1.6, 1.9, 2e-4, 1.4e-4), (800, 0.9, 0.9, 0.1, 1.5e-5, 0.0)],
        Q=0.13, before=22.0, during=95.0, clock=0.0, begin=0.5, lasts=1.5, end=12.0,
        places=[(0, 300), (1, 16), (1, 320), (2, 500)], cells=(8.0, 4.0, 2.0), step_over_cell=4.5)}
# Figure 13 of WRI 98-4018: hour, mg/l at the first two stations.
PRINTED = numpy.array([
    (8.45, 3.700000, 3.700000), (8.55, 3.700230, 3.700000), (8.65, 4.338749, 3.700000), (8.75, 7.305566, 3.700021),
    (8.85, 9.607778, 3.703966), (8.95, 10.66443, 3.773418), (9.05, 11.09228, 4.108784), (9.15, 11.26551, 4.875030)])


def creek(p, hours, count=20):
    """What is above the background, Q c′ − E A c″ + (σ(s) A + q) c = 0, in parts of segments: c = c_above φ + c_below ψ each,
    two solutions by Chebyshev collocation; c is one at joints and the flux of mass passes. Transformed back. [hour, place]"""
    parts, flow = [], p["Q"]
    for length, *rest, q in p["segments"]:
        parts += [(length / 4, flow + q * i * length / 4, *rest, q) for i in range(4)]
        flow += q * length
    L, Q, E, A, As, alpha, q = numpy.array(parts).T[:, :, None]
    y = numpy.cos(numpy.pi * numpy.arange(count + 1) / count)[::-1]
    w = (-1.0) ** numpy.arange(count + 1)
    w[[0, -1]] /= 2
    slope = w / w[:, None] / (y[:, None] - y + numpy.eye(count + 1)) * (1 - numpy.eye(count + 1))
    slope = (slope - numpy.diag(slope.sum(axis=1))) * 2 / L[:, :, None]
    operator = (Q + q * L * (y + 1) / 2)[:, :, None] * slope - (E * A)[:, :, None] * slope @ slope
    inside, ends, joints = slice(1, count), [0, count], len(L) + 1
    weights = []  # of the values at the nodes, for each place
    for segment, x in p["places"]:
        part = min(int(4 * x / p["segments"][segment][0]), 3)
        at = 8 * x / p["segments"][segment][0] - 2 * part - 1
        near = abs(at - y) < 1e-12
        weights.append((4 * segment + part, near / 1.0 if near.any() else w / (at - y) / (w / (at - y)).sum()))

    def transform(s):
        s = s[:, None, None]
        rate = (s + loss(s, A, As, alpha, 0.0, 0.0)) * A + q
        both = numpy.zeros((len(s), len(L), count + 1, 2), complex)  # φ, ψ
        both[:, :, ends, [0, 1]] = 1
        matrix = operator[:, inside, inside] + rate[..., None] * numpy.eye(count - 1)
        right = numpy.broadcast_to(-operator[:, inside][:, :, ends], (*matrix.shape[:3], 2))
        both[:, :, inside] = numpy.linalg.solve(matrix, right)
        carried = numpy.concatenate([Q, Q + q * L], axis=1)[:, :, None] * numpy.eye(2)
        flux = carried - (E * A)[:, :, None] * (slope[:, ends] @ both)
        chain = numpy.zeros((len(s), joints, joints), complex)  # what goes on from a joint less what comes to it
        for n in range(len(L)):
            chain[:, n, n:n + 2] += flux[:, n, 0]
            chain[:, n + 1, n:n + 2] -= flux[:, n, 1]
        chain[:, -1, -2:] = slope[-1, -1] @ both[:, -1]  # c′ = 0 at the outlet
        enters = numpy.zeros((len(s), joints, 1), complex)
        enters[:, 0] = p["Q"] * (p["during"] - p["before"]) * ((1 - numpy.exp(-s * p["lasts"] * 3600)) / s)[:, 0]
        c = numpy.linalg.solve(chain, enters)[:, :, 0]
        return numpy.stack([((weight @ both[:, n]) * c[:, n:n + 2]).sum(axis=1) for n, weight in weights], axis=1)

    times = (numpy.asarray(hours) - p["begin"]) * 3600
    result = numpy.full((len(times), len(p["places"])), p["before"])
    result[times > 0] += back_in_time(transform, times[times > 0], 48 * 3600.0, 8, 1e-9)
    return result


def creek_case(p, cell):
    second = lambda hour: (hour - p["clock"]) * 3600
    case = Case("creek", ["tracer", "continuity"], second(p["end"]), p["step_over_cell"] * cell, 180.0, cell)
    case.set("initial", tracer_mg_l=p["before"])
    case.set("flow", interpolation="step")
    for n, (length, E, A, As, alpha, q) in enumerate(p["segments"]):
        last = n + 1 == len(p["segments"])
        case.node(f"N{n}", "junction" if n else "headwater")
        case.reach(f"R{n}", f"N{n}", "SEA" if last else f"N{n + 1}", float(length), A, E, storage_area_m2=As,
                   storage_exchange_per_s=alpha)
        if q:
            case.inflow(f"R{n}", q * length, 0, reach=True, tracer=p["before"])
    case.node("SEA", "outlet")
    for hour, c in ((p["clock"], p["before"]), (p["begin"], p["during"]), (p["begin"] + p["lasts"], p["before"])):
        case.inflow("N0", p["Q"], round(second(hour)), tracer=c)
    for n, x in p["places"]:
        case.section(f"R{n}", float(x))
    return case


@problem("P1", "chloride put into Uvas Creek for three hours, past five stations, with the published parameters of its five "
         "segments; and another stream",
         "transform of time, segments with growing flow by collocation; a fine-grid reference; the rows that USGS printed for "
         "OTIS (WRI 98-4018, figure 13; when it began is fitted)",
         "order 2.0 ± 0.2 of the largest error; to the fine-grid reference 0.05 mg/l; to the printed rows 0.12 mg/l at 38 m "
         "and 0.017 at 105 m, beside the grid's own error")
def uvas_creek(bench):
    p, given = CREEKS["Uvas Creek"], table("P1_uvas_chloride_reference")
    reference = numpy.array([[r[c] for c in ("c38", "c105", "c281", "c433", "c619")] for r in given])
    # The reference is a fine grid's: good to 0.014 mg/l where the front is steepest.
    bench.agrees_with_table("P1", creek(p, [r["t_h"] for r in given]), reference, 1.5e-3)
    bench.agrees_with_table("P1 beyond the first station", creek(p, [r["t_h"] for r in given])[:, 1:], reference[:, 1:], 3e-4)
    for label, p in CREEKS.items():
        hours = p["clock"] + numpy.arange(0, (p["end"] - p["clock"]) * 20 + 1) / 20
        wanted = creek(p, hours)

        def error_of(cell):
            values = bench.run(creek_case(p, cell)).series("tracer")
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, p["cells"], error_of, (1.8, 2.2))
        if label == "Uvas Creek":
            bench.draw("hour of the day", "chloride [mg/l]", [
                (f"{x:g} m", hours, wanted[:, i], hours[::5], extras[0][::5, i])
                for i, x in enumerate((38, 105, 281, 433, 619))])
            for i, x in enumerate((38, 105, 281, 433, 619)):
                off = extras[0][::2, i] - reference[:len(hours[::2]), i]
                bench.check(f"{label}, fine-grid reference at {x} m", numpy.abs(off).max(), 0.05, "mg/l", "1 m")
    printed_rows(bench)


def printed_rows(bench):
    """When the injection began was never printed: the exact solution fits the rows best from 8.487 h on."""
    p = {**CREEKS["Uvas Creek"], "begin": 8 + 1752 / 3600, "end": 9.5}
    rows = [round((hour - p["clock"]) * 20) for hour in PRINTED[:, 0]]
    values, wanted = bench.run(creek_case(p, 1.0)).series("tracer")[rows], creek(p, PRINTED[:, 0])
    for i, (x, limit) in enumerate(((38, 0.12), (105, 0.017))):
        own = numpy.abs(values - wanted)[:, i].max()
        printed = PRINTED[:, i + 1]
        bench.check(f"exact solution against the rows that USGS printed at {x} m", numpy.abs(wanted[:, i] - printed).max(),
                    limit, "mg/l", "no grid")
        bench.check(f"program against these rows at {x} m, {own:.2g} mg/l of it the grid's",
                    numpy.abs(values[:, i] - printed).max(), limit + own, "mg/l", "1 m")
