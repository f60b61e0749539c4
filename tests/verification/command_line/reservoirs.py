"""Reservoirs that evaporate, keep to rules, give an ecological flow, spill, and fall to their least volume."""
import math

import numpy

from drying import TANK, in_tank, sound, tank
from harness import DAY, problem


@problem("Evaporation", "a reservoir with inflow, release and evaporation: what is dissolved grows stronger",
         "M = Q_in c_in − Q_r c, V = V_0 − d t, d = Q_r + E − Q_in: c = c_e + (c_0 − c_e)(V/V_0)^{(Q_in − E)/d}, "
         "c_e = Q_in c_in/(Q_in − E); d = 0: c_e + (c_0 − c_e) e^{−Q_r t/V}; steady: c_e",
         "order 2.0 ± 0.1, step halved; volume 1e-12; steady 1e-12 relative")
def evaporation(bench):
    sets = {"passes on what evaporation leaves": dict(V0=2e5, qin=0.8, qr=None, E=0.35, cin=9.0, c0=4.0, end=8.0),
            "falls": dict(V0=6e5, qin=1.4, qr=1.7, E=0.3, cin=25.0, c0=300.0, end=11.0),
            "rises, evaporates more than it releases": dict(V0=1e5, qin=2.0, qr=0.2, E=1.1, cin=3.0, c0=3.0, end=15.0)}
    lines = []
    for label, p in sets.items():
        area, records = 2e6, 20
        times = numpy.linspace(0, p["end"], records + 1)
        equal = p["qin"] * p["cin"] / (p["qin"] - p["E"])
        released = p["qin"] - p["E"] if p["qr"] is None else p["qr"]
        constant = []
        d = released + p["E"] - p["qin"]
        volume = p["V0"] - d * times * DAY
        power = numpy.exp(-released * times * DAY / p["V0"]) if abs(d) < 1e-12 else \
            (volume / p["V0"]) ** ((p["qin"] - p["E"]) / d)
        wanted = equal + (p["c0"] - equal) * power

        def lake(step, solve="transient"):
            release = {} if p["qr"] is None else dict(release_m3_s=p["qr"])
            case = tank("lake", {**p, "k": 0.0, "A": area}, p["end"] * DAY, step, p["end"] * DAY / records, p["qin"], p["cin"],
                        **release)
            case.set("time", solve=solve)
            case.add("evaporation", evaporation_mm_d=p["E"] / area * DAY * 1000)
            return case

        def error_of(hours):
            result = bench.run(lake(hours * 3600), "--fields", "full", "--save-state")
            sound(bench, label, result)
            constant.append(abs(result.values["state_volume"][0, TANK] / volume[-1] - 1))
            constant.append(abs(result.values["state_continuity"][0, TANK] - 1))
            values = in_tank(result, "tracer")
            return numpy.abs(values / wanted - 1).max(), values

        extras = bench.grids(label, [p["end"] * 24 / records / n for n in (1, 2, 4)], error_of, (1.9, 2.1), "relative", "h")
        lines.append((label, times, wanted / p["c0"], times, extras[0] / p["c0"]))
        bench.check(f"{label}: volume and constancy", max(constant), 1e-12, "relative", "every step")
        if p["qr"] is None:
            steady = bench.run(lake(p["end"] * DAY / records, "steady"))
            bench.check(f"{label}: steady", abs(steady.mean("tracer")[0] / equal - 1), 1e-12, "relative", "steady")
    bench.draw("time [d]", "c/c₀", lines)


def falls_to(V, gain, law, marks, span):
    """V after `span` where V' = gain - R(V), R straight between marks: from mark to mark by the exact exponential."""
    left = span
    while left > 0:
        low = max([m for m in marks if m < V] or [0.0])
        rises = gain > law(V, True)
        high = min([m for m in marks if m > V] or [math.inf])
        if not rises and gain >= law(V, False):
            return V  # held between two laws
        if rises:
            a, b = V, high if high < math.inf else 2 * V
        else:
            low = low if low < V else 0.0
            a, b = low, V
        r_a, r_b = law(a, True), law(b, False)
        slope = (r_b - r_a) / (b - a)
        start = gain - (r_a + slope * (V - a))
        goal = (b if high < math.inf else math.inf) if rises else a
        if slope == 0:
            needs = (goal - V) / start
            after = V + start * left
        else:
            share = 1 - slope * (goal - V) / start if goal < math.inf else -1.0
            needs = -math.log(share) / slope if share > 0 else math.inf
            after = V - start * math.expm1(-slope * left) / slope
        if needs >= left:
            return after
        V, left = goal, left - needs
    return V


@problem("Release rules", "rules by volume and by part of the year, ecological flow, least and greatest volume, by hand",
         "V′ = Q_in − R(V), R straight between the rows: exponentials from row to row; released: what the volume tells",
         "1e-11 of the volume and of what was released, whatever the step")
def rules(bench):
    rows = [(1e5, 0.5), (4e5, 1.0), (6e5, 8.0), (6.5e5, 8.0), (9e5, 30.0)]
    sets = {"drains through every row to its least volume": dict(V0=8.8e5, gain=0.0, kept=0.8, least=5e4, most=None, days=24),
            "settles where the rule passes the inflow": dict(V0=1.2e5, gain=5.0, kept=0.8, least=5e4, most=None, days=6),
            "fills and spills": dict(V0=6e4, gain=20.0, kept=0.0, least=5e4, most=7e5, days=3)}
    lines = []
    for label, p in sets.items():
        def law(V, from_above):
            """Release just above or just below V."""
            if p["most"] is not None and (V > p["most"] or V == p["most"] and from_above):
                return 1e300
            if V < p["least"] or V == p["least"] and not from_above:
                return 0.0
            return max(float(numpy.interp(V, *zip(*rows))), p["kept"])

        marks = sorted([v for v, _ in rows] + [p["least"]] + [p["most"]] * (p["most"] is not None))
        crossing = 1e5 + (p["kept"] - 0.5) / 0.5 * 3e5  # the rule passes the ecological flow
        marks = sorted(marks + [crossing] * (p["kept"] > 0.5))
        records = 2 * p["days"]
        times = numpy.linspace(0, p["days"] * DAY, records + 1)
        volume = [p["V0"]]
        for _ in times[1:]:
            volume.append(falls_to(volume[-1], p["gain"], law, marks, times[1]))
        volume = numpy.array(volume)
        wanted = p["gain"] - numpy.diff(volume) / times[1]
        for parts in (48, 7, 1):
            more = {} if p["most"] is None else dict(max_volume_m3=p["most"])
            case = tank("rules", dict(V0=p["V0"], k=0.0, c0=5.0), times[-1], times[1] / parts, times[1], p["gain"], 5.0,
                        min_volume_m3=p["least"], ecological_flow_m3_s=p["kept"], **more)
            for v, r in rows:
                case.add("reservoir_rules", node="T", volume_m3=v, release_m3_s=r)
            result = bench.run(case, "--save-state")
            released = result.values["outlet_flow"][0, 1:, 0]
            error = max(abs(result.values["state_volume"][0, TANK] / volume[-1] - 1),
                        numpy.abs(released - wanted).max() / wanted.max())
            bench.check(label, error, 1e-11, "relative", f"{times[1] / parts / 3600:g} h")
            bench.claim(numpy.abs(result.values["state_tracer"][0, TANK] / 5.0 - 1) < 1e-12, f"{label}: the tracer changed")
        lines.append((label, numpy.repeat(times, 2)[1:-1] / DAY, numpy.repeat(wanted, 2), times[1:] / DAY, released))
    bench.draw("time [d]", "released, mean of half a day [m³/s]", lines)
    # Parts of the year: what reservoirs.csv gives but from January 4 to 6; over the new year from December 30 to January 2.
    V, wanted = 3e6, []
    for day in range(1, 9):
        wanted.append(2.5 if day <= 2 else 1.75 if 4 <= day <= 6 else 0.6)
    case = tank("year", dict(V0=V, k=0.0, c0=5.0), 8 * DAY, 3600.0, DAY, 0.0, 0.0, release_m3_s=0.6)
    for begin, end, release in (("01-04", "01-06", 1.75), ("12-30", "01-02", 2.5)):
        for volume in (0.0, 1e6):
            case.add("reservoir_rules", node="T", volume_m3=volume, release_m3_s=release, **{"from": begin, "to": end})
    released = bench.run(case).values["outlet_flow"][0, 1:, 0]
    bench.check("parts of the year", numpy.abs(released / wanted - 1).max(), 1e-11, "relative", "1 h")
