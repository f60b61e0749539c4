"""Limited anti-diffusion, `[transport] sharp_fronts`: waves and fronts that upwind faces would smear."""
import math

import numpy

import exact
from harness import DAY, Case, problem, table
from plug_flow import growing_flow

# Q_0, q, A, k [1/d], c of the lateral inflow, mean and amplitude of the inlet, period, length, step over cell.
WAVES = {"table": dict(Q0=1.5, q=4e-5, A=6, k=0.3, cq=2, cmean=8, camp=2, period=43200, L=20000, step=0.5),
         "steeper growth": dict(Q0=0.6, q=1.1e-4, A=3.5, k=0.9, cq=5, cmean=20, camp=7, period=86400, L=15000, step=0.5),
         "Courant number 1 to 2": dict(Q0=4.0, q=2.5e-4, A=9, k=0.1, cq=1, cmean=30, camp=12, period=36000, L=16000,
                                       step=2.34375)}


def wave_case(p, cell, sharp, places):
    end = 3 * p["period"]
    case = Case("growing", ["cod", "continuity"], end, p["step"] * cell, end / 36, cell)
    case.set("transport", sharp_fronts=sharp)
    case.set("kinetics", k_cod_per_day=p["k"])
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", p["L"], p["A"], 0.0)
    for t in numpy.arange(0, end + 1, p["period"] / 1440):
        case.inflow("H", p["Q0"], t, cod=p["cmean"] + p["camp"] * math.sin(2 * math.pi * t / p["period"]))
    case.inflow("R", p["q"] * p["L"], 0, reach=True, cod=p["cq"])
    for x in places:
        case.section("R", x)
    return case


@problem("B5 sharp", "the wave on a growing flow without dispersion, with sharp_fronts",
         "along dx/dt = Q/A: τ = (A/q) ln(1 + qx/Q_0), c = c_s + (c_0(t−τ) − c_s) e^(−(k+q/A)τ)",
         "order 2.0 ± 0.2 of the mean error, ≥ 1.2 of the largest (crests are clipped); mean error a tenth of the plain "
         "scheme's on 100 cells")
def wave(bench):
    given = [r for r in table("B5_growing_flow") if r["t_s"] >= r["traveltime_s"]]
    own = [growing_flow(r["x_m"], r["t_s"], WAVES["table"]) for r in given]
    bench.agrees_with_table("B5", own, [r["c_gm3"] for r in given])
    for label, p in WAVES.items():
        places = [p["L"] * i / 40 for i in range(1, 40)]
        mean, largest = {}, {}

        def run(cell, sharp):
            result = bench.run(wave_case(p, cell, sharp, places))
            late = result.time >= 2 * p["period"]
            wanted = numpy.array([[growing_flow(x, t, p) for x in places] for t in result.time[late]])
            error = numpy.abs(result.series("cod")[late] - wanted)
            return error.mean(), error.max(), result.series("cod")[-1]

        sizes = [p["L"] / n for n in (50, 100, 200, 400)]
        for cell in sizes:
            mean[cell], largest[cell], end = run(cell, True)
            if cell == sizes[1]:
                plain, _, end_plain = run(cell, False)
                bench.check(f"{label}: mean error over that without sharp_fronts", mean[cell] / plain, 0.1, "", f"{cell:g} m")
                if label == "table":
                    x = numpy.linspace(0, p["L"], 201)
                    curve = [growing_flow(a, 3 * p["period"], p) for a in x]
                    bench.draw("chainage [m]", "cod at the end [mg/l]", [("sharp_fronts", x, curve, places, end),
                                                                         ("plain", x, curve, places, end_plain)])
        bench.grids(f"{label}, mean", sizes, mean.get, (1.8, 2.2))
        bench.grids(f"{label}, largest", sizes, largest.get, (1.2, None))


FRONTS = {"no dispersion": dict(U=0.4, A=10, E=0.0, k=0.8, c0=10, L=12000, t=20000, step_over_cell=1.25),
          "Péclet 100 on the coarsest grid": dict(U=0.25, A=30, E=0.25, k=0.0, c0=60, L=12000, t=32000, step_over_cell=2.5),
          "no dispersion, Courant number 2": dict(U=0.8, A=4, E=0.0, k=3.0, c0=25, L=12000, t=12000, step_over_cell=2.5)}


def cell_means(p, middles, cell):
    """Exact means over cells at the time p["t"]."""
    k = p["k"] / DAY
    if p["E"] == 0:
        primitive = lambda x: p["U"] / k * -math.expm1(-k * min(x, p["U"] * p["t"]) / p["U"])
        return [p["c0"] * (primitive(x + cell / 2) - primitive(x - cell / 2)) / cell for x in middles]
    at, weight = numpy.polynomial.legendre.leggauss(8)
    place, width = p["U"] * p["t"], math.sqrt(p["E"] * p["t"])

    def curve(x):
        near = abs(x - place) < 10 * width
        return exact.step_inlet(x, p["t"], p["U"], p["E"], k) if near else float(x < place) * math.exp(-k * x / p["U"])

    return [p["c0"] * sum(w / 2 * curve(x + cell / 2 * a) for a, w in zip(at, weight)) for x in middles]


@problem("B1 sharp", "a front enters a clean river with next to no dispersion, with sharp_fronts and without",
         "c_0 e^{−kx/U} behind the front at x = Ut; with dispersion the flux inlet's solution; means over cells",
         "error, mean over the cells, at most a third of the plain scheme's on every grid, of order ≥ 0.6 (⅔ is what a jump "
         "allows a scheme of second order); never negative, never above the inlet")
def front(bench):
    lines = []
    for label, p in FRONTS.items():
        ratio, sizes = {}, [p["L"] / n for n in (120, 240, 480)]

        def run(cell, sharp):
            case = Case("front", ["cod", "continuity"], p["t"], p["step_over_cell"] * cell, p["t"] / 8, cell)
            case.set("initial", cod_mg_l=0.0)
            case.set("transport", sharp_fronts=sharp)
            case.set("kinetics", k_cod_per_day=p["k"])
            case.node("H", "headwater")
            case.node("SEA", "outlet")
            case.reach("R", "H", "SEA", p["L"], p["A"], p["E"])
            case.inflow("H", p["U"] * p["A"], cod=p["c0"])
            case.section("R", p["L"] / 2)
            result = bench.run(case, "--fields", "full")
            values, middles = result.values["cell_cod"][0].astype(float), result.values["cell_chainage"]
            name = f"{label}, {cell:g} m{'' if sharp else ', plain'}"
            bench.claim(values.min() >= 0, f"{name}: negative, {values.min():.3g}")
            bench.claim(values.max() <= p["c0"] * (1 + 6e-8), f"{name}: above the inlet, {values.max() - p['c0']:.3g}")
            wanted = numpy.array(cell_means(p, middles, cell))
            return numpy.abs(values[-1] - wanted).mean(), (middles, values[-1], wanted)

        def error_of(cell):
            error, curves = run(cell, True)
            plain, plain_curves = run(cell, False)
            ratio[cell] = error / plain
            return error, (curves, plain_curves)

        extras = bench.grids(label, sizes, error_of, (0.6, None))
        for cell in sizes:
            bench.check(f"{label}: error over that without sharp_fronts", ratio[cell], 1 / 3, "", f"{cell:g} m")
        if label == "no dispersion":
            for name, (x, values, wanted) in zip(("sharp_fronts", "plain"), extras[0]):
                near = (x > 6000) & (x < 10000)
                lines.append((name, x[near], wanted[near], x[near], values[near]))
    bench.draw("chainage [m]", "cod, means over cells of 100 m [mg/l]", lines)
