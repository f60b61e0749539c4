#include "solver/bay_step.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr int taylor_terms = 20;  // 1 / 21! is below rounding where the norm is at most 1

/// dc/dt of the homogeneous system: A c with A = V⁻¹ M.
void apply(const BaySystem& system, const std::vector<double>& c, std::vector<double>& result) {
  const BayFlows& flows = *system.flows;
  const auto n = static_cast<std::size_t>(flows.boxes);
  for (std::size_t i = 0; i < n; ++i) {
    double sum = -(flows.loss[i] + system.decay * system.volume[i]) * c[i];
    for (std::size_t j = 0; j < n; ++j) sum += flows.gain[i * n + j] * c[j];
    result[i] = sum / system.volume[i];
  }
}

/// Largest rate at which a box gives and takes [s-1]: a bound on half the matrix's norm.
double fastest_rate(const BaySystem& system) {
  double fastest = 0.0;
  for (std::size_t i = 0; i < system.volume.size(); ++i)
    fastest = std::max(fastest, system.flows->loss[i] / system.volume[i] + system.decay);
  return fastest;
}

/// One piece: c(h) = c + Σ hᵏ/k! d_k and ∫c = h c + Σ hᵏ⁺¹/(k+1)! d_k, with d_1 = A c + b and d_{k+1} = A d_k.
void advance_piece(const BaySystem& system, double h, std::vector<double>& c, std::vector<double>& integral) {
  const std::size_t n = c.size();
  std::vector<double> derivative(n), next(n);
  apply(system, c, derivative);
  for (std::size_t i = 0; i < n; ++i) {
    derivative[i] += system.entry[i] / system.volume[i];
    integral[i] += h * c[i];
  }
  double factor = h;
  for (int k = 1; k <= taylor_terms; ++k) {
    const double later = factor * h / (k + 1);
    for (std::size_t i = 0; i < n; ++i) {
      c[i] += factor * derivative[i];
      integral[i] += later * derivative[i];
    }
    apply(system, derivative, next);
    derivative.swap(next);
    factor = later;
  }
}

}  // namespace

std::vector<double> advance_bay(const BaySystem& system, double seconds, std::vector<double>& c) {
  std::vector<double> integral(c.size(), 0.0);
  const int pieces = std::max(1, static_cast<int>(std::ceil(2.0 * fastest_rate(system) * seconds)));
  for (int piece = 0; piece < pieces; ++piece) advance_piece(system, seconds / pieces, c, integral);
  return integral;
}

std::vector<double> bay_matrix(const BaySystem& system) {
  std::vector<double> matrix = system.flows->gain;
  const std::size_t n = system.volume.size();
  for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] -= system.flows->loss[i] + system.decay * system.volume[i];
  return matrix;
}

std::vector<double> steady_bay(const BaySystem& system) {
  SmallLu lu;
  lu.factorise(static_cast<int>(system.volume.size()), bay_matrix(system));
  std::vector<double> c;
  for (const double entry : system.entry) c.push_back(-entry);
  lu.solve(c.data());
  return c;
}

}  // namespace bailang
