#include "io/equations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "io/equation_texts.hpp"
#include "solver/kinetics/parameters.hpp"
#include "solver/kinetics/process_table.hpp"

namespace bailang {
namespace {

const KineticParameter& parameter(std::string_view name) {
  return kinetic_parameters()[static_cast<std::size_t>(kinetic_parameter_index(name))];
}

/// The rate constant of a process as a cell uses it.
std::string constant_text(const ProcessRow& row) {
  const std::string theta = row.theta.empty() ? "" : fmt::format(" × {}^(T − 20)", row.theta);
  switch (row.kind) {
    case CoefficientKind::ionised_rate:
      return fmt::format("{}{} × f_ionised(ph, T)", row.parameter, theta);
    case CoefficientKind::per_depth:
      return fmt::format("{}{} / H", row.parameter, theta);
    case CoefficientKind::growth:
      return fmt::format("{}{} × light(I, H)", row.parameter, theta);
    case CoefficientKind::photosynthesis:
      return fmt::format("({} + photosynthesis_peak_mg_l_d × half sine of the day)", row.parameter);
    case CoefficientKind::reaeration:
      return fmt::format("k_a(U, H, …){}", theta);
    default:
      return fmt::format("{}{}", row.parameter, theta);
  }
}

std::string factor_text(const FactorRow& factor) {
  const std::string_view c = factor.constituent;
  const std::string_view K = factor.parameter;
  switch (factor.group) {
    case FactorGroup::linear:
      return std::string(c);
    case FactorGroup::oxygen_limitation:
      return fmt::format("F({}; {})", c, K);
    case FactorGroup::oxygen_inhibition:
      return fmt::format("F_inhibited({}; {})", c, K);
    case FactorGroup::half_saturation:
      return fmt::format("{0} / ({1} + {0})", c, K);
    case FactorGroup::half_inhibition:
      return fmt::format("{1} / ({1} + {0})", c, K);
    case FactorGroup::trace:
      return fmt::format("(1 − exp(−{} / {}))", c, factor.trace);
    case FactorGroup::deficit:
      return fmt::format("(saturation − {})", c);
  }
  return {};
}

std::string rate_text(const ProcessRow& row) {
  std::string text = constant_text(row);
  for (const FactorRow& factor : row.factors) text += " × " + factor_text(factor);
  return text;
}

std::string amount_text(double amount) {
  if (amount == 0.0) return "0";
  return fmt::format("{}{:.5g}", amount < 0.0 ? "−" : "", std::abs(amount));
}

std::string stoichiometry_text(const ProcessRow& row) {
  std::string text;
  for (const Share& share : row.stoichiometry)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", amount_text(share.amount), share.column);
  return text;
}

/// The parameters of a row, once each.
std::vector<std::string_view> parameters_of(const ProcessRow& row) {
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  add(row.parameter);
  if (row.kind == CoefficientKind::photosynthesis)
    for (const char* name : {"photosynthesis_peak_mg_l_d", "photoperiod", "sunrise_h"}) add(name);
  if (row.kind == CoefficientKind::ionised_rate) add("ph");
  if (row.kind == CoefficientKind::growth)
    for (const char* name : {"k_algae_light_w_m2", "light_extinction_per_m", "par_share"}) add(name);
  add(row.theta);
  for (const FactorRow& factor : row.factors) add(factor.parameter);
  return names;
}

std::string parameter_text(std::string_view name) {
  const KineticParameter& row = parameter(name);
  const std::string unit = row.unit == "-" ? "" : fmt::format(" {}", row.unit);
  return fmt::format("`{}` {}{}", row.name, row.fallback, unit);
}

std::string needs_text(const ProcessRow& row) {
  std::string text;
  for (const auto name : row.needs) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", name);
  text += row.needs.size() > 1 ? " are simulated" : " is simulated";
  if (!row.absent.empty()) text += fmt::format(" and `{}` is not", row.absent);
  return text;
}

std::string process_section(const ProcessRow& row) {
  std::string text = fmt::format("\n### `{}`: {} ({})\n\n```\nρ = {}\nper ρ: {}\n```\n\n", row.id, row.title,
                                 row.title_zh, rate_text(row), stoichiometry_text(row));
  text += fmt::format("Acts when {}. Source: {}. Defaults: ", needs_text(row), row.source);
  bool first = true;
  for (const auto name : parameters_of(row)) {
    text += (first ? "" : "; ") + parameter_text(name);
    first = false;
  }
  return text + ".\n";
}

std::string matrix(const std::vector<ProcessRow>& table, const std::vector<MatterColumn>& columns, bool outside) {
  std::string head = "\n| process |";
  std::string rule = "\n| --- |";
  for (const MatterColumn& column : columns) {
    if (column.outside != outside) continue;
    head += fmt::format(" {} |", column.name);
    rule += " ---: |";
  }
  std::string rows;
  for (const ProcessRow& row : table) {
    rows += fmt::format("\n| `{}` |", row.id);
    for (const MatterColumn& column : columns) {
      if (column.outside != outside) continue;
      std::string cell;
      for (const Share& share : row.stoichiometry)
        if (share.column == column.name) cell = amount_text(share.amount);
      rows += fmt::format(" {} |", cell);
    }
  }
  return head + rule + rows + "\n";
}

std::string composition(const std::vector<MatterColumn>& columns) {
  std::string text = "\n| matter | N | P | oxygen equivalents | solids |\n| --- | ---: | ---: | ---: | ---: |\n";
  for (const MatterColumn& c : columns) {
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", c.name, amount_text(c.nitrogen), amount_text(c.phosphorus),
                        amount_text(c.oxygen_demand), amount_text(c.solids));
  }
  return text;
}

std::string parameter_table() {
  std::string text =
      "\n| key | unit | default | allowed | by place | what | source of the default |\n"
      "| --- | --- | ---: | --- | --- | --- | --- |\n";
  for (const KineticParameter& row : kinetic_parameters()) {
    text += fmt::format("| `{}` | {} | {} | {} to {} | {} | {} | {} |\n", row.name, row.unit, row.fallback, row.low,
                        row.high, row.by_place ? "yes" : "no", row.description, row.source);
  }
  return text;
}

std::string formula_section(const FormulaText& formula) {
  return fmt::format("\n### {}\n\n$${}$$\n\n{}\n\nSource: {}. Computed by `{}`.\n", formula.title, formula.latex,
                     formula.words, formula.source, formula.file);
}

}  // namespace

std::string equations_page() {
  const StoichiometricNumbers numbers = stoichiometric_numbers();
  const std::vector<ProcessRow> table = process_table(numbers);
  const std::vector<MatterColumn> columns = matter_columns(numbers);
  std::string page{equation_texts().whole_problem};
  for (const FormulaText& formula : equation_texts().terms) page += formula_section(formula);
  page += equation_texts().factors;
  page += "\n## Processes\n";
  page += equation_texts().processes;
  for (const ProcessRow& row : table) page += process_section(row);
  page += "\n## Processes × constituents\n";
  page += equation_texts().matrix;
  page += matrix(table, columns, false);
  page += "\nWhat they exchange with the outside of the water:\n";
  page += matrix(table, columns, true);
  page += equation_texts().composition;
  page += composition(columns);
  page += "\n## What the rates depend on\n";
  for (const FormulaText& formula : equation_texts().coefficients) page += formula_section(formula);
  page += "\n## Parameters\n";
  page += equation_texts().parameters;
  page += parameter_table();
  page += equation_texts().textbook_systems;
  return page;
}

std::vector<std::string> equations_files() {
  std::set<std::string> files = {"solver/kinetics/process_table.cpp", "solver/kinetics/parameters.cpp"};
  for (const FormulaText& formula : equation_texts().terms) files.emplace(formula.file);
  for (const FormulaText& formula : equation_texts().coefficients) files.emplace(formula.file);
  return {files.begin(), files.end()};
}

}  // namespace bailang
