"""Measures of the plan and the scenarios that use them, as TOML text."""

from collections import defaultdict

import hydrology
from hydrology import DAYS
from loads import WITHOUT_WATER
from tables import CONSTITUENTS, distance_m, number, read

SEWAGE = ("mixed_sewer", "rural_sewage", "industry")  # what a closed outfall of these kinds carried goes to a plant

VILLAGES_NOW, VILLAGES_PLAN = 0.4152, 0.55  # share of villages with treatment (plan 2.3, 8.4)
TREATMENT_EFFECT = 0.65                     # middle of 50-80 % (costs.csv)
PERSONS_PER_HOUSEHOLD = 2.6
CROP_SHARE, CROP_EFFECT = 0.40, 0.175       # cropland under better practice; middle of TN 10-25 % (costs.csv)
HERD_SHARE, HERD_EFFECT = 0.50, 0.55        # herds with better stores; middle of 40-70 % (costs.csv)

# Reservoirs and the reach below each that the plan keeps wet.
KEPT_WET = {"bailang": ("BL_R", "BL_02"), "mi": ("MI_YY", "MI_02"), "wei": ("WEI_XS", "WEI_09"),
            "wen": ("WEN_MS", "WEN_06")}
# Tennant's "fair" flow: share of the natural mean, October to March and April to September.
TENNANT = (0.1, 0.1, 0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1)


class Costs:
    """Unit costs; amounts are rounded to 1000 yuan."""

    def __init__(self):
        self.rows = {r["measure_kind"]: r for r in read("costs.csv")}

    def keys(self, kind, amount):
        row = self.rows[kind]
        return [("capital_cost", int(round(float(row["capital_mid_yuan"]) * amount, -3))),
                ("annual_cost", int(round(float(row["annual_cost_yuan"]) * amount, -3))),
                ("lifetime_years", int(row["lifetime_years"]))]


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def block(heading, pairs, comment=()):
    lines = [f"# {line}" for line in comment] + [f"[[{heading}]]"]
    return "\n".join(lines + [f"{key} = {toml(value)}" for key, value in pairs]) + "\n"


def place(row):
    return float(row["lon"]), float(row["lat"])


def q4_limits():
    return {r["constituent"]: float(r["limit"]) for r in read("gb18918_2002.csv")
            if r["level"] == "Q4" and r["constituent"] in CONSTITUENTS}


def plant_measures(costs):
    plants = read("plants.csv")
    limits = q4_limits()
    above = [p for p in plants if any(float(p[f"effluent_{c}_mg_l"]) > limits[c] for c in CONSTITUENTS)]
    strong = [p for p in plants if float(p["effluent_tn_mg_l"]) > 10.0]
    capacity = sum(float(p["capacity_m3_d"]) for p in above)
    tn_capacity = sum(float(p["capacity_m3_d"]) for p in strong)
    return {
        "plants-q4": block("measure", [
            ("id", "plants-q4"), ("title", "All 40 plants to quasi class IV"), ("kind", "upgrade_plant"),
            ("select", "all"), ("standard", "Q4")] + costs.keys("upgrade_plant", capacity), [
            "The limits are COD 30, NH3-N 1.5, TN 15, TP 0.3 mg/l; an effluent that is better stays as it is.",
            f"Cost: the {len(above)} plants ({int(capacity)} m3/d) whose effluent is above a limit today."]),
        "plants-tn10": block("measure", [
            ("id", "plants-tn10"), ("title", "All plants to TN 10 mg/l (strict quasi class IV)"),
            ("kind", "upgrade_plant"), ("select", "all"), ("tn_mg_l", 10.0)]
            + costs.keys("upgrade_plant", tn_capacity), [
            "The lower end of the usual range of TN limits (Q4s); the plan asks for it where a river's TN is high.",
            f"Cost: the {len(strong)} plants ({int(tn_capacity)} m3/d) above 10 mg/l."])}


def assign_plants(closed):
    """Where each closed outfall's sewage goes: the nearest plant of the county with room, else the nearest of another
    county. Plant id -> outfalls."""
    plants = read("plants.csv")
    room = {p["id"]: float(p["capacity_m3_d"]) - float(p["actual_m3_d"]) for p in plants}
    taken = defaultdict(list)
    for outfall in sorted(closed, key=lambda o: (-float(o["flow_m3_d"]), o["id"])):
        flow = float(outfall["flow_m3_d"])
        nearest = min((p for p in plants if room[p["id"]] >= flow), key=lambda p: (
            p["county"] != outfall["county"], distance_m(place(p), place(outfall)), p["id"]))
        room[nearest["id"]] -= flow
        taken[nearest["id"]].append(outfall)
    return taken


def closing_measures(costs, outfalls):
    closed = [o for o in outfalls if o["plan_action"] == "close"]
    name = {p["id"]: p["name"] for p in read("plants.csv")}
    found = {}
    for plant, members in sorted(assign_plants([o for o in closed if o["kind"] in SEWAGE]).items()):
        key = "connect-" + plant.replace("wwtp-", "")
        flow = sum(float(o["flow_m3_d"]) for o in members)
        found[key] = block("measure", [
            ("id", key), ("title", f"Sewage of closed outfalls ({len(members)}) to {name[plant]}"), ("kind", "connect"),
            ("select", {"id": sorted(o["id"].replace("out-", "dis-") for o in members)}), ("to", plant)]
            + costs.keys("connect", flow))
    found["close"] = block("measure", [
        ("id", "close"), ("title", f"{len(closed)} outfalls closed as the ledger says"), ("kind", "close"),
        ("select", {"status": "close"})] + costs.keys("close", len(closed)), [
        "Closing is honest only with the connections above, which take the sewage to a plant first; the manure of the",
        f"{sum(o['kind'] == 'livestock' for o in closed)} livestock outfalls goes to the fields and stops here."])
    return found


def merge_target(group, outfalls, river_of):
    """The outfall that stays and is nearest to the group: same river and county, else same county, and of the same
    class of water; plants' outfalls last. Distances are weighted by flow."""
    river, county, without_water = group["key"]
    stays = [o for o in outfalls if o["plan_action"] in ("keep", "standardise") and o["county"] == county
             and (o["kind"] in WITHOUT_WATER) == without_water]
    if without_water:
        stays = [o for o in stays if o["kind"] == "urban_storm"]
    same = [o for o in stays if river_of[o["reach"]] == river]

    def rank(o):
        way = sum(float(m["flow_m3_d"]) * distance_m(place(m), place(o)) for m in group["members"])
        return (o["kind"] == "plant", way, o["id"])
    return min(same or stays, key=rank)


def merging_measures(costs, outfalls, river_of):
    groups = {}
    for o in outfalls:
        if o["plan_action"] == "merge":
            key = (river_of[o["reach"]], o["county"], o["kind"] in WITHOUT_WATER)
            groups.setdefault(key, dict(key=key, members=[]))["members"].append(o)
    found, count = {}, defaultdict(int)
    for key in sorted(groups):
        group = groups[key]
        target = merge_target(group, outfalls, river_of)
        count[key[1]] += 1
        identity = f"merge-{key[1]}-{count[key[1]]:02d}"
        what = "storm outfalls" if key[2] else "sewage outfalls"
        found[identity] = block("measure", [
            ("id", identity), ("title", f"{len(group['members'])} {what} on the {key[0]} into one"), ("kind", "merge"),
            ("select", {"id": sorted(o["id"] for o in group["members"])}), ("into", target["id"])]
            + costs.keys("merge", len(group["members"])))
    return found


# Caps by kind. GB 18918-2002 1A: 50, 5, 15, 0.5 mg/l; 1B: 60, 8, 20, 1.
STANDARD_GROUPS = {"works": (("plant", "industry"), "1A"), "sewage": (("rural_sewage", "mixed_sewer"), "1B"),
                   "drains": (("urban_storm", "farmland_drain", "port_other"), "1B"), "livestock": (("livestock",), None)}


def standard_effect(cap):
    """Keys of a standardising measure, and what they are in words."""
    if not cap:
        return [(f"removal_{c}", HERD_EFFECT) for c in CONSTITUENTS], f"{HERD_EFFECT:.0%} less"
    level = {r["constituent"]: float(r["limit"]) for r in read("gb18918_2002.csv")
             if r["level"] == cap and r["constituent"] in CONSTITUENTS and r["limit"]}
    return [(f"{c}_mg_l", level[c]) for c in CONSTITUENTS], f"GB 18918-2002 level {cap}"


def standardising_measures(costs, outfalls):
    found = {}
    for key, (kinds, cap) in STANDARD_GROUPS.items():
        amount = sum(o["plan_action"] == "standardise" and o["kind"] in kinds for o in outfalls)
        effect, words = standard_effect(cap)
        found["standardise-" + key] = block("measure", [
            ("id", "standardise-" + key), ("title", f"{amount} {key} outfalls standardised ({words})"),
            ("kind", "standardise"), ("select", {"status": "standardise", "kind": list(kinds)})] + effect
            + costs.keys("standardise", amount))
    return found


def cropland_parts():
    """Share of livestock in cropland's diffuse load, by constituent: the two stand on the same land."""
    sums = defaultdict(float)
    for r in read("county_loads.csv"):
        if r["route"] == "diffuse" and r["sector"] in ("crop", "livestock"):
            for c in CONSTITUENTS:
                sums[r["sector"], c] += float(r[f"{c}_river_t_a"])
    return {c: sums["livestock", c] / (sums["crop", c] + sums["livestock", c]) for c in CONSTITUENTS}


def diffuse_measures(costs):
    counties = read("counties.csv")
    rural = sum(float(c["population_2020"]) * (1 - float(c["urban_share"])) for c in counties)
    cropland = sum(float(c["cropland_km2"]) for c in counties) * 100.0
    herds = sum(float(c["pig_equivalents"]) for c in counties)
    now, plan = (1 - TREATMENT_EFFECT * share for share in (VILLAGES_NOW, VILLAGES_PLAN))
    herd = cropland_parts()
    inside = {"county": [c["county"] for c in counties]}

    def effects(value):
        return [(f"fraction_{c}", float(number(value(c), 3))) for c in CONSTITUENTS]
    return {
        "rural-sewage": block("measure", [
            ("id", "rural-sewage"), ("title", "Villages with sewage treatment from 41.52 % to 55 %"),
            ("kind", "reduce_diffuse"), ("select", inside), ("land_use", "rural"),
            ("fraction", float(number(1 - plan / now, 3)))]
            + costs.keys("reduce_diffuse_rural", rural / PERSONS_PER_HOUSEHOLD * (VILLAGES_PLAN - VILLAGES_NOW)), [
            f"Treatment takes {TREATMENT_EFFECT:.0%}: what leaves falls from {now:.3f} to {plan:.3f} of the raw load."]),
        "fertiliser": block("measure", [
            ("id", "fertiliser"), ("title", "Fertiliser 6 % less, better practice on 40 % of the cropland"),
            ("kind", "reduce_diffuse"), ("select", inside), ("land_use", "cropland")]
            + effects(lambda c: CROP_SHARE * CROP_EFFECT * (1 - herd[c]))
            + costs.keys("reduce_diffuse_crop", cropland * CROP_SHARE), [
            "40 % of the land x 17.5 % = 7 % of the crops' part of cropland's diffuse load."]),
        "manure": block("measure", [
            ("id", "manure"), ("title", "Manure stores for half of the herds"), ("kind", "reduce_diffuse"),
            ("select", inside), ("land_use", "cropland")]
            + effects(lambda c: HERD_SHARE * HERD_EFFECT * herd[c])
            + costs.keys("reduce_diffuse_livestock", herds * HERD_SHARE), [
            "50 % of the herds x 55 % of their part of cropland's diffuse load (manure is spread there)."])}


def flow_measures(costs, rivers, lateral, effluent):
    """Ecological flow below four reservoirs; the yearly cost is the water that today's flow falls short."""
    natural = hydrology.natural_runoff(rivers)
    added = defaultdict(float)
    for o in read("outfalls.csv"):
        added[o["reach"]] += effluent.get(o["id"], 0.0)
    found = {}
    for key, (reservoir, below) in KEPT_WET.items():
        above = rivers.upstream(reservoir)
        mean = sum(natural[r] for r in above)
        wish = [float(number(share * mean, 3)) for share in TENNANT]
        today = [sum(lateral[r][m] + added[r] for r in above) for m in range(12)]
        short = sum(max(w - q, 0.0) * d * 86400.0 for w, q, d in zip(wish, today, DAYS))
        found["ecological-flow-" + key] = block("measure", [
            ("id", "ecological-flow-" + key), ("title", f"Ecological flow below {reservoir} ({below})"),
            ("kind", "ecological_flow"), ("reservoir", reservoir), ("flow_m3_s", wish), ("capital_cost", 0),
            ("annual_cost", int(round(float(costs.rows["ecological_flow"]["capital_mid_yuan"]) * short, -3)))], [
            f"10 % (October to March) and 30 % (April to September) of the natural mean of {mean:.2f} m3/s;",
            f"today's flow falls short of it by {short / 1e6:.1f} million m3 in the year."])
    return found


def all_measures(rivers, lateral, effluent):
    """Groups of measures in the order of the file: group -> id -> TOML text."""
    costs, outfalls = Costs(), read("outfalls.csv")
    return {"plants": plant_measures(costs), "closing": closing_measures(costs, outfalls),
            "merging": merging_measures(costs, outfalls, rivers.river_of),
            "standardising": standardising_measures(costs, outfalls), "diffuse": diffuse_measures(costs),
            "flow": flow_measures(costs, rivers, lateral, effluent)}


HEAD_MEASURES = """\
# Measures of Weifang's plan to 2025. Written by build/make_case.py; SOURCES.md says where the values come from.
# All stand for the year they are fully in force. Costs are estimates (confidence C).

"""
HEAD_SCENARIOS = """\
# Scenarios of the case. Written by build/make_case.py.

"""


def ids(groups, *names):
    return [key for name in names for key in groups[name]]


def wrapped(values):
    """A TOML list of texts over several lines."""
    lines, line = [], ""
    for text in [toml(v) for v in values]:
        if len(line) + len(text) > 110:
            lines.append(line.rstrip())
            line = ""
        line += text + ", "
    lines.append(line.rstrip())
    return "[\n  " + "\n  ".join(lines) + "\n]" if values else "[]"


def scenario(identity, title, members, head=()):
    lines = ["[[scenario]]", f"id = {toml(identity)}", f"title = {toml(title)}", *head, f"measures = {wrapped(members)}"]
    return "\n".join(lines) + "\n"


def scenarios_text(groups):
    outfall_plan = ids(groups, "closing", "merging", "standardising")
    plan = ["plants-q4"] + outfall_plan + ids(groups, "diffuse", "flow")
    axes = [["plants-q4"], ids(groups, "closing"), ids(groups, "merging"), ids(groups, "standardising"),
            ids(groups, "diffuse"), ids(groups, "flow")]
    parts = [
        scenario("baseline", "2021 as it was", [], ["baseline = true"]),
        scenario("plants-q4", "All 40 plants to quasi class IV", ["plants-q4"]),
        scenario("plants-tn10", "All 40 plants to quasi class IV, TN 10 mg/l", ids(groups, "plants")),
        scenario("outfalls-plan", "Outfalls closed, merged and standardised as the ledger says", outfall_plan),
        scenario("rural-diffuse", "Villages, fertiliser and manure", ids(groups, "diffuse")),
        scenario("ecological-flow", "Ecological flow in the Bailang, Mi, Wei and Wen", ids(groups, "flow")),
        scenario("plan-2025", "All of the plan together", plan),
        scenario("plan-2025-tn10", "All of the plan, and plants to TN 10 mg/l", ["plants-tn10"] + plan)]
    choices = ",\n".join(f"  [[], {wrapped(axis)}]" for axis in axes)
    parts.append("# Every combination of the six parts of the plan: 2^6 = 64 members.\n# Axes: plants-q4, closing, merging, "
                 "standardising, diffuse, ecological flow; each off or on.\n"
                 "[[sweep]]\nid = \"parts\"\ntitle = \"Parts of the plan\"\nkind = \"factorial\"\n"
                 f"axes = [\n{choices}\n]\n")
    return HEAD_SCENARIOS + "\n".join(parts)


def measures_text(groups):
    return HEAD_MEASURES + "\n".join(text for group in groups.values() for text in group.values())
