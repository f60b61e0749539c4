#pragma once

#include <optional>
#include <string>
#include <vector>

#include "network/forcing.hpp"
#include "network/network.hpp"
#include "scenarios/measure.hpp"
#include "solver/settings.hpp"

/// A whole case as read and checked: the one value that io/ hands to scenarios/.
namespace bailang {

/// One future: which measures are on, in which year's water.
struct Scenario {
  std::string id, title;
  std::vector<int> measures;  ///< indices into Case::measures
  bool baseline = false;
  std::string sweep;                ///< id of the sweep that made it, empty for a scenario given by name
  int forcing = 0;                  ///< index into Case::forcings (0 = the case's own)
  double flow_factor = 1.0;         ///< on inflows [-]
  double temperature_offset = 0.0;  ///< [K]
  SourcePlace source;
};

enum class SweepKind { factorial, random_subset, latin_hypercube };

/// Makes many scenarios: members are `<id>-0001` … in a fixed order.
struct Sweep {
  std::string id, title;
  SweepKind kind = SweepKind::factorial;
  std::vector<int> base;                            ///< measures that are on in every member
  std::vector<std::vector<std::vector<int>>> axes;  ///< factorial: axis → choice → measures
  std::vector<int> pool;                            ///< random_subset, latin_hypercube: measures to draw from
  int count = 0;
  unsigned long long seed = 1;
  double flow_factor_low = 1.0, flow_factor_high = 1.0;  ///< latin_hypercube
  SourcePlace source;
};

/// An input file and the SHA-256 of its bytes (hex).
struct InputHash {
  std::string file;
  std::string sha256;
};

struct Case {
  std::string directory, name, title, currency = "CNY";
  std::string note;  ///< what a reader of the results must know; printed under every table
  Settings settings;
  Network network;
  std::vector<Forcing> forcings;  ///< [0] is the case's own
  std::vector<Measure> measures;
  std::vector<Scenario> scenarios;  ///< given ones, then sweep members, in order; at least one
  std::vector<InputHash> inputs;
};

}  // namespace bailang
