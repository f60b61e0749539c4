"""Measures of the plan with their dates, and the scenarios of the years 2020 to 2025, as TOML text."""

from collections import defaultdict

import measures
from measures import SEWAGE, Costs, block, scenario, toml, wrapped
from tables import number, read

# Deadlines of the plan (6.3): outfalls of the Xiaoqing and the Wei basin by the end of 2023, all by the end of 2025. Works
# begin two or three years before and grow evenly; what the plan gives as a number for 2025 grows over its five years.
EARLY = ("2023-12-31", [("from", "2022-01-01"), ("ramp", "729 d")])
LATE = ("2025-12-31", [("from", "2023-01-01"), ("ramp", "1095 d")])
FIVE_YEARS = [("from", "2021-01-01"), ("ramp", "1825 d")]

ENLARGED = 28            # plants new or enlarged (plan 6.3); which, is a guess: the fullest
ENLARGEMENT = 0.25       # of today's capacity
PIPES_KM_PER_KM2 = 10.0  # sewers of combined areas
REUSE = 0.15             # of the effluent, from some 35 % in use today to the plan's 50 % (6.4)
WETLAND_M2 = 1300 / 4 * 666.667  # 1,300 mu at four sites (plan 6.5)
WETLAND_AT = ("out-changle-1", "out-changle-2", "out-weifang-main", "out-gaomi-2")
# Rates of free-water wetlands [m a-1] and backgrounds [mg/l], middle of the range in Kadlec and Wallace (2009), from memory.
WETLAND_RATES = {"cod": (20.0, 10.0), "nh4_n": (14.7, 0.1), "tn": (12.6, 1.0)}
WETLAND_THETA, WETLAND_TANKS = 1.05, 3
CONNECTION = ("WEI_09", "BL_02", 1.0)  # from, to, m3/s: water of Xiashan to the upper Bailang


def dated(costs, kind, amount, pairs, when, comment=()):
    return block("measure", pairs + when + costs.keys(kind, amount), comment)


def plants(costs):
    upgrades = measures.plant_measures(costs)
    found = {key: text.rstrip("\n") + '\nfrom = 2021-01-01\nramp = "1825 d"\n' for key, text in upgrades.items()}
    rows = read("plants.csv")
    fullest = sorted(rows, key=lambda p: (-float(p["actual_m3_d"]) / float(p["capacity_m3_d"]), p["id"]))[:ENLARGED]
    for i, plant in enumerate(fullest):
        today = float(plant["capacity_m3_d"])
        total = round(today * (1 + ENLARGEMENT), -3)
        key = "expand-" + plant["id"].replace("wwtp-", "")
        found[key] = dated(costs, "expand_plant", total - today, [
            ("id", key), ("title", f"{plant['name']} from {int(today)} to {int(total)} m3/d"), ("kind", "expand_plant"),
            ("select", {"id": plant["id"]}), ("capacity_m3_d", int(total))],
            [("from", f"{2021 + i * 5 // ENLARGED}-07-01")])
    return found


def sewers(costs, combined):
    area = sum(combined.values())
    return {"separate-sewers": dated(costs, "separate_sewers", area * PIPES_KM_PER_KM2, [
        ("id", "separate-sewers"), ("title", "Combined sewers of the built-up areas rebuilt"), ("kind", "separate_sewers"),
        ("select", "all"), ("share", 1.0)], FIVE_YEARS,
        [f"{area:.1f} km2 with {PIPES_KM_PER_KM2:.0f} km of sewers each."])}


def closing(costs, outfalls):
    """Sewage is connected step by step; its outfall is closed when all of it has gone."""
    closed = [o for o in outfalls if o["plan_action"] == "close"]
    name = {p["id"]: p["name"] for p in read("plants.csv")}
    found = {}
    taken = measures.assign_plants([o for o in closed if o["kind"] in SEWAGE])
    for deadline, when in (EARLY, LATE):
        year = deadline[:4]
        for plant, members in sorted(taken.items()):
            here = [o for o in members if o["deadline"] == deadline]
            if here:
                key = f"connect-{plant.replace('wwtp-', '')}-{year}"
                found[key] = dated(costs, "connect", sum(float(o["flow_m3_d"]) for o in here), [
                    ("id", key), ("title", f"Sewage of closed outfalls ({len(here)}) to {name[plant]}"), ("kind", "connect"),
                    ("select", {"id": sorted(o["id"].replace("out-", "dis-") for o in here)}), ("to", plant)], when)
        for key, kinds, begin in (("sewage", SEWAGE, [("from", deadline)]), ("livestock", ("livestock",), when)):
            here = [o for o in closed if o["kind"] in kinds and o["deadline"] == deadline]
            found[f"close-{key}-{year}"] = dated(costs, "close", len(here), [
                ("id", f"close-{key}-{year}"), ("title", f"{len(here)} {key} outfalls closed by the end of {year}"),
                ("kind", "close"), ("select", {"id": sorted(o["id"] for o in here)})], begin)
    return found


def merging(costs, outfalls, river_of):
    groups = {}
    for o in outfalls:
        if o["plan_action"] == "merge":
            key = (o["deadline"], river_of[o["reach"]], o["county"], o["kind"] in measures.WITHOUT_WATER)
            groups.setdefault(key, dict(key=key[1:], members=[]))["members"].append(o)
    found, count = {}, defaultdict(int)
    for key in sorted(groups):
        group, when = groups[key], EARLY[1] if key[0] == EARLY[0] else LATE[1]
        count[key[2]] += 1
        identity = f"merge-{key[2]}-{count[key[2]]:02d}"
        what = "storm outfalls" if key[3] else "sewage outfalls"
        found[identity] = dated(costs, "merge", len(group["members"]), [
            ("id", identity), ("title", f"{len(group['members'])} {what} on the {key[1]} into one"), ("kind", "merge"),
            ("select", {"id": sorted(o["id"] for o in group["members"])}),
            ("into", measures.merge_target(group, outfalls, river_of)["id"])], when)
    return found


def standardising(costs, outfalls):
    found = {}
    for deadline, when in (EARLY, LATE):
        for key, (kinds, cap) in measures.STANDARD_GROUPS.items():
            here = [o["id"] for o in outfalls
                    if o["plan_action"] == "standardise" and o["kind"] in kinds and o["deadline"] == deadline]
            effect, words = measures.standard_effect(cap)
            identity = f"standardise-{key}-{deadline[:4]}"
            found[identity] = dated(costs, "standardise", len(here), [
                ("id", identity), ("title", f"{len(here)} {key} outfalls standardised ({words})"), ("kind", "standardise"),
                ("select", {"id": sorted(here)})] + effect, when)
    return found


def polishing(costs, outfalls):
    """Wetlands below four plants, and reuse."""
    effluent = sum(float(p["actual_m3_d"]) for p in read("plants.csv"))
    found = {}
    name = {p["outfall"]: p["name"] for p in read("plants.csv")}
    for i, outfall in enumerate(WETLAND_AT):
        key = outfall.replace("out-", "wetland-")
        rates = [(f"k_{c}_m_a", k) for c, (k, _) in WETLAND_RATES.items()]
        rates += [(f"background_{c}_mg_l", b) for c, (_, b) in WETLAND_RATES.items()]
        found[key] = dated(costs, "wetland", WETLAND_M2, [
            ("id", key), ("title", f"Wetland of 325 mu below {name[outfall]}"), ("kind", "wetland"),
            ("select", {"id": outfall}), ("area_m2", float(number(WETLAND_M2, 6)))] + rates
            + [("theta", WETLAND_THETA), ("tanks", WETLAND_TANKS)], [("from", f"{2022 + i}-07-01")])
    found["reuse"] = dated(costs, "reuse", REUSE * effluent, [
        ("id", "reuse"), ("title", f"{REUSE:.0%} more of the plants' effluent used again, away from the rivers"),
        ("kind", "reuse"), ("select", "all"), ("fraction", REUSE)], FIVE_YEARS)
    return found


def flows(costs, rivers, lateral, effluent):
    """Ecological flow by the lists of 2022 and 2025 (plan 6.4)."""
    begin = {"bailang": "2022-01-01", "mi": "2022-01-01", "wei": "2025-01-01", "wen": "2025-01-01"}
    kept = measures.flow_measures(costs, rivers, lateral, effluent)
    return {key: text.rstrip("\n") + f"\nfrom = {begin[key.rsplit('-', 1)[1]]}\n" for key, text in kept.items()}


def connection(costs):
    source, target, flow = CONNECTION
    return {"connection": dated(costs, "divert", flow * 86400.0, [
        ("id", "connection"), ("title", "Water of the Wei below Xiashan to the upper Bailang"), ("kind", "divert"),
        ("reach", source), ("to", target), ("flow_m3_s", flow)], [("from", "2024-01-01")], [
        "The plan connects water systems without giving flows (6.4): 1 m3/s is a guess."])}


def all_measures(rivers, lateral, effluent, combined):
    """Groups in the order of the file: group -> id -> TOML text."""
    costs, outfalls = Costs(), read("outfalls.csv")
    diffuse = {key: text.rstrip("\n") + '\nfrom = 2021-01-01\nramp = "1825 d"\n'
               for key, text in measures.diffuse_measures(costs).items()}
    groups = {"plants": plants(costs), "sewers": sewers(costs, combined), "closing": closing(costs, outfalls),
              "merging": merging(costs, outfalls, rivers.river_of), "standardising": standardising(costs, outfalls),
              "diffuse": diffuse, "polishing": polishing(costs, outfalls),
              "flow": flows(costs, rivers, lateral, effluent), "connection": connection(costs)}
    return {name: {key: undated(text) for key, text in group.items()} for name, group in groups.items()}


def undated(text):
    """Dates stand bare in TOML."""
    lines = [line.replace('"', "") if line.startswith("from = ") else line for line in text.split("\n")]
    return "\n".join(lines)


HEAD_MEASURES = """\
# Measures of Weifang's plan with their dates. Written by build/make_plan.py of the case laizhou-bay; its SOURCES.md says
# where the values come from. Costs are estimates (confidence C).

"""
HEAD_SCENARIOS = """\
# Scenarios of the plan's years: 64. Written by build/make_plan.py of the case laizhou-bay.

"""


def year_block(identity, title, pairs):
    lines = ["[[year]]", f"id = {toml(identity)}", f"title = {toml(title)}"]
    return "\n".join(lines + [f"{key} = {toml(value)}" for key, value in pairs]) + "\n"


def ids(groups, *names):
    return [key for name in names for key in groups[name]]


def scenarios_text(groups, diffuse_factor):
    works = ["plants-q4"] + [k for k in groups["plants"] if k.startswith("expand-")] + ids(groups, "sewers")
    outfalls = ids(groups, "closing", "merging", "standardising")
    nature = ids(groups, "polishing", "flow")
    plan = works + outfalls + ids(groups, "diffuse") + nature
    parts = [
        year_block("mean", "mean year 平水年", []),
        year_block("dry", "dry year (90 %) 枯水年", [("inflows", "inflows_dry.csv"), ("rain", "rain_dry.csv"),
                                                  ("diffuse_factor", diffuse_factor["dry"])]),
        year_block("wet", "wet year (10 %) 丰水年", [("inflows", "inflows_wet.csv"), ("rain", "rain_wet.csv"),
                                                  ("diffuse_factor", diffuse_factor["wet"])]),
        scenario("baseline", "2020 goes on 维持2020年现状", [], ["baseline = true", 'year = "mean"']),
        scenario("plan", "The plan 规划全部措施", plan, ['year = "mean"']),
        scenario("plan-tn10", "The plan, plants to TN 10 mg/l 规划全部措施,污水厂总氮10 mg/l", ["plants-tn10"] + plan,
                 ['year = "mean"']),
        scenario("plan-connection", "The plan and water from the Wei to the Bailang 规划全部措施及引潍济白",
                 plan + ids(groups, "connection"), ['year = "mean"'])]
    axes = ",\n".join(f"  [[], {wrapped(axis)}]" for axis in (works, outfalls, ids(groups, "diffuse"), nature))
    parts.append("# Every combination of four parts of the plan in three years' water: 2^4 x 3 = 48 members.\n"
                 "# Axes: plants and sewers, outfalls, fields and villages, wetlands with reuse and ecological flow.\n"
                 "[[sweep]]\nid = \"parts\"\ntitle = \"Parts of the plan 规划分项\"\nkind = \"factorial\"\n"
                 'years = ["mean", "dry", "wet"]\n' f"axes = [\n{axes}\n]\n")
    parts.append("# The plan in twelve other climates: flow, rain and warmth drawn together.\n"
                 "[[sweep]]\nid = \"climate\"\ntitle = \"The plan in other climates 气候不确定性\"\nkind = \"latin_hypercube\"\n"
                 "count = 12\nseed = 2025\nflow_factor = [0.7, 1.3]\ndiffuse_factor = [0.7, 1.3]\n"
                 f"temperature_offset_c = [0.0, 2.0]\nbase = {wrapped(plan)}\n")
    return HEAD_SCENARIOS + "\n".join(parts)


def measures_text(groups):
    return HEAD_MEASURES + "\n".join(text for group in groups.values() for text in group.values())
