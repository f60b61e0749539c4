#pragma once

#include <span>
#include <string_view>

/// The numbers that the set `n_cod_do` takes: names, units, defaults and where each default is from.
namespace bailang {

struct KineticParameter {
  std::string_view name;         ///< key in [kinetics], unit included: `k_nitrification_per_day`, `theta_nitrification`
  std::string_view unit;         ///< as documents print it: "1/d", "m/d", "g/m2/d", "mg/l", "-"
  double to_si = 1.0;            ///< SI value = table value × to_si
  double fallback = 0.0;         ///< default, in `unit`
  double low = 0.0, high = 0.0;  ///< allowed, in `unit`
  std::string_view description;
  std::string_view source;  ///< of the default
  bool by_place = true;     ///< false: stoichiometry, the same in the whole case
};

/// Every parameter; each may be set in [kinetics], and by reach or reservoir in kinetics.csv.
std::span<const KineticParameter> kinetic_parameters();

/// -1 when the name is not known.
int kinetic_parameter_index(std::string_view name);

}  // namespace bailang
