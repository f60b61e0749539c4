"""Water of the case: rivers as a tree, runoff by reach and month, the Xiaoqing boundary, mean flow anywhere."""

from collections import defaultdict

from tables import CONSTITUENTS, number, read

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # 2021
YEAR_S = 365 * 86400.0

# Present-day share of the natural flow by month. The natural series is of 1956-1979, a wet time; today the dams and
# the farms keep most of it: a quarter is left from November to May, about two thirds of the flood season passes.
# The year comes to 0.56 of the natural runoff, inside the stated 0.5 to 0.7.
PRESENT_SHARE = (0.25, 0.25, 0.25, 0.25, 0.25, 0.40, 0.65, 0.65, 0.65, 0.50, 0.25, 0.25)

XIAOQING = "Xiaoqing River (lower)"
BOUNDARY = "XQ_H"
COD_PER_COD_MN = 3.5  # rule of thumb, used wherever a permanganate index stands for COD


class Rivers:
    """Rivers, their reaches and which river each flows into."""

    def __init__(self):
        self.reaches = read("reaches_draft.csv")
        self.by_id = {r["id"]: r for r in self.reaches}
        self.river_of = {r["id"]: r["river"] for r in self.reaches}
        self.leaving = {r["from_node"]: r["id"] for r in self.reaches}
        self.entering = defaultdict(list)
        for reach in self.reaches:
            self.entering[reach["to_node"]].append(reach["id"])
        self.rows = {r["river"]: r for r in read("rivers.csv")}
        self.tributaries = defaultdict(list)
        for river in self.rows:
            below = self.below(river)
            if below:
                self.tributaries[below].append(river)

    def below(self, river):
        own = [r for r in self.reaches if r["river"] == river]
        starts = {r["from_node"] for r in own}
        last = next(r for r in own if r["to_node"] not in starts)
        following = self.leaving.get(last["to_node"])
        return self.river_of[following] if following else None

    def downstream(self, reach):
        """Reaches from this one (included) to the sea."""
        path = []
        while reach:
            path.append(reach)
            reach = self.leaving.get(self.by_id[reach]["to_node"])
        return path

    def mouth(self, reach):
        return self.by_id[self.downstream(reach)[-1]]["to_node"]

    def upstream(self, node):
        """All reaches above a node."""
        found = []
        for reach in self.entering.get(node, ()):
            found.append(reach)
            found.extend(self.upstream(self.by_id[reach]["from_node"]))
        return found


def counted_at_mouth(river, tributary):
    """Whether a river's stated area and runoff include a tributary's. The Bailang shares the mouth of the Mi only since
    their lower courses were joined; the figures of the Mi stand for the Mi alone."""
    return not (river == "Mi River" and tributary == "Bailang River")


def own_depth_mm(rivers):
    """Natural runoff of a river's own land, tributaries taken off, as a depth [mm a-1]."""
    depth = {}
    for river, row in rivers.rows.items():
        inside = [rivers.rows[t] for t in rivers.tributaries[river] if counted_at_mouth(river, t)]
        runoff = float(row["mean_annual_runoff_1e8_m3"]) - sum(float(t["mean_annual_runoff_1e8_m3"]) for t in inside)
        area = float(row["catchment_km2"]) - sum(float(t["catchment_km2"]) for t in inside)
        depth[river] = runoff / area * 1e5
    # The Xiaoqing's figures hold for the whole basin; its few reaches here drain the same coastal plain as the Yingzigou.
    depth[XIAOQING] = depth["Yingzigou"]
    return depth


def monthly_shape():
    """Share of a river's natural year that each month carries [-], by river."""
    flows = defaultdict(lambda: [0.0] * 12)
    for row in read("monthly_flow.csv"):
        flows[row["river"]][int(row["month"]) - 1] = float(row["mean_flow_m3_s"])
    shape = {}
    for river, flow in flows.items():
        volume = [q * d for q, d in zip(flow, DAYS)]
        shape[river] = [v / sum(volume) for v in volume]
    shape[XIAOQING] = shape["Yingzigou"]
    return shape


def natural_runoff(rivers):
    """Natural mean runoff of each reach's own land [m3 s-1]: the river's depth on the area that the map gives it."""
    depth = own_depth_mm(rivers)
    area = defaultdict(float)
    for row in read("catchments.csv"):
        area[row["reach"]] += float(row["area_km2"])
    return {r: area[r] * depth[rivers.river_of[r]] * 1e3 / YEAR_S for r in rivers.by_id}


def lateral_inflow(rivers):
    """Present-day runoff [m3 s-1] by reach, 12 months each."""
    shape = monthly_shape()
    result = {}
    for reach, mean in natural_runoff(rivers).items():
        river = rivers.river_of[reach]
        result[reach] = [mean * 365.0 / d * s * f for d, s, f in zip(DAYS, shape[river], PRESENT_SHARE)]
    return result


def diffuse_shares(lateral):
    """Share of the year's runoff of the whole case that each month carries: diffuse loads follow the water, so that
    its strength stays about the same from month to month."""
    volume = [sum(q[m] for q in lateral.values()) * DAYS[m] for m in range(12)]
    return [v / sum(volume) for v in volume]


def shicun_flow():
    """Xiaoqing at the boundary [m3 s-1]: monthly means of the bulletin for April to August 2021; the others scale the
    month's natural mean with the ratio found in April to June (dry) or July and August (September and October)."""
    values = defaultdict(list)
    for row in read("hydrology_observations.csv"):
        if row["station"] == "shicun" and row["quantity"] == "discharge":
            values[int(row["time"][5:7])].append(float(row["value"]))
    observed = {m: sum(v) / len(v) for m, v in values.items() if len(v) >= 25}
    natural = {int(r["month"]): float(r["mean_flow_m3_s"]) for r in read("monthly_flow.csv") if r["river"] == XIAOQING}
    dry = sum(observed[m] for m in (4, 5, 6)) / sum(natural[m] for m in (4, 5, 6))
    wet = sum(observed[m] for m in (7, 8)) / sum(natural[m] for m in (7, 8))
    return [observed.get(m, natural[m] * (wet if m in (9, 10) else dry)) for m in range(1, 13)]


def boundary_quality():
    """Concentrations at the Xiaoqing boundary by month [mg/l]: the mean of the stations Fanli and Xizha upstream, April
    to August 2021. January to March take April's, September to December go in a line from August's to April's."""
    values = defaultdict(list)
    for row in read("observations.csv"):
        if row["section"] in ("fanli", "xizha") and row["date"].startswith("2021"):
            values[row["constituent"], int(row["date"][5:7])].append(float(row["value"]))
    result = {}
    for name in CONSTITUENTS:
        key, factor = ("cod_mn", COD_PER_COD_MN) if name == "cod" else (name, 1.0)
        seen = {m: factor * sum(values[key, m]) / len(values[key, m]) for m in range(4, 9)}
        line = {m: seen[8] + (seen[4] - seen[8]) * (m - 8) / 5.0 for m in range(9, 13)}
        result[name] = [seen.get(m, line.get(m, seen[4])) for m in range(1, 13)]
    return result


def inflow_rows(rivers, lateral):
    """Rows of inflows.csv: monthly steps of lateral runoff (loads are in catchments.csv) and of the boundary."""
    rows = []
    flow, quality = shicun_flow(), boundary_quality()
    for month in range(12):
        rows.append(dict({f"{c}_mg_l": number(quality[c][month], 4) for c in CONSTITUENTS}, node=BOUNDARY,
                         time=f"2021-{month + 1:02d}-01", flow_m3_s=number(flow[month], 5),
                         confidence="B" if 3 <= month <= 7 else "C"))
    for reach in rivers.by_id:
        if max(lateral[reach]) <= 0.0:
            continue
        for month in range(12):
            rows.append(dict({f"{c}_mg_l": "0" for c in CONSTITUENTS}, reach=reach, time=f"2021-{month + 1:02d}-01",
                             flow_m3_s=number(lateral[reach][month], 5), confidence="C"))
    return rows
