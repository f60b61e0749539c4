#pragma once

#include <vector>

#include "network/cross_section.hpp"

/// Cross-sections by depth: flow area, surface width and wetted perimeter of trapezoids and of surveyed sections.
namespace bailang {

/// A surveyed section by depth above its lowest point. The surface width is scaled between rows so that it is the exact
/// derivative of the area; above the last row the walls are vertical.
struct SectionTable {
  std::vector<double> depth, area, perimeter;  ///< [row] [m], [m2], [m]
  std::vector<double> width, width_slope;      ///< [row] dA/dH at the row [m] and its growth up to the next row [-]
};

/// @throws nothing; the rows must be increasing in stage and area (checked by the reader)
SectionTable make_section_table(const SurveyedSection& surveyed);

/// Cross-section of a cell.
struct SectionShape {
  double bottom_width = 0.0;            ///< b [m]
  double side_slope = 0.0;              ///< z [-]
  double wetted_side = 0.0;             ///< 2 sqrt(1 + z²)
  double manning_n = 0.0;               ///< [s m^-1/3]
  const SectionTable* table = nullptr;  ///< surveyed; null = trapezoid
};

struct SectionFlow {
  double area = 0.0;       ///< A [m2]
  double width = 0.0;      ///< dA/dH = B [m]
  double perimeter = 0.0;  ///< P [m]
  double widening = 0.0;   ///< dP/dH [-]
};

/// Properties of a surveyed section at depth H ≥ 0.
SectionFlow surveyed_flow(const SectionTable& table, double H);

/// Properties at depth H ≥ 0 [m].
inline SectionFlow section_flow(const SectionShape& shape, double H) {
  if (shape.table) return surveyed_flow(*shape.table, H);
  const double b = shape.bottom_width, z = shape.side_slope;
  return {(b + z * H) * H, b + 2.0 * z * H, b + shape.wetted_side * H, shape.wetted_side};
}

/// Depth [m] at which the area is A [m2]; 0 for A ≤ 0.
double section_depth(const SectionShape& shape, double area);

/// Depth [m] at which Manning's discharge is Q ≥ 0 [m3 s-1] on a slope > 0: Q = A R^(2/3) sqrt(S) / n (Chow 1959, ch. 6).
double section_normal_depth(const SectionShape& shape, double slope, double discharge);

/// Depth [m] at which Q² B = g A³ (Chow 1959, ch. 4), for Q ≥ 0.
double section_critical_depth(const SectionShape& shape, double discharge);

}  // namespace bailang
