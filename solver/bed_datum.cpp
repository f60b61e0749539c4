#include "solver/bed_datum.hpp"

#include <algorithm>

namespace bailang {
namespace {

/// Elevations of nodes while they become known.
struct NodeLevels {
  std::vector<double> elevation;
  std::vector<char> known;  ///< hangs on an elevation given, not on an outlet at 0 m

  bool set(int node, double value, bool is_known) {
    if (is_given(elevation[node])) return false;
    elevation[node] = value;
    known[node] = is_known ? 1 : 0;
    return true;
  }
};

/// Runs the slopes of reaches without points from known ends to unknown ones, upstream first.
void spread(const Network& network, const std::vector<BedLine>& lines, NodeLevels& levels) {
  const auto pass = [&](bool upstream) {
    bool found = false;
    for (std::size_t r = 0; r < network.reaches.size(); ++r) {
      const Reach& reach = network.reaches[r];
      if (!lines[r].chainage.empty()) continue;
      const double fall = reach.bed_slope * reach.length;
      const int from = upstream ? reach.to_node : reach.from_node;
      const int to = upstream ? reach.from_node : reach.to_node;
      if (!is_given(levels.elevation[from])) continue;
      found |= levels.set(to, levels.elevation[from] + (upstream ? fall : -fall), levels.known[from] != 0);
    }
    return found;
  };
  while (pass(true) || pass(false)) {
  }
}

}  // namespace

double BedLine::at(double x) const {
  if (x <= chainage.front()) return elevation.front() + end_slope * (chainage.front() - x);
  if (x >= chainage.back()) return elevation.back() - end_slope * (x - chainage.back());
  const auto above = std::upper_bound(chainage.begin(), chainage.end(), x);
  const auto k = static_cast<std::size_t>(above - chainage.begin() - 1);
  const double share = (x - chainage[k]) / (chainage[k + 1] - chainage[k]);
  return elevation[k] + share * (elevation[k + 1] - elevation[k]);
}

double BedLine::slope_at(double x) const {
  if (chainage.size() < 2 || x < chainage.front() || x > chainage.back()) return end_slope;
  const auto above = std::upper_bound(chainage.begin(), chainage.end(), x);
  const auto k = std::min(static_cast<std::size_t>(above - chainage.begin()), chainage.size() - 1);
  return (elevation[k - 1] - elevation[k]) / (chainage[k] - chainage[k - 1]);
}

std::vector<BedLine> make_bed_lines(const Network& network) {
  std::vector<BedLine> lines(network.reaches.size());
  for (std::size_t r = 0; r < lines.size(); ++r) lines[r].end_slope = network.reaches[r].bed_slope;
  for (const BedPoint& point : network.bed_points) {
    lines[point.reach].chainage.push_back(point.chainage);
    lines[point.reach].elevation.push_back(point.elevation);
    lines[point.reach].known = true;
  }
  NodeLevels levels{std::vector<double>(network.nodes.size(), missing), std::vector<char>(network.nodes.size(), 0)};
  for (std::size_t v = 0; v < network.nodes.size(); ++v) {
    const double given = network.nodes[v].bed_elevation;
    if (is_given(given)) levels.set(static_cast<int>(v), given, true);
  }
  for (std::size_t r = 0; r < lines.size(); ++r) {
    if (lines[r].chainage.empty()) continue;
    levels.set(network.reaches[r].from_node, lines[r].at(0.0), true);
    levels.set(network.reaches[r].to_node, lines[r].at(network.reaches[r].length), true);
  }
  spread(network, lines, levels);
  for (std::size_t v = 0; v < network.nodes.size(); ++v) {
    if (network.nodes[v].kind == NodeKind::outlet) levels.set(static_cast<int>(v), 0.0, false);
  }
  spread(network, lines, levels);
  for (std::size_t r = 0; r < lines.size(); ++r) {
    if (!lines[r].chainage.empty()) continue;
    const Reach& reach = network.reaches[r];
    lines[r].chainage = {0.0, reach.length};
    lines[r].elevation = {levels.elevation[reach.from_node], levels.elevation[reach.to_node]};
    lines[r].known = levels.known[reach.from_node] && levels.known[reach.to_node];
  }
  return lines;
}

std::vector<double> section_beds(const Network& network) {
  const std::vector<BedLine> lines = make_bed_lines(network);
  std::vector<double> beds;
  for (const Section& section : network.sections) {
    const BedLine& line = lines[static_cast<std::size_t>(section.reach)];
    beds.push_back(line.known ? line.at(section.chainage) : missing);
  }
  return beds;
}

}  // namespace bailang
