#!/usr/bin/env python3
"""Every chain measure alone and every pair, through the command line: outfalls and reaches of the result against the table
that tests/scenarios/chain_by_hand.py reckons without the program; the chain closes; `trace` shows the way that holds.

Usage: measure_chain.py PROGRAM ROOT
"""
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import netCDF4

program, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
sys.path.insert(0, str(root / "tests" / "scenarios"))
import chain_by_hand  # noqa: E402

DAY = 86400.0


def require(condition, what):
    if not condition:
        sys.exit("failed: " + what)


def bailang(*words, where, code=0):
    run = subprocess.run([program, *words], cwd=where, capture_output=True, text=True)
    require(run.returncode == code, f"{words}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return run


FILES = {
    "case.toml": """[case]
name = "chain"
constituents = ["cod", "tn", "continuity"]
[time]
start = 2021-06-01
end = 2021-06-02
step = "1 h"
output = "1 d"
[flow]
mode = "kinematic"
""",
    "nodes.csv": "id,kind\nN1,headwater\nN2,junction\nN3,outlet\n",
    "reaches.csv": "id,river,name_zh,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\n"
                   "R1,Upper,上段,N1,N2,4000,0.001,10,0.03\nR2,Lower,下段,N2,N3,6000,0.001,10,0.03\n",
    "inflows.csv": "node,flow_m3_s,cod_mg_l,tn_mg_l\nN1,5,10,1\n",
    "sections.csv": "id,name,name_zh,reach,chainage_m,level,target_class\nS1,Bridge,桥,R1,3000,county,IV\nS2,Mouth,河口,R2,5900,national,IV\n",
    "outfalls.csv": "id,name,kind,reach,chainage_m,flow_m3_d,cod_mg_l,tn_mg_l,adds_water,county\n"
                    "O1,,town,R1,500,,,,,upper\nO2,,plant,R1,1000,21600,80,16,,upper\nO3,,plant,R1,2000,,,,,upper\n"
                    "O4,,storm,R1,2500,43200,40,8,false,upper\nO5,,storm,R2,1000,,,,,lower\n",
    "plants.csv": "id,name,name_zh,county,capacity_m3_d,to,overflow_to,cod_mg_l,tn_mg_l,combined_area_km2,runoff_coefficient\n"
                  "P1,East,东厂,upper,97200,O3,O5,50,15,1,0.5\nP2,West,西厂,upper,21600,O2,O5,50,,0.5,0.5\n",
    "dischargers.csv": "id,name,sector,county,flow_m3_d,cod_mg_l,tn_mg_l,to\nD1,,urban,upper,43200,200,40,O1\n"
                       "D2,,urban,upper,86400,400,60,P1\nD3,,mill,upper,21600,100,20,P1\nD4,,urban,upper,10800,160,32,O4\n",
    "temperature.csv": "time,water_temperature_c\n2021-01-01,12\n",
    "rain.csv": "time,rain_mm,cod_mg_l,tn_mg_l\n2021-05-31,0,20,4\n2021-06-01,21.6,20,4\n2021-06-02,0,20,4\n",
    # (1, 2) g/s on R1 without runoff, (6, 0.5) g/s in 0.02 m3/s on R2.
    "catchments.csv": "reach,land_use,area_km2,cod_kg_km2_a,tn_kg_km2_a,runoff_mm_a\nR1,farm,1,31536,63072,\n"
                      "R2,town,2,94608,7884,315.36\n",
}

KEYS = {
    "reduce": 'kind = "reduce_diffuse"\nfraction_cod = 0.5\nfraction_tn = 0.25',
    "connect": 'kind = "connect"\nselect = { id = "D1" }\nto = "P2"\nshare = 0.75',
    "separate": 'kind = "separate_sewers"\nselect = { id = "P1" }\nshare = 0.5',
    "separate_to": 'kind = "separate_sewers"\nselect = "all"\nshare = 0.25\nto = "O4"',
    "expand": 'kind = "expand_plant"\nselect = { id = "P1" }\ncapacity_m3_d = 129600',
    "upgrade": 'kind = "upgrade_plant"\nselect = "all"\ncod_mg_l = 30\ntn_mg_l = 10',
    "reuse": 'kind = "reuse"\nselect = { id = "P1" }\nfraction = 0.4',
    "merge": 'kind = "merge"\nselect = { id = "O4" }\ninto = "O1"',
    "standardise": 'kind = "standardise"\nselect = { id = ["O1", "O3", "O5"] }\ncod_mg_l = 60\nremoval_tn = 0.25',
    "wetland": 'kind = "wetland"\nselect = { id = ["O1", "O3"] }\narea_m2 = 500000\nk_cod_m_a = 31.536\nk_tn_m_a = 15.768\n'
               'background_cod_mg_l = 5\nbackground_tn_mg_l = 1\ntheta = 1.05\ntanks = 3',
    "close": 'kind = "close"\nselect = { id = "O5" }',
    "reroute": 'kind = "close"\nselect = { id = "O2" }\nreroute_to = "O3"',
}


def measure(name, half):
    # Half: from four days before the run over nine days, so that the middle of the one day has half of it.
    when = '\nfrom = 2021-05-28\nramp = "9 d"' if half else ""
    return f'[[measure]]\nid = "{name}{"-half" if half else ""}"\n{KEYS[name]}{when}\n'


def write_case(folder):
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "measures.toml").write_text("\n".join(measure(name, half) for name in KEYS for half in (False, True)))
    scenarios = []
    for number, parts in enumerate(chain_by_hand.combinations()):
        ids = ", ".join(f'"{name}{"" if part == 1 else "-half"}"' for name, part in parts.items())
        scenarios.append(f'[[scenario]]\nid = "s{number:03}"\ntitle = "{chain_by_hand.label(parts)}"\nmeasures = [{ids}]\n')
    (folder / "scenarios.toml").write_text("\n".join(scenarios))


def close_to(found, expected, what):
    require(abs(found - expected) <= 1e-12 * max(abs(expected), 1e-3), f"{what}: {found!r}, expected {expected!r}")


def check_table(result):
    rows = list(csv.DictReader((root / "tests" / "scenarios" / "chain_pairs.csv").open()))
    require(len(rows) == len(result["scenario"]), "as many scenarios as rows")
    require(list(result["year"][:]) == [2021], "one calendar year")
    outfalls, reaches = list(result["outfall"][:]), list(result["reach"][:])
    flow = result["outfall_flow"][:]
    for s, row in enumerate(rows):
        require(result["scenario_title"][s] == row["case"], "the scenario of the row")
        for item in ("cod", "tn"):
            for o, outfall in enumerate(outfalls):
                load = result["outfall_load_" + item][s, 0, o]
                close_to(load, DAY / 1000 * float(row[f"{outfall}_{item}"]), f"{row['case']}: {item} of {outfall}")
                close_to(flow[s, 0, o], float(row[outfall + "_water"]), f"{row['case']}: water of {outfall}")
            for r, reach in enumerate(reaches):
                load = result["reach_diffuse_load_" + item][s, 0, r]
                close_to(load, DAY / 1000 * float(row[f"{reach}_{item}"]), f"{row['case']}: {item} of {reach}")


def check_ledger(result):
    terms = list(result["chain_term"][:])
    sources = [terms.index(name) for name in ("dischargers", "own", "catchments", "rain")]
    for name in ("chain_water", "chain_cod", "chain_tn", "chain_continuity"):
        values = result[name][:]
        come = values[:, 0, sources].sum(axis=1)
        go = values[:, 0].sum(axis=1) - come
        require((abs(come - go) <= 1e-12 * come).all(), f"{name} closes")
        require((values >= 0).all(), f"{name} has no negative term")
    require((result["balance_continuity"][:, list(result["term"][:]).index("outfalls")] > 0).all(), "outfalls give water")
    last = result["chain_cod"][:, 0, terms.index("outfalls")] * 1.0
    ledger = result["balance_cod"][:, list(result["term"][:]).index("outfalls")]
    require((abs(last - ledger) <= 1e-9 * last).all(), "the river hears of what the chain sends")


def lines_of(case, name, *words):
    return json.loads(bailang("trace", "case", name, "--format", "json", *words, where=case.parent).stdout)["lines"]


def ways(lines, direction):
    return [(line["what"], line["id"]) for line in lines if line["direction"] == direction]


def scenario_of(*names):
    for number, parts in enumerate(chain_by_hand.combinations()):
        if list(parts) == list(names) and all(part == 1 for part in parts.values()):
            return ["--scenario", f"s{number:03}"]
    sys.exit(f"no scenario {names}")


def check_trace(case):
    down = ways(lines_of(case, "D2"), "down")
    require(down[:3] == [("discharger", "D2"), ("plant", "P1"), ("outfall", "O3")], f"D2: {down}")
    require(("section", "S1") in down and ("section", "S2") in down and ("node", "N3") in down, f"D2 to the mouth: {down}")
    require(("outfall", "O5") in down, "the plant overflows")
    lines = lines_of(case, "O3")
    section = next(line for line in lines if line["id"] == "S2")
    require(abs(section["distance_m"] - (2000 + 5900)) < 1e-6 and section["name_zh"] == "河口", f"distance and names: {section}")
    up = ways(lines, "up")
    require(("plant", "P1") in up and ("discharger", "D2") in up and ("discharger", "D1") not in up, f"O3 up: {up}")

    connected = lines_of(case, "D1", *scenario_of("connect"))
    plant = next(line for line in connected if line["what"] == "plant")
    require(plant["id"] == "P2" and plant["measures"] == ["connect"] and "75 %" in plant["way"], f"connected: {plant}")
    require(("outfall", "O1") in ways(connected, "down"), "a quarter goes the old way")
    require(("discharger", "D1") in ways(lines_of(case, "P2", *scenario_of("connect")), "up"), "and upwards")
    merged = lines_of(case, "D4", *scenario_of("merge"))
    require([line["id"] for line in merged][:3] == ["D4", "O4", "O1"] and merged[2]["measures"] == ["merge"], f"{merged[:3]}")
    require("D4" in [line["id"] for line in lines_of(case, "O1", *scenario_of("merge"))], "merged upwards")
    closed = lines_of(case, "O5", *scenario_of("close"))
    gone = [line for line in closed if line["what"] == "nowhere"]
    require([line["measures"] for line in gone] == [["close"]], f"closed: {gone}")
    require(("section", "S2") not in ways(closed, "down"), "closed water reaches no section")
    reused = [line for line in lines_of(case, "P1", *scenario_of("reuse")) if line["way"] == "reused"]
    close_to(reused[0]["water_m3_s"], 0.4 * 1.125, "reused water")

    half = lines_of(case, "D1", "--scenario", "s004", "--at", "2021-06-01T12:00:00Z")
    require("37.5 %" in next(line for line in half if line["what"] == "plant")["way"], f"half in force: {half[:3]}")
    total = next(line for line in lines_of(case, "N3") if line["what"] == "total")
    row = next(csv.DictReader((root / "tests" / "scenarios" / "chain_pairs.csv").open()))
    load = sum(float(row[place + "_cod"]) for place in ("O1", "O2", "O3", "O4", "O5", "R1", "R2")) + 50
    close_to(total["load_kg_d"]["cod"], DAY / 1000 * load, "all that reaches the mouth")
    above = ways(lines_of(case, "S1"), "up")
    require(("outfall", "O4") in above and ("outfall", "O5") not in above and ("inflow", "N1") in above, f"S1: {above}")
    for name, kind in (("Lower", "river"), ("upper", "county"), ("R2", "reach"), ("N2", "node")):
        require(ways(lines_of(case, name), "down"), f"{kind} {name} has a way down")
    rows = list(csv.DictReader(io.StringIO(bailang("trace", "case", "D2", "--format", "csv", where=case.parent).stdout)))
    require(rows[1]["id"] == "P1" and rows[1]["name_zh"] == "东厂", f"csv: {rows[1]}")
    text = bailang("trace", "case", "D2", where=case.parent).stdout
    require("Where it goes 去向" in text and "污水处理厂" in text, text)
    unknown = bailang("trace", "case", "D22", where=case.parent, code=2)
    require("'D22'" in unknown.stderr and "did you mean" in unknown.stderr and not unknown.stdout, unknown.stderr)


with tempfile.TemporaryDirectory() as temporary:
    case = Path(temporary) / "case"
    write_case(case)
    told = bailang("run", "case", "-o", "out.h5", "--quiet", where=temporary).stdout
    require("Source chain" in told, "the run's summary tells whether the chain closes: " + told[-400:])
    with netCDF4.Dataset(Path(temporary) / "out.h5") as result:
        check_table(result)
        check_ledger(result)
    compared = json.loads(bailang("compare", "out.h5", "--format", "json", where=temporary).stdout)
    require(all(s["chain_closure"] <= 1e-12 for s in compared["scenarios"]), "compare tells the chain's closure")
    bailang("run", "case", "-o", "none.h5", "--only", "s000", "--fields", "none", "--quiet", where=temporary)
    with netCDF4.Dataset(Path(temporary) / "none.h5") as result:
        require("chain_cod" in result.variables and "outfall_load_cod" not in result.variables, "--fields none")
    check_trace(case)
