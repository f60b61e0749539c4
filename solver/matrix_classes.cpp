#include "solver/matrix_classes.hpp"

#include <algorithm>
#include <cmath>

#include "solver/kinetics/air_temperature.hpp"
#include "solver/water_temperature.hpp"

namespace bailang {
std::vector<double> reach_temperatures(const HydraulicCase& model, const BlockInputs& inputs, double t) {
  const int w = inputs.width;
  const std::size_t reaches = model.network.reaches.size();
  std::vector<double> temperature(reaches * w);
  for (int l = 0; l < w; ++l) {
    const LaneInput& input = *inputs.lanes[l];
    for (std::size_t r = 0; r < reaches; ++r) temperature[r * w + l] = reference_temperature + input.temperature_offset;
    for (const TemperatureRecord& record : input.forcing->temperature) {
      const double given = value_at(record.series, 0, t);
      const double value = (record.from_air ? water_temperature_from_air(given) : given) + input.temperature_offset;
      if (record.reaches.empty()) {
        for (std::size_t r = 0; r < reaches; ++r) temperature[r * w + l] = value;
      }
      for (const int r : record.reaches) temperature[static_cast<std::size_t>(r) * w + l] = value;
    }
  }
  return temperature;
}

namespace {

/// First-order rate [s-1] at `degrees` [°C]: k20 theta^(T - 20).
double decay_rate(const KineticsSettings& kinetics, int constituent, const std::vector<double>& own, double degrees) {
  const double given = own.empty() ? missing : own[constituent];
  const double k20 = is_given(given) ? given : kinetics.decay_20[constituent];
  return k20 == 0.0 ? 0.0 : k20 * std::pow(kinetics.theta[constituent], degrees - reference_temperature);
}

/// Rates of one class in every cell and reservoir. @param temperature [reach, lane] [°C]
void set_decay_of(const HydraulicCase& model, const KineticsSettings& kinetics, const std::vector<double>& temperature,
                  std::size_t w, MatrixClass& own) {
  for (std::size_t r = 0; r < model.network.reaches.size(); ++r) {
    const ReachCells& cells = model.grid.reaches[r];
    for (std::size_t l = 0; l < w; ++l) {
      const double k = decay_rate(kinetics, own.first, model.network.reaches[r].decay_20, temperature[r * w + l]);
      for (int i = 0; i < cells.count; ++i) own.decay[static_cast<std::size_t>(cells.unknown(i)) * w + l] = k;
    }
  }
  for (const Reservoir& reservoir : model.network.reservoirs) {
    const auto& below = model.grid.node_outflow[reservoir.node];
    const std::size_t at = static_cast<std::size_t>(model.grid.node_unknown[reservoir.node]) * w;
    for (std::size_t l = 0; l < w; ++l) {
      const double degrees = below.empty() ? reference_temperature : temperature[below.front() * w + l];
      own.decay[at + l] = decay_rate(kinetics, own.first, reservoir.decay_20, degrees);
    }
  }
}

MatrixClass::Kind kind_of(const HydraulicCase& model, const std::string& constituent) {
  if (constituent == "travel_time") return MatrixClass::Kind::travel_time;
  if (stands_for_water(constituent) && !model.network.reservoirs.empty()) return MatrixClass::Kind::water;
  if (constituent == "do" && aerates_at_weirs(model.network)) return MatrixClass::Kind::oxygen;
  return MatrixClass::Kind::common;
}

/// Everything that decides a constituent's matrix: kind of entering and leaving, rates everywhere.
std::vector<double> matrix_key(const HydraulicCase& model, int c) {
  const KineticsSettings& kinetics = model.settings.kinetics;
  std::vector<double> key = {static_cast<double>(kind_of(model, model.network.constituents[c])), kinetics.decay_20[c]};
  bool decays = kinetics.decay_20[c] != 0.0;
  const auto add = [&](const std::vector<double>& own) {
    const double given = own.empty() ? missing : own[c];
    key.push_back(is_given(given) ? given : -1.0);
    decays |= is_given(given) && given != 0.0;
  };
  for (const Reach& reach : model.network.reaches) add(reach.decay_20);
  for (const Reservoir& reservoir : model.network.reservoirs) add(reservoir.decay_20);
  for (const RiverWetland& wetland : model.network.wetlands) key.push_back(wetland.rate[c]);
  key.push_back(decays ? kinetics.theta[c] : 0.0);
  return key;
}

}  // namespace

namespace {

/// Water from outside that joins without diluting, as what leaves less [m3 s-1]; what pumps bring mixes by flow.
void add_undiluting_water(const Hydraulics& water, LaneArray& leaves) {
  const std::size_t w = water.width;
  for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i] -= water.inflow[i];
  for (std::size_t i = 0; i < water.transfers.size(); ++i) {
    if (water.transfers[i].to < 0) continue;
    for (std::size_t l = 0; l < w; ++l) leaves[water.transfers[i].to * w + l] += water.transfer[i * w + l];
  }
}

}  // namespace

bool stands_for_water(const std::string& constituent) {
  return constituent == "continuity" || constituent == "age" || constituent == "travel_time";
}

MatrixClasses make_matrix_classes(const HydraulicCase& model, int width) {
  const std::size_t n = model.grid.unknowns.size() * static_cast<std::size_t>(width);
  std::vector<std::vector<double>> keys;
  MatrixClasses classes;
  for (int c = 0; c < model.network.constituent_count(); ++c) {
    const std::vector<double> key = matrix_key(model, c);
    const auto found = std::find(keys.begin(), keys.end(), key);
    classes.of.push_back(static_cast<int>(found - keys.begin()));
    if (found != keys.end()) continue;
    keys.push_back(key);
    MatrixClass own;
    own.kind = kind_of(model, model.network.constituents[c]);
    own.first = c;
    own.decay.assign(n, 0.0);
    classes.all.push_back(std::move(own));
  }
  for (std::size_t k = 0; k < keys.size(); ++k) {
    for (int c = 0; c < model.network.constituent_count(); ++c) {
      if (classes.of[c] == static_cast<int>(k)) classes.order.push_back(c);
    }
  }
  return classes;
}

void set_class_flows(const Hydraulics& water, MatrixClasses& classes) {
  for (MatrixClass& own : classes.all) {
    const bool evaporates =
        std::any_of(water.evaporation.begin(), water.evaporation.end(), [](double flow) { return flow > 0.0; });
    const bool acts =
        own.kind == MatrixClass::Kind::travel_time || (own.kind == MatrixClass::Kind::water && evaporates);
    own.extra.clear();
    own.leaving.clear();
    if (!acts) continue;
    own.extra = water.evaporation;
    if (own.kind == MatrixClass::Kind::travel_time) add_undiluting_water(water, own.extra);
    own.leaving = water.leaving;
    for (std::size_t i = 0; i < own.extra.size(); ++i) own.leaving[i] += own.extra[i];
  }
}

bool set_decay(const HydraulicCase& model, const std::vector<double>& temperature, std::vector<double>& last,
               MatrixClasses& classes) {
  if (temperature == last) return false;
  last = temperature;
  const std::size_t w = temperature.size() / model.network.reaches.size();
  for (MatrixClass& own : classes.all) set_decay_of(model, model.settings.kinetics, temperature, w, own);
  return true;
}

void copy_rates(const Hydraulics& water, MatrixClass& own) {
  own.to_parent = water.to_parent;
  own.from_parent = water.from_parent;
  own.to_border = water.to_border;
  own.from_border = water.from_border;
  own.lost.assign(water.leaving.size(), 0.0);
}

void lessen_rate(const Grid& grid, int from, int to, std::size_t lane, std::size_t width, double flow,
                 MatrixClass& own) {
  const std::size_t m = grid.border_size();
  if (from >= grid.tree_size) {
    own.from_border[(to * m + static_cast<std::size_t>(from - grid.tree_size)) * width + lane] -= flow;
  } else if (to >= grid.tree_size) {
    own.to_border[(from * m + static_cast<std::size_t>(to - grid.tree_size)) * width + lane] -= flow;
  } else if (from < to) {
    own.to_parent[from * width + lane] -= flow;
  } else {
    own.from_parent[to * width + lane] -= flow;
  }
}

void forget_rates(MatrixClass& own) {
  for (LaneArray* array : {&own.lost, &own.leaving, &own.to_parent, &own.from_parent, &own.from_border, &own.to_border})
    array->clear();
}

bool aerates_at_weirs(const Network& network) {
  const auto& all = network.structures;
  return constituent_index(network, "do") >= 0 &&
         std::any_of(all.begin(), all.end(), [](const Structure& s) { return is_given(s.quality_a); });
}

}  // namespace bailang
