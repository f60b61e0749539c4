"""Water that is let go, and water at rest: dams that break, water that swings in a bowl, lakes with islands."""
import math

import numpy

from harness import Case, problem, table
from hydraulics import bisect
from levels import G, middles


def dam_break(x, t, high, low):
    """Depth and velocity after a dam broke at x = 0 between two depths of still water on a level bed."""
    fast = math.sqrt(G * high)
    if low > 0:
        # Between fan and bore: u = 2(√(g high) − √(gh)) of the fan, u = (h − low) √(g/2 (1/h + 1/low)) of the bore.
        middle = bisect(lambda h: (h - low) * math.sqrt(G / 2 * (1 / h + 1 / low)) - 2 * (fast - math.sqrt(G * h)), low, high)
        speed = 2 * (fast - math.sqrt(G * middle))
        bore = middle * speed / (middle - low)
    else:
        middle, speed, bore = 0.0, 2 * fast, 2 * fast
    s = x / t
    if s <= -fast:
        return high, 0.0
    if s <= speed - math.sqrt(G * middle):
        return (2 * fast - s) ** 2 / (9 * G), 2 / 3 * (fast + s)
    return (middle, speed) if s < bore else (low, 0.0)


def still_start(name, L, cell, width, bed, level, end, step, output):
    """A channel without friction and inflow, water at rest: bed and level are rows of place and height."""
    case = Case(name, ["continuity"], end, step, output, cell, mode="dynamic")
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.inflow("H", 0.0)
    case.reach("R", "H", "SEA", L, bottom_width_m=width, manning_n=1e-6, bed_slope=0.0)
    for x, z in bed:
        case.add("bed_profile", reach="R", chainage_m=float(x), bed_elevation_m=float(z))
    for x, z in level:
        case.add("initial_state", reach="R", chainage_m=float(x), level_m=float(z))
    for x in middles(L, round(L / cell)):
        case.section("R", x)
    return case


def is_one(bench, label, result):
    """Water is its own tracer; a bed that was never wet has none."""
    one = numpy.nanmax(numpy.abs(result.series("continuity") - 1))
    bench.claim(one <= 1e-6, f"{label}: continuity off by {one:.3g}")


def mean_error(bench, label, result, wanted, first):
    """Over all cells and the records from `first` on; nothing may be negative."""
    depth = result.series("depth")
    bench.claim(depth.min() >= 0, f"{label}: negative depth {depth.min()}")
    is_one(bench, label, result)
    return numpy.abs(depth - wanted)[first:].mean(), depth


DAMS = {"table, wet": dict(high=2.0, low=0.5, dam=240.0, L=700.0, end=50.0, width=1.0, cell=5.0),
        "table, dry": dict(high=2.0, low=0.0, dam=240.0, L=700.0, end=50.0, width=1.0, cell=5.0),
        "high dam, shallow river": dict(high=12.0, low=0.6, dam=700.0, L=2000.0, end=60.0, width=60.0, cell=10.0),
        "high dam, dry": dict(high=12.0, low=0.0, dam=450.0, L=1400.0, end=40.0, width=60.0, cell=10.0)}


@problem("F5 dam", "a dam breaks over wet and dry beds: fan, bore, dry front",
         "Stoker 1957 (wet), h = (2√gh_0 − x/t)²/9g (Ritter 1892, dry)",
         "order ≥ 0.7 of the mean error over all cells and nine moments, cell and step halved together; long steps "
         "make it no larger than by a fifth; depth ≥ 0, volume 1e-12")
def dams(bench):
    lines = []
    for label, p in DAMS.items():
        if label.startswith("table"):
            given, kind = table("F5_dambreak"), label[-3:]
            own = [dam_break(r["x_m"], r["t_s"], p["high"], p["low"]) for r in given]
            bench.agrees_with_table(f"F5 {label} depth", [o[0] for o in own], [r[f"h_{kind}"] for r in given])
            bench.agrees_with_table(f"F5 {label} velocity", [o[1] for o in own], [r[f"u_{kind}"] for r in given])
        output, times = p["end"] / 10, numpy.arange(11) * p["end"] / 10

        def error_of(cell, step=None):
            step = step or output / 10 * cell / p["cell"]
            case = still_start("dam", p["L"], cell, p["width"], [(0, 0), (p["L"], 0)],
                               [(p["dam"] - 1e-3, p["high"]), (p["dam"] + 1e-3, p["low"])], p["end"], step, output)
            if p["low"] > 0:
                case.add("tides", node="SEA", level_m=p["low"])
            places = middles(p["L"], round(p["L"] / cell)) - p["dam"]
            start = [p["high"] if x < 0 else p["low"] for x in places]
            wanted = numpy.array([start] + [[dam_break(x, t, p["high"], p["low"])[0] for x in places] for t in times[1:]])
            return mean_error(bench, label, bench.run(case), wanted, 2)

        depth = bench.grids(label, [p["cell"], p["cell"] / 2, p["cell"] / 4], error_of, (0.7, None), "m, mean")[0][-1]
        # A step in which the bore passes many cells: the program goes in shorter ones there.
        longer = error_of(p["cell"] / 2, output)[0] / bench.sets[-1]["errors"][1]
        bench.check(f"{label}, error with a step of {output:g} s over that of {output / 20:g} s", longer, 1.2, "",
                    f"{p['cell'] / 2:g} m")
        x = numpy.linspace(-p["dam"], p["L"] - p["dam"], 401)
        lines.append((label, x / p["L"], [dam_break(a, p["end"], p["high"], p["low"])[0] / p["high"] for a in x],
                      (middles(p["L"], len(depth)) - p["dam"]) / p["L"], depth / p["high"]))
    bench.draw("distance from the dam over length", "depth over that behind the dam", lines)


def swing(x, t, h0, a, d):
    """Depth and velocity at x from the bottom of the bowl z = h0 (x²/a² − 1), the surface plane all the time."""
    omega = math.sqrt(2 * G * h0) / a
    depth = h0 * (1 - ((x + d * math.cos(omega * t)) / a) ** 2)
    return (depth, d * omega * math.sin(omega * t)) if depth > 0 else (0.0, 0.0)


BOWLS = {"table": dict(h0=0.5, a=1.0, d=0.5, L=4.0, end=2.0, records=20, width=1.0, cell=0.08),
         "lagoon": dict(h0=10.0, a=3000.0, d=1000.0, L=10000.0, end=1350.0, records=20, width=50.0, cell=200.0),
         "pond": dict(h0=1.5, a=80.0, d=15.0, L=240.0, end=180.0, records=30, width=7.0, cell=4.0)}


@problem("F5 bowl", "water swings in a parabolic bowl: the shore moves over a dry bed and back",
         "Thacker 1981: h = h_0 (1 − ((x + d cos ωt)/a)²), u = dω sin ωt, ω = √(2gh_0)/a",
         "order ≥ 0.8 of the mean error over all cells and records, cell and step halved together; depth ≥ 0, volume 1e-12")
def bowls(bench):
    given, p = table("F5_dambreak_thacker"), BOWLS["table"]
    own = [swing(r["x_m"] - p["L"] / 2, r["t_s"], p["h0"], p["a"], p["d"]) for r in given]
    bench.agrees_with_table("F5 bowl depth", [o[0] for o in own], [r["h"] for r in given])
    wet = [i for i, r in enumerate(given) if r["h"] > 1e-9]
    bench.agrees_with_table("F5 bowl velocity", [own[i][1] for i in wet], [given[i]["u"] for i in wet])
    for label, p in BOWLS.items():
        output, times = p["end"] / p["records"], numpy.arange(p["records"] + 1) * p["end"] / p["records"]
        surface = lambda x: -p["h0"] * (2 * p["d"] * (x - p["L"] / 2) + p["d"] ** 2) / p["a"] ** 2

        def error_of(cell):
            bed = [(x, p["h0"] * ((x - p["L"] / 2) ** 2 / p["a"] ** 2 - 1))
                   for x in numpy.linspace(0, p["L"], 2 * round(p["L"] / cell) + 1)]
            case = still_start("bowl", p["L"], cell, p["width"], bed, [(x, surface(x)) for x in (0.0, p["L"])], p["end"],
                               output / 10 * cell / p["cell"], output)
            places = middles(p["L"], round(p["L"] / cell)) - p["L"] / 2
            wanted = numpy.array([[swing(x, t, p["h0"], p["a"], p["d"])[0] for x in places] for t in times])
            result = bench.run(case)
            left = abs(result.values["outlet_flow"]).max()
            bench.claim(left == 0, f"{label}: {left} m³/s leave the bowl")
            return mean_error(bench, label, result, wanted, 1)

        depth = bench.grids(label, [p["cell"], p["cell"] / 2, p["cell"] / 4], error_of, (0.8, None), "m, mean")[0]
        if label == "table":
            x = numpy.linspace(-p["L"] / 2, p["L"] / 2, 401)
            bench.draw("distance from the bottom [m]", "depth [m]",
                       [(f"{times[k]:g} s", x, [swing(a, times[k], p["h0"], p["a"], p["d"])[0] for a in x],
                         middles(p["L"], depth.shape[1]) - p["L"] / 2, depth[k]) for k in (10, 16, 20)])


# ---------------------------------------------------------------- still water
def rough_lake(mode, level, cell, lowest, highest):
    """Two tributaries, a loop of two arms and a river to the sea, over beds with steps and islands, all under one level."""
    case = Case("lake", ["continuity"], 6 * 3600.0, 600.0, 3600.0, cell, mode=mode)
    for node, kind in (("A", "headwater"), ("B", "headwater"), ("J", "junction"), ("K", "junction"), ("P", "junction")):
        case.node(node, kind)
    case.node("SEA", "outlet")
    case.add("tides", node="SEA", level_m=level)
    case.inflow("A", 0.0)
    case.inflow("B", 0.0)
    random = numpy.random.default_rng(7)
    ends = [("A", "J", 2000.0), ("B", "J", 2700.0), ("J", "K", 1500.0), ("J", "K", 2100.0), ("K", "P", 1200.0),
            ("P", "SEA", 2500.0)]
    for r, (upper, lower, L) in enumerate(ends):
        more = {"split": 0.5} if upper == "J" else {}
        case.reach(f"R{r}", upper, lower, L, bottom_width_m=5.0 + 2 * r, side_slope=0.5 * r, **more)
        case.add("initial_state", reach=f"R{r}", chainage_m=0.0, level_m=level)
        for x in numpy.arange(0.0, L, 137.0):
            z = level + (random.uniform(lowest, highest) if 0 < x < L - 200 else lowest)
            case.add("bed_profile", reach=f"R{r}", chainage_m=x, bed_elevation_m=z)
            if x + 137 < L:  # the next point is a step away
                case.add("bed_profile", reach=f"R{r}", chainage_m=x + 136.9, bed_elevation_m=z + random.uniform(-0.4, 0.4))
        for x in middles(L, math.ceil(L / cell)):
            case.section(f"R{r}", x)
    return case


def ponds(mode, levels, sill):
    """Two ponds of their own levels on both sides of a sill that stays dry."""
    case = Case("ponds", ["continuity"], 6 * 3600.0, 600.0, 3600.0, 20.0, mode=mode)
    case.node("A", "headwater")
    case.node("SEA", "outlet")
    case.inflow("A", 0.0)
    case.reach("R", "A", "SEA", 1000.0, side_slope=1.0)
    case.add("tides", node="SEA", level_m=levels[1])
    for x, z in ((0.0, levels[0] - 2.5), (480.0, sill), (520.0, sill), (1000.0, levels[1] - 1.5)):
        case.add("bed_profile", reach="R", chainage_m=x, bed_elevation_m=z)
    for x, level in ((499.0, levels[0]), (501.0, levels[1])):
        case.add("initial_state", reach="R", chainage_m=x, level_m=level)
    for x in middles(1000.0, 50):
        case.section("R", x)
    return case


@problem("F0", "still water over a rough bed with steps and dry islands, on a network with a loop; ponds apart from each other",
         "nothing moves", "after six hours velocities below 1e-12 m/s at every face, depths unchanged, level to 1e-7 (float32)")
def still_water(bench):
    lines = []
    for mode in ("dynamic", "diffusive"):
        for level in (0.0, 37.3):
            for label, case, levels in (
                    ("lake with islands", rough_lake(mode, level, 300.0, -3.5, 0.7), None),
                    ("deep lake", rough_lake(mode, level, 300.0, -20.0, -3.0), None),
                    ("ponds", ponds(mode, (level + 1.2, level), level + 1.7), [level + 1.2] * 25 + [level] * 25)):
                where = f"{label}, {mode}, level {level:g} m"
                result = bench.run(case, "--save-state")
                is_one(bench, where, result)
                fastest = numpy.abs(result.values["state_level_velocity"]).max()
                bench.check(f"{where}, velocity", fastest, 1e-12, "m/s", "all faces")
                wet = result.series("depth")[-1] > 1e-6
                off = numpy.abs(result.series("stage")[-1] - (levels or level))[wet].max()
                bench.claim(off <= 1e-7 * (level + 1.2), f"{where}: level off by {off:.3g} m")
                moved = numpy.abs(result.series("depth")[-1] - result.series("depth")[0]).max()
                bench.claim(moved == 0, f"{where}: depth changes by {moved:.3g} m")
                bench.claim(wet.all() == (label == "deep lake"), f"{where}: {numpy.sum(~wet)} dry cells")
                if mode == "dynamic" and level == 37.3 and label != "deep lake":
                    x = numpy.arange(len(wet))
                    stage = numpy.where(wet, result.series("stage")[-1], level - 0.5)
                    lines.append((label, x, numpy.where(wet, levels or level, level - 0.5), x, stage))
    bench.draw("cell", "level [m], dry cells half a metre below", lines)
