#pragma once

#include <vector>

#include "scenarios/measure.hpp"

/// What measures cost by the year.
namespace bailang {

/// Share of a capital cost that is due each year over its lifetime: r / (1 − (1 + r)^−n), 1 / n without interest.
/// @param rate [a-1]  @param years > 0
double annuity(double rate, double years);

struct ScenarioCosts {
  double capital = 0.0;  ///< [currency]
  double annual = 0.0;   ///< running [currency a-1]
  double yearly = 0.0;   ///< annuities of the capital and running [currency a-1]
};

/// Costs of the measures that are on. @param default_lifetime [a] for measures that name none
ScenarioCosts scenario_costs(const std::vector<Measure>& measures, const std::vector<int>& on, double rate,
                             double default_lifetime);

}  // namespace bailang
