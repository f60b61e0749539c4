"""docs/boulder-creek.md and its pictures."""
import math

import make_case

KEYS = {"org_n": "org_n", "nh4_n": "nh4_n", "no3_n": "no3_n", "cod_fast": "cbod_fast", "cod_slow": "cbod_slow", "do": "do"}
LABELS = {"org_n": "organic N", "nh4_n": "ammonia N", "no3_n": "nitrate N", "cod_fast": "fast CBOD", "cod_slow": "slow CBOD",
          "do": "dissolved oxygen"}
INTRODUCTION = """# Boulder Creek beside QUAL2Kw

This page is written by `data/boulder-creek/build/compare.py` from runs of the program. The case, `data/boulder-creek`, is the
example of QUAL2Kw 5 (G. Pelletier, MIT licence): Boulder Creek, Colorado, 21 August 1987, 13.6 km in 17 reaches below the
works of the city of Boulder, with groundwater, an inflow at km 10.2 and an abstraction of 1.9 m³/s at km 6.6. The case is
made from the model's own input file; `SOURCES.md` there says how. QUAL2Kw's numbers are of a run of its published Fortran
on that file, not a published table; the observed ones stand in the same file.
"""
DIFFERENCES = """## What differs, and was not tuned away

The rates are those of the file, calibrated **for QUAL2Kw**, whose river has parts that this program does not have:

* **Bottom algae.** QUAL2Kw's take up ammonia and nitrate, make and use oxygen, and return organic nitrogen when they die. Here
  is none of it: organic nitrogen falls where QUAL2Kw's, and the river's, stays.
* **Hyporheic biofilm.** Water that passes the bed loses fast CBOD and oxygen to it there. None here.
* **Sediment diagenesis.** QUAL2Kw computes the bed's oxygen demand and releases from what settles. Here they are 0.
* **Detritus.** Its dissolution feeds slow CBOD. None here.
* **The day.** QUAL2Kw follows the day's cycle and prints means; this is one steady state of the day's mean inputs. Rates that
  bend with oxygen and temperature make the mean of a day differ from the state of its means.
* **Temperature and pH** are the observed daily means, straight between stations; QUAL2Kw simulates both.
* **A reach** is one mixed tank in QUAL2Kw and cells of 25 m here.
"""


def text(given, reaches, rows, plain, quality):
    lines = [INTRODUCTION, "## Hydraulics", "",
             "Normal depth by Manning in each reach; the travel time is the sum over the reaches. Ours, with as many digits as",
             "QUAL2Kw prints; a test asserts that they are the same to half of the last digit.", "",
             "| reach | km | discharge m³/s | depth m | velocity m/s | travel time d |", "| --- | --- | --- | --- | --- | --- |"]
    for reach, values in rows:
        ours = " | ".join(f"{values[n][0]:.5f}" for n in ("flow", "depth", "velocity", "travel_time_d"))
        lines.append(f"| {reach['id']} | {reach['end_km']:.3f} | {ours} |")
    worst = max(abs(plain[f"{r['id']}-middle"]["tracer"] / q["conductivity"] - 1) for r, q in zip(reaches, quality))
    lines += ["", "## Conductivity", "",
              "Mixing alone. QUAL2Kw prints six digits after the point, means of a day; ours differs by at most "
              f"{'1e-6' if worst <= 1e-6 else f'{worst:.1e}'} of the value.", "",
              "![conductivity](boulder-creek-conductivity.svg)", "",
              "## Nitrogen, oxygen demand, oxygen", "",
              "RMSE in mg/l: to QUAL2Kw over 17 reaches, to the observed daily means over the stations below the works. The last",
              "column is QUAL2Kw's own to the observed ones. CBOD was not observed.", "",
              "| | ours to QUAL2Kw | ours to observed | QUAL2Kw to observed |", "| --- | --- | --- | --- |"]
    for name, theirs in KEYS.items():
        columns = [rmse_to_model(plain, name, theirs, reaches, quality)]
        stations = [(s, v[theirs]["mean"]) for s, v in given.observed.items() if theirs in v and s < given.headwater_x - 0.01]
        columns.append(rmse([(at_station(plain, name, reaches, s), v) for s, v in stations]))
        columns.append(rmse([(nearest(quality, s)[theirs], v) for s, v in stations]))
        shown = " | ".join("–" if math.isnan(c) else f"{c:.2f}" for c in columns)
        lines.append(f"| {LABELS[name]} | {shown} |")
    lines += ["", "![profiles](boulder-creek-profiles.svg)", "",
              "Lines: ours (blue) and QUAL2Kw (grey). Points: observed means, bars from the least to the greatest value of the day.", ""]
    return "\n".join(lines) + "\n" + DIFFERENCES


def rmse(pairs):
    return math.sqrt(sum((a - b) ** 2 for a, b in pairs) / len(pairs)) if pairs else math.nan


def rmse_to_model(case, name, theirs, reaches, quality):
    return rmse([(case[f"{r['id']}-middle"][name], q[theirs]) for r, q in zip(reaches, quality)])


def nearest(quality, x):
    return min(quality, key=lambda q: abs(q["x_km"] - x))


def at_station(case, name, reaches, x):
    """Stations lie in the middle of reaches."""
    reach = min(reaches, key=lambda r: abs(r["middle_km"] - x))
    assert abs(reach["middle_km"] - x) < 0.01, f"no reach has its middle at km {x}"
    return case[f"{reach['id']}-middle"][name]


def draw(given, reaches, plain, quality, docs):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    pyplot.rcParams.update({"svg.hashsalt": "bailang", "svg.fonttype": "none", "font.size": 8})
    x = [r["middle_km"] for r in reaches]

    def panel(axes, name, theirs, title):
        axes.plot(x, [q[theirs] for q in quality], "-", color="0.6", linewidth=2.5, label="QUAL2Kw")
        axes.plot(x, [plain[f"{r['id']}-middle"][name] for r in reaches], "-", color="C0", linewidth=1, label="bailang")
        seen = [(s, v[theirs]) for s, v in given.observed.items() if theirs in v and s < given.headwater_x - 0.01]
        if seen:
            mean = [v["mean"] for _, v in seen]
            bars = [[v["mean"] - v["low"] for _, v in seen], [v["high"] - v["mean"] for _, v in seen]]
            axes.errorbar([s for s, _ in seen], mean, bars, fmt="ok", markersize=3, linewidth=0.8, label="observed")
        axes.set_title(title, fontsize=8)
        axes.set_xlim(given.headwater_x, 0)

    figure, axes = pyplot.subplots(figsize=(6, 2.6))
    panel(axes, "tracer", "conductivity", "conductivity [µmho/cm]")
    axes.set_xlabel("km above Coal Creek")
    axes.legend(fontsize=7, frameon=False)
    figure.tight_layout()
    figure.savefig(docs / "boulder-creek-conductivity.svg", metadata={"Date": None, "Creator": None})
    figure, grid = pyplot.subplots(2, 3, figsize=(9, 5))
    for axes, (name, theirs) in zip(grid.flat, KEYS.items()):
        panel(axes, name, theirs, LABELS[name] + " [mg/l]")
        axes.set_ylim(bottom=0)
    grid[0, 0].legend(fontsize=6, frameon=False)
    for axes in grid[1]:
        axes.set_xlabel("km above Coal Creek")
    figure.tight_layout()
    figure.savefig(docs / "boulder-creek-profiles.svg", metadata={"Date": None, "Creator": None})
