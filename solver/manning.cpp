#include "solver/manning.hpp"

#include <algorithm>
#include <cmath>

#include "solver/manning_formulas.hpp"

namespace bailang {

double area_of_depth(const Channel& channel, double depth) {
  return baseline::flow_area(depth, channel.bottom_width, channel.side_slope);
}

double normal_depth(const Channel& channel, double discharge) {
  if (discharge <= 0.0) return 0.0;
  const double conveyance = std::sqrt(channel.bed_slope) / channel.manning_n;
  const double wetted_side = 2.0 * std::sqrt(1.0 + channel.side_slope * channel.side_slope);
  // Wide-channel depth is a guess from above for a rectangle and near enough for a trapezoid.
  double H = std::pow(discharge / (conveyance * channel.bottom_width), 0.6);
  for (int iteration = 0; iteration < 100; ++iteration) {
    const auto flow = baseline::manning_flow(H, channel.bottom_width, channel.side_slope, wetted_side, conveyance);
    const double next = std::max(H - (flow.discharge - discharge) / flow.slope, H * 1.0e-3);
    const double change = std::abs(next - H);
    H = next;
    if (change <= 1.0e-15 * H) break;
  }
  return H;
}

double depth_of_area(const Channel& channel, double area) {
  const double b = channel.bottom_width;
  return 2.0 * area / (b + std::sqrt(b * b + 4.0 * channel.side_slope * area));
}

double fischer_dispersion(const Channel& channel, double discharge, double area, double depth) {
  constexpr double gravity = 9.81;
  const double B = channel.bottom_width + 2.0 * channel.side_slope * depth;
  const double U = discharge / area;
  const double H = area / B;
  return 0.011 * U * U * B * B / (H * std::sqrt(gravity * H * channel.bed_slope));
}

}  // namespace bailang
