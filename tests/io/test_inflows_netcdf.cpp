#include <netcdf.h>

#include <catch2/catch.hpp>

#include "case_files.hpp"

using namespace bailang;

namespace {

void require_ok(int status) {
  INFO(nc_strerror(status));
  REQUIRE(status == NC_NOERR);
}

void put_units(int file, int variable, const std::string& units) {
  require_ok(nc_put_att_text(file, variable, "units", units.size(), units.c_str()));
}

struct Choice {
  std::string time_units = "hours since 2020-12-31 00:00:00";
  std::string flow_units = "m3 s-1";
  std::string second_reach = "R3";
  double last_flow = 0.4;
};

/// Two stations (node N1, reach R3) and two times (2021-01-01 and 2021-01-02).
void write_forcing(const CaseFiles& files, const Choice& choice) {
  files.remove("inflows.csv");
  int file = 0, time = 0, station = 0, variable = 0;
  require_ok(nc_create((files.directory() / "forcing.nc").c_str(), NC_NETCDF4, &file));
  require_ok(nc_def_dim(file, "time", 2, &time));
  require_ok(nc_def_dim(file, "station", 2, &station));
  const int both[] = {time, station};
  const double times[] = {24.0, 48.0};
  require_ok(nc_def_var(file, "time", NC_DOUBLE, 1, &time, &variable));
  put_units(file, variable, choice.time_units);
  require_ok(nc_put_var_double(file, variable, times));
  const char* nodes[] = {"N1", ""};
  const char* reaches[] = {"", choice.second_reach.c_str()};
  require_ok(nc_def_var(file, "node", NC_STRING, 1, &station, &variable));
  require_ok(nc_put_var_string(file, variable, nodes));
  require_ok(nc_def_var(file, "reach", NC_STRING, 1, &station, &variable));
  require_ok(nc_put_var_string(file, variable, reaches));
  const double flows[] = {1.0, 0.2, 1.5, choice.last_flow};
  require_ok(nc_def_var(file, "flow", NC_DOUBLE, 2, both, &variable));
  put_units(file, variable, choice.flow_units);
  require_ok(nc_put_var_double(file, variable, flows));
  const double cod[] = {10.0, 20.0, 11.0, 21.0};
  require_ok(nc_def_var(file, "cod", NC_DOUBLE, 2, both, &variable));
  put_units(file, variable, "mg l-1");
  require_ok(nc_put_var_double(file, variable, cod));
  require_ok(nc_close(file));
}

std::string messages_of(const Choice& choice) {
  CaseFiles files;
  write_forcing(files, choice);
  return files.messages();
}

const std::string no_nh4 = "variable 'nh4_n' is missing; 0 is used\n";

}  // namespace

TEST_CASE("forcing.nc gives the inflows of nodes and reaches") {
  CaseFiles files;
  write_forcing(files, {});
  REQUIRE(files.messages() == no_nh4);
  const auto inflows = files.read().forcings[0].inflows;
  REQUIRE(inflows.size() == 2);
  REQUIRE(inflows[0].node == 0);
  REQUIRE(inflows[0].reach == -1);
  REQUIRE(inflows[1].reach == 2);
  REQUIRE(inflows[0].series.time == std::vector<double>{0.0, 86400.0});
  REQUIRE(inflows[0].series.value == std::vector<double>{1.0, 10.0, 0.0, 1.5, 11.0, 0.0});
  REQUIRE(inflows[1].series.value == std::vector<double>{0.2, 20.0, 0.0, 0.4, 21.0, 0.0});
}

TEST_CASE("Units, ids and values of forcing.nc are checked, not trusted") {
  REQUIRE(messages_of({.flow_units = "l s-1"}) ==
          "variable 'flow' must have units 'm3 s-1', but has 'l s-1'\n" + no_nh4);
  REQUIRE(messages_of({.time_units = "months since 2021"}) ==
          "units of variable 'time' must be such as 'hours since 2021-01-01', but are 'months since 2021'\n");
  REQUIRE(messages_of({.second_reach = "R9"}) == "variable 'reach': there is no reach \"R9\"\n" + no_nh4);
  REQUIRE(messages_of({.second_reach = ""}) == "station index 1 must name a node or a reach, and not both\n" + no_nh4);
  REQUIRE(messages_of({.last_flow = -1.0}) ==
          "variable 'flow' must be a number ≥ 0 everywhere, but is -1 at time index 1, station index 1\n" + no_nh4);
  REQUIRE(messages_of({.last_flow = NC_FILL_DOUBLE}).find("variable 'flow' must be a number") == 0);
}

TEST_CASE("A file that is no netCDF is told, and so are two files of inflows") {
  CaseFiles files;
  files.write("forcing.nc", "no netCDF");
  REQUIRE(files.messages() == "inflows.csv and forcing.nc are both there\n");
  files.remove("inflows.csv");
  REQUIRE(files.messages().find("cannot be opened") != std::string::npos);
}
