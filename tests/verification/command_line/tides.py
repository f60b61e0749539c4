"""Small waves on a level: tides in channels with a closed head, and waves of discharge that friction spreads."""
import cmath
import math

import numpy

import exact
from harness import Case, problem, table
from hydraulics import bisect
from levels import G


def last_wave(values, time, period, span, late=0.0):
    """Complex amplitude over the last span of even records, each of the moment `late` [s] before its time."""
    count = int(numpy.sum(time > time[-1] - span * (1 - 1e-9)))
    turn = numpy.exp(-2j * math.pi / period * (time[-count:] - late))
    return 2 / count * (values[-count:] * turn[:, None]).sum(axis=0)


# ---------------------------------------------------------------- tides
def standing_wave(p, x, a, period):
    """Complex level and discharge (towards the sea) at x from the closed head."""
    area, top, _ = exact.section_of_depth(p["h"], p["b"], p["z"])
    omega = 2 * math.pi / period
    kappa = cmath.sqrt((omega**2 - 1j * omega * p["friction"]) * top / (G * area))
    level = a * cmath.cos(kappa * x) / cmath.cos(kappa * p["L"])
    return level, -1j * omega * top * a * cmath.sin(kappa * x) / (kappa * cmath.cos(kappa * p["L"]))


# `waves`: period over `period`, height over `a`, phase in degrees.
ONE_WAVE = [(1, 1, 0)]
TIDES = {
    "table": dict(L=40000.0, h=8.0, a=0.004, period=44712.0, friction=0.0, b=300.0, z=0.0, waves=ONE_WAVE),
    "table, friction": dict(L=40000.0, h=8.0, a=4e-5, period=44712.0, friction=5e-5, b=300.0, z=0.0, waves=ONE_WAVE,
                            current=1e-3, periods=12),
    "short trapezoid": dict(L=9000.0, h=3.0, a=0.001, period=14400.0, friction=0.0, b=40.0, z=3.0, waves=ONE_WAVE),
    "short trapezoid, two constituents, friction": dict(L=9000.0, h=3.0, a=2e-6, period=14400.0, friction=3e-4, b=40.0, z=3.0,
                                                        waves=[(1, 1, 0), (2 / 3, 0.6, 75)], current=2e-4, periods=8)}


def tide_case(p, cells, steps, places):
    """A current that is slow against √(gh) leaves the waves as they are, and where it is fast against the tide's, Manning's
    friction is linear for them: λ = 2 g n² U/R^(4/3)."""
    area, _, wetted = exact.section_of_depth(p["h"], p["b"], p["z"])
    U, period = p.get("current", 0.0), p["period"]
    n = math.sqrt(p["friction"] * (area / wetted) ** (4 / 3) / (2 * G * U)) if U else 1e-7
    fall = p["friction"] * U / (2 * G)
    end = p.get("periods", 1) * period
    case = Case("tide", ["continuity"], end, period / steps, period / 36, p["L"] / cells, mode="dynamic")
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", p["L"], bottom_width_m=p["b"], side_slope=p["z"], manning_n=n, bed_slope=fall)
    case.add("bed_profile", reach="R", chainage_m=0.0, bed_elevation_m=fall * p["L"] - p["h"])
    case.add("bed_profile", reach="R", chainage_m=p["L"], bed_elevation_m=-p["h"])
    case.inflow("H", U * area)
    for length, height, phase in p["waves"]:
        case.add("tide_harmonics", node="SEA", period_h=length * period / 3600, amplitude_m=height * p["a"], phase_deg=phase)
    for x in places:
        case.section("R", x)
    return case


@problem("F6 tide", "a tide in a channel with a closed head, without and with linear friction, and of two constituents",
         "η = a cos κx/cos κL, Q = −iωBa sin κx/(κ cos κL), κ² = (ω² − iωλ)B/gA; Manning's friction is linear, "
         "λ = 2gn²U/R^(4/3), for a tide on a current U that is faster than the tide's and slow against √(gh)",
         "complex level and discharge: order ≥ 0.8, cell and step halved together; extrapolated from the last two grids 5e-4")
def tide(bench):
    p, given = TIDES["table"], table("F6_tide")
    for friction in (0, 1):
        rows = [r for r in given if r["friction"] == friction]
        own = [standing_wave({**p, "friction": 5e-5 * friction}, r["x_m"], p["a"], p["period"]) for r in rows]
        for i, name in enumerate(("eta", "Q")):
            sized = [(cmath.rect(r[f"{name}_amp"], r[f"{name}_phase"]), o[i]) for r, o in zip(rows, own)]
            bench.agrees_with_table(f"F6 {name}", [abs(a - b) for a, b in sized] + [abs(sized[-1][1])],
                                    [0.0] * len(rows) + [abs(sized[-1][0])])
    lines = []
    for label, p in TIDES.items():
        places = [p["L"] * i / 10 for i in range(11)]
        wanted = [numpy.array([standing_wave(p, x, height * p["a"] * cmath.exp(-1j * math.radians(phase)), length * p["period"])
                               for x in places]).T for length, height, phase in p["waves"]]

        def waves_of(cells):
            steps = 5 * cells
            case = tide_case(p, cells, steps, places)
            if not p["friction"]:  # nothing would damp the waves of another start
                for x in numpy.linspace(0, p["L"], 2 * cells + 1):
                    case.add("initial_state", reach="R", chainage_m=x, level_m=standing_wave(p, x, p["a"], p["period"])[0].real)
            result = bench.run(case)
            # A discharge is the mean of the step that ends at its time.
            late, span = p["period"] / steps / 2, len(p["waves"]) * p["period"]
            return [(last_wave(result.series("stage"), result.time, length * p["period"], span),
                     last_wave(result.series("flow"), result.time, length * p["period"], span, late))
                    for length, _, _ in p["waves"]]

        off = lambda found: max(numpy.abs(f - w).max() / numpy.abs(w).max()
                                for ours, theirs in zip(found, wanted) for f, w in zip(ours, theirs))

        def error_of(cell):
            found = waves_of(round(p["L"] / cell))
            return off(found), found

        extras = bench.grids(label, [p["L"] / n for n in (36, 72, 144)], error_of, (0.8, None), "of the largest amplitude")
        beyond = [[2 * f - c for f, c in zip(fine, coarse)] for fine, coarse in zip(extras[-1], extras[-2])]
        bench.check(f"{label}, extrapolated", off(beyond), 5e-4, "of the largest amplitude", "to nothing")
        x = numpy.linspace(0, p["L"], 81)
        length, height, _ = p["waves"][0]
        curve = [abs(standing_wave(p, a, height, length * p["period"])[0]) for a in x]
        lines.append((label, x / p["L"], curve, numpy.array(places) / p["L"], abs(extras[0][0][0]) / p["a"]))
    bench.draw("distance from the closed head over length", "tide over that at the mouth", lines)


# ---------------------------------------------------------------- diffusive waves
def hayami_step(x, t, c, D):
    """A unit step of discharge at x = 0 from t = 0 on, a distance x down."""
    if t <= 0:
        return 0.0
    root = math.sqrt(4 * D * t)
    return (math.erfc((x - c * t) / root) + math.exp(c * x / D) * math.erfc((x + c * t) / root)) / 2


def hayami_hump(x, t, T, c, D):
    """The same for sin²(πt/T) in 0 < t < T, by the kernel x/√(4πDs³) e^(−(x−cs)²/4Ds)."""
    at, weight = numpy.polynomial.legendre.leggauss(12)
    edges = numpy.linspace(max(t - T, 0.0), max(t, 0.0), 81)
    half = ((edges[1:] - edges[:-1]) / 2)[:, None]
    s = edges[:-1, None] + half * (1 + at)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        kernel = x / numpy.sqrt(4 * math.pi * D * s**3) * numpy.exp(-((x - c * s) ** 2) / (4 * D * s))
    return float((half * weight * kernel * numpy.sin(math.pi * (t - s) / T) ** 2).sum()) if t > 0 else 0.0


def channel_of(c, D, b, z, slope):
    """The trapezoid whose waves have celerity c and diffusivity D = Q/(2 T S0): discharge and roughness."""
    def flow_at(h):
        return 2 * D * exact.section_of_depth(h, b, z)[1] * slope
    def roughness(h):
        return exact.manning_flow(h, b, z, 1.0, slope) / flow_at(h)
    h = bisect(lambda h: c - exact.celerity(h, b, z, roughness(h), slope), 0.01, 100.0)
    return flow_at(h), roughness(h)


# c and D of the table in a trapezoid; a mountain stream; a wide lowland river.
HAYAMI = {"table": dict(c=1.2, D=1500.0, x=20000.0, T=43200.0, b=40.0, z=1.5, slope=4e-4, cell=1000.0, step=450.0,
                        end=108000.0),
          "mountain stream": dict(c=2.1, D=60.0, x=2500.0, T=3600.0, b=6.0, z=0.0, slope=0.01, cell=100.0, step=30.0,
                                  end=7200.0),
          "wide lowland river": dict(c=0.7, D=6000.0, x=45000.0, T=172800.0, b=250.0, z=2.0, slope=1e-4, cell=2500.0,
                                     step=600.0, end=259200.0)}
SWING = 1e-3  # of the base flow: waves this small are linear, and large against float32's 6e-8


@problem("F4 Hayami", "small waves of discharge in a channel, spread by friction: a step, a hump, a swinging inflow",
         "Q_t + c Q_x = D Q_xx, c = dQ/dA, D = Q/2BS_0 (Hayami 1951): kernel x/√(4πDs³) e^{−(x−cs)²/4Ds}; "
         "e^{rx + iωt}, r = (c − √(c² + 4iωD))/2D",
         "order ≥ 0.9 (implicit in time), cell and step halved together: mean error of step and hump, complex amplitude")
def hayami(bench):
    p, given = HAYAMI["table"], table("F4_kinematic_hayami")
    bench.agrees_with_table("Hayami step", [hayami_step(p["x"], r["t_s"], p["c"], p["D"]) for r in given],
                            [r["unit_step"] for r in given])
    bench.agrees_with_table("Hayami hump", [20 + 30 * hayami_hump(p["x"], r["t_s"], p["T"], p["c"], p["D"]) for r in given],
                            [r["Q_out"] for r in given])
    lines = []
    for label, p in HAYAMI.items():
        Q, n = channel_of(p["c"], p["D"], p["b"], p["z"], p["slope"])
        x, T, wave = p["x"], p["T"], p["T"] / 2
        places = [x / 4, x / 2, x]

        def run(cell, inflow, end):
            """inflow: rows of time and wave; the outlet lies where nothing of the wave comes back from it."""
            length = math.ceil((x + 20 * p["D"] / p["c"]) / p["cell"]) * p["cell"]
            case = Case("hayami", ["continuity"], end, p["step"] * cell / p["cell"], 4 * p["step"], cell, mode="diffusive")
            case.node("H", "headwater")
            case.node("SEA", "outlet")
            case.reach("R", "H", "SEA", length, bottom_width_m=p["b"], side_slope=p["z"], manning_n=n, bed_slope=p["slope"])
            for at in places:
                case.section("R", at)
            for t, part in inflow:
                case.inflow("H", Q * (1 + SWING * part), t)
            if len(inflow) == 2:
                case.set("flow", interpolation="step")
            result = bench.run(case)
            return result.time, (result.series("flow") / Q - 1) / SWING

        def compare(what, inflow, curve):
            def error_of(cell):
                time, found = run(cell, inflow, p["end"])
                wanted = numpy.array([[curve(at, t) for at in places] for t in time])
                return numpy.abs(found - wanted).mean(), (time, found)
            time, found = bench.grids(f"{label}, {what}", [p["cell"] / m for m in (1, 2, 4)], error_of, (0.9, None),
                                      "of the wave, mean")[0]
            if label == "table":
                fine = numpy.linspace(0, p["end"], 181)
                lines.append((f"{what}, {x / 1000:g} km", fine / 3600, [curve(x, t) for t in fine], time / 3600, found[:, -1]))

        jump = 4 * p["step"]
        compare("step", [(0, 0.0), (jump, 1.0)], lambda at, t: hayami_step(at, t - jump, p["c"], p["D"]))
        hump = [(t, math.sin(math.pi * t / T) ** 2 if t < T else 0.0) for t in numpy.linspace(0, T, 97)]
        compare("hump", hump, lambda at, t: hayami_hump(at, t, T, p["c"], p["D"]))
        omega = 2 * math.pi / wave
        wanted = numpy.array([cmath.exp(exact.roots(p["c"], p["D"], 1j * omega)[0] * at) for at in places])

        def swing_error(cell):
            # What the start leaves dies away like e^(-c²t/4D).
            end = math.ceil((x / p["c"] + 48 * p["D"] / p["c"] ** 2) / wave + 1) * wave
            time, found = run(cell, [(t, math.cos(omega * t)) for t in numpy.linspace(0, end, round(end / wave * 96) + 1)], end)
            return numpy.abs(last_wave(found, time, wave, wave) - wanted).max()

        bench.grids(f"{label}, swing", [p["cell"] / m for m in (1, 2, 4)], swing_error, (0.9, None), "of the wave")
    bench.draw("time [h]", "discharge above the base flow over the wave's", lines)
