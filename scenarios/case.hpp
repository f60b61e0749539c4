#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "network/bay.hpp"
#include "network/forcing.hpp"
#include "network/network.hpp"
#include "scenarios/goal.hpp"
#include "scenarios/measure.hpp"
#include "scenarios/standards.hpp"
#include "solver/settings.hpp"

/// A whole case as read and checked: the one value that io/ hands to scenarios/.
namespace bailang {

/// A year's water, as an axis of scenarios: mean, dry, wet.
struct WaterYear {
  std::string id, title;
  int forcing = 0;                  ///< index into Case::forcings (0 = the case's own)
  double flow_factor = 1.0;         ///< on inflows [-]
  double diffuse_factor = 1.0;      ///< on what follows the rain: catchments, dischargers with a season [-]
  double temperature_offset = 0.0;  ///< [K]
};

/// One future: which measures are on, in which year's water.
struct Scenario {
  std::string id, title;
  std::vector<int> measures;  ///< indices into Case::measures
  bool baseline = false;
  std::string sweep;                ///< id of the sweep that made it, empty for a scenario given by name
  std::string year;                 ///< id of the WaterYear, empty = the case's own water
  int forcing = 0;                  ///< index into Case::forcings (0 = the case's own)
  double flow_factor = 1.0;         ///< on inflows [-], the year's included
  double diffuse_factor = 1.0;      ///< on what follows the rain [-], the year's included
  double temperature_offset = 0.0;  ///< [K], the year's included
  SourcePlace source;
};

enum class SweepKind { factorial, random_subset, latin_hypercube, one_at_a_time, from_file };

/// Lowest and highest value of a quantity that a sweep draws.
struct DrawnRange {
  double low = 0.0, high = 0.0;
  [[nodiscard]] bool is_drawn() const { return high > low; }
};

/// One row of a sweep's file.
struct SweepRow {
  std::string title;
  std::vector<int> measures;
  int year = -1;  ///< index into Sweep::years, -1 = the case's own water
  double flow_factor = 1.0, diffuse_factor = 1.0, temperature_offset = 0.0;
};

/// Makes many scenarios: members are `<id>-0001` … in a fixed order.
struct Sweep {
  std::string id, title;
  SweepKind kind = SweepKind::factorial;
  std::vector<int> base;                            ///< measures that are on in every member
  std::vector<std::vector<std::vector<int>>> axes;  ///< factorial: axis → choice → measures
  std::vector<std::vector<int>> pool;  ///< random_subset, latin_hypercube, one_at_a_time: measures, each on with others
  bool leaves_out = false;             ///< one_at_a_time: all of the pool but one, instead of one of it
  std::vector<WaterYear> years;        ///< an axis of its own; empty = the case's own water
  std::vector<SweepRow> rows;          ///< from_file
  int count = 0;
  unsigned long long seed = 1;
  DrawnRange flow_factor{1.0, 1.0}, diffuse_factor{1.0, 1.0}, temperature_offset;  ///< latin_hypercube
  SourcePlace source;
};

/// An input file and the SHA-256 of its bytes (hex).
struct InputHash {
  std::string file;
  std::string sha256;
};

struct Case {
  std::string directory, name, title, currency = "CNY";
  double discount_rate = 0.05;     ///< of the yearly cost of measures [a-1]
  double default_lifetime = 20.0;  ///< of measures that name none [a]
  std::string note;                ///< what a reader of the results must know; printed under every table
  Settings settings;
  Network network;
  Bay bay;                        ///< without boxes: the case has none
  std::vector<Forcing> forcings;  ///< [0] is the case's own
  std::vector<Measure> measures;
  std::vector<Scenario> scenarios;                   ///< given ones, then sweep members, in order; at least one
  Standards standards;                               ///< by which results are judged
  std::map<std::string, std::string> own_standards;  ///< texts of the tables that stand in place of built-in ones
  std::vector<Goal> goals;
  std::vector<InputHash> inputs;
};

}  // namespace bailang
