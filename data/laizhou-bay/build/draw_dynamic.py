"""Draw the figures of docs/laizhou-bay.md that show the case with tides.

Run: python3 draw_dynamic.py FULL.h5 YEAR.h5 OUT_DIRECTORY   (needs h5py and matplotlib)
FULL.h5: laizhou-bay-dynamic from 1 to 16 January (end = 2021-01-16) with --fields full. YEAR.h5: the whole year.
"""

import csv
import sys
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.dates  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

from compare_observations import Baseline, observed, observed_oxygen, words  # noqa: E402
from hydrology import Rivers  # noqa: E402

DAYS_SHOWN = 14.75  # a spring and a neap tide
SECTIONS = {"Xiaoqing": ("XQ_01", "yangkou", "Yangkou"), "Mi": ("MI_06", "zhangjian-bridge", "Zhangjian Bridge")}


def bed_and_sea(rivers, first):
    """Distance to the sea [m] of the upstream end of each reach from `first` down."""
    path = rivers.downstream(first)
    left = sum(float(rivers.by_id[r]["length_m"]) for r in path)
    ends = {}
    for reach in path:
        ends[reach] = left
        left -= float(rivers.by_id[reach]["length_m"])
    return ends


def distance(rivers, ends, section):
    """km to the sea of a section on the river or just above its confluence with it; None for others."""
    reach, chainage = section["reach"], float(section["chainage_m"])
    if reach in ends:
        return (ends[reach] - chainage) / 1000.0
    row = rivers.by_id[reach]
    below = rivers.leaving.get(row["to_node"])
    near = below in ends and float(row["length_m"]) - chainage < 3000.0
    return ends[below] / 1000.0 if near else None


def profile(result, rivers, first):
    """Cells of a river by distance to the sea: km, lowest, mean and highest level, and salinity [g/kg]."""
    ends = bed_and_sea(rivers, first)
    reach, chainage = words(result, "cell_reach"), result["cell_chainage"][:]
    cells = sorted((ends[r] - x, i) for i, (r, x) in enumerate(zip(reach, chainage)) if r in ends)
    km, order = np.array([c[0] for c in cells]) / 1000.0, [c[1] for c in cells]
    shown = result["time"][:] >= result["time"][-1] - DAYS_SHOWN * 86400.0
    salt = result["cell_tracer"][0][shown][:, order]
    return km, salt


def draw_sections(path, out):
    rivers = Rivers()
    nodes = {n["id"]: float(n["bed_elevation_m"]) for n in csv.DictReader(
        open(Path(__file__).parents[1] / "nodes.csv", encoding="utf-8"))}
    weirs = list(csv.DictReader(open(Path(__file__).parents[2] / "laizhou-bay-dynamic" / "structures.csv",
                                     encoding="utf-8")))
    figure, axes = plt.subplots(2, 2, figsize=(9, 5.2), sharex="col")
    with h5py.File(path, "r") as result:
        names = words(result, "section")
        shown = result["time"][:] >= result["time"][-1] - DAYS_SHOWN * 86400.0
        for column, (river, (first, section, label)) in enumerate(SECTIONS.items()):
            level, salt_at = axes[0][column], axes[1][column]
            ends = bed_and_sea(rivers, first)
            bed = [(ends[r] / 1000.0, nodes[rivers.by_id[r]["from_node"]]) for r in ends]
            bed.append((0.0, nodes[rivers.by_id[list(ends)[-1]]["to_node"]]))
            level.plot(*zip(*bed), color="saddlebrown", lw=1.2, label="bed")
            at = {s["id"]: s for s in csv.DictReader(open(Path(__file__).parents[1] / "sections.csv", encoding="utf-8"))}
            stage = result["section_stage"][0][shown]
            for i, name in enumerate(names):
                x = distance(rivers, ends, at[name])
                behind = [w for w in weirs if w["reach"] == at[name]["reach"] and at[name]["reach"] not in ends]
                if x is None or behind:
                    continue
                level.plot([x, x], [stage[:, i].min(), stage[:, i].max()], color="tab:blue", lw=4, solid_capstyle="butt")
                level.plot(x, stage[:, i].mean(), "_", color="tab:blue", ms=7)
            for weir in weirs:
                if weir["reach"] in ends:
                    x = (ends[weir["reach"]] - float(weir["chainage_m"])) / 1000.0
                    level.plot(x, float(weir["crest_level_m"]), "^", color="black", ms=4)
            km, salt = profile(result, rivers, first)
            salt_at.fill_between(km, salt.min(axis=0), salt.max(axis=0), color="tab:cyan", alpha=0.5)
            salt_at.plot(km, salt.mean(axis=0), color="tab:blue", lw=1)
            x = (ends[at[section]["reach"]] - float(at[section]["chainage_m"])) / 1000.0
            salt_at.axvline(x, color="grey", lw=0.8, ls=":")
            salt_at.text(x, 28.0, " " + label, fontsize=7, va="top")
            level.set_title(f"Lower {river}, 2 – 16 January 2021", fontsize=9)
            salt_at.set_xlabel("km to the sea", fontsize=8)
            level.invert_xaxis()
    axes[0][0].set_ylabel("m above datum", fontsize=8)
    axes[1][0].set_ylabel("salinity g/kg", fontsize=8)
    finish(figure, axes, out / "laizhou-bay-tide.png")


def draw_year(path, out):
    run = Baseline(path)
    values, _ = observed()
    figure, axes = plt.subplots(4, 4, figsize=(10, 7), sharex=True)
    places = {"zhangjian-bridge": "Zhangjian (Mi)", "liutuan-bridge": "Liutuan (Bailang)",
              "xiashan-reservoir-mid": "Xiashan", "yangkou": "Yangkou (Xiaoqing)"}
    dates = [np.datetime64("2021-01-01") + i for i in range(365)]
    for column, (section, title) in enumerate(places.items()):
        for row, (constituent, label) in enumerate((("nh4_n", "NH3-N"), ("tn", "TN"), ("cod", "COD"), ("do", "DO"))):
            axis = axes[row][column]
            seen = values.get((section, constituent), {})
            axis.plot([np.datetime64(d) for d in seen], list(seen.values()), ".", color="tab:orange", ms=2)
            if constituent == "do":
                monthly = observed_oxygen(section)
                axis.plot([np.datetime64(f"2021-{m:02d}-15") for m in monthly], list(monthly.values()), "o",
                          color="tab:orange", ms=3)
            axis.plot(dates, [run.day(constituent, section, d.astype(object)) for d in dates], color="tab:blue", lw=1)
            axis.set_ylim(bottom=0.0)
            if column == 0:
                axis.set_ylabel(f"{label} mg/l", fontsize=8)
            if row == 0:
                axis.set_title(title, fontsize=9)
            axis.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%m"))
    finish(figure, axes, out / "laizhou-bay-year.png")


def finish(figure, axes, path):
    for axis in axes.flat:
        axis.tick_params(labelsize=7)
        axis.grid(lw=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=100)


if __name__ == "__main__":
    folder = Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    draw_sections(sys.argv[1], folder)
    draw_year(sys.argv[2], folder)
