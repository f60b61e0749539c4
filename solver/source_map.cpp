#include "solver/source_map.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {

bool is_dispersive(const Reach& reach) {
  return !is_given(reach.dispersion) || reach.dispersion > 0.0;
}

namespace {

PointShare point_share(const Network& network, const Grid& grid, int reach, double chainage) {
  const ReachCells& cells = grid.reaches[reach];
  if (!is_dispersive(network.reaches[reach]) || cells.count < 2) {
    return {{source_cell(grid, reach, chainage), -1}, {1.0, 0.0}};
  }
  const double position = std::clamp(chainage / cells.length - 0.5, 0.0, static_cast<double>(cells.count - 1));
  const int k = std::min(static_cast<int>(std::floor(position)), cells.count - 2);
  const double weight = position - k;
  return {{cells.unknown(k), cells.unknown(k + 1)}, {1.0 - weight, weight}};
}

}  // namespace

SourceMap make_source_map(const Network& network, const Grid& grid) {
  SourceMap map;
  for (const Outfall& outfall : network.outfalls) {
    map.outfalls.push_back(point_share(network, grid, outfall.reach, outfall.chainage));
  }
  for (const Withdrawal& withdrawal : network.withdrawals) {
    map.withdrawals.push_back({{source_cell(grid, withdrawal.reach, withdrawal.chainage), -1}, {1.0, 0.0}});
  }
  for (const Reach& reach : network.reaches) {
    const bool only = grid.node_outflow[reach.from_node].size() == 1;
    map.node_share.push_back(is_given(reach.split) ? reach.split : (only ? 1.0 : 0.0));
  }
  return map;
}

}  // namespace bailang
