"""The bay behind a small river: what the river brings is in its ledger, its water is shared out to boxes, its classes and
shares of good water follow from the boxes, and compare tells them as table, CSV and JSON.

Use: bay.py PROGRAM     (needs h5py)
"""

import csv
import io
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

PROGRAM = sys.argv[1]
DAY = 86400.0
FILES = {
    "case.toml": """\
[case]
name = "bay"
constituents = ["cod", "tn", "continuity"]
[time]
start = 2020-01-01
end = 2022-01-01
step = "12 h"
output = "1 d"
[flow]
mode = "kinematic"
[bay]
constituents = ["din", "cod_mn", "continuity"]
din_per_tn = 0.8
cod_mn_per_cod = 0.25
k_din_per_day = 0.002
theta_din = 1.07
deposition_din_kg_km2_a = 500
release_cod_mn_mg_m2_d = 10
spread = 0.4
note = "made up 虚构"
""",
    "nodes.csv": "id,kind\nA,headwater\nM,outlet\n",
    "reaches.csv": "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\nR,R,A,M,5000,0.001,20,0.03\n",
    "inflows.csv": "node,time,flow_m3_s,cod_mg_l,tn_mg_l\nA,2020-01-01,20,30,6\nA,2020-08-01,60,30,6\nA,2021-01-01,20,30,6\n"
                   "A,2021-12-01,20,30,3\n",
    "bay_boxes.csv": "id,kind,name,name_zh,area_km2,mean_depth_m,volume_m3,din_mg_l,cod_mn_mg_l,assessed_fraction\n"
                     "inner,box,Inner,内湾,200,5,,,,1\nouter,box,Outer,外湾,400,,4e9,,,0.5\nsea,open,Sea,外海,,,,0.15,1.0,\n",
    "bay_exchanges.csv": "from,to,exchange_m3_s\ninner,outer,300\nouter,sea,900\n",
    "bay_inflows.csv": "outlet,inflow,box,share,flow_m3_s,din_t_a,cod_mn_t_a\nM,,inner,0.75,,,\nM,,outer,0.25,,,\n"
                       ",big,outer,0.5,100,2000,5000\n",
    "scenarios.toml": '[[scenario]]\nid = "now"\nbaseline = true\nmeasures = []\n'
                      '[[scenario]]\nid = "less"\nmeasures = []\nflow_factor = 0.5\n',
}


def run(folder):
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    out = folder / "out.h5"
    subprocess.run([PROGRAM, "run", folder, "-o", out, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return out


def close(value, wanted, tolerance, what):
    assert abs(value - wanted) <= tolerance * abs(wanted), (what, value, wanted)


def balances(file, name):
    terms = [t.decode() for t in file["bay_term"][:]]
    return [dict(zip(terms, row)) for row in file[f"bay_balance_{name}"][:]]


def check_ledger(file):
    """What left the rivers entered the bay; the account closes; 1 stays 1."""
    for scenario in range(2):
        for name, river, ratio in (("din", "tn", 0.8), ("cod_mn", "cod", 0.25)):
            terms = balances(file, name)[scenario]
            left = file[f"outlet_load_{river}"][scenario, 1:, 0].sum() * ratio  # kg/d over days
            close(terms["rivers"], left, 1e-12, "rivers")
            through = 0.5 * sum(abs(v) for k, v in terms.items() if k != "error")
            assert abs(terms["error"]) <= 1e-12 * through, terms
        close(balances(file, "din")[scenario]["other_sources"], 0.5 * 2000e3 * 731 / 365, 1e-12, "other sources")
        close(balances(file, "din")[scenario]["atmosphere"], 600 * 500 * 731 / 365, 1e-12, "air")
        close(balances(file, "cod_mn")[scenario]["bed"], 600e6 * 10e-6 * 731, 1e-12, "bed")
    assert abs(file["bay_continuity"][:] - 1.0).max() < 1e-12


def check_march(file):
    """The same days by a fine explicit march, from the state of the first record."""
    volume, area = np.array([1.0e9, 4.0e9]), np.array([2.0e8, 4.0e8])
    c = file["bay_din"][0, 0].copy()
    share = np.array([0.75, 0.25])
    for day in range(1, 40):
        river = file["outlet_flow"][0, day, 0] * share
        load = file["outlet_load_tn"][0, day, 0] / DAY * 1e3 * 0.8 * share + np.array([0, 0.5 * 2000e6 / (365 * DAY)])
        through = np.array([river[0], river.sum() + 50.0])  # water that leaves each box on its way to the sea
        for _ in range(200):
            exchange = np.array([300 * (c[1] - c[0]), 300 * (c[0] - c[1]) + 900 * (0.15 - c[1])])
            carried = np.array([-through[0] * c[0], through[0] * c[0] - through[1] * c[1]])
            loss = 0.002 / DAY * volume * c
            c = c + DAY / 200 * (exchange + carried + load + 500e-3 / (365 * DAY) * area - loss) / volume
        for box in range(2):
            close(c[box], file["bay_din"][0, day, box], 2e-5, "march")


def check_start(file):
    """The state at the start is the one that comes back after 365 days."""
    first, later = file["bay_din"][0, 0], file["bay_din"][0, 365]
    assert abs(later / first - 1.0).max() < 1e-10, (first, later)


def share_within(mean, limit, spread=0.4):
    z = (math.log(limit / mean) + 0.5 * spread ** 2) / spread
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def check_shares(file):
    """Means of the surveys, the class of a box and the share of good water, by hand."""
    days = np.arange("2020-01-01", "2022-01-01", dtype="datetime64[D]")
    months, years = days.astype("datetime64[M]").astype(int) % 12 + 1, days.astype("datetime64[Y]").astype(int) + 1970
    assert list(file["year"][:]) == [2020, 2021] and list(file["bay_surveys"][:]) == [3, 3]
    for scenario in range(2):
        for y, year in enumerate((2020, 2021)):
            seasons = [(years == year) & np.isin(months, m) for m in ((5,), (8,), (10, 11))]
            means = [file["bay_din"][scenario, 1:][s].mean(axis=0) for s in seasons]
            demand = [file["bay_cod_mn"][scenario, 1:][s].mean(axis=0) for s in seasons]
            wanted = np.mean([(200 * min(share_within(m[0], 0.3), share_within(d[0], 3.0))
                               + 200 * min(share_within(m[1], 0.3), share_within(d[1], 3.0))) / 400
                              for m, d in zip(means, demand)])
            close(file["bay_good_share"][scenario, y], wanted, 1e-12, "good share")
            close(file["bay_class_share"][scenario, y].sum(), 1.0, 1e-12, "shares")
            for box in range(2):
                mean = np.mean([m[box] for m in means])
                close(file["bay_din_survey_mean"][scenario, y, box], mean, 1e-12, "survey mean")
                wanted = 1 + sum(mean > limit for limit in (0.2, 0.3, 0.4, 0.5))
                assert file["bay_class_year"][scenario, y, box] == wanted, (mean, wanted)
    assert (file["bay_good_share"][1] > file["bay_good_share"][0]).all(), "half the river, more good water"


def check_times(file):
    outer = 5.0e9 / 900 / DAY
    close(file["bay_residence_time"][1], outer, 1e-12, "residence")
    close(file["bay_residence_time"][0], 1.0e9 / 300 / DAY + outer, 1e-12, "residence")


def check_compare(out, file):
    def compare(*options):
        return subprocess.run([PROGRAM, "compare", out, *options], check=True, capture_output=True).stdout.decode()
    good = 100 * file["bay_good_share"][:]
    for text in (compare(), compare("--table", "bay,bay-share")):
        for words in ("海湾", "内湾", "海水优良比例", f"{good[0, 0]:.1f}", f"{good[1, 1] - good[0, 1]:.2f}", "made up 虚构"):
            assert words in text, (words, text)
    rows = list(csv.DictReader(io.StringIO(compare("--table", "bay-share", "--format", "csv")[1:])))
    share = next(r for r in rows if r["scenario"] == "less" and r["year"] == "2021")
    close(float(share["good_pct"]), good[1, 1], 1e-9, "csv")
    p = 100 * file["bay_class_share"][1, 1]  # HJ 442: very poor, excellent, good, ordinary, poor in that order
    grade = ("极差" if p[4] > 40 else "优" if p[0] >= 60 and p[0] + p[1] >= 90 else "良好" if p[0] + p[1] >= 80 else
             "一般" if p[0] + p[1] >= 60 and p[4] <= 30 or p[0] + p[1] < 60 and p[:3].sum() >= 90 else "差")
    assert share["grade"].split()[-1] == grade, (p, share)
    rows = list(csv.DictReader(io.StringIO(compare("--table", "bay", "--year", "2020", "--format", "csv")[1:])))
    assert {r["year"] for r in rows} == {"2020"}
    box = next(r for r in rows if r["scenario"] == "now" and r["box"] == "inner")
    close(float(box["din_mg_l"]), file["bay_din_survey_mean"][0, 0, 0], 1e-9, "csv")
    words = ["", "一类", "二类", "三类", "四类", "劣四类"][file["bay_class_year"][0, 0, 0]]
    assert box["name_zh"] == "内湾" and box["class"] == words and box["basis"] == "3 of 3 surveys", box
    budget = json.dumps(json.loads(compare("--table", "bay-budget", "--format", "json")))
    assert repr(balances(file, "din")[0]["rivers"] / 731 * 365 / 1000)[:9] in budget, budget


def check_eutrophication(folder):
    """With phosphate the table has E = COD DIN PO4-P 10^6 / 4500 (HJ 442) of each box, and its word."""
    changes = {"case.toml": [('["cod", "tn",', '["cod", "tn", "tp",'), ('"cod_mn", "continuity"]', '"cod_mn", "po4_p", "continuity"]'),
                             ("din_per_tn", "po4_p_per_tp = 0.5\ndin_per_tn")],
               "inflows.csv": [("tn_mg_l", "tn_mg_l,tp_mg_l"), ("30,6\n", "30,6,0.2\n"), ("30,3\n", "30,3,0.2\n")],
               "bay_boxes.csv": [("cod_mn_mg_l", "cod_mn_mg_l,po4_p_mg_l"), ("5,,,,1", "5,,,,,1"), ("4e9,,,0.5", "4e9,,,,0.5"),
                                 ("0.15,1.0,", "0.15,1.0,0.01,")]}
    for name, pairs in changes.items():
        for old, new in pairs:
            assert old in FILES[name], (name, old)
            FILES[name] = FILES[name].replace(old, new)
    out = run(folder)
    answer = subprocess.run([PROGRAM, "compare", out, "--table", "bay", "--year", "2020", "--format", "json"], check=True,
                            capture_output=True).stdout
    with h5py.File(out) as file:
        rows = [r for r in json.loads(answer)["bay"]["rows"] if r["scenario"] == "now"]
        for box, row in enumerate(rows):
            index = np.prod([file[f"bay_{c}_survey_mean"][0, 0, box] for c in ("cod_mn", "din", "po4_p")]) * 1e6 / 4500
            close(row["eutrophication"], index, 1e-12, "eutrophication")
            word = "none" if index <= 1 else "light" if index <= 3 else "medium" if index <= 9 else "heavy"
            assert row["eutrophic"].startswith(word), (index, row)


def main():
    with tempfile.TemporaryDirectory() as folder:
        out = run(Path(folder))
        with h5py.File(out) as file:
            for check in (check_ledger, check_march, check_start, check_shares, check_times):
                check(file)
            check_compare(out, file)
        checked = subprocess.run([PROGRAM, "check", folder], check=True, capture_output=True).stdout.decode()
        assert "2 boxes" in checked, checked
    with tempfile.TemporaryDirectory() as folder:
        check_eutrophication(Path(folder))


main()
