#include "solver/kinetics/expression_names.hpp"

#include <cmath>
#include <cstdint>

namespace bailang {

std::vector<std::string> expression_names(const UserProcess& process, const std::vector<std::string>& constituents) {
  std::vector<std::string> names = constituents;
  for (const WaterName& water : water_names) names.emplace_back(water.name);
  for (const auto& parameter : process.parameters) names.push_back(parameter.name);
  return names;
}

std::vector<double> parameters_si(const UserProcess& process) {
  std::vector<double> values;
  for (const auto& parameter : process.parameters) {
    values.push_back(parameter.value * expression_unit(parameter.unit)->to_si);
  }
  return values;
}

std::vector<Dimension> expression_dimensions(const UserProcess& process, std::size_t constituents) {
  std::vector<Dimension> dimensions(constituents, expression_unit("mg/l")->dimension);
  for (const WaterName& water : water_names) dimensions.push_back(expression_unit(water.unit)->dimension);
  for (const auto& parameter : process.parameters) dimensions.push_back(expression_unit(parameter.unit)->dimension);
  return dimensions;
}

std::vector<std::vector<double>> trial_values(const UserProcess& process, std::size_t constituents) {
  constexpr int trials = 40;
  constexpr double usual_concentration = 3.0;
  std::uint64_t state = 1;
  const auto scatter = [&state] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth's generator
    return std::pow(10.0, 3.0 * static_cast<double>(state >> 11) * 0x1p-53 - 1.5);
  };
  const std::vector<double> parameters = parameters_si(process);
  std::vector<std::vector<double>> values;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> one;
    for (std::size_t i = 0; i < constituents; ++i) one.push_back(usual_concentration * scatter());
    for (const WaterName& water : water_names) one.push_back(water.usual * scatter());
    one.insert(one.end(), parameters.begin(), parameters.end());
    values.push_back(one);
  }
  return values;
}

}  // namespace bailang
