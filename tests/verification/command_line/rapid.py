"""Rapid rivers in steady flow: through critical depth, and hydraulic jumps."""
import math

import numpy

import exact
from harness import problem, table
from hydraulics import bisect
from levels import CRITICAL, G, bed_of, channel, critical_depth, made_depth, made_slope, middles, stays


def momentum(h, Q, b, z):
    """Q²/(gA) + moment of the area about the surface: the same on both sides of a jump."""
    return Q**2 / (G * exact.section_of_depth(h, b, z)[0]) + b * h**2 / 2 + z * h**3 / 3


def made_jump(Q, b, z, n, L, place, head, before, end):
    """Depth grows evenly from `head` to `before` at the jump, and towards `end` after it."""
    after = bisect(lambda h: momentum(h, Q, b, z) - momentum(before, Q, b, z), critical_depth(Q, b, z), 100.0)
    return dict(Q=Q, b=b, z=z, n=n, L=L, jump=place,
                h=[(0, place, lambda x: head + (before - head) * x / place),
                   (place, L, lambda x: after + (end - after) * (1 - math.exp((place - x) / (0.3 * L))))])


THROUGH_CRITICAL = {
    "F3_macdonald_sub2super": dict(Q=20.0, b=10.0, z=0.0, n=0.0218, L=1000.0,
                                   h=[(0, 1000, lambda x: CRITICAL * (1 - math.tanh(3 * (x / 1000 - 0.5)) / 3))]),
    "trapezoid, gently": dict(Q=45.0, b=8.0, z=1.5, n=0.02, L=2500.0,
                              h=[(0, 2500, lambda x: 1.35 * (1 - 0.2 * math.tanh((x - 1100) / 500)))]),
    "small and steep": dict(Q=0.6, b=1.2, z=0.0, n=0.015, L=120.0,
                            h=[(0, 120, lambda x: 0.294 * (1.05 - 0.4 * math.tanh((x - 70) / 25)))])}
JUMPS = {
    "F3_macdonald_jump": dict(
        Q=20.0, b=10.0, z=0.0, n=0.0328, L=1000.0, jump=500.0,
        h=[(0, 500, lambda x: CRITICAL * (0.9 - math.exp(-x / 250) / 6)),
           (500, 1000, lambda x: CRITICAL * (1 + 0.8 * math.exp(x / 1000 - 1) + sum(
               a * math.exp(-20 * k * (x / 1000 - 0.5)) for k, a in ((1, -0.348427), (2, 0.552264), (3, -0.55558)))))]),
    "stronger jump, wide": made_jump(100.0, 25.0, 0.0, 0.02, 1500.0, 600.0, 0.58, 0.64, 2.8),
    "jump in a trapezoid": made_jump(30.0, 6.0, 1.5, 0.02, 500.0, 200.0, 0.65, 0.75, 2.6)}


def compare_bed_with_table(bench, label, p, bed):
    if label.startswith("F3"):
        given = table(label)
        bench.agrees_with_table(label, [made_depth(p, r["x_m"]) for r in given], [r["h"] for r in given])
        bench.agrees_with_table(label + " bed", [bed(r["x_m"]) for r in given], [r["z_bed"] for r in given], 1e-7)


@problem("F3 critical", "beds made so that the steady flow passes from slow to rapid, rectangles and a trapezoid",
         "MacDonald et al. 1997: S_0 = (1 − Q²T/gA³) h′ + S_f",
         "order ≥ 0.95 of the mean error, ≥ 0.85 of the largest; an hour in time changes nothing: discharge even to 1e-10")
def through_critical(bench):
    lines = []
    for label, p in THROUGH_CRITICAL.items():
        bed = bed_of(p)
        compare_bed_with_table(bench, label, p, bed)

        def run(cell):
            places = middles(p["L"], round(p["L"] / cell))
            # The water leaves rapid: nothing is held at the end.
            case = channel("critical", cell, p["L"], p["b"], p["z"], p["n"], bed, p["Q"],
                           slope=made_slope(p, p["h"][-1][2], p["L"]))
            for x in places:
                case.section("R0", x)
            values = bench.run(case).series("depth")[-1]
            if cell == p["L"] / 100:
                stays(bench, label, case, values, p["Q"])
            return places, values, numpy.abs(values - [made_depth(p, x) for x in places])

        found = {cell: run(cell) for cell in [p["L"] / n for n in (50, 100, 200, 400)]}
        bench.grids(f"{label}, mean", list(found), lambda cell: found[cell][2].mean(), (0.95, None), "m")
        bench.grids(f"{label}, largest", list(found), lambda cell: found[cell][2].max(), (0.85, None), "m")
        places, values, _ = found[p["L"] / 50]
        lines.append((label, places / p["L"], [made_depth(p, x) for x in places], places / p["L"], values))
    bench.draw("chainage over length", "depth [m]", lines)


@problem("F3 jump", "beds made so that rapid flow jumps to slow at a given place, rectangles and a trapezoid",
         "MacDonald et al. 1997; the momentum Q²/gA + ∫A dh is the same on both sides of the jump",
         "jump within 2 cells of its place; an hour in time changes nothing: discharge even to 1e-10; mean error more than 8 % "
         "of the length away from the jump of order ≥ 0.95; over all ≥ 0.9, the table's weak jump (Fr 1.2), smeared over more "
         "cells on finer grids, ≥ 0.75")
def jump(bench):
    lines = []
    for label, p in JUMPS.items():
        bed, head = bed_of(p), made_depth(p, 0.0)
        compare_bed_with_table(bench, label, p, bed)
        # Rapid water enters with the normal depth of the bed at the head: uniform flow over a tenth of the length leads there.
        lead = p["L"] / 10
        area, _, wetted = exact.section_of_depth(head, p["b"], p["z"])
        slope = (p["n"] * p["Q"]) ** 2 * wetted ** (4 / 3) / area ** (10 / 3)

        def run(cell):
            places = middles(p["L"], round(p["L"] / cell))
            led = lambda x: bed(x - lead) if x >= lead else bed(0.0) + slope * (lead - x)
            case = channel("jump", cell, p["L"] + lead, p["b"], p["z"], p["n"], led, p["Q"], made_depth(p, p["L"]))
            for x in places:
                case.section("R0", lead + x)
            values = bench.run(case).series("depth")[-1]
            if cell == p["L"] / 100:
                stays(bench, label, case, values, p["Q"])
            middle = sum(h(p["jump"]) for _, _, h in p["h"]) / 2
            k = int(numpy.argmax(values > middle))
            place = places[k - 1] + cell * (middle - values[k - 1]) / (values[k] - values[k - 1])
            return places, values, numpy.abs(values - [made_depth(p, x) for x in places]), abs(place - p["jump"]) / cell

        found = {cell: run(cell) for cell in [p["L"] / n for n in (50, 100, 200, 400)]}
        bench.check(f"{label}, place of the jump", max(f[3] for f in found.values()), 2.0, "cells", "all grids")
        away = lambda places: numpy.abs(places - p["jump"]) > 0.08 * p["L"]
        bench.grids(f"{label}, away from the jump", list(found), lambda cell: found[cell][2][away(found[cell][0])].mean(),
                    (0.95, None), "m, mean")
        bench.grids(f"{label}, all", list(found), lambda cell: found[cell][2].mean(),
                    (0.75 if label.startswith("F3") else 0.9, None), "m, mean")
        places, values, _, _ = found[p["L"] / 50]
        lines.append((label, places / p["L"], [made_depth(p, x) for x in places], places / p["L"], values))
    bench.draw("chainage over length", "depth [m]", lines)
