#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

/// Units of what an expression holds, and what they are made of.
namespace bailang {

/// Exponents of mass, length, time and light (W, apart: radiation is compared with radiation only). Degrees, salinity
/// and shares are pure numbers.
using Dimension = std::array<int, 4>;

struct ExpressionUnit {
  std::string_view name;
  double to_si = 1.0;  ///< of g, m, s, W
  Dimension dimension{};
};

/// Null when the unit is not known.
const ExpressionUnit* expression_unit(std::string_view name);

/// All of them, as they are written.
std::span<const ExpressionUnit> expression_units();

/// "mg/l" where the table has such a unit, else "g^2 m^-6".
std::string dimension_name(const Dimension& dimension);

}  // namespace bailang
