"""What steady solutions and long runs have in common: steps, starts, the age of the water."""
import math

import numpy

from harness import DAY, Case, problem
from whole_case import HEAD, KINETICS, OWN_PROCESS

CELLS = ["org_n", "nh4_n", "no2_n", "no3_n", "cod_fast", "cod_slow", "do", "org_p", "po4_p", "chl_a", "tss"]


def dispersive_network(p, step, solve="steady", initial=None, spin_up=None, output=None, end=DAY):
    """Two rivers join, part and join again, a reservoir below; dispersion everywhere, all processes, nothing changes."""
    case = Case("network", [*CELLS, "continuity"], end, step, output or end, p["cell"], solve)
    case.set("kinetics", **{**KINETICS, "photosynthesis_peak_mg_l_d": 0.0, **p["kinetics"]})
    case.extra = OWN_PROCESS
    if spin_up:
        case.set("time", spin_up=f"{spin_up!r} s")
    if initial is not None:
        case.set("initial", **{f"{c}_mg_l": initial * HEAD[c] for c in CELLS})
    for id, kind in (("H1", "headwater"), ("H2", "headwater"), ("J1", "junction"), ("J2", "junction"), ("T", "reservoir"),
                     ("SEA", "outlet")):
        case.node(id, kind)
    for id, begin, to, more in (("A", "H1", "J1", {}), ("B", "H2", "J1", {}), ("C", "J1", "J2", dict(split=0.7)),
                                ("D", "J1", "J2", dict(split=0.3)), ("F", "J2", "T", {}), ("G", "T", "SEA", {})):
        case.reach(id, begin, to, p["L"], p["area"], p["E"], bottom_width_m=p["width"], **more)
    case.add("reservoirs", node="T", volume_m3=p["V"], area_m2=p["V"] / 3)
    case.inflow("H1", p["Q"], **{c: HEAD[c] for c in CELLS})
    case.inflow("H2", 0.4 * p["Q"], **{c: v * (0.5 if c == "do" else 2.5) for c, v in HEAD.items() if c in CELLS})
    case.add("outfalls", id="O", name="", kind="", reach="D", chainage_m=0.4 * p["L"], flow_m3_d=0.05 * p["Q"] * DAY,
             **{f"{c}_mg_l": v * (0 if c == "do" else 8) for c, v in HEAD.items() if c in CELLS})
    case.add("withdrawals", id="W", reach="F", chainage_m=0.6 * p["L"], flow_m3_s=0.1 * p["Q"])
    case.add("temperature", water_temperature_c=p["T"])
    for reach in "ABCDFG":
        case.section(reach, 0.55 * p["L"])
    return case


NETWORKS = {"temperate": dict(Q=6.0, area=15.0, width=14.0, L=4000.0, cell=250.0, E=25.0, V=2e5, T=17.0, kinetics={}),
            "hot and quick": dict(Q=1.1, area=2.5, width=5.0, L=2500.0, cell=312.5, E=60.0, V=2e4, T=29.0, kinetics=dict(
                k_nitritation_per_day=1.1, k_nitratation_per_day=3.0, k_cod_fast_oxidation_per_day=1.5,
                k_cod_slow_hydrolysis_per_day=0.6, k_denitrification_per_day=0.8, oxygen_limitation="half_saturation",
                k_oxygen_oxidation_mg_l=0.5, k_oxygen_nitrification_mg_l=1.0, k_oxygen_denitrification_mg_l=0.3))}


@problem("Steady and step", "the steady state by one solve, and the end of a long run, with all processes and dispersion",
         "a steady solution knows no step; a run whose inputs do not change tends to it",
         "steady: the same bits at any step; long run: order 2.0 ± 0.2, step halved; from any start the same to 1e-11")
def steady_and_step(bench):
    for label, p in NETWORKS.items():
        steady = bench.run(dispersive_network(p, 3600.0))
        for step in (60.0, DAY):
            other = bench.run(dispersive_network(p, step))
            unlike = [n for n, v in steady.values.items() if v.tobytes() != other.values[n].tobytes() and v.dtype.kind != "O"]
            bench.claim(not unlike, f"{label}, step {step:g} s: {unlike} differ")
        wanted = numpy.array([steady.mean(c) for c in CELLS])
        span = 10 * (p["V"] / p["Q"] + 5 * p["L"] * p["area"] / p["Q"])
        steps = [DAY / n for n in (24, 48, 96)]

        def error_of(hours, initial=0.3):
            case = dispersive_network(p, hours * 3600, "transient", initial, math.ceil(span / DAY) * DAY, end=DAY)
            result = bench.run(case)
            values = numpy.array([result.mean(c) for c in CELLS])
            return (numpy.abs(values - wanted).max(axis=1) / wanted.max(axis=1)).max(), values

        extras = bench.grids(label, [s / 3600 for s in steps], error_of, (1.8, 2.2), "relative", "h")
        again = error_of(steps[0] / 3600, 4.0)[1]
        apart = (numpy.abs(again - extras[0]).max(axis=1) / wanted.max(axis=1)).max()
        bench.check(f"{label}: from another start", apart, 1e-11, "relative", f"{steps[0] / 3600:g} h")
    bench.draw("constituent", "mg/l at the last section", [("temperate" if p is NETWORKS["temperate"] else label,
               range(len(CELLS)), wanted[:, -1], range(len(CELLS)), extras[0][:, -1])])


AGES = {"plain": dict(A=(12.0, 5.0, 20.0, 18.0), L=(9000.0, 6000.0, 14000.0, 5000.0), Q=(4.0, 1.5), q=0.8,
                      outfall=(5000.0, 0.6), taken=(9000.0, 2.0), V=4e5, zone=None, evaporates=0.0),
        "slow, with a storage zone below a lake that evaporates": dict(
            A=(30.0, 2.0, 40.0, 25.0), L=(20000.0, 1500.0, 8000.0, 12000.0), Q=(0.7, 0.9), q=0.0, outfall=(2000.0, 0.3),
            taken=(7000.0, 0.5), V=3e6, zone=10.0, evaporates=0.4)}


@problem("Age", "the water's age and the travel time of the river's own water: rivers, confluence, side inflow, outfall, "
         "withdrawal, a reservoir, a storage zone", "age: d(Qa)/dx = A, Qa and water mix at a confluence, a reservoir "
         "Q_in a_in + V = (Q_out + evaporation) a; travel time: dτ/dx = A/Q, τ mixes by flow, a reservoir adds "
         "V/(Q_out + evaporation)",
         "1e-10 relative, steady; a reservoir's in time order 2.0 ± 0.1")
def age(bench):
    for label, p in AGES.items():
        (A1, A2, A3, A4), (L1, L2, L3, L4), (Q1, Q2) = p["A"], p["L"], p["Q"]
        case = Case("age", ["age", "travel_time", "continuity"], DAY, 3600.0, cell=500.0, solve="steady")
        for id, kind in (("H1", "headwater"), ("H2", "headwater"), ("J", "junction"), ("T", "reservoir"), ("SEA", "outlet")):
            case.node(id, kind)
        case.reach("R1", "H1", "J", L1, A1, 0.0)
        case.reach("R2", "H2", "J", L2, A2, 0.0)
        case.reach("R3", "J", "T", L3, A3, 0.0)
        zone = {} if p["zone"] is None else dict(storage_area_m2=p["zone"], storage_exchange_per_s=3e-5)
        case.reach("R4", "T", "SEA", L4, A4, 0.0, **zone)
        surface = 1e6
        case.add("reservoirs", node="T", volume_m3=p["V"], area_m2=surface)
        case.inflow("H1", Q1)
        case.inflow("H2", Q2)
        if p["q"]:
            case.inflow("R3", p["q"], reach=True)
        case.add("outfalls", id="O", name="", kind="", reach="R3", chainage_m=p["outfall"][0], flow_m3_d=p["outfall"][1] * DAY)
        case.add("withdrawals", id="W", reach="R3", chainage_m=p["taken"][0], flow_m3_s=p["taken"][1])
        if p["evaporates"]:
            case.add("evaporation", evaporation_mm_d=p["evaporates"] / surface * DAY * 1000)
        along = numpy.array([0.1, 0.3, 0.6, 0.95])
        for reach, L in (("R1", L1), ("R2", L2), ("R3", L3), ("R4", L4)):
            for share in along:
                case.section(reach, share * L)
        wanted = [(A1 * x * L1 / Q1,) * 2 for x in along] + [(A2 * x * L2 / Q2,) * 2 for x in along]
        Q = Q1 + Q2
        mixed = (Q1 * A1 * L1 / Q1 + Q2 * A2 * L2 / Q2) / Q
        a = t = mixed
        x, q = 0.0, p["q"] / L3
        events = sorted([(s * L3, 0) for s in along] + [p["outfall"], (p["taken"][0], -p["taken"][1]), (L3, 0)])
        for at, change in events:
            before, Q = Q, Q + q * (at - x)
            a = (before * a + A3 * (at - x)) / Q
            t += A3 / q * math.log(Q / before) if q else A3 * (at - x) / Q
            x = at
            if change > 0:
                a, Q = a * Q / (Q + change), Q + change
            elif change < 0:
                Q += change
            elif at < L3:
                wanted.append((a, t))
        a, t, Q = a + p["V"] / Q, t + p["V"] / Q, Q - p["evaporates"]
        wanted += [(a + s, t + s) for s in along * L4 * (A4 + (p["zone"] or 0.0)) / Q]
        wanted = numpy.array(wanted) / DAY
        result = bench.run(case)
        for i, name in enumerate(("age", "travel_time")):
            values = result.mean(name)
            bench.check(f"{label}: {name}", numpy.abs(values / wanted[:, i] - 1).max(), 1e-10, "relative", "500 m")
            for k, reach in enumerate(("R1", "R2", "R3", "R4")):
                worst = numpy.abs(values / wanted[:, i] - 1)[4 * k:4 * k + 4].max()
                bench.claim(worst < 1e-10, f"{label}: {name} in {reach} off by {worst:.3g}")


@problem("Age in time", "a reservoir full of new water grows old", "a = θ (1 − e^{−t/θ})", "order 2.0 ± 0.1, step halved")
def age_in_time(bench):
    lines = []
    for label, V, Q, end in (("θ = 3 d", 5e5, 5e5 / 3 / DAY, 9.0), ("θ = 0.2 d", 4e4, 4e4 / 0.2 / DAY, 1.0)):
        theta, records = V / Q / DAY, 20
        times = numpy.linspace(0, end, records + 1)
        wanted = theta * -numpy.expm1(-times / theta)

        def error_of(hours):
            case = Case("age", ["age", "continuity"], end * DAY, hours * 3600, end * DAY / records)
            case.set("initial", continuity_mg_l=1.0)
            case.node("T", "reservoir")
            case.node("SEA", "outlet")
            case.add("reservoirs", node="T", volume_m3=V, area_m2=1e5)
            case.inflow("T", Q)
            case.reach("OUT", "T", "SEA", 1.0, 1e-3, 0.0)
            case.section("OUT", 0.5)
            values = bench.run(case).series("age")[:, 0]
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [end * 24 / records / n for n in (1, 2, 4)], error_of, (1.9, 2.1), "d", "h")
        lines.append((label, times / theta, wanted / theta, times / theta, extras[0] / theta))
    bench.draw("time/θ", "age/θ", lines)
