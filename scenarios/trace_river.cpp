#include <algorithm>
#include <cmath>

#include "scenarios/measure_effects.hpp"
#include "scenarios/trace_walks.hpp"

namespace bailang {
namespace {

/// Shortest of the distances from several places, by reach.
std::vector<double> shortest(const TraceWork& work, const std::vector<RiverPlace>& places,
                             std::vector<double> (*distance_of)(const Network&, const RiverPlace&, FlowMode)) {
  std::vector<double> shortest(work.network().reaches.size(), missing);
  for (const RiverPlace& place : places) {
    const std::vector<double> distance = distance_of(work.network(), place, work.context.model.settings.flow);
    for (std::size_t r = 0; r < distance.size(); ++r) {
      const bool is_nearer = is_given(distance[r]) && !(shortest[r] <= distance[r]);
      if (is_nearer) shortest[r] = distance[r];
    }
  }
  return shortest;
}

/// Lines with a distance each, put in order of it at the end.
class SortedLines {
public:
  void add(double distance, std::vector<TraceLine> lines) {
    lines.front().distance = distance;
    groups_.emplace_back(distance, std::move(lines));
  }
  void put(TraceWork& work) {
    std::stable_sort(groups_.begin(), groups_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [distance, lines] : groups_) {
      for (TraceLine& line : lines) work.lines.push_back(std::move(line));
    }
  }

private:
  std::vector<std::pair<double, std::vector<TraceLine>>> groups_;
};

template <class Row>
TraceLine line_of(TraceKind kind, const Row& row, const std::string& river, int depth, bool upwards) {
  TraceLine line;
  line.kind = kind;
  line.id = row.id;
  line.name = row.name;
  line.name_zh = row.name_zh;
  line.river = river;
  line.depth = depth;
  line.upwards = upwards;
  return line;
}

bool carries(const TraceLine& line) {
  return line.water > 0.0 || std::any_of(line.load.begin(), line.load.end(), [](double load) { return load > 0.0; });
}

/// Measures in force that lower the diffuse load of a reach.
std::vector<std::string> reductions(const TraceWork& work, int reach) {
  std::vector<std::string> ids;
  for (const Measure* measure : work.context.measures) {
    const bool acts = measure->kind == MeasureKind::reduce_diffuse && part_in_effect(*measure, work.chain.time) > 0.0;
    const bool is_here = acts && std::any_of(measure->selection.begin(), measure->selection.end(), [&](int catchment) {
                           return work.network().catchments[static_cast<std::size_t>(catchment)].reach == reach;
                         });
    if (is_here) ids.push_back(measure->id);
  }
  return ids;
}

/// What land gives a reach along its length.
TraceLine catchments_line(const TraceWork& work, int r, int depth) {
  const Reach& reach = work.network().reaches[r];
  TraceLine line = line_of(TraceKind::catchments, reach, reach.river, depth, true);
  const auto nc = static_cast<std::size_t>(work.context.constituents);
  line.water = work.chain.sources.diffuse_flow[static_cast<std::size_t>(r)];
  const auto first = work.chain.sources.diffuse_load.begin() + static_cast<std::ptrdiff_t>(r * nc);
  line.load.assign(first, first + static_cast<std::ptrdiff_t>(nc));
  line.measures = reductions(work, r);
  return line;
}

void add_outfalls(TraceWork& work, const std::vector<double>& distance, int depth, SortedLines& sorted) {
  const Network& network = work.network();
  for (std::size_t o = 0; o < network.outfalls.size(); ++o) {
    const double to_place = distance[network.outfalls[o].reach] - network.outfalls[o].chainage;
    if (!(to_place >= 0.0)) continue;
    TraceLine line = outfall_line(work, static_cast<int>(o), depth);
    line.upwards = true;
    if (!carries(line)) continue;
    TraceWork behind{work.context, work.chain, work.flow_factor};
    behind.lines.push_back(std::move(line));
    outfall_up(behind, static_cast<int>(o), depth + 1);
    sorted.add(to_place, std::move(behind.lines));
  }
}

void add_catchments(const TraceWork& work, const std::vector<double>& distance, int depth, SortedLines& sorted) {
  for (std::size_t r = 0; r < distance.size(); ++r) {
    if (!is_given(distance[r])) continue;
    TraceLine line = catchments_line(work, static_cast<int>(r), depth);
    const double end = distance[r] - work.network().reaches[r].length;
    if (end < 0.0) line.way = "part of it lies below";
    if (carries(line)) sorted.add(std::max(end, 0.0), {line});
  }
}

void add_inflows(const TraceWork& work, const std::vector<double>& distance, int depth, SortedLines& sorted) {
  const Network& network = work.network();
  for (const Inflow& inflow : work.context.forcing.inflows) {
    double to_place = missing;
    for (std::size_t r = 0; r < distance.size(); ++r) {
      const bool enters =
          inflow.reach >= 0 ? inflow.reach == static_cast<int>(r) : network.reaches[r].from_node == inflow.node;
      if (enters && is_given(distance[r]) && !(to_place <= distance[r])) to_place = distance[r];
    }
    if (!is_given(to_place)) continue;
    TraceLine line = inflow.reach >= 0 ? line_of(TraceKind::inflow, network.reaches[inflow.reach], "", depth, true)
                                       : line_of(TraceKind::inflow, network.nodes[inflow.node], "", depth, true);
    line.water = work.flow_factor * value_at(inflow.series, 0, work.chain.time);
    for (int c = 0; c < work.context.constituents; ++c) {
      line.load.push_back(line.water * value_at(inflow.series, 1 + c, work.chain.time));
    }
    sorted.add(to_place, {line});
  }
}

/// Sum of what enters the rivers: the lines of one depth.
TraceLine total_of(const TraceWork& work, std::size_t first, int depth) {
  TraceLine total;
  total.kind = TraceKind::total;
  total.upwards = true;
  total.depth = depth;
  total.water = 0.0;
  total.load.assign(static_cast<std::size_t>(work.context.constituents), 0.0);
  for (std::size_t i = first; i < work.lines.size(); ++i) {
    const TraceLine& line = work.lines[i];
    if (line.depth != depth) continue;
    total.water += line.water;
    for (std::size_t c = 0; c < line.load.size(); ++c) total.load[c] += line.load[c];
  }
  return total;
}

}  // namespace

void river_down(TraceWork& work, const std::vector<RiverPlace>& places, int depth) {
  const Network& network = work.network();
  const std::vector<double> distance = shortest(work, places, distance_below);
  SortedLines sorted;
  for (std::size_t r = 0; r < distance.size(); ++r) {
    if (!is_given(distance[r])) continue;
    const Reach& reach = network.reaches[r];
    sorted.add(std::max(distance[r], 0.0), {line_of(TraceKind::reach, reach, reach.river, depth, false)});
    const Node& end = network.nodes[static_cast<std::size_t>(reach.to_node)];
    if (end.kind == NodeKind::outlet) {
      TraceLine mouth = line_of(TraceKind::node, end, reach.river, depth, false);
      mouth.way = "mouth";
      sorted.add(distance[r] + reach.length, {mouth});
    }
  }
  for (const Section& section : network.sections) {
    const double to_section = distance[section.reach] + section.chainage;
    if (!(to_section >= 0.0)) continue;
    TraceLine line = line_of(TraceKind::section, section, network.reaches[section.reach].river, depth, false);
    sorted.add(to_section, {line});
  }
  sorted.put(work);
}

void river_up(TraceWork& work, const std::vector<RiverPlace>& places, int depth) {
  const std::vector<double> distance = shortest(work, places, distance_above);
  const std::size_t first = work.lines.size();
  SortedLines sorted;
  add_outfalls(work, distance, depth, sorted);
  add_catchments(work, distance, depth, sorted);
  add_inflows(work, distance, depth, sorted);
  sorted.put(work);
  work.lines.push_back(total_of(work, first, depth));
}

}  // namespace bailang
