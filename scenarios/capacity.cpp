#include "scenarios/capacity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace bailang {

double capacity(double target, double concentration, double flow) {
  return (target - concentration) * flow;
}

double lateral_mixing(double width, double depth, double slope) {
  constexpr double g = 9.81;
  return (0.058 * depth + 0.0065 * width) * std::sqrt(g * depth * slope);
}

double mixing_length(double width, double from_bank, double velocity, double mixing) {
  const double off = 0.5 - from_bank / width;
  return (0.11 + 0.7 * std::sqrt(off - 1.1 * off * off)) * velocity * width * width / mixing;
}

double design_flow(std::vector<double> minima, double guarantee) {
  if (minima.empty()) return std::nan("");
  std::sort(minima.begin(), minima.end(), std::greater<>());
  const double rank = guarantee * static_cast<double>(minima.size() + 1);
  if (rank >= static_cast<double>(minima.size())) return minima.back();
  if (rank <= 1.0) return minima.front();
  const auto below = static_cast<std::size_t>(rank);
  const double share = rank - static_cast<double>(below);
  return minima[below - 1] + share * (minima[below] - minima[below - 1]);
}

}  // namespace bailang
