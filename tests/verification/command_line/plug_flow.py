"""Without dispersion: steady trees, and waves that ride on a growing flow."""
import math

import numpy

import exact
from harness import DAY, Case, problem, table

# Trees of reaches: name: (up, Q at the head, c there, L, A, k [1/d], q, c of q, [(x, Q, c) ...]); a negative Q is taken.
TREE_OF_TABLE = {
    "R1": ([], 2.0, 4.0, 20000, 8.0, 0.3, 0.0, 0.0, [(5000, 0.25, 60), (12000, -0.4, 0)]),
    "R2": ([], 0.8, 1.5, 12000, 4.0, 0.5, 2.5e-5, 6.0, []),
    "R3": (["R1", "R2"], 0, 0, 15000, 10.0, 0.25, 0.0, 0.0, [(3000, 0.1, 120), (9000, 0.6, 25)]),
    "R4": ([], 5.0, 2.0, 30000, 15.0, 0.4, 0.0, 0.0, []),
    "R5": (["R3", "R4"], 0, 0, 40000, 25.0, 0.2, 1e-5, 0.5, [(10000, 0.3, 80)]),
}
OTHER_TREE = {
    "A": ([], 0.35, 12.0, 7300, 1.9, 1.7, 0.0, 0.0, [(1111, 0.02, 310), (4777, -0.11, 0)]),
    "B": ([], 4.1, 0.7, 26000, 17.0, 0.05, 3.1e-5, 9.0, [(13000, 0.4, 33)]),
    "C": (["A", "B"], 0, 0, 9000, 21.0, 0.9, 8e-6, 2.5, [(4000, -1.2, 0), (6500, 0.25, 150)]),
}


def solve_tree(tree):
    """Rows (reach, x, Q, c) at tenths of each reach and just above each outfall."""
    rows, ends = [], {}
    for name, (up, Q, c, L, A, k, q, c_q, points) in tree.items():
        load = Q * c
        for u in up:
            Q, load = Q + ends[u][0], load + ends[u][0] * ends[u][1]
        c, x = load / Q, 0.0
        for place in sorted({L * i / 10 for i in range(11)} | {p[0] for p in points}):
            Q, c = exact.plug_flow(place - x, Q, c, A, k / DAY, q, c_q)
            x = place
            rows.append((name, x, Q, c))
            for _, flow, inside in (p for p in points if p[0] == place):
                c, Q = ((Q * c + flow * inside) / (Q + flow) if flow > 0 else c), Q + flow
        ends[name] = (Q, c)
    return rows


def tree_case(tree, rows, cell, solve, end=DAY, step=3600.0):
    case = Case("tree", ["cod", "tracer", "continuity"], end, step, cell=cell, solve=solve)
    downstream = {u: name for name, reach in tree.items() for u in reach[0]}
    for name, (up, Q, c, L, A, k, q, c_q, points) in tree.items():
        case.node(f"N{name}", "junction" if up else "headwater")
        to = f"N{downstream[name]}" if name in downstream else "SEA"
        case.reach(name, f"N{name}", to, L, A, 0.0, k_cod_per_day=k)
        if not up:
            case.inflow(f"N{name}", Q, cod=c, tracer=c)
        if q:
            case.inflow(name, q * L, reach=True, cod=c_q, tracer=c_q)
        for i, (x, flow, inside) in enumerate(points):
            if flow < 0:
                case.add("withdrawals", id=f"w{name}{i}", reach=name, chainage_m=x, flow_m3_s=-flow)
            else:
                case.add("outfalls", id=f"o{name}{i}", name="", kind="plant", reach=name, chainage_m=x,
                         flow_m3_d=flow * DAY, cod_mg_l=inside, tracer_mg_l=inside)
    case.node("SEA", "outlet")
    for name, x, _, _ in rows:
        case.section(name, x)
    return case


def worst_relative(values, wanted):
    return float(numpy.max(numpy.abs(values / numpy.array(wanted) - 1)))


@problem("A1", "decay, outfalls, withdrawals, tributaries and lateral inflow on a tree, steady plug flow",
         "c = c_s + (c_0 − c_s)(Q/Q_0)^(−(kA+q)/q), c_s = q c_q/(kA+q); mixing ΣQc/ΣQ; a withdrawal leaves c",
         "steady: exact on any grid, 1e-12; mixing of a conservative tracer 1e-12; in time: order ≥ 0.9 (upwind)")
def plug_flow_tree(bench):
    rows = solve_tree(TREE_OF_TABLE)
    given = [r for r in table("A1_plugflow_tree") if r["side"] == "before"]
    bench.agrees_with_table("A1", [r[3] for r in rows], [r["c_gm3"] for r in given])
    for label, tree in (("table", TREE_OF_TABLE), ("other tree", OTHER_TREE)):
        rows = solve_tree(tree)
        conservative = {n: (*t[:5], 0.0, *t[6:]) for n, t in tree.items()}
        mixed = [r[3] for r in solve_tree(conservative)]
        for cell in (5000.0, 1700.0, 500.0):
            result = bench.run(tree_case(tree, rows, cell, "steady"))
            bench.check(f"{label}, steady, cod", worst_relative(result.mean("cod"), [r[3] for r in rows]), 1e-12,
                        "relative", f"{cell:g} m")
            bench.check(f"{label}, steady, tracer", worst_relative(result.mean("tracer"), mixed), 1e-12, "relative",
                        f"{cell:g} m")
            bench.claim(worst_relative(result.values["section_flow_mean"][0], [r[2] for r in rows]) <= 1e-6,
                        f"{label}: discharge")
        last = list(tree)[-1]
        places = [i for i, r in enumerate(rows) if r[0] == last and r[1] > 0.5 * tree[last][3]]
        if tree[last][8]:
            places = [i for i in places if rows[i][1] > max(p[0] for p in tree[last][8]) + 0.04 * tree[last][3]]

        def error_in_time(cell):
            result = bench.run(tree_case(tree, rows, cell, "transient", 20 * DAY, 3600.0))
            return worst_relative(result.series("cod")[-1][places], [rows[i][3] for i in places])

        longest = tree[last][3]
        bench.grids(f"{label}, at rest in time, below the last outfall", [longest / n for n in (40, 80, 160)],
                    error_in_time, (0.9, None), "relative")
    main = [r for r in solve_tree(TREE_OF_TABLE) if r[0] == "R5"]
    result = bench.run(tree_case(TREE_OF_TABLE, main, 2000.0, "steady"))
    x = numpy.array([r[1] for r in main])
    bench.draw("chainage on R5 [m]", "cod [mg/l]",
               [("R5, cells of 2000 m", x, [r[3] for r in main], x, result.mean("cod"))])


def growing_flow(x, t, p):
    tau = p["A"] / p["q"] * math.log(1 + p["q"] * x / p["Q0"])
    k = p["k"] / DAY
    steady = p["q"] * p["cq"] / (k * p["A"] + p["q"])
    inlet = p["cmean"] + p["camp"] * math.sin(2 * math.pi / p["period"] * (t - tau))
    return steady + (inlet - steady) * math.exp(-(k + p["q"] / p["A"]) * tau)


@problem("B5", "a wave carried by a flow that grows by lateral inflow, no dispersion",
         "along dx/dt = Q/A: τ = (A/q) ln(1 + qx/Q_0), c = c_s + (c_0(t−τ) − c_s) e^(−(k+q/A)τ)",
         "order ≥ 0.8, approaching 1 (upwind cells; step and cell halved together)")
def wave_on_growing_flow(bench):
    sets = {"table": dict(Q0=1.5, q=4e-5, A=6, k=0.3, cq=2, cmean=8, camp=2, period=43200, L=20000),
            "steeper growth": dict(Q0=0.6, q=1.1e-4, A=3.5, k=0.9, cq=5, cmean=20, camp=7, period=86400, L=15000)}
    given = [r for r in table("B5_growing_flow") if r["t_s"] >= r["traveltime_s"]]
    bench.agrees_with_table("B5", [growing_flow(r["x_m"], r["t_s"], sets["table"]) for r in given],
                            [r["c_gm3"] for r in given])
    for label, p in sets.items():
        places = [p["L"] * i / 10 for i in range(1, 11)]

        def error_of(cell):
            end = 3 * p["period"]
            case = Case("growing", ["cod", "continuity"], end, cell / 2, end / 36, cell)
            case.set("kinetics", k_cod_per_day=p["k"])
            case.node("H", "headwater")
            case.node("SEA", "outlet")
            case.reach("R", "H", "SEA", p["L"], p["A"], 0.0)
            for t in numpy.arange(0, end + 1, p["period"] / 1440):
                wave = math.sin(2 * math.pi * t / p["period"])
                case.inflow("H", p["Q0"], t, cod=p["cmean"] + p["camp"] * wave)
            case.inflow("R", p["q"] * p["L"], 0, reach=True, cod=p["cq"])
            for x in places:
                case.section("R", x)
            result = bench.run(case)
            late = result.time >= 2 * p["period"]
            values = result.series("cod")[late]
            wanted = numpy.array([[growing_flow(x, t, p) for x in places] for t in result.time[late]])
            return numpy.abs(values - wanted).max(), (values[-1], wanted[-1])

        extras = bench.grids(label, [p["L"] / n for n in (100, 200, 400)], error_of, (0.8, None))
        if label == "table":
            x = numpy.linspace(0, p["L"], 201)
            bench.draw("chainage [m]", "cod at the end [mg/l]",
                       [("table", x, [growing_flow(a, 3 * p["period"], p) for a in x], places, extras[-1][0])])
