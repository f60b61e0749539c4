#include "scenarios/trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "scenarios/chain_run.hpp"
#include "scenarios/trace_walks.hpp"

namespace bailang {
namespace {

constexpr std::array<std::string_view, 13> names = {"discharger", "plant",   "outfall", "reach", "section",
                                                    "node",       "land",    "inflow",  "river", "county",
                                                    "rain",       "nowhere", "total"};
constexpr std::array<std::string_view, 13> names_in_chinese = {"排污单位", "污水处理厂", "排污口", "河段", "断面",
                                                               "节点",     "面源",       "来水",   "河流", "区县",
                                                               "雨水",     "不入河",     "合计"};

template <class Row>
void find_rows(const std::vector<Row>& rows, TraceKind kind, const std::string& id, std::vector<TraceStart>& found) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == id) found.push_back({kind, static_cast<int>(i), id});
  }
}

/// Counties of everything that discharges, and of the reaches.
std::set<std::string> counties_of(const Network& network) {
  std::set<std::string> counties;
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) counties.insert(row.county);
  };
  add(network.dischargers);
  add(network.plants);
  add(network.outfalls);
  add(network.catchments);
  add(network.reaches);
  counties.erase("");
  return counties;
}

std::set<std::string> rivers_of(const Network& network) {
  std::set<std::string> rivers;
  for (const Reach& reach : network.reaches) rivers.insert(reach.river);
  rivers.erase("");
  return rivers;
}

/// Ends of a river: of its reaches that no other reach of it follows.
std::vector<RiverPlace> ends_of(const Network& network, const std::string& river) {
  std::vector<RiverPlace> places;
  for (std::size_t r = 0; r < network.reaches.size(); ++r) {
    const Reach& reach = network.reaches[r];
    const bool goes_on = std::any_of(network.reaches.begin(), network.reaches.end(), [&](const Reach& other) {
      return other.river == river && other.from_node == reach.to_node;
    });
    if (reach.river == river && !goes_on) places.push_back({static_cast<int>(r), reach.length});
  }
  return places;
}

void trace_node(TraceWork& work, int node) {
  std::vector<RiverPlace> above, below;
  for (std::size_t r = 0; r < work.network().reaches.size(); ++r) {
    const Reach& reach = work.network().reaches[r];
    if (reach.to_node == node) above.push_back({static_cast<int>(r), reach.length});
    if (reach.from_node == node) below.push_back({static_cast<int>(r), 0.0});
  }
  // What enters at the node itself has no reach above it.
  if (!above.empty()) river_up(work, above, 1);
  if (!below.empty()) river_down(work, below, 1);
}

/// Outfalls in a county with what is behind them, and the rivers below.
void trace_county(TraceWork& work, const std::string& county) {
  std::vector<RiverPlace> places;
  for (std::size_t o = 0; o < work.network().outfalls.size(); ++o) {
    const Outfall& outfall = work.network().outfalls[o];
    if (outfall.county != county) continue;
    places.push_back({outfall.reach, outfall.chainage});
    work.lines.push_back(outfall_line(work, static_cast<int>(o), 1));
    work.lines.back().upwards = true;
    outfall_up(work, static_cast<int>(o), 2);
  }
  river_down(work, places, 1);
}

}  // namespace

std::string_view to_string(TraceKind kind) {
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_zh(TraceKind kind) {
  return names_in_chinese[static_cast<std::size_t>(kind)];
}

std::vector<TraceStart> find_start(const Network& network, const std::string& id) {
  std::vector<TraceStart> found;
  find_rows(network.dischargers, TraceKind::discharger, id, found);
  find_rows(network.plants, TraceKind::plant, id, found);
  find_rows(network.outfalls, TraceKind::outfall, id, found);
  find_rows(network.reaches, TraceKind::reach, id, found);
  find_rows(network.sections, TraceKind::section, id, found);
  find_rows(network.nodes, TraceKind::node, id, found);
  if (rivers_of(network).contains(id)) found.push_back({TraceKind::river, -1, id});
  if (counties_of(network).contains(id)) found.push_back({TraceKind::county, -1, id});
  return found;
}

std::vector<std::string> traceable_names(const Network& network) {
  std::vector<std::string> ids;
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) ids.push_back(row.id);
  };
  add(network.dischargers);
  add(network.plants);
  add(network.outfalls);
  add(network.reaches);
  add(network.sections);
  add(network.nodes);
  for (const std::string& river : rivers_of(network)) ids.push_back(river);
  for (const std::string& county : counties_of(network)) ids.push_back(county);
  return ids;
}

std::vector<TraceLine> trace(const Case& model, const Scenario& scenario, const TraceStart& start, double t) {
  const ChainContext context = make_chain_context(model, scenario);
  const ChainState chain = run_chain(context, t);
  TraceWork work{context, chain, scenario.flow_factor};
  const Network& network = model.network;
  const int i = start.index;
  const auto both_ways = [&](const std::vector<RiverPlace>& above, const std::vector<RiverPlace>& below) {
    river_up(work, above, 1);
    river_down(work, below, 1);
  };
  if (start.kind == TraceKind::discharger) discharger_down(work, i);
  if (start.kind == TraceKind::plant) {
    plant_up(work, i, 1);
    plant_down(work, i, 0);
  }
  if (start.kind == TraceKind::outfall) {
    outfall_up(work, i, 1);
    outfall_down(work, i, 0, "", nullptr);
  }
  if (start.kind == TraceKind::section) {
    // A section sees the water just upstream of an outfall at its very place.
    const RiverPlace place{network.sections[i].reach, std::nextafter(network.sections[i].chainage, 0.0)};
    both_ways({place}, {place});
  }
  if (start.kind == TraceKind::reach) both_ways({{i, network.reaches[i].length}}, {{i, 0.0}});
  if (start.kind == TraceKind::node) trace_node(work, i);
  if (start.kind == TraceKind::county) trace_county(work, start.name);
  if (start.kind == TraceKind::river) both_ways(ends_of(network, start.name), ends_of(network, start.name));
  return std::move(work.lines);
}

}  // namespace bailang
