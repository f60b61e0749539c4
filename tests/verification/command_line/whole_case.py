"""A case with everything in it: the network, tables and scenarios that the problems of balances.py and bits.py share."""
import json

from harness import DAY, Case, moment

NITROGEN = ["org_n", "nh4_n", "no2_n", "no3_n"]
CONSTITUENTS = [*NITROGEN, "cod_fast", "cod_slow", "cod_inert", "do", "org_p", "po4_p", "chl_a", "tss", "tracer", "continuity",
                "age", "travel_time"]
HEAD = dict(org_n=0.9, nh4_n=1.4, no2_n=0.06, no3_n=2.2, cod_fast=4.0, cod_slow=9.0, cod_inert=6.0, do=8.0, org_p=0.05,
            po4_p=0.09, chl_a=0.012, tss=35.0, tracer=20.0)
ZONE = 3.0  # m2, of reach R5
# What is off by default, so that each of the processes acts.
KINETICS = dict(set="n_cod_do", wind_reaeration="banks_herrera", k_cod_slow_oxidation_per_day=0.03, sod_g_m2_d=1.6,
                v_settling_cod_fast_m_per_day=0.05, v_settling_cod_inert_m_per_day=0.02, nh4_release_g_m2_d=0.12,
                po4_release_g_m2_d=0.02, photosynthesis_mg_l_d=0.7, photosynthesis_peak_mg_l_d=2.0, respiration_mg_l_d=1.1,
                radiation_w_m2=140.0, ph=7.9)
# Ammonia that plants on the bed take up, with a rate of its own: nitrogen stays what it is.
OWN_PROCESS = """
[[process]]
id = "uptake"
rate = "vmax * nh4_n / (K + nh4_n) * exp(-depth / deep) * (1 + velocity / quick)"
rate_unit = "g/m2/d"
theta = 1.05
parameters = { vmax = "0.3 g/m2/d", K = "0.4 mg/l", deep = "2 m", quick = "1 m/s" }
stoichiometry = { nh4_n = -1, org_n = 1 }
"""
PROCESSES = ["org_n_hydrolysis", "org_n_settling", "nitritation", "nitratation", "denitrification", "bed_denitrification",
             "nh4_release", "cod_slow_hydrolysis", "cod_slow_oxidation", "cod_fast_oxidation", "cod_fast_settling",
             "cod_slow_settling", "cod_inert_settling", "sod", "reaeration", "photosynthesis", "respiration",
             "org_p_hydrolysis", "org_p_settling", "po4_release", "tss_settling", "algae_growth_ammonium",
             "algae_growth_nitrate", "algae_respiration", "algae_death", "algae_settling", "uptake", "weir_aeration"]


class ScenarioCase(Case):
    """With measures.toml and scenarios.toml: lists of dicts."""

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.measures, self.scenarios, self.sweeps = [], [], []

    def write(self, folder):
        super().write(folder)
        for name, blocks in (("measures", [("measure", m) for m in self.measures]),
                             ("scenarios", [("scenario", s) for s in self.scenarios] + [("sweep", s) for s in self.sweeps])):
            lines = lambda block: "".join(f"{key} = {_toml(value)}\n" for key, value in block.items())
            text = "\n".join(f"[[{kind}]]\n" + lines(block) for kind, block in blocks)
            if text:
                (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    return json.dumps(value)


def whole_case(mode="kinematic", solve="transient", end=4 * DAY, step=900.0, cell=500.0, constituents=None, kinetics=None,
               initial=True, strength=1.0, interpolation="step", output=None):
    """Two headwaters join, a reservoir, two branches that part and join again, a weir, withdrawals, a diversion out of the
    network and a pump back up, outfalls with plants, land, side inflow, weather, a storage zone. `strength` multiplies what
    enters, but oxygen. Inflows are steps, so that what they bring is a sum."""
    constituents = constituents or CONSTITUENTS
    case = ScenarioCase("whole", constituents, end, step, output or end / 8, cell, solve, mode)
    case.set("flow", interpolation=interpolation)
    case.set("kinetics", **{**KINETICS, **(kinetics or {})})
    case.extra = OWN_PROCESS
    if initial:
        case.set("initial", **{f"{c}_mg_l": 0.8 * v for c, v in HEAD.items() if c in constituents})
    for id, kind, bed in (("H1", "headwater", 26.0), ("H2", "headwater", 25.2), ("J1", "junction", 20.0),
                          ("T", "reservoir", 12.0), ("J2", "junction", 8.0), ("J3", "junction", 4.0), ("SEA", "outlet", 0.0)):
        case.node(id, kind, bed_elevation_m=bed)
    for id, begin, to, length, area, width, bed, more in (
            ("R1", "H1", "J1", 6000, 9.0, 12.0, 1e-3, {}), ("R2", "H2", "J1", 4000, 5.0, 6.0, 1.3e-3, {}),
            ("R3", "J1", "T", 5000, 14.0, 15.0, 1.6e-3, {}), ("R4", "T", "J2", 4000, 13.0, 15.0, 1e-3, {}),
            ("R5", "J2", "J3", 4000, 8.0, 10.0, 1e-3, dict(split=0.6, storage_area_m2=ZONE, storage_exchange_per_s=2e-5)),
            ("R6", "J2", "J3", 5000, 7.0, 8.0, 8e-4, dict(split=0.4)), ("R7", "J3", "SEA", 5000, 20.0, 25.0, 8e-4, {})):
        case.reach(id, begin, to, float(length), area, None, bottom_width_m=width, bed_slope=bed, side_slope=1.0, **more)
    case.add("reservoirs", node="T", volume_m3=6e5, area_m2=2e5, release_m3_s=6.5, min_volume_m3=1e4, ecological_flow_m3_s=0.5)
    load = lambda factor, **own: {c: (v if c == "do" else v * factor * strength) for c, v in {**HEAD, **own}.items()
                                  if c in constituents}
    for k in range(4):
        case.inflow("H1", 4.0 + 1.5 * (k % 3), k * end / 4, **load(1.0 + 0.3 * (k % 2)))
    case.inflow("H2", 1.8, 0, **load(2.0, do=6.5))
    case.inflow("R3", 0.4, 0, reach=True, **load(0.7))
    case.add("withdrawals", id="W1", reach="R3", chainage_m=2000.0, flow_m3_s=0.6, **{"from": moment(0.25 * end),
                                                                                         "to": moment(0.75 * end)})
    case.add("withdrawals", id="W2", reach="R6", chainage_m=3000.0, flow_m3_s=0.3, **{"from": "", "to": ""})
    case.add("structures", id="WEIR", reach="R4", chainage_m=2000.0, kind="weir", crest_level_m=11.2, quality_a=1.1, dam_b=0.8)
    case.add("structures", id="AWAY", reach="R7", chainage_m=1000.0, kind="diversion", share=0.1)
    case.add("structures", id="PUMP", reach="R5", chainage_m=2500.0, kind="pump", flow_m3_s=0.4, kept_flow_m3_s=0.2,
             to_reach="R1", to_chainage_m=1500.0)
    polluted = lambda **own: {f"{c}_mg_l": v * (1 if c == "do" else strength) for c, v in own.items() if c in constituents}
    sewage = dict(org_n=14.0, nh4_n=32.0, no2_n=0.2, no3_n=1.0, cod_fast=110.0, cod_slow=140.0, cod_inert=40.0, do=1.0,
                  org_p=1.5, po4_p=3.5, chl_a=0.0, tss=200.0, tracer=100.0)
    case.add("dischargers", id="D1", name="", sector="urban", county="", flow_m3_d=9000.0, to="P1", **polluted(**sewage))
    case.add("dischargers", id="D2", name="", sector="urban", county="", flow_m3_d=2500.0, to="O2", **polluted(**sewage))
    case.add("plants", id="P1", name="", county="", capacity_m3_d=8000.0, to="O1", overflow_to="O2", reuse_fraction=0.1,
             **polluted(**{**sewage, "nh4_n": 6.0, "no3_n": 9.0, "cod_fast": 15.0, "cod_slow": 25.0, "tss": 12.0}))
    own = {"O1": dict(reach="R3", chainage_m=1200.0), "O2": dict(reach="R1", chainage_m=3100.0),
           "O3": dict(reach="R7", chainage_m=2600.0, flow_m3_d=4000.0, adds_water="true"),
           "O4": dict(reach="R6", chainage_m=900.0, flow_m3_d=800.0, adds_water="false")}
    for id, row in own.items():
        case.add("outfalls", id=id, name="", kind="works", **row, **(polluted(**sewage) if "flow_m3_d" in row else {}))
    diffuse = dict(org_n=150.0, nh4_n=90.0, no2_n=2.0, no3_n=600.0, cod_fast=900.0, cod_slow=4000.0, cod_inert=3000.0,
                   do=2500.0, org_p=20.0, po4_p=30.0, chl_a=0.0, tss=40000.0, tracer=8000.0)
    for reach, area in (("R1", 40.0), ("R7", 65.0)):
        case.add("catchments", reach=reach, land_use="cropland", area_km2=area, runoff_mm_a=180.0,
                 **{f"{c}_kg_km2_a": v for c, v in diffuse.items() if c in constituents})
    for k in range(3):
        case.add("temperature", time=moment(k * end / 2), water_temperature_c=11.0 + 7.0 * k, reach="")
        case.add("temperature", time=moment(k * end / 2), water_temperature_c=9.0 + 3.0 * k, reach="R2")
        case.add("weather", time=moment(k * end / 2), wind_m_s=2.0 + 2.0 * k, radiation_w_m2=220.0 - 60.0 * k)
    case.add("evaporation", evaporation_mm_d=6.0)
    if mode in ("diffusive", "dynamic"):
        case.add("tides", node="SEA", level_m=1.2, **{f"{c}_mg_l": v * (2.0 if c == "tracer" else 0.1 if c != "do" else 1.0)
                                                      for c, v in HEAD.items() if c in constituents})
        case.add("tide_harmonics", node="SEA", period_h=12.42, amplitude_m=0.9, phase_deg=40.0)
    for reach, at in (("R1", 4500.0), ("R3", 4200.0), ("R4", 2800.0), ("R5", 3100.0), ("R6", 1700.0), ("R7", 3900.0)):
        case.section(reach, at)
    case.measures = [
        dict(id="land", kind="reduce_diffuse", fraction=0.4, fraction_no3_n=0.7),
        dict(id="plant", kind="upgrade_plant", nh4_n_mg_l=1.5 * strength, **{"from": moment(0.25 * end)}, ramp="1 d"),
        dict(id="cap", kind="standardise", select=dict(id=["O3", "O4"]), removal_cod_slow=0.6, cod_fast_mg_l=20.0 * strength),
        dict(id="shut", kind="close", select=dict(id="O4")),
        dict(id="join", kind="connect", select=dict(id="D2"), to="P1", share=0.8),
        dict(id="into", kind="merge", select=dict(id="O3"), into="O1"),
        dict(id="keep", kind="ecological_flow", reach="R6", flow_m3_s=3.5, do_mg_l=9.0, tracer_mg_l=5.0, no3_n_mg_l=1.0),
        dict(id="lake", kind="ecological_flow", reservoir="T", flow_m3_s=[7.5] * 12)]
    case.scenarios = [dict(id="as-is"), dict(id="less", measures=["land", "plant", "cap"]),
                      dict(id="all", measures=["land", "plant", "cap", "join", "keep", "lake"]),
                      dict(id="dry", flow_factor=0.3, temperature_offset_c=6.0),
                      dict(id="wet", flow_factor=2.5, measures=["shut", "into"])]
    return case
