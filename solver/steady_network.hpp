#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "solver/hydraulics.hpp"
#include "solver/kinetics/kinetics.hpp"
#include "solver/result.hpp"
#include "solver/source_terms.hpp"

/// The steady state of the whole network at one moment, by one direct solve.
namespace bailang {

struct SteadyState {
  std::vector<std::vector<double>> section;             ///< [constituent][section] [g m-3], NaN where there is no water
  std::vector<double> section_flow;                     ///< [section] [m3 s-1]
  std::vector<double> section_depth;                    ///< [section] [m]
  std::vector<double> section_stage;                    ///< [section] [m]; NaN where no datum is known
  std::vector<std::uint8_t> section_dry;                ///< [section]
  std::vector<std::vector<double>> cell;                ///< [constituent][output cell] [g m-3] at the cell's middle
  std::vector<double> cell_dispersion;                  ///< [output cell] E [m2 s-1]
  std::vector<double> cell_numerical_dispersion;        ///< [output cell] added by finite volumes [m2 s-1]
  std::vector<std::vector<double>> outlet_load;         ///< [constituent][outlet] [g s-1]
  std::vector<double> outlet_flow;                      ///< [outlet] [m3 s-1]
  std::vector<std::array<double, term_count>> balance;  ///< [constituent][term] [g s-1], signed as in the ledger
  std::vector<double> extent;    ///< [process] Σ V ρ [g s-1]: part of `reaction`, × stoichiometry
  std::vector<double> at_faces;  ///< [constituent] gained at falls and wetlands [g s-1], part of `reaction`
  double aeration = 0.0;         ///< oxygen that measures give [g s-1], part of `reaction`
  std::array<double, term_count> water_balance{};  ///< [term] [m3 s-1]
};

/// What changes of a constituent as water passes a face downstream: over a fall (oxygen), through a wetland.
struct FaceChange {
  int face = -1, constituent = -1;
  double renewed = 0.0;  ///< flow that no longer carries what it had [m3 s-1]
  double gain = 0.0;     ///< what it carries instead [g s-1]
  double closed = 0.0;   ///< exchange by dispersion that does not pass [m3 s-1]
};

/// Reactions of one moment.
struct SteadyChemistry {
  std::vector<double> coefficients;  ///< [unknown × Kinetics::coefficients]
  std::vector<FaceChange> faces;     ///< at most one for a face and constituent
};

/// The processes of a steady state, and how they follow from the water.
struct SteadyKinetics {
  const Kinetics* kinetics = nullptr;  ///< null = first-order decay alone
  /// Chemistry for the water, the temperatures [reach] [°C] and the weather of time t [s].
  std::function<SteadyChemistry(const Hydraulics&, const std::vector<double>& temperature, double t)> chemistry = {};
};

/// Flow and concentrations at time t [s] of a single lane. Reaches without dispersion are integrated exactly along each
/// cell, with lateral inflow, outfalls and withdrawals at their chainage; dispersive reaches are finite volumes.
/// Constituents that no process touches are solved one by one; the others together, downstream from one set of cells
/// that feel one another to the next, by Newton's method.
/// @throws RunError where no steady state is found: reach, constituent, residual and a remedy
SteadyState solve_steady_network(const HydraulicCase& model, const BlockInputs& inputs, double t,
                                 const SteadyKinetics& kinetics = {});

/// The same with every cell a finite volume, as a time-varying run has them. @return [constituent][unknown] [g m-3]
std::vector<LaneArray> solve_steady_volumes(const HydraulicCase& model, const BlockInputs& inputs, double t,
                                            const SteadyKinetics& kinetics = {});

}  // namespace bailang
