"""The same bits, whatever the number of threads, the instruction set, and the scenarios that run beside."""
import os

import numpy

from harness import DAY, problem
from whole_case import whole_case

EXTREMES = dict(k_nitritation_per_day=12.0, k_nitratation_per_day=40.0, k_cod_fast_oxidation_per_day=15.0, sod_g_m2_d=60.0)
PARTS = ["nh4_n", "no3_n", "cod_fast", "do", "po4_p", "chl_a", "org_n", "continuity", "age"]
MODES = {"kinematic, sharp fronts, quick reactions": dict(kinetics=EXTREMES, sharp=True),
         "prescribed, waste that measures all but take away": dict(strength=300.0),
         "dynamic, sharp fronts": dict(sharp=True, draws=12), "steady": dict(solve="steady")}


def crowd(kind, sharp=False, solve="transient", kinetics=None, strength=1.0, draws=2):
    """The case with everything, 15 scenarios and 2 `draws` more of loads, inflows, temperature and water."""
    mode = kind.split(",")[0]
    case = whole_case(mode, solve, 0.5 * DAY, 3600.0, 1000.0, kinetics=kinetics, output=DAY / 4,
                      strength=strength,
                      constituents=PARTS)
    case.set("transport", sharp_fronts=sharp)
    # A violent flood: a pulse of water and of waste that is a hundred times as strong.
    for hour, flow, factor in ((0, 3.0, 1.0), (3, 60.0, 100.0), (5, 2.0, 0.0), (9, 25.0, 40.0)):
        for node, share in (("H1", 1.0), ("H2", 0.4)):
            row = next(r for r in case.tables["inflows"] if r["node"] == node)
            case.add("flood", **{**row, "time": f"2021-01-01T{hour:02}:00:00Z", "flow_m3_s": share * flow,
                                 **{k: v * factor for k, v in row.items() if k.endswith("_mg_l")}})
    case.scenarios += [dict(id="flood", inflows="flood.csv"),
                       dict(id="flood-hot", inflows="flood.csv", temperature_offset_c=12.0)]
    pool = ["land", "plant", "cap", "shut", "keep", "lake"]
    case.sweeps = [dict(id="many", kind="random_subset", pool=pool, count=draws, seed=3),
                   dict(id="loads", kind="factorial", toggle=["land", "plant", "cap"]),
                   dict(id="wide", kind="latin_hypercube", pool=["land", "cap", "join"], count=draws, seed=7,
                        flow_factor=[0.2, 3.0])]
    return case


def scenarios_of(result):
    return [n.decode() if isinstance(n, bytes) else n for n in result.values["scenario"]]


def compare(bench, label, one, other, scenarios):
    """Every dataset; of those by scenario the rows of `scenarios`. `other` holds all scenarios of `one` or fewer."""
    ids = [scenarios_of(result) for result in (one, other)]
    rows = [[own.index(s) for s in scenarios] for own in ids]
    unlike = []
    for name, values in one.values.items():
        pair = [values, other.values[name]]
        if len(ids[0]) != len(ids[1]) and [len(p) if p.ndim else 0 for p in pair] == [len(own) for own in ids]:
            pair = [p[r] for p, r in zip(pair, rows)]
        same = list(pair[0]) == list(pair[1]) if values.dtype.kind == "O" else pair[0].tobytes() == pair[1].tobytes()
        if not same and name != "scenario_baseline":  # which is the first of those that run
            unlike.append(name)
    bench.check(label, len(unlike), 0, "datasets that differ", f"{len(scenarios)} scenarios")
    bench.claim(not unlike, f"{label}: {unlike[:8]} differ")


@problem("Bits", "the case with everything in up to 39 scenarios of loads, inflows, temperature and ecological flows: "
         "threads and instruction sets, many beside each other, few, and one alone, quiet ones beside floods of waste",
         "every number of the result bit for bit", "no dataset differs")
def bits(bench):
    for label, more in MODES.items():
        case = crowd("prescribed" if label == "steady" else label, **more)
        options = () if label == "steady" else ("--save-state", "--fields", "full")

        def run(level, *more_options):
            os.environ["BAILANG_INSTRUCTION_SET"] = level
            try:
                return bench.run(case, *options, *more_options)
            finally:
                del os.environ["BAILANG_INSTRUCTION_SET"]

        whole = run("avx512", "--threads", "1")
        ids = scenarios_of(whole)
        bench.claim(len(ids) == 15 + 2 * more.get("draws", 2), f"{label}: {len(ids)} scenarios only")
        for name, values in whole.values.items():
            if name.startswith(("cell_", "balance_")) and values.dtype.kind == "f":
                bench.claim(numpy.isfinite(values).all(), f"{label}: {name} holds no numbers")
        compare(bench, f"{label}: two threads, no vector instructions", whole, run("baseline", "--threads", "2"), ids)
        some = ids[1::3][::-1]
        compare(bench, f"{label}: every third, AVX2", whole, run("avx2", "--only", ",".join(some)), some)
        # Above it stood beside floods of waste whose steps the scheme takes again.
        again = sum(v for n, v in whole.values.items() if n.startswith("transport_fallback_steps_"))
        if numpy.any(again):
            bench.claim(again[ids.index("flood")] > 0 and again[ids.index("dry")] == 0, f"{label}: {again} steps taken again")
        compare(bench, f"{label}: a quiet one alone", whole, run("avx512", "--only", "dry"), ["dry"])
