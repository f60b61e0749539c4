#include <catch2/catch.hpp>

#include "case_files.hpp"
#include "io/sha256.hpp"

using namespace bailang;

namespace {

constexpr double day = 86400.0;
constexpr double year = 365.0 * day;

}  // namespace

TEST_CASE("The base case is read into SI units") {
  const Case model = CaseFiles().read();
  REQUIRE(model.name == "base");
  REQUIRE(model.title == "base");
  REQUIRE(model.settings.time.step == 3600.0);
  REQUIRE(model.settings.time.end - model.settings.time.start == 10 * 86400);
  REQUIRE(model.settings.flow == FlowMode::kinematic);
  REQUIRE_FALSE(model.settings.has_initial);
  REQUIRE(model.settings.kinetics.decay_20 == std::vector<double>{0.1 / day, 0.0});
  REQUIRE(model.settings.kinetics.theta == std::vector<double>{1.047, 1.047});
  const Network& network = model.network;
  REQUIRE(network.constituents == std::vector<std::string>{"cod", "nh4_n"});
  REQUIRE(network.reaches[2].from_node == 2);
  REQUIRE(network.reaches[2].bed_slope == 0.0005);
  REQUIRE_FALSE(is_given(network.reaches[0].dispersion));
  REQUIRE_FALSE(is_given(network.reaches[0].decay_20[0]));
  REQUIRE(network.nodes[0].name_zh == "北源");
  REQUIRE(network.dischargers[0].flow == 20000.0 / day);
  REQUIRE(network.dischargers[0].to_kind == TargetKind::plant);
  REQUIRE(network.plants[0].capacity == 25000.0 / day);
  REQUIRE(network.outfalls[1].concentration == std::vector<double>{120.0, 8.0});
  REQUIRE(network.outfalls[1].flow == 3000.0 / day);
  REQUIRE(network.catchments[0].area == 60e6);
  REQUIRE(network.catchments[0].yield[0] == Approx(700.0 * 1e3 / 1e6 / year));
  REQUIRE(network.sections[0].target_class == 4);
  REQUIRE(network.sections[0].source.line == 2);
}

TEST_CASE("Inflows of one node are a series, a row without time is constant") {
  const Case model = CaseFiles().read();
  const std::vector<Inflow>& inflows = model.forcings[0].inflows;
  REQUIRE(inflows.size() == 2);
  REQUIRE(inflows[0].series.time == std::vector<double>{0.0, 5 * day});
  REQUIRE(inflows[0].series.columns == 3);
  REQUIRE(inflows[0].series.value == std::vector<double>{1.5, 10.0, 0.2, 1.2, 11.0, 0.3});
  REQUIRE(inflows[0].series.interpolation == Interpolation::linear);
  REQUIRE(inflows[1].series.is_constant());
  REQUIRE(inflows[1].node == 1);
}

TEST_CASE("Continuity is 1 in every water that enters, and no load alone carries it") {
  CaseFiles files;
  files.write("case.toml",
              "[case]\nname = \"c\"\nconstituents = [\"continuity\", \"tracer\"]\n[time]\nstart = 2021-01-01\n"
              "end = 2021-01-11\n[initial]\n");
  files.write("outfalls.csv",
              "id,name,kind,reach,chainage_m,flow_m3_d,adds_water\nO1,,,R3,3000,10,true\nO2,,industry,R2,0,10,false\n");
  files.write("catchments.csv", "reach,land_use,area_km2,runoff_mm_a\nR1,a,1,100\nR1,b,1,\n");
  files.remove("measures.toml");
  files.remove("scenarios.toml");
  const Case model = files.read();
  REQUIRE(files.messages().empty());  // the tracer needs no column, and neither does continuity
  REQUIRE(model.settings.has_initial);
  REQUIRE(model.settings.initial == std::vector<double>{1.0, 0.0});
  REQUIRE(model.forcings[0].inflows[0].series.value == std::vector<double>{1.5, 1.0, 0.0, 1.2, 1.0, 0.0});
  REQUIRE(model.network.outfalls[0].concentration[0] == 1.0);
  REQUIRE(model.network.outfalls[1].concentration[0] == 0.0);
  REQUIRE(model.network.dischargers[0].concentration[0] == 1.0);
  REQUIRE(model.network.plants[0].effluent[0] == 1.0);
  REQUIRE_FALSE(is_given(model.network.plants[0].effluent[1]));
  // Runoff of 0.1 m a year at 1 g m-3.
  REQUIRE(model.network.catchments[0].yield[0] == Approx(0.1 / year));
  REQUIRE(model.network.catchments[0].yield[0] == model.network.catchments[0].runoff);
  REQUIRE(model.network.catchments[1].yield[0] == 0.0);
  REQUIRE(model.scenarios.size() == 1);
  REQUIRE(model.scenarios[0].id == "baseline");
  REQUIRE(model.scenarios[0].baseline);
}

TEST_CASE("A sum is split by [fractions], a column of the part itself wins") {
  CaseFiles files;
  files.write(
      "case.toml",
      "[case]\nname = \"c\"\nconstituents = [\"cod_fast\", \"cod_slow\"]\n[time]\nstart = 2021-01-01\n"
      "end = 2021-01-11\n[fractions]\ncod_fast = 0.25\ncod_slow = 0.75\n[fractions.outfalls]\ncod_fast = 0.1\n");
  files.write("inflows.csv", "node,flow_m3_s,cod_mg_l,cod_fast_mg_l\nN1,1,10,\nN2,1,10,4\n");
  const Case model = files.read();
  REQUIRE(model.forcings[0].inflows[0].series.value == std::vector<double>{1.0, 2.5, 7.5});
  REQUIRE(model.forcings[0].inflows[1].series.value == std::vector<double>{1.0, 4.0, 7.5});
  REQUIRE(model.network.outfalls[1].concentration == std::vector<double>{12.0, 90.0});
  files.append("case.toml", "cod_slow = 0.95\n");
  REQUIRE(files.messages() ==
          "shares of cod_fast, cod_slow, cod_inert sum to 1.05 in [fractions.outfalls]; they must not exceed 1\n");
}

TEST_CASE("An outfall is placed by longitude and latitude, a section gets them from its chainage") {
  CaseFiles files;
  files.write("nodes.csv", "id,kind,lon,lat\nN1,headwater,0,1\nN2,headwater,0,-1\nN3,junction,1,0\nN4,outlet,2,0\n");
  files.write("outfalls.csv", "id,name,kind,lon,lat\nO1,,plant,1.5,0.01\nO2,,industry,0.5,-0.5\n");
  const Case model = files.read();
  REQUIRE(model.network.outfalls[0].reach == 2);
  REQUIRE(model.network.outfalls[0].chainage == Approx(10000.0).epsilon(1e-3));
  REQUIRE(model.network.outfalls[1].reach == 1);
  REQUIRE(model.network.sections[0].place.lon == Approx(1.95));
  files.write("outfalls.csv", "id,name,kind,lon,lat\nO1,,plant,1.5,0.1\nO2,,industry,0.5,-0.5\n");
  REQUIRE(files.messages() == "outfall \"O1\" lies 11.1 km from the nearest reach, \"R3\"\n");
}

TEST_CASE("Monthly temperature steps over the run's months, a reach wins over its river, that over everywhere") {
  CaseFiles files;
  files.write(
      "temperature.csv",
      "reach,month,time,water_temperature_c,river\nR1,1,,7,\n,1,,5,\n,,2021-01-02,6,Main\n,,2021-01-05,9,Main\n");
  const std::vector<TemperatureRecord> records = files.read().forcings[0].temperature;
  REQUIRE(records.size() == 3);
  REQUIRE(records[0].reaches.empty());
  REQUIRE(records[0].series.interpolation == Interpolation::step);
  REQUIRE(records[0].series.time == std::vector<double>{0.0});
  REQUIRE(records[0].series.value == std::vector<double>{5.0});
  REQUIRE(records[1].reaches == std::vector<int>{2});
  REQUIRE(records[1].series.time == std::vector<double>{day, 4 * day});
  REQUIRE(records[1].series.interpolation == Interpolation::linear);
  REQUIRE(records[2].reaches == std::vector<int>{0});
}

TEST_CASE("An outfall's series stands for its own water and is read once") {
  CaseFiles files;
  files.write("outfalls.csv",
              "id,name,kind,reach,chainage_m,series\nO1,,plant,R3,3000,s.csv\nO2,,industry,R2,5000,s.csv\n");
  files.write("s.csv", "time,flow_m3_d,cod_mg_l,nh4_n_mg_l\n2021-01-01,864,10,1\n2021-01-03,8640,20,2\n");
  const Case model = files.read();
  REQUIRE(model.forcings[0].outfall_series.size() == 1);
  REQUIRE(model.network.outfalls[0].series == 0);
  REQUIRE(model.network.outfalls[1].series == 0);
  REQUIRE(model.forcings[0].outfall_series[0].series.value ==
          std::vector<double>{864.0 / day, 10.0, 1.0, 8640.0 / day, 20.0, 2.0});
}

TEST_CASE("Inflows by calendar month hold from month to month in every year") {
  CaseFiles files;
  std::string rows = "reach,month,flow_m3_s,cod_mg_l,nh4_n_mg_l\n";
  for (int month = 1; month <= 12; ++month)
    rows += "R1," + std::to_string(month) + "," + std::to_string(0.5 * month) + ",10,1\n";
  files.write("inflows.csv", rows);
  files.write("case.toml",
              "[case]\nname = \"c\"\nconstituents = [\"cod\", \"nh4_n\"]\n"
              "[time]\nstart = 2021-01-01\nend = 2022-03-02\n");
  const TimeSeries series = files.read().forcings[0].inflows[0].series;
  REQUIRE(series.interpolation == Interpolation::step);
  REQUIRE(series.time.size() == 15);
  REQUIRE(value_at(series, 0, 30.9 * day) == 0.5);
  REQUIRE(value_at(series, 0, 31.1 * day) == 1.0);
  REQUIRE(value_at(series, 0, 364.9 * day) == 6.0);
  REQUIRE(value_at(series, 0, 365.1 * day) == 0.5);
  REQUIRE(value_at(series, 1, 400.0 * day) == 10.0);
  files.write("inflows.csv", "reach,month,time,flow_m3_s\nR1,1,2021-01-01,1\nR1,2,,1\nR1,2,,1\nR1,,2021-05-01,1\n");
  const std::string messages = files.messages();
  CHECK(messages.find("a row has a month or a time, not both") != std::string::npos);
  CHECK(messages.find("month 2 stands twice") != std::string::npos);
  CHECK(messages.find("a series has rows by month and other rows") != std::string::npos);
}

TEST_CASE("A scenario brings its own inflows, the rest of the forcing is the case's") {
  CaseFiles files;
  files.write("dry.csv", "node,flow_m3_s,cod_mg_l,nh4_n_mg_l\nN1,0.1,10,1\n");
  files.write("temperature.csv", "month,water_temperature_c\n1,5\n");
  files.append("scenarios.toml",
               "[[scenario]]\nid = \"dry\"\ninflows = \"dry.csv\"\nflow_factor = 0.5\ntemperature_offset_c = 2\n"
               "baseline = true\n[[scenario]]\nid = \"dry-2\"\ninflows = \"dry.csv\"\n");
  const Case model = files.read();
  REQUIRE(model.forcings.size() == 2);
  REQUIRE(model.scenarios[2].forcing == 1);
  REQUIRE(model.scenarios[3].forcing == 1);
  REQUIRE(model.scenarios[0].forcing == 0);
  REQUIRE(model.scenarios[2].flow_factor == 0.5);
  REQUIRE(model.scenarios[2].temperature_offset == 2.0);
  REQUIRE(model.scenarios[2].baseline);
  REQUIRE(model.forcings[1].inflows.size() == 1);
  REQUIRE(model.forcings[1].temperature.size() == 1);
}

TEST_CASE("Another scenarios file may be named, every file read has its hash, once") {
  CaseFiles files, other;
  other.write("scenarios.toml", "[[scenario]]\nid = \"only\"\n");
  Diagnostics warnings;
  const Case model = read_case(files.directory(), {other.directory() / "scenarios.toml"}, warnings);
  REQUIRE(model.scenarios.size() == 1);
  REQUIRE(model.scenarios[0].id == "only");
  REQUIRE(model.inputs.size() == 11);
  for (const InputHash& input : model.inputs) {
    if (input.file == "scenarios.toml") REQUIRE(input.sha256 == sha256_hex("[[scenario]]\nid = \"only\"\n"));
  }
}

TEST_CASE("[tables] names other files") {
  CaseFiles files;
  std::filesystem::rename(files.directory() / "reaches.csv", files.directory() / "rivers.csv");
  files.append("case.toml", "\n[tables]\nreaches = \"rivers.csv\"\n");
  REQUIRE(files.read().network.reaches.size() == 3);
  REQUIRE(files.read().network.reaches[0].source.file == (files.directory() / "rivers.csv").string());
}

TEST_CASE("Prescribed areas and flows are read in mode prescribed") {
  CaseFiles files;
  files.write(
      "reaches.csv",
      "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n,flow_area_m2,flow_m3_s,"
      "dispersion_m2_s,k_cod_per_day\nR1,,N1,N3,12000,0.001,10,0.03,8,2,0,0.3\nR2,,N2,N3,8000,0.001,8,0.03,4,,,\n"
      "R3,,N3,N4,20000,0.0005,20,0.03,10,,,\n");
  files.append("case.toml", "");
  const Case model = files.read();
  REQUIRE(model.network.reaches[0].prescribed_area == 8.0);
  REQUIRE(model.network.reaches[0].prescribed_flow == 2.0);
  REQUIRE_FALSE(is_given(model.network.reaches[1].prescribed_flow));
  REQUIRE(model.network.reaches[0].dispersion == 0.0);
  REQUIRE(model.network.reaches[0].decay_20[0] == 0.3 / day);
}

TEST_CASE("A table of a quarter of a million rows is read") {
  CaseFiles files;
  std::string text = "node,time,flow_m3_s,cod_mg_l,nh4_n_mg_l\n";
  for (int i = 0; i < 250000; ++i) text += "N1," + format_instant(1609459200LL + i) + ",1.5,10,0.2\n";
  files.write("inflows.csv", text);
  REQUIRE(files.read().forcings[0].inflows[0].series.time.size() == 250000);
}

TEST_CASE("A directory that is no case is told at once") {
  Diagnostics warnings;
  REQUIRE_THROWS_AS(read_case("no-such-directory", {}, warnings), InputError);
}
