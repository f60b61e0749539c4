"""Reacting water: the nitrogen chain with oxygen, nonlinear rates, the user's own processes."""
import json
import math

import numpy

import exact_kinetics as exact
from harness import DAY, Case, moment, problem, table

CHAINS = {
    "table": dict(kin=dict(kd=0.3, ks=0.05, khn=0.12, vs=0.04, kn1=0.4, kn2=1.5, kdn=0.08, ka=1.1, SOD=1.2, H=1.8, DOsat=8.5,
                           P=0.5, R=0.3), y0=[12, 3, 2.5, 0.1, 1.2, 7.5], end=20.0, U=0.2, E=40.0, L=200000.0, theta=0.7,
                  tanks=8),
    "shallow, swift, hardly polluted": dict(
        kin=dict(kd=0.9, ks=0.2, khn=0.35, vs=0.1, kn1=0.7, kn2=3.1, kdn=0.25, ka=4.2, SOD=0.9, H=0.6, DOsat=9.6, P=1.4, R=1.1),
        y0=[9, 1.6, 1.1, 0.05, 4.0, 8.0], end=6.0, U=0.45, E=70.0, L=150000.0, theta=0.2, tanks=5)}


def use_chain(case, kin, H, limited=None):
    """The set n_cod_do with the chain's processes alone. `limited` gives the half saturations by oxygen."""
    half = limited or dict(Ko=0, Kno=0, Kd=0)
    case.set("kinetics", set="n_cod_do", reaeration="given", k_reaeration_per_day=kin["ka"],
             k_org_n_hydrolysis_per_day=kin["khn"], v_settling_org_n_m_per_day=kin.get("vs", 0) * H,
             k_nitritation_per_day=kin["kn1"], k_nitratation_per_day=kin["kn2"], k_denitrification_per_day=kin["kdn"],
             k_carbon_denitrification_mg_l=0.0, cod_per_n_denitrified=0.0, v_bed_denitrification_m_per_day=0.0,
             k_cod_fast_oxidation_per_day=kin["kd"], v_settling_cod_fast_m_per_day=kin.get("ks", 0) * H,
             k_oxygen_oxidation_mg_l=half["Ko"], k_oxygen_nitrification_mg_l=half["Kno"],
             k_oxygen_denitrification_mg_l=half["Kd"])
    if limited:
        case.set("kinetics", oxygen_limitation="half_saturation", theta_org_n_hydrolysis=1.07, theta_nitritation=1.083,
                 theta_nitratation=1.083, theta_denitrification=1.045, theta_cod_fast_oxidation=1.047, theta_reaeration=1.024)
    else:
        case.set("kinetics", oxygen_saturation_mg_l=kin["DOsat"], sod_g_m2_d=kin["SOD"], k_oxygen_sod_mg_l=0.0,
                 photosynthesis_mg_l_d=kin["P"], respiration_mg_l_d=kin["R"])


def inflows(y):
    return dict(zip(exact.CONSTITUENTS, map(float, y)))


def river(name, constituents, cell, L, U, H, E, places, solve="steady", end=DAY, step=3600.0, output=None, Q=12.0):
    """One reach; its width follows from discharge, velocity and depth."""
    case = Case(name, [*constituents, "continuity"], end, step, output, cell, solve)
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", L, Q / U, E, bottom_width_m=Q / U / H)
    for x in places:
        case.section("R", x)
    return case


def closed_tank(name, constituents, end, step, output, depth, initial):
    """A reservoir that nothing enters and nothing leaves; the section below it keeps its concentrations."""
    case = Case(name, [*constituents, "continuity"], end, step, output)
    case.set("initial", **{f"{c}_mg_l": float(v) for c, v in zip(constituents, initial)})
    case.node("T", "reservoir")
    case.node("SEA", "outlet")
    case.add("reservoirs", node="T", volume_m3=1e6, area_m2=1e6 / depth, release_m3_s=0.0)
    case.reach("OUT", "T", "SEA", 1.0, 1e-3, 0.0)
    case.section("OUT", 0.5)
    return case


def means(result, constituents=exact.CONSTITUENTS):
    """[place, constituent]"""
    return numpy.array([result.mean(c) for c in constituents]).T


def over_time(result, constituents):
    """[time, constituent] of the first section."""
    return numpy.array([result.series(c)[:, 0] for c in constituents]).T


def relative(values, wanted):
    """Largest difference over the constituent's largest value."""
    return float((numpy.abs(values - wanted).max(axis=0) / numpy.abs(wanted).max(axis=0)).max())


def days_of(given):
    return [r["t_d"] if "t_d" in r else r["tau_d"] for r in given]


def rows_of(given, names=exact.NAMES):
    return numpy.array([[r[n] for n in names] for r in given])


@problem("C1 plug flow", "organic N → NH₄ → NO₂ → NO₃ → gas, BOD, oxygen with bed demand, photosynthesis, respiration: steady "
         "plug flow", "y′ = Ky + b along the travel time, y = exp of the matrix (Bateman for the nitrogen)",
         "exact on any grid, 1e-11 of each constituent's largest value")
def chain_plug_flow(bench):
    p = CHAINS["table"]
    given = table("C1_chain_plugflow")
    bench.agrees_with_table("C1", exact.along_time(*exact.chain(p["kin"]), p["y0"], days_of(given)), rows_of(given))
    for label, p in CHAINS.items():
        days = numpy.linspace(0, p["end"], 41)[1:]
        wanted = exact.along_time(*exact.chain(p["kin"]), p["y0"], days)
        bench.claim(wanted[:, 5].min() > 2, f"{label}: respiration and bed demand are whole above 2 mg/l only")
        for parts in (10, 40, 160):
            L = p["end"] * DAY * p["U"]
            case = river("chain", exact.CONSTITUENTS, L / parts, L, p["U"], p["kin"]["H"], 0.0, days * DAY * p["U"])
            use_chain(case, p["kin"], p["kin"]["H"])
            case.inflow("H", 12.0, **inflows(p["y0"]))
            values = means(bench.run(case))
            bench.check(label, relative(values, wanted), 1e-11, "relative", f"{L / parts / 1000:g} km")
        if label == "table":
            bench.draw("travel time [d]", "mg/l", [(n, days, wanted[:, i], days, values[:, i])
                                                   for i, n in enumerate(exact.NAMES)])


@problem("C1 tanks", "the same chain through steady reservoirs in a row", "(I − Kθ) y_i = y_{i−1} + bθ",
         "exact, 1e-11 of each constituent's largest value")
def chain_tanks(bench):
    p, given = CHAINS["table"], table("C1_chain_cstr_series")
    own = exact.tanks(*exact.chain(p["kin"]), p["y0"], p["theta"], p["tanks"])
    bench.agrees_with_table("C1 tanks", own, rows_of(given))
    for label, p in CHAINS.items():
        wanted = exact.tanks(*exact.chain(p["kin"]), p["y0"], p["theta"], p["tanks"])[1:]
        Q, H = 12.0, p["kin"]["H"]
        case = Case("tanks", [*exact.CONSTITUENTS, "continuity"], DAY, 3600.0, solve="steady")
        use_chain(case, p["kin"], H)
        case.node("H", "headwater")
        case.inflow("H", Q, **inflows(p["y0"]))
        for n in range(p["tanks"]):
            case.node(f"T{n}", "reservoir")
            volume = Q * p["theta"] * DAY
            case.add("reservoirs", node=f"T{n}", volume_m3=volume, area_m2=volume / H)
            # Links of a thousandth of a millilitre: what reacts in them is below the round-off.
            case.reach(f"R{n}", f"T{n - 1}" if n else "H", f"T{n}", 1e-3, 1e-6, 0.0, bottom_width_m=1e-6 / H)
        case.node("SEA", "outlet")
        case.reach("OUT", f"T{p['tanks'] - 1}", "SEA", 1e-3, 1e-6, 0.0, bottom_width_m=1e-6 / H)
        for n in range(p["tanks"]):
            case.section(f"R{n + 1}" if n + 1 < p["tanks"] else "OUT", 5e-4)
        values = means(bench.run(case))
        bench.check(label, relative(values, wanted), 1e-11, "relative", f"{p['tanks']} tanks")
        if label == "table":
            number = numpy.arange(1, p["tanks"] + 1)
            bench.draw("reservoir", "mg/l", [(n, number, wanted[:, i], number, values[:, i])
                                             for i, n in enumerate(exact.NAMES)])


@problem("C1 dispersive", "the same chain in a steady river with dispersion, flux inlet",
         "U y′ − E y″ = Ky + b: y = y_s + Σ z_j v_j e^{r_j x}, r_j of the eigenvalue λ_j; z_j of the inflow × U/(U − E r_j)",
         "order 2.0 ± 0.1")
def chain_dispersive(bench):
    p, given = CHAINS["table"], table("C1_chain_dispersive_steady")
    own = exact.dispersive(*exact.chain(p["kin"]), p["y0"], [r["x_m"] for r in given], p["U"], p["E"], False)
    bench.agrees_with_table("C1 dispersive", own, rows_of(given))
    for label, p in CHAINS.items():
        places = p["L"] * numpy.array([0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 0.9])
        wanted = exact.dispersive(*exact.chain(p["kin"]), p["y0"], places, p["U"], p["E"], True)

        def error_of(cell):
            case = river("dispersive", exact.CONSTITUENTS, cell, p["L"], p["U"], p["kin"]["H"], p["E"], places)
            use_chain(case, p["kin"], p["kin"]["H"])
            case.inflow("H", 12.0, **inflows(p["y0"]))
            values = means(bench.run(case))
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [p["L"] / n for n in (1000, 2000, 4000)], error_of, (1.9, 2.1))
        if label == "table":
            x = numpy.linspace(0, p["L"], 101)
            curve = exact.dispersive(*exact.chain(p["kin"]), p["y0"], x, p["U"], p["E"], True)
            bench.draw("chainage [km]", "mg/l", [(n, x / 1000, curve[:, i], places / 1000, extras[0][:, i])
                                                 for i, n in enumerate(exact.NAMES)])


@problem("C1 harmonic", "the same chain in time: all six inlets swing, with dispersion",
         "each eigenvector travels as in B4: amplitude z_j U/(U − E r_j) e^{r_j x + iωt}, r_j at −λ_j + iω",
         "order 1.9 … 2.2 of the complex amplitudes, cell and step halved together")
def chain_harmonic(bench):
    sets = {"table": dict(period=43200.0, swing=[6, 1, 1.2, 0.05, 0.5, 1.0], L=12000.0, cells=(150.0, 75.0, 37.5), days=2),
            "shallow, swift, hardly polluted": dict(period=21600.0, swing=[4, 0.5, 0.5, 0.02, 2, 0.8], L=15000.0,
                                                    cells=(150.0, 75.0, 37.5), days=1)}
    for label, q in sets.items():
        p = {**CHAINS[label], **q}
        omega, places, records = 2 * math.pi / p["period"], p["L"] * numpy.array([0.05, 0.1, 0.2, 0.35, 0.5]), 48
        K, _ = exact.chain(p["kin"])
        wanted = exact.harmonic_modes(K, numpy.array(p["swing"], float), places, p["U"], p["E"], omega)

        def error_of(cell):
            end, output = p["days"] * DAY, p["period"] / records
            case = river("harmonic", exact.CONSTITUENTS, cell, p["L"], p["U"], p["kin"]["H"], p["E"], places, "transient", end,
                         output * cell / p["cells"][0], output)
            use_chain(case, p["kin"], p["kin"]["H"])
            for t in numpy.arange(0, end + 1, p["period"] / 1440):
                case.inflow("H", 12.0, t, **inflows(numpy.array(p["y0"]) + numpy.array(p["swing"]) * math.cos(omega * t)))
            result = bench.run(case)
            time = result.time[-records - 1:-1]
            wave = numpy.array([2 / records * (result.series(c)[-records - 1:-1] * numpy.exp(-1j * omega * time)[:, None])
                                .sum(axis=0) for c in exact.CONSTITUENTS]).T
            return numpy.abs(wave - wanted).max(), wave

        extras = bench.grids(label, p["cells"], error_of, (1.9, 2.2))
        if label == "table":
            x = numpy.linspace(0, p["L"] / 2, 61)
            curve = abs(exact.harmonic_modes(K, numpy.array(p["swing"], float), x, p["U"], p["E"], omega))
            bench.draw("chainage [km]", "amplitude [mg/l]", [(n, x / 1000, curve[:, i], places / 1000, abs(extras[0][:, i]))
                                                             for i, n in enumerate(exact.NAMES)])


@problem("C2", "the oxygen sag of Streeter and Phelps, with its critical point; also with equal rates",
         "D = k_d L_0 (e^{−k_r t} − e^{−k_a t})/(k_a − k_r) + D_0 e^{−k_a t}; k_a = k_r: k_d L_0 t e^{−k_a t} + D_0 e^{−k_a t}",
         "exact on any grid, 1e-10 relative; the critical point among the places")
def streeter(bench):
    sets = {"table": dict(kd=0.35, kr=0.35, ka=0.8, L0=20.0, D0=1.0, sat=9.092, U=0.25, end=12),
            "table, equal rates": dict(kd=0.5, kr=0.5, ka=0.5, L0=10.0, D0=0.5, sat=8.263, U=0.25, end=12),
            "with settling": dict(kd=0.6, kr=0.85, ka=2.4, L0=18.0, D0=0.4, sat=10.1, U=0.6, end=6)}
    for name, label in (("C2_streeter", "table"), ("C2_streeter_equal", "table, equal rates")):
        q = [sets[label][k] for k in ("kd", "kr", "ka", "L0", "D0")]
        own = [exact.streeter_phelps(r["t_d"], *q) for r in table(name)]
        bench.agrees_with_table(name, [o[0] for o in own], [r["BOD"] for r in table(name)])
        bench.agrees_with_table(name, [sets[label]["sat"] - o[1] for o in own], [r["DO"] for r in table(name)])
    for label, p in sets.items():
        q = [p[k] for k in ("kd", "kr", "ka", "L0", "D0")]
        days = numpy.sort(numpy.append(numpy.linspace(0, p["end"], 25)[1:], exact.critical_time(*q)))
        wanted = numpy.array([(a, p["sat"] - d) for a, d in (exact.streeter_phelps(t, *q) for t in days)])
        for parts in (8, 32, 128):
            H, L = 1.5, p["end"] * DAY * p["U"]
            case = river("sag", ["cod_fast", "do"], L / parts, L, p["U"], H, 0.0, days * DAY * p["U"])
            case.set("kinetics", set="n_cod_do", reaeration="given", k_reaeration_per_day=p["ka"],
                     oxygen_saturation_mg_l=p["sat"], k_cod_fast_oxidation_per_day=p["kd"], k_oxygen_oxidation_mg_l=0.0,
                     v_settling_cod_fast_m_per_day=(p["kr"] - p["kd"]) * H)
            case.inflow("H", 12.0, cod_fast=p["L0"], do=p["sat"] - p["D0"])
            values = means(bench.run(case), ["cod_fast", "do"])
            bench.check(label, relative(values, wanted), 1e-10, "relative", f"{L / parts / 1000:g} km")
        if label == "table":
            bench.draw("travel time [d]", "mg/l", [(n, days, wanted[:, i], days, values[:, i])
                                                   for i, n in enumerate(("BOD", "oxygen"))])


def own_process(case, rate, **parameters):
    quoted = ", ".join(f"{name} = {json.dumps(value)}" for name, value in parameters.items())
    case.extra += (f'\n[[process]]\nid = "own"\nrate = "{rate}"\nparameters = {{ {quoted} }}\n'
                   "stoichiometry = { nh4_n = -1, no3_n = 1 }\n")


OWN = {
    "table, Monod": ("vmax * nh4_n / (K + nh4_n)", dict(vmax="2 mg/l/d", K="1.5 mg/l"), 8.0, 10.0,
                     lambda t: exact.monod(t, 8.0, 2.0, 1.5)),
    "table, second order": ("k * nh4_n * nh4_n", dict(k="0.15 l/mg/d"), 8.0, 10.0,
                            lambda t: exact.second_order(t, 8.0, 0.15)),
    "other Monod": ("vmax * nh4_n / (K + nh4_n)", dict(vmax="0.3 mg/l/h", K="400 ug/l"), 25.0, 5.0,
                    lambda t: exact.monod(t, 25.0, 7.2, 0.4)),
    "other second order": ("k * nh4_n^2", dict(k="0.9 m3/g/d"), 3.0, 4.0, lambda t: exact.second_order(t, 3.0, 0.9)),
}


@problem("C4", "rates of the user's own, as [[process]]: Monod and second order, in a closed reservoir and steady plug flow",
         "Monod c = K W((c_0/K) e^{(c_0 − v t)/K}), W Lambert's; second order c = c_0/(1 + k c_0 t)",
         "reservoir: order 2.0 ± 0.25, step halved, never below 0 at any step; steady plug flow 1e-9 relative")
def own_rates(bench):
    given = table("C4_monod")
    bench.agrees_with_table("C4", [OWN["table, Monod"][4](r["t_d"]) for r in given], [r["c_monod"] for r in given])
    bench.agrees_with_table("C4", [OWN["table, second order"][4](r["t_d"]) for r in given],
                            [r["c_second_order"] for r in given])
    lines = []
    for label, (rate, parameters, c0, end, curve) in OWN.items():
        days = numpy.linspace(0, end, 21)
        wanted = numpy.array([curve(t) for t in days])

        def error_of(hours):
            case = closed_tank("own", ["nh4_n", "no3_n"], end * DAY, hours * 3600, end * DAY / 20, 3.0, [c0, 0.0])
            own_process(case, rate, **parameters)
            values = over_time(bench.run(case), ["nh4_n", "no3_n"])
            bench.claim(values.min() >= 0, f"{label}: {values.min()} at a step of {hours} h")
            bench.claim(numpy.abs(values.sum(axis=1) - c0).max() < 1e-6 * c0, f"{label}: nitrogen kept, {hours} h")
            return numpy.abs(values[:, 0] - wanted).max(), values[:, 0]

        part = end * 24 / 20
        extras = bench.grids(f"{label}, reservoir", [part / n for n in (4, 8, 16, 32)], error_of, (1.75, 2.25), size_unit="h")
        lines.append((label, days, wanted, days, extras[0]))
        long = closed_tank("long", ["nh4_n", "no3_n"], 400 * DAY, 100 * DAY, 100 * DAY, 3.0, [c0, 0.0])
        own_process(long, rate, **parameters)
        least = over_time(bench.run(long), ["nh4_n", "no3_n"]).min()
        bench.check(f"{label}, below 0 with a step of 100 d", max(0.0, -least), 0.0, "mg/l")
        for parts in (10, 40, 160):
            case = river("own", ["nh4_n", "no3_n"], end * DAY * 0.3 / parts, end * DAY * 0.3, 0.3, 1.0, 0.0,
                         days[1:] * DAY * 0.3)
            own_process(case, rate, **parameters)
            case.inflow("H", 12.0, nh4_n=c0, no3_n=0.0)
            error = numpy.abs(bench.run(case).mean("nh4_n") - wanted[1:]).max() / c0
            bench.check(f"{label}, steady plug flow", error, 1e-9, "relative", f"{end * DAY * 0.3 / parts / 1000:g} km")
    bench.draw("time [d]", "nh4_n [mg/l]", lines)


LIMITED = {
    "table": dict(kin=dict(kd=0.4, khn=0.15, kn1=0.5, kn2=2.0, kdn=0.15, ka=0.6, Ko=0.6, Kno=1.0, Kd=0.3), T=24.0,
                  y0=[25, 4, 6, 0.2, 1.5, 6], end=15.0),
    "cold, little reaeration": dict(kin=dict(kd=0.8, khn=0.3, kn1=0.9, kn2=1.2, kdn=0.6, ka=0.9, Ko=0.3, Kno=1.6, Kd=0.5),
                                    T=9.0, y0=[14, 2, 9, 1.0, 5.0, 9], end=10.0)}


def use_limited(case, p):
    use_chain(case, p["kin"], 2.0, p["kin"])
    case.add("temperature", water_temperature_c=p["T"])


@problem("C5", "oxidation, nitrification and denitrification limited by oxygen, at another temperature; oxygen falls to 0.2 mg/l",
         "the six equations integrated by extrapolation (Gragg, Bulirsch and Stoer), checked against the table",
         "steady plug flow 1e-9 of each constituent's largest value; closed reservoir: order 2.0 ± 0.35 and rising to it, step "
         "halved, never below 0")
def limited_chain(bench):
    p, given = LIMITED["table"], table("C5_nonlinear")
    own = exact.integrate(exact.limited_rates(p["kin"], p["T"]), p["y0"], days_of(given))
    bench.agrees_with_table("C5", own, rows_of(given))
    for label, p in LIMITED.items():
        days = numpy.linspace(0, p["end"], 31)
        wanted = exact.integrate(exact.limited_rates(p["kin"], p["T"]), p["y0"], days)
        for parts in (15, 60, 240):
            L = p["end"] * DAY * 0.3
            case = river("limited", exact.CONSTITUENTS, L / parts, L, 0.3, 2.0, 0.0, days[1:] * DAY * 0.3)
            use_limited(case, p)
            case.inflow("H", 12.0, **inflows(p["y0"]))
            values = means(bench.run(case))
            bench.check(f"{label}, steady plug flow", relative(values, wanted[1:]), 1e-9, "relative", f"{L / parts / 1000:g} km")

        def error_of(hours):
            case = closed_tank("limited", exact.CONSTITUENTS, p["end"] * DAY, hours * 3600, p["end"] * DAY / 30, 2.0, p["y0"])
            use_limited(case, p)
            values = over_time(bench.run(case), exact.CONSTITUENTS)
            bench.claim(values.min() >= 0, f"{label}: {values.min()} at a step of {hours} h")
            return numpy.abs(values - wanted).max(), values

        hours = p["end"] * 24 / 30
        extras = bench.grids(f"{label}, closed reservoir", [hours / n for n in (8, 16, 32, 64)], error_of, (1.65, 2.35),
                             size_unit="h")
        if label == "table":
            bench.draw("time [d]", "mg/l", [(n, days, wanted[:, i], days, extras[0][:, i])
                                            for i, n in enumerate(exact.NAMES)])


@problem("C6", "oxygen through the day: half-sine photosynthesis, respiration, reaeration in a closed reservoir",
         "O'Connor and Di Toro 1970: D′ + k_a D = R − P_m sin(πt/f) by day, R by night; the periodic solution",
         "order 2.0 ± 0.25 over three days, step halved; sunset inside of a step (table) and at its end")
def day_and_night(bench):
    sets = {"table": dict(ka=2.5, R=6.0, peak=24.0, f=0.54, sat=8.7),
            "short day, slow exchange": dict(ka=0.9, R=3.0, peak=14.0, f=10 / 24, sat=10.4)}
    given, p = table("C6_diel"), sets["table"]
    day = lambda t, p: exact.diel(t, p["ka"], p["R"], p["peak"], p["f"], p["sat"])
    bench.agrees_with_table("C6", [day(r["t_d"], p) for r in given], [r["DO"] for r in given])
    for label, p in sets.items():
        days = numpy.linspace(0, 3, 37)
        sunrise = 4.0
        wanted = numpy.array([day(t - sunrise / 24, p) for t in days])
        bench.claim(wanted.min() > 2, f"{label}: respiration is whole above 2 mg/l only")

        def error_of(minutes):
            case = closed_tank("day", ["do"], 3 * DAY, minutes * 60.0, 7200.0, 2.0, [wanted[0]])
            case.set("kinetics", set="n_cod_do", reaeration="given", k_reaeration_per_day=p["ka"],
                     oxygen_saturation_mg_l=p["sat"], respiration_mg_l_d=p["R"], photosynthesis_peak_mg_l_d=p["peak"],
                     photoperiod=p["f"], sunrise_h=sunrise)
            values = bench.run(case).series("do")[:, 0]
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [30, 15, 7.5, 3.75], error_of, (1.75, 2.25), size_unit="min")
        if label == "table":
            bench.draw("time [d]", "oxygen [mg/l]", [(label, days, wanted, days, extras[0])])


@problem("H oxygen", "oxygen where water has rested long: its saturation by temperature, salinity and height above the sea",
         "Benson and Krause 1984, as in APHA 4500-O; pressure of the standard atmosphere", "1e-12 relative")
def oxygen_saturation(bench):
    given = table("H_rates_dosat")
    for pressure, column in ((1.0, "DOsat_1atm"), (0.85, "DOsat_0.85atm")):
        own = [exact.saturation_of_oxygen(r["T_C"], r["S_ppt"], pressure) for r in given]
        bench.agrees_with_table("H", own, [r[column] for r in given])
    for label, pressure, states in (("table, 1 atm", 1.0, [(r["T_C"], r["S_ppt"]) for r in given]),
                                    ("table, 0.85 atm", 0.85, [(r["T_C"], r["S_ppt"]) for r in given]),
                                    ("0.7 atm", 0.7, [(2.5, 3.0), (13.0, 0.2), (28.3, 21.0)])):
        height = (1 - pressure ** (1 / 5.25588)) / 2.25577e-5
        case = Case("saturation", ["do", "continuity"], DAY, 3600.0, cell=1000.0, solve="steady")
        case.set("kinetics", set="n_cod_do", reaeration="given", k_reaeration_per_day=100.0)
        for i, (T, salinity) in enumerate(states):
            case.node(f"H{i}", "headwater")
            case.node(f"S{i}", "outlet")
            # Its end stands at height 0 of the case, so the last place above it by a slope of 1e-12 only.
            case.reach(f"R{i}", f"H{i}", f"S{i}", 1e5, 10.0, 0.0, bed_slope=1e-12)
            case.inflow(f"H{i}", 1.0, do=1.0)
            case.section(f"R{i}", 1e5)
            case.add("temperature", reach=f"R{i}", water_temperature_c=T)
            case.add("kinetics", reach=f"R{i}", parameter="salinity_g_kg", value=salinity)
            case.add("kinetics", reach=f"R{i}", parameter="elevation_m", value=float(height))
        values = bench.run(case).mean("do")
        wanted = numpy.array([exact.saturation_of_oxygen(T, salinity, pressure) for T, salinity in states])
        bench.check(label, numpy.abs(values / wanted - 1).max(), 1e-12, "relative", f"{len(states)} rivers")


RIVERS = [  # U, H, S, B: the table's, then every branch: either side of 0.4247 and 0.556 m3/s, of 0.61 m and of 3.45 U^2.5
    (0.3, 0.5, 1e-3, 9.0), (0.5, 1.0, 3e-4, 20.0), (1.0, 3.0, 2e-4, 60.0), (0.05, 4.0, 1e-5, 120.0), (1.4, 0.2, 0.012, 1.2),
    (0.25, 0.3, 2e-3, 6.2), (0.9, 0.615, 4e-3, 2.5), (0.12, 0.62, 6e-4, 3.3), (0.02, 0.08, 5e-3, 0.7), (2.4, 2.2, 6e-3, 33.0)]


def recovering(bench, label, states, wanted, **kinetics):
    """Rivers side by side whose oxygen rises from 0 towards its saturation c_s: c = c_s (1 - e^(-k x/U)), so that two sections
    a place and twice the place below the head give both: e^(-k x/U) = c(2x)/c(x) - 1. `wanted` are [(k 1/d, c_s)]; each of
    `states` is (U, H, S, B, T, {parameter: value})."""
    case = Case("reaeration", ["do", "continuity"], DAY, 3600.0, cell=1e9, solve="steady")
    case.set("kinetics", set="n_cod_do", **kinetics)
    places = []
    for i, ((U, H, S, B, T, own), (k, saturation)) in enumerate(zip(states, wanted)):
        x = 0.7 * U * DAY / k
        places.append(x)
        case.node(f"H{i}", "headwater")
        case.node(f"S{i}", "outlet")
        case.reach(f"R{i}", f"H{i}", f"S{i}", 2.5 * x, B * H, 0.0, bed_slope=S, bottom_width_m=B)
        case.inflow(f"H{i}", U * B * H, do=0.0)
        case.section(f"R{i}", x)
        case.section(f"R{i}", 2 * x)
        case.add("temperature", reach=f"R{i}", water_temperature_c=T)
        for parameter, value in own.items():
            case.add("kinetics", reach=f"R{i}", parameter=parameter, value=float(value))
    values = bench.run(case).mean("do").reshape(-1, 2)
    left = values[:, 1] / values[:, 0] - 1
    U = numpy.array([s[0] for s in states])
    k = -numpy.log(left) * U * DAY / places
    saturation = values[:, 0] / (1 - left)
    error = max(numpy.abs(k / [w[0] for w in wanted] - 1).max(), numpy.abs(saturation / [w[1] for w in wanted] - 1).max())
    bench.check(label, error, 1e-10, "relative", f"{len(states)} rivers")
    return k


@problem("H reaeration", "oxygen recovers from 0 in steady rivers: each formula for the stream and for the wind, temperature, "
         "ice, least transfer velocity, height above the sea",
         "c = c_s (1 − e^{−k_a x/U}), k_a = max(k_stream + v_wind/H, v_least/H) θ^{T−20} (1 − ice)",
         "1e-10 relative, k_a and c_s")
def reaeration(bench):
    given = table("H_rates_reaeration")
    for name, column in (("oconnor_dobbins", "ka_OD"), ("churchill", "ka_Ch"), ("owens_gibbs", "ka_OG")):
        bench.agrees_with_table(column, [exact.STREAM[name](r["U"], r["H"], 1e-3, 1.0, 1.0) for r in given],
                                [r[column] for r in given])
    stream = lambda name, s: exact.STREAM[name](*s[:3], s[0] * s[1] * s[3], s[3])
    lines = []
    for name in exact.STREAM:
        states = [(*s, 20.0, {}) for s in RIVERS]
        k = recovering(bench, name, states, [(stream(name, s), 8.0) for s in RIVERS], reaeration=name,
                       v_reaeration_least_m_per_day=0.0, oxygen_saturation_mg_l=8.0)
        order = numpy.argsort([s[0] for s in RIVERS])
        lines.append((name, [RIVERS[i][0] for i in order], [stream(name, RIVERS[i]) for i in order],
                      [RIVERS[i][0] for i in order], k[order]))
    bench.draw("velocity [m/s]", "k_a at 20 °C [1/d]", lines, title="ten rivers, by their velocity")

    # All at once, by river: temperature, wind, ice, salt, height; the least velocity rules where stream and wind are weak.
    air = [(4.0, 3.0, 0.0, 0.0, 0.0), (11.5, 0.0, 0.4, 12.0, 0.0), (27.0, 7.5, 0.0, 0.0, 1500.0),
           (33.0, 1.2, 0.95, 30.0, 4200.0), (0.5, 14.0, 0.1, 3.0, -300.0), (20.0, 22.0, 0.0, 0.0, 300.0),
           (16.0, 0.4, 0.7, 0.5, 90.0), (8.0, 5.4, 0.0, 1.0, 0.0),
           (22.0, 2.0, 0.2, 0.0, 2000.0), (29.0, 9.0, 0.0, 35.0, 0.0)]
    for name, by_wind, theta, least in (("covar", "banks_herrera", 1.024, 3.0), ("churchill", "wanninkhof", 1.016, 1.7),
                                        ("tsivoglou_neal", "wanninkhof", 1.06, 25.0), ("usgs_pool_riffle", "none", 1.0, 0.9)):
        states, wanted, ruled = [], [], 0
        for s, (T, W, ice, salt, height) in zip(RIVERS, air):
            states.append((*s, T, dict(wind_m_s=W, ice_cover=ice, salinity_g_kg=salt, elevation_m=height)))
            blown = stream(name, s) + exact.WIND[by_wind](W) / s[1]
            ruled += least / s[1] > blown
            pressure = (1 - 2.25577e-5 * height) ** 5.25588
            wanted.append((max(blown, least / s[1]) * theta ** (T - 20) * (1 - ice),
                           exact.saturation_of_oxygen(T, salt, pressure)))
        bench.claim(0 < ruled < len(states), f"{name}: the least velocity rules in {ruled} rivers")
        recovering(bench, f"{name} with wind by {by_wind}, least velocity {least:g} m/d in {ruled}", states, wanted,
                   reaeration=name, wind_reaeration=by_wind, theta_reaeration=theta, v_reaeration_least_m_per_day=least)
    states = [(*s, T, dict(wind_m_s=W, ice_cover=ice, k_reaeration_per_day=0.3 + i))
              for i, (s, (T, W, ice, *_)) in enumerate(zip(RIVERS, air))]
    wanted = [((0.3 + i + exact.WIND["wanninkhof"](a[1]) / s[1]) * 1.024 ** (a[0] - 20) * (1 - a[2]), 11.0)
              for i, (s, a) in enumerate(zip(RIVERS, air))]
    recovering(bench, "given by river, with wind, the least velocity notwithstanding", states, wanted, reaeration="given",
               wind_reaeration="wanninkhof", v_reaeration_least_m_per_day=40.0, oxygen_saturation_mg_l=11.0)


FALLS = {  # a, b, height
    "three falls of a cold river": dict(T=3.0, k=0.0, c0=1.5, U=0.4,
                                        falls=[(1.0, 1.0, 0.5), (1.6, 0.8, 2.0), (0.65, 0.05, 1.0)]),
    "a dam higher than 4.55 m, warm": dict(T=28.0, k=0.0, c0=0.4, U=0.9, falls=[(1.8, 0.6, 12.0)]),
    "falls with reaeration between, from above saturation": dict(T=17.0, k=1.4, c0=14.0, U=0.25,
                                                                 falls=[(1.2, 0.9, 1.1), (1.0, 0.2, 3.3)])}


@problem("H weirs", "oxygen below weirs, rubber dams and sluices", "c_below = c_s − (c_s − c_above)/r, r = 1 + 0.38 a b h "
         "(1 − 0.11 h)(1 + 0.046 T) (Butts and Evans 1983); between them c_s − (c_s − c) e^{−kx/U}",
         "1e-12 relative, steady; and as the mean of a run in time where nothing reacts between")
def weirs(bench):
    for label, p in FALLS.items():
        spacing, slope, saturation = 4000.0, 1e-4, exact.saturation_of_oxygen(p["T"])
        L, k = spacing * (len(p["falls"]) + 1), p["k"] * 1.024 ** (p["T"] - 20) / DAY
        places = numpy.arange(500.0, L, 1000.0)

        def oxygen(x):
            deficit = (saturation - p["c0"]) * math.exp(-k * x / p["U"])
            for i, (a, b, drop) in enumerate(p["falls"]):
                deficit /= exact.weir_ratio(a, b, drop, p["T"]) if x > spacing * (i + 1) else 1.0
            return saturation - deficit

        wanted = numpy.array([oxygen(x) for x in places])
        for solve in ["steady"] + ["transient"] * (k == 0):
            case = Case("weirs", ["do", "continuity"], 2 * DAY, 3600.0, cell=1000.0, solve=solve)
            case.set("kinetics", set="n_cod_do", reaeration="given", k_reaeration_per_day=p["k"])
            case.node("H", "headwater")
            case.node("S", "outlet", bed_elevation_m=7.0)
            case.reach("R", "H", "S", L, 20.0, 0.0, bed_slope=slope)
            case.inflow("H", 20.0 * p["U"], do=p["c0"])
            case.add("temperature", water_temperature_c=p["T"])
            for i, (a, b, drop) in enumerate(p["falls"]):
                x = spacing * (i + 1)
                case.add("structures", id=f"W{i}", reach="R", chainage_m=x, kind=["weir", "rubber_dam", "sluice"][i],
                         crest_level_m=7.0 + slope * (L - x) + drop, quality_a=a, dam_b=b)
            for x in places:
                case.section("R", x)
            bench.check(f"{label}, {solve}", numpy.abs(bench.run(case).mean("do") / wanted - 1).max(), 1e-12, "relative")
