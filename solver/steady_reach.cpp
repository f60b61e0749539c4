#include "solver/steady_reach.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

/// log(1 + z)/z, 1 at z = 0.
double log_ratio(double z) {
  return std::abs(z) < 1.0e-300 ? 1.0 : std::log1p(z) / z;
}

/// (1 − exp(−X))/X, 1 at X = 0.
double decay_mean(double X) {
  return std::abs(X) < 1.0e-300 ? 1.0 : -std::expm1(-X) / X;
}

void run_along(const SteadyCell& cell, double length, double decay, double lateral_load, LinearFlux& flux) {
  if (length <= 0.0) return;
  const double q = cell.lateral_flow;
  const double loss = decay * cell.area + q;
  const double flow = flux.flow + q * length;
  if (flow <= 0.0) {
    flux.own += lateral_load * length;
    flux.flow = 0.0;
    return;
  }
  if (flux.flow <= 0.0) {
    // Water begins within this stretch: the regular solution is the constant c_s, load from upstream joins it.
    flux.own += flow * lateral_load / loss;
    flux.flow = flow;
    return;
  }
  const double ratio = length / flux.flow * log_ratio(q * length / flux.flow);
  const double X = loss * ratio;
  const double dilution = flow / flux.flow * std::exp(-X);
  flux.gain *= dilution;
  flux.own = flux.own * dilution + flow * lateral_load * ratio * decay_mean(X);
  flux.flow = flow;
}

void pass_point(const SteadyPoint& point, int constituent, LinearFlux& flux) {
  if (point.flow >= 0.0) {
    flux.own += point.load[constituent];
    flux.flow += point.flow;
    return;
  }
  const double taken = std::min(-point.flow, flux.flow);
  const double left = flux.flow > 0.0 ? (flux.flow - taken) / flux.flow : 1.0;
  flux.gain *= left;
  flux.own *= left;
  flux.flow -= taken;
}

}  // namespace

LinearFlux flux_at(const SteadyCell& cell, const std::vector<SteadyPoint>& points, double decay, double lateral_load,
                   int constituent, double x, bool through) {
  constexpr double same_place = 1.0e-9;
  LinearFlux flux;
  flux.flow = cell.flow_in;
  double at = cell.begin;
  for (const SteadyPoint& point : points) {
    const bool is_before = through ? point.chainage <= x + same_place : point.chainage < x - same_place;
    if (!is_before) break;
    run_along(cell, point.chainage - at, decay, lateral_load, flux);
    pass_point(point, constituent, flux);
    at = std::max(at, point.chainage);
  }
  run_along(cell, x - at, decay, lateral_load, flux);
  return flux;
}

}  // namespace bailang
