#pragma once

#include <vector>

#include "network/network.hpp"
#include "solver/settings.hpp"

/// Ways along the rivers: what lies below a place, and what reaches it.
namespace bailang {

/// A place on a reach.
struct RiverPlace {
  int reach = -1;
  double chainage = 0.0;  ///< [m] from the upstream end
};

/// Share of its upper node's water that a reach takes; 1 where the flow mode computes it.
double node_share(const Network& network, int reach, FlowMode mode);

/// Shortest distance [m] along the water from a place to the upstream end of each reach, below 0 on the place's own
/// reach; missing where no water comes by.
std::vector<double> distance_below(const Network& network, const RiverPlace& place, FlowMode mode);

/// Shortest distance [m] from the upstream end of each reach to a place, along the water; missing where the reach does not
/// lead there.
std::vector<double> distance_above(const Network& network, const RiverPlace& place, FlowMode mode);

}  // namespace bailang
