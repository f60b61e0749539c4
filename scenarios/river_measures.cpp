#include "scenarios/river_measures.hpp"

#include <algorithm>
#include <cmath>

#include "core/calendar.hpp"
#include "scenarios/chain_state.hpp"
#include "scenarios/schedule_moments.hpp"

namespace bailang {
namespace {

/// What is in force at one moment.
struct RiverState {
  const Network& network;
  int month = 1;
  std::vector<double> values;  ///< as river_value counts
  double& at(RiverPart part, int item) { return values[river_value(network, part, static_cast<std::size_t>(item))]; }
};

void divert(const Measure& measure, double part, RiverState& river) {
  const RiverWork& work = measure.river;
  if (is_given(work.share)) {
    river.at(RiverPart::divert_share, work.structure) = part * work.share;
    return;
  }
  const std::size_t month = measure.flow.size() == 12 ? static_cast<std::size_t>(river.month - 1) : 0;
  river.at(RiverPart::divert_flow, work.structure) = part * measure.flow[month];
}

void dredge(const Measure& measure, double part, RiverState& river) {
  for (const int reach : measure.selection) {
    double& removed = river.at(RiverPart::bed_removed, reach);
    removed += part * measure.river.bed_fraction * (1.0 - removed);
  }
}

/// Oxygen goes to each reach by its share of their length.
void aerate(const Measure& measure, double part, RiverState& river) {
  double length = 0.0;
  for (const int reach : measure.selection) length += river.network.reaches[reach].length;
  for (const int reach : measure.selection) {
    const double share = river.network.reaches[reach].length / length;
    river.at(RiverPart::oxygen, reach) += part * measure.river.oxygen * share;
    river.at(RiverPart::added_reaeration, reach) += part * measure.river.added_reaeration;
  }
}

void wetland_in_reach(const Measure& measure, double part, RiverState& river) {
  river.at(RiverPart::wetland, measure.river.wetland) = part;
}

void apply(const Measure& measure, double part, RiverState& river) {
  switch (measure.kind) {
    case MeasureKind::divert:
      return divert(measure, part, river);
    case MeasureKind::dredge:
      return dredge(measure, part, river);
    case MeasureKind::aerate:
      return aerate(measure, part, river);
    default:
      return wetland_in_reach(measure, part, river);
  }
}

/// Measures of the scenario that act in the river, each once, in the order of application.
std::vector<const Measure*> river_measures(const Case& model, const Scenario& scenario) {
  std::vector<const Measure*> list;
  for (const int m : scenario.measures) {
    if (acts_in_river(model.measures[m])) list.push_back(&model.measures[m]);
  }
  std::sort(list.begin(), list.end(),
            [](const Measure* a, const Measure* b) { return a->kind != b->kind ? a->kind < b->kind : a < b; });
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

std::vector<double> river_moments(const std::vector<const Measure*>& measures, const TimeSettings& time) {
  std::vector<double> moments{0.0};
  bool by_month = false;
  for (const Measure* measure : measures) {
    by_month |= measure->kind == MeasureKind::divert && measure->flow.size() == 12;
    add_measure_moments(*measure, static_cast<double>(time.end - time.start), moments);
  }
  if (by_month) {
    for (const MonthSpan& month : months_between(time.start, time.end)) moments.push_back(month.begin);
  }
  keep_moments(time, moments);
  return moments;
}

}  // namespace

bool acts_in_river(const Measure& measure) {
  return measure.kind == MeasureKind::divert || measure.kind == MeasureKind::dredge ||
         measure.kind == MeasureKind::aerate || measure.river.wetland >= 0;
}

RiverSchedule river_schedule(const Case& model, const Scenario& scenario) {
  RiverSchedule schedule;
  const std::vector<const Measure*> measures = river_measures(model, scenario);
  if (measures.empty()) return schedule;
  const TimeSettings& time = model.settings.time;
  schedule.begin = river_moments(measures, time);
  for (std::size_t i = 0; i < schedule.begin.size(); ++i) {
    const double t = schedule_moment(time, schedule.begin, i);
    RiverState river{model.network, civil_date(time.start + std::llround(t)).month,
                     std::vector<double>(river_value_count(model.network), 0.0)};
    for (const Measure* measure : measures) {
      const double part = part_in_effect(*measure, t);
      if (part > 0.0) apply(*measure, part, river);
    }
    schedule.values.push_back(std::move(river.values));
  }
  return schedule;
}

}  // namespace bailang
