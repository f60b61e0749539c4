#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <string_view>

#include "core/constituents.hpp"
#include "solver/kinetics/parameters.hpp"

using namespace bailang;

TEST_CASE("Every kinetic parameter has a name of its own, a default in its range, and a source") {
  std::set<std::string_view> names;
  for (const KineticParameter& row : kinetic_parameters()) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(row.low <= row.fallback);
    CHECK(row.fallback <= row.high);
    CHECK(row.low < row.high);
    CHECK_FALSE(row.description.empty());
    CHECK_FALSE(row.source.empty());
    CHECK(kinetic_parameter_index(row.name) == static_cast<int>(&row - kinetic_parameters().data()));
  }
  CHECK(kinetic_parameter_index("k_nitrification") == -1);
}

TEST_CASE("A parameter's name ends in its unit, and its factor to SI is that unit's") {
  for (const KineticParameter& row : kinetic_parameters()) {
    CAPTURE(row.name, row.unit);
    const auto ends = [&](std::string_view text) { return row.name.ends_with(text); };
    const double daily = 1.0 / 86400.0;
    if (row.unit == "1/d") CHECK((ends("_per_day") && row.to_si == daily));
    if (row.unit == "m/d") CHECK((ends("_m_per_day") && row.to_si == daily));
    if (row.unit == "g/m2/d") CHECK((ends("_g_m2_d") && row.to_si == daily));
    if (row.unit == "mg/l/d") CHECK((ends("_mg_l_d") && row.to_si == daily));
    if (row.unit == "mg/l") CHECK((ends("_mg_l") && row.to_si == 1.0));
    if (row.unit == "h") CHECK((ends("_h") && row.to_si == 3600.0));
    if (row.unit == "-") CHECK(row.to_si == 1.0);
  }
}

TEST_CASE("Any rate may be set to 0") {
  for (const KineticParameter& row : kinetic_parameters()) {
    CAPTURE(row.name);
    if (row.unit == "1/d" || row.unit == "m/d" || row.unit == "g/m2/d" || row.unit == "mg/l/d") CHECK(row.low == 0.0);
  }
}

TEST_CASE("No kinetic parameter takes the key of a constituent's first-order loss") {
  for (const ConstituentInfo& constituent : known_constituents()) {
    CHECK(kinetic_parameter_index("k_" + std::string(constituent.name) + "_per_day") == -1);
    CHECK(kinetic_parameter_index("theta_" + std::string(constituent.name)) == -1);
  }
}
