"""Make the boxes of Laizhou Bay: bay_boxes.csv, bay_exchanges.csv, bay_inflows.csv and the section [bay] of case.toml.

Run: python3 make_bay.py [DIRECTORY]   (standard library only; the same bytes each time; make_case.py calls it)
Outlines are drawn by hand (C). Areas share out the bay's area by outline, depths its volume. One number, the mixing, is
found here: with it half of a tracer that fills the bay is out after the published half-exchange time. Another, the loss of
inorganic nitrogen in the bay, was found by runs of the program (docs/bay.md); it stands in sources/bay.csv.
"""

import math
import sys
from pathlib import Path

from tables import number, read, write

HERE = Path(__file__).resolve().parent
BAY = {row["key"]: row["value"] for row in read("bay.csv")}

# Corners of the outlines: longitude, latitude. Coast from Yongfeng (b) over the Xiaoqing (g, h), Weifang port (i), the Wei
# (m), the Bei Jiaolai (l) and Laizhou (p, o) to Qimu Cape (s); c is the Yellow River's mouth.
CORNER = {
    "a": (118.95, 37.40), "b": (119.05, 37.60), "c": (119.27, 37.75), "d": (119.45, 37.73), "e": (119.32, 37.45),
    "f": (119.15, 37.38), "g": (118.93, 37.28), "h": (119.05, 37.27), "i": (119.22, 37.20), "j": (119.36, 37.30),
    "k": (119.62, 37.30), "l": (119.60, 37.14), "m": (119.40, 37.14), "n": (119.70, 37.45), "o": (119.95, 37.45),
    "p": (119.82, 37.32), "q": (119.72, 37.20), "r": (119.85, 37.71), "s": (120.22, 37.69), "t": (120.15, 37.55)}

# id: name, Chinese name, corners, depth relative to the others, share of the area that is the city's near-shore water.
BOXES = {
    "west": ("West, Yellow River delta", "西部(黄河三角洲南侧)", "abcdef", 5.0, 0.0),
    "southwest": ("Southwest, off the Xiaoqing", "西南部(小清河口外)", "afejihg", 4.0, 0.6),
    "south": ("South, off Bailang, Yu and Wei", "南部(白浪河、虞河、潍河口外)", "ijklm", 4.5, 1.0),
    "southeast": ("Southeast, Laizhou coast", "东南部(莱州沿岸)", "lknopq", 7.0, 0.0),
    "centre": ("Centre", "湾中部", "edrnkj", 11.0, 0.0),
    "east": ("East, Longkou side", "东部(龙口一侧)", "nrsto", 13.0, 0.0)}
SEA = ("bohai", "Central Bohai Sea", "渤海中部")
MOUTH = ("cd", "dr", "rs")  # sides of the outlines that open to the sea

# The box that each mouth of the case opens into.
OUTLETS = {"XQ_O": "southwest", "MIF_O": "southwest", "MI_O": "south", "YU_O": "south", "DI_O": "south",
           "LIU_O": "south", "WEI_O": "south", "BJ_O": "southeast"}
# Sources beside the case's rivers: box, share of the source that enters it, row of sources/bay.csv for water and loads.
SOURCES = [("yellow-river", "west", "yellow_river_share"), ("zhimai-guangli", "west", None),
           ("yantai-rivers", "east", None), ("sea-outfalls-ponds", "south", None)]

TOML = """\

# Laizhou Bay as boxes: docs/bay.md says how, SOURCES.md from what.
[bay]
constituents = ["din", "cod_mn", "continuity"]
din_per_tn = {din_per_tn}
cod_mn_per_cod = {cod_mn_per_cod}
mixing_m2_s = {mixing}
k_din_per_day = {din_loss_per_day}
theta_din = {din_loss_theta}
deposition_din_kg_km2_a = {din_deposition_kg_km2_a}
k_cod_mn_per_day = {cod_mn_decay_per_day}
theta_cod_mn = 1.047
spread = {spread}
note = "{note}"
"""
NOTE = (
    "The bay is {n} mixed boxes (C). Mixing gives the published half-exchange time of {half} d (A). The loss of inorganic "
    "nitrogen, {loss} 1/d (C), is the one number set: with it the base year has the plan's 41.3 % of good water in the "
    "city's near-shore area (all of the box south, 0.6 of southwest, C). Of the Yellow River's water {share} enters (C). "
    "Within a box ln DIN spreads by {spread} (stations of 2018, B). Classes rest on DIN and COD alone: dissolved oxygen, "
    "phosphate and oil are not simulated. Read changes, not levels. "
    "海湾为{n}个混合箱(C);混合系数按公开的半交换时间{half}天确定(A);无机氮损失率{loss}每天(C)是唯一的调整参数,"
    "使基准年本市近岸优良水质比例等于规划的41.3%(南部箱全部、西南部箱六成面积,C);黄河水进入比例{share}(C);"
    "箱内无机氮对数标准差{spread}(2018年站位资料,B)。类别只按无机氮和化学需氧量评价,未模拟溶解氧、磷酸盐和石油类。宜看变化,不宜看绝对值。")


def plane(corner):
    """East and north of 119.5 E, 37.4 N [m]."""
    lon, lat = CORNER[corner]
    return (lon - 119.5) * 111320.0 * math.cos(math.radians(37.4)), (lat - 37.4) * 110950.0


def outline_area_and_middle(corners):
    points = [plane(c) for c in corners]
    twice = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        cross = x0 * y1 - x1 * y0
        twice += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return abs(twice) / 2.0, (x / (3.0 * twice), y / (3.0 * twice))


def side_length(side):
    return math.dist(plane(side[0]), plane(side[1]))


def sides(corners):
    return {frozenset(pair) for pair in zip(corners, corners[1:] + corners[:1])}


class Boxes:
    """Areas [km2], depths [m], middles and the sides that boxes share."""

    def __init__(self):
        drawn = {b: outline_area_and_middle(row[2]) for b, row in BOXES.items()}
        scale = float(BAY["area_km2"]) / sum(area for area, _ in drawn.values())
        self.area = {b: float(number(area * scale, 4)) for b, (area, _) in drawn.items()}
        relative = sum(self.area[b] * BOXES[b][3] for b in BOXES)
        deepen = float(BAY["mean_depth_m"]) * sum(self.area.values()) / relative
        self.depth = {b: float(number(BOXES[b][3] * deepen, 3)) for b in BOXES}
        self.volume = {b: self.area[b] * 1e6 * self.depth[b] for b in BOXES}
        self.middle = {b: middle for b, (_, middle) in drawn.items()}
        self.links = list(self._links())

    def _links(self):
        """(box, box or sea, cross-section [m2], length [m])"""
        names = list(BOXES)
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                shared = sides(BOXES[a][2]) & sides(BOXES[b][2])
                if not shared:
                    continue
                length = sum(side_length(tuple(sorted(side))) for side in shared)
                depth = 0.5 * (self.depth[a] + self.depth[b])
                yield a, b, float(number(length * depth, 3)), float(number(math.dist(self.middle[a], self.middle[b]), 3))
        for side in MOUTH:
            box = next(b for b in names if frozenset(side) in sides(BOXES[b][2]))
            (x0, y0), (x1, y1) = plane(side[0]), plane(side[1])
            half = math.dist(self.middle[box], (0.5 * (x0 + x1), 0.5 * (y0 + y1)))
            yield box, SEA[0], float(number(side_length(side) * self.depth[box], 3)), float(number(2.0 * half, 3))

    def half_exchange_days(self, mixing):
        """Time until half of a tracer that filled the bay is out, by steps of an hour (midpoint rule)."""
        names = list(BOXES)
        c = dict.fromkeys(names, 1.0)
        all_mass = sum(self.volume.values())
        rates = [(a, b, mixing * section / length) for a, b, section, length in self.links]

        def slope(state):
            rate = dict.fromkeys(names, 0.0)
            for a, b, exchange in rates:
                flux = exchange * (state[a] - (0.0 if b == SEA[0] else state[b]))
                rate[a] -= flux / self.volume[a]
                if b != SEA[0]:
                    rate[b] += flux / self.volume[b]
            return rate

        hours = 0
        mass = before = all_mass
        while mass > 0.5 * all_mass:
            first = slope(c)
            middle = {b: c[b] + 1800.0 * first[b] for b in names}
            second = slope(middle)
            c = {b: c[b] + 3600.0 * second[b] for b in names}
            before, mass = mass, sum(self.volume[b] * c[b] for b in names)
            hours += 1
        return (hours - (0.5 * all_mass - mass) / (before - mass)) / 24.0

    def mixing(self):
        """The mixing [m2/s] that gives the published half-exchange time; time goes with 1 / mixing."""
        trial = 200.0
        for _ in range(3):
            trial *= self.half_exchange_days(trial) / float(BAY["half_exchange_days"])
        return float(number(trial, 4))


def write_boxes(out, boxes):
    rows = []
    for b, (name, zh, corners, _, city) in BOXES.items():
        ring = ", ".join("{:.2f} {:.2f}".format(*CORNER[c]) for c in corners + corners[0])
        x, y = boxes.middle[b]
        rows.append(dict(id=b, kind="box", name=name, name_zh=zh, area_km2=number(boxes.area[b]),
                         mean_depth_m=number(boxes.depth[b]),
                         lon=f"{119.5 + x / (111320.0 * math.cos(math.radians(37.4))):.3f}",
                         lat=f"{37.4 + y / 110950.0:.3f}", geometry_wkt=f"POLYGON (({ring}))", assessed_fraction=number(city),
                         confidence="C"))
    rows.append(dict(id=SEA[0], kind="open", name=SEA[1], name_zh=SEA[2], din_mg_l=BAY["din_background_mg_l"],
                     cod_mn_mg_l=BAY["cod_background_mg_l"], confidence="C"))
    write(out, "bay_boxes.csv", ["id", "kind", "name", "name_zh", "area_km2", "mean_depth_m", "lon", "lat",
                                 "geometry_wkt", "assessed_fraction", "din_mg_l", "cod_mn_mg_l", "confidence"], rows)


def write_exchanges(out, boxes):
    write(out, "bay_exchanges.csv", ["from", "to", "cross_section_m2", "length_m", "confidence"],
          [{"from": a, "to": b, "cross_section_m2": number(section), "length_m": number(length), "confidence": "C"}
           for a, b, section, length in boxes.links])


def write_inflows(out):
    """Outlets whole; other sources by month where sources/bay_inflows.csv has months."""
    rows = [dict(outlet=outlet, box=box, share="1", confidence="C") for outlet, box in OUTLETS.items()]
    loads = read("bay_inflows.csv")
    for source, box, share in SOURCES:
        for load in (row for row in loads if row["inflow"] == source):
            rows.append(dict(inflow=source, box=box, share=BAY[share] if share else "1", month=load["month"],
                             flow_m3_s=load["flow_m3_s"], din_t_a=load["din_t_a"], cod_mn_t_a=load["cod_mn_t_a"],
                             confidence=load["confidence"], source=load["source"]))
    write(out, "bay_inflows.csv", ["outlet", "inflow", "box", "share", "month", "flow_m3_s", "din_t_a", "cod_mn_t_a",
                                   "confidence", "source"], rows)


def section_text(boxes):
    """[bay] of case.toml."""
    spread, share = BAY["spread"], BAY["yellow_river_share"]
    note = NOTE.format(n=len(BOXES), half=BAY["half_exchange_days"], share=share, spread=spread,
                       loss=BAY["din_loss_per_day"])
    return TOML.format(**{**BAY, "mixing": number(boxes.mixing(), 4), "note": note})


def write_bay(out):
    """Writes the tables and gives the text of the section."""
    boxes = Boxes()
    write_boxes(out, boxes)
    write_exchanges(out, boxes)
    write_inflows(out)
    return section_text(boxes)


if __name__ == "__main__":
    print(write_bay(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parent))
