#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The constituents the program knows, by the names used in every table, key and result.
namespace bailang {

struct ConstituentInfo {
  std::string_view name;       ///< `nh4_n`; columns add the unit: `nh4_n_mg_l`
  std::string_view long_name;  ///< for people and for CF `long_name`
  std::string_view name_zh;
  std::string_view unit;  ///< CF unit of results: `mg l-1`, or `d` for age
  bool first_order;       ///< may be simulated by the first-order kinetics
};

/// Every known constituent, in the order of output.
std::span<const ConstituentInfo> known_constituents();

/// Nothing when the name is not known.
const ConstituentInfo* find_constituent(std::string_view name);

/// Names of all known constituents (for "did you mean").
std::vector<std::string> constituent_names();

}  // namespace bailang
