#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/calendar.hpp"
#include "core/diagnostics.hpp"

/// How the case is to be simulated: plain values in SI units.
namespace bailang {

/// `diffusive` and `dynamic` solve the levels of the whole network, without and with the water's inertia.
enum class FlowMode { steady, prescribed, kinematic, diffusive, dynamic };
inline bool solves_levels(FlowMode mode) {
  return mode == FlowMode::diffusive || mode == FlowMode::dynamic;
}
enum class SolveMode { transient, steady };

struct TimeSettings {
  Instant start = 0;
  Instant end = 0;
  double step = 3600.0;     ///< [s], divides `output`
  double output = 86400.0;  ///< [s]
  SolveMode solve = SolveMode::transient;
  double spin_up = 0.0;  ///< [s] run before `start`, unrecorded, with the inputs of the start
};

enum class KineticSet { first_order, n_cod_do };

/// A parameter of the set n_cod_do where it differs from the case's: in a reach or a reservoir.
struct LocalParameter {
  int parameter = -1;  ///< index of kinetic_parameters()
  int reach = -1;
  int reservoir = -1;
  double value = 0.0;  ///< SI
};

/// A process of the user's own: rate = expression of concentrations, parameters and the water's state.
struct UserProcess {
  std::string id, title;
  std::string rate;  ///< the expression; its value is in `rate_unit`
  enum class RateUnit { mg_l_per_day, g_m2_per_day } rate_unit = RateUnit::mg_l_per_day;
  struct Parameter {
    std::string name;
    double value = 0.0;  ///< in the unit given
    std::string unit;    ///< one of the units that the expression may hold
  };
  std::vector<Parameter> parameters;
  double theta = 1.0;                                 ///< the rate's temperature factor [-]
  std::vector<std::pair<int, double>> stoichiometry;  ///< constituent, g per g of rate; negative = consumed
  SourcePlace source;
};

struct KineticsSettings {
  KineticSet set = KineticSet::first_order;
  std::vector<double> decay_20;       ///< [constituent] [s-1] at 20 °C, 0 = conservative
  std::vector<double> theta;          ///< [constituent] temperature factor [-], 1.047 unless given
  std::vector<double> parameters;     ///< [kinetic_parameters()] SI, of the set n_cod_do
  std::vector<LocalParameter> local;  ///< in the order of the table; a later one wins
  std::vector<UserProcess> processes;
  std::string reaeration = "covar";               ///< formula for k_a, see solver/kinetics/reaeration.hpp
  std::string wind_reaeration = "none";           ///< none, banks_herrera, wanninkhof
  std::string oxygen_limitation = "exponential";  ///< exponential, half_saturation, second_order
};

/// What a point of a reach, or a reservoir, holds at the start; `missing` where the table gives nothing.
struct InitialPoint {
  int node = -1;                                            ///< a reservoir's node, or
  int reach = -1;                                           ///< a reach
  double chainage = 0.0;                                    ///< [m] from its upstream end
  double level = std::numeric_limits<double>::quiet_NaN();  ///< [m] above the datum, of reaches only
  std::vector<double> concentration;                        ///< [constituent] [g m-3]
};

struct Settings {
  TimeSettings time;
  double cell_length = 500.0;  ///< [m], target
  FlowMode flow = FlowMode::kinematic;
  KineticsSettings kinetics;
  bool sharp_fronts = false;                 ///< limited anti-diffusion after each transport step
  bool has_initial = false;                  ///< false: start from the steady state of the first moment
  std::vector<double> initial;               ///< [constituent] [g m-3], used when has_initial
  std::vector<InitialPoint> initial_points;  ///< nodes, then by reach and chainage; each replaces what is said above
  std::string initial_from;                  ///< result file whose final state the run starts from; empty = none
};

}  // namespace bailang
