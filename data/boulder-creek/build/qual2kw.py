"""Reads QUAL2Kw's input file and the tables it prints, as far as the case and its comparison need them."""
import csv
import pathlib
import statistics

SOURCES = pathlib.Path(__file__).parent / "sources"
# Order of quantities in the blocks of the file, and the unit that turns them into mg/l (temperature, conductivity: as given).
QUANTITIES = ["temperature", "conductivity", "tss", "do", "cbod_slow", "cbod_fast", "org_n", "nh4_n", "no3_n", "org_p", "po4_p"]
MICROGRAMS = {"org_n", "nh4_n", "no3_n", "org_p", "po4_p"}


def mg_l(name, value):
    return value / 1000.0 if name in MICROGRAMS else value


def number(text):
    return float(text) if text.strip() else None


def _quantities(values):
    return {name: mg_l(name, value) for name, value in zip(QUANTITIES, values)}


class Input:
    """Reaches, headwater (means over the day), point and diffuse sources, rates, observations."""

    def __init__(self, path=SOURCES / "BC_1987-08-21.q2k"):
        with open(path, newline="", encoding="latin-1") as file:
            rows = list(csv.reader(file))
        self.count = int(rows[4][0])
        head = rows[5]
        self.headwater_x = float(head[3])
        self.headwater_flow = 86400.0 * float(head[12])  # the file holds m3/s over 86400
        self.reaches = [self._reach(row) for row in rows[6:6 + self.count]]
        self.k_reaeration = [float(row[0]) for row in rows[7 + self.count:7 + 2 * self.count]]
        self._sources(rows)
        self._rates(rows)
        self._headwater(rows)
        self._observed(rows)

    @staticmethod
    def _reach(row):
        """Upstream and downstream elevation, width, side slopes, slope, roughness; x is the downstream end [km]."""
        return {"name": row[1] or "", "end_km": float(row[3]), "top_m": float(row[4]), "bottom_m": float(row[5]),
                "width_m": float(row[13]), "side_slope": (float(row[14]) + float(row[15])) / 2, "slope": float(row[16]),
                "manning_n": float(row[17])}

    def _sources(self, rows):
        start = next(i for i, r in enumerate(rows) if r and r[0] == "Boulder WWTP") - 1
        self.points, at = [], start + 1
        for _ in range(int(rows[start][0])):
            name, x, taken, flow, temperature = rows[at][0], *(float(v) for v in rows[at][1:5])
            values = _quantities([temperature] + [float(r[0]) for r in rows[at + 1:at + 11]])
            self.points.append({"name": name, "x_km": x, "taken": taken, "flow": flow, **values})
            at += 17
        self.diffuse = []
        count, at = int(rows[at][0]), at + 1
        for _ in range(count):
            name, top, bottom, _, flow, temperature = rows[at][0], *(float(v) for v in rows[at][1:6])
            values = _quantities([temperature] + [float(r[0]) for r in rows[at + 1:at + 11]])
            self.diffuse.append({"name": name, "top_km": top, "bottom_km": bottom, "flow": flow, **values})
            at += 17
        self.after_sources = at

    def _rates(self, rows):
        values = [[number(v) if not v[:1].isalpha() else v for v in row] for row in rows[self.after_sources:self.after_sources + 4]]
        stoichiometry, oxygen, carbon = values[1], values[2], values[3]
        self.rates = {
            "theta_reaeration": stoichiometry[0], "oxygen_per_carbon": stoichiometry[1], "oxygen_per_nitrogen": stoichiometry[2],
            "k_oxygen": oxygen[0], "k_hydrolysis_slow": oxygen[5], "theta_hydrolysis_slow": oxygen[6],
            "k_oxidation_slow": oxygen[7], "theta_oxidation_slow": oxygen[8], "k_oxidation_fast": oxygen[9],
            "theta_oxidation_fast": oxygen[10], "k_hydrolysis_n": oxygen[11], "theta_hydrolysis_n": oxygen[12],
            "settling_org_n": oxygen[13], "k_nitrification": carbon[0], "theta_nitrification": carbon[1],
            "k_denitrification": carbon[2], "theta_denitrification": carbon[3], "bed_denitrification": carbon[4],
            "theta_bed_denitrification": carbon[5]}

    def _headwater(self, rows):
        start = max(i for i, r in enumerate(rows) if r and r[0] == ".FALSE.") + 1
        self.headwater = _quantities([statistics.fmean(float(v) for v in rows[start + i][:24]) for i in range(len(QUANTITIES))])

    def _observed(self, rows):
        """Stations of the block "WQ Data" and of its minima and maxima: name of the quantity to mean, low and high."""
        self.observed = {}
        for block, key in (("WQ Data", "mean"), ("WQ Data Min", "low"), ("WQ Data Max", "high")):
            at = next(i for i, r in enumerate(rows) if r and r[0] == block)
            for n in range(int(rows[at][1])):
                x = float(rows[at + 1 + 4 * n][0])
                values = [number(v) for v in rows[at + 2 + 4 * n]]
                station = self.observed.setdefault(x, {})
                more = [number(v) for v in rows[at + 3 + 4 * n]]
                pairs = [*zip(QUANTITIES[1:], values), ("ph", more[4]), ("tn", more[7] and more[7] / 1000.0)]
                for name, value in pairs:
                    if value is not None:
                        station.setdefault(name, {})[key] = mg_l(name, value)
        for x, *values in (map(float, r) for r in rows if len(r) == 4 and _is_station(r)):
            self.observed[x]["temperature"] = dict(zip(("mean", "low", "high"), values))


def _is_station(row):
    try:
        x, mean, low, high = map(float, row)
    except ValueError:
        return False
    return 0 < x < 20 and low < mean < high


def printed_hydraulics(path=SOURCES / "BC_1987-08-21_reference_output.txt"):
    """Rows of the hydraulics summary below the headwater, as the texts that are printed."""
    lines = path.read_text(encoding="latin-1").splitlines()
    names = ["x_km", "flow", "bulk_dispersion", "depth", "width", "area", "velocity", "travel_time_d", "slope", "k_reaeration"]
    at = next(i for i, line in enumerate(lines) if "trav time" in line)
    return [dict(zip(names, line.split()[:10])) for line in lines[at + 3:at + 20]]


def printed_quality(path=SOURCES / "BC_1987-08-21_reference_output.txt", block="Daily average"):
    """Daily means (or minima, maxima) by reach from upstream on, in mg/l; conductivity in umhos, temperature in degC."""
    lines = path.read_text(encoding="latin-1").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f" ** {block} water quality"))
    names = ["x_km", "conductivity", "tss", "do", "cbod_slow", "cbod_fast", "org_n", "nh4_n", "no3_n", "org_p", "po4_p"]
    rows = []
    for line in lines[at + 4:at + 21]:
        values = line[18:].split()
        rows.append({name: mg_l(name, float(value)) for name, value in zip(names, values)})
    at = next(i for i, line in enumerate(lines) if line.startswith(" ** Temperature summary"))
    for row, line in zip(rows, lines[at + 4:at + 21]):
        row["temperature"] = float(line[18:].split()[1])
    return rows
