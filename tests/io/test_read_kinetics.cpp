#include <catch2/catch.hpp>

#include "case_files.hpp"
#include "solver/kinetics/parameters.hpp"

using namespace bailang;

namespace {

constexpr double day = 86400.0;

std::string settings(const std::string& kinetics, const std::string& constituents = R"(["nh4_n", "no3_n", "do"])") {
  return "[case]\nname = \"c\"\nconstituents = " + constituents +
         "\n[time]\nstart = 2021-01-01\nend = 2021-01-11\n[kinetics]\n" + kinetics;
}

double parameter(const Case& model, std::string_view name) {
  return model.settings.kinetics.parameters.at(static_cast<std::size_t>(kinetic_parameter_index(name)));
}

}  // namespace

TEST_CASE("Kinetic parameters are read into SI units, what is not given has its default") {
  CaseFiles files;
  files.write("case.toml", settings("set = \"n_cod_do\"\nk_nitrification_per_day = 0.864\nsod_g_m2_d = 1.728\n"
                                    "theta_nitrification = 1.1\nk_no3_n_per_day = 0.0864\nphotoperiod = 0.6\n"));
  const Case model = files.read();
  const KineticsSettings& kinetics = model.settings.kinetics;
  REQUIRE(kinetics.set == KineticSet::n_cod_do);
  REQUIRE(kinetics.parameters.size() == kinetic_parameters().size());
  REQUIRE(parameter(model, "k_nitrification_per_day") == Approx(1e-5).epsilon(1e-14));
  REQUIRE(parameter(model, "sod_g_m2_d") == Approx(2e-5).epsilon(1e-14));
  REQUIRE(parameter(model, "theta_nitrification") == 1.1);
  REQUIRE(parameter(model, "photoperiod") == 0.6);
  REQUIRE(kinetics.decay_20[1] == 0.0864 / day);
  const KineticParameter& row = kinetic_parameters()[static_cast<std::size_t>(kinetic_parameter_index("ph"))];
  REQUIRE(parameter(model, "ph") == row.fallback * row.to_si);
  REQUIRE(kinetics.reaeration == "covar");
  REQUIRE(kinetics.wind_reaeration == "none");
  REQUIRE(kinetics.oxygen_limitation == "exponential");
}

TEST_CASE("Formulas are chosen by name") {
  CaseFiles files;
  files.write("case.toml", settings("set = \"n_cod_do\"\nreaeration = \"given\"\nwind_reaeration = \"wanninkhof\"\n"
                                    "oxygen_limitation = \"second_order\"\n"));
  const KineticsSettings kinetics = files.read().settings.kinetics;
  REQUIRE(kinetics.reaeration == "given");
  REQUIRE(kinetics.wind_reaeration == "wanninkhof");
  REQUIRE(kinetics.oxygen_limitation == "second_order");
}

TEST_CASE("Every kinetic parameter is a key, and its default lies in its range") {
  CaseFiles files;
  std::string keys = "set = \"n_cod_do\"\n";
  for (const KineticParameter& row : kinetic_parameters()) {
    keys += std::string(row.name) + " = " + std::to_string(row.fallback) + "\n";
  }
  files.write("case.toml", settings(keys));
  REQUIRE(files.messages().find("[kinetics]") == std::string::npos);
}

TEST_CASE("Parameters by place stand in the order of the table, a river for all its reaches") {
  CaseFiles files;
  files.write("case.toml", settings("set = \"n_cod_do\"\n[tables]\nkinetics = \"places.csv\"\n"));
  files.write("nodes.csv", "id,kind\nN1,headwater\nN2,headwater\nN3,reservoir\nN4,outlet\n");
  files.write("reservoirs.csv", "node,volume_m3,area_m2\nN3,1e6,2e5\n");
  files.write("reaches.csv",
              "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n\nR1,A,N1,N3,12000,0.001,10,0.03\n"
              "R2,B,N2,N3,8000,0.001,8,0.03\nR3,A,N3,N4,20000,0.0005,20,0.03\n");
  files.write("places.csv",
              "river,reach,node,parameter,value\nA,,,sod_g_m2_d,0.864\n,R3,,sod_g_m2_d,1.728\n,,N3,theta_sod,1.1\n");
  const std::vector<LocalParameter> local = files.read().settings.kinetics.local;
  const int sod = kinetic_parameter_index("sod_g_m2_d");
  REQUIRE(local.size() == 4);
  REQUIRE(local[0].parameter == sod);
  REQUIRE(local[0].reach == 0);
  REQUIRE(local[0].reservoir == -1);
  REQUIRE(local[0].value == Approx(1e-5).epsilon(1e-14));
  REQUIRE(local[1].reach == 2);
  REQUIRE(local[2].reach == 2);
  REQUIRE(local[2].value == Approx(2e-5).epsilon(1e-14));
  REQUIRE(local[3].reservoir == 0);
  REQUIRE(local[3].reach == -1);
  REQUIRE(local[3].parameter == kinetic_parameter_index("theta_sod"));
  REQUIRE(local[3].value == 1.1);
}

TEST_CASE("A process of the user's own is read with the units of its parameters, with either set") {
  CaseFiles files;
  files.write("case.toml",
              settings("[[process]]\nid = \"uptake\"\ntitle = \"Uptake by plants\"\n"
                       "rate = \"vmax * nh4_n / (K + nh4_n) * f\"\nrate_unit = \"g/m2/d\"\ntheta = 1.08\n"
                       "parameters = { vmax = \"0.2 g/m2/d\", K = \"1.5  mg/l\", f = 0.5 }\n"
                       "stoichiometry = { nh4_n = -1, no3_n = 0.25 }\n"
                       "[[process]]\nid = \"loss\"\nrate = \"k * no3_n\"\nparameters = { k = \"0.1 1/d\" }\n"
                       "stoichiometry = { no3_n = -1 }\n",
                       R"(["no3_n", "nh4_n"])"));
  const std::vector<UserProcess> processes = files.read().settings.kinetics.processes;
  REQUIRE(processes.size() == 2);
  REQUIRE(processes[0].id == "uptake");
  REQUIRE(processes[0].title == "Uptake by plants");
  REQUIRE(processes[0].rate_unit == UserProcess::RateUnit::g_m2_per_day);
  REQUIRE(processes[0].theta == 1.08);
  REQUIRE(processes[0].parameters.size() == 3);
  REQUIRE(processes[0].parameters[1].name == "K");
  REQUIRE(processes[0].parameters[1].value == 1.5);
  REQUIRE(processes[0].parameters[1].unit == "mg/l");
  REQUIRE(processes[0].parameters[2].unit.empty());
  REQUIRE(processes[0].stoichiometry == std::vector<std::pair<int, double>>{{1, -1.0}, {0, 0.25}});
  REQUIRE(processes[0].source.line == 9);
  REQUIRE(processes[1].title == "loss");
  REQUIRE(processes[1].rate_unit == UserProcess::RateUnit::mg_l_per_day);
  REQUIRE(processes[1].theta == 1.0);
}

TEST_CASE("The full set splits sums, the inert part of the oxygen demand among them") {
  CaseFiles files;
  files.write("case.toml",
              settings("set = \"n_cod_do\"\n[fractions]\ncod_fast = 0.5\ncod_slow = 0.3\ncod_inert = 0.2\n",
                       R"(["cod_fast", "cod_slow", "cod_inert", "tracer", "age"])"));
  files.write("inflows.csv", "node,flow_m3_s,cod_mg_l\nN1,1,10\nN2,1,20\n");
  REQUIRE(files.read().forcings[0].inflows[0].series.value == std::vector<double>{1.0, 5.0, 3.0, 2.0, 0.0, 0.0});
  files.append("case.toml", "[fractions.inflows]\ncod_inert = 0.3\ncod_slow = 0.8\n");
  REQUIRE(files.messages().find("shares of cod_fast, cod_slow, cod_inert sum to 1.1 in [fractions.inflows]") !=
          std::string::npos);
}
