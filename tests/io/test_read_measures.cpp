#include <catch2/catch.hpp>

#include "case_files.hpp"

using namespace bailang;

namespace {

/// The base case with one measure.
Measure read_measure(const std::string& keys) {
  CaseFiles files;
  files.remove("scenarios.toml");
  files.write("reservoirs.csv", "node,volume_m3,area_m2\nN3,1000000,200000\n");
  files.write("nodes.csv", "id,kind\nN1,headwater\nN2,headwater\nN3,reservoir\nN4,outlet\n");
  files.write("measures.toml", "[[measure]]\nid = \"m\"\n" + keys);
  return files.read().measures.at(0);
}

std::string faults(const std::string& keys) {
  CaseFiles files;
  files.remove("scenarios.toml");
  files.write("measures.toml", "[[measure]]\nid = \"m\"\n" + keys);
  return files.messages();
}

}  // namespace

TEST_CASE("Common keys of a measure") {
  const Measure measure = read_measure(
      "kind = \"close\"\nselect = { kind = [\"industry\", \"plant\"], reach = \"R2\" }\nfrom = 2021-01-03\nramp = \"2 "
      "d\"\n"
      "capital_cost = 5\nannual_cost = 1.5\nlifetime_years = 20\ntitle = \"T\"\n");
  REQUIRE(measure.selection == std::vector<int>{1});
  REQUIRE(measure.from == 2 * 86400.0);
  REQUIRE(measure.ramp == 2 * 86400.0);
  REQUIRE(measure.capital_cost == 5.0);
  REQUIRE(measure.annual_cost == 1.5);
  REQUIRE(measure.lifetime_years == 20.0);
  REQUIRE(measure.title == "T");
  REQUIRE(measure.into_outfall == -1);
}

TEST_CASE("reduce_diffuse: a fraction for all, another for one constituent, on some land uses") {
  const Measure measure =
      read_measure("kind = \"reduce_diffuse\"\nland_use = [\"cropland\"]\nfraction = 0.2\nfraction_cod = 0.5\n");
  REQUIRE(measure.selection == std::vector<int>{0});
  REQUIRE(measure.fraction == std::vector<double>{0.5, 0.2});
  REQUIRE(faults("kind = \"reduce_diffuse\"\n") == "[[measure]] \"m\" reduces nothing\n");
  REQUIRE(faults("kind = \"reduce_diffuse\"\nfraction = 0.2\nland_use = \"urban\"\n") ==
          "'select' in [[measure]] \"m\": no catchment has land_use \"urban\"\n");
}

TEST_CASE("connect: a share of dischargers goes to a plant, they are selected by where their water goes, too") {
  const Measure measure =
      read_measure("kind = \"connect\"\nto = \"P1\"\nshare = 0.6\nselect = { sector = \"urban\", river = \"Main\" }\n");
  REQUIRE(measure.selection == std::vector<int>{0});
  REQUIRE(measure.to_plant == 0);
  REQUIRE(measure.share == 0.6);
}

TEST_CASE("upgrade_plant: limits of a level, a concentration of one's own wins") {
  const Measure measure = read_measure("kind = \"upgrade_plant\"\nstandard = \"1A\"\ncod_mg_l = 40\n");
  REQUIRE(measure.standard == "1A");
  REQUIRE(measure.concentration == std::vector<double>{40.0, 5.0});
  REQUIRE(faults("kind = \"upgrade_plant\"\n") == "[[measure]] \"m\" changes nothing\n");
}

TEST_CASE("standardise: caps and removals") {
  const Measure measure =
      read_measure("kind = \"standardise\"\nselect = { id = \"O2\" }\ncod_mg_l = 60\nremoval_nh4_n = 0.4\n");
  REQUIRE(measure.concentration[0] == 60.0);
  REQUIRE_FALSE(is_given(measure.concentration[1]));
  REQUIRE(measure.removal == std::vector<double>{0.0, 0.4});
  REQUIRE(faults("kind = \"standardise\"\ntp_mg_l = 1\n") == "[[measure]] \"m\" changes nothing\n");
}

TEST_CASE("close reroutes when it is told to") {
  REQUIRE(read_measure("kind = \"close\"\nselect = { id = \"O2\" }\nreroute_to = \"O1\"\n").into_outfall == 0);
}

TEST_CASE("ecological_flow: on a reach or a reservoir, one value or twelve, from a reservoir or outside") {
  const Measure outside = read_measure("kind = \"ecological_flow\"\nreach = \"R2\"\nflow_m3_s = 0.5\ncod_mg_l = 15\n");
  REQUIRE(outside.selection == std::vector<int>{1});
  REQUIRE_FALSE(outside.on_reservoir);
  REQUIRE(outside.flow == std::vector<double>{0.5});
  REQUIRE(outside.source_reservoir == -1);
  REQUIRE(outside.concentration == std::vector<double>{15.0, 0.0});
  const Measure released = read_measure(
      "kind = \"ecological_flow\"\nreservoir = \"N3\"\nsource = \"N3\"\nflow_m3_s = [1,2,3,4,5,6,7,8,9,10,11,12]\n");
  REQUIRE(released.on_reservoir);
  REQUIRE(released.selection == std::vector<int>{0});
  REQUIRE(released.source_reservoir == 0);
  REQUIRE(released.flow.size() == 12);
  REQUIRE(faults("kind = \"ecological_flow\"\nreach = \"R2\"\nflow_m3_s = [1, 2]\n") ==
          "'flow_m3_s' in [[measure]] \"m\" must be one number or 12, one a month, but are 2\n");
  REQUIRE(faults("kind = \"ecological_flow\"\nflow_m3_s = 1\n") == "[[measure]] \"m\" must name its place once\n");
}

TEST_CASE("A measure that begins after the run is worth a warning") {
  REQUIRE(faults("kind = \"close\"\nfrom = 2022-01-01\n") == "[[measure]] \"m\" acts after the end of the run only\n");
}

TEST_CASE("Continuity is water: no measure cleans it, water from outside carries it") {
  CaseFiles files;
  files.remove("scenarios.toml");
  files.write("case.toml",
              "[case]\nname = \"c\"\nconstituents = [\"continuity\"]\n[time]\nstart = 2021-01-01\nend = 2021-01-11\n");
  files.write("measures.toml",
              "[[measure]]\nid = \"a\"\nkind = \"reduce_diffuse\"\nfraction = 0.5\n"
              "[[measure]]\nid = \"b\"\nkind = \"ecological_flow\"\nreach = \"R1\"\nflow_m3_s = 1\n");
  const Case model = files.read();
  REQUIRE(model.measures[0].fraction == std::vector<double>{0.0});
  REQUIRE(model.measures[1].concentration == std::vector<double>{1.0});
}

TEST_CASE("A factorial sweep: axes of choices, and toggles") {
  CaseFiles files;
  files.append(
      "scenarios.toml",
      "\n[[sweep]]\nid = \"mix\"\nkind = \"factorial\"\naxes = [[\"upgrade\", []]]\ntoggle = [\"close-mill\"]\n");
  const Case model = files.read();
  REQUIRE(model.scenarios.size() == 2 + 4);
  REQUIRE(model.scenarios[2].id == "mix-0001");
  REQUIRE(model.scenarios[2].sweep == "mix");
  std::vector<std::size_t> sizes;
  for (std::size_t i = 2; i < 6; ++i) sizes.push_back(model.scenarios[i].measures.size());
  std::sort(sizes.begin(), sizes.end());
  REQUIRE(sizes == std::vector<std::size_t>{0, 1, 1, 2});
}

TEST_CASE("A sweep with too many members, or a member whose id is taken, is refused") {
  CaseFiles files;
  std::string axis = "[\"upgrade\"";
  for (int i = 0; i < 999; ++i) axis += ", []";
  axis += "]";
  files.append("scenarios.toml",
               "\n[[sweep]]\nid = \"s\"\nkind = \"factorial\"\naxes = [" + axis + ", " + axis + "]\n");
  REQUIRE(files.messages() == "[[sweep]] \"s\" has 1e+06 members; at most 100000 are allowed\n");
  files.write("scenarios.toml",
              "[[scenario]]\nid = \"s-0001\"\n[[sweep]]\nid = \"s\"\nkind = \"factorial\"\ntoggle = [\"upgrade\"]\n");
  REQUIRE(files.messages() == "member \"s-0001\" of [[sweep]] \"s\" has the id of a scenario\n");
}

TEST_CASE("Years are read once, scenarios and sweeps take their water, a scenario's own factors on top") {
  CaseFiles files;
  files.write("dry.csv", "node,flow_m3_s,cod_mg_l,nh4_n_mg_l\nN1,0.1,10,1\n");
  files.write("scenarios.toml",
              "[[year]]\nid = \"mean\"\n[[year]]\nid = \"dry\"\ninflows = \"dry.csv\"\nflow_factor = 0.5\n"
              "diffuse_factor = 0.25\ntemperature_offset_c = 1\n"
              "[[scenario]]\nid = \"mean\"\nyear = \"mean\"\n"
              "[[scenario]]\nid = \"low\"\nyear = \"dry\"\nflow_factor = 0.5\ndiffuse_factor = 2\n"
              "temperature_offset_c = 1\n"
              "[[sweep]]\nid = \"s\"\nkind = \"one_at_a_time\"\npool = [\"upgrade\", [\"close-mill\"]]\n"
              "years = [\"mean\", \"dry\"]\n");
  const Case model = files.read();
  REQUIRE(model.scenarios.size() == 2 + 6);
  REQUIRE(model.forcings.size() == 2);
  const Scenario& low = model.scenarios[1];
  REQUIRE(low.year == "dry");
  REQUIRE(low.forcing == 1);
  REQUIRE(low.flow_factor == 0.25);
  REQUIRE(low.diffuse_factor == 0.5);
  REQUIRE(low.temperature_offset == 2.0);
  REQUIRE(model.scenarios[0].forcing == 0);
  REQUIRE(model.scenarios[3].year == "dry");
  REQUIRE(model.scenarios[3].measures.empty());
  REQUIRE(model.scenarios[7].measures == std::vector<int>{1});
  REQUIRE(model.scenarios[7].forcing == 1);
}

TEST_CASE("A year brings its rain; a scenario's own inflows go with its year's rain") {
  CaseFiles files;
  files.write("dry.csv", "node,flow_m3_s,cod_mg_l,nh4_n_mg_l\nN1,0.1,10,1\n");
  files.write("drizzle.csv", "time,rain_mm\n2021-01-02,1\n2021-01-03,0\n");
  files.write("scenarios.toml",
              "[[year]]\nid = \"dry\"\nrain = \"drizzle.csv\"\n"
              "[[scenario]]\nid = \"a\"\nyear = \"dry\"\n"
              "[[scenario]]\nid = \"b\"\nyear = \"dry\"\ninflows = \"dry.csv\"\n"
              "[[scenario]]\nid = \"c\"\ninflows = \"dry.csv\"\n");
  const Case model = files.read();
  REQUIRE(model.forcings.size() == 4);
  const auto forcing = [&](int scenario) { return model.forcings[model.scenarios[scenario].forcing]; };
  REQUIRE(model.forcings[0].rain.empty());
  REQUIRE(forcing(0).rain.size() == 1);
  REQUIRE(forcing(0).inflows.size() == model.forcings[0].inflows.size());
  REQUIRE(forcing(1).rain.size() == 1);
  REQUIRE(forcing(1).inflows.size() == 1);
  REQUIRE(forcing(2).rain.empty());
  REQUIRE(forcing(2).inflows.size() == 1);
}

TEST_CASE("A sweep from a file: measures by blanks or semicolons, year and factors of the row") {
  CaseFiles files;
  files.write("scenarios.toml",
              "[[year]]\nid = \"dry\"\nflow_factor = 0.5\n"
              "[[sweep]]\nid = \"s\"\nkind = \"from_file\"\nfile = \"members.csv\"\n");
  files.write("members.csv", "measures,title,year,flow_factor\nupgrade;close-mill,Both,dry,0.5\n,,,\nupgrade  ,,,2\n");
  const Case model = files.read();
  REQUIRE(model.scenarios.size() == 3);
  REQUIRE(model.scenarios[0].title == "Both");
  REQUIRE(model.scenarios[0].measures == std::vector<int>{0, 1});
  REQUIRE(model.scenarios[0].flow_factor == 0.25);
  REQUIRE(model.scenarios[1].measures.empty());
  REQUIRE(model.scenarios[2].flow_factor == 2.0);
  REQUIRE(model.scenarios[2].id == "s-0003");
}

TEST_CASE("What a measure says of a sum holds for its simulated parts: ratios for each, caps for all together") {
  CaseFiles files;
  files.remove("scenarios.toml");
  const std::string settings =
      "[case]\nname = \"c\"\nconstituents = [\"cod_fast\", \"cod_slow\", \"nh4_n\", \"continuity\"]\n[time]\n"
      "start = 2021-01-01\nend = 2021-01-11\n[kinetics]\nset = \"n_cod_do\"\n[fractions]\ncod_fast = 0.25\n";
  files.write("case.toml", settings + "cod_slow = 0.75\n");
  files.write(
      "measures.toml",
      "[[measure]]\nid = \"fields\"\nkind = \"reduce_diffuse\"\nfraction_cod = 0.5\nfraction_cod_slow = 0.1\n"
      "[[measure]]\nid = \"plant\"\nkind = \"upgrade_plant\"\nstandard = \"Q4\"\ncod_slow_mg_l = 3\n"
      "[[measure]]\nid = \"cap\"\nkind = \"standardise\"\ncod_mg_l = 40\nremoval_tn = 0.3\n"
      "[[measure]]\nid = \"reed\"\nkind = \"wetland\"\narea_m2 = 5\nk_cod_m_a = 365\nbackground_cod_mg_l = 4\n");
  const std::vector<Measure> measures = files.read().measures;
  REQUIRE(measures[0].fraction == std::vector<double>{0.5, 0.1, 0.0, 0.0});
  REQUIRE_FALSE(is_given(measures[1].concentration[0]));
  REQUIRE(measures[1].concentration[1] == 3.0);
  REQUIRE(measures[1].concentration[2] == 1.5);
  REQUIRE_FALSE(is_given(measures[1].concentration[3]));
  REQUIRE(measures[1].sums.at(0).parts == std::vector<int>{0, 1});
  REQUIRE(measures[1].sums.at(0).cap == 30.0);
  REQUIRE_FALSE(is_given(measures[2].concentration[0]));
  REQUIRE(measures[2].sums.at(0).cap == 40.0);
  REQUIRE(measures[2].removal == std::vector<double>{0.0, 0.0, 0.3, 0.0});
  REQUIRE(measures[3].rate == std::vector<double>(4, 0.0));
  REQUIRE(measures[3].sums.at(0).rate == Approx(1.0 / 86400.0).epsilon(1e-14));
  REQUIRE(measures[3].sums.at(0).background == 4.0);
}

TEST_CASE("Caps on sums need no shares of their parts") {
  CaseFiles files;
  files.remove("scenarios.toml");
  for (const char* table : {"dischargers.csv", "catchments.csv"}) files.remove(table);
  files.write("case.toml",
              "[case]\nname = \"c\"\nconstituents = [\"cod_fast\", \"cod_slow\"]\n[time]\nstart = 2021-01-01\n"
              "end = 2021-01-11\n[kinetics]\nset = \"n_cod_do\"\n");
  files.write("measures.toml", "[[measure]]\nid = \"plant\"\nkind = \"upgrade_plant\"\nstandard = \"Q4\"\n");
  files.write("outfalls.csv", "id,name,kind,reach,chainage_m,flow_m3_d\nO1,,,R3,3000,\n");
  files.write("plants.csv", "id,name,county,capacity_m3_d,to\nP1,Works,lower,25000,O1\n");
  files.write("inflows.csv", "node,flow_m3_s\nN1,1\nN2,1\n");
  REQUIRE_THAT(files.messages(), !Catch::Contains("fractions"));
}

TEST_CASE("Measures on plants and wetlands: their keys in SI") {
  const Measure sewers = read_measure("kind = \"reuse\"\nfraction = 0.25\n");
  REQUIRE(sewers.share == 0.25);
  const Measure expand = read_measure("kind = \"expand_plant\"\ncapacity_m3_d = 86400\n");
  REQUIRE(expand.capacity == 1.0);
  const Measure wetland = read_measure(
      "kind = \"wetland\"\nselect = { id = \"O2\" }\narea_m2 = 20000\nk_nh4_n_m_a = 36.5\n"
      "background_nh4_n_mg_l = 0.5\ntheta = 1.05\ntanks = 3\n");
  REQUIRE(wetland.selection == std::vector<int>{1});
  REQUIRE(wetland.area == 20000.0);
  REQUIRE(wetland.rate[1] == Approx(0.1 / 86400.0).epsilon(1e-14));
  REQUIRE(wetland.background == std::vector<double>{0.0, 0.5});
  REQUIRE(wetland.theta == 1.05);
  REQUIRE(wetland.tanks == 3.0);
}
