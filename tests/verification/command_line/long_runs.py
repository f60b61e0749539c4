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
                      outfall=(5000.0, 0.6), taken=(9000.0, 2.0), pumped=0.4, V=4e5, zone=0.0, evaporates=0.0),
        "slow, with a storage zone below a lake that evaporates, more is pumped than flows there": dict(
            A=(30.0, 2.0, 40.0, 25.0), L=(20000.0, 2500.0, 8000.0, 12000.0), Q=(0.7, 1.9), q=0.0, outfall=(2000.0, 0.3),
            taken=(7000.0, 1.0), pumped=1.3, V=3e6, zone=10.0, evaporates=0.4)}
ALONG = numpy.array([0.1, 0.3, 0.6, 0.95])


def grow_old(A, L, Q, q, a, t, events):
    """Down a reach of area A with side inflow q [m2/s]: (age, travel time) at ALONG, and (Q, age, travel time) at the end.
    Events are (place, water, its age, its travel time): None = the river's own, as of an outfall; negative water is taken."""
    values, x = [], 0.0
    for place, water, *own in sorted([*events, *((share * L, 0.0) for share in ALONG), (L, 0.0)], key=lambda e: e[0]):
        after = Q + q * (place - x)
        a = (Q * a + A * (place - x)) / after
        t += A / q * math.log(after / Q) if q else A * (place - x) / Q
        Q, x = after, place
        if water > 0:
            a = (Q * a + water * own[0]) / (Q + water)
            t = t if own[1] is None else (Q * t + water * own[1]) / (Q + water)
        elif not water and place < L:
            values.append((a, t))
        Q += water
    return values, (Q, a, t)


@problem("Age", "the water's age and the travel time of the river's own water: rivers, confluence, side inflow, outfall, "
         "withdrawal, a pump from river to river, a reservoir, a storage zone",
         "age: d(Qa)/dx = A, Qa and water mix where waters meet, a reservoir Q_in a_in + V = (Q_out + evaporation) a; travel "
         "time: dτ/dx = A/Q, τ mixes by flow where rivers or pumps meet, a reservoir adds V/(Q_out + evaporation)",
         "1e-10 relative, steady")
def age(bench):
    for label, p in AGES.items():
        surface, (L1, L2, L3, L4) = 1e6, p["L"]
        case = Case("age", ["age", "travel_time", "continuity"], DAY, 3600.0, cell=500.0, solve="steady")
        for id, kind in (("H1", "headwater"), ("H2", "headwater"), ("J", "junction"), ("T", "reservoir"), ("SEA", "outlet")):
            case.node(id, kind)
        ends = (("H1", "J"), ("H2", "J"), ("J", "T"), ("T", "SEA"))
        for id, (begin, to), A, L in zip(("R1", "R2", "R3", "R4"), ends, p["A"], p["L"]):
            zone = dict(storage_area_m2=p["zone"], storage_exchange_per_s=3e-5) if id == "R4" and p["zone"] else {}
            case.reach(id, begin, to, L, A, 0.0, **zone)
            for share in ALONG:
                case.section(id, share * L)
        case.add("reservoirs", node="T", volume_m3=p["V"], area_m2=surface)
        case.inflow("H1", p["Q"][0])
        case.inflow("H2", p["Q"][1])
        if p["q"]:
            case.inflow("R3", p["q"], reach=True)
        case.add("outfalls", id="O", name="", kind="", reach="R3", chainage_m=p["outfall"][0], flow_m3_d=p["outfall"][1] * DAY)
        case.add("withdrawals", id="W", reach="R3", chainage_m=p["taken"][0], flow_m3_s=p["taken"][1])
        # A pump takes at the end of its cell and gives at the beginning of the other.
        case.add("structures", id="P", reach="R2", chainage_m=1250.0, kind="pump", flow_m3_s=p["pumped"], to_reach="R4",
                 to_chainage_m=2250.0)
        if p["evaporates"]:
            case.add("evaporation", evaporation_mm_d=p["evaporates"] / surface * DAY * 1000)
        # Beside it water that stands still: it has no age, and the rest has.
        case.node("H3", "headwater")
        case.node("SEA3", "outlet")
        case.reach("R5", "H3", "SEA3", 2000.0, 8.0, 5.0)

        A1, A2, A3, A4 = p["A"]
        wanted, (Q1, a1, t1) = grow_old(A1, L1, p["Q"][0], 0.0, 0.0, 0.0, [])
        second, (Q2, a2, t2) = grow_old(A2, L2, p["Q"][1], 0.0, 0.0, 0.0, [(1500.0, -p["pumped"])])
        pumped = A2 * 1500.0 / p["Q"][1]
        Q, a, t = Q1 + Q2, (Q1 * a1 + Q2 * a2) / (Q1 + Q2), (Q1 * t1 + Q2 * t2) / (Q1 + Q2)
        third, (Q, a, t) = grow_old(A3, L3, Q, p["q"] / L3, a, t, [(*p["outfall"], 0.0, None), (p["taken"][0], -p["taken"][1])])
        a, t, Q = a + p["V"] / Q, t + p["V"] / Q, Q - p["evaporates"]
        fourth, _ = grow_old(A4 + p["zone"], L4, Q, 0.0, a, t, [(2000.0, p["pumped"], pumped, pumped)])
        wanted = numpy.array([*wanted, *second, *third, *fourth]) / DAY
        result = bench.run(case)
        for i, name in enumerate(("age", "travel_time")):
            off = numpy.abs(result.mean(name) / wanted[:, i] - 1)
            bench.check(f"{label}: {name}", off.max(), 1e-10, "relative", "500 m")
            bench.claim(off.max() <= 1e-10, f"{label}: {name} off by reach {off.reshape(4, 4).max(axis=1)}")


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
