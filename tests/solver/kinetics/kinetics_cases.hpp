#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "network/network.hpp"
#include "solver/aligned.hpp"
#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/kinetics.hpp"
#include "solver/settings.hpp"

/// Processes put together by hand, and closed volumes for them to act in.
namespace bailang::testing {

inline constexpr double day = 86400.0;

/// Processes with their coefficients, in order of the calls.
struct KineticsBuilder {
  std::vector<std::string> names;
  Kinetics kinetics;
  std::vector<double> coefficients;

  explicit KineticsBuilder(std::vector<std::string> constituents) : names(std::move(constituents)) {
    kinetics.constituents = static_cast<int>(names.size());
  }

  int constituent(const std::string& name) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) return static_cast<int>(i);
    }
    return -1;
  }

  int coefficient(double value) {
    coefficients.push_back(value);
    return kinetics.coefficients++;
  }

  Factor factor(FactorKind kind, const std::string& of, double K = missing) {
    Factor f;
    f.kind = kind;
    f.constituent = constituent(of);
    if (is_given(K)) f.coefficient = coefficient(K);
    return f;
  }

  /// @param rate_constant per day
  void add(const std::string& id, double rate_constant, std::vector<Factor> factors,
           const std::vector<std::pair<std::string, double>>& stoichiometry) {
    Process process;
    process.id = id;
    process.coefficient = coefficient(rate_constant / day);
    process.factors = std::move(factors);
    process.stoichiometry.assign(names.size(), 0.0);
    for (const auto& [name, share] : stoichiometry)
      process.stoichiometry[static_cast<std::size_t>(constituent(name))] = share;
    kinetics.processes.push_back(process);
  }

  /// Appends processes of the user's own, and their coefficients for a water of 20 °C.
  void add_user(const std::vector<UserProcess>& processes, CellWater water = {}) {
    Network network;
    network.constituents = names;
    Settings settings;
    settings.kinetics.processes = processes;
    add_user_processes(kinetics, network, settings);
    coefficients.resize(static_cast<std::size_t>(kinetics.coefficients));
    set_user_coefficients(kinetics, water, coefficients.data(), 1);
  }
};

/// One closed volume of 1 m3 in one lane.
struct ClosedVolume {
  std::vector<double> c;
  std::vector<double> extent;
  long fallbacks = 0;
};

inline ClosedVolume react_in_closed_volume(const Kinetics& kinetics, const std::vector<double>& coefficients,
                                           const std::vector<double>& start, double duration, int steps) {
  ClosedVolume result{start, std::vector<double>(kinetics.processes.size(), 0.0), 0};
  std::vector<double*> c;
  for (double& value : result.c) c.push_back(&value);
  const double volume = 1.0;
  ReactStep step;
  step.dt = duration / steps;
  step.unknowns = 1;
  step.volume = &volume;
  step.coefficients = coefficients.data();
  step.c = c.data();
  step.extent = result.extent.data();
  step.fallbacks = &result.fallbacks;
  for (int n = 0; n < steps; ++n) react(kinetics, step);
  return result;
}

/// A river's set with 12 processes: organic nitrogen, nitrification, denitrification in water and bed, two demands,
/// reaeration, sediment.
inline KineticsBuilder river_processes() {
  using enum FactorKind;
  KineticsBuilder b({"org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "do"});
  const Factor aerobic = b.factor(exponential, "do", 1.0 / 0.6);
  const Factor anoxic = b.factor(exponential_inhibition, "do", 1.0 / 0.6);
  const Factor carbon = b.factor(half_saturation, "cod_fast", 0.1);
  b.add("hydrolysis_n", 0.08, {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  b.add("settling_n", 0.02, {b.factor(linear, "org_n")}, {{"org_n", -1}});
  b.add("nitrification", 0.4, {b.factor(linear, "nh4_n"), aerobic}, {{"nh4_n", -1}, {"no3_n", 1}, {"do", -4.57}});
  b.add("denitrification", 0.1, {b.factor(linear, "no3_n"), anoxic, carbon}, {{"no3_n", -1}, {"cod_fast", -2.86}});
  b.add("bed_denitrification", 0.03, {b.factor(linear, "no3_n")}, {{"no3_n", -1}});
  b.add("hydrolysis_cod", 0.15, {b.factor(linear, "cod_slow")}, {{"cod_slow", -1}, {"cod_fast", 1}});
  b.add("oxidation_slow", 0.05, {b.factor(linear, "cod_slow"), aerobic}, {{"cod_slow", -1}, {"do", -1}});
  b.add("oxidation_fast", 0.3, {b.factor(linear, "cod_fast"), aerobic}, {{"cod_fast", -1}, {"do", -1}});
  b.add("settling_cod", 0.04, {b.factor(linear, "cod_slow")}, {{"cod_slow", -1}});
  b.add("reaeration", 1.2, {b.factor(deficit, "do", 9.09)}, {{"do", 1}});
  b.add("sediment_oxygen_demand", 0.8, {b.factor(half_saturation, "do", 1.0)}, {{"do", -1}});
  b.add("ammonium_release", 0.05, {}, {{"nh4_n", 1}});
  return b;
}

}  // namespace bailang::testing
