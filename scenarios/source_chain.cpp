#include "scenarios/source_chain.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "scenarios/chain_state.hpp"
#include "scenarios/measure_effects.hpp"

namespace bailang {
namespace {

constexpr double same_moment = 1.0e-6;  ///< [s]

ChainState run_chain(const ChainContext& context, double t) {
  ChainState chain = make_chain(context, t);
  apply_stage(context, ChainStage::sources, chain);
  fill_outfalls(context, chain);
  apply_stage(context, ChainStage::outfalls, chain);
  fill_river(context, chain);
  apply_stage(context, ChainStage::river, chain);
  return chain;
}

/// Moments at which a measure's effect changes: its date, and every day of its ramp.
void add_measure_moments(const Measure& measure, double end, std::vector<double>& moments) {
  moments.push_back(measure.from);
  const double full = measure.from + measure.ramp;
  for (double t = measure.from; t < std::min(full, end); t += units::seconds_per_day) moments.push_back(t);
  moments.push_back(full);
}

/// Rows of a series; where it is linear, pieces between rows that differ as well, none shorter than a step.
void add_series_moments(const TimeSeries& series, const TimeSettings& settings, std::vector<double>& moments) {
  constexpr double most_pieces = 1000.0;
  moments.insert(moments.end(), series.time.begin(), series.time.end());
  if (series.interpolation == Interpolation::step || settings.solve == SolveMode::steady) return;
  const double allowed = std::max(most_pieces / static_cast<double>(series.time.size()), 1.0);
  for (std::size_t row = 1; row < series.time.size(); ++row) {
    const auto first = series.value.begin() + static_cast<std::ptrdiff_t>((row - 1) * series.columns);
    if (std::equal(first, first + series.columns, first + series.columns)) continue;
    const double gap = series.time[row] - series.time[row - 1];
    const double pieces = std::floor(std::min(gap / settings.step, allowed));
    for (double i = 1.0; i < pieces; ++i) moments.push_back(series.time[row - 1] + i / pieces * gap);
  }
}

/// Beginnings of the intervals over which sources stay constant; the first is 0.
std::vector<double> schedule_moments(const ChainContext& context) {
  const TimeSettings& time = context.model.settings.time;
  const auto end = static_cast<double>(time.end - time.start);
  std::vector<double> moments{0.0};
  bool by_month = !context.forcing.diffuse_shape.empty();
  for (const Measure* measure : context.measures) {
    by_month |= measure->flow.size() == 12;
    add_measure_moments(*measure, end, moments);
  }
  if (by_month) {
    for (const MonthSpan& month : months_between(time.start, time.end)) moments.push_back(month.begin);
  }
  for (const OutfallSeries& series : context.forcing.outfall_series) add_series_moments(series.series, time, moments);
  std::erase_if(moments, [&](double t) { return t < 0.0 || t > end - same_moment; });
  std::sort(moments.begin(), moments.end());
  const auto same = [](double a, double b) { return b - a < same_moment; };
  moments.erase(std::unique(moments.begin(), moments.end(), same), moments.end());
  return moments;
}

}  // namespace

LaneSources sources_at(const Case& model, const Scenario& scenario, double t) {
  return run_chain(make_chain_context(model, scenario), t).sources;
}

ChainLedger chain_ledger(const Case& model, const Scenario& scenario, double t) {
  return run_chain(make_chain_context(model, scenario), t).ledger;
}

SourceSchedule source_schedule(const Case& model, const Scenario& scenario) {
  const ChainContext context = make_chain_context(model, scenario);
  const TimeSettings& time = model.settings.time;
  SourceSchedule schedule;
  schedule.begin = schedule_moments(context);
  for (std::size_t i = 0; i < schedule.begin.size(); ++i) {
    const bool is_last = i + 1 == schedule.begin.size();
    const double end = is_last ? static_cast<double>(time.end - time.start) : schedule.begin[i + 1];
    const double middle = 0.5 * (schedule.begin[i] + end);
    const double t = time.solve == SolveMode::steady ? schedule.begin[i] : middle;
    schedule.sources.push_back(run_chain(context, t).sources);
  }
  return schedule;
}

}  // namespace bailang
