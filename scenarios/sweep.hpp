#pragma once

#include <vector>

#include "scenarios/case.hpp"

/// Many scenarios from one line.
namespace bailang {

/// Members `<id>-0001` … of a sweep, in an order that depends on the sweep alone.
std::vector<Scenario> expand(const Sweep& sweep, const std::vector<Measure>& measures);

}  // namespace bailang
