#!/usr/bin/python3
"""Makes the case of Boulder Creek from QUAL2Kw's input file. A test makes it again and compares byte for byte.

usage: make_case.py [FOLDER]    FOLDER: default, the case's own
"""
import csv
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import qual2kw

MIXING = 1.0  # m; a point source enters in a reach of this length, so that a reach has one discharge as in QUAL2Kw
STATE = {"org_n": "org_n", "nh4_n": "nh4_n", "no3_n": "no3_n", "cod_fast": "cbod_fast", "cod_slow": "cbod_slow", "do": "do",
         "tracer": "conductivity"}
RATES = {  # our name: QUAL2Kw's
    "k_org_n_hydrolysis_per_day": "k_hydrolysis_n", "theta_org_n_hydrolysis": "theta_hydrolysis_n",
    "v_settling_org_n_m_per_day": "settling_org_n", "k_nitrification_per_day": "k_nitrification",
    "theta_nitrification": "theta_nitrification", "k_denitrification_per_day": "k_denitrification",
    "theta_denitrification": "theta_denitrification", "v_bed_denitrification_m_per_day": "bed_denitrification",
    "theta_bed_denitrification": "theta_bed_denitrification", "k_cod_slow_hydrolysis_per_day": "k_hydrolysis_slow",
    "theta_cod_slow_hydrolysis": "theta_hydrolysis_slow", "k_cod_slow_oxidation_per_day": "k_oxidation_slow",
    "theta_cod_slow_oxidation": "theta_oxidation_slow", "k_cod_fast_oxidation_per_day": "k_oxidation_fast",
    "theta_cod_fast_oxidation": "theta_oxidation_fast", "theta_reaeration": "theta_reaeration"}


def write(folder, name, rows):
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: f"{v:.9g}" if isinstance(v, float) else v for k, v in row.items()} for row in rows)


def quality(source):
    return {f"{ours}_mg_l": source[theirs] for ours, theirs in STATE.items()}


def between_stations(given, name, x):
    """Observed daily mean, straight between stations."""
    stations = sorted((station, values[name]["mean"]) for station, values in given.observed.items() if name in values)
    if x <= stations[0][0]:
        return stations[0][1]
    for (x0, v0), (x1, v1) in zip(stations, stations[1:]):
        if x <= x1:
            return v0 + (v1 - v0) * (x - x0) / (x1 - x0)
    return stations[-1][1]


def reaches_of(given):
    """Reaches with upstream end and middle [km], and the point sources that enter at their head."""
    top, result = given.headwater_x, []
    for i, reach in enumerate(given.reaches):
        points = [p for p in given.points if reach["end_km"] < p["x_km"] <= top]
        result.append({**reach, "id": f"R{i + 1:02}", "top_km": top, "middle_km": (top + reach["end_km"]) / 2, "points": points,
                       "k_reaeration": given.k_reaeration[i]})
        top = reach["end_km"]
    return result


def groundwater(given, reach):
    share = sum(d["flow"] * max(0.0, min(reach["top_km"], d["top_km"]) - max(reach["end_km"], d["bottom_km"])) /
                (d["top_km"] - d["bottom_km"]) for d in given.diffuse)
    return {"flow_m3_s": share, **quality(given.diffuse[0])}


def network(given, reaches):
    nodes = [{"id": "HEAD", "kind": "headwater", "name": "Boulder Creek above the works", "bed_elevation_m": reaches[0]["top_m"]}]
    rows, inflows, outfalls, withdrawals, sections = [], [], [], [], []
    inflows.append({"node": "HEAD", "reach": "", "flow_m3_s": given.headwater_flow, **quality(given.headwater)})
    last = "HEAD"
    for reach in reaches:
        shape = {"bed_slope": reach["slope"], "bottom_width_m": reach["width_m"], "side_slope": reach["side_slope"],
                 "manning_n": reach["manning_n"], "dispersion_m2_s": 0.0}
        number = reach["id"][1:]
        if last != "HEAD":
            inflows.append({"node": last, "reach": "", **groundwater(given, reach)})
        if reach["points"]:
            mixing, after = f"M{number}", f"A{number}"
            nodes.append({"id": after, "kind": "junction", "name": "", "bed_elevation_m": reach["top_m"]})
            rows.append({"id": mixing, "river": "Boulder Creek", "from_node": last, "to_node": after, "length_m": MIXING, **shape})
            for point in reach["points"]:
                if point["taken"] > 0:
                    withdrawals.append({"id": "abstraction", "reach": mixing, "chainage_m": 0.0, "flow_m3_s": point["taken"]})
                else:
                    name = point["name"] or "inflow at km 10.2"
                    outfalls.append({"id": "wwtp" if point["name"] else "km10", "name": name,
                                     "kind": "plant" if point["name"] else "tributary", "reach": mixing, "chainage_m": 0.0,
                                     "flow_m3_d": 86400.0 * point["flow"], **quality(point)})
            if last == "HEAD":
                inflows.append({"node": after, "reach": "", **groundwater(given, reach)})
            last = after
        node = f"N{number}"
        nodes.append({"id": node, "kind": "outlet" if reach is reaches[-1] else "junction", "name": reach["name"],
                      "bed_elevation_m": reach["bottom_m"]})
        length = 1000.0 * (reach["top_km"] - reach["end_km"])
        rows.append({"id": reach["id"], "river": "Boulder Creek", "from_node": last, "to_node": node, "length_m": length, **shape})
        for where, chainage in (("top", 0.0), ("middle", length / 2), ("end", length)):
            sections.append({"id": f"{reach['id']}-{where}", "name": f"km {reach['top_km'] - chainage / 1000:.4f}",
                             "reach": reach["id"], "chainage_m": chainage, "level": ""})
        last = node
    return {"nodes": nodes, "reaches": rows, "inflows": inflows, "outfalls": outfalls, "withdrawals": withdrawals,
            "sections": sections}


def kinetics(given, reaches):
    rows = []
    for reach in reaches:
        values = {"k_reaeration_per_day": reach["k_reaeration"], "ph": between_stations(given, "ph", reach["middle_km"])}
        rows += [{"reach": reach["id"], "parameter": k, "value": v} for k, v in values.items()]
    temperature = [{"time": "1987-08-21", "reach": r["id"],
                    "water_temperature_c": between_stations(given, "temperature", r["middle_km"])} for r in reaches]
    for mixing, reach in ((f"M{r['id'][1:]}", r) for r in reaches if r["points"]):
        temperature.append({"time": "1987-08-21", "reach": mixing,
                            "water_temperature_c": between_stations(given, "temperature", reach["middle_km"])})
    return {"kinetics": rows, "temperature": temperature}


def case_toml(given):
    rates = "".join(f"{ours} = {given.rates[theirs]:.9g}\n" for ours, theirs in RATES.items())
    limit = 1.0 / given.rates["k_oxygen"]
    return f"""# Boulder Creek, Colorado, 21 August 1987, the example of QUAL2Kw 5: one steady day. Written by build/make_case.py;
# SOURCES.md says where every value is from and what differs from QUAL2Kw.
[case]
name = "boulder-creek"
title = "Boulder Creek, 21 August 1987"
note = "Steady means of a day. The tracer is electric conductivity in umhos/cm."
constituents = ["org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "do", "tracer", "travel_time", "continuity"]

[time]
start = 1987-08-21
end = 1987-08-22
step = "1 d"
output = "1 d"
solve = "steady"

[grid]
cell_length_m = 25

[flow]
mode = "steady"

[kinetics]
set = "n_cod_do"
reaeration = "given"
oxygen_limitation = "exponential"
k_oxygen_oxidation_mg_l = {limit:.9g}
k_oxygen_nitrification_mg_l = {limit:.9g}
k_oxygen_denitrification_mg_l = {limit:.9g}
v_settling_cod_slow_m_per_day = 0
{rates}"""


def make(folder):
    given = qual2kw.Input()
    reaches = reaches_of(given)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(case_toml(given), encoding="utf-8")
    for name, rows in {**network(given, reaches), **kinetics(given, reaches)}.items():
        write(folder, name, rows)


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]) if sys.argv[1:] else pathlib.Path(__file__).resolve().parents[1])
