#include "scenarios/river_way.hpp"

#include <algorithm>

namespace bailang {

double node_share(const Network& network, int r, FlowMode mode) {
  if (solves_levels(mode)) return 1.0;
  const Reach& reach = network.reaches[r];
  if (is_given(reach.split)) return reach.split;
  const auto begins_here = [&](const Reach& other) { return other.from_node == reach.from_node; };
  return std::count_if(network.reaches.begin(), network.reaches.end(), begins_here) == 1 ? 1.0 : 0.0;
}

std::vector<double> distance_below(const Network& network, const RiverPlace& place, FlowMode mode) {
  std::vector<double> distance(network.reaches.size(), missing);
  distance[place.reach] = -place.chainage;
  // As many rounds as reaches settle every way; a network has no cycle.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t above = 0; above < network.reaches.size(); ++above) {
      if (!is_given(distance[above])) continue;
      const double end = distance[above] + network.reaches[above].length;
      for (std::size_t r = 0; r < network.reaches.size(); ++r) {
        const bool follows = network.reaches[r].from_node == network.reaches[above].to_node;
        if (!follows || node_share(network, static_cast<int>(r), mode) <= 0.0) continue;
        if (is_given(distance[r]) && distance[r] <= end) continue;
        distance[r] = end;
        changed = true;
      }
    }
  }
  return distance;
}

std::vector<double> distance_above(const Network& network, const RiverPlace& place, FlowMode mode) {
  std::vector<double> distance(network.reaches.size(), missing);
  distance[place.reach] = place.chainage;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t below = 0; below < network.reaches.size(); ++below) {
      if (!is_given(distance[below]) || node_share(network, static_cast<int>(below), mode) <= 0.0) continue;
      for (std::size_t r = 0; r < network.reaches.size(); ++r) {
        if (network.reaches[r].to_node != network.reaches[below].from_node) continue;
        const double through = distance[below] + network.reaches[r].length;
        if (is_given(distance[r]) && distance[r] <= through) continue;
        distance[r] = through;
        changed = true;
      }
    }
  }
  return distance;
}

}  // namespace bailang
