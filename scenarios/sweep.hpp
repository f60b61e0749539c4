#pragma once

#include <vector>

#include "scenarios/case.hpp"

/// Many scenarios from one line.
namespace bailang {

/// Members `<id>-0001` … of a sweep, in an order that depends on the sweep alone.
std::vector<Scenario> expand(const Sweep& sweep, const std::vector<Measure>& measures);

/// Puts a scenario into a year's water: its inflows, factors and temperature on top of the scenario's own.
void set_year(const WaterYear& year, Scenario& scenario);

}  // namespace bailang
