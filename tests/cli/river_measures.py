"""Measures that act in the river, as a planner writes them: every combination of them, and with an outfall's water
reused, closed or merged upstream, gives in a steady run what plug flow reckoned by hand gives; time-varying runs mix by the same numbers.

Use: river_measures.py BAILANG HARNESS_FOLDER
"""
import itertools
import math
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np

PROGRAM = sys.argv[1]
sys.path.insert(0, sys.argv[2])
from harness import DAY, Case  # noqa: E402

SATURATION, REAERATION, DEMAND, RELEASE = 9.0, 1.5 / DAY, 2.0 / DAY, 0.5 / DAY
YEAR = 365 * DAY
CONSTITUENTS = ("cod_fast", "nh4_n", "do")
MEASURES = """
[[measure]]
id = "keep"
kind = "ecological_flow"
reach = "R3"
flow_m3_s = 5
do_mg_l = 9

[[measure]]
id = "divert"
kind = "divert"
reach = "R1"
chainage_m = 3000
to = "R2"
to_chainage_m = 1000
share = 0.25

[[measure]]
id = "dredge"
kind = "dredge"
select = { id = ["R1", "R3"] }
fraction = 0.6

[[measure]]
id = "aerate"
kind = "aerate"
select = { id = ["R2", "R3"] }
oxygen_kg_d = 400

[[measure]]
id = "wetland"
kind = "wetland"
reach = "R1"
chainage_m = 2000
area_m2 = 2e6
flow_m3_s = 1.2
tanks = 3
theta = 1.06
k_cod_fast_m_a = 20
k_nh4_n_m_a = 15
background_cod_fast_mg_l = 2
background_nh4_n_mg_l = 0.1

[[measure]]
id = "reuse"
kind = "reuse"
select = "all"
fraction = 0.5

[[measure]]
id = "close"
kind = "close"
select = { id = "O1" }

[[measure]]
id = "merge"
kind = "merge"
select = { id = "O1" }
into = "O2"
"""
RIVER = ("keep", "divert", "dredge", "aerate", "wetland")
CHAIN = ((), ("reuse",), ("close",), ("merge",))


def mixed(a, b):
    return (a[0] + b[0], [(a[0] * x + b[0] * y) / (a[0] + b[0]) for x, y in zip(a[1], b[1])])


def along(water, length, area, bed, oxygen_per_m):
    """dO/dt = ka (s − O) − S/H + w/A, dN/dt = r/H on a channel 10 m wide."""
    flow, (cod, nh4, oxygen) = water
    t, H = area * length / flow, area / 10
    end = SATURATION + (oxygen_per_m / area - bed * DEMAND / H) / REAERATION
    return flow, [cod, nh4 + bed * RELEASE * t / H, end + (oxygen - end) * math.exp(-REAERATION * t)]


def through_wetland(water):
    flow, c = water
    part, out = min(flow, 1.2), list(c)
    for i, (k, background) in enumerate(((20.0, 2.0), (15.0, 0.1))):
        left = (1 + k / YEAR * 2.0e6 / (3 * part)) ** -3
        out[i] = ((flow - part) * c[i] + part * (background + (c[i] - background) * left)) / flow
    return flow, out


def by_hand(on):
    """Water at the ends of R1, R2 and R3."""
    effluent, other = (0.15 if "reuse" in on else 0.3, [100.0, 10.0, 2.0]), (0.1, [60.0, 5.0, 4.0])
    bed = 0.4 if "dredge" in on else 1.0
    given = 400e3 / DAY / 8000 if "aerate" in on else 0.0
    water = along((2.0, [10.0, 1.0, 6.0]), 500, 10, bed, 0)
    if "close" not in on and "merge" not in on:
        water = mixed(water, effluent)
    water = along(water, 1500, 10, bed, 0)
    if "wetland" in on:
        water = through_wetland(water)
    water = along(water, 1500, 10, bed, 0)
    moved = water[0] * 0.25 if "divert" in on else 0.0
    first = along((water[0] - moved, water[1]), 500, 10, bed, 0)
    second = mixed(along((1.0, [4.0, 0.5, 8.0]), 200, 10, 1, given), other)
    if "merge" in on:
        second = mixed(second, effluent)
    second = along(second, 800, 10, 1, given)
    if moved:
        second = mixed(second, (moved, water[1]))
    second = along(second, 2000, 10, 1, given)
    both = mixed(first, second)
    if "keep" in on and both[0] < 5:
        both = mixed(both, (5 - both[0], [0.0, 0.0, 9.0]))
    return first, second, along(both, 5000, 20, bed, given)


def river_case(solve):
    case = Case("river", [*CONSTITUENTS, "continuity"], 2 * DAY, 3600.0, DAY, 500.0, solve)
    case.set("kinetics", set="n_cod_do", reaeration="given", k_reaeration_per_day=1.5, oxygen_saturation_mg_l=SATURATION,
             sod_g_m2_d=2.0, nh4_release_g_m2_d=0.5, k_oxygen_sod_mg_l=0.0, k_cod_fast_oxidation_per_day=0.0,
             k_nitrification_per_day=0.0)
    for node, kind in (("H1", "headwater"), ("H2", "headwater"), ("J", "junction"), ("SEA", "outlet")):
        case.node(node, kind)
    for reach, head, end, length, area in (("R1", "H1", "J", 4000, 10), ("R2", "H2", "J", 3000, 10), ("R3", "J", "SEA", 5000, 20)):
        case.reach(reach, head, end, float(length), area, 0.0)
        case.section(reach, float(length))
    case.inflow("H1", 2.0, cod_fast=10.0, nh4_n=1.0, do=6.0)
    case.inflow("H2", 1.0, cod_fast=4.0, nh4_n=0.5, do=8.0)
    case.add("dischargers", id="D1", name="town", sector="town", county="", flow_m3_d=0.3 * DAY, cod_fast_mg_l=300.0,
             nh4_n_mg_l=30.0, do_mg_l=2.0, to="P1")
    case.add("plants", id="P1", name="works", county="", capacity_m3_d=DAY, to="O1", cod_fast_mg_l=100.0, nh4_n_mg_l=10.0)
    case.add("outfalls", id="O1", name="works", kind="plant", reach="R1", chainage_m=500.0)
    case.add("outfalls", id="O2", name="mill", kind="plant", reach="R2", chainage_m=200.0, flow_m3_d=0.1 * DAY,
             cod_fast_mg_l=60.0, nh4_n_mg_l=5.0, do_mg_l=4.0)
    return case


def scenarios(combinations):
    return "\n".join(f'[[scenario]]\nid = "s{i:03}"\nmeasures = [{", ".join(chr(34) + m + chr(34) for m in on)}]\n'
                     for i, on in enumerate(combinations))


def run(folder, solve, combinations):
    case = river_case(solve)
    case.write(folder)
    (folder / "measures.toml").write_text(MEASURES, encoding="utf-8")
    (folder / "scenarios.toml").write_text(scenarios(combinations), encoding="utf-8")
    out = folder / "out.h5"
    done = subprocess.run([PROGRAM, "run", str(folder), "-o", str(out), "--quiet"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with h5py.File(out, "r") as file:
        return {name: file[name][()] for name in file if isinstance(file[name], h5py.Dataset)}


def check(result, combinations, constituents, tolerance):
    terms = [t.decode() for t in result["term"]]
    moving = [i for i, t in enumerate(terms) if t != "error" and not t.startswith("reaction_")]
    for s, on in enumerate(combinations):
        expected = by_hand(on)
        for name in constituents:
            found = result[f"section_{name}_mean"][s]
            exact = np.array([water[1][CONSTITUENTS.index(name)] for water in expected])
            assert np.all(np.abs(found - exact) <= tolerance * exact), (on, name, found, exact)
        assert np.all(np.abs(result["section_continuity_mean"][s] - 1.0) < 1e-11), on
        flows = result["section_flow"][s, -1]
        assert np.allclose(flows, [water[0] for water in expected], rtol=1e-6), (on, flows, expected)
        for name in (*CONSTITUENTS, "continuity", "water"):
            ledger = result[f"balance_{name}"][s]
            through = 0.5 * np.abs(ledger[moving]).sum()
            assert abs(ledger[terms.index("error")]) <= 1e-12 * through, (on, name, ledger)
    return terms


def check_terms(result, terms, combinations):
    """Each measure's line, in the scenario in which it is alone."""
    def term(on, constituent, name):
        return result[f"balance_{constituent}"][combinations.index(on), terms.index(name)]
    nobody = ()
    assert abs(term(("aerate",), "do", "reaction_aeration") - 800.0) < 1e-9
    assert term(nobody, "do", "reaction_aeration") == 0.0
    assert math.isclose(term(nobody, "nh4_n", "reaction_nh4_release"), 0.5 * 2 * 120.0, rel_tol=1e-11)
    assert math.isclose(term(("dredge",), "nh4_n", "reaction_nh4_release"), 0.5 * 2 * (30 + 0.4 * 90), rel_tol=1e-11)
    assert abs(term(("divert",), "cod_fast", "diversion")) < 1e-9
    water = mixed((2.0, [10.0, 0, 0]), (0.3, [100.0, 0, 0]))
    removed = water[0] * (water[1][0] - through_wetland(water)[1][0]) * 2 * DAY / 1000
    assert math.isclose(term(("wetland",), "cod_fast", "reaction_wetland"), -removed, rel_tol=1e-11)


def main():
    sets = [on for n in range(len(RIVER) + 1) for on in itertools.combinations(RIVER, n)]
    combinations = [(*on, *outfall) for on in sets for outfall in CHAIN]
    with tempfile.TemporaryDirectory() as scratch:
        steady = run(pathlib.Path(scratch) / "steady", "steady", combinations)
        terms = check(steady, combinations, CONSTITUENTS, 1e-11)
        check_terms(steady, terms, combinations)
        transient = run(pathlib.Path(scratch) / "transient", "transient", combinations)
        check(transient, combinations, ("cod_fast",), 1e-10)
    print(f"{len(combinations)} combinations of measures, steady and time-varying")


main()
