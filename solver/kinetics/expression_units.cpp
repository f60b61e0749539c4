#include "solver/kinetics/expression_units.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bailang {

namespace {

constexpr double day = 86400.0, hour = 3600.0;

// The first of a dimension is the name that faults use.
constexpr std::array<ExpressionUnit, 45> units{{
    {"-", 1.0, {0, 0, 0, 0}},
    {"", 1.0, {0, 0, 0, 0}},
    {"degC", 1.0, {0, 0, 0, 0}},
    {"g/kg", 1.0, {0, 0, 0, 0}},
    {"g/g", 1.0, {0, 0, 0, 0}},
    {"mg/l", 1.0, {1, -3, 0, 0}},
    {"ug/l", 1.0e-3, {1, -3, 0, 0}},
    {"g/m3", 1.0, {1, -3, 0, 0}},
    {"g/l", 1.0e3, {1, -3, 0, 0}},
    {"kg/m3", 1.0e3, {1, -3, 0, 0}},
    {"mg/l/d", 1.0 / day, {1, -3, -1, 0}},
    {"mg/l/h", 1.0 / hour, {1, -3, -1, 0}},
    {"ug/l/d", 1.0e-3 / day, {1, -3, -1, 0}},
    {"g/m3/d", 1.0 / day, {1, -3, -1, 0}},
    {"g/m2/d", 1.0 / day, {1, -2, -1, 0}},
    {"g/m2/h", 1.0 / hour, {1, -2, -1, 0}},
    {"mg/m2/d", 1.0e-3 / day, {1, -2, -1, 0}},
    {"g/m2", 1.0, {1, -2, 0, 0}},
    {"l/mg", 1.0, {-1, 3, 0, 0}},
    {"m3/g", 1.0, {-1, 3, 0, 0}},
    {"l/mg/d", 1.0 / day, {-1, 3, -1, 0}},
    {"m3/g/d", 1.0 / day, {-1, 3, -1, 0}},
    {"1/d", 1.0 / day, {0, 0, -1, 0}},
    {"1/h", 1.0 / hour, {0, 0, -1, 0}},
    {"1/s", 1.0, {0, 0, -1, 0}},
    {"d", day, {0, 0, 1, 0}},
    {"h", hour, {0, 0, 1, 0}},
    {"min", 60.0, {0, 0, 1, 0}},
    {"s", 1.0, {0, 0, 1, 0}},
    {"m/d", 1.0 / day, {0, 1, -1, 0}},
    {"m/h", 1.0 / hour, {0, 1, -1, 0}},
    {"m/s", 1.0, {0, 1, -1, 0}},
    {"m2/s", 1.0, {0, 2, -1, 0}},
    {"m2/d", 1.0 / day, {0, 2, -1, 0}},
    {"m3/s", 1.0, {0, 3, -1, 0}},
    {"m3/d", 1.0 / day, {0, 3, -1, 0}},
    {"m", 1.0, {0, 1, 0, 0}},
    {"cm", 1.0e-2, {0, 1, 0, 0}},
    {"km", 1.0e3, {0, 1, 0, 0}},
    {"1/m", 1.0, {0, -1, 0, 0}},
    {"m2", 1.0, {0, 2, 0, 0}},
    {"m3", 1.0, {0, 3, 0, 0}},
    {"m2/g", 1.0, {-1, 2, 0, 0}},
    {"W/m2", 1.0, {0, -2, 0, 1}},
    {"m2/W", 1.0, {0, 2, 0, -1}},
}};

}  // namespace

std::span<const ExpressionUnit> expression_units() {
  return units;
}

const ExpressionUnit* expression_unit(std::string_view name) {
  const auto found = std::find_if(units.begin(), units.end(), [&](const ExpressionUnit& u) { return u.name == name; });
  return found == units.end() ? nullptr : &*found;
}

std::string dimension_name(const Dimension& dimension) {
  constexpr std::array<const char*, 4> base{"g", "m", "s", "W"};
  if (dimension == Dimension{}) return "a pure number";
  for (const ExpressionUnit& unit : units) {
    if (unit.dimension == dimension) return std::string(unit.name);
  }
  std::string name;
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (dimension[i] == 0) continue;
    if (!name.empty()) name += ' ';
    name += dimension[i] == 1 ? base[i] : fmt::format("{}^{}", base[i], dimension[i]);
  }
  return name;
}

}  // namespace bailang
