#pragma once

#include <vector>

#include "solver/aligned.hpp"
#include "solver/hydraulics.hpp"
#include "solver/transport.hpp"

/// Transient storage: still water beside and below the stream that takes up what passes and gives it back (Bencala and
/// Walters 1983, Water Resour. Res. 19(3), 718–724; OTIS: Runkel 1998, USGS WRI 98-4018):
///   dC/dt = α (C_s − C),  dC_s/dt = α A/A_s (C − C_s) − k_s C_s + g.
/// Each cell by itself, solved exactly; half a step before and half a step after each transport step (Strang 1968).
namespace bailang {

/// The zones of a lane block. Cells with a storage area and an exchange above 0 have one.
struct StorageZones {
  int lanes = 1;
  int width = 1;                 ///< of coefficients: 1 or lanes
  std::vector<int> cell;         ///< [zone] unknown
  std::vector<double> volume;    ///< [zone] V_s = A_s Δx [m3], constant
  std::vector<double> exchange;  ///< [zone] α [s-1]
  std::vector<LaneArray> c;      ///< [constituent] [zone, lane] C_s [g m-3]
  std::vector<LaneArray> decay;  ///< [constituent] [zone, coefficient] k_s [s-1]
  std::vector<double> growth;    ///< [constituent] g [g m-3 s-1]: 0, or what ages by itself
  LaneArray leave_river, to_river, leave_zone, to_zone, river_loss, zone_loss;  ///< [zone, coefficient] of one exchange

  [[nodiscard]] bool is_active() const { return !cell.empty(); }
};

/// Zones without mass and decay. @param lanes 1, 8, 16, 32 or 64  @param width of coefficients: 1 or lanes
StorageZones make_storage_zones(const HydraulicCase& model, int lanes, int width);

/// k_s = k20 θ^(T − 20): the reach's rate for its zone, else its rate in the river, else the case's.
/// @param temperature of the water [reach, coefficient] [°C]
void set_storage_decay(const HydraulicCase& model, const std::vector<double>& temperature, StorageZones& zones);

/// What zones in equilibrium take from the river: first-order loss α k_s/(β + k_s), β = α V/V_s, added to `decay`
/// [unknown, coefficient] [s-1], and V α g/(β + k_s), added to the loads. For steady states.
/// @param volume of the river [unknown, coefficient] [m3]
void add_equilibrium(const StorageZones& zones, int constituent, const LaneArray& volume, LaneArray& decay,
                     StepLoads& loads);

/// Puts zones in equilibrium with the river: C_s = (β C + g)/(β + k_s).
/// @param c of the river [unknown, lane] [g m-3]
void set_equilibrium(int constituent, const LaneArray& volume, const LaneArray& c, StorageZones& zones);

/// Lets river and zone exchange for dt [s] while the river's volume stays. V C + V_s C_s changes by decay and growth alone,
/// to round-off; nothing that was ≥ 0 turns negative.
/// @param c of the river, updated  @param lost [lane] gets the mass that k_s took less what g made, added [g]
void exchange_with_storage(double dt, int constituent, const LaneArray& volume, LaneArray& c, StorageZones& zones,
                           std::vector<double>& lost);

/// Mass in the zones [g] of one lane.
double storage_mass(const StorageZones& zones, int constituent, int lane);

}  // namespace bailang
