"""The case data/laizhou-bay is what its script makes, and its sums are those of its sources.

Run: python3 check_laizhou_data.py REPOSITORY   (exit 1 and a line for each fault)
"""

import csv
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

CONSTITUENTS = ("cod", "nh4_n", "tn", "tp")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
faults = []


def expect(condition, message):
    if not condition:
        faults.append(message)


def near(value, wanted, tolerance, message):
    expect(abs(value - wanted) <= tolerance * abs(wanted), f"{message}: {value:.6g}, expected {wanted:.6g}")


def table(path):
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def check_bytes(case):
    """The script makes the same bytes again, and its sources hold nothing that makes the repository large."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B", str(case / "build" / "make_case.py"), folder], check=True)
        made = {p.name for p in Path(folder).iterdir()}
        for name in sorted(made):
            kept = case / name
            expect(kept.exists() and kept.read_bytes() == (Path(folder) / name).read_bytes(),
                   f"{name} differs from what build/make_case.py makes")
        tables = {p.name for p in case.iterdir() if p.suffix in (".csv", ".toml")}
        expect(tables == made, f"tables that the script does not make: {sorted(tables - made)}")
    for name, script in (("laizhou-bay-low-flow", "make_low_flow.py"), ("laizhou-bay-dynamic", "make_dynamic.py"),
                         ("laizhou-bay-plan", "make_plan.py")):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, "-B", str(case / "build" / script), folder], check=True)
            made = {p.name: p.read_bytes() for p in Path(folder).iterdir()}
            kept = {p.name: p.read_bytes() for p in (case.parent / name).iterdir()}
            expect(made == kept, f"{name} differs from what build/{script} makes")
    for path in (case / "build").rglob("*"):
        expect(not path.is_file() or path.stat().st_size < 2_000_000, f"{path} is larger than 2 MB")


def check_counts(case):
    counts = {"reaches": 120, "reservoirs": 10, "plants": 40, "outfalls": 1263, "dischargers": 1305, "sections": 55,
              "catchments": 1027}
    for name, count in counts.items():
        expect(len(table(case / f"{name}.csv")) == count, f"{name}.csv has not {count} rows")
    reaches = {r["id"]: r for r in table(case / "reaches.csv")}
    expect(len({r["river"] for r in reaches.values()}) == 57, "not 57 rivers")
    expect(sum(n["kind"] == "outlet" for n in table(case / "nodes.csv")) == 8, "not 8 mouths")
    outfalls = table(case / "outfalls.csv")
    expect(len({reaches[o["reach"]]["river"] for o in outfalls}) == 45, "outfalls not on 45 rivers")
    expect(Counter(o["synthetic"] for o in outfalls) == {"true": 1223, "false": 40}, "synthetic outfalls not 1223")
    for row in outfalls + table(case / "sections.csv"):
        expect(float(row["chainage_m"]) <= float(reaches[row["reach"]]["length_m"]), f"{row['id']} beyond its reach")


def check_ledger(case):
    """Chain discharger -> plant -> outfall gives each outfall the water and load of the ledger: nothing twice."""
    plants = {p["id"]: p for p in table(case / "plants.csv")}
    outfalls = {o["id"]: o for o in table(case / "outfalls.csv")}
    flow, load, inside = defaultdict(float), defaultdict(float), defaultdict(float)
    for d in table(case / "dischargers.csv"):
        water = float(d["flow_m3_d"])
        plant = plants.get(d["to"])
        out, quality = (plant["to"], plant) if plant else (d["to"], d)
        if plant:
            inside[d["to"]] += water
        flow[out] += water
        for c in CONSTITUENTS:
            load[out, c] += water * float(quality[f"{c}_mg_l"])
    for key, water in inside.items():
        expect(water <= float(plants[key]["capacity_m3_d"]), f"{key} receives more than its capacity")
    for row in table(case / "build" / "sources" / "outfalls.csv"):
        near(flow[row["id"]], float(row["flow_m3_d"]), 1e-4, f"flow of {row['id']}")
        for c in CONSTITUENTS:
            near(load[row["id"], c], float(row["flow_m3_d"]) * float(row[f"{c}_mg_l"]), 1e-4, f"{c} of {row['id']}")
    added = sum(q for key, q in flow.items() if outfalls[key]["adds_water"] == "true")
    near(added, 1823800, 1e-4, "added water [m3/d]")
    check_counties(case, plants, outfalls, load)


def check_counties(case, plants, outfalls, load):
    """Loads by county and route agree with county_loads.csv within 0.2 %."""
    made, wanted = defaultdict(float), defaultdict(float)
    treated = {p["to"] for p in plants.values()}
    for (out, c), value in load.items():
        made[outfalls[out]["county"], "plant" if out in treated else "outfall", c] += value * 365e-6
    for row in table(case / "catchments.csv"):
        for c in CONSTITUENTS:
            made[row["county"], "diffuse", c] += float(row["area_km2"]) * float(row[f"{c}_kg_km2_a"]) / 1e3
    for row in table(case / "build" / "sources" / "county_loads.csv"):
        for c in CONSTITUENTS:
            wanted[row["county"], row["route"], c] += float(row[f"{c}_river_t_a"])
    for key, value in wanted.items():
        near(made[key], value, 2e-3, f"load of {key}")
    expect({k for k in made if k not in wanted} == {("outside", "diffuse", c) for c in CONSTITUENTS},
           "loads that no county has")


def check_water(case):
    """Runoff at the mouths is 0.5 to 0.7 of the natural runoff (tributaries counted once); loads follow the water."""
    flow = defaultdict(float)
    monthly = [0.0] * 12
    for row in table(case / "inflows.csv"):
        if row["reach"]:
            month = int(row["time"][5:7]) - 1
            volume = float(row["flow_m3_s"]) * DAYS[month] * 86400
            flow[row["reach"]] += volume
            monthly[month] += volume
            expect(float(row["flow_m3_s"]) > 0, f"no runoff on {row['reach']} in {row['time']}")
            expect(all(float(row[f"{c}_mg_l"]) == 0 for c in CONSTITUENTS), f"runoff of {row['reach']} has a load twice")
    natural = {r["river"]: float(r["mean_annual_runoff_1e8_m3"]) * 1e8
               for r in table(case / "build" / "sources" / "rivers.csv")}
    for outlet, rivers in {"WEI": ["Wei River"], "MI": ["Mi River", "Bailang River"], "YU": ["Yu River"],
                           "BJ": ["Bei Jiaolai River"]}.items():
        runoff = sum(flow[r] for r in above(case, f"{outlet}_O"))
        share = runoff / sum(natural[r] for r in rivers)
        expect(0.5 <= share <= 0.7, f"runoff at {outlet}_O is {share:.2f} of the natural")
    for row in table(case / "diffuse_shape.csv"):
        expect(abs(float(row["share"]) - monthly[int(row["month"]) - 1] / sum(monthly)) < 1e-4,
               f"diffuse share of {row['land_use']} in month {row['month']} does not follow the runoff")


def check_parts(case):
    """The dynamic case's parts add up to the sums of the case of the year, row by row; catchments over all land."""
    dynamic = case.parent / "laizhou-bay-dynamic"
    for name in ("plants", "dischargers"):
        sums = {r["id"]: r for r in table(case / f"{name}.csv")}
        for row in table(dynamic / f"{name}.csv"):
            year = sums[row["id"]]
            for total, parts in (("tn", ("org_n", "nh4_n", "no3_n")), ("cod", ("cod_fast", "cod_slow", "cod_inert"))):
                near(sum(float(row[f"{p}_mg_l"]) for p in parts), float(year[f"{total}_mg_l"]), 1e-3,
                     f"{total} of {row['id']} in parts")
    tn = nh4 = 0.0
    for row in table(case / "catchments.csv"):
        tn += float(row["area_km2"]) * float(row["tn_kg_km2_a"])
        nh4 += float(row["area_km2"]) * float(row["nh4_n_kg_km2_a"])
    near(0.18 + 0.70 + nh4 / tn, 1.0, 5e-3, "parts of diffuse TN")


def above(case, node):
    reaches = table(case / "reaches.csv")
    found, front = [], [node]
    while front:
        at = front.pop()
        for r in reaches:
            if r["to_node"] == at:
                found.append(r["id"])
                front.append(r["from_node"])
    return found


def main():
    case = Path(sys.argv[1]) / "data" / "laizhou-bay"
    for check in (check_bytes, check_counts, check_ledger, check_water, check_parts):
        check(case)
    for fault in faults[:40]:
        print(fault)
    print(f"{len(faults)} faults in {case.name}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
