"""Make the case of the plan's years, 2020 to 2025, with rain, combined sewers, dated measures and 64 scenarios.

Run: python3 make_plan.py [DIRECTORY]   (standard library only; the same bytes each time)
DIRECTORY is where the case goes, by default laizhou-bay-plan beside the case of the year, whose tables it uses.
"""

import random
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import hydrology
import loads
import plan_measures
from hydrology import BOUNDARY, XIAOQING
from tables import CONSTITUENTS, number, read, write

HERE = Path(__file__).resolve().parent
CONCENTRATIONS = [f"{c}_mg_l" for c in CONSTITUENTS]
YEARS = range(2020, 2026)

# Rain days of a month at Weifang, some 75 in the year (C); an event lasts six hours.
RAIN_DAYS = (3, 3, 4, 5, 6, 8, 12, 11, 7, 6, 5, 3)
RAIN_FACTOR = {"mean": 1.0, "dry": 0.65, "wet": 1.4}  # years of 90 % and 10 % (C)
EVENT_HOURS = 6
COMBINED_SHARE = 0.04  # of the built-up area: what is left of combined sewers in 2020 (C)
RUNOFF_COEFFICIENT = 0.6

# Goals of the plan: id, quantity, constituent, value, unit, clause, name, Chinese name, basis.
GOALS = (
    ("cod-cut", "load_cut", "cod", 18000, "t/a", "2.3", "COD of key projects", "化学需氧量重点工程减排量", "at the sources, against 2020"),
    ("nh4-cut", "load_cut", "nh4_n", 700, "t/a", "2.3", "NH3-N of key projects", "氨氮重点工程减排量", "at the sources, against 2020"),
    ("class-3", "share_class3", "", 35, "%", "2.3", "Sections of class III or better", "地表水达到或好于Ⅲ类断面比例",
     "all sections of the model; the plan counts those of province and state"),
    ("worse-v", "share_worse_v", "", 0, "%", "2.3", "Sections worse than class V", "劣Ⅴ类断面比例", "same"),
    ("on-target", "share_on_target", "", 100, "%", "6.1", "Sections on target", "断面达标率", "targets of 2025, mostly estimates"),
    ("tn-entry", "sea_entry_change", "tn", 0, "%", "6.1", "TN at entries to the sea does not grow", "入海断面总氮浓度不增加",
     "mean of the entries, against 2020"),
    ("index", "cwqi_change", "", 0, "%", "6.1", "City index improves", "城市水环境质量指数改善", "COD and NH3-N alone, against 2020"),
    ("sea-good", "sea_good", "", 59.3, "%", "2.3", "Good near-shore water", "近岸海域优良水质比例",
     "by inorganic nitrogen and COD; 41.3 % in 2020"))

CASE_TOML = """\
# The rivers of Weifang into Laizhou Bay in the years of the plan, 2020 to 2025, each with the water of a mean year (or dry,
# or wet). Written by build/make_plan.py of the case laizhou-bay, whose tables it uses; its SOURCES.md says where every value
# is from.
[case]
name = "laizhou-bay-plan"
title = "Rivers of Weifang into Laizhou Bay, the plan's years 2020 to 2025"
currency = "CNY"
NOTE
constituents = ["cod", "nh4_n", "tn", "continuity"]

[time]
start = 2020-01-01
end = 2026-01-01
step = "6 h"
output = "1 d"
solve = "transient"

[grid]
cell_length_m = 1000

[flow]
mode = "kinematic"

[tables]
nodes = "../laizhou-bay/nodes.csv"
reaches = "../laizhou-bay/reaches.csv"
reservoirs = "../laizhou-bay/reservoirs.csv"
dischargers = "../laizhou-bay/dischargers.csv"
outfalls = "../laizhou-bay/outfalls.csv"
catchments = "../laizhou-bay/catchments.csv"
diffuse_shape = "../laizhou-bay/diffuse_shape.csv"
sections = "../laizhou-bay/sections.csv"
temperature = "../laizhou-bay/temperature.csv"
bay_boxes = "../laizhou-bay/bay_boxes.csv"
bay_exchanges = "../laizhou-bay/bay_exchanges.csv"
bay_inflows = "../laizhou-bay/bay_inflows.csv"

"""


def year_ratios():
    """Flow of a dry and a wet year over the mean year's [-]: kind -> river -> 12 months."""
    ratios = {kind: defaultdict(lambda: [1.0] * 12) for kind in ("dry", "wet")}
    for row in read("monthly_flow.csv"):
        mean = float(row["mean_flow_m3_s"])
        for kind in ratios:
            if mean > 0.0:
                ratios[kind][row["river"]][int(row["month"]) - 1] = float(row[f"{kind}_year_flow_m3_s"]) / mean
    return ratios


def inflow_rows(rivers, lateral, ratio):
    """Rows by month. @param ratio river -> 12 factors"""
    flow, quality = hydrology.shicun_flow(), hydrology.boundary_quality()
    rows = []
    for m in range(12):
        rows.append(dict({f"{c}_mg_l": number(quality[c][m], 4) for c in CONSTITUENTS}, node=BOUNDARY, month=m + 1,
                         flow_m3_s=number(flow[m] * ratio[XIAOQING][m], 5), confidence="C"))
    for reach in rivers.by_id:
        if max(lateral[reach]) > 0.0:
            rows += [dict({f"{c}_mg_l": "0" for c in CONSTITUENTS}, reach=reach, month=m + 1, confidence="C",
                          flow_m3_s=number(lateral[reach][m] * ratio[rivers.river_of[reach]][m], 5)) for m in range(12)]
    return rows


def runoff_factor(rivers, lateral, ratio):
    """Year's runoff over the mean year's: diffuse load follows the water, as it does from month to month."""
    volume = [sum(lateral[r][m] * days * ratio[rivers.river_of[r]][m] for r in rivers.by_id)
              for m, days in enumerate(hydrology.DAYS)]
    mean = sum(lateral[r][m] * days for r in rivers.by_id for m, days in enumerate(hydrology.DAYS))
    return float(number(sum(volume) / mean, 3))


def street_runoff():
    """Strength of storm water from streets [mg/l]: mean of the ledger's storm outfalls, weighted by flow."""
    storm = [o for o in read("outfalls.csv") if o["kind"] == "urban_storm"]
    flow = sum(float(o["flow_m3_d"]) for o in storm)
    return {c: sum(float(o["flow_m3_d"]) * float(o[f"{c}_mg_l"]) for o in storm) / flow for c in CONSTITUENTS}


def rain_events():
    """(month, day) -> rain [mm] of one year, the same in every year: days and amounts drawn once, months as observed."""
    draw = random.Random(2020)
    events = {}
    for row in read("climate.csv"):
        month = int(row["month"])
        days = sorted(draw.sample(range(1, hydrology.DAYS[month - 1] + 1), RAIN_DAYS[month - 1]))
        amounts = [draw.expovariate(1.0) for _ in days]
        scale = float(row["rain_mm"]) / sum(amounts)
        events.update({(month, day): a * scale for day, a in zip(days, amounts)})
    return events


def rain_rows(factor):
    strength, events = street_runoff(), rain_events()
    quality = {f"{c}_mg_l": number(strength[c], 3) for c in CONSTITUENTS}
    rows = [dict(quality, time="2020-01-01T00:00:00Z", rain_mm="0", confidence="C")] if (1, 1) not in events else []
    day = date(YEARS[0], 1, 1)
    while day.year in YEARS:
        if (day.month, day.day) in events:
            mm = number(events[day.month, day.day] * factor, 3)
            rows.append(dict(quality, time=f"{day}T00:00:00Z", rain_mm=mm, confidence="C"))
            rows.append(dict(quality, time=f"{day}T{EVENT_HOURS:02d}:00:00Z", rain_mm="0", confidence="C"))
        day += timedelta(days=1)
    return rows


def combined_areas():
    """Combined sewers [km2] by plant: a share of the county's built-up area, split by the plants' flow."""
    urban = {c["county"]: float(c["urban_km2"]) for c in read("counties.csv")}
    plants, total = read("plants.csv"), defaultdict(float)
    for p in plants:
        total[p["county"]] += float(p["actual_m3_d"])
    return {p["id"]: COMBINED_SHARE * urban[p["county"]] * float(p["actual_m3_d"]) / total[p["county"]] for p in plants}


def plant_rows(combined):
    return [dict(row, combined_area_km2=number(combined[row["id"]], 3), runoff_coefficient=RUNOFF_COEFFICIENT)
            for row in loads.plant_rows()]


def main(out):
    rivers = hydrology.Rivers()
    lateral = hydrology.lateral_inflow(rivers)
    combined, ratios = combined_areas(), year_ratios()
    year = (HERE.parent / "case.toml").read_text(encoding="utf-8")
    note = next(line for line in year.splitlines() if line.startswith("note = "))
    kinetics = year[year.index("[kinetics]"):]
    out.mkdir(parents=True, exist_ok=True)

    def write_text(name, text):
        (out / name).write_text(text, encoding="utf-8", newline="\n")

    write_text("case.toml", CASE_TOML.replace("NOTE", note) + kinetics)
    fields = ["node", "reach", "month", "flow_m3_s", *CONCENTRATIONS, "confidence"]
    ratios["mean"] = defaultdict(lambda: [1.0] * 12)
    for kind, ratio in ratios.items():
        suffix = "" if kind == "mean" else f"_{kind}"
        write(out, f"inflows{suffix}.csv", fields, inflow_rows(rivers, lateral, ratio))
        write(out, f"rain{suffix}.csv", ["time", "rain_mm", *CONCENTRATIONS, "confidence"], rain_rows(RAIN_FACTOR[kind]))
    write(out, "plants.csv", ["id", "name", "name_zh", "county", "capacity_m3_d", "to", *CONCENTRATIONS, "standard",
                              "combined_area_km2", "runoff_coefficient", "synthetic", "confidence", "source"],
          plant_rows(combined))
    keys = ("id", "quantity", "constituent", "value", "unit", "clause", "name", "name_zh", "basis")
    write(out, "goals.csv", [*keys, "year"], [dict(zip(keys, goal), year=YEARS[-1]) for goal in GOALS])
    groups = plan_measures.all_measures(rivers, lateral, loads.added_water(), combined)
    write_text("measures.toml", plan_measures.measures_text(groups))
    factors = {kind: runoff_factor(rivers, lateral, ratios[kind]) for kind in ("dry", "wet")}
    write_text("scenarios.toml", plan_measures.scenarios_text(groups, factors))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parents[1] / "laizhou-bay-plan")
