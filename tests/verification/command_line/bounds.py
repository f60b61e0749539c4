"""What must hold at any step and cell: nothing negative, nothing above what enters, no mass lost, a constant stays constant."""
import numpy

from harness import DAY, Case, moment, problem

U, A, DX, CELLS = 0.5, 10.0, 100.0, 40
INLET, SPILL = 10.0, 7.0  # mg/l: of the inlet from the start on; of the spill's load in all the river's water
SMALL, LARGE = (0.1, 0.5, 1.8, 2.3), (8.0, 50.0)  # Courant numbers
PECLETS = (0.1, 1.5, 2.0, 5.0, 20.0, 100.0)
FLOAT32 = 6e-8  # in which results in time are kept


def front_and_spill(courant, peclet, sharp):
    """A front from the inlet into clean water, and a spill of limited time in the middle: all of it recorded."""
    step = courant * DX / U
    steps = max(round(1.5 * CELLS / courant), 12)
    case = Case("bounds", ["cod", "tracer", "continuity"], steps * step, step, step, DX)
    case.set("initial", cod_mg_l=0.0, tracer_mg_l=0.0)
    case.set("transport", sharp_fronts=sharp)
    case.set("flow", interpolation="step")
    case.node("H", "headwater")
    case.node("SEA", "outlet")
    case.reach("R", "H", "SEA", CELLS * DX, A, U * DX / peclet)
    case.inflow("H", U * A, cod=INLET, tracer=0.0)
    case.add("outfalls", id="o", name="", kind="plant", reach="R", chainage_m=15.5 * DX, adds_water="false", series="spill.csv")
    for time, load in ((0, U * A * SPILL), (max(round(10 / courant), 2) * step, 0.0)):
        case.add("spill", time=moment(time), flow_m3_d=DAY, tracer_mg_l=load)
    case.section("R", 30 * DX)
    return case


@problem("Bounds", "a front from the inlet and a spill, at Courant numbers from 0.1 to 50 and cell Péclet numbers from 0.1 to "
         "100, plain and with sharp_fronts",
         "0 ≤ c ≤ the inlet's, or what the spill's load makes of the river's water",
         "in every cell and step: never negative; up to Courant 2.3 never above, but a sharpened spill where its load enters, "
         "by 4 % at most; beyond, a jump swings over by a third at most")
def front(bench):
    lines = []
    for sharp in (False, True):
        name = "sharp_fronts" if sharp else "plain"
        lowest, over, one = 0.0, {"front": {}, "spill": {}}, 0.0
        for peclet in PECLETS:
            for courant in SMALL + LARGE:
                result = bench.run(front_and_spill(courant, peclet, sharp), "--fields", "full")
                for of, c, scale in (("front", "cod", INLET), ("spill", "tracer", SPILL)):
                    values = result.values[f"cell_{c}"][0].astype(float) / scale
                    lowest, over[of][peclet, courant] = min(lowest, values.min()), values.max() - 1
                one = max(one, abs(result.values["cell_continuity"][0].astype(float) - 1).max())
        everywhere = f"Courant 0.1 … 50, Péclet 0.1 … 100: {len(PECLETS) * len(SMALL + LARGE)} runs"
        bench.check(f"{name}: below 0", abs(lowest), 0.0, "of what enters", everywhere)
        bench.check(f"{name}: continuity less 1", one, FLOAT32, "", everywhere)
        for of, values in over.items():
            limit = 0.04 if sharp and of == "spill" else FLOAT32
            bench.check(f"{name}, {of}: above what enters", max(0.0, *(values[p, c] for p in PECLETS for c in SMALL)), limit,
                        "of what enters", "Courant 0.1 … 2.3, Péclet 0.1 … 100")
            bench.check(f"{name}, {of}: above what enters", max(0.0, *(values[p, c] for p in PECLETS for c in LARGE)), 1 / 3,
                        "of what enters", "Courant 8 and 50, Péclet 0.1 … 100")
        courants = numpy.array(SMALL + LARGE)
        lines += [(f"{name}, Péclet {p:g}", courants, 1 + 0 * courants, courants, [1 + over["front"][p, c] for c in courants])
                  for p in (1.5, 20.0)]
    bench.draw("Courant number", "greatest value of the front over the inlet's", lines, "log")


CONSTANT = 3.7  # mg/l in all water


def network(mode, sharp):
    """A flood of two rivers through a confluence, a loop, a reservoir and a mouth, with outfalls, lateral inflow, and a
    withdrawal; where levels are solved a tide turns the flow at the mouth."""
    case = Case("network", ["tracer", "continuity"], 4 * DAY, 900.0, 3600.0, 400.0, mode=mode)
    case.set("initial", tracer_mg_l=CONSTANT)
    case.set("transport", sharp_fronts=sharp)
    bed = dict(a=6.0, b=5.5, c=4.0, d=3.0, e=2.0, T=1.0, z=-2.0)
    for id, kind in (("a", "headwater"), ("b", "headwater"), ("c", "junction"), ("d", "junction"), ("e", "junction"),
                     ("T", "reservoir"), ("z", "outlet")):
        case.node(id, kind, bed_elevation_m=bed[id])
    for id, begin, end, length, area, split in (
            ("h1", "a", "c", 5000, 15, 1), ("h2", "b", "c", 4000, 8, 1), ("m", "c", "d", 6000, 25, 1),
            ("l1", "d", "e", 3000, 14, 0.6), ("l2", "d", "e", 7000, 18, 0.4), ("r", "e", "T", 4000, 30, 1),
            ("o", "T", "z", 6000, 40, 1)):
        case.reach(id, begin, end, float(length), area, 12.0, split=split, bed_slope=(bed[begin] - bed[end]) / length,
                   bottom_width_m=14.0, side_slope=1.0)
    case.add("reservoirs", node="T", volume_m3=4e5, area_m2=2e5, release_m3_s=6.0, max_volume_m3=8e5)
    for hour, flow in ((0, 2.0), (20, 2.0), (30, 30.0), (50, 3.0)):
        case.inflow("a", flow, hour * 3600, tracer=CONSTANT)
        case.inflow("b", 0.3 * flow, hour * 3600 + 7200, tracer=CONSTANT)
    case.inflow("m", 0.8, 0, reach=True, tracer=CONSTANT)
    case.add("outfalls", id="o1", name="", kind="plant", reach="l2", chainage_m=2500.0, flow_m3_d=40000.0, tracer_mg_l=CONSTANT)
    case.add("withdrawals", id="w", reach="l1", chainage_m=1000.0, flow_m3_s=0.7)
    if mode in ("diffusive", "dynamic"):
        case.add("tides", node="z", level_m=0.0, tracer_mg_l=CONSTANT)
        case.add("tide_harmonics", node="z", period_h=12.4206, amplitude_m=1.2, phase_deg=0.0)
    for reach, x in (("h1", 2500.0), ("m", 3000.0), ("l2", 3500.0), ("o", 5800.0)):
        case.section(reach, x)
    return case


@problem("Constancy", "water of one strength, a flood through a confluence, a loop, a reservoir and a mouth, in all modes of "
         "flow in time, plain and with sharp_fronts",
         "c stays what it is in all water that enters; `continuity` stays 1",
         "1e-12 of the means over time at sections, which are kept in full; 6e-8 (float32) in every cell and hour; water and "
         "mass close to 1e-12")
def constancy(bench):
    lines = []
    for mode in ("prescribed", "kinematic", "diffusive", "dynamic"):
        for sharp in (False, True):
            result = bench.run(network(mode, sharp), "--fields", "full")
            label = mode + (", sharp_fronts" if sharp else "")
            means = max(abs(result.mean("tracer") / CONSTANT - 1).max(), abs(result.mean("continuity") - 1).max())
            bench.check(label + ", means at sections", means, 1e-12, "relative", "400 m")
            fields = max(abs(result.values[f"cell_{c}"][0].astype(float) / of - 1).max()
                         for c, of in (("tracer", CONSTANT), ("continuity", 1)))
            bench.check(label + ", cells by the hour", fields, FLOAT32, "relative", "400 m")
            if not sharp:
                turns, hours = result.series("flow")[:, -1].min() < -1, result.time / 3600
                bench.claim(turns == (mode in ("diffusive", "dynamic")), f"{label}: flow at the mouth turns: {turns}")
                lines.append((mode, hours, 1 + 0 * hours, hours, result.series("continuity")[:, -1]))
    bench.draw("time [h]", "continuity at the mouth", lines)
