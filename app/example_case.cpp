#include "app/example_case.hpp"

#include <array>

namespace bailang {
namespace {

constexpr std::string_view case_toml =
    R"(# A small case: two rivers meet and run to the sea. docs/file_formats.md describes every file, column and key.
[case]
name = "example"
title = "Two rivers and a town"
constituents = ["cod", "nh4_n", "continuity"]   # continuity is 1 in all water and must stay 1

[time]                   # UTC
start = 2021-01-01
end = 2021-03-01
step = "1 h"             # divides the output interval
output = "1 d"

[grid]
cell_length_m = 500      # reaches are cut into equal cells of at most this length

[flow]
mode = "kinematic"       # or "prescribed"; "steady" with [time] solve = "steady"
interpolation = "step"   # each row of inflows.csv holds until the next; "linear" runs straight between them

[kinetics]               # decay at 20 degrees; theta is the temperature factor
set = "first_order"
k_cod_per_day = 0.1
k_nh4_n_per_day = 0.3
theta_nh4_n = 1.07
)";

constexpr std::string_view nodes = R"(id,kind,name,name_zh,lon,lat,bed_elevation_m
north,headwater,North spring,北源,119.00,36.60,32
west,headwater,West spring,西源,118.90,36.55,30
meet,junction,Confluence,汇合口,119.05,36.70,12
sea,outlet,River mouth,入海口,119.10,36.90,0
)";

constexpr std::string_view reaches =
    R"(id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,side_slope,manning_n,county,note
N1,North River,north,meet,13000,0.0015,15,2,0.03,upper,
W1,West River,west,meet,22000,0.0008,10,2,0.033,upper,
M1,Main River,meet,sea,24000,0.0005,30,2,0.028,lower,chainage counts from the confluence
)";

constexpr std::string_view inflows = R"(node,reach,time,flow_m3_s,cod_mg_l,nh4_n_mg_l,note
north,,2021-01-01,1.5,12,0.3,January
north,,2021-02-01,1.2,13,0.4,February
west,,,0.8,15,0.5,no time: the same always
,M1,,0.2,10,0.2,lateral inflow spread over the reach
)";

constexpr std::string_view dischargers = R"(id,name,sector,county,flow_m3_d,cod_mg_l,nh4_n_mg_l,to
town,Town sewage,urban,lower,20000,350,35,works
mill,Paper mill,industry,upper,3000,120,8,mill-outfall
)";

constexpr std::string_view plants = R"(id,name,name_zh,county,capacity_m3_d,to,cod_mg_l,nh4_n_mg_l,standard
works,Town works,城镇污水处理厂,lower,25000,works-outfall,45,4,1A
)";

constexpr std::string_view outfalls = R"(id,name,kind,reach,chainage_m,county,flow_m3_d,cod_mg_l,nh4_n_mg_l
works-outfall,Outfall of the works,plant,M1,3000,lower,,,
mill-outfall,Outfall of the mill,industry,W1,15000,upper,,,
village,Village drain,rural,N1,8000,upper,600,180,25
)";

constexpr std::string_view catchments = R"(reach,land_use,area_km2,cod_kg_km2_a,nh4_n_kg_km2_a,county
N1,cropland,60,700,25,upper
W1,cropland,90,700,25,upper
M1,urban,20,3000,120,lower
)";

constexpr std::string_view sections = R"(id,name,name_zh,reach,chainage_m,level,target_class,sea_entry
north-bridge,North Bridge,北桥,N1,12000,local,III,false
below-works,Below the works,污水厂下游,M1,5000,local,IV,false
mouth,River mouth,入海口,M1,23000,national,IV,true
)";

constexpr std::string_view temperature = R"(month,water_temperature_c
1,2
2,3
)";

constexpr std::string_view measures = R"(# What could be done. `select` picks rows of the table that the kind acts on.
[[measure]]
id = "works-q4"
title = "Town works to quasi class IV"
kind = "upgrade_plant"
select = { id = "works" }
standard = "Q4"
capital_cost = 30000000
annual_cost = 2500000
lifetime_years = 20

[[measure]]
id = "close-mill"
title = "Close the mill's outfall, its water to the works"
kind = "close"
select = { kind = "industry" }
reroute_to = "works-outfall"

[[measure]]
id = "village"
title = "Treat the village drain"
kind = "standardise"
select = { id = "village" }
cod_mg_l = 60
nh4_n_mg_l = 8

[[measure]]
id = "fields"
title = "Less fertiliser"
kind = "reduce_diffuse"
land_use = "cropland"
fraction = 0.2
)";

constexpr std::string_view scenarios = R"([[scenario]]
id = "baseline"
title = "As it is"

[[scenario]]
id = "all"
title = "All measures"
measures = ["works-q4", "close-mill", "village", "fields"]

# Every combination of the measures, on and off: 16 scenarios.
[[sweep]]
id = "mix"
kind = "factorial"
toggle = ["works-q4", "close-mill", "village", "fields"]
)";

constexpr std::array<ExampleFile, 12> files = {{{"case.toml", case_toml},
                                                {"nodes.csv", nodes},
                                                {"reaches.csv", reaches},
                                                {"inflows.csv", inflows},
                                                {"dischargers.csv", dischargers},
                                                {"plants.csv", plants},
                                                {"outfalls.csv", outfalls},
                                                {"catchments.csv", catchments},
                                                {"sections.csv", sections},
                                                {"temperature.csv", temperature},
                                                {"measures.toml", measures},
                                                {"scenarios.toml", scenarios}}};

}  // namespace

std::span<const ExampleFile> example_case() {
  return files;
}

}  // namespace bailang
