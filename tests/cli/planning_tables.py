"""`bailang compare --table` on a case of two calendar years, against numbers worked by hand.

One river, 2 m3/s, passes a county border (section `border`, target III) and an outfall of 0.5 m3/s before it enters the sea
(section `mouth`, target IV). June 2020 is dry above the outfall. No decay: what enters is what sections see. Oxygen and the
other items of the standard are not simulated. The plan closes the outfall.

Use: planning_tables.py PROGRAM
"""

import csv
import io
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = sys.argv[1]
CASE = {
    "case.toml": """[case]
name = "two years"
constituents = ["cod", "nh4_n", "tn"]
discount_rate = 0.05
[time]
start = 2020-01-01
end = 2022-01-01
step = "1 d"
output = "1 d"
solve = "steady"
[flow]
mode = "steady"
interpolation = "step"
[kinetics]
k_cod_per_day = 0
k_nh4_n_per_day = 0
k_tn_per_day = 0
""",
    "nodes.csv": "id,kind,name_zh\nH,headwater,源头\nM,junction,汇合口\nS,outlet,河口\n",
    "reaches.csv": "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\n"
    "R1,Bai,H,M,1000,0.001,10,0.03\nR2,Bai,M,S,1000,0.001,10,0.03\n",
    "sections.csv": "id,name,name_zh,reach,chainage_m,level,target_class,sea_entry,county_upstream,county_downstream\n"
    'border,Border,"县界,断面",R1,500,county,III,false,Upper,Lower\nmouth,Mouth,入海断面,R2,500,province,IV,true,,\n',
    "outfalls.csv": "id,name,kind,reach,chainage_m,flow_m3_d,cod_mg_l,nh4_n_mg_l,tn_mg_l\n"
    "P,Works,industry,R2,100,43200,50,5,10\n",
    "measures.toml": '[[measure]]\nid = "shut"\nkind = "close"\nselect = { id = "P" }\ncapital_cost = 1000000\n'
    "annual_cost = 50000\nlifetime_years = 10\n",
    "scenarios.toml": '[[scenario]]\nid = "baseline"\n[[scenario]]\nid = "plan"\ntitle = "规划"\nmeasures = ["shut"]\n',
    "goals.csv": "id,quantity,constituent,value,year,name_zh\nG1,load_cut_sea,cod,700,2021,化学需氧量减排\n"
    "G2,share_class3,,50,2021,优良比例\nG3,sea_entry_change,tn,-50,2021,入海总氮\nG4,share_worse_v,,0,2025,消除劣五类\n",
}


def inflows():
    """COD 18 mg/l in 2020 but for July (30) and a dry June; 21 in 2021. TN 3.0, then 2.4."""
    rows = ["node,reach,time,flow_m3_s,cod_mg_l,nh4_n_mg_l,tn_mg_l"]
    for year in (2020, 2021):
        for month in range(1, 13):
            flow = 0 if (year, month) == (2020, 6) else 2
            cod = 21 if year == 2021 else 30 if month == 7 else 18
            rows.append(f"H,,{year}-{month:02}-01,{flow},{cod},0.4,{3.0 if year == 2020 else 2.4}")
    return "\n".join(rows) + "\n"


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True)
    assert done.returncode == code, (arguments, done.returncode, done.stderr.decode())
    return done.stdout.decode(), done.stderr.decode()


def near(value, expected):
    assert math.isclose(value, expected, rel_tol=1e-6, abs_tol=1e-9), (value, expected)


def rows_of(result, table, *options):
    text, _ = run("compare", result, "--table", table, "--format", "json", *options)
    return json.loads(text)[table]["rows"]


def row_of(rows, **keys):
    found = [row for row in rows if all(row[k] == v for k, v in keys.items())]
    assert len(found) == 1, (keys, rows)
    return found[0]


def check_sections(result):
    rows = rows_of(result, "sections", "--year", 2020)
    border = row_of(rows, scenario="baseline", section="border")
    near(border["mean_mg_l"], (10 * 18 + 30) / 11)  # eleven months with water, each alike
    assert (border["class"], border["class_zh"], border["target"]) == ("III", "Ⅲ类", "III")
    assert border["result"].startswith("met") and border["over_target"] == 0
    assert (border["days_met"], border["days_judged"]) == (366 - 30 - 31, 366 - 30)
    mouth = row_of(rows, scenario="baseline", section="mouth")
    ammonia = (11 * (0.8 + 2.5) / 2.5 + 5) / 12
    assert mouth["decided_by"] == "NH3-N" and mouth["class"] == "V" and mouth["result"].startswith("not met")
    near(mouth["over_target"], ammonia / 1.5 - 1)
    assert mouth["main_pollutants"] == f"NH3-N ({ammonia - 1:.2f}), COD ({(10 * 24.4 + 34 + 50) / 12 / 20 - 1:.2f})"
    rows = rows_of(result, "sections", "--base-year", 2020)  # the last year is shown: 2021
    later = row_of(rows, scenario="baseline", section="border")
    assert later["class"] == "IV" and later["days_met"] == 0
    near(later["over_target"], 21 / 20 - 1)
    near(later["change_percent"], 100 * (21 / (210 / 11) - 1))
    assert {row["section"] for row in rows_of(result, "sections", "--level", "province")} == {"mouth"}
    assert row_of(rows_of(result, "rivers", "--level", "province"), scenario="plan", river="Bai")["sections"] == 1
    near(row_of(rows, scenario="plan", section="border")["yearly_cost"], 50000 + 1e6 * 0.05 / (1 - 1.05**-10))


def check_months_and_years(result):
    months = row_of(rows_of(result, "months", "--year", 2020), scenario="baseline", section="border")
    assert months["2020-06"] == "-" and months["2020-07"] == "IV" and months["2020-08"] == "III"
    assert "2021-01" not in months
    row = row_of(rows_of(result, "years"), scenario="baseline", section="border", item="COD")
    near(row["mean_2021"], 21)
    assert row["spearman"] is None and row["class_trend"].startswith("some decline")


def check_city_and_rivers(result):
    row = row_of(rows_of(result, "city", "--year", 2021, "--base-year", 2020), scenario="baseline")
    base = ((210 / 11 + 328 / 12) / 2) / 20 + (0.4 + (11 * 1.32 + 5) / 12) / 2
    now = ((21 + (42 + 25) / 2.5) / 2) / 20 + (0.4 + 1.32) / 2
    assert row["items"] == 2
    near(row["base_cwqi"], base)
    near(row["change_percent"], 100 * (now / base - 1))
    river = row_of(rows_of(result, "rivers", "--year", 2021), scenario="baseline", river="Bai")
    assert river["class"] == "IV" and river["sections"] == 2  # fewer than five: the mean of 21 and 26.8
    near(river["good_percent"], 0)


def check_sea_entry(result):
    rows = rows_of(result, "sea-entry", "--year", 2021, "--base-year", 2020)
    assert {row["section"] for row in rows} == {"mouth"}
    nitrogen = row_of(rows, scenario="plan", item="TN")
    near(nitrogen["change_percent"], 100 * (2.4 / ((11 * 4.4 + 10) / 12) - 1))


def check_counties(result):
    row = row_of(rows_of(result, "counties", "--year", 2020), scenario="baseline")
    assert (row["months_better"], row["months_worse"], row["months_dry"]) == (0, 1, 1)
    near(row["cod_t"], (18 * 305 + 30 * 31) * 2 * 86400 / 1e6)
    near(row["water_million_m3"], 2 * 86400 * 336 / 1e6)
    near(row["upstream_gets"], -500000)
    nets = rows_of(result, "county-nets", "--year", 2021)
    near(row_of(nets, scenario="baseline", county="Upper")["net"], -12 * 500000)
    near(sum(row["net"] for row in nets), 0)


def check_costs_and_goals(result):
    row = row_of(rows_of(result, "costs", "--year", 2021), scenario="plan")
    cut = 0.5 * 50 * 86400 * 365 / 1e6
    near(row["cod_cut_sea_t_a"], cut)
    near(row["cod_cost_per_t_sea"], row["yearly_cost"] / cut)
    chain = row_of(rows_of(result, "chain", "--year", 2021), scenario="plan", quantity="COD")
    near(chain["own"], cut)  # all of it stops at the closed outfall
    near(chain["closed"], cut)
    assert chain["outfalls"] == 0
    water = row_of(rows_of(result, "chain", "--year", 2021), scenario="baseline", quantity="water")
    near(water["outfalls"], 0.5 * 86400 * 365 / 1e6)
    rows = rows_of(result, "goals", "--base-year", 2020)
    first = row_of(rows, scenario="plan", goal="G1")
    river = [(18 * 305 + 30 * 31) * 2 * 0.0864 * 365 / 366, 21 * 2 * 0.0864 * 365]
    near(first["value"], river[0] + 0.5 * 50 * 0.0864 * 365 - river[1])
    assert row_of(rows, scenario="plan", goal="G2")["result"].startswith("not met")
    third = row_of(rows, scenario="plan", goal="G3")
    near(third["value"], 100 * (2.4 / ((11 * 4.4 + 10) / 12) - 1))
    assert third["result"].startswith("met") and third["name_zh"] == "入海总氮"
    assert row_of(rows, scenario="plan", goal="G4")["result"].startswith("not known")


def check_forms(result):
    text, _ = run("compare", result, "--table", "sections,costs", "--format", "csv", "--year", 2020)
    assert text.startswith("\ufefftable,scenario,") and text.count("\r\n") == text.count("\n")
    first, second = text[1:].split("\r\n\r\n")
    rows = list(csv.DictReader(io.StringIO(first)))
    assert rows[0]["name_zh"] == "县界,断面" and float(rows[0]["days_judged"]) == 336
    assert second.startswith("table,scenario,measures")
    text, _ = run("compare", result, "--table", "all")
    assert "class VI" not in text and "县界,断面" in text
    text, _ = run("compare", result)
    assert "Goals of the plan" in text and "化学需氧量减排" in text, "a result with goals tells them unasked"
    for name in ("black-odorous", "loads", "capacity"):
        assert rows_of(result, name), name


def check_faults(result):
    _, message = run("compare", result, "--table", "section", code=2)
    assert "section" in message
    _, message = run("compare", result, "--table", "sections", "--year", 2019, code=2)
    assert "no year 2019" in message and "2020, 2021" in message
    _, message = run("compare", result, "--table", "sections", "--level", "state", code=2)
    assert "no sections of level 'state'" in message and "county, province" in message
    _, message = run("compare", result, "--year", 2020, code=2)
    assert "--table" in message


def check_own_standard(case, result):
    """Another country's limits and amounts, for COD III 25, IV 28, V 40: the result keeps them and is judged by them."""
    (case / "limits.csv").write_text("constituent,direction,class_1,class_2,class_3,class_4,class_5\n"
                                     "cod,max,10,15,25,28,40\n", encoding="utf-8")
    (case / "compensation.csv").write_text("id,parameter,value\nA,P_better,10\nB,P_worse,7\nC,P_load(cod),2\n",
                                           encoding="utf-8")
    toml = CASE["case.toml"] + '[tables]\nsurface_water = "limits.csv"\n'
    (case / "case.toml").write_text(toml, encoding="utf-8")
    sections = CASE["sections.csv"].replace("target_class", "target_class,target_cod_mg_l").replace("III,", "III,15,")
    (case / "sections.csv").write_text(sections.replace("IV,", "IV,,"), encoding="utf-8")
    run("run", case, "-o", result, "--quiet")
    border = row_of(rows_of(result, "sections", "--year", 2021), scenario="baseline", section="border")
    assert (border["class"], border["target"]) == ("III", "III")
    near(border["over_target"], 21 / 15 - 1)
    # July 2020 is class V, two classes worse; above the section's own target of 15 mg/l every kg costs 2.
    row = row_of(rows_of(result, "counties", "--year", 2020), scenario="baseline")
    load, water = (18 * 305 + 30 * 31) * 2 * 86.4, 2 * 86400 * 336
    near(row["upstream_gets"], -2 * 7 - 2 * (load - 15 * water / 1000))


with tempfile.TemporaryDirectory() as temporary:
    case = Path(temporary) / "case"
    case.mkdir()
    for name, text in {**CASE, "inflows.csv": inflows()}.items():
        (case / name).write_text(text, encoding="utf-8")
    out = Path(temporary) / "out.h5"
    run("run", case, "-o", out, "--quiet")
    for check in [check_sections, check_months_and_years, check_city_and_rivers, check_sea_entry, check_counties,
                  check_costs_and_goals, check_forms, check_faults]:
        check(out)
        print(f"{check.__name__}: fine")
    check_own_standard(case, out)
    print("check_own_standard: fine")
