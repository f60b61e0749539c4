#pragma once

#include <vector>

#include "solver/kinetics/kinetics.hpp"
#include "solver/ledger.hpp"
#include "solver/transport.hpp"

/// The kinetics of a lane block: coefficients of every cell for the present water, and what the processes moved.
namespace bailang {

class Reactions {
public:
  /// @param inputs those of the block; must outlive this
  Reactions(const HydraulicCase& model, const BlockInputs& inputs);

  [[nodiscard]] bool is_active() const { return kinetics_.is_active(); }
  [[nodiscard]] const Kinetics& kinetics() const { return kinetics_; }

  /// Coefficients for the water, temperature and weather of time t [s].
  /// @param temperature [reach, coefficient lane] [°C]
  void set_water(const Hydraulics& water, const std::vector<double>& temperature, double t);

  /// Lets the processes act for dt [s] in water of the given volume [unknown, coefficient lane] [m3].
  void react(double dt, const LaneArray& volume, Transport& transport);

  /// Enters what the processes moved since the last call in the ledgers [constituent], for the first `scenarios` lanes.
  void close(int scenarios, std::vector<Ledger>& mass);

  /// Drops what the processes moved since the last call (during the spin-up).
  void forget();

  [[nodiscard]] long fallbacks() const { return fallbacks_; }  ///< cell-lanes that took implicit Euler steps

private:
  [[nodiscard]] CellWater cell_water(const Hydraulics& water, const std::vector<double>& temperature, int unknown,
                                     int lane) const;
  void set_weather(double t);

  const HydraulicCase& model_;
  const BlockInputs& inputs_;
  Kinetics kinetics_;
  std::vector<int> place_;          ///< [unknown] row of Kinetics::parameters
  std::vector<int> reach_;          ///< [unknown] reach whose temperature and weather it has
  std::vector<CellWater> weather_;  ///< [reach, coefficient lane] wind, ice, radiation, salinity
  std::vector<double> coefficients_, temperature_;
  std::vector<double> extent_;  ///< [process, lane] [g]
  double seconds_of_day_ = 0.0;
  long fallbacks_ = 0;
};

}  // namespace bailang
