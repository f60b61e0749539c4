#pragma once

#include <string>
#include <vector>

#include "solver/kinetics/kinetics.hpp"
#include "solver/ledger.hpp"
#include "solver/transport.hpp"

/// The kinetics of a lane block: coefficients of every cell for the present water, and what the processes moved.
namespace bailang {

/// Processes that have a term in the ledger: those of the kinetics in their order, then `weir_aeration` where a structure
/// aerates, `wetland` where a measure leads the river through one, `aeration` where one gives oxygen.
std::vector<std::string> process_ids(const Network& network, const Kinetics& kinetics);

class Reactions {
public:
  /// @param inputs those of the block; must outlive this
  Reactions(const HydraulicCase& model, const BlockInputs& inputs);

  [[nodiscard]] bool is_active() const { return kinetics_.is_active(); }
  [[nodiscard]] const Kinetics& kinetics() const { return kinetics_; }
  [[nodiscard]] const LaneArray& coefficients() const { return coefficients_; }  ///< as Kinetics has them

  /// Coefficients for the water, temperature and weather of time t [s].
  /// @param temperature [reach, coefficient lane] [°C]  @param mean_of_day what goes by the hour has its mean over the day
  void set_water(const Hydraulics& water, const std::vector<double>& temperature, double t, bool mean_of_day = false);

  /// Lets the processes act for dt [s] in water of the given volume [unknown, coefficient lane] [m3].
  void react(double dt, const LaneArray& volume, Transport& transport);

  /// Water that enters during a step reacts for half a step only, whenever it came: second order is lost where it makes
  /// up most of a cell. The remedy (boundary-corrected Strang splitting, after Einkemmer and Ostermann 2015, SIAM J. Sci.
  /// Comput. 37, A1577): it enters as if it had reacted for dt/2 − t already, which tilts its load by the rate at its own
  /// strength and adds nothing in sum. Tilts of all constituents for cells where inflow is a quarter of what leaves, or
  /// more; headwaters among them.
  const std::vector<StepLoads>& inflow_tilts(const Hydraulics& water, const SteadySources& sources,
                                             const ChangingSources& changing, int lanes);

  /// Enters what the processes moved since the last call in the ledgers [constituent], for the first `scenarios` lanes.
  void close(int scenarios, std::vector<Ledger>& mass);

  /// Drops what the processes moved since the last call (during the spin-up).
  void forget();

  /// Saturation of oxygen for the present water [g m-3].
  [[nodiscard]] double oxygen_saturation_at(int unknown, int lane) const;

  [[nodiscard]] long fallbacks() const { return fallbacks_; }  ///< cell-lanes that took implicit Euler steps

private:
  [[nodiscard]] CellWater cell_water(const Hydraulics& water, const std::vector<double>& temperature, int unknown,
                                     int lane) const;
  void set_weather(double t);
  /// Water from outside that enters an unknown [m3 s-1].
  [[nodiscard]] double entering_water(const Hydraulics& water, int unknown, int lane) const;

  const HydraulicCase& model_;
  const BlockInputs& inputs_;
  Kinetics kinetics_;
  bool aerates_;                    ///< oxygen saturation is asked for
  std::vector<int> place_;          ///< [unknown] row of Kinetics::parameters
  std::vector<int> reach_;          ///< [unknown] reach whose temperature and weather it has
  std::vector<CellWater> weather_;  ///< [reach, coefficient lane] wind, ice, radiation, salinity
  LaneArray coefficients_;
  std::vector<double> temperature_;
  LaneArray extent_;  ///< [process, lane] [g]
  double seconds_of_day_ = 0.0;
  long fallbacks_ = 0;
  std::vector<StepLoads> tilts_;  ///< [constituent]
};

}  // namespace bailang
