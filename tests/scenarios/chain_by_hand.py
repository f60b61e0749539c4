#!/usr/bin/env python3
"""The source chain of a small case, reckoned without the program: water and load of every outfall and reach.

    chain_by_hand.py            writes the table chain_pairs.csv: every measure alone and every pair, whole and half in force
    chain_by_hand.py --check    compares it with the file

The arithmetic follows the contract of measures in words, step by step, in exact fractions where it can. Nothing here is
shared with the program.

    D1 0.5 m3/s (200, 40) -> O1                 P1 capacity 1.125, effluent (50, 15) -> O3, overflow O5
    D2 1.0 (400, 60), D3 0.25 (100, 20) -> P1   P2 capacity 0.25, effluent (50, as it comes) -> O2, overflow O5
    D4 0.125 (160, 32) -> O4                    O2 0.25 own (80, 16); O4 0.5 own (40, 8) in water of the catchment's
    rain: 0.25e-6 m/s with (20, 4) on P1's 1 km2 x 0.5 and P2's 0.5 km2 x 0.5
    farm on R1: (1, 2) g/s without runoff; town on R2: (6, 0.5) g/s in 0.02 m3/s
"""
import csv
import io
import itertools
import math
import sys
from fractions import Fraction as F
from pathlib import Path

TABLE = Path(__file__).with_name("chain_pairs.csv")
ITEMS = ("cod", "tn")
OUTFALLS = ("O1", "O2", "O3", "O4", "O5")
REACHES = ("R1", "R2")
TEMPERATURE = 12  # degrees, everywhere

# In the order of application.
MEASURES = {
    "reduce": dict(kind="reduce_diffuse", of=("R1", "R2"), fraction=(F(1, 2), F(1, 4))),
    "connect": dict(kind="connect", of=("D1",), to="P2", share=F(3, 4)),
    "separate": dict(kind="separate_sewers", of=("P1",), share=F(1, 2), to=None),
    "separate_to": dict(kind="separate_sewers", of=("P1", "P2"), share=F(1, 4), to="O4"),
    "expand": dict(kind="expand_plant", of=("P1",), capacity=F(3, 2)),
    "upgrade": dict(kind="upgrade_plant", of=("P1", "P2"), cap=(30, 10)),
    "reuse": dict(kind="reuse", of=("P1",), fraction=F(2, 5)),
    "merge": dict(kind="merge", of=("O4",), into="O1"),
    "standardise": dict(kind="standardise", of=("O1", "O3", "O5"), cap=(60, None), removal=(0, F(1, 4))),
    "wetland": dict(kind="wetland", of=("O1", "O3"), area=500000, k=(F(1, 10**6), F(1, 2 * 10**6)), background=(5, 1),
                    theta=1.05, tanks=3),
    "close": dict(kind="close", of=("O5",), to=None),
    "reroute": dict(kind="close", of=("O2",), to="O3"),
}


class Water:
    """Water that counts in the river, the water that carries the load, and the load."""

    def __init__(self, water=0, carrier=None, load=(0, 0)):
        self.water = water
        self.carrier = water if carrier is None else carrier
        self.load = tuple(load)

    def __add__(self, other):
        return Water(self.water + other.water, self.carrier + other.carrier,
                     [a + b for a, b in zip(self.load, other.load)])

    def times(self, share):
        return Water(self.water * share, self.carrier * share, [a * share for a in self.load])


def strong(flow, strength, counts=True):
    return Water(flow if counts else 0, flow, [flow * s for s in strength])


def between(before, after, part):
    return before + part * (after - before)


def chain(parts):
    """Outfalls and reaches with the measures of `parts` (name -> part in force) on."""
    on = [(MEASURES[name], F(parts[name])) for name in MEASURES if name in parts]
    of_kind = lambda kind: [(m, part) for m, part in on if m["kind"] == kind]

    reaches = {"R1": Water(0, load=(1, 2)), "R2": Water(F(1, 50), load=(6, F(1, 2)))}
    for m, part in of_kind("reduce_diffuse"):
        for r in m["of"]:
            reaches[r] = Water(reaches[r].water, load=[a * (1 - part * f) for a, f in zip(reaches[r].load, m["fraction"])])

    dischargers = {"D1": (F(1, 2), (200, 40), "O1"), "D2": (1, (400, 60), "P1"), "D3": (F(1, 4), (100, 20), "P1"),
                   "D4": (F(1, 8), (160, 32), "O4")}
    come = {place: Water() for place in (*OUTFALLS, "P1", "P2")}
    for name, (flow, strength, to) in dischargers.items():
        left = F(1)
        for m, part in of_kind("connect"):
            if name in m["of"]:
                come[m["to"]] += strong(flow, strength).times(part * m["share"])
                left -= part * m["share"]
        come[to] += strong(flow, strength, counts=to != "O4").times(left)

    rain = F(1, 4 * 10**6)
    plants = {"P1": dict(area=10**6, capacity=F(9, 8), effluent=(50, 15), to="O3", over="O5"),
              "P2": dict(area=10**6 // 2, capacity=F(1, 4), effluent=(50, None), to="O2", over="O5")}
    for name, plant in plants.items():
        drained = F(1)
        for m, part in of_kind("separate_sewers"):
            if name not in m["of"]:
                continue
            apart = part * m["share"] * drained
            drained -= apart
            if m["to"]:
                come[m["to"]] += strong(rain * plant["area"] / 2, (20, 4)).times(apart)
        come[name] += strong(rain * plant["area"] / 2, (20, 4)).times(drained)
        capacity = plant["capacity"]
        for m, part in of_kind("expand_plant"):
            if name in m["of"]:
                capacity = between(capacity, m["capacity"], part)
        inflow = come[name]
        if inflow.water == 0:
            continue
        treated = min(capacity, inflow.water)
        raw = [a / inflow.water for a in inflow.load]
        clean = [c if e is None else min(c, e) for c, e in zip(raw, plant["effluent"])]
        for m, part in of_kind("upgrade_plant"):
            clean = [between(c, min(c, cap), part) for c, cap in zip(clean, m["cap"])]
        kept = F(1)
        for m, part in of_kind("reuse"):
            if name in m["of"]:
                kept *= 1 - part * m["fraction"]
        come[plant["to"]] += strong(treated, clean).times(kept)
        come[plant["over"]] += strong(inflow.water - treated, raw)

    come["O2"] += strong(F(1, 4), (80, 16))
    come["O4"] += strong(F(1, 2), (40, 8), counts=False)
    for m, part in of_kind("merge"):
        for o in m["of"]:
            come[m["into"]] += come[o].times(part)
            come[o] = come[o].times(1 - part)
    for m, part in of_kind("standardise"):
        for o in m["of"]:
            target = [a if cap is None else min(a, cap * come[o].carrier) for a, cap in zip(come[o].load, m["cap"])]
            target = [a * (1 - r) for a, r in zip(target, m["removal"])]
            come[o].load = tuple(between(a, b, part) for a, b in zip(come[o].load, target))
    for m, part in of_kind("wetland"):
        for o in m["of"]:
            if come[o].carrier == 0:
                continue
            q = come[o].carrier / m["area"]
            target = []
            for a, k, least in zip(come[o].load, m["k"], m["background"]):
                strength = float(a / come[o].carrier)
                warm = float(k) * m["theta"] ** (TEMPERATURE - 20)
                if strength > least:
                    strength = least + (strength - least) * math.pow(1 + warm / (m["tanks"] * float(q)), -m["tanks"])
                target.append(strength * float(come[o].carrier))
            come[o].load = tuple(between(a, b, part) for a, b in zip(come[o].load, target))
    for m, part in of_kind("close"):
        for o in m["of"]:
            if m["to"]:
                come[m["to"]] += come[o].times(part)
            come[o] = come[o].times(1 - part)
    return {**{o: come[o] for o in OUTFALLS}, **reaches}


def combinations():
    """Every measure alone and every pair, each whole and half in force, and none."""
    yield {}
    for name in MEASURES:
        for part in (F(1), F(1, 2)):
            yield {name: part}
    for a, b in itertools.combinations(MEASURES, 2):
        for parts in itertools.product((F(1), F(1, 2)), repeat=2):
            yield {a: parts[0], b: parts[1]}


def label(parts):
    return " + ".join(name + ("" if part == 1 else " half") for name, part in parts.items()) or "none"


def rows():
    for parts in combinations():
        state = chain(parts)
        row = {"case": label(parts)}
        for place in (*OUTFALLS, *REACHES):
            row[place + "_water"] = repr(float(state[place].water))
            for item, load in zip(ITEMS, state[place].load):
                row[f"{place}_{item}"] = repr(float(load))
        yield row


def table():
    text = io.StringIO()
    lines = list(rows())
    writer = csv.DictWriter(text, lines[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


if __name__ == "__main__":
    if "--check" in sys.argv:
        old = TABLE.read_text()
        same = len(old.splitlines()) == len(table().splitlines()) and all(
            a == b or abs(float(a) - float(b)) <= 1e-14 * abs(float(b))
            for x, y in zip(old.splitlines()[1:], table().splitlines()[1:])
            for a, b in zip(x.split(",")[1:], y.split(",")[1:]))
        sys.exit(0 if same else "chain_pairs.csv is not what this script writes")
    TABLE.write_text(table())
