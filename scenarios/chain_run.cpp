#include "scenarios/chain_run.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/units.hpp"
#include "scenarios/measure_effects.hpp"
#include "scenarios/schedule_moments.hpp"

namespace bailang {
namespace {

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

/// Rows of rain at which it changes: from one dry day to the next nothing does.
void add_rain_moments(const TimeSeries& rain, std::vector<double>& moments) {
  for (std::size_t row = 0; row < rain.time.size(); ++row) {
    const auto first = rain.value.begin() + static_cast<std::ptrdiff_t>(row * rain.columns);
    const bool is_dry = *first == 0.0;
    const bool was_dry = row > 0 && *(first - rain.columns) == 0.0;
    const bool same = row > 0 && std::equal(first, first + rain.columns, first - rain.columns);
    if (!same && !(is_dry && was_dry)) moments.push_back(rain.time[row]);
  }
}

/// Rows of water temperature, none closer than a day to the one before: what wetlands remove follows them.
void add_temperature_moments(const Forcing& forcing, std::vector<double>& moments) {
  for (const TemperatureRecord& record : forcing.temperature) {
    double last = -units::seconds_per_day;
    for (const double t : record.series.time) {
      if (t - last < units::seconds_per_day) continue;
      moments.push_back(t);
      last = t;
    }
  }
}

/// Beginnings of the intervals over which sources stay constant; the first is 0.
std::vector<double> schedule_moments(const ChainContext& context) {
  const TimeSettings& time = context.model.settings.time;
  const auto end = static_cast<double>(time.end - time.start);
  std::vector<double> moments{0.0};
  bool by_month = !context.forcing.diffuse_shape.empty();
  bool warmth_matters = false;
  for (const Measure* measure : context.measures) {
    by_month |= measure->flow.size() == 12;
    add_measure_moments(*measure, end, moments);
    warmth_matters |= measure->kind == MeasureKind::wetland && measure->theta != 1.0;
  }
  if (warmth_matters) add_temperature_moments(context.forcing, moments);
  by_month |= warmth_matters;
  for (const int rain : std::set<int>(context.plant_rain.begin(), context.plant_rain.end())) {
    if (rain >= 0) add_rain_moments(context.forcing.rain[rain].series, moments);
  }
  if (by_month) {
    for (const MonthSpan& month : months_between(time.start, time.end)) moments.push_back(month.begin);
  }
  for (const OutfallSeries& series : context.forcing.outfall_series) add_series_moments(series.series, time, moments);
  keep_moments(time, moments);
  return moments;
}

}  // namespace

ChainState run_chain(const ChainContext& context, double t) {
  ChainState chain = make_chain(context, t);
  apply_stage(context, ChainStage::sources, chain);
  fill_outfalls(context, chain);
  apply_stage(context, ChainStage::outfalls, chain);
  fill_river(context, chain);
  apply_stage(context, ChainStage::river, chain);
  return chain;
}

std::vector<ChainInterval> chain_intervals(const ChainContext& context) {
  const TimeSettings& time = context.model.settings.time;
  const std::vector<double> begin = schedule_moments(context);
  std::vector<ChainInterval> intervals;
  for (std::size_t i = 0; i < begin.size(); ++i) {
    const double end = i + 1 < begin.size() ? begin[i + 1] : static_cast<double>(time.end - time.start);
    intervals.push_back({begin[i], end, schedule_moment(time, begin, i)});
  }
  return intervals;
}

}  // namespace bailang
