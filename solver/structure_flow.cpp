#include "solver/structure_flow.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr double gravity = 9.81;
constexpr double least_drop = 2.0e-3;     ///< below it √drop is rounded off [m]
constexpr double least_bracket = 3.0e-3;  ///< below it Villemonte's power is rounded off [-]
constexpr double villemonte_power = 0.385;

/// A function's value and derivative.
struct Slope {
  double value = 0.0, slope = 0.0;
};

/// x^p for 0 < p < 1 with the slope at 0 bounded: below x0 the parabola through 0 that meets value and slope at x0.
Slope rounded_power(double x, double p, double x0) {
  if (x >= x0) {
    const double value = p == 0.5 ? std::sqrt(x) : std::pow(x, p);
    return {value, p * value / x};
  }
  const double r = x / x0;
  const double edge = p == 0.5 ? std::sqrt(x0) : std::pow(x0, p);
  return {edge * r * ((2.0 - p) - (1.0 - p) * r), edge / x0 * ((2.0 - p) - 2.0 * (1.0 - p) * r)};
}

/// Flow from the higher side to the lower, heads over the sill h1 ≥ h2, h1 > 0; derivatives by h1 and h2.
struct HeadFlow {
  double Q = 0.0, by_h1 = 0.0, by_h2 = 0.0;
};

HeadFlow sluice_flow(double W, double contraction, double opening, double h1, double h2) {
  const double jet = contraction * opening;
  const double critical = 2.0 / 3.0 * h1;
  double y = jet, y_by_h1 = 0.0, y_by_h2 = 0.0;
  if (std::max(critical, h2) < jet) {
    y = std::max(critical, h2);
    (critical >= h2 ? y_by_h1 : y_by_h2) = critical >= h2 ? 2.0 / 3.0 : 1.0;
  }
  const bool drowned = h2 > y;
  const double drop = h1 - (drowned ? h2 : y);
  const Slope root = rounded_power(std::max(drop, 0.0), 0.5, least_drop);
  const double k = W * std::sqrt(2.0 * gravity);
  const double drop_by_h1 = 1.0 - (drowned ? 0.0 : y_by_h1);
  const double drop_by_h2 = drowned ? -1.0 : -y_by_h2;
  return {k * y * root.value, k * (y_by_h1 * root.value + y * root.slope * drop_by_h1),
          k * (y_by_h2 * root.value + y * root.slope * drop_by_h2)};
}

HeadFlow weir_flow(double W, double mu, double h1, double h2) {
  const double C = 2.0 / 3.0 * mu * std::sqrt(2.0 * gravity) * W;
  const double free = C * h1 * std::sqrt(h1);
  const double free_slope = 1.5 * C * std::sqrt(h1);
  if (h2 <= 0.0) return {free, free_slope, 0.0};
  const double ratio = h2 / h1;
  const double drowning = ratio * std::sqrt(ratio);
  const Slope left = rounded_power(1.0 - drowning, villemonte_power, least_bracket);
  return {free * left.value, free_slope * left.value + free * left.slope * (1.5 * drowning / h1),
          -free * left.slope * (1.5 * std::sqrt(ratio) / h1)};
}

}  // namespace

StructureShape structure_shape(const Network& network, int structure, double upper_bed, double lower_bed) {
  const Structure& given = network.structures[structure];
  StructureShape shape;
  shape.kind = given.kind;
  shape.width = is_given(given.width) ? given.width : network.reaches[given.reach].bottom_width;
  const double bed = std::max(upper_bed, lower_bed);
  shape.sill = is_given(given.crest_level) ? std::max(given.crest_level, bed) : bed;
  shape.one_way = given.one_way;
  const double by_kind = given.kind == StructureKind::sluice ? 0.61
                         : given.kind == StructureKind::weir ? 1.0 / std::sqrt(3.0)
                                                             : 0.60;
  shape.coefficient = is_given(given.coefficient) ? given.coefficient : by_kind;
  return shape;
}

FaceFlow structure_flow(const StructureShape& shape, const StructureSetting& setting, double upper_level,
                        double lower_level) {
  const bool back = lower_level > upper_level;
  if (back && shape.one_way) return {};
  const double crest = is_given(setting.crest_level) ? std::max(setting.crest_level, shape.sill) : shape.sill;
  const double h1 = (back ? lower_level : upper_level) - crest;
  const double h2 = (back ? upper_level : lower_level) - crest;
  if (h1 <= 0.0 || (shape.kind == StructureKind::sluice && setting.opening <= 0.0)) return {};
  const HeadFlow flow = shape.kind == StructureKind::sluice
                            ? sluice_flow(shape.width, shape.coefficient, setting.opening, h1, h2)
                            : weir_flow(shape.width, shape.coefficient, h1, h2);
  if (back) return {-flow.Q, -flow.by_h2, -flow.by_h1};
  return {flow.Q, flow.by_h1, flow.by_h2};
}

double structure_drop(const Structure& structure, const StructureSetting& setting, double upper_level,
                      double lower_level, double lower_bed) {
  if (is_given(upper_level) && is_given(lower_level)) return std::max(upper_level - lower_level, 0.0);
  const double crest = is_given(setting.crest_level) ? setting.crest_level : structure.crest_level;
  if (!is_given(crest) || !is_given(lower_bed)) return missing;
  return std::max(crest - lower_bed, 0.0);
}

}  // namespace bailang
