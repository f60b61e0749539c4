"""Loads of the case: dischargers, plants, outfalls, diffuse loads by land use."""

from tables import CONSTITUENTS, number, read

# Their water is runoff or pond water, which inflows.csv brings already; their load counts.
WITHOUT_WATER = ("urban_storm", "farmland_drain", "port_other")

# Sources that run with the rain: they follow the monthly shares of a land use of diffuse_shape.csv.
SEASON = {"urban_runoff": "urban", "crop": "cropland"}

KIND_WORDS = {"plant": "plant", "industry": "industrial", "urban_storm": "storm", "mixed_sewer": "mixed-sewer",
              "rural_sewage": "rural sewage", "farmland_drain": "farmland drain", "livestock": "livestock",
              "port_other": "port or pond"}
SECTOR_WORDS = {"urban": "town sewage", "industry": "industry", "urban_runoff": "town runoff", "crop": "cropland",
                "rural": "villages", "livestock": "livestock"}
CUSTOMERS = {"hailong": "Hailong Chemical Fibre", "henglian": "Henglian Paper", "yaxing": "Yaxing Chemical"}


def county_names():
    return {r["county"]: r["name"].split()[0] for r in read("counties.csv")}


def plant_rows():
    rows = []
    for p in read("plants.csv"):
        row = dict(id=p["id"], name=p["name"], name_zh=p["name_zh"], county=p["county"],
                   capacity_m3_d=p["capacity_m3_d"], to=p["outfall"], standard=p["standard_2020"], synthetic="false",
                   confidence=p["confidence"], source=p["source"])
        for c in CONSTITUENTS:
            row[f"{c}_mg_l"] = p[f"effluent_{c}_mg_l"]
        rows.append(row)
    return rows


def discharger_rows():
    counties = county_names()
    kind = {o["id"]: o["kind"] for o in read("outfalls.csv")}
    plant = {p["id"]: p["name"] for p in read("plants.csv")}
    rows = []
    for d in read("dischargers.csv"):
        last = d["id"].rsplit("-", 1)[1]
        if d["to"] in plant:
            name = f"{CUSTOMERS.get(last, SECTOR_WORDS[d['sector']].capitalize())} to {plant[d['to']]}"
        else:
            name = f"Source of {counties[d['county']]} {KIND_WORDS[kind[d['to']]]} outfall {last}"
        rows.append(dict(d, name=name, name_zh=d["name"], season=SEASON.get(d["sector"], "")))
    return rows


def outfall_rows():
    """Own water and strength stay empty: every outfall has a discharger or a plant behind it."""
    counties = county_names()
    plant = {p["outfall"]: p["name"] for p in read("plants.csv")}
    rows = []
    for o in read("outfalls.csv"):
        number_text = o["id"].rsplit("-", 1)[1]
        name = (f"{plant[o['id']]} outfall" if o["id"] in plant
                else f"{counties[o['county']]} {KIND_WORDS[o['kind']]} outfall {number_text}")
        rows.append(dict(id=o["id"], name=name, name_zh=o["name"], kind=o["kind"], reach=o["reach"],
                         chainage_m=o["chainage_m"], lon=o["lon"], lat=o["lat"], county=o["county"],
                         status=o["plan_action"], adds_water="false" if o["kind"] in WITHOUT_WATER else "true",
                         synthetic=o["synthetic"], confidence=o["confidence"],
                         note=f"plan: {o['plan_action']} by {o['deadline']}"))
    return rows


def catchment_rows():
    """Diffuse loads that reach the rivers, kg ha-1 a-1 turned into kg km-2 a-1."""
    rows = []
    for c in read("catchments.csv"):
        row = dict(reach=c["reach"], land_use=c["land_use"], county=c["county"], area_km2=c["area_km2"],
                   confidence=c["confidence"])
        for name in CONSTITUENTS:
            row[f"{name}_kg_km2_a"] = number(float(c[f"{name}_kg_ha_a"]) * 100.0, 7)
        rows.append(row)
    return rows


def added_water():
    """Effluent that adds water, by outfall [m3 s-1]."""
    return {o["id"]: float(o["flow_m3_d"]) / 86400.0 for o in read("outfalls.csv") if o["kind"] not in WITHOUT_WATER}
