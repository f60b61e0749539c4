#include "solver/storage_zones.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "solver/compensated_sum.hpp"

namespace bailang {
namespace {

constexpr double reference_temperature = 20.0;

/// The zone's own rate at 20 °C, else the river's in that reach, else the case's [s-1].
double rate_at_20(const Reach& reach, const KineticsSettings& kinetics, int constituent) {
  for (const std::vector<double>* own : {&reach.storage_decay_20, &reach.decay_20}) {
    if (!own->empty() && is_given((*own)[constituent])) return (*own)[constituent];
  }
  return kinetics.decay_20[constituent];
}

/// The exchange over a time as shares: C' = C + (to_river C_s − leave_river C), C_s' = C_s + (to_zone C − leave_zone C_s).
struct Shares {
  double leave_river = 0.0, to_river = 0.0, leave_zone = 0.0, to_zone = 0.0;
};

/// Without decay: the difference C − C_s dies away with the rate α (1 + V/V_s), the sum of masses stays.
Shares conservative_shares(double alpha, double V, double Vs, double dt) {
  const double evened_out = -std::expm1(-alpha * (1.0 + V / Vs) * dt) / (V + Vs);
  const double from_river = evened_out * Vs;
  const double from_zone = evened_out * V;
  return {from_river, from_river, from_zone, from_zone};
}

/// exp of the 2×2 matrix [−α α; β −β−k_s] by its two real eigenvalues m ± q.
Shares decaying_shares(double alpha, double V, double Vs, double ks, double dt) {
  const double beta = alpha * V / Vs;
  const double m = -0.5 * (alpha + beta + ks);
  const double delta = 0.5 * (beta + ks - alpha);
  const double q = std::hypot(delta, std::sqrt(alpha * beta));
  const double slow = std::exp((m + q) * dt);
  const double difference = slow * -std::expm1(-2.0 * q * dt);  // exp((m+q)t) − exp((m−q)t)
  const double mean = slow - 0.5 * difference;
  const double lean = 0.5 * difference * (delta / q);
  const double coupling = 0.5 * difference / q;
  const auto share = [](double kept) { return std::clamp(1.0 - kept, 0.0, 1.0); };
  return {share(mean + lean), alpha * coupling, share(mean - lean), beta * coupling};
}

void set_shares(double dt, int constituent, const LaneArray& volume, StorageZones& zones) {
  const std::size_t w = zones.width;
  for (std::size_t z = 0; z < zones.cell.size(); ++z) {
    for (std::size_t l = 0; l < w; ++l) {
      const std::size_t at = z * w + l;
      const double V = volume[static_cast<std::size_t>(zones.cell[z]) * w + l];
      const double Vs = zones.volume[z];
      const double ks = zones.decay[constituent][at];
      const Shares shares = ks > 0.0 ? decaying_shares(zones.exchange[z], V, Vs, ks, dt)
                                     : conservative_shares(zones.exchange[z], V, Vs, dt);
      zones.leave_river[at] = shares.leave_river;
      zones.to_river[at] = shares.to_river;
      zones.leave_zone[at] = shares.leave_zone;
      zones.to_zone[at] = shares.to_zone;
      zones.river_loss[at] = ks > 0.0 ? V * shares.leave_river - Vs * shares.to_zone : 0.0;
      zones.zone_loss[at] = ks > 0.0 ? Vs * shares.leave_zone - V * shares.to_river : 0.0;
    }
  }
}

/// Half of the growth at each end of the exchange, so that the whole stays of second order.
void grow(double dt, int constituent, StorageZones& zones, std::vector<double>& lost) {
  const double gain = zones.growth[constituent] * dt;
  if (gain == 0.0) return;
  for (double& c : zones.c[constituent]) c += gain;
  CompensatedSum volume;
  for (const double Vs : zones.volume) volume.add(Vs);
  for (double& mass : lost) mass -= gain * volume.value();
}

}  // namespace

StorageZones make_storage_zones(const HydraulicCase& model, int lanes, int width) {
  StorageZones zones;
  zones.lanes = lanes;
  zones.width = width;
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    const Reach& reach = model.network.reaches[r];
    if (reach.storage_area <= 0.0 || reach.storage_exchange <= 0.0) continue;
    const ReachCells& cells = model.grid.reaches[r];
    for (int k = 0; k < cells.count; ++k) {
      zones.cell.push_back(cells.unknown(k));
      zones.volume.push_back(reach.storage_area * cells.length);
      zones.exchange.push_back(reach.storage_exchange);
    }
  }
  const std::size_t n = zones.cell.size();
  const auto constituents = static_cast<std::size_t>(model.network.constituent_count());
  zones.c.assign(constituents, LaneArray(n * lanes, 0.0));
  zones.decay.assign(constituents, LaneArray(n * width, 0.0));
  zones.growth.assign(constituents, 0.0);
  for (const char* ages : {"age", "travel_time"}) {
    const int c = constituent_index(model.network, ages);
    if (c >= 0) zones.growth[c] = 1.0 / units::seconds_per_day;
  }
  for (LaneArray* array :
       {&zones.leave_river, &zones.to_river, &zones.leave_zone, &zones.to_zone, &zones.river_loss, &zones.zone_loss}) {
    array->assign(n * width, 0.0);
  }
  return zones;
}

void set_storage_decay(const HydraulicCase& model, const std::vector<double>& temperature, StorageZones& zones) {
  const KineticsSettings& kinetics = model.settings.kinetics;
  const std::size_t w = zones.width;
  for (std::size_t c = 0; c < zones.decay.size(); ++c) {
    for (std::size_t z = 0; z < zones.cell.size(); ++z) {
      const int r = model.grid.unknowns[zones.cell[z]].reach;
      const double k20 = rate_at_20(model.network.reaches[r], kinetics, static_cast<int>(c));
      for (std::size_t l = 0; l < w; ++l) {
        const double above = temperature[static_cast<std::size_t>(r) * w + l] - reference_temperature;
        zones.decay[c][z * w + l] = k20 == 0.0 ? 0.0 : k20 * std::pow(kinetics.theta[c], above);
      }
    }
  }
}

void add_equilibrium(const StorageZones& zones, int constituent, const LaneArray& volume, LaneArray& decay,
                     StepLoads& loads) {
  const std::size_t w = zones.width;
  const std::size_t lanes = zones.lanes;
  const bool grows = zones.growth[constituent] != 0.0;
  for (std::size_t z = 0; z < zones.cell.size(); ++z) {
    const auto i = static_cast<std::size_t>(zones.cell[z]);
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t of = w == 1 ? 0 : l;
      const double V = volume[i * w + of];
      const double ks = zones.decay[constituent][z * w + of];
      const double through = zones.exchange[z] / (zones.exchange[z] * V / zones.volume[z] + ks);
      if (l < w) decay[i * w + l] += through * ks;
      if (grows) loads.load.push_back(V * through * zones.growth[constituent]);
    }
    if (grows) loads.unknown.push_back(zones.cell[z]);
  }
}

void set_equilibrium(int constituent, const LaneArray& volume, const LaneArray& c, StorageZones& zones) {
  const std::size_t w = zones.width;
  const std::size_t lanes = zones.lanes;
  for (std::size_t z = 0; z < zones.cell.size(); ++z) {
    const auto i = static_cast<std::size_t>(zones.cell[z]);
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t of = w == 1 ? 0 : l;
      const double beta = zones.exchange[z] * volume[i * w + of] / zones.volume[z];
      const double ks = zones.decay[constituent][z * w + of];
      const double river = c[i * lanes + l];
      // Written as a difference so that without decay and growth the zone holds exactly what the river holds.
      zones.c[constituent][z * lanes + l] = river + (zones.growth[constituent] - ks * river) / (beta + ks);
    }
  }
}

void exchange_with_storage(double dt, int constituent, const LaneArray& volume, LaneArray& c, StorageZones& zones,
                           std::vector<double>& lost) {
  set_shares(dt, constituent, volume, zones);
  grow(0.5 * dt, constituent, zones, lost);
  const std::size_t w = zones.width;
  const std::size_t lanes = zones.lanes;
  LaneArray& stored = zones.c[constituent];
  for (std::size_t z = 0; z < zones.cell.size(); ++z) {
    double* river = &c[static_cast<std::size_t>(zones.cell[z]) * lanes];
    double* zone = &stored[z * lanes];
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::size_t at = z * w + (w == 1 ? 0 : l);
      const double C = river[l];
      const double Cs = zone[l];
      river[l] = C + (zones.to_river[at] * Cs - zones.leave_river[at] * C);
      zone[l] = Cs + (zones.to_zone[at] * C - zones.leave_zone[at] * Cs);
      lost[l] += zones.river_loss[at] * C + zones.zone_loss[at] * Cs;
    }
  }
  grow(0.5 * dt, constituent, zones, lost);
}

double storage_mass(const StorageZones& zones, int constituent, int lane) {
  CompensatedSum sum;
  for (std::size_t z = 0; z < zones.cell.size(); ++z) {
    sum.add(zones.volume[z] * zones.c[constituent][z * static_cast<std::size_t>(zones.lanes) + lane]);
  }
  return sum.value();
}

}  // namespace bailang
