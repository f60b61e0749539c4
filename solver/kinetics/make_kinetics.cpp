#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/kinetics.hpp"
#include "solver/kinetics/parameters.hpp"
#include "solver/kinetics/process_table.hpp"

namespace bailang {
namespace {

/// An inhibition with this K is none: 1 − c/(K + c) and exp(−c/K) are 1 to the last bit (a power of two, so 1/K is exact).
constexpr double never_inhibits = 0x1.0p100;

/// K where a limitation is switched off in one place and on in another.
constexpr double least_half_saturation = 0.001;

std::vector<std::vector<double>> parameters_by_place(const Network& network, const KineticsSettings& settings) {
  std::vector<double> common = settings.parameters;
  if (common.empty()) {
    for (const KineticParameter& row : kinetic_parameters()) common.push_back(row.fallback * row.to_si);
  }
  if (common.size() != kinetic_parameters().size())
    throw std::invalid_argument("the settings hold other kinetic parameters than there are");
  std::vector<std::vector<double>> places(network.reaches.size() + network.reservoirs.size(), common);
  for (const LocalParameter& local : settings.local) {
    const auto parameter = static_cast<std::size_t>(local.parameter);
    const KineticParameter& row = kinetic_parameters()[parameter];
    if (!row.by_place)
      throw std::invalid_argument(std::string(row.name) + " is the same in the whole case, it has no value of a reach");
    const int place = local.reach >= 0 ? local.reach : static_cast<int>(network.reaches.size()) + local.reservoir;
    places.at(static_cast<std::size_t>(place))[parameter] = local.value;
  }
  return places;
}

FactorKind oxygen_factor(const std::string& name, bool inhibits) {
  if (name == "exponential") return inhibits ? FactorKind::exponential_inhibition : FactorKind::exponential;
  if (name == "half_saturation") return inhibits ? FactorKind::half_inhibition : FactorKind::half_saturation;
  if (name == "second_order") return inhibits ? FactorKind::second_order_inhibition : FactorKind::second_order;
  throw std::invalid_argument("oxygen_limitation: no form is named " + name);
}

double consumption(const ProcessRow& row, std::string_view constituent) {
  double sum = 0.0;
  for (const Share& share : row.stoichiometry)
    if (share.column == constituent) sum -= share.amount;
  return sum;
}

/// Turns the rows of the table into the processes of a case.
class Builder {
public:
  Builder(const Network& network, const Settings& settings, Kinetics& kinetics)
      : network_(network), settings_(settings), kinetics_(kinetics) {}

  [[nodiscard]] bool acts(const ProcessRow& row) const {
    if (!row.absent.empty() && simulated(row.absent)) return false;
    if (!std::all_of(row.needs.begin(), row.needs.end(), [&](auto name) { return simulated(name); })) return false;
    if (row.kind == CoefficientKind::photosynthesis && !is_zero("photosynthesis_peak_mg_l_d")) return true;
    return row.parameter.empty() || !is_zero(row.parameter);
  }

  void add(const ProcessRow& row) {
    Process process;
    process.id = row.id;
    process.title = row.title;
    process.title_zh = row.title_zh;
    process.coefficient = coefficient({row.kind, index(row.parameter), index(row.theta), 0.0});
    for (const FactorRow& factor : row.factors)
      if (simulated(factor.constituent)) add_factor(process, factor, consumption(row, factor.constituent) > 0.0);
    process.stoichiometry.assign(static_cast<std::size_t>(network_.constituent_count()), 0.0);
    for (const Share& share : row.stoichiometry)
      if (simulated(share.column)) process.stoichiometry[static_cast<std::size_t>(find(share.column))] += share.amount;
    kinetics_.processes.push_back(std::move(process));
  }

private:
  [[nodiscard]] int find(std::string_view name) const { return constituent_index(network_, std::string(name)); }
  [[nodiscard]] bool simulated(std::string_view name) const { return find(name) >= 0; }
  [[nodiscard]] static int index(std::string_view name) { return name.empty() ? -1 : kinetic_parameter_index(name); }

  [[nodiscard]] bool is_zero(std::string_view name) const {
    const auto at = static_cast<std::size_t>(index(name));
    return std::all_of(kinetics_.parameters.begin(), kinetics_.parameters.end(),
                       [&](const auto& place) { return place[at] == 0.0; });
  }

  /// Index of the coefficient that follows the rule, appended when there is none yet.
  int coefficient(const CoefficientRule& rule) {
    std::vector<CoefficientRule>& rules = kinetics_.built_in.rules;
    const auto found = std::find(rules.begin(), rules.end(), rule);
    if (found != rules.end()) return static_cast<int>(found - rules.begin());
    rules.push_back(rule);
    return static_cast<int>(rules.size()) - 1;
  }

  void add_factor(Process& process, const FactorRow& row, bool consumes) {
    const int constituent = find(row.constituent);
    const auto push = [&](FactorKind kind, CoefficientRule rule) {
      process.factors.push_back({kind, constituent, coefficient(rule)});
    };
    const auto K = [&](double when_zero) {
      return CoefficientRule{CoefficientKind::constant, index(row.parameter), -1, when_zero};
    };
    const std::string& form = settings_.kinetics.oxygen_limitation;
    switch (row.group) {
      case FactorGroup::linear:
        process.factors.push_back({FactorKind::linear, constituent, -1});
        return;
      case FactorGroup::deficit:
        push(FactorKind::deficit, {CoefficientKind::saturation, -1, -1, 0.0});
        return;
      case FactorGroup::oxygen_inhibition:
        if (!is_zero(row.parameter)) push(oxygen_factor(form, true), K(never_inhibits));
        return;
      case FactorGroup::half_inhibition:
        if (!is_zero(row.parameter)) push(FactorKind::half_inhibition, K(never_inhibits));
        return;
      case FactorGroup::trace:
        push(FactorKind::exponential, {CoefficientKind::fixed, -1, -1, row.trace});
        return;
      case FactorGroup::oxygen_limitation:
      case FactorGroup::half_saturation:
        add_limitation(push, K, row, consumes);
        return;
    }
  }

  /// K = 0 everywhere: no limitation, but what is consumed must not be consumed to below nothing.
  template <class Push, class Constant>
  void add_limitation(const Push& push, const Constant& K, const FactorRow& row, bool consumes) {
    const bool of_oxygen = row.group == FactorGroup::oxygen_limitation;
    const FactorKind kind =
        of_oxygen ? oxygen_factor(settings_.kinetics.oxygen_limitation, false) : FactorKind::half_saturation;
    if (!is_zero(row.parameter)) {
      push(kind, K(kind == FactorKind::exponential ? row.trace : least_half_saturation));
    } else if (consumes) {
      push(FactorKind::exponential, {CoefficientKind::fixed, -1, -1, row.trace});
    }
  }

  const Network& network_;
  const Settings& settings_;
  Kinetics& kinetics_;
};

void add_built_in(Kinetics& kinetics, const Network& network, const Settings& settings) {
  const auto reaeration = find_reaeration_formula(settings.kinetics.reaeration);
  const auto wind = find_wind_formula(settings.kinetics.wind_reaeration);
  if (!reaeration) throw std::invalid_argument("reaeration: no formula is named " + settings.kinetics.reaeration);
  if (!wind) throw std::invalid_argument("wind_reaeration: no formula is named " + settings.kinetics.wind_reaeration);
  kinetics.built_in.reaeration = *reaeration;
  kinetics.built_in.wind = *wind;
  Builder builder(network, settings, kinetics);
  for (const ProcessRow& row : process_table(stoichiometric_numbers(settings.kinetics.parameters)))
    if (builder.acts(row)) builder.add(row);
  kinetics.coefficients = static_cast<int>(kinetics.built_in.rules.size());
}

}  // namespace

Kinetics make_kinetics(const Network& network, const Settings& settings) {
  Kinetics kinetics;
  kinetics.constituents = network.constituent_count();
  kinetics.parameters = parameters_by_place(network, settings.kinetics);
  if (settings.kinetics.set == KineticSet::n_cod_do) add_built_in(kinetics, network, settings);
  add_user_processes(kinetics, network, settings);
  prepare_reactions(kinetics);
  return kinetics;
}

}  // namespace bailang
