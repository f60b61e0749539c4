#!/usr/bin/python3
"""How a run starts does not change a long run's end: a run that goes on from a saved state, and one with a spin-up, end
where one uninterrupted run ends.

usage: starts.py PROGRAM

A river with a reservoir, a storage zone, a changing inflow, and the full kinetics, in modes kinematic and dynamic.
"""
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy

PROGRAM = sys.argv[1]
CONSTITUENTS = ["nh4_n", "no3_n", "cod_fast", "do", "continuity"]
checks = 0


def require(condition, text):
    global checks
    checks += 1
    if not condition:
        sys.exit("FAILED: " + text)


def write_case(folder, mode, start, end, initial="", time=""):
    folder.mkdir()
    files = {
        "case.toml": f"""[case]
name = "starts"
constituents = {CONSTITUENTS}
[time]
start = {start}
end = {end}
step = "30 min"
output = "1 d"
{time}
[grid]
cell_length_m = 500
[flow]
mode = "{mode}"
[kinetics]
set = "n_cod_do"
{initial}
""",
        "nodes.csv": "id,kind,bed_elevation_m\nH,headwater,12\nLAKE,reservoir,8\nSEA,outlet,6\n",
        "reaches.csv": "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n,side_slope,storage_area_m2,"
                       "storage_exchange_per_s\n"
                       "R1,a,H,LAKE,4000,0.001,10,0.03,1,2,0.0001\nR2,a,LAKE,SEA,5000,0.0004,12,0.03,1,,\n",
        "reservoirs.csv": "node,volume_m3,area_m2\nLAKE,400000,200000\n",
        "inflows.csv": "node,reach,time,flow_m3_s,nh4_n_mg_l,no3_n_mg_l,cod_fast_mg_l,do_mg_l\n"
                       + "".join(f"H,,2021-01-{d:02},{2 + d % 5},{1 + 0.2 * (d % 7)},2,{10 + d % 4},9\n" for d in range(1, 31)),
        "sections.csv": "id,name,reach,chainage_m,level\nS1,S1,R1,3200,t\nS2,S2,R2,2600,t\nS3,S3,R2,4700,t\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def run(folder, *options):
    out = folder / "out.h5"
    done = subprocess.run([PROGRAM, "run", str(folder), "-o", str(out), "--quiet", *options], capture_output=True, text=True)
    require(done.returncode == 0, f"run of {folder.name} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    with h5py.File(out, "r") as result:
        return {name: result[f"section_{name}"][0].astype(float) for name in [*CONSTITUENTS, "flow", "depth"]}


def largest_difference(a, b):
    """Relative to the greatest value of each quantity."""
    return max(numpy.abs(a[name][-1] - b[name][-1]).max() / max(numpy.abs(a[name]).max(), 1e-9) for name in a)


with tempfile.TemporaryDirectory() as scratch:
    root = pathlib.Path(scratch)
    for mode in ("kinematic", "dynamic"):
        write_case(root / f"{mode}-whole", mode, "2021-01-01", "2021-01-25")
        whole = run(root / f"{mode}-whole")
        write_case(root / f"{mode}-first", mode, "2021-01-01", "2021-01-10")
        run(root / f"{mode}-first", "--save-state")
        write_case(root / f"{mode}-second", mode, "2021-01-10", "2021-01-25",
                   initial=f'[initial]\nfrom = "../{mode}-first/out.h5"')
        second = run(root / f"{mode}-second")
        away = largest_difference(whole, second)
        require(away < 1e-6, f"{mode}: a run from a saved state ends {away:.2g} away")
        # The state holds: without it the same second half ends elsewhere.
        write_case(root / f"{mode}-cold", mode, "2021-01-10", "2021-01-11", initial="[initial]\nnh4_n_mg_l = 50")
        require(largest_difference({k: v[:11] for k, v in whole.items()}, run(root / f"{mode}-cold")) > 1e-3,
                f"{mode}: the test cannot tell one start from another")
        write_case(root / f"{mode}-spun", mode, "2021-01-20", "2021-01-25", initial="[initial]\nnh4_n_mg_l = 50",
                   time='spin_up = "19 d"')
        spun = run(root / f"{mode}-spun")
        away = largest_difference(whole, spun)
        require(away < 1e-5, f"{mode}: after a spin-up of 19 days the end is {away:.2g} away")
        print(f"{mode}: from a saved state {largest_difference(whole, second):.1e}, after a spin-up {away:.1e}")
print(f"{checks} checks passed")
