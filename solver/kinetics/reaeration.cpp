#include "solver/kinetics/reaeration.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

constexpr double gravity = 9.81;

template <typename Formula>
std::optional<Formula> find_by_name(const std::vector<Formula>& formulas, std::string_view name) {
  const auto found = std::find_if(formulas.begin(), formulas.end(), [&](const auto& row) { return row.name == name; });
  if (found == formulas.end()) return std::nullopt;
  return *found;
}

bool runs(const StreamState& s) {
  return s.velocity > 0.0 && s.slope > 0.0 && s.discharge > 0.0;
}

}  // namespace

double oconnor_dobbins(const StreamState& s) {
  return 3.93 * std::sqrt(s.velocity) / std::pow(s.depth, 1.5);
}

double churchill(const StreamState& s) {
  return 5.026 * s.velocity / std::pow(s.depth, 1.67);
}

double owens_gibbs(const StreamState& s) {
  return 5.32 * std::pow(s.velocity, 0.67) / std::pow(s.depth, 1.85);
}

double covar(const StreamState& s) {
  if (s.depth < 0.61) return owens_gibbs(s);
  return s.depth > 3.45 * std::pow(s.velocity, 2.5) ? oconnor_dobbins(s) : churchill(s);
}

double tsivoglou_neal(const StreamState& s) {
  return (s.discharge < 0.4247 ? 31183.0 : 15308.0) * s.velocity * s.slope;
}

double thackston_dawson(const StreamState& s) {
  if (!(s.velocity > 0.0)) return 0.0;
  const double froude = s.velocity / std::sqrt(gravity * s.depth);
  const double shear_velocity = std::sqrt(gravity * s.depth * s.slope);
  return 2.16 * (1.0 + 9.0 * std::pow(froude, 0.25)) * shear_velocity / s.depth;
}

double usgs_pool_riffle(const StreamState& s) {
  if (!runs(s)) return 0.0;
  const double power = s.velocity * s.slope;
  if (s.discharge < 0.556) return 517.0 * std::pow(power, 0.524) * std::pow(s.discharge, -0.242);
  return 596.0 * std::pow(power, 0.528) * std::pow(s.discharge, -0.136);
}

double usgs_channel_control(const StreamState& s) {
  if (!runs(s)) return 0.0;
  const double power = s.velocity * s.slope;
  if (s.discharge < 0.556) return 88.0 * std::pow(power, 0.313) * std::pow(s.depth, -0.353);
  return 142.0 * std::pow(power, 0.333) * std::pow(s.depth, -0.66) * std::pow(s.width, -0.243);
}

double langbein_durum(const StreamState& s) {
  return 5.13 * s.velocity / std::pow(s.depth, 1.33);
}

double banks_herrera(double wind) {
  return 0.728 * std::sqrt(wind) - 0.317 * wind + 0.0372 * wind * wind;
}

double wanninkhof(double wind) {
  return 0.0986 * std::pow(wind, 1.64);
}

const std::vector<ReaerationFormula>& reaeration_formulas() {
  static const std::vector<ReaerationFormula> formulas = {
      {"covar", covar},
      {"oconnor_dobbins", oconnor_dobbins},
      {"churchill", churchill},
      {"owens_gibbs", owens_gibbs},
      {"tsivoglou_neal", tsivoglou_neal},
      {"thackston_dawson", thackston_dawson},
      {"usgs_pool_riffle", usgs_pool_riffle},
      {"usgs_channel_control", usgs_channel_control},
      {"langbein_durum", langbein_durum},
      {"given", nullptr},
  };
  return formulas;
}

const std::vector<WindFormula>& wind_formulas() {
  static const std::vector<WindFormula> formulas = {
      {"none", nullptr}, {"banks_herrera", banks_herrera}, {"wanninkhof", wanninkhof}};
  return formulas;
}

std::optional<ReaerationFormula> find_reaeration_formula(std::string_view name) {
  return find_by_name(reaeration_formulas(), name);
}

std::optional<WindFormula> find_wind_formula(std::string_view name) {
  return find_by_name(wind_formulas(), name);
}

}  // namespace bailang
