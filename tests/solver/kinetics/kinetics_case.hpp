#pragma once

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "solver/kinetics/kinetics.hpp"
#include "solver/kinetics/parameters.hpp"

/// A case of one reach whose kinetics are set by name, and its rates written out plainly.
namespace bailang::testing {

struct KineticsCase {
  Network network;
  Settings settings;

  explicit KineticsCase(std::vector<std::string> constituents) {
    network.constituents = std::move(constituents);
    network.reaches.resize(1);
    settings.kinetics.set = KineticSet::n_cod_do;
    for (const KineticParameter& row : kinetic_parameters())
      settings.kinetics.parameters.push_back(row.fallback * row.to_si);
  }

  /// In the parameter's own unit.
  KineticsCase& set(const std::string& name, double value) {
    const int index = kinetic_parameter_index(name);
    if (index < 0) throw std::invalid_argument("no parameter " + name);
    const auto at = static_cast<std::size_t>(index);
    settings.kinetics.parameters[at] = value * kinetic_parameters()[at].to_si;
    return *this;
  }

  KineticsCase& set_in_reach(const std::string& name, int reach, double value) {
    const int index = kinetic_parameter_index(name);
    const double si = value * kinetic_parameters()[static_cast<std::size_t>(index)].to_si;
    settings.kinetics.local.push_back({index, reach, -1, si});
    return *this;
  }

  [[nodiscard]] Kinetics make() const { return make_kinetics(network, settings); }
};

inline std::vector<double> coefficients_of(const Kinetics& kinetics, const CellWater& water) {
  std::vector<double> coefficients(static_cast<std::size_t>(kinetics.coefficients));
  set_coefficients(kinetics, water, coefficients.data());
  return coefficients;
}

inline double factor(const Factor& f, const std::vector<double>& c, const std::vector<double>& coefficients) {
  const double x = c[static_cast<std::size_t>(f.constituent)];
  const double K = f.coefficient < 0 ? 0.0 : coefficients[static_cast<std::size_t>(f.coefficient)];
  switch (f.kind) {
    case FactorKind::linear:
      return x;
    case FactorKind::half_saturation:
      return x / (K + x);
    case FactorKind::exponential:
      return 1.0 - std::exp(-x / K);
    case FactorKind::second_order:
      return x * x / (K + x * x);
    case FactorKind::half_inhibition:
      return 1.0 - x / (K + x);
    case FactorKind::exponential_inhibition:
      return std::exp(-x / K);
    case FactorKind::second_order_inhibition:
      return 1.0 - x * x / (K + x * x);
    case FactorKind::deficit:
      return K - x;
    default:
      throw std::logic_error("a factor that the set does not use");
  }
}

/// Extent rate of one process [g m-3 d-1].
inline double rate(const Process& process, const std::vector<double>& c, const std::vector<double>& coefficients) {
  double product = coefficients[static_cast<std::size_t>(process.coefficient)] * 86400.0;
  for (const Factor& f : process.factors) product *= factor(f, c, coefficients);
  return product;
}

/// dc/dt of every constituent [g m-3 d-1].
inline std::vector<double> change(const Kinetics& kinetics, const CellWater& water, const std::vector<double>& c) {
  const std::vector<double> coefficients = coefficients_of(kinetics, water);
  std::vector<double> sum(c.size(), 0.0);
  for (const Process& process : kinetics.processes)
    for (std::size_t i = 0; i < c.size(); ++i) sum[i] += process.stoichiometry[i] * rate(process, c, coefficients);
  return sum;
}

inline const Process* find_process(const Kinetics& kinetics, const std::string& id) {
  for (const Process& process : kinetics.processes)
    if (process.id == id) return &process;
  return nullptr;
}

/// Rate constant of a process in 1/d (or g m-3 d-1).
inline double constant(const Kinetics& kinetics, const CellWater& water, const std::string& id) {
  const Process* process = find_process(kinetics, id);
  if (process == nullptr) throw std::invalid_argument("no process " + id);
  return coefficients_of(kinetics, water)[static_cast<std::size_t>(process->coefficient)] * 86400.0;
}

}  // namespace bailang::testing
