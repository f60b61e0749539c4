#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/kinetics.hpp"
#include "solver/kinetics/rate_formulas.hpp"

namespace bailang {
namespace {

constexpr std::size_t most_factors = 16;

/// Rate of a built-in process, the product of its factors; `slope` [constituent] gets, for each factor, its slope times
/// the product of the others.
double factor_rate(const Process& process, const double* c, const double* coefficients, double* slope) {
  assert(process.factors.size() <= most_factors);
  std::array<double, most_factors> own{};
  double rate = coefficients[process.coefficient];
  for (std::size_t j = 0; j < process.factors.size(); ++j) {
    const Factor& factor = process.factors[j];
    const double K = factor.coefficient >= 0 ? coefficients[factor.coefficient] : 0.0;
    const auto f = baseline::factor_value<double>(factor.kind, c[factor.constituent], K);
    for (std::size_t i = 0; i < j; ++i) own[i] *= f.value;
    own[j] = rate * f.slope;
    rate *= f.value;
  }
  for (std::size_t j = 0; j < process.factors.size(); ++j) {
    slope[process.factors[j].constituent] += own[j];
  }
  return rate;
}

/// The same of a process of the user's own.
double expression_rate(const Kinetics& kinetics, const Process& process, const double* c, const double* coefficients,
                       double* slope) {
  const std::vector<int>& used = expression_constituents(*kinetics.expressions, process.expression);
  std::vector<const double*> of_used;
  for (int i : used) of_used.push_back(c + i);
  std::vector<double> slopes(used.size());
  double rate = 0.0;
  evaluate_expression(*kinetics.expressions, process.expression, 1, of_used.data(), coefficients + process.coefficient,
                      1, &rate, slopes.data());
  for (std::size_t i = 0; i < used.size(); ++i) slope[used[i]] += slopes[i];
  return rate;
}

}  // namespace

void evaluate_rates(const Kinetics& kinetics, const double* c, const double* coefficients, double* rates,
                    double* derivatives) {
  const long m = kinetics.constituents;
  std::fill(derivatives, derivatives + m * kinetics.process_count(), 0.0);
  for (int p = 0; p < kinetics.process_count(); ++p) {
    const Process& process = kinetics.processes[static_cast<std::size_t>(p)];
    double* slope = derivatives + p * m;
    rates[p] = process.expression >= 0 ? expression_rate(kinetics, process, c, coefficients, slope)
                                       : factor_rate(process, c, coefficients, slope);
  }
}

}  // namespace bailang
