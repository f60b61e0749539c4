#pragma once

#include <vector>

#include "solver/kinetics/reaeration.hpp"

/// How the coefficients of a cell follow from its parameters and its water.
namespace bailang {

enum class CoefficientKind {
  rate,            ///< k θ^(T−20) [s-1, or g m-3 s-1 for what does not depend on a concentration]
  ionised_rate,    ///< k θ^(T−20) × the ionised share of ammonia
  per_depth,       ///< velocity or areal rate, θ^(T−20) / H
  growth,          ///< k θ^(T−20) × mean light over the depth
  photosynthesis,  ///< given production at this hour
  reaeration,      ///< k_a by the formulas chosen
  saturation,      ///< of dissolved oxygen [g m-3]
  constant,        ///< a parameter as it is; `value` where it is 0
  fixed            ///< `value`
};

/// One coefficient. Parameters are indices of kinetic_parameters().
struct CoefficientRule {
  CoefficientKind kind = CoefficientKind::fixed;
  int parameter = -1;
  int theta = -1;  ///< -1 = does not depend on temperature
  double value = 0.0;

  bool operator==(const CoefficientRule&) const = default;
};

/// The coefficients of the built-in processes, in order, and the formulas they follow.
struct CoefficientRules {
  std::vector<CoefficientRule> rules;
  ReaerationFormula reaeration;
  WindFormula wind;
};

}  // namespace bailang
