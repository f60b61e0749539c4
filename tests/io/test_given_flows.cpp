#include <catch2/catch.hpp>
#include <sstream>

#include "case_files.hpp"

using namespace bailang;

namespace {

constexpr double day = 86400.0;

std::string number(double value) {
  std::ostringstream text;
  text.precision(17);
  text << value;
  return text.str();
}

/// The base case in mode prescribed: 1.5 and 0.8 m3/s meet in R3, the mill adds 3000 m3/d to R2. `third` is what the table
/// gives for R3.
void write_prescribed(const CaseFiles& files, const std::string& second, const std::string& third) {
  files.write(
      "case.toml",
      "[case]\nname = \"c\"\nconstituents = [\"cod\", \"nh4_n\"]\n[time]\nstart = 2021-01-01\nend = 2021-01-11\n"
      "[flow]\nmode = \"prescribed\"\n");
  files.write("inflows.csv", "node,flow_m3_s,cod_mg_l,nh4_n_mg_l\nN1,1.5,10,0.2\nN2,0.8,12,0.4\n");
  files.write("reaches.csv",
              "id,river,from_node,to_node,length_m,bed_slope,bottom_width_m,manning_n,flow_area_m2,flow_m3_s\n"
              "R1,,N1,N3,12000,0.001,10,0.03,8,\nR2,,N2,N3,8000,0.001,8,0.03,4," +
                  second + "\nR3,,N3,N4,20000,0.0005,20,0.03,20," + third + "\n");
  files.write("scenarios.toml", "[[scenario]]\nid = \"baseline\"\n");
}

}  // namespace

TEST_CASE("Given discharges that the water entering makes are no fault") {
  CaseFiles files;
  write_prescribed(files, "0.8", number(1.5 + 0.8 + 3000.0 / day));
  REQUIRE(files.messages().empty());
  write_prescribed(files, "", "");
  REQUIRE(files.messages().empty());
}

TEST_CASE("A discharge that does not balance names the reach, once") {
  CaseFiles files;
  write_prescribed(files, "0.9", "");
  REQUIRE(
      files.messages() ==
      "flow_m3_s of reach \"R2\" is 0.9 m3/s, but 0.8 m3/s reach it (scenario \"baseline\", 2021-01-01T00:00:00Z)\n");
}

TEST_CASE("Withdrawals take from the discharge while they last") {
  CaseFiles files;
  write_prescribed(files, "", number(1.5 + 0.8 + 3000.0 / day - 0.3));
  files.write("withdrawals.csv", "id,reach,chainage_m,flow_m3_s,to\nW1,R1,100,0.3,\n");
  REQUIRE(files.messages().empty());
  files.write("withdrawals.csv", "id,reach,chainage_m,flow_m3_s,to\nW1,R1,100,0.3,2021-01-06\n");
  REQUIRE(files.messages().find("reach it (scenario \"baseline\", 2021-01-06T00:00:00Z)") != std::string::npos);
}

TEST_CASE("A scenario that changes the water breaks the balance of what is given") {
  CaseFiles files;
  write_prescribed(files, "", number(1.5 + 0.8 + 3000.0 / day));
  files.append("scenarios.toml", "[[scenario]]\nid = \"closed\"\nmeasures = [\"close-mill\"]\n");
  REQUIRE(files.messages().find("but 2.3 m3/s reach it (scenario \"closed\"") != std::string::npos);
  files.append("measures.toml",
               "\n[[measure]]\nid = \"keep\"\nkind = \"ecological_flow\"\nreach = \"R1\"\nflow_m3_s = 1\n");
  REQUIRE(files.messages() ==
          "measure \"keep\" of kind ecological_flow has no meaning where reaches.csv gives flow_m3_s\n");
}
