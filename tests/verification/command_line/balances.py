"""Nitrogen, phosphorus, oxygen equivalents and solids: nothing is made and nothing lost by any process, scheme or step."""
import datetime

import numpy

from harness import DAY, LEDGER, START, problem
from whole_case import CONSTITUENTS, HEAD, PROCESSES, ZONE, whole_case

# Grams of each in a gram of matter (Redfield as the defaults have it; oxygen: COD counts 1, oxygen -1).
OXYGEN_OF_ALGAE = 40 * 2.67
HOLDS = {"N": dict(org_n=1, nh4_n=1, no2_n=1, no3_n=1, chl_a=7.2), "P": dict(org_p=1, po4_p=1, chl_a=1), "solids": dict(tss=1),
         "oxygen": dict(no2_n=-3.43, no3_n=-4.57, cod_fast=1, cod_slow=1, cod_inert=1, do=-1, chl_a=OXYGEN_OF_ALGAE)}
# What a gram of a process's rate takes out of the water (to bed, air, plants, nitrogen gas), and who tells the rate.
LEAVES = {"N": dict(org_n_settling=1, denitrification=1, bed_denitrification=1, nh4_release=-1, algae_settling=7.2),
          "P": dict(org_p_settling=1, po4_release=-1, algae_settling=1), "solids": dict(tss_settling=1),
          "oxygen": dict(denitrification=-4.57 + 2.86, bed_denitrification=-4.57, cod_fast_settling=1, cod_slow_settling=1,
                         cod_inert_settling=1, sod=-1, reaeration=1, weir_aeration=1, photosynthesis=1, respiration=-1,
                         algae_settling=OXYGEN_OF_ALGAE)}
RATE = dict(org_n_settling=("org_n", -1), denitrification=("no3_n", -1), bed_denitrification=("no3_n", -1),
            nh4_release=("nh4_n", 1), algae_settling=("chl_a", -1), org_p_settling=("org_p", -1), po4_release=("po4_p", 1),
            tss_settling=("tss", -1),
            cod_fast_settling=("cod_fast", -1), cod_slow_settling=("cod_slow", -1), cod_inert_settling=("cod_inert", -1),
            sod=("do", -1), reaeration=("do", 1), weir_aeration=("do", 1), photosynthesis=("do", 1), respiration=("do", -1))
# Of it the released ammonia, phosphate and the user's uptake change oxygen equivalents by nothing: neither holds any.


class Books:
    """The ledgers of a run: [scenario] by constituent and term, kg."""

    def __init__(self, result):
        self.result, self.terms = result, result.terms
        self.names = [n[8:] for n in result.values if n.startswith("balance_") and n != "balance_water"]
        self.count = len(result.values["scenario"])

    def of(self, constituent, term):
        return self.result.values[f"balance_{constituent}"][:, self.terms.index(term)]

    def sum(self, held, term):
        """Of all matter that holds it."""
        return sum(w * self.of(c, term) for c, w in held.items() if c in self.names)

    def throughput(self, constituent):
        """Half of all that comes, goes, stands and reacts, process by process."""
        values = self.result.values[f"balance_{constituent}"]
        return sum(abs(values[:, i]) for i, t in enumerate(self.terms) if t not in ("error", "reaction")) / 2

    def worst_error(self):
        """Largest |error| of any ledger of any scenario over its throughput."""
        return max((abs(self.of(c, "error")) / self.throughput(c)).max() for c in self.names if self.throughput(c).min() > 0)


def check_books(bench, label, result, processes=None):
    """Every ledger; every process against what it may take out of the water; what is left of the whole. @return the books"""
    books = Books(result)
    own = [t[9:] for t in books.terms if t.startswith("reaction_")]
    if processes is not None:
        bench.claim(sorted(own) == sorted(processes), f"{label}: processes {sorted(set(own) ^ set(processes))} act or not")
        for p in own:
            acts = max(numpy.abs(books.of(c, f"reaction_{p}")).min() for c in books.names)
            bench.claim(acts > 0, f"{label}: {p} does nothing")
    worst = {"each ledger": books.worst_error()}
    for what, held in HOLDS.items():
        through = sum(abs(w) * books.throughput(c) for c, w in held.items() if c in books.names)
        rest = -books.sum(held, "final")
        for term in ("initial", "headwater", "outfalls", "diffuse", "withdrawal", "diversion", "sea", "outlet"):
            rest = rest + books.sum(held, term)
        by_no_process = books.sum(held, "reaction")
        for p in own:
            made, left = books.sum(held, f"reaction_{p}"), LEAVES[what].get(p, 0)
            if left:
                constituent, sign = RATE[p]
                left = left * sign * books.of(constituent, f"reaction_{p}")
            worst[f"{what} that {p} makes"] = (abs(made + left) / through).max()
            rest, by_no_process = rest - left, by_no_process - made
        worst[f"{what} that reacts by no process"] = (abs(by_no_process) / through).max()
        worst[f"{what} entered, left, settled, gone to the air"] = (abs(rest) / through).max()
    for what, error in worst.items():
        bench.claim(error <= LEDGER, f"{label}: {what}: {error:.3g}")
    bench.check(label, max(worst.values()), LEDGER, "of the throughput", f"{len(own)} processes, {books.count} scenarios")
    return books


def check_sound(bench, label, result):
    """Nothing below 0 in any cell at any time, continuity 1."""
    beside = ("section_stage", "section_lon", "section_lat", "section_flow", "section_flow_mean", "state_discharge",
              "state_level_flow", "state_level_velocity")
    for name, values in result.values.items():
        if name.startswith(("cell_", "state_", "section_")) and values.dtype.kind == "f" and name not in beside:
            bench.claim(values.min() >= 0, f"{label}: {name} falls to {values.min()}")  # NaN fails
        if name in ("state_continuity", "section_continuity_mean", "section_continuity"):
            error, limit = numpy.abs(values - 1).max(), 1e-12 if values.dtype == float else 1e-6
            bench.claim(error <= limit, f"{label}: {name} off by {error:.3g}")


def by_hand(case, seconds):
    """What enters the case without measures by its tables, {term: {constituent: kg}}."""
    names = [c for c in HEAD if c in case.constituents]
    since = lambda row: (datetime.datetime.strptime(row["time"], "%Y-%m-%dT%H:%M:%SZ") - START).total_seconds()
    total = {term: dict.fromkeys(names, 0.0) for term in ("headwater", "outfalls", "diffuse")}
    rows = case.tables["inflows"]
    for row in rows:
        later = [since(r) for r in rows if (r["node"], r["reach"]) == (row["node"], row["reach"]) and r["time"] > row["time"]]
        span = max(min(later + [seconds]) - since(row), 0.0)
        for c in names:
            total["headwater"][c] += 1e-3 * span * row["flow_m3_s"] * row[f"{c}_mg_l"]
    one, two = case.tables["dischargers"]
    plant = case.tables["plants"][0]
    treated = plant["capacity_m3_d"]
    own = [row for row in case.tables["outfalls"] if "flow_m3_d" in row]
    for c in names:
        at = lambda row: row[f"{c}_mg_l"]
        # What a plant takes out leaves no dirtier than it came; its nitrate it makes, of the ammonia here.
        cleaned = at(plant) if c == "no3_n" else min(at(plant), at(one))
        daily = (treated * (1 - plant["reuse_fraction"]) * cleaned + (one["flow_m3_d"] - treated) * at(one)
                 + two["flow_m3_d"] * at(two) + sum(row["flow_m3_d"] * at(row) for row in own))
        total["outfalls"][c] = 1e-3 * seconds / DAY * daily
        yearly = sum(row["area_km2"] * row[f"{c}_kg_km2_a"] for row in case.tables["catchments"])
        total["diffuse"][c] = seconds / (365 * DAY) * yearly
    return total


def check_by_hand(bench, label, case, result, books):
    """The first scenario: what came in by the tables, what the water holds at both ends, what the outlet passed."""
    seconds = result.time[-1] - result.time[0]
    worst = 0.0
    for term, amounts in by_hand(case, seconds).items():
        for c, kg in amounts.items():
            worst = max(worst, abs(books.of(c, term)[0] - kg) / books.throughput(c)[0])
    spans = numpy.diff(result.time) / DAY
    for c in HEAD:
        if c not in books.names:
            continue
        left = (result.values[f"outlet_load_{c}"][0, 1:, 0] * spans).sum()
        worst = max(worst, abs(left + books.of(c, "outlet")[0] + books.of(c, "sea")[0]) / books.throughput(c)[0])
        if f"state_{c}" in result.values:
            zone = ZONE * case.sections_toml["grid"]["cell_length_m"]
            stands = (result.values["state_volume"][0] * result.values[f"state_{c}"][0]).sum()
            stands += zone * result.values[f"state_storage_{c}"][0].sum()
            worst = max(worst, abs(stands * 1e-3 - books.of(c, "final")[0]) / books.throughput(c)[0])
    bench.check(f"{label}: ledgers against sums by hand", worst, LEDGER, "of the throughput", "as it is")


ONE_STEP = [p for p in PROCESSES if p not in ("nitritation", "nitratation")] + ["nitrification"]


@problem("N balance", "nitrogen, phosphorus, oxygen equivalents and solids where every process acts: a network with a "
         "confluence, branches, a reservoir, outfalls, land, withdrawals, a pump, a weir, a storage zone; five scenarios",
         "Σ (grams of N in a gram) × (initial + entered − left − final) = what went to bed, air, plants and nitrogen gas",
         "1e-12 of the throughput: each ledger, each process, the sum over all matter, sums by hand of what the tables bring")
def balances(bench):
    for mode, solve, nitrite in (("kinematic", "transient", True), ("prescribed", "transient", False),
                                 ("dynamic", "transient", True), ("steady", "steady", True), ("prescribed", "steady", False),
                                 ("dynamic", "steady", True)):
        label = f"{mode}, {solve}" + ", nitrification in one step" * (not nitrite)
        case = whole_case(mode, solve, step=1800.0, constituents=None if nitrite else [c for c in CONSTITUENTS if c != "no2_n"])
        options = () if solve == "steady" else ("--save-state", "--fields", "full")
        result = bench.run(case, *options)
        books = check_books(bench, label, result, PROCESSES if nitrite else ONE_STEP)
        check_by_hand(bench, label, case, result, books)
        check_sound(bench, label, result)


FIERCE = dict(
    k_org_n_hydrolysis_per_day=20.0, k_nitritation_per_day=20.0, k_nitratation_per_day=50.0, k_denitrification_per_day=20.0,
    v_bed_denitrification_m_per_day=10.0, k_cod_slow_hydrolysis_per_day=20.0, k_cod_slow_oxidation_per_day=20.0,
    k_cod_fast_oxidation_per_day=20.0, k_org_p_hydrolysis_per_day=20.0, sod_g_m2_d=200.0, respiration_mg_l_d=500.0,
    k_algae_growth_per_day=20.0, k_algae_respiration_per_day=10.0, k_algae_death_per_day=10.0, radiation_w_m2=900.0,
    v_settling_tss_m_per_day=1000.0, v_settling_org_n_m_per_day=100.0, v_settling_cod_slow_m_per_day=100.0, reaeration="given",
    k_reaeration_per_day=0.2)


@problem("N balance, long steps", "the same with steps of a day and rates of up to 50 a day, waste twenty times as strong, "
         "oxygen near nothing; and with limitations switched off", "the sums as before",
         "1e-12 of the throughput; no cell's concentration below 0 at any time")
def long_steps(bench):
    off = {f"k_{name}_mg_l": 0.0
           for name in ("oxygen_oxidation", "oxygen_nitrification", "oxygen_denitrification", "oxygen_sod",
                        "carbon_denitrification", "algae_ammonium", "algae_nitrogen", "algae_phosphorus")}
    for mode, step, more, what in (("kinematic", DAY, {}, ""),
                                   ("prescribed", DAY, dict(oxygen_limitation="half_saturation"), ""),
                                   ("dynamic", DAY, dict(oxygen_limitation="second_order"), ""),
                                   ("kinematic", DAY, off, ", nothing limits"),
                                   ("prescribed", 3 * 3600.0, off, ", nothing limits")):
        label = f"{mode}, {step / 3600:g} h{what}"
        case = whole_case(mode, end=4 * DAY, step=step, cell=1000.0, kinetics={**FIERCE, **more}, strength=20.0, output=step)
        result = bench.run(case, "--fields", "full", "--save-state")
        check_books(bench, label, result)
        check_sound(bench, label, result)
