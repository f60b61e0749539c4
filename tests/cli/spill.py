"""`bailang spill` against exact solutions: a spill in a uniform reach, c = M/(A sqrt(4 pi E t)) exp(-(x - Ut)^2/4Et).

usage: spill.py BAILANG PROJECT
"""
import csv
import io
import json
import math
import pathlib
import subprocess
import sys
import tempfile

PROGRAM, PROJECT = sys.argv[1], pathlib.Path(sys.argv[2])
U, A, E = 0.5, 20.0, 20.0

CASE = """[case]
name = "one-reach"
title = "One reach"
constituents = ["cod"]
[time]
start = 2021-01-01
end = 2021-01-11
step = "10 min"
output = "1 h"
[grid]
cell_length_m = {cell}
[flow]
mode = "{mode}"
[kinetics]
set = "first_order"
k_cod_per_day = 0.1
"""


def write_case(directory, mode="prescribed", dispersion=E, length=15000, cell=200):
    directory.mkdir()
    files = {
        "case.toml": CASE.format(mode=mode, cell=cell),
        "nodes.csv": "id,kind,name,name_zh\nH,headwater,Head,\nSEA,outlet,Mouth,河口\n",
        "reaches.csv": "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,side_slope,manning_n,"
                       f"flow_area_m2,dispersion_m2_s\nR,Test,H,SEA,{length},0.0005,10,0,0.03,{A},{dispersion}\n",
        "inflows.csv": f"node,flow_m3_s,cod_mg_l\nH,{U * A},3\n",
        "outfalls.csv": "id,reach,chainage_m,name,kind,flow_m3_d,cod_mg_l\npipe,R,2000,Pipe,plant,0,0\n",
        "sections.csv": "id,reach,chainage_m,name,name_zh,level\nS1,R,4000,One,一号,county\nS2,R,7000,Two,二号,county\n"
                        "S0,R,500,Upstream,上游,county\n",
    }
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")
    return directory


def run(*arguments):
    return subprocess.run([PROGRAM, "spill", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")


def result(*arguments):
    done = run(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def sections(of_run):
    return {row["id"]: row for row in of_run["sections"]}


def exact(x, t, mass, k=0.0):
    return mass / (A * math.sqrt(4 * math.pi * E * t)) * math.exp(-((x - U * t) ** 2) / (4 * E * t) - k * t)


def exact_peak_time(x):
    return (math.sqrt(E * E + U * U * x * x) - E) / (U * U)


def crossing(x, mass, level, low, high):
    """Time between low and high at which the exact curve crosses a level."""
    rising = exact(x, high, mass) > exact(x, low, mass)
    for _ in range(100):
        middle = 0.5 * (low + high)
        if (exact(x, middle, mass) < level) == rising:
            low = middle
        else:
            high = middle
    return low


def near(value, expected, tolerance, what):
    assert value is not None and abs(value - expected) <= tolerance, f"{what}: {value}, expected {expected} ± {tolerance}"


def check_exact_spill(case):
    mass = 50_000.0
    answer = result(case, "--at", "pipe", "--mass", 50, "--cell", 10, "--threshold", 1, "--hours", 30)
    found = sections(answer["spills"][0]["runs"][0])
    assert set(found) == {"S1", "S2", "SEA"}, found.keys()
    assert answer["spills"][0]["runs"][0]["ledger_error"] < 1e-12
    # HJ 2.3-2018: Lm = (0.11 + 0.7 (0.5 - 1.1 * 0.25)^1/2) u B^2 / Ey from a bank, Ey = (0.058 H + 0.0065 B) (g H I)^1/2
    width, depth = 10.0, A / 10.0
    lateral = (0.058 * depth + 0.0065 * width) * math.sqrt(9.81 * depth * 0.0005)
    way = (0.11 + 0.7 * math.sqrt(0.225)) * U * width**2 / lateral
    near(answer["spills"][0]["runs"][0]["full_mixing_km"], way / 1000, 1e-6 * way / 1000, "way to full mixing")
    for name, x in (("S1", 2000.0), ("S2", 5000.0)):
        row, top = found[name], exact_peak_time(x)
        height = exact(x, top, mass)
        near(row["distance_km"], x / 1000, 1e-9, "distance")
        near(row["to_mouth_km"], (13000 - x) / 1000, 1e-9, "way to the mouth")
        near(row["peak_mg_l"], height, 2e-3 * height, f"peak at {name}")
        near(row["peak_h"], top / 3600, 10 / 3600, f"time of the peak at {name}")
        for key, level, low, high in (("arrival_h", 0.01 * height, 1.0, top),
                                      ("passed_h", 0.01 * height, top, 20 * top),
                                      ("threshold_arrival_h", 1.0, 1.0, top),
                                      ("threshold_passed_h", 1.0, top, 20 * top)):
            near(row[key], crossing(x, mass, level, low, high) / 3600, 25 / 3600, f"{key} at {name}")
        near(row["duration_h"], row["passed_h"] - row["arrival_h"], 1e-9, "duration")
        near(row["flow_m3_s"], U * A, 1e-5, "flow")
        near(row["dilution"], 1.0, 1e-6, "dilution")
    for row in found.values():
        near(row["mass_kg"], 50.0, 50e-6, f"mass passing {row['id']}")


def check_order(case):
    """Cell and step halved together: the error of the peak falls by four or more."""
    errors = []
    for cell in (40, 20, 10):
        row = sections(result(case, "--at", "R:2000", "--mass", 50, "--cell", cell, "--hours", 12)["spills"][0]["runs"][0])
        errors.append(abs(row["S1"]["peak_mg_l"] - exact(2000, exact_peak_time(2000), 50_000.0)))
    orders = [math.log2(errors[i] / errors[i + 1]) for i in range(2)]
    print("spill: errors of the peak at 40, 20, 10 m:", *(f"{e:.2e}" for e in errors), "orders", *(f"{o:.2f}" for o in orders))
    assert min(orders) > 1.8, orders


def check_decay_and_duration(case):
    row = sections(result(case, "--at", "pipe", "--mass", 50, "--cell", 20, "--decay", 2, "--hours", 12)["spills"][0]["runs"][0])["S1"]
    decayed = max(exact(2000, t, 50_000.0, 2 / 86400) for t in range(3000, 5000))
    near(row["peak_mg_l"], decayed, 5e-3 * decayed, "peak with decay")
    # Mass that passes x, by advection and dispersion: M (U + u)/2u exp((U - u) x / 2E), u = sqrt(U^2 + 4 k E).
    u = math.sqrt(U * U + 4 * 2 / 86400 * E)
    passing = 50 * (U + u) / (2 * u) * math.exp((U - u) * 2000 / (2 * E))
    near(row["mass_kg"], passing, 1e-4 * passing, "mass passing with decay")
    row = sections(result(case, "--at", "pipe", "--mass", 50, "--cell", 20, "--duration", "3 h", "--hours", 30)["spills"][0]["runs"][0])["S1"]
    highest = max(sum(exact(2000, begin + t, 50_000.0) for t in range(0, 10800, 20)) * 20 / 10800.0 for begin in range(1000, 4000, 200))
    near(row["peak_mg_l"], highest, 1e-2 * highest, "peak of a spill of three hours")
    near(row["mass_kg"], 50.0, 50e-6, "mass of a spill of three hours")


def check_velocity(case):
    answer = result(case, "--at", "pipe", "--mass", 50, "--cell", 20, "--velocity-uncertainty", 0.2)
    runs = answer["spills"][0]["runs"]
    assert [r["velocity"] for r in runs] == ["low", "central", "high"]
    tops = [sections(r)["S2"]["peak_h"] for r in runs]
    # Prescribed areas: A/f, so that U = f Q/A; the peak comes at x/U but for dispersion.
    for factor, top in zip((0.8, 1.0, 1.2), tops):
        u = U * factor
        near(top, (math.sqrt(E * E + u * u * 25e6) - E) / (u * u) / 3600, 20 / 3600, f"peak at velocity × {factor}")


def check_manning(directory):
    case = write_case(directory / "kinematic", mode="kinematic")
    runs = result(case, "--at", "pipe", "--mass", 50, "--cell", 50, "--velocity-uncertainty", 0.2)["spills"][0]["runs"]
    tops = [sections(r)["S2"]["peak_h"] for r in runs]
    for factor, top in zip((0.8, 1.0, 1.2), tops):
        near(top, tops[1] / factor, 0.07 * top, f"peak by Manning's n for velocity × {factor}")  # wide-channel rule
        near(sections(runs[1])["S2"]["mass_kg"], 50.0, 50e-6, "mass in routed flow")


def check_no_dispersion(directory):
    """Without dispersion every face is upwind: fronts must be kept sharp all the same, and what passes must be all."""
    case = write_case(directory / "plug", dispersion=0)
    found = sections(result(case, "--at", "pipe", "--mass", 50, "--cell", 10, "--duration", "20 min", "--hours", 30)["spills"][0]["runs"][0])
    plug = 50_000.0 / 1200.0 / (U * A)
    for name, x in (("S1", 2000.0), ("S2", 5000.0)):
        near(found[name]["peak_mg_l"], plug, 1e-3 * plug, "height of a plug")
        near(found[name]["arrival_h"], x / U / 3600, 0.06, "arrival of a plug")
        near(found[name]["duration_h"], 1200 / 3600, 0.12, "length of a plug")
        near(found[name]["mass_kg"], 50.0, 50e-6, "mass of a plug")


def check_list(case, directory):
    table = directory / "spills.csv"
    table.write_text("at,mass_kg,time,duration_min,name\npipe,50,,,first\nR:3000,20,2021-01-01T06:00:00Z,60,second\n"
                     "R:5000,10,2021-01-02,,third\n", encoding="utf-8")
    answer = result(case, "--spills", table, "--cell", 20, "--hours", 60)
    assert [s["name"] for s in answer["spills"]] == ["first", "second", "third"]
    for spill in answer["spills"]:
        for row in sections(spill["runs"][0]).values():
            near(row["mass_kg"], spill["mass_kg"], 1e-6 * spill["mass_kg"], f"mass of {spill['name']}")
    assert "S1" not in sections(answer["spills"][2]["runs"][0]), "a section upstream of the spill is no section downstream"
    # Side by side as alone, but for the step, which the list shares.
    alone = result(case, "--at", "pipe", "--mass", 50, "--cell", 20, "--hours", 60)["spills"][0]["runs"][0]
    assert sections(alone)["S1"]["peak_mg_l"] == sections(answer["spills"][0]["runs"][0])["S1"]["peak_mg_l"]


def check_formats(case):
    table = run(case, "--at", "pipe", "--mass", 50, "--threshold", 1, "--velocity-uncertainty", 0.1)
    assert table.returncode == 0, table.stderr
    for word in ("断面", "一号", "Mouth (mouth)", "over for h", "to mouth km", "Spill 泄漏 pipe"):
        assert word in table.stdout, word + "\n" + table.stdout
    text = run(case, "--at", "pipe", "--mass", 50, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text.stdout.lstrip("\ufeff"))))
    assert [r["section"] for r in rows] == ["S1", "S2", "SEA"] and rows[0]["velocity"] == "central", rows
    assert abs(float(rows[0]["mass_kg"]) - 50) < 0.05


def check_faults(case, directory):
    bad = directory / "bad.csv"
    bad.write_text("at,mass_kg,time\npipes,5,\npipe,-1,\nR:99999,5,2031-01-01\n", encoding="utf-8")
    for arguments, words in (
            (("--at", "pip", "--mass", 5), ["--at: error: the case has no outfall \"pip\"", "did you mean 'pipe'?"]),
            (("--at", "Q:5", "--mass", 5), ["the case has no reach \"Q\""]),
            (("--at", "R:16000", "--mass", 5), ["must be a number from 0 to 15000 m"]),
            (("--at", "R:x", "--mass", 5), ["must be a number from 0 to 15000 m"]),
            (("--at", "pipe"), ["--mass"]),
            (("--at", "pipe", "--mass", -5), ["--mass"]),
            ((), ["--at: error: a spill needs a place and a mass"]),
            (("--at", "pipe", "--mass", 5, "--time", "noon"), ["--time: error:"]),
            (("--at", "pipe", "--mass", 5, "--time", "2031-01-01"), ["must be within the case's"]),
            (("--at", "pipe", "--mass", 5, "--duration", "long"), ["--duration: error:"]),
            (("--at", "pipe", "--mass", 5, "--scenario", "none"), ["the case has no scenario 'none'"]),
            (("--spills", bad), ["bad.csv:2:1: error: the case has no outfall \"pipes\"", "bad.csv:3:6: error:",
                                 "bad.csv:4:1: error:", "bad.csv:4:11: error:"]),
            (("--spills", directory / "no.csv"), ["no.csv"])):
        done = run(case, *arguments)
        assert done.returncode == 2, (arguments, done.returncode, done.stdout, done.stderr)
        for word in words:
            assert word in done.stderr, (arguments, word, done.stderr)


def check_bay():
    """A real outfall: water that moves at 0.05 to 2 m/s, and no more mass at any section than was spilled."""
    case = PROJECT / "data" / "laizhou-bay"
    found = result(case, "--at", "out-anqiu-1", "--mass", 1000, "--time", "2021-08-01", "--hours", 240)["spills"][0]["runs"][0]
    assert found["sections"], "the outfall has sections downstream"
    for row in found["sections"]:
        assert -1e-6 <= row["mass_kg"] <= 1000 * (1 + 1e-6), row
        if row["arrival_h"] is not None and row["distance_km"] > 5:
            speed = row["distance_km"] / row["peak_h"] / 3.6
            assert 0.02 < speed < 2.0, row


with tempfile.TemporaryDirectory() as folder:
    home = pathlib.Path(folder)
    one_reach = write_case(home / "one_reach")
    check_exact_spill(one_reach)
    check_order(one_reach)
    check_decay_and_duration(one_reach)
    check_velocity(one_reach)
    check_manning(home)
    check_no_dispersion(home)
    check_list(one_reach, home)
    check_formats(one_reach)
    check_faults(one_reach, home)
    check_bay()
print("spills arrive, peak and pass as they should")
