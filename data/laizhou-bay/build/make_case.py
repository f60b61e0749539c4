"""Make the case of the rivers into Laizhou Bay from the tables in sources/.

Run: python3 make_case.py [DIRECTORY]   (standard library only; the same bytes each time)
DIRECTORY is where the case goes, by default the folder above this one. SOURCES.md there says in words what is done here.
"""

import sys
from pathlib import Path

import hydrology
import loads
import make_bay
import measures
from tables import CONSTITUENTS, number, read, write

HERE = Path(__file__).resolve().parent
CONCENTRATIONS = [f"{c}_mg_l" for c in CONSTITUENTS]
CLASSES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}

# First-order rates at 20 degC [1/d] and their temperature factors: northern, regulated rivers (open water 0.05-0.20 for
# COD, 0.02-0.10 for TN; NH3-N 0.2-0.5 in ponded flow). The upper halves, because the weirs that pond the water are not
# in the reaches.
RATES = {"cod": (0.10, 1.047), "nh4_n": (0.5, 1.07), "tn": (0.08, 1.06)}

# Share that a reservoir keeps back [-] at 20 degC and the year's mean flow; its rate follows from volume and flow.
RETENTION = {"cod": 0.35, "tn": 0.45}
XIASHAN_RETENTION = {"cod": 0.35, "tn": 0.60}
RESERVOIR_NH4_RATE = 0.05  # low end for still water; holds back more than the 60 % of a sum without decay

RESERVOIR_STATIONS = {
    "WEI_XS": ("xiashan-reservoir",), "WEI_QK": ("qiangkuang-reservoir-east", "qiangkuang-reservoir-west"),
    "MI_YY": ("yeyuan-reservoir",), "WEN_GY": ("gaoya-reservoir",), "WEN_MS": ("mushan-reservoir",),
    "BL_R": ("bailanghe-reservoir",)}

CASE_TOML = """\
# The rivers of Weifang into Laizhou Bay, 2021. Written by build/make_case.py; SOURCES.md says where every value is from.
[case]
name = "laizhou-bay"
title = "Rivers of Weifang into Laizhou Bay, 2021"
currency = "CNY"
note = "Widths, slopes, rates, effluents and most loads are estimates (confidence C, see SOURCES.md): compare scenarios, \
do not judge a plant, a town or a river. 断面尺寸、坡度、降解系数、出水浓度和大部分负荷为估计值(可信度C);合成排污口并非真实位置: \
只宜比较方案,不作为对任何企业、城镇或河流的评判。"
constituents = ["cod", "nh4_n", "tn", "continuity"]

[time]
start = 2021-01-01
end = 2022-01-01
step = "2 h"
output = "1 d"
solve = "transient"

[grid]
cell_length_m = 1000

[flow]
mode = "kinematic"
# Rows of inflows.csv are monthly means: each holds until the next.
interpolation = "step"

# Rates at 20 degC that stand for all that a stretch of river does (settling and uptake included), from the upper half of
# what is known of northern regulated rivers; reservoirs.csv has its own. They were not fitted: see docs/laizhou-bay.md.
[kinetics]
set = "first_order"
"""


def write_nodes(out):
    rows = [dict(id=n["id"], kind=n["kind"], name=n["name"], name_zh=n["name_zh"], lon=n["lon"], lat=n["lat"],
                 bed_elevation_m=n["bed_elevation_m"], confidence=n["confidence"]) for n in read("nodes_draft.csv")]
    write(out, "nodes.csv", list(rows[0]), rows)


def write_reaches(out, rivers):
    slug = {c["name"]: c["county"] for c in read("counties.csv")}
    fields = ["id", "river", "name_zh", "from_node", "to_node", "length_m", "bed_slope", "bottom_width_m", "side_slope",
              "manning_n", "county", "geometry_wkt", "confidence"]
    rows = [dict({f: r[f] for f in fields}, county=slug.get(r["county"], "outside")) for r in rivers.reaches]
    write(out, "reaches.csv", fields, rows)


def observed_storage():
    """Mean storage from 26 March to 29 August 2021 [m3] by reservoir, stations of one reservoir added up."""
    sums = {}
    for row in read("hydrology_observations.csv"):
        if row["quantity"] == "storage":
            total, count = sums.get(row["station"], (0.0, 0))
            sums[row["station"]] = (total + float(row["value"]) * 1e6, count + 1)
    return {node: sum(sums[s][0] / sums[s][1] for s in stations) for node, stations in RESERVOIR_STATIONS.items()}


def reservoir_flow(rivers, lateral, effluent, node):
    """Mean flow of the year into a reservoir [m3 s-1]."""
    above = set(rivers.upstream(node))
    runoff = sum(q * d for r in above for q, d in zip(lateral[r], hydrology.DAYS)) / 365.0
    return runoff + sum(effluent.get(o["id"], 0.0) for o in read("outfalls.csv") if o["reach"] in above)


def write_reservoirs(out, rivers, lateral, effluent):
    storage = observed_storage()
    rows = []
    for r in read("reservoirs.csv"):
        volume = storage.get(r["node"], float(r["normal_volume_m3"]))
        days = volume / reservoir_flow(rivers, lateral, effluent, r["node"]) / 86400.0
        keeps = XIASHAN_RETENTION if r["node"] == "WEI_XS" else RETENTION
        rate = {c: number(share / (1 - share) / days, 3) for c, share in keeps.items()}
        rows.append(dict(node=r["node"], name=r["name"], name_zh=r["name_zh"], volume_m3=number(volume, 4),
                         area_m2=number(r["area_m2"]), min_volume_m3=number(r["dead_volume_m3"]),
                         max_volume_m3=number(r["total_volume_m3"]), k_cod_per_day=rate["cod"],
                         k_nh4_n_per_day=number(RESERVOIR_NH4_RATE), k_tn_per_day=rate["tn"], confidence=r["confidence"],
                         source=r["source"], note=("volume: mean storage of 2021-03-26 to 08-29 (bulletin)"
                                                   if r["node"] in storage else "volume: normal storage (estimate)")
                         + f"; rates: {days:.0f} days of the year's mean inflow"))
    write(out, "reservoirs.csv", list(rows[0]), rows)


def write_sections(out, rivers):
    """Sections in the model. Those of reservoirs were drawn on the reach that flows in; what the mixed reservoir holds is
    seen where it flows out, at the head of the next reach."""
    lakes = {r["node"] for r in read("reservoirs.csv")}
    rows = []
    for s in read("sections.csv"):
        if s["in_model"] != "true":
            continue
        reach, chainage, note = s["reach"], s["chainage_m"], ""
        below = rivers.by_id[reach]["to_node"]
        if "reservoir" in s["id"] and below in lakes:
            note = f"reservoir: moved from {reach} {chainage} m to its outflow"
            reach, chainage = rivers.leaving[below], "0"
        rows.append(dict(id=s["id"], name=s["name"], name_zh=s["name_zh"], reach=reach, chainage_m=chainage,
                         level=s["level"], target_class=CLASSES[s["target_class_2025"]], sea_entry=s["sea_entry"],
                         county_upstream=s["county_upstream"], county_downstream=s["county_downstream"], lon=s["lon"],
                         lat=s["lat"], confidence=s["confidence"], source=s["source"], note=note))
    write(out, "sections.csv", list(rows[0]), rows)


def write_observations(out):
    fields = ["section", "date", "constituent", "value", "unit", "qualifier"]
    write(out, "observations.csv", fields, [{f: r[f] for f in fields} for r in read("observations_daily.csv")])


def write_loads(out):
    write(out, "dischargers.csv", ["id", "name", "name_zh", "sector", "county", "flow_m3_d", *CONCENTRATIONS, "to",
                                   "season", "synthetic", "confidence", "source"], loads.discharger_rows())
    write(out, "plants.csv", ["id", "name", "name_zh", "county", "capacity_m3_d", "to", *CONCENTRATIONS, "standard",
                              "synthetic", "confidence", "source"], loads.plant_rows())
    write(out, "outfalls.csv", ["id", "name", "name_zh", "kind", "reach", "chainage_m", "lon", "lat", "county", "status",
                                "adds_water", "synthetic", "confidence", "note"], loads.outfall_rows())
    write(out, "catchments.csv", ["reach", "land_use", "county", "area_km2", *[f"{c}_kg_km2_a" for c in CONSTITUENTS],
                                  "confidence"], loads.catchment_rows())


def write_climate(out, lateral):
    uses = sorted({c["land_use"] for c in read("catchments.csv")})
    # The last month takes what is left, so that the shares as written sum to 1.
    shares = [round(s, 5) for s in hydrology.diffuse_shares(lateral)[:11]]
    shares.append(1.0 - sum(shares))
    write(out, "diffuse_shape.csv", ["month", "land_use", "share", "confidence"],
          [dict(month=m + 1, land_use=use, share=f"{shares[m]:.5f}", confidence="C") for use in uses for m in range(12)])
    write(out, "temperature.csv", ["month", "water_temperature_c", "confidence"],
          [dict(month=c["month"], water_temperature_c=c["water_temperature_c"],
                confidence=c["confidence_water_pan_wind"]) for c in read("climate.csv")])


def write_text(out, name, text):
    (out / name).write_text(text, encoding="utf-8", newline="\n")


def main(out):
    rivers = hydrology.Rivers()
    lateral = hydrology.lateral_inflow(rivers)
    effluent = loads.added_water()
    rates = "".join(f"k_{c}_per_day = {k}\ntheta_{c} = {theta}\n" for c, (k, theta) in RATES.items())
    write_text(out, "case.toml", CASE_TOML + rates + make_bay.write_bay(out))
    write_nodes(out)
    write_reaches(out, rivers)
    write_reservoirs(out, rivers, lateral, effluent)
    write(out, "inflows.csv", ["node", "reach", "time", "flow_m3_s", *CONCENTRATIONS, "confidence"],
          hydrology.inflow_rows(rivers, lateral))
    write_loads(out)
    write_climate(out, lateral)
    write_sections(out, rivers)
    write_observations(out)
    groups = measures.all_measures(rivers, lateral, effluent)
    write_text(out, "measures.toml", measures.measures_text(groups))
    write_text(out, "scenarios.toml", measures.scenarios_text(groups))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parent)
