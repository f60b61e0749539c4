#include "solver/section_probe.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr double same_place = 1.0e-6;  ///< [m]

/// Chainages of a reach at which something enters or leaves, or the water passes a wetland.
std::vector<double> breaks_of(const Network& network, const Grid& grid, int reach) {
  std::vector<double> breaks;
  for (const Outfall& outfall : network.outfalls) {
    if (outfall.reach == reach) breaks.push_back(outfall.chainage);
  }
  for (const Withdrawal& withdrawal : network.withdrawals) {
    if (withdrawal.reach == reach) breaks.push_back(withdrawal.chainage);
  }
  for (const RiverWetland& wetland : network.wetlands) {
    const double length = grid.reaches[reach].length;
    if (wetland.reach == reach) breaks.push_back(length * std::round(wetland.chainage / length));
  }
  std::sort(breaks.begin(), breaks.end());
  return breaks;
}

bool any_between(const std::vector<double>& breaks, double from, double to) {
  const auto first = std::lower_bound(breaks.begin(), breaks.end(), from + same_place);
  return first != breaks.end() && *first < to - same_place;
}

/// The cell whose mixed water stands for the section: its own, or the one upstream when an outfall enters the cell
/// further down.
int base_cell(const ReachCells& cells, const std::vector<double>& breaks, double chainage) {
  const int k = std::clamp(static_cast<int>(std::ceil(chainage / cells.length - 1e-9)) - 1, 0, cells.count - 1);
  const double end = (k + 1) * cells.length;
  const bool enters_below = any_between(breaks, chainage - 2 * same_place, end);
  return enters_below && k > 0 ? k - 1 : k;
}

}  // namespace

std::vector<SectionProbe> make_section_probes(const Network& network, const Grid& grid) {
  std::vector<SectionProbe> probes;
  for (const Section& section : network.sections) {
    const ReachCells& cells = grid.reaches[section.reach];
    const std::vector<double> breaks = breaks_of(network, grid, section.reach);
    const auto centre = [&](int k) { return (k + 0.5) * cells.length; };
    const auto smooth = [&](int a, int b) {
      return a >= 0 && b < cells.count &&
             !any_between(breaks, a * cells.length - 2 * same_place, (b + 1) * cells.length);
    };
    SectionProbe probe;
    const int k = base_cell(cells, breaks, section.chainage);
    probe.base = probe.first = cells.unknown(k);
    const bool prefers_upstream = section.chainage < centre(k);
    int other = -1;
    if (smooth(k - 1, k) && (prefers_upstream || !smooth(k, k + 1)))
      other = k - 1;
    else if (smooth(k, k + 1))
      other = k + 1;
    if (other >= 0) {
      probe.second = cells.unknown(other);
      probe.second_weight = (section.chainage - centre(k)) / (centre(other) - centre(k));
      probe.first_weight = 1.0 - probe.second_weight;
    }
    probe.cell = cell_at(grid, section.reach, section.chainage);
    const int own = static_cast<int>(std::lround(grid.unknowns[probe.cell].begin / cells.length));
    probe.upper_face = cells.face(own);
    probe.share = section.chainage / cells.length - own;
    for (std::size_t o = 0; o < network.outfalls.size(); ++o) {
      const Outfall& outfall = network.outfalls[o];
      const bool upstream = outfall.reach == section.reach && outfall.chainage < section.chainage - same_place &&
                            outfall.chainage >= own * cells.length - same_place;
      if (upstream) probe.outfalls.push_back(static_cast<int>(o));
    }
    probes.push_back(probe);
  }
  return probes;
}

namespace {

/// A cell and the chainage of its middle, counted along the section's reach.
struct PlacedCell {
  int unknown = -1;
  double middle = 0.0;
};

/// The cell beyond the upper or lower end of a reach, where its node joins just two reaches.
PlacedCell cell_beyond(const Network& network, const Grid& grid, int reach, bool upstream) {
  const int node = upstream ? network.reaches[reach].from_node : network.reaches[reach].to_node;
  if (network.nodes[node].kind != NodeKind::junction) return {};
  if (grid.node_inflow[node].size() != 1 || grid.node_outflow[node].size() != 1) return {};
  const ReachCells& next = grid.reaches[(upstream ? grid.node_inflow : grid.node_outflow)[node].front()];
  if (upstream) return {next.unknown(next.count - 1), -0.5 * next.length};
  return {next.unknown(0), grid.reaches[reach].length * grid.reaches[reach].count + 0.5 * next.length};
}

/// The cell that makes a line with cell k towards a chainage; unknown -1 when there is none.
PlacedCell level_neighbour(const Network& network, const Grid& grid, const Section& section, int k, bool across_nodes) {
  const ReachCells& cells = grid.reaches[section.reach];
  const auto centre = [&](int i) { return (i + 0.5) * cells.length; };
  const bool upstream = section.chainage < centre(k);
  int other = upstream ? k - 1 : k + 1;
  if (other < 0 || other >= cells.count) other = 2 * k - other;
  if (other >= 0 && other < cells.count) return {cells.unknown(other), centre(other)};
  if (!across_nodes) return {};
  const PlacedCell near = cell_beyond(network, grid, section.reach, upstream);
  return near.unknown >= 0 ? near : cell_beyond(network, grid, section.reach, !upstream);
}

}  // namespace

std::vector<SectionProbe> make_level_probes(const Network& network, const Grid& grid, bool across_nodes) {
  std::vector<SectionProbe> probes;
  for (const Section& section : network.sections) {
    const ReachCells& cells = grid.reaches[section.reach];
    SectionProbe probe;
    probe.cell = cell_at(grid, section.reach, section.chainage);
    const int k = static_cast<int>(std::lround(grid.unknowns[probe.cell].begin / cells.length));
    probe.base = probe.first = probe.cell;
    const PlacedCell other = level_neighbour(network, grid, section, k, across_nodes);
    if (other.unknown >= 0) {
      const double middle = (k + 0.5) * cells.length;
      probe.second = other.unknown;
      probe.second_weight = (section.chainage - middle) / (other.middle - middle);
      probe.first_weight = 1.0 - probe.second_weight;
    }
    probes.push_back(probe);
  }
  return probes;
}

}  // namespace bailang
