#include "solver/bay_start.hpp"

#include <algorithm>

#include "core/units.hpp"
#include "solver/bay_ledger.hpp"
#include "solver/bay_step.hpp"

namespace bailang {
namespace {

/// Number of intervals that make the first 365 days; 0 when the run is shorter.
std::size_t intervals_of_first_year(const std::vector<BayInterval>& intervals) {
  constexpr double year = units::seconds_per_year;
  double time = 0.0;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    time += intervals[i].seconds;
    if (time >= year * (1.0 - 1e-9)) return i + 1;
  }
  return 0;
}

void add_scaled(std::vector<double>& sum, const std::vector<double>& values, double weight) {
  sum.resize(values.size(), 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) sum[i] += weight * values[i];
}

BayInterval mean_interval(const std::vector<BayInterval>& intervals) {
  BayInterval mean;
  for (const BayInterval& interval : intervals) mean.seconds += interval.seconds;
  mean.temperature = 0.0;
  for (const BayInterval& interval : intervals) {
    const double weight = interval.seconds / mean.seconds;
    mean.temperature += weight * interval.temperature;
    add_scaled(mean.river_water, interval.river_water, weight);
    add_scaled(mean.source_water, interval.source_water, weight);
    add_scaled(mean.river_load, interval.river_load, weight);
    add_scaled(mean.source_load, interval.source_load, weight);
  }
  return mean;
}

/// One year as an affine map c → M c + v: its columns are carried along with the run from 0, the homogeneous ones without
/// entry. [constituent][column][box], the last column is v.
using Columns = std::vector<std::vector<std::vector<double>>>;

Columns year_map(const Bay& bay, const BayExchangeNetwork& network, const std::vector<BayInterval>& intervals,
                 std::size_t count) {
  const std::size_t boxes = bay.boxes.size();
  std::vector<std::vector<double>> unit(boxes + 1, std::vector<double>(boxes, 0.0));
  for (std::size_t i = 0; i < boxes; ++i) unit[i][i] = 1.0;
  Columns map(bay.constituents.size(), unit);
  for (std::size_t t = 0; t < count; ++t) {
    const BayFlows flows = network.flows(water_entry(intervals[t]));
    for (std::size_t k = 0; k < map.size(); ++k) {
      BaySystem system = bay_system(bay, flows, intervals[t], static_cast<int>(k));
      advance_bay(system, intervals[t].seconds, map[k][boxes]);
      system.entry.assign(boxes, 0.0);
      for (std::size_t column = 0; column < boxes; ++column) advance_bay(system, intervals[t].seconds, map[k][column]);
    }
  }
  return map;
}

/// The c that the map leaves as it is.
std::vector<double> fixed_point(const std::vector<std::vector<double>>& map) {
  const std::size_t boxes = map.size() - 1;
  std::vector<double> matrix(boxes * boxes);
  for (std::size_t i = 0; i < boxes; ++i) {
    for (std::size_t j = 0; j < boxes; ++j) matrix[i * boxes + j] = (i == j ? 1.0 : 0.0) - map[j][i];
  }
  SmallLu lu;
  lu.factorise(static_cast<int>(boxes), matrix);
  std::vector<double> c = map[boxes];
  lu.solve(c.data());
  return c;
}

bool is_all_given(const Bay& bay) {
  return std::all_of(bay.boxes.begin(), bay.boxes.end(), [](const BayBox& box) {
    return std::all_of(box.initial.begin(), box.initial.end(), [](double c) { return is_given(c); });
  });
}

std::vector<std::vector<double>> kept_state(const Bay& bay, const BayExchangeNetwork& network,
                                            const std::vector<BayInterval>& intervals) {
  std::vector<std::vector<double>> c;
  if (const std::size_t year = intervals_of_first_year(intervals); year > 0) {
    for (const auto& map : year_map(bay, network, intervals, year)) c.push_back(fixed_point(map));
    return c;
  }
  const BayInterval mean = mean_interval(intervals);
  const BayFlows flows = network.flows(water_entry(mean));
  for (int k = 0; k < bay.constituent_count(); ++k) c.push_back(steady_bay(bay_system(bay, flows, mean, k)));
  return c;
}

}  // namespace

std::vector<std::vector<double>> bay_start(const Bay& bay, const BayExchangeNetwork& network,
                                           const std::vector<BayInterval>& intervals) {
  std::vector<std::vector<double>> c(bay.constituents.size(), std::vector<double>(bay.boxes.size(), 0.0));
  if (!is_all_given(bay)) c = kept_state(bay, network, intervals);
  for (std::size_t k = 0; k < c.size(); ++k) {
    for (std::size_t i = 0; i < bay.boxes.size(); ++i) {
      if (is_given(bay.boxes[i].initial[k])) c[k][i] = bay.boxes[i].initial[k];
    }
  }
  return c;
}

}  // namespace bailang
