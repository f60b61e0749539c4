"""Set the baseline beside the observations, the sections beside what one expects, the sea loads beside the emissions.

Run: python3 compare_observations.py RESULT.h5 [--dynamic DYNAMIC.h5] [--document DOCUMENT.md]   (needs h5py)
Writes its tables to standard output, or into the document between `<!-- NAME:begin -->` and `<!-- NAME:end -->`.
DYNAMIC.h5 is a result of laizhou-bay-dynamic: its numbers stand beside those of RESULT.h5 in tables of their own.
"""

import argparse
import csv
import datetime
import re
from collections import defaultdict
from pathlib import Path

import h5py

from hydrology import BOUNDARY, COD_PER_COD_MN, DAYS, Rivers, boundary_quality, shicun_flow
from tables import CONSTITUENTS, read

HERE = Path(__file__).resolve().parent
CASE = HERE.parent
STATIONS = ("zhangjian-bridge", "liutuan-bridge", "xiashan-reservoir-mid", "yangkou")
COMPARED = ("nh4_n", "tn", "cod")
LABEL = {"nh4_n": "NH3-N", "tn": "TN", "cod": "COD"}
EXPECTED = {"cod": (5.0, 40.0), "nh4_n": (0.01, 2.0), "tn": (1.0, 15.0)}
OUTLETS = {"WEI_O": "Wei", "MI_O": "Mi and Bailang", "MIF_O": "Mi old branch", "YU_O": "Yu", "DI_O": "Di",
           "LIU_O": "Liutuan drain", "BJ_O": "Bei Jiaolai", "XQ_O": "Xiaoqing"}


def case_table(name):
    with open(CASE / name, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def words(result, name):
    return [w.decode() if isinstance(w, bytes) else str(w) for w in result[name][:]]


class Baseline:
    """The baseline's series at sections and outlets."""

    def __init__(self, path):
        with h5py.File(path, "r") as result:
            at = words(result, "scenario").index("baseline")
            self.sections, self.outlets = words(result, "section"), words(result, "outlet")
            self.time = result["time"][:]
            self.flow = result["section_flow"][at]
            known = [c for c in (*COMPARED, "do", "tracer") if f"section_{c}" in result]
            self.value = {c: result[f"section_{c}"][at] for c in known}
            self.load = {c: result[f"outlet_load_{c}"][at] for c in COMPARED}
        self.start = datetime.date(2021, 1, 1)

    def day(self, constituent, section, date):
        """Mean of the records of a day, both ends included [mg/l]."""
        begin = (date - self.start).days * 86400.0
        inside = (self.time >= begin) & (self.time <= begin + 86400.0)
        return self.value[constituent][inside, self.sections.index(section)].mean()

    def month(self, array, month):
        first = sum(DAYS[:month]) * 86400.0
        return array[(self.time > first) & (self.time <= first + DAYS[month] * 86400.0)].mean()

    def sea_load(self, constituent, outlet):
        """t a-1: the records are means over the interval that ends there [kg d-1]."""
        column = self.load[constituent][:, self.outlets.index(outlet)]
        days = (self.time[1:] - self.time[:-1]) / 86400.0
        return float((column[1:] * days).sum()) / 1000.0


def number(value):
    return f"{value:.2f}" if abs(value) < 9.995 else f"{value:.1f}"


def markdown(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def observed():
    """(section, constituent) -> {date: value}; suspect and brackish days left out. COD from the permanganate index."""
    values, left_out = defaultdict(dict), defaultdict(int)
    for row in case_table("observations.csv"):
        name, factor = ("cod", COD_PER_COD_MN) if row["constituent"] == "cod_mn" else (row["constituent"], 1.0)
        if name not in COMPARED:
            continue
        if "suspect" in row["qualifier"] or "brackish" in row["qualifier"]:
            left_out[row["section"], name] += 1
        else:
            values[row["section"], name][datetime.date.fromisoformat(row["date"])] = factor * float(row["value"])
    return values, left_out


def observation_tables(baseline):
    values, left_out = observed()
    names = {s["id"]: s["name"] for s in case_table("sections.csv")}
    summary, monthly = [], []
    for section in STATIONS:
        for constituent in COMPARED:
            seen = values[section, constituent]
            made = {d: baseline.day(constituent, section, d) for d in seen}
            n = len(seen)
            error = [made[d] - seen[d] for d in seen]
            rmse = (sum(e * e for e in error) / n) ** 0.5
            label = LABEL[constituent] + (" (3.5 x CODMn)" if constituent == "cod" else "")
            summary.append([names[section], label, f"{n} ({left_out[section, constituent]})",
                            number(sum(seen.values()) / n), f"{number(min(seen.values()))} – {number(max(seen.values()))}",
                            number(sum(made.values()) / n), f"{number(min(made.values()))} – {number(max(made.values()))}",
                            f"{sum(error) / n:+.2f}", number(rmse)])
            cells = []
            for month in range(4, 9):
                days = [d for d in seen if d.month == month]
                cells.append("–" if not days else f"{number(sum(seen[d] for d in days) / len(days))} / "
                             f"{number(sum(made[d] for d in days) / len(days))}")
            monthly.append([names[section], label] + cells)
    head = ["Section", "mg/l", "days (left out)", "observed mean", "range", "model mean", "range", "bias", "RMSE"]
    return {"observations": markdown(head, summary),
            "months": markdown(["Section", "mg/l: observed / model", "April", "May", "June", "July", "August"], monthly)}


def observed_oxygen(section):
    """DO by month of April to August 2021 [mg/l]; the days are not in the case's table."""
    return {int(r["date"][5:7]): float(r["value"]) for r in read("observations.csv")
            if r["section"] == section and r["constituent"] == "do" and "2021-04" <= r["date"] <= "2021-08"}


def score(run, constituent, section, seen):
    """Mean, bias and RMSE of a run over the days observed [mg/l]."""
    made = [run.day(constituent, section, d) for d in seen]
    error = [m - v for m, v in zip(made, seen.values())]
    return [number(sum(made) / len(seen)), f"{sum(error) / len(seen):+.2f}",
            number((sum(e * e for e in error) / len(seen)) ** 0.5)]


def dynamic_tables(year, dynamic):
    """Both cases beside the observations, over the period and by month; DO by month alone."""
    values, _ = observed()
    names = {s["id"]: s["name"] for s in case_table("sections.csv")}
    summary, monthly = [], []
    for section in STATIONS:
        for constituent in COMPARED:
            seen = values[section, constituent]
            label = LABEL[constituent] + (" (3.5 x CODMn)" if constituent == "cod" else "")
            summary.append([names[section], label, number(sum(seen.values()) / len(seen)),
                            *score(year, constituent, section, seen), *score(dynamic, constituent, section, seen)])
            cells = []
            for month in range(4, 9):
                days = {d: v for d, v in seen.items() if d.month == month}
                cells.append(" / ".join([number(sum(days.values()) / len(days)), score(year, constituent, section, days)[0],
                                         score(dynamic, constituent, section, days)[0]]) if days else "–")
            monthly.append([names[section], label] + cells)
        column = dynamic.value["do"][:, dynamic.sections.index(section)]
        oxygen = observed_oxygen(section)
        monthly.append([names[section], "DO"] + [f"{number(oxygen[m])} / – / {number(dynamic.month(column, m - 1))}"
                                                 for m in range(4, 9)])
    head = ["Section", "mg/l", "observed", "kinematic", "bias", "RMSE", "dynamic", "bias", "RMSE"]
    months = ["Section", "mg/l: observed / kinematic / dynamic", "April", "May", "June", "July", "August"]
    return {"dynamic": markdown(head, summary), "dynamic-months": markdown(months, monthly)}


def section_table(baseline):
    rows, outside = [], 0
    for s in case_table("sections.csv"):
        at = baseline.sections.index(s["id"])
        cells, off = [], []
        for c in ("cod", "nh4_n", "tn"):
            months = [baseline.month(baseline.value[c][:, at], m) for m in range(12)]
            low, high = EXPECTED[c]
            if min(months) < low or max(months) > high:
                off.append(LABEL[c])
            cells.append(f"{number(sum(months) / 12)} ({number(min(months))} – {number(max(months))})")
        outside += bool(off)
        flows = [baseline.month(baseline.flow[:, at], m) for m in range(12)]
        rows.append([s["name"], f"{number(min(flows))} – {number(max(flows))}", *cells, ", ".join(off)])
    head = ["Section", "flow m3/s, driest – wettest month", "COD mean (months)", "NH3-N", "TN", "outside"]
    return {"sections": markdown(head, rows) + f"\n\n{outside} of {len(rows)} sections have a month outside COD "
            "5 – 40, NH3-N 0.01 – 2 or TN 1 – 15 mg/l."}


def emissions():
    """t a-1 by outlet: (effluents, diffuse, boundary), what reaches the reaches."""
    rivers = Rivers()
    mouth = {r: rivers.mouth(r) for r in rivers.by_id}
    plants = {p["id"]: p for p in case_table("plants.csv")}
    reach = {o["id"]: o["reach"] for o in case_table("outfalls.csv")}
    sums = defaultdict(float)
    for d in case_table("dischargers.csv"):
        plant = plants.get(d["to"])
        out, quality = (plant["to"], plant) if plant else (d["to"], d)
        for c in CONSTITUENTS:
            sums[mouth[reach[out]], c, 0] += float(d["flow_m3_d"]) * float(quality[f"{c}_mg_l"]) * 365e-6
    for row in case_table("catchments.csv"):
        for c in CONSTITUENTS:
            sums[mouth[row["reach"]], c, 1] += float(row["area_km2"]) * float(row[f"{c}_kg_km2_a"]) / 1e3
    flow, quality = shicun_flow(), boundary_quality()
    at = rivers.mouth(rivers.leaving[BOUNDARY])
    for c in CONSTITUENTS:
        sums[at, c, 2] = sum(q * v * d * 0.0864 for q, v, d in zip(flow, quality[c], DAYS))
    return sums


def load_table(baseline):
    sums = emissions()
    rows, total = [], defaultdict(float)
    for outlet, name in OUTLETS.items():
        cells = []
        for c in ("cod", "nh4_n", "tn"):
            parts = [sums[outlet, c, i] for i in range(3)]
            sea = baseline.sea_load(c, outlet)
            cells += [f"{parts[0]:.0f} + {parts[1]:.0f}" + (f" + {parts[2]:.0f}" if parts[2] else ""), f"{sea:.0f}",
                      f"{100 * sea / sum(parts):.0f} %"]
            total[c, 0] += sum(parts)
            total[c, 1] += sea
        rows.append([name, *cells])
    rows.append(["all", *[text for c in ("cod", "nh4_n", "tn") for text in (
        f"{total[c, 0]:.0f}", f"{total[c, 1]:.0f}", f"{100 * total[c, 1] / total[c, 0]:.0f} %")]])
    head = ["River", "COD in", "to sea", "share", "NH3-N in", "to sea", "share", "TN in", "to sea", "share"]
    return {"loads": markdown(head, rows)}


def scenario_table(path):
    """Loads to the bay and sections on target of the scenarios that are given by name."""
    rows, first = [], None
    with h5py.File(path, "r") as result:
        title, sweep = words(result, "scenario_title"), words(result, "scenario_sweep")
        days = (result["time"][1:] - result["time"][:-1]) / 86400.0
        for i, name in enumerate(words(result, "scenario")):
            if sweep[i]:
                continue
            loads = [float((result[f"outlet_load_{c}"][i, 1:].sum(axis=1) * days).sum()) / 1000.0
                     for c in ("cod", "nh4_n", "tn")]
            first = first or loads
            met = int((result["meets_target"][i] == 1).sum())
            changes = [f"{v:.0f} ({100 * (v / f - 1):+.1f} %)" for v, f in zip(loads, first)]
            rows.append([f"`{name}`", title[i], *changes, str(met)])
    return {"scenarios": markdown(["Scenario", "", "COD t/a", "NH3-N t/a", "TN t/a", "sections on target"], rows)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("result")
    parser.add_argument("--dynamic")
    parser.add_argument("--document", type=Path)
    given = parser.parse_args()
    baseline = Baseline(given.result)
    tables = {**observation_tables(baseline), **section_table(baseline), **load_table(baseline),
              **scenario_table(given.result)}
    if given.dynamic:
        tables.update(dynamic_tables(baseline, Baseline(given.dynamic)))
    if given.document is None:
        print("\n\n".join(f"{name}\n\n{text}" for name, text in tables.items()))
        return
    text = given.document.read_text(encoding="utf-8")
    for name, body in tables.items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        if begin not in text or end not in text:
            raise SystemExit(f"{given.document} has no place for the table '{name}'")
        text = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _, b=body: f"{begin}\n{b}\n{end}", text, flags=re.S)
    given.document.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
