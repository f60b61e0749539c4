#!/usr/bin/python3
"""Exact solutions through the command line: writes cases as a user would, runs the program and reads its HDF5.

usage: reference_cases.py PROGRAM SOURCE_DIR

A1 plug-flow tree: steady, prescribed areas, decay by reach: error below 1e-6 (the file holds float32).
B1 step, third-type inlet: order >= 1.8 from an hour on, cell and step halved together.
B4 periodic inlet: order 2.0 +- 0.1 in amplitude, cell and step halved together.
"""
import cmath
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
TABLES = SOURCE / "tests" / "verification" / "tables"
checks = 0


def require(condition, text):
    global checks
    checks += 1
    if not condition:
        sys.exit("FAILED: " + text)


def table(name):
    with open(TABLES / f"{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def write_case(folder, files):
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def run(folder):
    out = folder / "out.h5"
    done = subprocess.run([PROGRAM, "run", str(folder), "-o", str(out), "--quiet"], capture_output=True, text=True)
    require(done.returncode == 0, f"run of {folder.name} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return h5py.File(out, "r")


def settings(title, constituents, end, step, output, solve, cell, extra=""):
    return f"""[case]
name = "{title}"
title = "{title}"
constituents = {constituents}
[time]
start = 2021-01-01T00:00:00Z
end = "{end}"
step = "{step}"
output = "{output}"
solve = "{solve}"
[grid]
cell_length_m = {cell}
[flow]
mode = "prescribed"
{extra}
"""


def plug_flow_tree(folder):
    rows = [r for r in table("A1_plugflow_tree") if r["side"] == "before"]
    sections = "id,name,reach,chainage_m,level\n" + "".join(
        f"s{i},s{i},{r['reach']},{r['x_m']},test\n" for i, r in enumerate(rows))
    write_case(folder, {
        "case.toml": settings("plug-flow tree", '["cod", "continuity"]', "2021-01-02T00:00:00Z", "1 h", "6 h", "steady", 500),
        "nodes.csv": "id,kind\nH1,headwater\nH2,headwater\nH4,headwater\nJ3,junction\nJ5,junction\nSEA,outlet\n",
        "reaches.csv": "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n,dispersion_m2_s,"
                       "k_cod_per_day,flow_area_m2\n"
                       "R1,a,H1,J3,20000,0.001,10,0.03,0,0.3,8\nR2,b,H2,J3,12000,0.001,10,0.03,0,0.5,4\n"
                       "R3,a,J3,J5,15000,0.001,10,0.03,0,0.25,10\nR4,c,H4,J5,30000,0.001,10,0.03,0,0.4,15\n"
                       "R5,a,J5,SEA,40000,0.001,10,0.03,0,0.2,25\n",
        "inflows.csv": "node,reach,time,flow_m3_s,cod_mg_l\nH1,,,2.0,4.0\nH2,,,0.8,1.5\nH4,,,5.0,2.0\n"
                       ",R2,,0.3,6.0\n,R5,,0.4,0.5\n",
        "withdrawals.csv": "id,reach,chainage_m,flow_m3_s\nw1,R1,12000,0.4\n",
        "outfalls.csv": "id,name,kind,reach,chainage_m,flow_m3_d,cod_mg_l\n"
                        f"o1,o1,plant,R1,5000,{0.25 * 86400},60\no2,o2,plant,R3,3000,{0.1 * 86400},120\n"
                        f"o3,o3,plant,R3,9000,{0.6 * 86400},25\no4,o4,plant,R5,10000,{0.3 * 86400},80\n",
        "sections.csv": sections,
    })
    with run(folder) as result:
        values = result["section_cod"][0, -1, :]
        flows = result["section_flow"][0, -1, :]
        for i, row in enumerate(rows):
            require(abs(values[i] / float(row["c_gm3"]) - 1) < 1e-6, f"A1 {row} but {values[i]}")
            require(abs(flows[i] / float(row["Q_m3s"]) - 1) < 1e-6, f"A1 flow {row} but {flows[i]}")
        check_ledger(result)
    print("A1 plug-flow tree: all sections within 1e-6")


def check_ledger(result):
    names = [n.decode() if isinstance(n, bytes) else n for n in result["term"][:]]
    for name in result:
        if not name.startswith("balance_"):
            continue
        terms = result[name][:]
        through = numpy.abs(terms[:, [i for i, n in enumerate(names) if n != "error"]]).sum(axis=1) / 2
        error = numpy.abs(terms[:, names.index("error")])
        require((error <= 1e-12 * through).all(), f"ledger of {name}: {error / through}")


def single_reach(folder, title, flow, area, dispersion, length, k, end, step, output, cell, inflow_rows, places):
    write_case(folder, {
        "case.toml": settings(title, '["cod", "continuity"]', end, step, output, "transient", cell,
                              f"[initial]\ncod_mg_l = 0.0\n[kinetics]\nk_cod_per_day = {k}\n"),
        "nodes.csv": "id,kind\nH,headwater\nSEA,outlet\n",
        "reaches.csv": "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n,dispersion_m2_s,flow_area_m2\n"
                       f"R,a,H,SEA,{length},0.001,10,0.03,{dispersion},{area}\n",
        "inflows.csv": "node,reach,time,flow_m3_s,cod_mg_l\n" + "".join(f"H,,{t},{flow},{c}\n" for t, c in inflow_rows),
        "sections.csv": "id,name,reach,chainage_m,level\n" + "".join(f"s{x},s{x},R,{x},test\n" for x in places),
    })
    return run(folder)


def step_inlet(folder):
    rows = [r for r in table("B1_step") if float(r["t_s"]) >= 3600]
    places = [100, 500, 1000, 2000, 5000]
    errors = []
    for cell in (40, 20, 10):
        with single_reach(folder / str(cell), "step", 4.0, 10, 15, 12000, 0.8, "2021-01-01T04:00:00Z", f"{cell * 1.5} s",
                          "10 min", cell, [("", 10.0)], places) as result:
            check_ledger(result)
            worst = 0.0
            for row in rows:
                record = round(float(row["t_s"]) / 600)
                value = result["section_cod"][0, record, places.index(round(float(row["x_m"])))]
                worst = max(worst, abs(value - float(row["c_third_k"])))
        errors.append(worst)
    orders = [math.log2(a / b) for a, b in zip(errors, errors[1:])]
    print(f"B1 step: errors {errors}, orders {orders}")
    require(all(order >= 1.8 for order in orders), f"B1 orders {orders}")


def periodic_inlet(folder):
    period, omega = 21600.0, 2 * math.pi / 21600.0
    rows = [r for r in table("B4_harmonic") if 500 <= float(r["x_m"]) <= 3000]
    places = [round(float(r["x_m"])) for r in rows]
    inflow = [(f"2021-01-{1 + t // 86400:02}T{t % 86400 // 3600:02}:{t % 3600 // 60:02}:{t % 60:02}Z",
               5 + 3 * math.cos(omega * t)) for t in range(0, 108001, 5)]
    errors = []
    for cell in (50, 25, 12.5):
        with single_reach(folder / str(cell), "harmonic", 3.0, 10, 12, 12000, 0.4, "2021-01-02T06:00:00Z",
                          f"{cell * 3} s", "150 s", cell, inflow, places) as result:
            check_ledger(result)
            series = result["section_cod"][0, 4 * 144:5 * 144, :].astype(float)
            times = result["time"][4 * 144:5 * 144].astype(float)
            wave = 2 / 144 * (series * numpy.exp(-1j * omega * times)[:, None]).sum(axis=0)
        exact = [cmath.rect(float(r["amp_flux"]), float(r["phase_flux_rad"])) for r in rows]
        errors.append(max(abs(abs(a) - abs(b)) for a, b in zip(wave, exact)))
    orders = [math.log2(a / b) for a, b in zip(errors, errors[1:])]
    print(f"B4 harmonic: errors {errors}, orders {orders}")
    require(all(abs(order - 2.0) <= 0.1 for order in orders), f"B4 orders {orders}")


with tempfile.TemporaryDirectory() as scratch:
    root = pathlib.Path(scratch)
    plug_flow_tree(root / "A1")
    step_inlet(root / "B1")
    periodic_inlet(root / "B4")
print(f"{checks} checks passed")
