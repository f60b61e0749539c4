"""Water that runs out: reservoirs and rivers that fall dry, and what stays in them."""
import math

import numpy

import exact
from harness import DAY, Case, problem, table
from hydraulics import Channel, bisect, kinematic_case
from tanks import LINK

TANK = 0  # unknown of the reservoir in `tank`


def tank(name, p, end, step, output=None, q_in=0.0, c_in=0.0, **reservoir):
    """A reservoir of volume V0 with c0 of a tracer and of cod, which decays; water that enters comes through no river."""
    case = Case(name, ["tracer", "cod", "continuity"], end, step, output)
    case.set("kinetics", k_cod_per_day=p["k"])
    case.set("initial", tracer_mg_l=p["c0"], cod_mg_l=p["c0"])
    case.node("T", "reservoir")
    case.node("SEA", "outlet")
    case.add("reservoirs", node="T", volume_m3=p["V0"], area_m2=p.get("A", 1e5), **reservoir)
    case.reach("OUT", "T", "SEA", 1.0, **LINK)
    case.section("OUT", 0.5)
    if q_in > 0:
        case.inflow("T", q_in, tracer=c_in, cod=c_in)
    return case


def in_tank(result, constituent):
    """Of all records, in the reservoir (`--fields full`)."""
    cell = [i for i, name in enumerate(result.values["cell_reach"]) if name in (b"T", "T")][0]
    return result.values[f"cell_{constituent}"][0, :, cell].astype(float)


def sound(bench, label, result, ever_wet=True):
    """No concentration is negative or no number, anywhere at any time; a section that was never wet has none."""
    for name, values in result.values.items():
        if name.startswith(("cell_", "section_", "state_")) and values.dtype.kind == "f":
            may_lack = name in ("section_stage", "section_lon", "section_lat") or name.startswith("section_") and not ever_wet
            known = values[~numpy.isnan(values)] if may_lack else values
            bench.claim(known.size == 0 or numpy.isfinite(known).all() and known.min() >= 0, f"{label}: {name} is unsound")


@problem("F9", "a reservoir that recedes to 1e-12 of its volume: what neither decays nor evaporates keeps its concentration, "
         "what decays decays, evaporation concentrates the rest", "V = V_0 e^{−t/T}, c = c_0; c_0 e^{−kt}; a share ε of the "
         "loss evaporates: c_0 e^{εt/T}",
         "volume and constancy 1e-12; the others order 2.0 ± 0.1, step halved; nothing negative")
def recession(bench):
    sets = {"table": dict(V0=5e5, T=3.0, k=0.2, c0=7.0, share=0.3, end=84.0),
            "a pond that nearly all evaporates": dict(V0=800.0, T=0.2, k=2.5, c0=120.0, share=0.85, end=5.6)}
    given, p = table("F9_drying"), sets["table"]
    at = [r["t_d"] for r in given]
    for column, own in (("V_m3", [p["V0"] * math.exp(-t / p["T"]) for t in at]),
                        ("c_decay", [p["c0"] * math.exp(-p["k"] * t) for t in at]),
                        ("c_evap", [p["c0"] * math.exp(p["share"] * t / p["T"]) for t in at])):
        bench.agrees_with_table(column, own, [r[column] for r in given])
    for label, p in sets.items():
        records, full, constant = 14, p["V0"] / (p["T"] * DAY), []
        times = numpy.linspace(0, p["end"], records + 1)

        def run(parts, share):
            case = tank("recession", p, p["end"] * DAY, p["end"] * DAY / records / parts, p["end"] * DAY / records)
            case.add("reservoir_rules", node="T", volume_m3=0.0, release_m3_s=0.0)
            case.add("reservoir_rules", node="T", volume_m3=p["V0"], release_m3_s=(1 - share) * full)
            if share:  # surface in proportion to the volume, of which 80 mm a day evaporate
                surface = share * full * DAY / 0.08
                case.add("reservoir_curves", node="T", level_m=0.0, volume_m3=0.0, area_m2=0.0)
                case.add("reservoir_curves", node="T", level_m=p["V0"] / surface, volume_m3=p["V0"], area_m2=surface)
                case.add("evaporation", evaporation_mm_d=80.0)
            result = bench.run(case, "--fields", "full", "--save-state")
            sound(bench, label, result)
            volume = result.values["state_volume"][0, TANK] / (p["V0"] * math.exp(-p["end"] / p["T"]))
            constant.append(abs(volume - 1))
            constant.append(abs(result.values["state_continuity"][0, TANK] - 1))
            if not share:
                constant.append(abs(result.values["state_tracer"][0, TANK] / p["c0"] - 1))
            return result

        sizes = {p["end"] * 24 / records / parts: parts for parts in (8, 16, 32)}
        lines = []
        for what, constituent, share, rate in (("decays", "cod", 0.0, -p["k"]),
                                               ("evaporates", "tracer", p["share"], p["share"] / p["T"])):
            wanted = p["c0"] * numpy.exp(rate * times)

            def error_of(size):
                values = in_tank(run(sizes[size], share), constituent)
                return numpy.abs(values / wanted - 1).max(), values

            extras = bench.grids(f"{label}: {what}", list(sizes), error_of, (1.9, 2.1), "relative", "h")
            lines.append((what, times, numpy.log10(wanted), times, numpy.log10(extras[0])))
        bench.check(f"{label}: volume and constancy", max(constant), 1e-12, "relative", "every step")
        if label == "table":
            bench.draw("time [d]", "log₁₀ of mg/l", lines)


@problem("F9 empty", "reservoirs that a release empties, that evaporate to their last millimetre, and that fill again",
         "V = V_0 + (Q_in − Q_r − E) t down to a film of 1 mm; without inflow c = c_0 while water is released, c V = c_0 V_0 "
         "while it evaporates; cod: times e^{−kt}",
         "1e-12 (volume: of the first); cod order ≥ 1.8: the last step before the film takes most of what is left")
def empty(bench):
    sets = {"released": dict(V0=3e4, A=4e4, k=0.5, c0=8.0, qr=29960 / (1.75 * DAY), e=0.0, end=4.0),
            "evaporates": dict(V0=6e3, A=5e4, k=0.3, c0=8.0, qr=0.0, e=20.0, end=10.0)}
    for label, p in sets.items():
        film, lost = 1e-3 * p["A"], p["qr"] * DAY + p["e"] / 1000 * p["A"]
        volume = max(p["V0"] - lost * p["end"], film)
        bench.claim(volume == film, f"{label}: falls to the film")
        strength = p["c0"] * (p["V0"] / film if p["e"] else 1.0)
        exactly = []

        def end_of(hours, mode):
            case = tank("empty", p, p["end"] * DAY, hours * 3600, DAY / 2, release_m3_s=p["qr"])
            case.set("flow", mode=mode)
            if p["e"]:
                case.add("evaporation", evaporation_mm_d=p["e"])
            result = bench.run(case, "--fields", "full", "--save-state")
            sound(bench, label, result, False)
            at = lambda name: result.values[f"state_{name}"][0, TANK]
            exactly.extend([abs(at("volume") - volume) / p["V0"], abs(at("tracer") / strength - 1), abs(at("continuity") - 1)])
            return at("cod")

        cod = strength * math.exp(-p["k"] * p["end"])

        def error_of(hours):
            value = end_of(hours, "kinematic")
            return abs(value / cod - 1), value

        extras = bench.grids(label, [6, 3, 1.5], error_of, (1.8, 2.1), "relative", "h")
        bench.check(f"{label}: dynamic as kinematic", abs(end_of(6, "dynamic") / extras[0] - 1), 1e-9, "relative", "6 h")
        bench.check(f"{label}: volume, tracer and constancy", max(exactly), 1e-12, "relative", "every step")
    # It falls dry, and fills again with other water: c = (c_0 film + c_in V_in)/V while nothing is released.
    p = dict(V0=2e4, A=3e4, k=0.0, c0=50.0)
    for mode in ("kinematic", "dynamic"):
        case = tank("refill", p, 4 * DAY, 3600.0, DAY, release_m3_s=0.25, min_volume_m3=0.0)
        case.set("flow", mode=mode, interpolation="step")
        case.inflow("T", 0.0, 0, tracer=2.0)
        case.inflow("T", 1.25, 3 * DAY, tracer=2.0)
        result = bench.run(case, "--fields", "full", "--save-state")
        sound(bench, "refill", result, False)
        # V = film + d t, (V c)' = q c_in - r c: c = c_in + (c_0 - c_in) (V/film)^(-q/d)
        film, d = 30.0, 1.0
        volume = film + d * DAY
        wanted = 2.0 + 48.0 * (volume / film) ** (-1.25 / d)
        bench.check(f"fills again, {mode}", max(abs(result.values["state_volume"][0, TANK] / volume - 1),
                                                abs(result.values["state_continuity"][0, TANK] - 1)), 1e-12, "relative", "1 h")
        bench.check(f"fills again, {mode}: tracer", abs(result.values["state_tracer"][0, TANK] - wanted), 0.02, "mg/l", "1 h")


@problem("F9 rivers", "rivers that drain when their inflow ends and a withdrawal empties: constant concentrations stay so",
         "c = c_0 wherever and as long as there is water", "1e-12 in every cell at the end and in every section's mean; "
         "nothing negative; kinematic, diffusive and dynamic, with and without sharp fronts")
def rivers(bench):
    sets = {"gentle and wide": dict(b=20.0, z=2.0, n=0.03, slope=5e-4, Q=15.0, L=12000.0, end=6.0, step=600.0),
            "steep and narrow": dict(b=3.0, z=0.0, n=0.05, slope=6e-3, Q=1.2, L=5000.0, end=4.0, step=120.0)}
    for label, p in sets.items():
        for mode in ("kinematic", "diffusive", "dynamic"):
            for sharp in (False,) if mode == "diffusive" else (False, True):
                case = Case("river", ["tracer", "cod", "travel_time", "continuity"], p["end"] * DAY, p["step"], DAY / 4,
                            p["L"] / 24, mode=mode)
                case.set("flow", interpolation="step")
                case.set("transport", sharp_fronts=sharp)
                case.set("kinetics", k_cod_per_day=5.0)
                case.node("H", "headwater")
                case.node("J", "junction")
                case.node("H2", "headwater")
                case.node("SEA", "outlet", bed_elevation_m=0.0)
                shape = dict(bottom_width_m=p["b"], side_slope=p["z"], manning_n=p["n"], bed_slope=p["slope"])
                case.reach("R1", "H", "J", p["L"], **shape)
                case.reach("R2", "H2", "J", p["L"] / 2, **shape)
                case.reach("R3", "J", "SEA", p["L"], **shape)
                case.inflow("H", p["Q"], 0, tracer=30.0, cod=30.0)
                case.inflow("H", 0.0, DAY / 4, tracer=30.0, cod=30.0)
                case.inflow("H2", p["Q"] / 3, 0, tracer=30.0, cod=2.0)
                case.inflow("H2", p["Q"] / 3, DAY, tracer=30.0, cod=2.0)
                case.inflow("H2", 0.0, 2 * DAY, tracer=30.0, cod=2.0)
                # The withdrawal takes all that comes; below it the river begins anew with what seeps in.
                case.inflow("R3", 0.02 * p["Q"], 0, reach=True, tracer=30.0, cod=30.0)
                case.inflow("R3", 0.0, 3 * DAY, reach=True, tracer=30.0, cod=30.0)
                case.add("withdrawals", id="W", reach="R3", chainage_m=0.4 * p["L"], flow_m3_s=p["Q"], **{"from": ""})
                for reach, at in (("R1", 0.5), ("R2", 0.1), ("R3", 0.2), ("R3", 0.9)):
                    case.section(reach, at * p["L"])
                result = bench.run(case, "--fields", "full", "--save-state")
                name = f"{label}, {mode}" + ", sharp fronts" * sharp
                sound(bench, name, result)
                worst = max(numpy.abs(result.values[f"{kind}{c}{end}"][0] / one - 1).max()
                            for c, one in (("tracer", 30.0), ("continuity", 1.0))
                            for kind, end in (("state_", ""), ("section_", "_mean")))
                left = result.values["balance_water"][0]
                spreads = result.values["cell_dispersion"].max()
                bench.claim(spreads < 1e5, f"{name}: dispersion of {spreads:.3g} m2/s")
                bench.claim(left[result.terms.index("final")] < 5e-3 * left[0], f"{name}: the rivers do not drain")
                bench.check(name, worst, 1e-12, "relative", f"{p['L'] / 24:g} m")


@problem("F9 kinematic", "the inflow of a uniform river ends: it drains by characteristics",
         "x = c(A)(t − t_0), dQ/dA = c; wide: h = min(h_0, (x/(m α t))^{1/(m−1)}), m = 5/3, α = √S/n",
         "error of the discharges along the river over their mean, cell and step halved together: order ≥ 0.8 when the end of "
         "uniform flow has left the river; before that ≥ 0.55, as h log h behind a jump has it for any scheme of first order")
def kinematic_recession(bench):
    given = table("F9_drying_kinwave_dry")
    alpha, m, h0 = 1.2, 5 / 3, 0.8
    depth = [min(h0, (r["x_m"] / (m * alpha * r["t_s"])) ** (1 / (m - 1))) for r in given]
    bench.agrees_with_table("h", depth, [r["h"] for r in given])
    bench.agrees_with_table("q", [alpha * h**m for h in depth], [r["q_m2s"] for r in given])
    # The table's channel is wide beyond measure; at 10,000 km its banks add 1e-7.
    sets = {"table": dict(channel=Channel(1e7, 0, 0.05, 0.0036), L=5000.0, h0=0.8, times=[600.0, 3600.0, 36000.0, 360000.0]),
            "trapezoid": dict(channel=Channel(6, 1.5, 0.035, 0.0009), L=15000.0, h0=2.1,
                              times=[1800.0, 5400.0, 36000.0, 144000.0])}
    for label, p in sets.items():
        channel, output = p["channel"], p["times"][0]
        b, z, *_ = channel.shape
        full = exact.section_of_depth(p["h0"], b, z)[0]
        places = p["L"] * numpy.arange(1, 101) / 100

        def area(x, t):
            if channel.celerity(full) * t <= x:
                return full
            return bisect(lambda A: channel.celerity(A) * t - x, 0.0, full)

        wanted = numpy.array([[channel.flow(area(x, t)) for x in places] for t in p["times"]]) / channel.flow(full)
        late = numpy.array([channel.celerity(full) * t > 2 * p["L"] for t in p["times"]])
        bench.claim(late.tolist() == [False, False, True, True], f"{label}: two times before, two after")
        if label == "table":
            own = numpy.array([r["q_m2s"] for r in given if r["x_m"] > 0]).reshape(4, 10) / (alpha * h0**m)
            bench.claim(numpy.abs(wanted[:, 9::10] - own).max() < 1e-6, "the wide channel is the table's")
        found = {}

        def discharges(cell):
            if cell not in found:
                case = kinematic_case("recession", channel, p["L"], p["times"][-1] + output, output / 6 * cell / (p["L"] / 50),
                                      output, cell)
                case.set("flow", interpolation="step")
                case.inflow("H", channel.flow(full), 0, tracer=1.0)  # a run starts from the steady state of its first moment
                case.inflow("H", 0.0, output, tracer=1.0)
                for x in places:
                    case.section("R", x)
                result = bench.run(case)
                sound(bench, label, result)
                one = numpy.abs(result.mean("continuity") - 1).max()
                bench.claim(one < 1e-12, f"{label}: continuity off by {one:.3g}")
                found[cell] = result.series("flow")[[int(round(t / output)) + 1 for t in p["times"]]] / channel.flow(full)
            return found[cell]

        for when, rows, least in (("the end of uniform flow in the river", ~late, 0.55), ("later", late, 0.8)):
            def error_of(cell):
                values = discharges(cell)
                return (numpy.abs(values - wanted).mean(axis=1) / wanted.mean(axis=1))[rows].mean(), values

            extras = bench.grids(f"{label}: {when}", [p["L"] / n for n in (50, 100, 200)], error_of, (least, None), "relative")
        if label == "table":
            bench.draw("chainage [km]", "discharge over that at first",
                       [(f"{t:g} s", places / 1000, wanted[i], places / 1000, extras[-1][i]) for i, t in enumerate(p["times"])])
