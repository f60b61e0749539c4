#include <catch2/catch.hpp>

#include <algorithm>

#include "case_files.hpp"
#include "io/sha256.hpp"

using namespace bailang;

namespace {

constexpr double day = 86400.0;
constexpr double pi = 3.14159265358979323846;

const std::string nodes = "id,kind,bed_elevation_m\nN1,headwater,22\nN2,headwater,18\nN3,reservoir,10\nN4,outlet,0\n";

/// The base case with other [flow], [time] and [kinetics] keys.
std::string settings(const std::string& flow, const std::string& more = "", const std::string& time = "") {
  return "[case]\nname = \"c\"\nconstituents = [\"cod\", \"continuity\", \"age\"]\n[time]\nstart = 2021-01-01\n"
         "end = 2021-01-11\n" +
         time + "[flow]\nmode = \"" + flow + "\"\n" + more;
}

}  // namespace

TEST_CASE("Flow modes, spin-up and sharp fronts are read") {
  CaseFiles files;
  files.write("case.toml", settings("diffusive", "[transport]\nsharp_fronts = true\n", "spin_up = \"30 d\"\n"));
  const Case model = files.read();
  REQUIRE(model.settings.flow == FlowMode::diffusive);
  REQUIRE(model.settings.sharp_fronts);
  REQUIRE(model.settings.time.spin_up == 30 * day);
  files.write("case.toml", settings("dynamic", "", "solve = \"steady\"\n"));
  REQUIRE(files.read().settings.flow == FlowMode::dynamic);
  REQUIRE_FALSE(files.read().settings.sharp_fronts);
}

TEST_CASE("The state to start from is a file of the case whose hash is kept") {
  CaseFiles files;
  files.write("before.h5", "state");
  files.write("case.toml", settings("kinematic", "[initial]\nfrom = \"before.h5\"\n"));
  const Case model = files.read();
  REQUIRE_FALSE(model.settings.has_initial);
  REQUIRE(model.settings.initial_from == (files.directory() / "before.h5").string());
  const auto& inputs = model.inputs;
  const auto state =
      std::find_if(inputs.begin(), inputs.end(), [](const InputHash& input) { return input.file == "before.h5"; });
  REQUIRE(state != inputs.end());
  REQUIRE(state->sha256 == sha256_hex("state"));
}

TEST_CASE("Splits are not asked for where levels share out the water") {
  CaseFiles files;
  files.write("nodes.csv", "id,kind,bed_elevation_m\nN1,headwater,22\nN3,junction,10\nN4,outlet,0\n");
  files.write("reaches.csv",
              "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\nR1,,N1,N3,12000,0.001,10,0.03\n"
              "R2,,N3,N4,20000,0.0005,8,0.03\nR3,,N3,N4,20000,0.0005,20,0.03\n");
  files.write("inflows.csv", "node,flow_m3_s,cod_mg_l\nN1,1,5\n");
  const std::string fault = "shares (split) of the reaches below node \"N3\" must sum to 1";
  REQUIRE(files.messages().find(fault) != std::string::npos);
  files.write("case.toml", settings("dynamic"));
  REQUIRE(files.messages().find(fault) == std::string::npos);
  REQUIRE(files.read().network.reaches.size() == 3);
}

TEST_CASE("A bed may lie flat or rise where levels are solved") {
  CaseFiles files;
  files.write("case.toml", settings("dynamic"));
  files.write("reaches.csv",
              "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\nR1,,N1,N3,12000,0,10,0.03\n"
              "R2,,N2,N3,8000,-0.001,8,0.03\nR3,,N3,N4,20000,0.0005,20,0.03\n");
  REQUIRE(files.read().network.reaches[0].bed_slope == 0.0);
  REQUIRE(files.read().network.reaches[1].bed_slope == -0.001);
}

TEST_CASE("A transient storage zone is read per reach") {
  CaseFiles files;
  files.write("reaches.csv",
              "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n,storage_area_m2,"
              "storage_exchange_per_s,storage_k_cod_per_day\nR1,,N1,N3,12000,0.001,10,0.03,3.5,0.0002,0.3\n"
              "R2,,N2,N3,8000,0.001,8,0.03,,,\nR3,,N3,N4,20000,0.0005,20,0.03,,,\n");
  const Network network = files.read().network;
  REQUIRE(network.reaches[0].storage_area == 3.5);
  REQUIRE(network.reaches[0].storage_exchange == 0.0002);
  REQUIRE(network.reaches[0].storage_decay_20[0] == 0.3 / day);
  REQUIRE_FALSE(is_given(network.reaches[0].storage_decay_20[1]));
  REQUIRE(network.reaches[1].storage_area == 0.0);
}

TEST_CASE("Bed points stand by reach and chainage, whatever the order of rows") {
  CaseFiles files;
  files.write("case.toml", settings("dynamic"));
  files.write("bed_profile.csv",
              "reach,chainage_m,bed_elevation_m,bottom_width_m,side_slope,manning_n\nR3,10000,5,22,1.5,0.04\n"
              "R1,6000,15,,,\nR3,0,10,,,\n");
  const std::vector<BedPoint> points = files.read().network.bed_points;
  REQUIRE(points.size() == 3);
  REQUIRE(points[0].reach == 0);
  REQUIRE(points[0].elevation == 15.0);
  REQUIRE_FALSE(is_given(points[0].bottom_width));
  REQUIRE(points[1].chainage == 0.0);
  REQUIRE(points[2].chainage == 10000.0);
  REQUIRE(points[2].bottom_width == 22.0);
  REQUIRE(points[2].side_slope == 1.5);
  REQUIRE(points[2].manning_n == 0.04);
}

TEST_CASE("Surveyed sections stand by reach and chainage, from the bed upward") {
  CaseFiles files;
  files.write("case.toml", settings("dynamic"));
  files.write("cross_sections.csv",
              "reach,chainage_m,stage_m,area_m2,top_width_m,wetted_perimeter_m\nR3,500,8,0,4,4\nR1,0,22,0,10,\n"
              "R3,500,9,5,6,7\nR1,0,24,24,14,\n");
  const std::vector<SurveyedSection> surveyed = files.read().network.surveyed;
  REQUIRE(surveyed.size() == 2);
  REQUIRE(surveyed[0].reach == 0);
  REQUIRE(surveyed[0].stage == std::vector<double>{22.0, 24.0});
  REQUIRE(surveyed[0].area == std::vector<double>{0.0, 24.0});
  REQUIRE(surveyed[0].top_width == std::vector<double>{10.0, 14.0});
  REQUIRE(surveyed[0].perimeter.empty());
  REQUIRE(surveyed[1].chainage == 500.0);
  REQUIRE(surveyed[1].perimeter == std::vector<double>{4.0, 7.0});
}

TEST_CASE("Structures of every kind and their rules are read") {
  CaseFiles files;
  files.write("case.toml", settings("dynamic"));
  files.write("structures.csv",
              "id,reach,chainage_m,kind,width_m,crest_level_m,opening_m,coefficient,one_way,quality_a,dam_b,flow_m3_s,"
              "share,to_reach,to_chainage_m,to_node,kept_flow_m3_s\n"
              "G,R3,15000,sluice,12,0.5,1.5,0.6,yes,,,,,,,,\nW,R1,100,weir,,15,,,,1.3,0.8,,,,,,\n"
              "D,R1,5000,rubber_dam,,,,,,,,,,,,,\nP,R2,3000,pump,,,,,,,,0.7,,,,N3,0.2\n"
              "V,R1,800,diversion,,,,,,,,,0.3,R2,400,,\n");
  files.write("structure_rules.csv",
              "structure,from,to,section,level_above_m,level_below_m,flow_above_m3_s,flow_below_m3_s,opening_m,"
              "crest_level_m,flow_m3_s\nG,06-15,09-30,,2.5,,,,3,,\nD,12-01,02-29,,,,,,,1,\nP,,,S1,,1.5,2,9,,,0.1\n");
  const Network network = files.read().network;
  const std::vector<Structure>& all = network.structures;
  REQUIRE(all.size() == 5);
  REQUIRE(all[0].kind == StructureKind::sluice);
  REQUIRE(all[0].opening == 1.5);
  REQUIRE(all[0].one_way);
  REQUIRE_FALSE(all[1].one_way);
  REQUIRE(all[1].opening == std::numeric_limits<double>::infinity());
  REQUIRE(all[1].crest_level == 15.0);
  REQUIRE(all[1].quality_a == 1.3);
  REQUIRE(all[1].dam_b == 0.8);
  REQUIRE_FALSE(is_given(all[2].width));
  REQUIRE(all[2].dam_b == 1.0);
  REQUIRE(all[3].kind == StructureKind::pump);
  REQUIRE(all[3].to_node == 2);
  REQUIRE(all[3].kept_flow == 0.2);
  REQUIRE(all[4].share == 0.3);
  REQUIRE(all[4].to_reach == 1);
  REQUIRE(all[4].to_chainage == 400.0);
  const std::vector<StructureRule>& rules = network.structure_rules;
  REQUIRE(rules.size() == 3);
  REQUIRE(rules[0].days.from_month == 6);
  REQUIRE(rules[0].days.to_day == 30);
  REQUIRE(rules[0].level_above == 2.5);
  REQUIRE_FALSE(is_given(rules[0].level_below));
  REQUIRE(rules[0].opening == 3.0);
  REQUIRE(rules[0].section == -1);
  REQUIRE(rules[1].structure == 2);
  REQUIRE(rules[1].days.to_day == 29);
  REQUIRE(rules[1].crest_level == 1.0);
  REQUIRE(rules[2].days.from_month == 1);
  REQUIRE(rules[2].days.to_day == 31);
  REQUIRE(rules[2].section == 0);
  REQUIRE(rules[2].flow_below == 9.0);
  REQUIRE(rules[2].flow == 0.1);
}

TEST_CASE("A reservoir has its curve, release by volume and season, spillway and ecological flow") {
  CaseFiles files;
  files.write("nodes.csv", nodes);
  files.write("reservoirs.csv",
              "node,volume_m3,area_m2,ecological_flow_m3_s,weir_level_m,weir_width_m\nN3,1e6,2e5,0.4,15,30\n");
  files.write("reservoir_curves.csv", "node,level_m,volume_m3\nN3,10,0\nN3,12,4e5\nN3,16,2e6\n");
  files.write("reservoir_rules.csv",
              "node,volume_m3,release_m3_s,from,to\nN3,0,0,05-01,09-30\nN3,2e6,6,05-01,09-30\nN3,0,1,10-01,04-30\n");
  files.write("evaporation.csv", "node,month,evaporation_mm_d\n,1,2\nN3,1,4\n");
  const Case model = files.read();
  const Reservoir& reservoir = model.network.reservoirs[0];
  REQUIRE(reservoir.ecological_flow == 0.4);
  REQUIRE(reservoir.weir_level == 15.0);
  REQUIRE(reservoir.weir_width == 30.0);
  REQUIRE(reservoir.curve.level == std::vector<double>{10.0, 12.0, 16.0});
  REQUIRE(reservoir.curve.area == std::vector<double>{2e5, 3e5, 4e5});  // dV/dz, mean of both sides between rows
  REQUIRE(reservoir.rules.size() == 3);
  REQUIRE(reservoir.rules[1].release == 6.0);
  REQUIRE(reservoir.rules[2].days.from_month == 10);
  const std::vector<Evaporation>& evaporation = model.forcings[0].evaporation;
  REQUIRE(evaporation.size() == 2);
  REQUIRE(evaporation[0].reservoir == -1);
  REQUIRE(evaporation[0].series.value == std::vector<double>{0.002 / day});
  REQUIRE(evaporation[1].reservoir == 0);
  REQUIRE(evaporation[1].series.value == std::vector<double>{0.004 / day});
}

TEST_CASE("Tides are levels, harmonics and what the sea carries") {
  CaseFiles files;
  files.write("case.toml", settings("dynamic"));
  files.write(
      "nodes.csv",
      "id,kind,bed_elevation_m\nN1,headwater,22\nN2,headwater,18\nN3,outlet,10\nN4,headwater,12\nN5,outlet,0\n");
  files.write("reaches.csv",
              "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\nR1,,N1,N3,12000,0.001,10,0.03\n"
              "R2,,N2,N3,8000,0.001,8,0.03\nR3,,N4,N5,20000,0.0006,20,0.03\n");
  files.write("tides.csv", "node,time,level_m,cod_mg_l\nN3,2021-01-01,1.25,\nN3,2021-01-02T06:00,-0.5,\n");
  files.write("tide_harmonics.csv",
              "node,period_h,amplitude_m,phase_deg,name\nN3,12,0.8,90,S2\nN5,12.4206,1.1,-45,M2\nN5,24,0.2,0,\n");
  const std::vector<Tide> tides = files.read().forcings[0].tides;
  REQUIRE(tides.size() == 2);
  REQUIRE(tides[0].node == 2);
  REQUIRE(tides[0].has_level);
  REQUIRE(tides[0].series.columns == 4);
  REQUIRE(tides[0].series.time == std::vector<double>{0.0, 1.25 * day});
  REQUIRE(tides[0].series.value == std::vector<double>{1.25, 0.0, 1.0, 0.0, -0.5, 0.0, 1.0, 0.0});
  REQUIRE(tides[0].has_concentration == std::vector<char>{0, 1, 1});
  REQUIRE(tides[0].harmonics.size() == 1);
  REQUIRE(tides[0].harmonics[0].period == 43200.0);
  REQUIRE(tides[0].harmonics[0].phase == Approx(pi / 2).epsilon(1e-15));
  REQUIRE(tides[1].node == 4);
  REQUIRE(tides[1].has_level);
  REQUIRE(tides[1].series.value == std::vector<double>{0.0, 0.0, 1.0, 0.0});
  REQUIRE(tides[1].harmonics[0].phase == Approx(-pi / 4).epsilon(1e-15));
  files.write("tides.csv", "node,cod_mg_l\nN3,12\n");
  files.remove("tide_harmonics.csv");
  const std::vector<Tide> without_level = files.read().forcings[0].tides;
  REQUIRE(without_level.size() == 1);
  REQUIRE_FALSE(without_level[0].has_level);
  REQUIRE(without_level[0].has_concentration == std::vector<char>{1, 1, 1});
  REQUIRE(without_level[0].series.value == std::vector<double>{0.0, 12.0, 1.0, 0.0});
}

TEST_CASE("Air temperature and weather are read by place, and a column that a place lacks is unknown") {
  CaseFiles files;
  files.write("temperature.csv", "month,water_temperature_c,air_temperature_c,reach\n1,4,,\n1,,-6.5,R2\n");
  files.write(
      "weather.csv",
      "reach,river,time,wind_m_s,ice_cover,radiation_w_m2,salinity_g_kg\n,,,3,0.1,120,\n,Main,2021-01-01,5,,,12\n"
      ",Main,2021-01-03,7,,,14\nR1,,,,,,2\n");
  const Forcing forcing = files.read().forcings[0];
  REQUIRE(forcing.temperature.size() == 2);
  REQUIRE_FALSE(forcing.temperature[0].from_air);
  REQUIRE(forcing.temperature[1].from_air);
  REQUIRE(forcing.temperature[1].reaches == std::vector<int>{1});
  REQUIRE(forcing.temperature[1].series.value == std::vector<double>{-6.5});
  REQUIRE(forcing.weather.size() == 3);
  REQUIRE(forcing.weather[0].reaches.empty());
  REQUIRE(forcing.weather[0].series.is_constant());
  REQUIRE(value_at(forcing.weather[0].series, 2, 0.0) == 120.0);
  REQUIRE_FALSE(is_given(value_at(forcing.weather[0].series, 3, 0.0)));
  REQUIRE(forcing.weather[1].reaches == std::vector<int>{2});
  REQUIRE(value_at(forcing.weather[1].series, 0, day) == 6.0);
  REQUIRE(value_at(forcing.weather[1].series, 3, day) == 13.0);
  REQUIRE(forcing.weather[2].reaches == std::vector<int>{0});
  REQUIRE_FALSE(is_given(value_at(forcing.weather[2].series, 0, 0.0)));
}

TEST_CASE("Water enters with age 0, without a column and without a warning") {
  CaseFiles files;
  files.write("case.toml",
              "[case]\nname = \"c\"\nconstituents = [\"age\", \"travel_time\"]\n[time]\nstart = 2021-01-01\n"
              "end = 2021-01-11\n");
  REQUIRE(files.messages().empty());
  const Case model = files.read();
  REQUIRE(model.forcings[0].inflows[0].series.value == std::vector<double>{1.5, 0.0, 0.0, 1.2, 0.0, 0.0});
  REQUIRE(model.network.outfalls[1].concentration == std::vector<double>{0.0, 0.0});
}

TEST_CASE("The measured start stands by reach and chainage; what a row leaves empty is unknown") {
  CaseFiles files;
  files.write("case.toml", settings("dynamic"));
  files.write("nodes.csv", nodes);
  files.write("reservoirs.csv", "node,volume_m3,area_m2\nN3,1e6,1e5\n");
  files.write("initial_state.csv",
              "node,reach,chainage_m,level_m,cod_mg_l,continuity_mg_l\n,R3,1500,3.5,,\n,R1,,25,18,\nN3,,,,7,\n"
              ",R3,0,4,9,\n");
  const Settings read = files.read().settings;
  REQUIRE_FALSE(read.has_initial);
  REQUIRE(read.initial_points.size() == 4);
  REQUIRE(read.initial_points[0].node == 2);
  REQUIRE(read.initial_points[0].concentration[0] == 7.0);
  REQUIRE_FALSE(is_given(read.initial_points[0].concentration[1]));
  REQUIRE(read.initial_points[1].reach == 0);
  REQUIRE(read.initial_points[1].chainage == 0.0);
  REQUIRE(read.initial_points[1].level == 25.0);
  REQUIRE(read.initial_points[2].chainage == 0.0);
  REQUIRE(read.initial_points[3].chainage == 1500.0);
  REQUIRE(read.initial_points[3].level == 3.5);
  REQUIRE_FALSE(is_given(read.initial_points[3].concentration[0]));
}
