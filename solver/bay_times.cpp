#include "solver/bay_times.hpp"

#include <cmath>

#include "solver/bay_step.hpp"

namespace bailang {
namespace {

/// Adjoint of the exchange: the matrix turned over, with volumes on the right.
std::vector<double> residence_times(const BaySystem& still) {
  const std::size_t n = still.volume.size();
  const std::vector<double> matrix = bay_matrix(still);
  std::vector<double> turned(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) turned[i * n + j] = -matrix[j * n + i];
  }
  SmallLu lu;
  lu.factorise(static_cast<int>(n), turned);
  std::vector<double> tau = still.volume;
  lu.solve(tau.data());
  return tau;
}

double mass_of(const BaySystem& still, const std::vector<double>& c) {
  double mass = 0.0;
  for (std::size_t i = 0; i < c.size(); ++i) mass += still.volume[i] * c[i];
  return mass;
}

/// Time until `share` of a tracer that filled the bay evenly is left: steps of a fiftieth of the mean residence, then
/// halved until the time is known to 1e-9 of itself.
double time_until(const BaySystem& still, double share, double mean_residence) {
  std::vector<double> c(still.volume.size(), 1.0);
  const double wanted = share * mass_of(still, c);
  double time = 0.0, step = mean_residence / 50.0;
  while (step > 1e-9 * mean_residence) {
    std::vector<double> next = c;
    advance_bay(still, step, next);
    if (mass_of(still, next) > wanted) {
      c = next;
      time += step;
    } else {
      step *= 0.5;
    }
  }
  return time;
}

}  // namespace

BayTimes bay_times(const Bay& bay) {
  const auto n = static_cast<std::size_t>(bay.box_count());
  const BayFlows flows = BayExchangeNetwork(bay).flows(std::vector<double>(n, 0.0));
  BaySystem still{&flows, {}, std::vector<double>(n, 0.0), 0.0};
  for (const BayBox& box : bay.boxes) still.volume.push_back(box.volume);
  BayTimes times;
  for (std::size_t i = 0; i < n; ++i) times.turnover.push_back(still.volume[i] / flows.loss[i]);
  times.residence = residence_times(still);
  double volume = 0.0, weighted = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    volume += still.volume[i];
    weighted += still.volume[i] * times.residence[i];
  }
  times.mean_residence = weighted / volume;
  times.half_exchange = time_until(still, 0.5, times.mean_residence);
  times.e_folding = time_until(still, std::exp(-1.0), times.mean_residence);
  return times;
}

}  // namespace bailang
