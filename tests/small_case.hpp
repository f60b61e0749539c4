#pragma once

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "network/grid.hpp"
#include "solver/simulate.hpp"

/// Small networks made by code, shared by tests and benchmarks.
namespace bailang::testing {

/// A case with everything the solver needs; members may be changed before `grid` is made.
struct SmallCase {
  Network network;
  Forcing forcing;
  Settings settings;
};

inline int add_node(SmallCase& model, const std::string& id, NodeKind kind) {
  Node node;
  node.id = id;
  node.kind = kind;
  model.network.nodes.push_back(node);
  return static_cast<int>(model.network.nodes.size()) - 1;
}

/// A reach with prescribed area [m2] and dispersion [m2 s-1]; the channel is rectangular and 10 m wide.
inline int add_reach(SmallCase& model, const std::string& id, int from, int to, double length, double area,
                     double dispersion) {
  Reach reach;
  reach.id = id;
  reach.from_node = from;
  reach.to_node = to;
  reach.length = length;
  reach.bed_slope = 0.0005;
  reach.bottom_width = 10.0;
  reach.manning_n = 0.03;
  reach.prescribed_area = area;
  reach.dispersion = dispersion;
  reach.decay_20.assign(model.network.constituents.size(), missing);
  model.network.reaches.push_back(reach);
  return static_cast<int>(model.network.reaches.size()) - 1;
}

/// Constant inflow at a node (reach = -1) or along a reach (node = -1).
inline void add_inflow(SmallCase& model, int node, int reach, double flow, const std::vector<double>& concentration) {
  Inflow inflow;
  inflow.node = node;
  inflow.reach = reach;
  inflow.series.columns = 1 + static_cast<int>(concentration.size());
  inflow.series.value = {flow};
  inflow.series.value.insert(inflow.series.value.end(), concentration.begin(), concentration.end());
  model.forcing.inflows.push_back(inflow);
}

inline int add_outfall(SmallCase& model, int reach, double chainage) {
  Outfall outfall;
  outfall.reach = reach;
  outfall.chainage = chainage;
  model.network.outfalls.push_back(outfall);
  return static_cast<int>(model.network.outfalls.size()) - 1;
}

inline void add_section(SmallCase& model, int reach, double chainage) {
  Section section;
  section.id = "S" + std::to_string(model.network.sections.size());
  section.reach = reach;
  section.chainage = chainage;
  model.network.sections.push_back(section);
}

inline SmallCase empty_case(const std::vector<std::string>& constituents, double seconds, double step, double output) {
  SmallCase model;
  model.network.constituents = constituents;
  model.settings.time = {0, static_cast<Instant>(seconds), step, output, SolveMode::transient};
  model.settings.flow = FlowMode::prescribed;
  model.settings.kinetics.decay_20.assign(constituents.size(), 0.0);
  model.settings.kinetics.theta.assign(constituents.size(), 1.0);
  return model;
}

/// Sources that add nothing; change their members to let something in.
inline LaneSources no_sources(const SmallCase& model) {
  const std::size_t nc = model.network.constituents.size();
  LaneSources sources;
  sources.outfall_flow.assign(model.network.outfalls.size(), 0.0);
  sources.outfall_load.assign(model.network.outfalls.size() * nc, 0.0);
  sources.diffuse_flow.assign(model.network.reaches.size(), 0.0);
  sources.diffuse_load.assign(model.network.reaches.size() * nc, 0.0);
  return sources;
}

inline LaneInput lane(const SmallCase& model, const LaneSources& sources, int scenario = 0) {
  LaneInput input;
  input.scenario = scenario;
  input.forcing = &model.forcing;
  input.schedule.begin = {0.0};
  input.schedule.sources = {sources};
  return input;
}

/// |error| of a ledger over its throughput (half the sum of the other terms' absolute values).
inline double closure(const std::vector<double>& balance, std::size_t row, std::size_t terms = term_count) {
  double through = 0.0;
  for (std::size_t t = 0; t + 1 < terms; ++t) through += 0.5 * std::abs(balance[row * terms + t]);
  return through > 0.0 ? std::abs(balance[row * terms + terms - 1]) / through : 0.0;
}

/// Greatest closure over all lanes and constituents.
inline double worst_closure(const std::vector<double>& balance, std::size_t terms = term_count) {
  double worst = 0.0;
  for (std::size_t row = 0; row < balance.size() / terms; ++row) worst = std::max(worst, closure(balance, row, terms));
  return worst;
}

/// Observed order of convergence between grids refined by two: log2 of the ratio of errors.
inline double observed_order(double coarse_error, double fine_error) {
  return std::log2(coarse_error / fine_error);
}

}  // namespace bailang::testing
