#include "solver/kinetics/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "solver/kinetics/expression_names.hpp"
#include "solver/kinetics/expression_program.hpp"
#include "solver/kinetics/lane_exp.hpp"

namespace bailang {
namespace {

constexpr double guard_concentration = 0.01;  // [g m-3]
constexpr int most_lanes = ExpressionProgram::most_lanes;

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

/// One process of the user's own. Its coefficients in a cell: the rate's factor, then the water's state it asks for.
struct UserRate {
  ExpressionProgram program;
  std::vector<int> constituents;  ///< used or guarded
  std::vector<int> guarded;
  std::vector<int> water;          ///< used: indices of water_names
  std::vector<double> parameters;  ///< SI
  int all_constituents = 0;        ///< what names of the water's state come after
  int first = 0;                   ///< of its coefficients among the set's
  double theta = 1.0;
  bool per_bed_area = false;

  [[nodiscard]] int coefficients() const { return 1 + static_cast<int>(water.size()); }
};

}  // namespace

class ExpressionSet {
public:
  std::vector<UserRate> rates;
  int coefficients = 0;
};

namespace {

double water_value(const CellWater& water, int index) {
  const std::array<double, water_names.size()> values{
      water.temperature, water.depth, water.velocity, water.discharge, water.wind, water.radiation, water.salinity};
  return values[at(index)];
}

/// Consumed constituents without which the rate does not come to a stop: where c = 0 it would still take from c.
std::vector<int> find_guarded(const UserProcess& process, const ExpressionProgram& program, int constituents) {
  std::vector<int> guarded;
  for (const auto& [constituent, share] : process.stoichiometry) {
    bool takes = false;
    for (std::vector<double> trial : trial_values(process, at(constituents))) {
      trial[at(constituent)] = 0.0;
      std::vector<ExpressionProgram::Values> values;
      for (const double& value : trial) values.push_back({&value, 0});
      double rate = 0.0;
      program.evaluate(values.data(), 1, &rate);
      takes = takes || rate * share < 0.0;
    }
    if (takes) guarded.push_back(constituent);
  }
  return guarded;
}

UserRate make_rate(const UserProcess& process, const std::vector<std::string>& constituents) {
  UserRate rate;
  const auto faults = check_expression(process, constituents);
  if (!faults.empty()) throw std::invalid_argument(fmt::format("process '{}': {}", process.id, faults[0].message));
  rate.program.compile(process.rate, expression_names(process, constituents));
  rate.all_constituents = static_cast<int>(constituents.size());
  rate.parameters = parameters_si(process);
  rate.theta = process.theta;
  rate.per_bed_area = process.rate_unit == UserProcess::RateUnit::g_m2_per_day;
  rate.guarded = find_guarded(process, rate.program, rate.all_constituents);
  rate.constituents = rate.guarded;
  for (int name : rate.program.used()) {
    const int water = name - rate.all_constituents;
    if (water < 0) rate.constituents.push_back(name);
    if (water >= 0 && water < static_cast<int>(water_names.size())) rate.water.push_back(water);
  }
  auto& used = rate.constituents;
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return rate;
}

/// The rate of at most most_lanes lanes. @param c [used constituent] → [lane]
void rate_of_lanes(const UserRate& user, int lanes, const std::vector<const double*>& c, const double* coefficients,
                   int stride, double* result) {
  const int own = stride > 1 ? 1 : 0;
  std::vector<ExpressionProgram::Values> values(at(user.all_constituents) + water_names.size());
  for (std::size_t i = 0; i < c.size(); ++i) values[at(user.constituents[i])] = {c[i], 1};
  for (std::size_t i = 0; i < user.water.size(); ++i) {
    values[at(user.all_constituents + user.water[i])] = {coefficients + static_cast<long>(i + 1) * stride, own};
  }
  for (const double& parameter : user.parameters) values.push_back({&parameter, 0});
  user.program.evaluate(values.data(), lanes, result);
  for (int l = 0; l < lanes; ++l) result[l] *= coefficients[l * own];
  for (int constituent : user.guarded) {
    const auto place = std::lower_bound(user.constituents.begin(), user.constituents.end(), constituent);
    const double* guard = c[static_cast<std::size_t>(place - user.constituents.begin())];
    for (int l = 0; l < lanes; ++l) {
      result[l] *= baseline::lane_decay<double>(guard[l] * (1.0 / guard_concentration)).gone;
    }
  }
  for (int l = 0; l < lanes; ++l) result[l] = std::isnan(result[l]) ? 0.0 : result[l];
}

/// ∂(rate)/∂c of one constituent: a central difference, one-sided at c = 0.
void slope_of_lanes(const UserRate& user, int lanes, std::vector<const double*> c, std::size_t constituent,
                    const double* coefficients, int stride, double* slope) {
  constexpr double relative = 1.0e-6, least = 1.0e-9;  // of the step [-], [g m-3]
  std::array<double, most_lanes> above{}, below{}, rate_above{}, rate_below{};
  for (int l = 0; l < lanes; ++l) {
    const double middle = c[constituent][l];
    const double step = relative * middle + least;
    above[at(l)] = middle + step;
    below[at(l)] = std::max(middle - step, 0.0);
  }
  c[constituent] = above.data();
  rate_of_lanes(user, lanes, c, coefficients, stride, rate_above.data());
  c[constituent] = below.data();
  rate_of_lanes(user, lanes, c, coefficients, stride, rate_below.data());
  for (int l = 0; l < lanes; ++l) {
    const double difference = (rate_above[at(l)] - rate_below[at(l)]) / (above[at(l)] - below[at(l)]);
    slope[l] = std::isnan(difference) ? 0.0 : difference;
  }
}

}  // namespace

std::shared_ptr<const ExpressionSet> make_expressions(const Network& network, const Settings& settings) {
  if (settings.kinetics.processes.empty()) return nullptr;
  auto set = std::make_shared<ExpressionSet>();
  for (const UserProcess& process : settings.kinetics.processes) {
    set->rates.push_back(make_rate(process, network.constituents));
    set->rates.back().first = set->coefficients;
    set->coefficients += set->rates.back().coefficients();
  }
  return set;
}

int expression_coefficients(const ExpressionSet& expressions) {
  return expressions.coefficients;
}

void set_expression_coefficients(const ExpressionSet& expressions, const CellWater& water, double* coefficients,
                                 int stride) {
  constexpr double least_depth = 1.0e-3;  // [m]
  for (const UserRate& rate : expressions.rates) {
    double* own = coefficients + static_cast<long>(rate.first) * stride;
    const double by_temperature = std::pow(rate.theta, water.temperature - 20.0);
    own[0] = rate.per_bed_area ? by_temperature / std::max(water.depth, least_depth) : by_temperature;
    for (std::size_t i = 0; i < rate.water.size(); ++i) {
      own[static_cast<long>(i + 1) * stride] = water_value(water, rate.water[i]);
    }
  }
}

void add_user_processes(Kinetics& kinetics, const Network& network, const Settings& settings) {
  kinetics.expressions = make_expressions(network, settings);
  if (!kinetics.expressions) return;
  for (std::size_t i = 0; i < settings.kinetics.processes.size(); ++i) {
    const UserProcess& user = settings.kinetics.processes[i];
    Process process;
    process.id = user.id;
    process.title = process.title_zh = user.title.empty() ? user.id : user.title;
    process.expression = static_cast<int>(i);
    process.coefficient = kinetics.coefficients + kinetics.expressions->rates[i].first;
    process.stoichiometry.assign(at(kinetics.constituents), 0.0);
    for (const auto& [constituent, share] : user.stoichiometry) process.stoichiometry[at(constituent)] += share;
    kinetics.processes.push_back(process);
  }
  kinetics.coefficients += kinetics.expressions->coefficients;
}

void set_user_coefficients(const Kinetics& kinetics, const CellWater& water, double* coefficients, int stride) {
  const int first = kinetics.coefficients - kinetics.expressions->coefficients;
  set_expression_coefficients(*kinetics.expressions, water, coefficients + static_cast<long>(first) * stride, stride);
}

std::vector<int> guarded_constituents(const UserProcess& process, const std::vector<std::string>& constituents) {
  ExpressionProgram program;
  program.compile(process.rate, expression_names(process, constituents));
  return find_guarded(process, program, static_cast<int>(constituents.size()));
}

const std::vector<int>& guarded_constituents(const ExpressionSet& expressions, int process) {
  return expressions.rates[at(process)].guarded;
}

const std::vector<int>& expression_constituents(const ExpressionSet& expressions, int process) {
  return expressions.rates[at(process)].constituents;
}

void evaluate_expression(const ExpressionSet& expressions, int process, int lanes, const double* const* c,
                         const double* coefficients, int stride, double* rate, double* slope) {
  const UserRate& user = expressions.rates[at(process)];
  std::vector<const double*> chunk(user.constituents.size());
  for (int first = 0; first < lanes; first += most_lanes) {
    const int count = std::min(most_lanes, lanes - first);
    for (std::size_t i = 0; i < chunk.size(); ++i) chunk[i] = c[i] + first;
    const double* own = coefficients + (stride > 1 ? first : 0);
    rate_of_lanes(user, count, chunk, own, stride, rate + first);
    for (std::size_t i = 0; slope && i < chunk.size(); ++i) {
      slope_of_lanes(user, count, chunk, i, own, stride, slope + static_cast<long>(i) * lanes + first);
    }
  }
}

}  // namespace bailang
