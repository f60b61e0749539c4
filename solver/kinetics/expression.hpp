#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/kinetics/kinetics.hpp"

/// Processes of the user's own: rates written as expressions, e.g. "vmax * nh4_n / (K + nh4_n)".
///
/// An expression may hold constituents [mg/l], its parameters, and the water's state: temperature [°C], depth [m],
/// velocity [m/s], discharge [m3/s], wind [m/s], radiation [W/m2], salinity [g/kg]. Its value is in the rate unit.
///
/// What make_kinetics and set_coefficients do with it:
///   make_kinetics, last:    add_user_processes(kinetics, network, settings);
///   set_coefficients, last: if (kinetics.expressions) set_user_coefficients(kinetics, water, coefficients, stride);
namespace bailang {

/// A fault of an expression or of what belongs to it.
struct ExpressionFault {
  enum class Part { rate, parameter, stoichiometry } part = Part::rate;
  int index = -1;       ///< of the parameter or the stoichiometry's entry
  int offset = 0;       ///< characters into the expression
  std::string message;  ///< what is wrong, what was expected
};

/// Everything wrong with a process: syntax, unknown names (with those that are near), units, and dimensions: the
/// expression must scale as its rate unit when the units of mass, length and time are changed.
std::vector<ExpressionFault> check_expression(const UserProcess& process, const std::vector<std::string>& constituents);

/// Units that a parameter may have, as they are written.
std::vector<std::string> parameter_units();

/// The user's processes of a case; null when it has none. Faulty ones (see check_expression) throw std::invalid_argument.
std::shared_ptr<const ExpressionSet> make_expressions(const Network& network, const Settings& settings);

/// Numbers that the set needs in every cell.
int expression_coefficients(const ExpressionSet& expressions);

/// Writes them for one cell. @param coefficients of the set's first, `stride` between them
void set_expression_coefficients(const ExpressionSet& expressions, const CellWater& water, double* coefficients,
                                 int stride);

/// Appends the user's processes to those built in, and their coefficients behind those there are.
void add_user_processes(Kinetics& kinetics, const Network& network, const Settings& settings);

/// set_expression_coefficients at the place that add_user_processes gave them.
/// @param coefficients [kinetics.coefficients] of the cell
void set_user_coefficients(const Kinetics& kinetics, const CellWater& water, double* coefficients, int stride);

/// Constituents that a process consumes although its rate does not vanish without them: the rate is multiplied by
/// 1 − exp(−c / 0.01 mg/l) for each, lest the concentration turn negative. [constituent indices]
const std::vector<int>& guarded_constituents(const ExpressionSet& expressions, int process);

/// The same of a process without faults.
std::vector<int> guarded_constituents(const UserProcess& process, const std::vector<std::string>& constituents);

/// Constituents that the rate of a process depends on. [constituent indices, increasing]
const std::vector<int>& expression_constituents(const ExpressionSet& expressions, int process);

/// Rates [g m-3 s-1] and derivatives of one process in one cell for several lanes. Safe to call from several threads;
/// a lane's bits do not depend on the others.
/// @param c [expression_constituents] → [lane] [g m-3] ≥ 0
/// @param coefficients from the process's first on, `stride` between them; beyond 1 each lane has its own, side by side
/// @param rate [lane]  @param slope [expression_constituents, lane], null when not wanted
void evaluate_expression(const ExpressionSet& expressions, int process, int lanes, const double* const* c,
                         const double* coefficients, int stride, double* rate, double* slope);

}  // namespace bailang
