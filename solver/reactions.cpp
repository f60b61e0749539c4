#include "solver/reactions.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "solver/kinetics/bed_and_air.hpp"
#include "solver/kinetics/oxygen_saturation.hpp"

namespace bailang {
namespace {

/// Columns of WeatherRecord.
enum WeatherColumn { wind, ice_cover, radiation, salinity };

void take_given(const TimeSeries& series, int column, double t, double& value) {
  const double given = value_at(series, column, t);
  if (is_given(given)) value = given;
}

}  // namespace

std::vector<std::string> process_ids(const Network& network, const Kinetics& kinetics) {
  std::vector<std::string> ids;
  for (const Process& process : kinetics.processes) ids.push_back(process.id);
  if (aerates_at_weirs(network)) ids.emplace_back("weir_aeration");
  if (!network.wetlands.empty()) ids.emplace_back("wetland");
  if (network.is_aerated) ids.emplace_back("aeration");
  return ids;
}

Reactions::Reactions(const HydraulicCase& model, const BlockInputs& inputs)
    : model_(model),
      inputs_(inputs),
      kinetics_(make_kinetics(model.network, model.settings)),
      aerates_(aerates_at_weirs(model.network)) {
  const Grid& grid = model.grid;
  const auto reaches = static_cast<int>(model.network.reaches.size());
  for (const Unknown& unknown : grid.unknowns) {
    int reach = unknown.reach;
    if (reach < 0) reach = grid.node_outflow[unknown.node].empty() ? 0 : grid.node_outflow[unknown.node].front();
    reach_.push_back(reach);
    place_.push_back(reach);
  }
  for (std::size_t i = 0; i < model.network.reservoirs.size(); ++i) {
    place_[grid.node_unknown[model.network.reservoirs[i].node]] = reaches + static_cast<int>(i);
  }
  coefficients_.assign(static_cast<std::size_t>(kinetics_.coefficients) * grid.unknowns.size() * inputs.width, 0.0);
  extent_.assign(kinetics_.processes.size() * inputs.lanes.size(), 0.0);
}

void Reactions::set_weather(double t) {
  const std::size_t w = inputs_.width, reaches = model_.network.reaches.size();
  weather_.assign(reaches * w, CellWater{});
  for (std::size_t l = 0; l < w; ++l) {
    for (const WeatherRecord& record : inputs_.lanes[l]->forcing->weather) {
      const auto apply = [&](std::size_t r) {
        CellWater& air = weather_[r * w + l];
        take_given(record.series, wind, t, air.wind);
        take_given(record.series, ice_cover, t, air.ice_cover);
        take_given(record.series, radiation, t, air.radiation);
        take_given(record.series, salinity, t, air.salinity);
      };
      for (std::size_t r = 0; r < reaches && record.reaches.empty(); ++r) apply(r);
      for (const int r : record.reaches) apply(static_cast<std::size_t>(r));
    }
  }
}

CellWater Reactions::cell_water(const Hydraulics& water, const std::vector<double>& temperature, int unknown,
                                int lane) const {
  const std::size_t w = inputs_.width;
  const std::size_t at = unknown * w + lane;
  const Unknown& where = model_.grid.unknowns[unknown];
  CellWater cell = weather_[reach_[unknown] * w + lane];
  cell.place = place_[unknown];
  cell.temperature = temperature[reach_[unknown] * w + lane];
  cell.bed_slope = model_.network.reaches[reach_[unknown]].bed_slope;
  cell.top_width = water.top_width[at];
  cell.depth = water.depth[at];
  cell.seconds_of_day = seconds_of_day_;
  if (is_given(water.stage[at])) cell.elevation = water.stage[at];
  if (where.reach < 0) {
    // A junction holds no water: any depth serves.
    if (cell.depth <= 0.0) cell.depth = 1.0;
    return cell;
  }
  const ReachCells& cells = model_.grid.reaches[where.reach];
  const int k = static_cast<int>(std::lround(where.begin / cells.length));
  const double area = std::max(water.volume_new[at] - water.film[unknown], 0.0) / where.length;
  const double Q = 0.5 * (water.discharge[cells.face(k) * w + lane] + water.discharge[cells.face(k + 1) * w + lane]);
  cell.discharge = std::abs(Q);
  if (area > 0.0) {
    cell.velocity = cell.discharge / area;
    cell.depth = area / cell.top_width;
  }
  return cell;
}

void Reactions::set_water(const Hydraulics& water, const std::vector<double>& temperature, double t, bool mean_of_day) {
  if (!is_active() && !aerates_) return;
  temperature_ = temperature;
  set_weather(t);
  if (!is_active()) return;
  const double clock = static_cast<double>(model_.settings.time.start % 86400) + t;
  seconds_of_day_ = clock - units::seconds_per_day * std::floor(clock / units::seconds_per_day);
  if (mean_of_day) seconds_of_day_ = missing;
  const int w = inputs_.width;
  for (int i = 0; i < model_.grid.size(); ++i) {
    for (int l = 0; l < w; ++l) {
      const std::size_t at = (static_cast<std::size_t>(i) * kinetics_.coefficients) * w + l;
      const CellWater cell = cell_water(water, temperature, i, l);
      set_coefficients(kinetics_, cell, &coefficients_[at], w);
      const int reach = model_.grid.unknowns[i].reach;
      if (reach < 0) continue;
      const auto works = [&](RiverPart part) { return water.works.at(river_value(model_.network, part, reach), l); };
      change_coefficients(kinetics_, cell, works(RiverPart::bed_removed), works(RiverPart::added_reaeration),
                          &coefficients_[at], w);
    }
  }
}

void Reactions::react(double dt, const LaneArray& volume, Transport& transport) {
  if (!is_active()) return;
  std::vector<double*> c;
  for (LaneArray& values : transport.c) c.push_back(values.data());
  ReactStep step;
  step.dt = dt;
  step.unknowns = model_.grid.size();
  step.lanes = transport.lanes;
  step.width = transport.width;
  step.volume = volume.data();
  step.coefficients = coefficients_.data();
  step.c = c.data();
  step.extent = extent_.data();
  step.fallbacks = &fallbacks_;
  bailang::react(kinetics_, step);
}

double Reactions::entering_water(const Hydraulics& water, int unknown, int lane) const {
  const std::size_t w = inputs_.width;
  const Unknown& where = model_.grid.unknowns[unknown];
  double flow = water.inflow[unknown * w + lane];
  if (where.reach >= 0 && where.begin == 0.0) {
    const int face = model_.grid.reaches[where.reach].face(0);
    if (model_.grid.faces[face].up < 0) flow += std::max(water.discharge[face * w + lane], 0.0);
  }
  return flow;
}

const std::vector<StepLoads>& Reactions::inflow_tilts(const Hydraulics& water, const SteadySources& sources,
                                                      const ChangingSources& changing, int lanes) {
  constexpr double least_share = 0.25;
  const std::size_t nc = kinetics_.constituents, np = kinetics_.processes.size(), w = inputs_.width,
                    n = kinetics_.coefficients;
  tilts_.assign(nc, StepLoads{});
  if (!is_active()) return tilts_;
  std::vector<double> c(nc), rates(np), slopes(np * nc), coefficients(n);
  for (int i = 0; i < model_.grid.size(); ++i) {
    bool enters = false;
    for (std::size_t l = 0; l < w; ++l) {
      enters |= entering_water(water, i, static_cast<int>(l)) > least_share * water.leaving[i * w + l];
    }
    if (!enters) continue;
    for (StepLoads& tilt : tilts_) {
      tilt.unknown.push_back(i);
      tilt.load.resize(tilt.load.size() + static_cast<std::size_t>(lanes), 0.0);
    }
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes); ++l) {
      const std::size_t own = w == 1 ? 0 : l;
      const double flow = entering_water(water, i, static_cast<int>(own));
      if (flow <= least_share * water.leaving[i * w + own]) continue;
      for (std::size_t k = 0; k < nc; ++k) {
        c[k] = sources.load[k][i * static_cast<std::size_t>(lanes) + l];
        if (changing.active) c[k] += changing.load[1][k][i * w + own];
        c[k] = std::max(c[k], 0.0) / flow;
      }
      for (std::size_t k = 0; k < n; ++k) coefficients[k] = coefficients_[(i * n + k) * w + own];
      evaluate_rates(kinetics_, c.data(), coefficients.data(), rates.data(), slopes.data());
      for (std::size_t k = 0; k < nc; ++k) {
        double change = 0.0;
        for (std::size_t p = 0; p < np; ++p) change += kinetics_.processes[p].stoichiometry[k] * rates[p];
        tilts_[k].load[tilts_[k].load.size() - static_cast<std::size_t>(lanes) + l] = flow * change;
      }
    }
  }
  return tilts_;
}

void Reactions::close(int scenarios, std::vector<Ledger>& mass) {
  const std::size_t lanes = inputs_.lanes.size();
  for (std::size_t p = 0; p < kinetics_.processes.size(); ++p) {
    for (std::size_t c = 0; c < mass.size(); ++c) {
      const double share = kinetics_.processes[p].stoichiometry[c];
      for (int l = 0; l < scenarios && share != 0.0; ++l) {
        mass[c].add_process(static_cast<int>(p), l, share * extent_[p * lanes + l]);
      }
    }
  }
  forget();
}

double Reactions::oxygen_saturation_at(int unknown, int lane) const {
  const std::size_t w = inputs_.width;
  for (const Process& process : kinetics_.processes) {
    for (const Factor& factor : process.factors) {
      if (factor.kind != FactorKind::deficit) continue;
      const int at = unknown * kinetics_.coefficients + factor.coefficient;
      return coefficients_[at * w + lane];
    }
  }
  const std::size_t at = reach_[unknown] * w + lane;
  const double salinity = weather_[at].salinity;
  return oxygen_saturation(temperature_[at], is_given(salinity) ? salinity : 0.0);
}

void Reactions::forget() {
  std::fill(extent_.begin(), extent_.end(), 0.0);
}

}  // namespace bailang
