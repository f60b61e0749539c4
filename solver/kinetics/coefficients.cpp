#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/ionised_ammonia.hpp"
#include "solver/kinetics/kinetics.hpp"
#include "solver/kinetics/light.hpp"
#include "solver/kinetics/oxygen_saturation.hpp"
#include "solver/kinetics/parameters.hpp"

namespace bailang {
namespace {

/// Shallower water counts as this deep, lest the bed's exchange grow without bound as a reach falls dry [m].
constexpr double least_depth = 0.01;

/// Parameters that are not named by a rule.
struct WaterParameters {
  int elevation = kinetic_parameter_index("elevation_m");
  int salinity = kinetic_parameter_index("salinity_g_kg");
  int wind = kinetic_parameter_index("wind_m_s");
  int ice_cover = kinetic_parameter_index("ice_cover");
  int radiation = kinetic_parameter_index("radiation_w_m2");
  int ph = kinetic_parameter_index("ph");
  int saturation = kinetic_parameter_index("oxygen_saturation_mg_l");
  int given_reaeration = kinetic_parameter_index("k_reaeration_per_day");
  int least_reaeration = kinetic_parameter_index("v_reaeration_least_m_per_day");
  int photosynthesis = kinetic_parameter_index("photosynthesis_mg_l_d");
  int photosynthesis_peak = kinetic_parameter_index("photosynthesis_peak_mg_l_d");
  int photoperiod = kinetic_parameter_index("photoperiod");
  int sunrise = kinetic_parameter_index("sunrise_h");
  int light = kinetic_parameter_index("k_algae_light_w_m2");
  int extinction = kinetic_parameter_index("light_extinction_per_m");
  int par_share = kinetic_parameter_index("par_share");
};

const WaterParameters& index() {
  static const WaterParameters indices;
  return indices;
}

/// The parameters of a place.
struct PlaceValues {
  const std::vector<double>& values;
  double operator[](int parameter) const { return values[static_cast<std::size_t>(parameter)]; }
};

/// The water with the case's parameters where the weather says nothing.
CellWater complete(const CellWater& water, const PlaceValues& p) {
  CellWater full = water;
  full.depth = std::max(water.depth, least_depth);
  if (!is_given(water.salinity)) full.salinity = p[index().salinity];
  if (!is_given(water.wind)) full.wind = p[index().wind];
  if (!is_given(water.ice_cover)) full.ice_cover = p[index().ice_cover];
  if (!is_given(water.radiation)) full.radiation = p[index().radiation];
  return full;
}

double saturation(const CellWater& water, const PlaceValues& p) {
  const double given = p[index().saturation];
  if (given > 0.0) return given;
  const double pressure = standard_pressure(water.elevation + p[index().elevation]);
  return oxygen_saturation(water.temperature, water.salinity, pressure);
}

/// k_a at 20 °C [s-1]
double reaeration(const CoefficientRules& rules, const CellWater& water, const PlaceValues& p) {
  const double by_wind =
      rules.wind.velocity != nullptr ? units::per_day(rules.wind.velocity(water.wind)) / water.depth : 0.0;
  double rate = p[index().given_reaeration] + by_wind;
  if (rules.reaeration.rate != nullptr) {
    const StreamState stream = {water.velocity, water.depth, water.bed_slope, water.discharge, water.top_width};
    rate = std::max(units::per_day(rules.reaeration.rate(stream)) + by_wind, p[index().least_reaeration] / water.depth);
  }
  return rate * (1.0 - water.ice_cover);
}

double light(const CellWater& water, const PlaceValues& p) {
  const double surface = p[index().par_share] * water.radiation * (1.0 - water.ice_cover);
  return mean_light_factor(surface, p[index().light], p[index().extinction], water.depth);
}

double photosynthesis(const CellWater& water, const PlaceValues& p) {
  return p[index().photosynthesis] + p[index().photosynthesis_peak] * half_sine_of_day(water.seconds_of_day,
                                                                                       p[index().sunrise],
                                                                                       p[index().photoperiod]);
}

double coefficient(const CoefficientRules& rules, const CoefficientRule& rule, const CellWater& water,
                   const PlaceValues& p) {
  const double by_temperature = rule.theta < 0 ? 1.0 : std::pow(p[rule.theta], water.temperature - 20.0);
  switch (rule.kind) {
    case CoefficientKind::rate:
      return p[rule.parameter] * by_temperature;
    case CoefficientKind::ionised_rate: {
      const double ph = p[index().ph];
      return p[rule.parameter] * by_temperature * (ph > 0.0 ? ionised_ammonia_share(ph, water.temperature) : 1.0);
    }
    case CoefficientKind::per_depth:
      return p[rule.parameter] * by_temperature / water.depth;
    case CoefficientKind::growth:
      return p[rule.parameter] * by_temperature * light(water, p);
    case CoefficientKind::photosynthesis:
      return photosynthesis(water, p);
    case CoefficientKind::reaeration:
      return reaeration(rules, water, p) * by_temperature;
    case CoefficientKind::saturation:
      return saturation(water, p);
    case CoefficientKind::constant:
      return p[rule.parameter] != 0.0 ? p[rule.parameter] : rule.value;
    case CoefficientKind::fixed:
      return rule.value;
  }
  return rule.value;
}

}  // namespace

void set_coefficients(const Kinetics& kinetics, const CellWater& water, double* coefficients, int stride) {
  const PlaceValues p = {kinetics.parameters[static_cast<std::size_t>(water.place)]};
  const CellWater full = complete(water, p);
  double* out = coefficients;
  for (const CoefficientRule& rule : kinetics.built_in.rules) {
    *out = coefficient(kinetics.built_in, rule, full, p);
    out += stride;
  }
  if (kinetics.expressions) set_user_coefficients(kinetics, full, coefficients, stride);
}

}  // namespace bailang
