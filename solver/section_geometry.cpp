#include "solver/section_geometry.hpp"

#include <algorithm>
#include <cmath>

#include "solver/manning_formulas.hpp"

namespace bailang {
namespace {

constexpr double gravity = 9.81;

/// Root of an increasing function of depth, `value(H)` giving value and slope: Newton inside a bracket that bisection
/// keeps shrinking.
template <class Value>
double increasing_root(double target, double guess, Value value) {
  double low = 0.0, high = std::max(guess, 1.0e-6);
  while (value(high).first < target) {
    low = high;
    high *= 2.0;
  }
  double H = std::clamp(guess, low, high);
  for (int iteration = 0; iteration < 200; ++iteration) {
    const auto [f, slope] = value(H);
    (f < target ? low : high) = H;
    double next = slope > 0.0 ? H - (f - target) / slope : low;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const double change = std::abs(next - H);
    H = next;
    if (change <= 1.0e-15 * H || high - low <= 1.0e-15 * high) break;
  }
  return H;
}

}  // namespace

SectionTable make_section_table(const SurveyedSection& surveyed) {
  SectionTable table;
  table.area = surveyed.area;
  const std::size_t rows = surveyed.stage.size();
  for (std::size_t k = 0; k < rows; ++k) {
    table.depth.push_back(surveyed.stage[k] - surveyed.stage.front());
    const double mean_depth = surveyed.area[k] / surveyed.top_width[k];
    table.perimeter.push_back(surveyed.perimeter.empty() ? surveyed.top_width[k] + 2.0 * mean_depth
                                                         : surveyed.perimeter[k]);
    double scale = 1.0, growth = 0.0;
    if (k + 1 < rows) {
      const double rise = surveyed.stage[k + 1] - surveyed.stage[k];
      const double mean_width = 0.5 * (surveyed.top_width[k] + surveyed.top_width[k + 1]);
      scale = (surveyed.area[k + 1] - surveyed.area[k]) / (rise * mean_width);
      growth = scale * (surveyed.top_width[k + 1] - surveyed.top_width[k]) / rise;
    }
    table.width.push_back(scale * surveyed.top_width[k]);
    table.width_slope.push_back(growth);
  }
  return table;
}

SectionFlow surveyed_flow(const SectionTable& table, double H) {
  const auto above = std::upper_bound(table.depth.begin(), table.depth.end(), H);
  const auto k = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - table.depth.begin() - 1, 0));
  const double x = H - table.depth[k];
  const bool last = k + 1 == table.depth.size();
  const double widening =
      last ? 2.0 : (table.perimeter[k + 1] - table.perimeter[k]) / (table.depth[k + 1] - table.depth[k]);
  const double width = table.width[k] + table.width_slope[k] * x;
  return {table.area[k] + (table.width[k] + 0.5 * table.width_slope[k] * x) * x, width,
          table.perimeter[k] + widening * x, widening};
}

double section_depth(const SectionShape& shape, double area) {
  if (area <= 0.0) return 0.0;
  if (!shape.table) {
    const double b = shape.bottom_width;
    return 2.0 * area / (b + std::sqrt(b * b + 4.0 * shape.side_slope * area));
  }
  const SectionTable& table = *shape.table;
  const auto above = std::upper_bound(table.area.begin(), table.area.end(), area);
  const auto k = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - table.area.begin() - 1, 0));
  const double rest = area - table.area[k];
  const double width = table.width[k];
  return table.depth[k] + 2.0 * rest / (width + std::sqrt(width * width + 2.0 * table.width_slope[k] * rest));
}

double section_normal_depth(const SectionShape& shape, double slope, double discharge) {
  if (discharge <= 0.0) return 0.0;
  const double conveyance = std::sqrt(slope) / shape.manning_n;
  const auto manning = [&](double H) {
    const SectionFlow s = section_flow(shape, H);
    const double R = s.area / s.perimeter;
    const double root = baseline::cube_root(R);
    const double factor = conveyance * root * root;
    return std::pair(s.area * factor, factor * ((5.0 / 3.0) * s.width - (2.0 / 3.0) * s.widening * R));
  };
  const double width = section_flow(shape, 1.0).width;
  return increasing_root(discharge, std::pow(discharge / (conveyance * width), 0.6), manning);
}

double section_critical_depth(const SectionShape& shape, double discharge) {
  if (discharge <= 0.0) return 0.0;
  // A³/B grows with depth wherever the section opens upward.
  const auto power = [&](double H) {
    const SectionFlow s = section_flow(shape, H);
    const double growth = shape.table ? 0.0 : 2.0 * shape.side_slope;
    const double A2 = s.area * s.area;
    return std::pair(gravity * A2 * s.area / s.width,
                     gravity * (3.0 * A2 - A2 * s.area * growth / (s.width * s.width)));
  };
  const double width = section_flow(shape, 1.0).width;
  return increasing_root(discharge * discharge, std::cbrt(discharge * discharge / (gravity * width * width)), power);
}

}  // namespace bailang
