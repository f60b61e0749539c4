#include "io/given_flows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "network/grid.hpp"
#include "scenarios/source_chain.hpp"

namespace bailang {
namespace {

constexpr double tolerance = 1e-6;  ///< of the larger of both discharges [-]

bool is_given_flow(const Reach& reach) {
  return is_given(reach.prescribed_flow);
}

/// Moments of the run [s] at which the water that enters may change.
std::set<double> moments(const Case& model, const Scenario& scenario, const SourceSchedule& schedule) {
  const auto run = static_cast<double>(model.settings.time.end - model.settings.time.start);
  std::set<double> found = {0.0};
  const auto add = [&](double time) {
    if (time >= 0.0 && time < run) found.insert(time);
  };
  for (const Inflow& inflow : model.forcings[static_cast<std::size_t>(scenario.forcing)].inflows) {
    for (const double time : inflow.series.time) add(time);
  }
  for (const double time : schedule.begin) add(time);
  for (const Withdrawal& withdrawal : model.network.withdrawals) {
    add(withdrawal.begin);
    add(withdrawal.end);
  }
  return found;
}

/// Water balance of the network at one moment.
struct Balance {
  std::vector<double> at_node;   ///< inflows at the node [m3 s-1]
  std::vector<double> on_reach;  ///< what enters along the reach, less what is taken [m3 s-1]
};

Balance entering(const Case& model, const Scenario& scenario, const LaneSources& sources, double time) {
  const Network& network = model.network;
  Balance balance{std::vector<double>(network.nodes.size(), 0.0), std::vector<double>(network.reaches.size(), 0.0)};
  for (const Inflow& inflow : model.forcings[static_cast<std::size_t>(scenario.forcing)].inflows) {
    const double flow = scenario.flow_factor * value_at(inflow.series, 0, time);
    if (inflow.node >= 0) balance.at_node[static_cast<std::size_t>(inflow.node)] += flow;
    if (inflow.reach >= 0) balance.on_reach[static_cast<std::size_t>(inflow.reach)] += flow;
  }
  for (std::size_t r = 0; r < network.reaches.size(); ++r) balance.on_reach[r] += sources.diffuse_flow[r];
  for (std::size_t i = 0; i < network.outfalls.size(); ++i) {
    balance.on_reach[static_cast<std::size_t>(network.outfalls[i].reach)] += sources.outfall_flow[i];
  }
  for (const Withdrawal& withdrawal : network.withdrawals) {
    const bool takes = time >= withdrawal.begin && time < withdrawal.end;
    if (takes) balance.on_reach[static_cast<std::size_t>(withdrawal.reach)] -= withdrawal.flow;
  }
  return balance;
}

/// Walks downstream with the water and compares it with the discharges given; `told` holds reaches told before.
class FlowWalk {
public:
  FlowWalk(const Case& model, const Grid& grid, Diagnostics& diagnostics)
      : model_(model), grid_(grid), diagnostics_(diagnostics), told_(model.network.reaches.size(), false) {}

  void walk(const Scenario& scenario, Balance water, double time) {
    for (const int r : grid_.reach_order) {
      const auto index = static_cast<std::size_t>(r);
      const Reach& reach = model_.network.reaches[index];
      const Node& from = model_.network.nodes[static_cast<std::size_t>(reach.from_node)];
      const double arrives =
          water.at_node[static_cast<std::size_t>(reach.from_node)] * (is_given(reach.split) ? reach.split : 1.0);
      const double given = is_given_flow(reach) ? reach.prescribed_flow : arrives;
      const double difference = std::abs(given - arrives);
      if (from.kind != NodeKind::reservoir && difference > tolerance * std::max(given, arrives) && !told_[index]) {
        report(scenario, reach, arrives, time);
        told_[index] = true;
      }
      water.at_node[static_cast<std::size_t>(reach.to_node)] += std::max(0.0, given + water.on_reach[index]);
    }
  }

private:
  void report(const Scenario& scenario, const Reach& reach, double arrives, double time) {
    const Instant moment = model_.settings.time.start + static_cast<Instant>(time);
    diagnostics_.error(
        reach.source,
        fmt::format("flow_m3_s of reach \"{}\" is {} m3/s, but {:.9g} m3/s reach it (scenario \"{}\", {})", reach.id,
                    reach.prescribed_flow, arrives, scenario.id, format_instant(moment)),
        "leave flow_m3_s empty: the discharge then follows from what enters");
  }

  const Case& model_;
  const Grid& grid_;
  Diagnostics& diagnostics_;
  std::vector<bool> told_;
};

/// Topping up and diverting change discharges that are given.
void refuse_changes_of_flow(const Case& model, Diagnostics& diagnostics) {
  for (const Measure& measure : model.measures) {
    if (measure.kind != MeasureKind::ecological_flow && measure.kind != MeasureKind::divert) continue;
    diagnostics.error(measure.source, fmt::format("measure \"{}\" of kind {} has no meaning where "
                                                  "reaches.csv gives flow_m3_s",
                                                  measure.id, to_string(measure.kind)));
  }
}

}  // namespace

void check_given_flows(const Case& model, Diagnostics& diagnostics) {
  const auto& reaches = model.network.reaches;
  if (model.settings.flow != FlowMode::prescribed || std::none_of(reaches.begin(), reaches.end(), is_given_flow))
    return;
  refuse_changes_of_flow(model, diagnostics);
  if (diagnostics.has_errors()) return;
  const Grid grid = make_grid(model.network, std::numeric_limits<double>::max());
  FlowWalk walk(model, grid, diagnostics);
  for (const Scenario& scenario : model.scenarios) {
    const SourceSchedule schedule = source_schedule(model, scenario);
    for (const double time : moments(model, scenario, schedule)) {
      walk.walk(scenario, entering(model, scenario, sources_at(model, scenario, time), time), time);
    }
  }
}

}  // namespace bailang
