#pragma once

#include <memory>
#include <vector>

#include "network/network.hpp"
#include "solver/kinetics/coefficient_rule.hpp"
#include "solver/kinetics/process.hpp"
#include "solver/settings.hpp"

/// Reactions in one body of water: which processes act, with which coefficients, and how they change concentrations.
namespace bailang {

class ExpressionSet;  ///< the user's own processes, ready to be evaluated (solver/kinetics/expression.hpp)
class ReactPlan;      ///< the processes as `react` walks through them (solver/kinetics/react_arrays.hpp)

/// The processes of a run. Coefficients (rate constants at the present temperature, saturation values, …) are kept by
/// cell: coefficient[(unknown × coefficients + index) × width + lane].
struct Kinetics {
  int constituents = 0;
  int coefficients = 0;  ///< numbers a cell holds
  std::vector<Process> processes;
  CoefficientRules built_in;                    ///< of the first coefficients; those of the user's processes follow
  std::vector<std::vector<double>> parameters;  ///< [reach, then reservoir][kinetic_parameters()] SI, local ones put in
  std::shared_ptr<const ExpressionSet> expressions;  ///< null without processes of the user's own
  std::shared_ptr<const ReactPlan> plan;             ///< of these processes; null = `react` makes one at each call

  [[nodiscard]] int process_count() const { return static_cast<int>(processes.size()); }
  [[nodiscard]] bool is_active() const { return !processes.empty(); }
};

/// One cell's water as the processes feel it.
struct CellWater {
  int place = 0;                ///< reach, or reaches + reservoir: row of Kinetics::parameters
  double depth = 0.0;           ///< H = A/B [m]
  double velocity = 0.0;        ///< U ≥ 0 [m s-1]
  double top_width = 0.0;       ///< B [m]
  double discharge = 0.0;       ///< |Q| [m3 s-1]
  double bed_slope = 0.0;       ///< S [-]
  double temperature = 20.0;    ///< [°C]
  double elevation = 0.0;       ///< of the water above sea level [m]
  double salinity = missing;    ///< [g kg-1]; of this and the next three, missing = the place's parameter
  double wind = missing;        ///< at 10 m [m s-1]
  double ice_cover = missing;   ///< share of the surface [-]
  double radiation = missing;   ///< short wave at the surface [W m-2]
  double seconds_of_day = 0.0;  ///< local clock, for photosynthesis given by day [s]; NaN = its mean over the day
};

/// The processes whose constituents the case simulates, and the user's own. Empty for set `first_order` without any.
Kinetics make_kinetics(const Network& network, const Settings& settings);

/// Coefficients of one cell: rates at its temperature by its depth, velocity and weather.
/// @param coefficients [kinetics.coefficients] written with `stride` between them
void set_coefficients(const Kinetics& kinetics, const CellWater& water, double* coefficients, int stride = 1);

/// Extent rates ρ [process] [g m-3 s-1] and their derivatives dρ/dc [process × constituent] of one cell, one lane.
/// @param c [constituent] [g m-3] ≥ 0  @param coefficients [kinetics.coefficients], stride 1
void evaluate_rates(const Kinetics& kinetics, const double* c, const double* coefficients, double* rates,
                    double* derivatives);

/// Lets the processes act for dt in every unknown of a lane block.
struct ReactStep {
  double dt = 0.0;  ///< [s]
  int unknowns = 0;
  int lanes = 1;                         ///< 1, 8, 16, 32 or 64
  int width = 1;                         ///< of the coefficients: 1 or lanes
  const double* volume = nullptr;        ///< [unknown, coefficient lane] [m3]; only for the extents
  const double* coefficients = nullptr;  ///< see Kinetics
  double* const* c = nullptr;            ///< [constituent] → [unknown, lane] [g m-3], updated
  double* extent = nullptr;              ///< [process, lane] gets Σ V ρ dt [g], added; may be null
  long* fallbacks = nullptr;             ///< counts cells and lanes that took the implicit Euler step; may be null
};

/// Keeps what `react` needs of the processes with them; call it after their last change.
void prepare_reactions(Kinetics& kinetics);

/// Second-order L-stable Rosenbrock step (ROS2, γ = 1 − 1/√2; Verwer et al. 1999, SIAM J. Sci. Comput. 20, 1456–1480),
/// written in process extents so that stoichiometry holds to round-off; a cell and lane that would turn negative takes
/// implicit Euler steps instead, by itself. The bits of a lane do not depend on the others.
void react(const Kinetics& kinetics, const ReactStep& step);

}  // namespace bailang
