"""Make the case of the same rivers and year as laizhou-bay with tides, structures and the full kinetics of nitrogen,
oxygen demand and oxygen. It uses the tables of that case where they serve.

Run: python3 make_dynamic.py [DIRECTORY]   (standard library only; the same bytes each time)
DIRECTORY is where the case goes, by default laizhou-bay-dynamic beside the case of the year.
"""

import csv
import datetime
import math
import sys
from collections import defaultdict
from pathlib import Path

import hydrology
import loads
from hydrology import BOUNDARY
from make_case import RESERVOIR_STATIONS, reservoir_flow
from tables import number, read, write

HERE = Path(__file__).resolve().parent
PARTS = ("org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "cod_inert", "do", "tracer")
COLUMNS = [f"{c}_mg_l" for c in PARTS]
START = datetime.datetime(2021, 1, 1)

CASE_TOML = """\
# The rivers of Weifang into Laizhou Bay in 2021 with tides, weirs and the full kinetics of nitrogen, oxygen demand and
# oxygen. Written by build/make_dynamic.py of the case laizhou-bay, whose tables it uses; its SOURCES.md says where every
# value is from.
[case]
name = "laizhou-bay-dynamic"
title = "Rivers of Weifang into Laizhou Bay, 2021, with tides and full kinetics"
currency = "CNY"
NOTE
# tracer is salinity: 1 mg/l in the tables stands for 1 g/kg.
constituents = ["org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "cod_inert", "do", "tracer", "age", "continuity"]

[time]
start = 2021-01-01
end = 2022-01-01
step = "15 min"
output = "2 h"
spin_up = "30 d"

[grid]
cell_length_m = 1000

[flow]
mode = "dynamic"
# Rows of inflows.csv and tides.csv hold until the next.
interpolation = "step"

# Everywhere what Xiashan held in April 2021 (national station, monthly mean; nitrogen as in a river, oxygen of cold
# water): rivers and ponds forget it in the spin-up, Xiashan keeps it for most of the year.
[initial]
INITIAL

[tables]
nodes = "../laizhou-bay/nodes.csv"
outfalls = "../laizhou-bay/outfalls.csv"
catchments = "../laizhou-bay/catchments.csv"
diffuse_shape = "../laizhou-bay/diffuse_shape.csv"
sections = "../laizhou-bay/sections.csv"
temperature = "../laizhou-bay/temperature.csv"

# Diffuse loads: nitrate from fields, the rest as humic matter; nh4_n has its own column. The three parts of nitrogen add
# up to 0.998 of TN over all land, from 0.93 (forest) to 1.25 (villages).
[fractions.catchments]
org_n = 0.18
no3_n = 0.70
cod_fast = 0.10
cod_slow = 0.40
cod_inert = 0.50

[kinetics]
set = "n_cod_do"
wind_reaeration = "banks_herrera"
# As in the case of the year: the upper half of what shallow, ponded rivers show. All else is the default, but for:
k_nitrification_per_day = 0.5
# Sand and silt; kinetics.csv has the muddy tidal reaches.
sod_g_m2_d = 0.5
"""

# Parts of COD and of the nitrogen that is not ammonia, by what the water is: (fast, slow, inert) and organic share.
# Treated: the limits of level 1A, BOD5 10 to COD 50, leave 0.3 of COD to oxidise in the end; raw sewage 0.8.
SPLIT = {
    "treated": ((0.10, 0.30, 0.60), 0.11), "urban": ((0.40, 0.40, 0.20), 0.90), "rural": ((0.30, 0.45, 0.25), 0.40),
    "urban_runoff": ((0.15, 0.35, 0.50), 0.40), "crop": ((0.05, 0.35, 0.60), 0.15),
    "livestock": ((0.25, 0.45, 0.30), 0.60), "industry": ((0.10, 0.30, 0.60), 0.25), "river": ((0.10, 0.30, 0.60), 0.15),
    "lake": ((0.05, 0.25, 0.70), 0.20)}
# Dissolved oxygen of what enters [mg/l].
OXYGEN = {"treated": 5.0, "urban": 1.0, "rural": 2.0, "urban_runoff": 5.0, "crop": 5.0, "livestock": 1.0, "industry": 4.0}

# Place, height of the crest over the bed [m], kind and what is known. `level` in place of a height: crest above the datum.
MEMORY = "rubber dams here: memory; number, place and height: estimate"
STRUCTURES = (
    [("mi-06", "MI_06", c, 3.0, MEMORY) for c in (4000, 8000, 12000, 16000, 20000)] +
    [("mi-07", "MI_07", c, 3.0, MEMORY) for c in (5000, 9000, 14000)] +
    [("mi-08", "MI_08", c, 2.5, MEMORY) for c in (6000, 14000)] +
    [("bailang-03", "BL_03", c, 2.5, MEMORY + "; dams in the city's park reach that open in floods are A "
      "(sd.news.163.com 2022-08-10)") for c in (3000, 8000, 13000, 18000)] +
    [("bailang-04", "BL_04", c, 2.5, MEMORY) for c in (4000, 10000)] +
    [("wei-12", "WEI_12", c, 3.0, MEMORY) for c in (8000, 17000, 26000)] +
    [("wei-13", "WEI_13", c, 2.5, MEMORY) for c in (7000,)])
SEA_GATES = (
    ("jinkou-dam", "Jinkou dam", "WEI_14", 3000, 3.0, "weir", "dam on the Wei with a national section: LOADS_SOURCES.md "
     "(A); crest: estimate"),
    ("xinhe-sluice", "Xinhe sluice", "BJ_08", 3000, 2.0, "weir", "memory; crest: estimate"),
    ("bailang-gate", "Bailang tide gate", "BL_05", 15000, 1.5, "weir", "tide gate and lock in the sea dyke of 2010: A "
     "(xinghejiuye.com 20101024); the dyke's axis is not the network's mouth, crest: estimate"),
    ("yu-gate", "Yu tide gate", "YU_05", 13000, 1.2, "weir", "tide gate in the sea dyke of 2010: A "
     "(xinghejiuye.com 20101024); place and crest: estimate"),
    ("mi-weir", "Mi weir above the tide", "MI_08", 26000, 2.0, "weir", "weirs keep the tide out of the lower courses: "
     "HYDROLOGY_SOURCES.md; place and crest: estimate"))
# Reaches that the tide fills, with mud on the bed.
TIDAL = ("XQ_02", "XQ_03", "XQ_04", "MI_09", "MI_10", "BL_05", "YU_05", "DI_02", "LIU_01", "WEI_14", "BJ_08", "MIF_01")
# Dispersion there [m2/s]: Fischer's formula holds for steady flow across the whole width and gives thousands where the tide
# turns long before water has mixed across; estuaries of this size show 50 to 300.
TIDAL_DISPERSION = 100.0
OUTLETS = ("WEI_O", "MI_O", "MIF_O", "YU_O", "DI_O", "LIU_O", "BJ_O", "XQ_O")
SEA_LEVEL = 0.10  # mean level of the coast above the datum [m]
LAKE_PAN = 0.62   # lake evaporation over that of a 20 cm pan
ICE = {1: 0.5, 2: 0.3, 12: 0.1}


def saturation(temperature, salinity=0.0):
    """Oxygen saturation at sea level [mg/l] at a temperature [degC] and salinity [g/kg]: Benson and Krause (1984)."""
    t = temperature + 273.15
    fresh = math.exp(-139.34411 + 1.575701e5 / t - 6.642308e7 / t**2 + 1.243800e10 / t**3 - 8.621949e11 / t**4)
    return fresh * math.exp(-salinity * (0.017674 - 10.754 / t + 2140.7 / t**2))


def case_table(name):
    with open(HERE.parent / name, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def parts(tn, nh4, cod, oxygen, kind):
    """Columns of a water from the sums [mg/l]; nitrogen adds up to TN in every row."""
    shares, organic = SPLIT[kind]
    rest = max(tn - nh4, 0.0)
    values = (organic * rest, nh4, (1.0 - organic) * rest, *(s * cod for s in shares), oxygen, 0.0)
    return {c: number(v, 5) for c, v in zip(COLUMNS, values)}


def split(row, kind):
    return parts(float(row["tn_mg_l"]), float(row["nh4_n_mg_l"]), float(row["cod_mg_l"]), OXYGEN[kind], kind)


def plant_rows():
    fields = ("id", "name", "name_zh", "county", "capacity_m3_d", "to", "standard", "synthetic", "confidence")
    return [dict({f: p[f] for f in fields}, **split(p, "treated")) for p in case_table("plants.csv")]


def discharger_rows():
    fields = ("id", "name", "name_zh", "sector", "county", "flow_m3_d", "to", "season", "synthetic", "confidence")
    return [dict({f: d[f] for f in fields}, **split(d, d["sector"])) for d in case_table("dischargers.csv")]


def water_temperature():
    return [float(r["water_temperature_c"]) for r in read("climate.csv")]


def boundary_oxygen():
    """DO at the Xiaoqing boundary by month [mg/l]: mean of Fanli and Xizha from April to August, else April's share of
    saturation."""
    seen = defaultdict(list)
    for row in read("observations.csv"):
        if row["section"] in ("fanli", "xizha") and row["date"].startswith("2021") and row["constituent"] == "do":
            seen[int(row["date"][5:7])].append(float(row["value"]))
    mean = {m: sum(v) / len(v) for m, v in seen.items() if 4 <= m <= 8}
    temperature = water_temperature()
    share = mean[4] / saturation(temperature[3])
    return [mean.get(m, share * saturation(temperature[m - 1])) for m in range(1, 13)]


def boundary_days():
    """Discharge of the boundary [m3/s]: the bulletin's day at Shicun where there is one, else the month's of the case."""
    month = hydrology.shicun_flow()
    seen = {r["time"][:10]: float(r["value"]) for r in read("hydrology_observations.csv")
            if r["station"] == "shicun" and r["quantity"] == "discharge"}
    day, last = datetime.date(2021, 1, 1), None
    while day.year == 2021:
        flow = seen.get(day.isoformat(), month[day.month - 1])
        if flow != last or day.day == 1:
            yield day, flow, day.isoformat() in seen
        last, day = flow, day + datetime.timedelta(days=1)


def inflow_rows(rivers):
    """Runoff brings oxygen and nothing else (its loads are in catchments.csv); the boundary comes by the day."""
    quality, oxygen, temperature = hydrology.boundary_quality(), boundary_oxygen(), water_temperature()
    rows = []
    for day, flow, observed in boundary_days():
        m = day.month - 1
        values = parts(quality["tn"][m], quality["nh4_n"][m], quality["cod"][m], oxygen[m], "river")
        rows.append(dict(values, node=BOUNDARY, time=day.isoformat(), flow_m3_s=number(flow, 5),
                         confidence="B" if observed else "C"))
    for reach, flow in hydrology.lateral_inflow(rivers).items():
        for m in range(12):
            if max(flow) > 0.0:
                values = parts(0.0, 0.0, 0.0, saturation(temperature[m]), "river")
                rows.append(dict(values, reach=reach, time=f"2021-{m + 1:02d}-01", flow_m3_s=number(flow[m], 5),
                                 confidence="C"))
    return rows


def first_storage():
    """Storage in the first month that the bulletin has [m3], by reservoir; stations of one reservoir added up."""
    values = defaultdict(list)
    for row in read("hydrology_observations.csv"):
        if row["quantity"] == "storage":
            values[row["station"], row["time"][:7]].append(float(row["value"]) * 1e6)
    month = {s: min(m for t, m in values if t == s) for s, _ in values}
    mean = {s: sum(values[s, m]) / len(values[s, m]) for s, m in month.items()}
    return {node: sum(mean[s] for s in stations) for node, stations in RESERVOIR_STATIONS.items()}


def reservoir_rows(rivers):
    """What flows in flows out, and at least a tenth of the year's mean inflow: leaks and supply to the river below, for
    evaporation takes more than what flows in from March to June."""
    storage, lateral, effluent = first_storage(), hydrology.lateral_inflow(rivers), loads.added_water()
    rows = []
    for r in read("reservoirs.csv"):
        seen = r["node"] in storage
        rows.append(dict(node=r["node"], name=r["name"], name_zh=r["name_zh"],
                         volume_m3=number(storage[r["node"]] if seen else r["normal_volume_m3"], 4),
                         area_m2=number(r["area_m2"]), min_volume_m3=number(r["dead_volume_m3"]),
                         max_volume_m3=number(r["total_volume_m3"]),
                         ecological_flow_m3_s=number(0.1 * reservoir_flow(rivers, lateral, effluent, r["node"]), 2),
                         confidence=r["confidence"],
                         note="volume: " + ("mean storage of the bulletin's first month of 2021 (March or April)" if seen
                                            else "normal storage (estimate)") + "; flow kept: a tenth of the year's mean inflow"))
    return rows


def curve_rows():
    """Xiashan: 38.0 m at normal storage; V ~ (level - bed)^b, with b such that the area there is the stated one."""
    lake = next(r for r in read("reservoirs.csv") if r["node"] == "WEI_XS")
    bed = next(float(n["bed_elevation_m"]) for n in read("nodes_draft.csv") if n["id"] == "WEI_XS")
    volume, area, depth = float(lake["normal_volume_m3"]), float(lake["area_m2"]), 38.0 - bed
    power = area * depth / volume
    rows = []
    for level in [bed + 0.5 * i for i in range(2 * 13 + 1)]:
        share = (level - bed) / depth
        rows.append(dict(node="WEI_XS", level_m=number(level), volume_m3=number(volume * share**power, 6),
                         area_m2=number(area * share**(power - 1.0), 6), confidence="C"))
    return rows


def stations():
    """Harmonics of the tide stations: (name, lon, lat) -> [(constituent, period h, amplitude m, phase deg)]."""
    found = defaultdict(list)
    for r in read("tide.csv"):
        if r["quantity"].endswith("_amplitude_and_phase"):
            key = (r["station"], float(r["lon"]), float(r["lat"]))
            found[key].append((r["quantity"].split("_")[0], float(r["period_h"]), float(r["amplitude_m"]),
                               float(r["phase_deg"])))
    return found


def mouth_phase(name, phase):
    """Phase at the run's start [deg] from the phase lag g relative to UTC+8: level = A cos(V(t) - g), where the
    argument V of the constituent follows from the mean longitudes of moon (s), sun (h), and the hour angle of the mean
    sun T at 120 E: M2 2T - 2s + 2h, S2 2T, K1 T + h - 90, O1 T - 2s + h + 90 degrees (Schureman 1958; T from midnight
    + 180). The nodal corrections (4 % in M2, 10 to 19 % in K1 and O1, a few degrees) are left out."""
    days = (START - datetime.datetime(2000, 1, 1, 12)).total_seconds() / 86400.0
    moon = 218.3165 + 13.17639648 * days
    sun = 280.4665 + 0.98564736 * days
    hour_angle = 180.0 + 15.0 * (START.hour + 8)
    argument = {"M2": 2 * hour_angle - 2 * moon + 2 * sun, "S2": 2 * hour_angle, "K1": hour_angle + sun - 90.0,
                "O1": hour_angle - 2 * moon + sun + 90.0}[name]
    return (phase - argument) % 360.0


def harmonic_rows():
    nodes = {n["id"]: n for n in read("nodes_draft.csv")}
    rows = []
    for outlet in OUTLETS:
        lon, lat = float(nodes[outlet]["lon"]), float(nodes[outlet]["lat"])
        near = min(stations().items(), key=lambda s: (s[0][1] - lon)**2 * 0.64 + (s[0][2] - lat)**2)
        for name, period, amplitude, phase in near[1]:
            rows.append(dict(node=outlet, name=name, period_h=number(period, 9), amplitude_m=number(amplitude),
                             phase_deg=number(mouth_phase(name, phase), 5), confidence="C",
                             note=f"{near[0][0]}, phase lag {phase:.0f} degrees relative to UTC+8"))
    return rows


def tide_rows():
    """Sea level by month and what the sea carries. COD of the sea is measured with permanganate: times 3.5."""
    bay = {r["key"]: float(r["value"]) for r in read("bay.csv") if r["key"].endswith("_background_mg_l")}
    table = {(r["quantity"].rsplit("_", 1)[0], r["quantity"].rsplit("_", 1)[1]): float(r["value"])
             for r in read("tide.csv") if r["quantity"].startswith(("monthly_level_anomaly", "salinity_month"))}
    temperature = water_temperature()
    cod = hydrology.COD_PER_COD_MN * bay["cod_background_mg_l"]
    din = bay["din_background_mg_l"]
    rows = []
    for outlet in OUTLETS:
        for m in range(12):
            salt = table["salinity_month", f"{m + 1:02d}"]
            values = (0.15, 0.15 * din, 0.85 * din, 0.0, 0.3 * cod, 0.7 * cod, saturation(temperature[m], salt), salt)
            rows.append(dict(zip(COLUMNS, (number(v, 4) for v in values)), node=outlet, time=f"2021-{m + 1:02d}-01",
                             level_m=number(SEA_LEVEL + table["monthly_level_anomaly_month", f"{m + 1:02d}"]),
                             confidence="C"))
    return rows


def bed_at(rivers, reach, chainage):
    nodes = {n["id"]: float(n["bed_elevation_m"]) for n in read("nodes_draft.csv")}
    row = rivers.by_id[reach]
    up, down = nodes[row["from_node"]], nodes[row["to_node"]]
    return up + (down - up) * chainage / float(row["length_m"])


def structure_rows(rivers):
    rows = []
    for place, reach, chainage, height, source in STRUCTURES:
        rows.append(dict(id=f"{place}-{chainage // 1000}", name=f"{rivers.river_of[reach].split()[0]} rubber dam",
                         reach=reach, chainage_m=chainage, kind="rubber_dam",
                         crest_level_m=number(bed_at(rivers, reach, chainage) + height, 4), one_way="false", quality_a="1",
                         dam_b="0.8", confidence="C", note=source))
    for name, title, reach, chainage, crest, kind, source in SEA_GATES:
        rows.append(dict(id=name, name=title, reach=reach, chainage_m=chainage, kind=kind, crest_level_m=number(crest),
                         one_way="true", quality_a="1", dam_b="0.8", confidence="C", note=source))
    return rows


def reach_rows():
    return [dict({k: v for k, v in r.items() if k not in ("geometry_wkt", "confidence")},
                 dispersion_m2_s=number(TIDAL_DISPERSION) if r["id"] in TIDAL else "", geometry_wkt=r["geometry_wkt"],
                 confidence=r["confidence"]) for r in case_table("reaches.csv")]


def climate_rows():
    weather, evaporation = [], []
    for month, (r, days) in enumerate(zip(read("climate.csv"), hydrology.DAYS), start=1):
        weather.append(dict(month=month, wind_m_s=number(r["wind_m_s"]), ice_cover=number(ICE.get(month, 0.0)),
                            confidence="C"))
        lost = max(LAKE_PAN * float(r["pan_evaporation_mm"]) - float(r["rain_mm"]), 0.0)
        evaporation.append(dict(month=month, evaporation_mm_d=number(lost / days, 3), confidence="C"))
    return weather, evaporation


def initial_text():
    """Concentrations at the start: Xiashan's of April."""
    mean = {r["constituent"]: float(r["value"]) for r in read("observations.csv")
            if r["section"] == "xiashan-reservoir-mid" and r["date"] == "2021-04"}
    values = parts(mean["tn"], mean["nh4_n"], hydrology.COD_PER_COD_MN * mean["cod_mn"],
                   saturation(water_temperature()[0]), "lake")
    return "".join(f"{c} = {number(values[c], 3)}\n" for c in COLUMNS)


def main(out):
    year = (HERE.parent / "case.toml").read_text(encoding="utf-8")
    note = next(line for line in year.splitlines() if line.startswith("note = "))
    rivers = hydrology.Rivers()
    weather, evaporation = climate_rows()
    out.mkdir(parents=True, exist_ok=True)
    text = CASE_TOML.replace("NOTE", note).replace("INITIAL", initial_text().strip())
    (out / "case.toml").write_text(text, encoding="utf-8", newline="\n")
    tables = {
        "reaches.csv": reach_rows(), "plants.csv": plant_rows(), "dischargers.csv": discharger_rows(),
        "reservoirs.csv": reservoir_rows(rivers),
        "reservoir_curves.csv": curve_rows(), "tides.csv": tide_rows(), "tide_harmonics.csv": harmonic_rows(),
        "structures.csv": structure_rows(rivers), "weather.csv": weather, "evaporation.csv": evaporation,
        "kinetics.csv": [dict(reach=r, parameter="sod_g_m2_d", value="1.5", confidence="C") for r in TIDAL]}
    for name, rows in tables.items():
        write(out, name, list(rows[0]), rows)
    write(out, "inflows.csv", ["node", "reach", "time", "flow_m3_s", *COLUMNS, "confidence"], inflow_rows(rivers))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parents[1] / "laizhou-bay-dynamic")
