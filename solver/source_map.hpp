#pragma once

#include <array>
#include <vector>

#include "network/grid.hpp"

/// Which cells take what enters at a chainage.
namespace bailang {

/// Shares of a point source among unknowns; shares sum to 1, the second may be 0.
struct PointShare {
  std::array<int, 2> unknown{-1, -1};
  std::array<double, 2> share{0.0, 0.0};
};

/// Where sources and withdrawals of a network meet its grid.
struct SourceMap {
  std::vector<PointShare> outfalls;     ///< [outfall]
  std::vector<PointShare> withdrawals;  ///< [withdrawal] always one cell
  std::vector<double> node_share;       ///< [reach] share of its upper node's water that it takes [-]
};

/// Whether dispersion acts in a reach (given above 0, or left to Fischer's formula).
bool is_dispersive(const Reach& reach);

/// In a dispersive reach a source is shared by the two nearest cells such that its place (first moment) is kept: the
/// error is of second order in the cell length. Without dispersion all of it enters the cell that holds the chainage.
SourceMap make_source_map(const Network& network, const Grid& grid);

}  // namespace bailang
