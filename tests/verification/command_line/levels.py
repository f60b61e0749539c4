"""Levels of rivers in steady flow: uniform, backwater, beds made for given profiles."""
import math

import numpy

import exact
from exact_kinetics import integrate
from harness import DAY, Case, moment, problem, table
from hydraulics import bisect

G = 9.81
FILM = 1e-3  # m of water that stays on every bed but in flow mode "steady"


def width_at(b, x):
    return b(x) if callable(b) else b


def middles(L, count):
    """Of equal cells."""
    return L / count * (numpy.arange(count) + 0.5)


def channel(name, cell, L, b, z, n, bed, Q, level=None, slope=0.001, pieces=1):
    """Steady flow in reaches R0, R1 … end to end over bed(x), points at half cells, a level at the end or none; b or b(x)."""
    case = Case(name, ["continuity"], DAY, 3600.0, None, cell, "steady", "dynamic")
    case.node("H", "headwater")
    case.inflow("H", Q)
    part, count = L / pieces, round(2 * L / pieces / cell)
    for i in range(pieces):
        end = f"J{i + 1}" if i + 1 < pieces else "SEA"
        case.node(end, "junction" if i + 1 < pieces else "outlet")
        case.reach(f"R{i}", f"J{i}" if i else "H", end, part, bottom_width_m=float(width_at(b, 0.0)), side_slope=z, manning_n=n,
                   bed_slope=slope)
        for k in range(count + 1):
            x = part * k / count
            more = {"bottom_width_m": float(b(i * part + x))} if callable(b) else {}
            case.add("bed_profile", reach=f"R{i}", chainage_m=x, bed_elevation_m=float(bed(i * part + x)), **more)
    if level is not None:
        case.add("tides", node="SEA", level_m=float(level))
    return case


# ---------------------------------------------------------------- uniform flow
# A flume, a large lowland river, a steep ditch with sloping banks.
OTHER_CHANNELS = [dict(Q=0.02, b=0.6, z=0.0, n=0.013, S0=0.02), dict(Q=1800.0, b=140.0, z=3.0, n=0.028, S0=6e-5),
                  dict(Q=9.0, b=0.5, z=1.0, n=0.04, S0=0.03)]


def uniform(c):
    """Normal depth, area and what belongs to them, as in the table."""
    shape = (c["b"], c["z"], c["n"], c["S0"])
    h = exact.normal_depth(c["Q"], *shape)
    area, top, _ = exact.section_of_depth(h, c["b"], c["z"])
    return {"h_normal": h, "A": area, "U": c["Q"] / area, "celerity": exact.celerity(h, *shape),
            "diffusivity": c["Q"] / (2 * top * c["S0"]), "h_critical": critical_depth(c["Q"], c["b"], c["z"])}


def critical_depth(Q, b, z):
    """Q² T = g A³"""
    def excess(h):
        area, top, _ = exact.section_of_depth(h, b, z)
        return G * area**3 - Q**2 * top
    return bisect(excess, 0.0, 100.0)


def uniform_rivers(channels, solve, mode, pieces, L, places):
    """Rivers of their own, each in equal reaches end to end."""
    case = Case("uniform", ["continuity", "travel_time"], 3600.0, 600.0, None, 50.0, solve, mode)
    for r, c in enumerate(channels):
        case.node(f"N{r}-0", "headwater")
        case.inflow(f"N{r}-0", c["Q"])
        for i in range(pieces):
            case.node(f"N{r}-{i + 1}", "junction" if i + 1 < pieces else "outlet")
            case.reach(f"R{r}-{i}", f"N{r}-{i}", f"N{r}-{i + 1}", L / pieces, None, 0.0, bottom_width_m=c["b"],
                       side_slope=c["z"], manning_n=c["n"], bed_slope=c["S0"])
        for x in places:
            i = int(x * pieces / L)
            case.section(f"R{r}-{i}", x - i * L / pieces)
    return case


@problem("F1", "uniform flow in long channels, sub- and supercritical, in one reach and in twenty short ones end to end",
         "Manning's Q = A R^⅔ S_0^½/n, its depth by bisection",
         "every flow mode: depth 1e-7 (float32), area 1e-12 by the travel time x(A + film)/Q; an hour later depth 1e-12")
def uniform_flow(bench):
    given, L, places = table("F1_uniform"), 2000.0, [40.0, 1010.0, 1990.0]
    for key in ("h_normal", "h_critical", "A", "U", "celerity", "diffusivity"):
        bench.agrees_with_table(f"F1 {key}", [uniform(r)[key] / r[key] for r in given], [1.0] * len(given))
    drawn = None
    for label, channels in {"table": given, "other channels": OTHER_CHANNELS}.items():
        depth, area = numpy.array([[uniform(c)["h_normal"], uniform(c)["A"]] for c in channels]).T
        flow, width = numpy.array([[c["Q"], c["b"]] for c in channels]).T
        for mode in ("steady", "kinematic", "diffusive", "dynamic"):
            errors = {}
            for pieces in (1, 20):
                result = bench.run(uniform_rivers(channels, "steady", mode, pieces, L, places))
                found = result.series("depth")[-1].reshape(len(channels), -1)
                drawn = found if label == "table" else drawn
                errors.setdefault("depth", []).append(numpy.abs(found / depth[:, None] - 1).max())
                travel = DAY * result.mean("travel_time").reshape(len(channels), -1)
                wanted = numpy.outer((area + (FILM * width if mode != "steady" else 0.0)) / flow, places)
                errors.setdefault("area", []).append(numpy.abs(travel / wanted - 1).max())
                if mode == "steady":
                    continue
                state = bench.run(uniform_rivers(channels, "transient", mode, pieces, L, places), "--save-state").values
                # Cells and nodes stand in the program's order: each has the normal depth of one of the channels, or none.
                found = state["state_depth"][0]
                off = numpy.abs(found[found > 0][:, None] / depth - 1).min(axis=1)
                errors.setdefault("depth in time", []).append(off.max())
            for what, found in errors.items():
                bench.check(f"{label}, {mode}, {what}", max(found), 1e-7 if what == "depth" else 1e-12, "relative",
                            f"{len(channels)} channels")
    lines = []
    for r in range(3):
        flows = numpy.geomspace(given[r]["Q"], given[r + 6]["Q"], 41)
        depths = [uniform({**given[r], "Q": Q})["h_normal"] for Q in flows]
        lines.append((f"{given[r]['b']:g} m wide", flows, depths, [c["Q"] for c in given[r::3]], drawn[r::3, 1]))
    bench.draw("discharge [m³/s]", "depth [m]", lines)


# ---------------------------------------------------------------- varied flow
def backwater(p, places):
    """Depths by dh/dx = (S0 - Sf)/(1 - Fr^2), upstream from the end; places fall."""
    def slope(y):
        h = y[0]
        area, top, wetted = exact.section_of_depth(h, p["b"], p["z"])
        friction = (p["n"] * p["Q"]) ** 2 * wetted ** (4 / 3) / area ** (10 / 3)
        return numpy.array([-(p["S0"] - friction) / (1 - p["Q"] ** 2 * top / (G * area**3))])

    return integrate(slope, [p["h"]], [p["L"] - x for x in [p["L"], *places]], 24)[1:, 0]


PROFILES = {
    "F2_M1": dict(Q=30.0, b=12.0, z=1.5, n=0.03, S0=0.0005, h=4.0, L=12000.0),
    "F2_M2": dict(Q=30.0, b=12.0, z=1.5, n=0.03, S0=0.0005, h=1.2, L=6000.0),
    "M1, small rectangle": dict(Q=3.0, b=5.0, z=0.0, n=0.04, S0=0.001, h=2.2, L=3000.0),
    "M2, large river": dict(Q=400.0, b=90.0, z=2.0, n=0.028, S0=0.0002, h=2.2, L=20000.0)}


@problem("F2", "steady backwater (M1) and drawdown (M2) above a given level",
         "dh/dx = (S_0 − S_f)/(1 − Fr²), integrated upstream by extrapolation",
         "order ≥ 1.8 (M1), ≥ 1.2 (M2, steep at its end)")
def backwater_curves(bench):
    lines = []
    for label, p in PROFILES.items():
        if label.startswith("F2"):
            given = table(label)
            bench.agrees_with_table(label, backwater(p, [r["x_m"] for r in given[1:]]), [r["h"] for r in given[1:]], 1e-10)
        places = [p["L"] * (1 - i / 20) for i in range(1, 20)]
        wanted = backwater(p, places)

        def error_of(cell):
            case = channel("backwater", cell, p["L"], p["b"], p["z"], p["n"], lambda x: p["S0"] * (p["L"] - x), p["Q"], p["h"],
                           p["S0"])
            for x in places:
                case.section("R0", x)
            values = bench.run(case).series("depth")[-1]
            return numpy.abs(values - wanted).max(), values

        extras = bench.grids(label, [p["L"] / n for n in (60, 120, 240)], error_of, (1.2 if "M2" in label else 1.8, None), "m")
        lines.append((label, places, wanted, places, extras[0]))
    bench.draw("chainage [m]", "depth [m]", lines)


# ---------------------------------------------------------------- beds made for given profiles
def made_slope(p, h, x):
    """S0 = (1 - Q^2 T/(g A^3)) h' + Sf - Q^2 h b'/(g A^3) for the depths h(x) over widths b(x)."""
    central = lambda f: (f(x + 1e-3) - f(x - 1e-3)) / 2e-3
    area, top, wetted = exact.section_of_depth(h(x), width_at(p["b"], x), p["z"])
    friction = (p["n"] * p["Q"]) ** 2 * wetted ** (4 / 3) / area ** (10 / 3)
    inertia = p["Q"] ** 2 / (G * area**3)
    widening = central(p["b"]) if callable(p["b"]) else 0.0
    return (1 - inertia * top) * central(h) + friction - inertia * h(x) * widening


def bed_of(p):
    """Elevation above the end, under depths h(x) in parts [(begin, end, h)]: slopes integrated by Gauss-Legendre in 400 parts
    of each, cubic between them."""
    from scipy.interpolate import CubicHermiteSpline
    at, weight = numpy.polynomial.legendre.leggauss(6)
    above, parts = 0.0, []
    for begin, end, h in reversed(p["h"]):
        edges = numpy.linspace(begin, end, 401)
        falls = [(b - a) / 2 * sum(w * made_slope(p, h, (a + b) / 2 + (b - a) / 2 * t) for t, w in zip(at, weight))
                 for a, b in zip(edges, edges[1:])]
        z = above + numpy.concatenate([numpy.cumsum(falls[::-1])[::-1], [0.0]])
        parts.append((begin, CubicHermiteSpline(edges, z, [-made_slope(p, h, x) for x in edges])))
        above = z[0]
    return lambda x: float(next(spline for begin, spline in parts if x >= begin)(x))


def made_depth(p, x):
    return next(h(x) for _, end, h in p["h"] if x <= end)


def stays(bench, label, case, depth, Q):
    """A steady profile is at rest in time too: discharges at all faces, in double precision, and the depths after an hour."""
    case.sections_toml["time"].update(solve="transient", step="60 s", end=moment(3600), output="3600 s")
    result = bench.run(case, "--save-state")
    uneven = numpy.abs(result.values["state_discharge"][0] / Q - 1).max()
    bench.check(f"{label}, discharge an hour later", uneven, 1e-10, "relative", "all faces")
    moved = numpy.abs(result.series("depth")[-1] / depth - 1).max()
    bench.claim(moved <= 1e-7, f"{label}: depths move by {moved:.3g} in an hour")


CRITICAL = (4 / G) ** (1 / 3)
MADE = {
    "F3_macdonald_sub": dict(Q=20.0, b=10.0, z=0.0, n=0.033, L=1000.0, cells=(100, 200, 400),
                             h=[(0, 1000, lambda x: CRITICAL * (1 + 0.5 * math.exp(-16 * (x / 1000 - 0.5) ** 2)))]),
    "F3_macdonald_trap": dict(Q=20.0, b=10.0, z=2.0, n=0.03, L=5000.0, cells=(100, 200, 400),
                              h=[(0, 5000, lambda x: 9 / 8 + math.sin(math.pi * x / 500) / 4)]),
    "other trapezoid": dict(Q=55.0, b=18.0, z=1.5, n=0.026, L=4000.0, cells=(200, 400, 800),
                            h=[(0, 4000, lambda x: 1.9 + 0.3 * math.sin(2 * math.pi * x / 2000))]),
    "rectangle that narrows and widens": dict(Q=20.0, b=lambda x: 10 - 3 * math.exp(-(((x - 500) / 120) ** 2)), z=0.0, n=0.03,
                                              L=1000.0, cells=(50, 100, 200),
                                              h=[(0, 1000, lambda x: 1.5 + 0.2 * math.sin(2 * math.pi * x / 1000))]),
    "trapezoid that widens": dict(Q=60.0, b=lambda x: 12 + 8 * math.tanh((x - 1500) / 400), z=1.5, n=0.028, L=3000.0,
                                  cells=(50, 100, 200), h=[(0, 3000, lambda x: 2.2 + 0.4 * x / 3000)])}


@problem("F3", "beds made so that the steady profile is a given curve, subcritical; rectangles, trapezoids, changing widths",
         "MacDonald et al. 1997: S_0 = (1 − Q²T/gA³) h′ + S_f − Q² h b′/gA³",
         "order ≥ 0.95 of the mean error; ten short reaches end to end have the same depths, 1e-7 (float32); an hour in time "
         "changes nothing: discharge even to 1e-10")
def made_beds(bench):
    lines = []
    for label, p in MADE.items():
        bed, depth = bed_of(p), lambda x, p=p: made_depth(p, x)
        if label.startswith("F3"):
            given = table(label)
            bench.agrees_with_table(label, [depth(r["x_m"]) for r in given], [r["h"] for r in given])
            bench.agrees_with_table(label + " bed", [bed(r["x_m"]) for r in given], [r["z_bed"] for r in given], 1e-7)

        def run(count, pieces):
            case = channel("made", p["L"] / count, p["L"], p["b"], p["z"], p["n"], bed, p["Q"], depth(p["L"]), pieces=pieces)
            part = p["L"] / pieces
            for x in middles(p["L"], count):
                case.section(f"R{int(x / part)}", x % part)
            values = bench.run(case).series("depth")[-1]
            if pieces > 1:
                stays(bench, label, case, values, p["Q"])
            return values

        def error_of(cell):
            count = round(p["L"] / cell)
            values = run(count, 1)
            return numpy.abs(values - [depth(x) for x in middles(p["L"], count)]).mean(), values

        extras = bench.grids(label, [p["L"] / n for n in p["cells"]], error_of, (0.95, None), "m, mean")
        count = p["cells"][0]
        bench.check(f"{label}, ten reaches for one", numpy.abs(run(count, 10) / extras[0] - 1).max(), 1e-7, "relative",
                    f"{p['L'] / count:g} m")
        x = middles(1.0, count)
        lines.append((label, x, [depth(a * p["L"]) for a in x], x, extras[0]))
    bench.draw("chainage over length", "depth [m]", lines)
