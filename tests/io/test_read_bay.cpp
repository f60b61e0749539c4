// The bay of a case: section [bay] and its three tables.
#include <catch2/catch.hpp>

#include "case_files.hpp"
#include "core/units.hpp"

using namespace bailang;

namespace {

constexpr double day = units::seconds_per_day;
constexpr double year = units::seconds_per_year;

/// The base case with other constituents and a section [bay].
std::string settings(const std::string& simulated, const std::string& bay) {
  return "[case]\nname = \"c\"\nconstituents = [" + simulated + "]\n[time]\nstart = 2021-01-01\nend = 2021-03-01\n" +
         "step = \"1 h\"\noutput = \"1 d\"\n[bay]\n" + bay;
}

void write_tables(const CaseFiles& files) {
  files.write("bay_boxes.csv",
              "id,kind,name_zh,area_km2,mean_depth_m,volume_m3,din_mg_l,cod_mn_mg_l,spread,assessed_fraction\n"
              "inner,box,内湾,100,5,,0.4,,,\nouter,box,外湾,200,,3e9,,,0.7,0.25\nsea,open,外海,,,,0.2,1.5,,\n");
  files.write("bay_exchanges.csv",
              "from,to,exchange_m3_s,cross_section_m2,length_m,mixing_m2_s,residual_flow_m3_s\n"
              "inner,outer,,40000,8000,,-30\nouter,sea,700,,,,\n");
  files.write("bay_inflows.csv",
              "outlet,inflow,box,share,month,flow_m3_s,din_t_a,cod_mn_t_a\nN4,,inner,0.6,,,,\nN4,,outer,0.4,,,,\n"
              ",Yellow,outer,0.3,1,900,40000,\n,Yellow,outer,0.3,2,800,30000,\n,drain,inner,,,2,,50\n");
}

}  // namespace

TEST_CASE("The bay's boxes, exchanges and inflows are read in SI units") {
  CaseFiles files;
  files.write("case.toml",
              settings(R"("cod", "tn", "continuity")",
                       "constituents = [\"din\", \"cod_mn\", \"continuity\"]\ndin_per_tn = 0.8\ncod_mn_per_cod = 0.3\n"
                       "mixing_m2_s = 200\nk_din_per_day = 0.01\ntheta_din = 1.07\ndeposition_din_kg_km2_a = 800\n"
                       "release_cod_mn_mg_m2_d = 20\nspread = 0.5\nnote = \"n\"\n"));
  write_tables(files);
  const Bay bay = files.read().bay;
  REQUIRE(bay.constituents.size() == 3);
  CHECK(bay.constituents[0].of == std::vector<double>{0.0, 0.8, 0.0});
  CHECK(bay.constituents[1].of == std::vector<double>{0.3, 0.0, 0.0});
  CHECK(bay.constituents[2].of == std::vector<double>{0.0, 0.0, 1.0});
  CHECK(bay.constituents[0].decay_20 == Approx(0.01 / day));
  CHECK(bay.constituents[0].theta == 1.07);
  CHECK(bay.constituents[1].theta == 1.047);
  CHECK(bay.constituents[0].deposition == Approx(0.8 / year));
  CHECK(bay.constituents[1].bed_release == Approx(0.02 / day));
  REQUIRE(bay.boxes.size() == 2);
  CHECK(bay.boxes[0].area == 1.0e8);
  CHECK(bay.boxes[0].volume == 5.0e8);
  CHECK(bay.boxes[0].spread == 0.5);
  CHECK(bay.boxes[0].assessed == 1.0);
  CHECK(bay.boxes[0].initial[0] == 0.4);
  CHECK_FALSE(is_given(bay.boxes[0].initial[1]));
  CHECK(bay.boxes[0].initial[2] == 1.0);
  CHECK(bay.boxes[1].volume == 3.0e9);
  CHECK(bay.boxes[1].spread == 0.7);
  CHECK(bay.boxes[1].assessed == 0.25);
  CHECK(bay.seas.at(0).concentration == std::vector<double>{0.2, 1.5, 1.0});
  REQUIRE(bay.exchanges.size() == 2);
  CHECK(bay.exchanges[0].exchange == Approx(1000.0));
  CHECK(bay.exchanges[0].residual_flow == -30.0);
  CHECK((bay.exchanges[1].to == -1 && bay.exchanges[1].sea == 0 && bay.exchanges[1].exchange == 700.0));
}

TEST_CASE("Other sources of a bay go by month; their water is 1 in continuity, a load that is not given is 0") {
  CaseFiles files;
  files.write("case.toml", settings(R"("cod", "tn", "continuity")",
                                    "constituents = [\"din\", \"cod_mn\", \"continuity\"]\ndin_per_tn = 0.8\n"
                                    "cod_mn_per_cod = 0.3\nmixing_m2_s = 200\n"));
  write_tables(files);
  const Bay bay = files.read().bay;
  REQUIRE(bay.outlets.size() == 2);
  CHECK((bay.outlets[0].node == 3 && bay.outlets[0].box == 0 && bay.outlets[0].share == 0.6));
  REQUIRE(bay.sources.size() == 2);
  const BaySource& yellow = bay.sources[0];
  CHECK((yellow.box == 1 && yellow.share == 0.3));
  CHECK(value_at(yellow.series, 0, 40.0 * day) == 800.0);
  CHECK(value_at(yellow.series, 1, 10.0 * day) == Approx(40000e6 / year));
  CHECK(value_at(yellow.series, 2, 10.0 * day) == 0.0);
  CHECK(value_at(yellow.series, 3, 40.0 * day) == 800.0);
  CHECK(value_at(bay.sources[1].series, 2, 0.0) == Approx(50e6 / year));
  CHECK(bay.sources[1].share == 1.0);
}

TEST_CASE("Inorganic nitrogen is the sum of ammonia, nitrite and nitrate where the case simulates them") {
  CaseFiles files;
  files.write("bay_boxes.csv", "id,kind,area_km2,mean_depth_m,din_mg_l\ninner,box,100,5,\nsea,open,,,0.2\n");
  files.write("bay_exchanges.csv", "from,to,exchange_m3_s\ninner,sea,100\n");
  files.write("bay_inflows.csv", "outlet,box\nN4,inner\n");
  const auto weights = [&](const std::string& simulated, const std::string& ratio) {
    files.write("case.toml", settings(simulated, "constituents = [\"din\"]\n" + ratio));
    return files.read().bay.constituents.at(0).of;
  };
  CHECK(weights(R"("org_n", "nh4_n", "no2_n", "no3_n")", "") == std::vector<double>{0.0, 1.0, 1.0, 1.0});
  CHECK(weights(R"("nh4_n", "no3_n")", "") == std::vector<double>{1.0, 1.0});
  CHECK(weights(R"("nh4_n", "tn")", "din_per_tn = 0.7\n") == std::vector<double>{0.0, 0.7});
  CHECK(weights(R"("din", "tn")", "") == std::vector<double>{1.0, 0.0});
  files.write("case.toml", settings(R"("nh4_n", "tn")", "constituents = [\"din\"]\n"));
  CHECK(files.messages().find("'din' of the bay needs key 'din_per_tn'") != std::string::npos);
}

TEST_CASE("Without the section a case has no bay") {
  const CaseFiles files;
  CHECK_FALSE(files.read().bay.is_there());
}
