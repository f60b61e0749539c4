"""Make the case of the design low flow (90 % guarantee) of the rivers into Laizhou Bay, one steady period.

Run: python3 make_low_flow.py [DIRECTORY]   (standard library only; the same bytes each time)
DIRECTORY is where the case goes, by default laizhou-bay-low-flow beside the case of the year, whose tables it uses.
"""

import sys
from collections import defaultdict
from pathlib import Path

import hydrology
from hydrology import BOUNDARY, XIAOQING
from tables import CONSTITUENTS, number, read, write

HERE = Path(__file__).resolve().parent
FEBRUARY = 1
YEAR_S = 365 * 86400.0

CASE_TOML = """\
# Design low flow (90 % guarantee) of the rivers of Weifang, one steady period. Written by build/make_low_flow.py of the
# case laizhou-bay, whose tables it uses; its SOURCES.md says where every value is from.
[case]
name = "laizhou-bay-low-flow"
title = "Rivers of Weifang into Laizhou Bay at the design low flow (90 %)"
currency = "CNY"
NOTE
constituents = ["cod", "nh4_n", "tn", "continuity"]

[time]
# February: the month of least runoff; the day stands for the month.
start = 2021-02-01
end = 2021-02-02
step = "1 d"
output = "1 d"
solve = "steady"

[grid]
cell_length_m = 1000

[flow]
mode = "steady"

[tables]
nodes = "../laizhou-bay/nodes.csv"
reaches = "../laizhou-bay/reaches.csv"
reservoirs = "../laizhou-bay/reservoirs.csv"
dischargers = "../laizhou-bay/dischargers.csv"
plants = "../laizhou-bay/plants.csv"
outfalls = "../laizhou-bay/outfalls.csv"
sections = "../laizhou-bay/sections.csv"
temperature = "../laizhou-bay/temperature.csv"

"""


def low_flow_ratio(rivers):
    """Low flow over mean runoff at the mouth that a reach drains to [-], by reach. The Xiaoqing's low flow is its boundary's;
    what joins it here takes the ratio of the Yingzigou."""
    ratio = {}
    for reach in rivers.by_id:
        river = rivers.river_of[rivers.downstream(reach)[-1]]
        row = rivers.rows["Yingzigou" if river == XIAOQING else river]
        ratio[reach] = float(row["low_flow_90pct_m3_s"]) / (float(row["mean_annual_runoff_1e8_m3"]) * 1e8 / YEAR_S)
    return ratio


def diffuse_strength(rivers):
    """Concentration of a reach's own runoff over the year [mg/l]: diffuse load over runoff."""
    load, runoff = defaultdict(float), hydrology.natural_runoff(rivers)
    for row in read("catchments.csv"):
        for name in CONSTITUENTS:
            load[row["reach"], name] += float(row["area_km2"]) * 100.0 * float(row[f"{name}_kg_ha_a"]) * 1e3 / YEAR_S
    return {(r, c): load[r, c] / runoff[r] if runoff[r] > 0 else 0.0 for r in rivers.by_id for c in CONSTITUENTS}


def inflow_rows(rivers):
    quality, ratio = hydrology.boundary_quality(), low_flow_ratio(rivers)
    strength, runoff = diffuse_strength(rivers), hydrology.natural_runoff(rivers)
    rows = [dict({f"{c}_mg_l": number(quality[c][FEBRUARY], 4) for c in CONSTITUENTS}, node=BOUNDARY,
                 flow_m3_s=number(rivers.rows[XIAOQING]["low_flow_90pct_m3_s"]), confidence="C")]
    for reach in rivers.by_id:
        flow = runoff[reach] * ratio[reach]
        if flow > 0.0:
            rows.append(dict({f"{c}_mg_l": number(strength[reach, c], 4) for c in CONSTITUENTS}, reach=reach,
                             flow_m3_s=number(flow, 4), confidence="C"))
    return rows


def shape_rows():
    """It does not rain in the design month: storm outfalls and drains bring nothing in February."""
    uses = sorted({c["land_use"] for c in read("catchments.csv")})
    share = ["0.0909" if m != FEBRUARY else "0" for m in range(11)] + ["0.091"]
    return [dict(month=m + 1, land_use=use, share=share[m], confidence="C") for use in uses for m in range(12)]


def main(out):
    year = (HERE.parent / "case.toml").read_text(encoding="utf-8")
    note = next(line for line in year.splitlines() if line.startswith("note = "))
    kinetics = year[year.index("[kinetics]"):year.index("\n# Laizhou Bay as boxes")]  # a day of low flow has no bay
    out.mkdir(parents=True, exist_ok=True)
    (out / "case.toml").write_text(CASE_TOML.replace("NOTE", note) + kinetics, encoding="utf-8", newline="\n")
    concentrations = [f"{c}_mg_l" for c in CONSTITUENTS]
    write(out, "inflows.csv", ["node", "reach", "flow_m3_s", *concentrations, "confidence"], inflow_rows(hydrology.Rivers()))
    write(out, "diffuse_shape.csv", ["month", "land_use", "share", "confidence"], shape_rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parents[1] / "laizhou-bay-low-flow")
