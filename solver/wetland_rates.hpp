#pragma once

#include <vector>

#include "solver/matrix_classes.hpp"
#include "solver/transport.hpp"

/// Wetlands that the river passes, by P-k-C* (Kadlec and Wallace 2009, Treatment Wetlands, 2nd ed., eq. 6.55): the water Q_w
/// that goes through comes back with C = C* + (C_in − C*) (1 + k A / (P Q_w))^−P, plug flow exp(−k A / Q_w) without P,
/// k = k20 θ^(T − 20), and mixes with the rest. As a flux over the face below: of the river's flow the part
/// r = Q_w (1 − (1 + …)^−P) no longer carries what it had, and carries C* instead. Linear in what comes, so that steady
/// and time-varying runs have it exactly. Below the background the water takes up what the wetland gives.
/// What a wetland holds and evaporates is not reckoned; where the river runs backwards it does not act.
namespace bailang {

/// What the wetlands do in the present step.
struct WetlandRates {
  std::vector<int> face;  ///< [wetland] where it acts; both sides are unknowns
  /// [constituent] [wetland, coefficient]; empty = no wetland touches it. Of several wetlands at one face each counts what
  /// it changes of what the ones before it left.
  std::vector<LaneArray> renewed;  ///< r, flow that no longer carries what it had [m3 s-1]
  std::vector<LaneArray> gain;     ///< what comes with the background instead [g s-1]
  std::vector<LaneArray> closed;   ///< exchange by dispersion that does not pass [m3 s-1]
};

/// Whether a wetland of the case touches a constituent.
bool passes_wetlands(const Network& network, int constituent);

/// @throws RunError where a reach has no face with water on both sides: it names the wetland and what to do
WetlandRates make_wetland_rates(const Network& network, const Grid& grid);

/// Part of the concentration above the background that is left behind the wetland [-].
/// @param flow through it [m3 s-1]  @param degrees of the water [°C]
double wetland_remainder(const RiverWetland& wetland, int constituent, double flow, double degrees);

/// Rates of the classes of all constituents that wetlands touch, for the present water. Where a wetland is in force no
/// dispersion passes its face: what leaves it has the mixed concentration.
/// @param temperature [reach, coefficient lane] [°C]
void set_wetland_rates(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature,
                       MatrixClasses& classes, WetlandRates& wetlands);

/// Entries of what comes with the background, for one constituent.
void add_wetland_loads(const WetlandRates& wetlands, const HydraulicCase& model, int constituent, int lanes, int width,
                       StepLoads& loads);

}  // namespace bailang
