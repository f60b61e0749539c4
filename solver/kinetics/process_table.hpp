#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "solver/kinetics/coefficient_rule.hpp"

/// The processes of the set n_cod_do as data: what the solver runs, what the documents print, and what the tests check
/// for the conservation of nitrogen, phosphorus, oxygen equivalents and solids.
namespace bailang {

/// Numbers that the stoichiometry depends on [g g-1].
struct StoichiometricNumbers {
  double oxygen_per_nitritation = 0.0;
  double oxygen_per_nitratation = 0.0;
  double cod_per_n_denitrified = 0.0;
  double carbon_per_chl_a = 0.0;
  double nitrogen_per_chl_a = 0.0;
  double phosphorus_per_chl_a = 0.0;
  double oxygen_per_carbon = 0.0;
};

/// From [kinetic_parameters()] SI; empty = the defaults.
StoichiometricNumbers stoichiometric_numbers(const std::vector<double>& parameters = {});

/// Oxygen equivalents that denitrification takes from organic matter, whoever gives it [g g-1]: 40/14.
inline constexpr double oxygen_per_denitrification = 2.86;

/// A column of the table: a constituent, or a place outside the water that gives or takes matter.
struct MatterColumn {
  std::string_view name;
  bool outside = false;
  double nitrogen = 0.0, phosphorus = 0.0;  ///< [g g-1]
  double oxygen_demand = 0.0;               ///< oxygen equivalents [g g-1]: COD 1, oxygen −1, ammonia 0
  double solids = 0.0;                      ///< [g g-1]
};
std::vector<MatterColumn> matter_columns(const StoichiometricNumbers& numbers);

enum class FactorGroup {
  linear,             ///< c
  oxygen_limitation,  ///< as [kinetics] oxygen_limitation says
  oxygen_inhibition,  ///< likewise
  half_saturation,    ///< c / (K + c)
  half_inhibition,    ///< K / (K + c)
  trace,              ///< 1 − exp(−c / trace): 1 but for the last traces
  deficit             ///< saturation − c
};

/// A factor; left out where its constituent is not simulated.
struct FactorRow {
  FactorGroup group = FactorGroup::linear;
  std::string_view constituent;
  std::string_view parameter;  ///< K
  double trace = 0.0;  ///< [g m-3] of the factor that stands in when K is 0 and the process consumes the constituent
};

struct Share {
  std::string_view column;
  double amount = 0.0;  ///< [g g-1]; negative = consumed
};

struct ProcessRow {
  std::string_view id, title, title_zh;
  CoefficientKind kind = CoefficientKind::rate;
  std::string_view parameter;           ///< of the rate; a process whose rate is 0 everywhere is left out
  std::string_view theta;               ///< empty = none
  std::vector<std::string_view> needs;  ///< constituents that must be simulated
  std::string_view absent;              ///< constituent that must not be; empty = none
  std::vector<FactorRow> factors;
  std::vector<Share> stoichiometry;  ///< over matter_columns(); what is not simulated is left out
  std::string_view source;
};

std::vector<ProcessRow> process_table(const StoichiometricNumbers& numbers);

}  // namespace bailang
