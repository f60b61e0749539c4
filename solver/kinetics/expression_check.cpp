#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>

#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/expression_names.hpp"
#include "solver/kinetics/expression_program.hpp"

namespace bailang {
namespace {

using Part = ExpressionFault::Part;

bool begins_name(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}
bool continues_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

struct Word {
  std::string text;
  int offset = 0;
  bool is_call = false;
};

/// The names in an expression; exponents of numbers are none.
std::vector<Word> words_of(const std::string& text) {
  std::vector<Word> words;
  const std::size_t end = text.size();
  for (std::size_t i = 0; i < end;) {
    const std::size_t begin = i;
    if (begins_name(text[i])) {
      while (i < end && continues_name(text[i])) ++i;
      std::size_t next = i;
      while (next < end && text[next] == ' ') ++next;
      words.push_back({text.substr(begin, i - begin), static_cast<int>(begin), next < end && text[next] == '('});
    } else if (std::isdigit(static_cast<unsigned char>(text[i])) || text[i] == '.') {
      while (i < end && (std::isdigit(static_cast<unsigned char>(text[i])) || text[i] == '.')) ++i;
      if (i < end && (text[i] == 'e' || text[i] == 'E')) {
        std::size_t exponent = i + 1;
        if (exponent < end && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
        if (exponent < end && std::isdigit(static_cast<unsigned char>(text[exponent]))) i = exponent;
      }
    } else {
      ++i;
    }
  }
  return words;
}

std::string with_hint(std::string message, const std::string& word, const std::vector<std::string>& candidates) {
  const std::string near = nearest_word(word, candidates);
  if (!near.empty()) return fmt::format("{}; did you mean '{}'?", message, near);
  return fmt::format("{}; expected one of: {}", message, fmt::join(candidates, ", "));
}

bool is_among(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void check_names(const UserProcess& process, const std::vector<std::string>& names,
                 std::vector<ExpressionFault>& faults) {
  for (const Word& word : words_of(process.rate)) {
    if (word.is_call && !is_among(word.text, expression_functions())) {
      const std::string what = fmt::format("'{}' in the rate is not a function", word.text);
      faults.push_back({Part::rate, -1, word.offset, with_hint(what, word.text, expression_functions())});
    }
    if (!word.is_call && !is_among(word.text, names)) {
      const std::string what = fmt::format("unknown name '{}' in the rate", word.text);
      faults.push_back({Part::rate, -1, word.offset, with_hint(what, word.text, names)});
    }
  }
}

/// Why a parameter cannot be called what it is called; empty = it can.
std::string fault_of_name(const std::string& name, const std::vector<std::string>& taken) {
  const bool is_name = !name.empty() && begins_name(name[0]) && std::all_of(name.begin(), name.end(), continues_name);
  if (!is_name) return fmt::format("parameter '{}': a name of letters, digits and '_' was expected", name);
  if (is_among(name, expression_functions())) return fmt::format("parameter '{}' has the name of a function", name);
  if (is_among(name, taken)) return fmt::format("parameter '{}' has a name that is taken already", name);
  return {};
}

void check_parameters(const UserProcess& process, const std::vector<std::string>& constituents,
                      std::vector<ExpressionFault>& faults) {
  std::vector<std::string> taken = constituents;
  for (const WaterName& water : water_names) taken.emplace_back(water.name);
  for (std::size_t i = 0; i < process.parameters.size(); ++i) {
    const auto& parameter = process.parameters[i];
    const auto add = [&](std::string message) {
      faults.push_back({Part::parameter, static_cast<int>(i), 0, std::move(message)});
    };
    const std::string fault = fault_of_name(parameter.name, taken);
    if (!fault.empty()) add(fault);
    taken.push_back(parameter.name);
    if (!expression_unit(parameter.unit)) {
      const std::string what = fmt::format("unit '{}' of parameter '{}' is not known", parameter.unit, parameter.name);
      add(with_hint(what, parameter.unit, parameter_units()));
    }
    if (!std::isfinite(parameter.value)) add(fmt::format("parameter '{}' is not a number", parameter.name));
  }
}

double evaluate(const ExpressionProgram& program, const std::vector<double>& numbers) {
  std::vector<ExpressionProgram::Values> values;
  for (const double& number : numbers) values.push_back({&number, 0});
  double rate = 0.0;
  program.evaluate(values.data(), 1, &rate);
  return rate;
}

/// By which power of a base unit the rate scales in one trial; empty where it says nothing (0 or not a number).
std::optional<double> scaling_power(const ExpressionProgram& program, std::vector<double> numbers,
                                    const std::vector<Dimension>& dimensions, std::size_t base) {
  constexpr double factor = 1.7;
  const double before = evaluate(program, numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] *= std::pow(factor, dimensions[i][base]);
  const double after = evaluate(program, numbers);
  if (before == 0.0 && after == 0.0) return {};
  if (!std::isfinite(before) || !std::isfinite(after)) return {};
  return before * after > 0.0 ? std::log(after / before) / std::log(factor) : 1.0e3;
}

/// The rate's dimension as found by changing the units of mass, length, time and light; empty when it has none, because
/// quantities of different kinds are added or compared, or stand in an exponent.
std::optional<Dimension> find_dimension(const UserProcess& process, const ExpressionProgram& program,
                                        std::size_t constituents) {
  constexpr double tolerance = 1.0e-6;
  const auto dimensions = expression_dimensions(process, constituents);
  Dimension found{};
  for (std::size_t base = 0; base < found.size(); ++base) {
    std::optional<double> power;
    for (const auto& trial : trial_values(process, constituents)) {
      const auto here = scaling_power(program, trial, dimensions, base);
      if (here && power && std::abs(*here - *power) > tolerance) return {};
      if (here) power = here;
    }
    found[base] = static_cast<int>(std::lround(power.value_or(0.0)));
    if (std::abs(power.value_or(0.0) - found[base]) > tolerance) return {};
  }
  return found;
}

void check_dimension(const UserProcess& process, const ExpressionProgram& program, std::size_t constituents,
                     std::vector<ExpressionFault>& faults) {
  const bool per_area = process.rate_unit == UserProcess::RateUnit::g_m2_per_day;
  const Dimension wanted = expression_unit(per_area ? "g/m2/d" : "mg/l/d")->dimension;
  const auto found = find_dimension(process, program, constituents);
  const auto trials = trial_values(process, constituents);
  const bool acts = std::any_of(trials.begin(), trials.end(), [&](const auto& trial) {
    const double rate = evaluate(program, trial);
    return std::isfinite(rate) && rate != 0.0;
  });
  if (!acts) {
    faults.push_back({Part::rate, -1, 0, "the rate is 0 or not a number for all usual concentrations"});
  } else if (!found) {
    faults.push_back({Part::rate, -1, 0,
                      fmt::format("the rate has no dimension of its own, expected {}: it adds, compares or raises to a "
                                  "power quantities of different units; give numbers their units as parameters",
                                  dimension_name(wanted))});
  } else if (*found != wanted) {
    faults.push_back({Part::rate, -1, 0,
                      fmt::format("the dimension of the rate is {}, expected that of {}; give numbers their units as "
                                  "parameters",
                                  dimension_name(*found), dimension_name(wanted))});
  }
}

}  // namespace

std::vector<std::string> parameter_units() {
  std::vector<std::string> names;
  for (const ExpressionUnit& unit : expression_units()) {
    if (!unit.name.empty()) names.emplace_back(unit.name);
  }
  return names;
}

std::vector<ExpressionFault> check_expression(const UserProcess& process,
                                              const std::vector<std::string>& constituents) {
  std::vector<ExpressionFault> faults;
  const std::vector<std::string> names = expression_names(process, constituents);
  check_names(process, names, faults);
  check_parameters(process, constituents, faults);
  for (std::size_t i = 0; i < process.stoichiometry.size(); ++i) {
    const auto [constituent, share] = process.stoichiometry[i];
    if (constituent < 0 || constituent >= static_cast<int>(constituents.size()) || !std::isfinite(share)) {
      faults.push_back({Part::stoichiometry, static_cast<int>(i), 0, "a simulated constituent and a number expected"});
    }
  }
  if (!faults.empty()) return faults;
  ExpressionProgram program;
  const SyntaxFault syntax = program.compile(process.rate, names);
  if (!syntax.message.empty()) return {{Part::rate, -1, syntax.offset, syntax.message}};
  check_dimension(process, program, constituents.size(), faults);
  return faults;
}

}  // namespace bailang
