#include "network/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr double split_tolerance = 1e-6;

/// Reaches by the nodes that they join.
struct Connections {
  std::vector<std::vector<int>> in, out;  ///< [node] reaches
};

Connections connect(const Network& network) {
  Connections joined{std::vector<std::vector<int>>(network.nodes.size()),
                     std::vector<std::vector<int>>(network.nodes.size())};
  for (std::size_t i = 0; i < network.reaches.size(); ++i) {
    const Reach& reach = network.reaches[i];
    joined.out[static_cast<std::size_t>(reach.from_node)].push_back(static_cast<int>(i));
    joined.in[static_cast<std::size_t>(reach.to_node)].push_back(static_cast<int>(i));
  }
  return joined;
}

const Reach& reach_at(const Network& network, int index) {
  return network.reaches[static_cast<std::size_t>(index)];
}

void check_node(const Network& network, const Connections& joined, std::size_t index, Diagnostics& diagnostics) {
  const Node& node = network.nodes[index];
  const auto& in = joined.in[index];
  const auto& out = joined.out[index];
  const auto fault = [&](std::string_view what) {
    diagnostics.error(node.source, fmt::format("node \"{}\" {}", node.id, what));
  };
  if (in.empty() && out.empty()) return fault("is used by no reach");
  if (node.kind == NodeKind::headwater && !in.empty()) {
    fault(fmt::format("is a headwater, but reach \"{}\" ends there", reach_at(network, in.front()).id));
  }
  if (node.kind == NodeKind::outlet && !out.empty()) {
    fault(fmt::format("is an outlet, but reach \"{}\" begins there", reach_at(network, out.front()).id));
  }
  if (node.kind == NodeKind::outlet || !out.empty()) return;
  fault("has no reach below it and is no outlet");
}

void check_reservoirs(const Network& network, Diagnostics& diagnostics) {
  std::vector<bool> has_row(network.nodes.size(), false);
  for (const Reservoir& reservoir : network.reservoirs) {
    if (reservoir.node < 0) continue;
    const Node& node = network.nodes[static_cast<std::size_t>(reservoir.node)];
    has_row[static_cast<std::size_t>(reservoir.node)] = true;
    if (node.kind != NodeKind::reservoir) {
      diagnostics.error(reservoir.source,
                        fmt::format("node \"{}\" has a row here, but is not of kind reservoir", node.id));
    }
  }
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    if (network.nodes[i].kind == NodeKind::reservoir && !has_row[i]) {
      diagnostics.error(
          network.nodes[i].source,
          fmt::format("node \"{}\" is a reservoir, but has no row in reservoirs.csv", network.nodes[i].id));
    }
  }
}

void check_splits(const Network& network, const Connections& joined, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    const auto& out = joined.out[i];
    if (out.empty()) continue;
    double sum = 0.0;
    std::string list;
    for (const int reach : out) {
      const double split = reach_at(network, reach).split;
      sum += is_given(split) ? split : 1.0;
      list += fmt::format("{}\"{}\" {}", list.empty() ? "" : ", ", reach_at(network, reach).id,
                          is_given(split) ? fmt::format("{}", split) : "(empty: 1)");
    }
    if (std::abs(sum - 1.0) <= split_tolerance) continue;
    diagnostics.error(
        reach_at(network, out.front()).source,
        fmt::format("shares (split) of the reaches below node \"{}\" must sum to 1, but sum to {:.6g}: {}",
                    network.nodes[i].id, sum, list));
  }
}

enum class Visit : char { none, open, closed };

/// Walks downstream from every node and keeps the way it came, so that a ring can be printed.
class CycleSearch {
public:
  CycleSearch(const Network& network, const Connections& joined, Diagnostics& diagnostics)
      : network_(network), joined_(joined), diagnostics_(diagnostics), visits_(network.nodes.size(), Visit::none) {}

  /// @return whether there is no cycle
  bool run() {
    for (std::size_t i = 0; i < network_.nodes.size(); ++i) {
      if (visits_[i] == Visit::none) walk_from(static_cast<int>(i));
    }
    return is_free_;
  }

private:
  struct Step {
    int node;
    std::size_t next = 0;  ///< position in the node's outgoing reaches
  };

  void walk_from(int start) {
    way_ = {{start}};
    visit(start) = Visit::open;
    while (!way_.empty()) {
      Step& step = way_.back();
      const auto& out = joined_.out[static_cast<std::size_t>(step.node)];
      if (step.next == out.size()) {
        visit(step.node) = Visit::closed;
        way_.pop_back();
        continue;
      }
      const int reach = out[step.next++];
      const int below = reach_at(network_, reach).to_node;
      if (visit(below) == Visit::open) report(below, reach);
      if (visit(below) != Visit::none) continue;
      visit(below) = Visit::open;
      way_.push_back({below});
    }
  }

  void report(int node, int closing_reach) {
    is_free_ = false;
    const auto first = std::find_if(way_.begin(), way_.end(), [&](const Step& step) { return step.node == node; });
    std::string ring;
    for (auto step = first; step != way_.end(); ++step) ring += id(step->node) + " -> ";
    diagnostics_.error(
        reach_at(network_, closing_reach).source,
        fmt::format("reach \"{}\" closes a cycle: {}{}", reach_at(network_, closing_reach).id, ring, id(node)),
        "rivers flow downhill: turn one of these reaches round");
  }

  Visit& visit(int node) { return visits_[static_cast<std::size_t>(node)]; }
  const std::string& id(int node) const { return network_.nodes[static_cast<std::size_t>(node)].id; }

  const Network& network_;
  const Connections& joined_;
  Diagnostics& diagnostics_;
  std::vector<Visit> visits_;
  std::vector<Step> way_;
  bool is_free_ = true;
};

/// Reaches from which no outlet can be reached.
void check_outlets(const Network& network, const Connections& joined, Diagnostics& diagnostics) {
  std::vector<int> open;
  std::vector<bool> drains(network.nodes.size(), false);
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    if (network.nodes[i].kind == NodeKind::outlet) open.push_back(static_cast<int>(i));
  }
  while (!open.empty()) {
    const auto node = static_cast<std::size_t>(open.back());
    open.pop_back();
    if (drains[node]) continue;
    drains[node] = true;
    for (const int reach : joined.in[node]) open.push_back(reach_at(network, reach).from_node);
  }
  for (const Reach& reach : network.reaches) {
    if (drains[static_cast<std::size_t>(reach.to_node)]) continue;
    diagnostics.error(reach.source, fmt::format("no outlet can be reached from reach \"{}\"", reach.id));
  }
}

}  // namespace

void check_network(const Network& network, Diagnostics& diagnostics, bool splits_are_computed) {
  const Connections joined = connect(network);
  for (std::size_t i = 0; i < network.nodes.size(); ++i) check_node(network, joined, i, diagnostics);
  check_reservoirs(network, diagnostics);
  if (!splits_are_computed) check_splits(network, joined, diagnostics);
  CycleSearch(network, joined, diagnostics).run();
  check_outlets(network, joined, diagnostics);
}

}  // namespace bailang
