#include "solver/recorder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/bed_datum.hpp"
#include "solver/ledger.hpp"
#include "solver/reactions.hpp"
#include "solver/sharp_fronts.hpp"

namespace bailang {
namespace {

/// Below this depth a section counts as dry [m]; the film that stays on the bed is as deep.
constexpr double dry_depth = 1.0e-3;

/// Values kept for the 90th percentile of one scenario and constituent: every step while they fit, else every n-th step.
constexpr std::size_t percentile_values = 500'000;

std::size_t index(std::size_t a, std::size_t count_b, std::size_t b) {
  return a * count_b + b;
}

}  // namespace

ResultShape result_shape(const Network& network, const Grid& grid, const Settings& settings, FieldOutput fields) {
  ResultShape shape;
  shape.times = record_count(settings.time);
  shape.sections = static_cast<int>(network.sections.size());
  shape.outlets = static_cast<int>(grid.outlets.size());
  shape.cells = static_cast<int>(grid.output_cells.size());
  shape.constituents = network.constituent_count();
  shape.months = static_cast<int>(months_between(settings.time.start, settings.time.end).size());
  shape.days = day_count(settings.time);
  shape.fields = fields;
  shape.terms = ledger_terms(process_ids(network, make_kinetics(network, settings)));
  return shape;
}

Recorder::Recorder(const HydraulicCase& model, const Settings& settings, FieldOutput fields,
                   const std::vector<int>& scenarios, std::size_t steps)
    : model_(model),
      mode_(settings.flow),
      periods_(settings.time, result_shape(model.network, model.grid, settings, fields),
               static_cast<int>(scenarios.size())),
      probes_(make_section_probes(model.network, model.grid)),
      beds_(section_beds(model.network)),
      levels_(make_level_probes(model.network, model.grid, solves_levels(settings.flow))) {
  lanes_ = static_cast<int>(scenarios.size());
  const ResultShape shape = result_.shape = result_shape(model.network, model.grid, settings, fields);
  result_.scenarios = scenarios;
  const std::size_t lanes = lanes_, nc = shape.constituents, nt = shape.times, ns = shape.sections, no = shape.outlets;
  const std::size_t cells = shape.cells, months = shape.months;
  result_.section_concentration.assign(lanes * nc * nt * ns, 0.0f);
  result_.section_flow.assign(lanes * nt * ns, 0.0f);
  result_.section_dry.assign(lanes * nt * ns, 0);
  result_.section_depth.assign(lanes * nt * ns, 0.0f);
  result_.section_stage.assign(lanes * nt * ns, 0.0f);
  result_.section_mean.assign(lanes * nc * ns, 0.0);
  result_.section_month_mean.assign(lanes * nc * months * ns, 0.0);
  result_.outlet_load.assign(lanes * nc * nt * no, 0.0);
  result_.outlet_flow.assign(lanes * nt * no, 0.0);
  result_.balance.assign(lanes * nc * shape.terms.size(), 0.0);
  result_.water_balance.assign(lanes * shape.terms.size(), 0.0);
  section_sum_.assign(lanes * nc * months * ns, 0.0);
  month_weight_.assign(months, 0.0);
  last_wet_.assign(lanes * nc * ns, std::numeric_limits<double>::quiet_NaN());
  is_dry_.assign(lanes * ns, 0);
  outlet_mass_.assign(lanes * nc * no, 0.0);
  outlet_water_.assign(lanes * no, 0.0);
  if (fields == FieldOutput::full) result_.cell_concentration.assign(lanes * nc * nt * cells, 0.0f);
  if (fields != FieldOutput::none) {
    sample_every_ = std::max<std::size_t>(1, (steps * cells + percentile_values - 1) / percentile_values);
    samples_.resize((steps / sample_every_) * nc * cells * lanes);
  }
}

double Recorder::section_value(const Transport& transport, int constituent, int section, int lane) const {
  const SectionProbe& probe = probes_[section];
  const LaneArray& c = transport.c[constituent];
  double value = probe.first_weight * c[index(probe.first, transport.lanes, lane)];
  if (probe.second >= 0) value += probe.second_weight * c[index(probe.second, transport.lanes, lane)];
  return std::max(value, 0.0);
}

double Recorder::section_discharge(const Hydraulics& water, int section, int lane) const {
  const SectionProbe& probe = probes_[section];
  const int at = water.width == 1 ? 0 : lane;
  const double upper = water.discharge[index(probe.upper_face, water.width, at)];
  const double lower = water.discharge[index(probe.upper_face + 1, water.width, at)];
  return upper + probe.share * (lower - upper);
}

void Recorder::update_wet(const Hydraulics& water, const Transport& transport) {
  const int nc = result_.shape.constituents, ns = result_.shape.sections;
  for (int l = 0; l < lanes_; ++l) {
    const int at = water.width == 1 ? 0 : l;
    for (int s = 0; s < ns; ++s) {
      const bool dry =
          mode_ != FlowMode::prescribed && water.depth[index(probes_[s].base, water.width, at)] < dry_depth;
      is_dry_[index(l, ns, s)] = dry;
      if (dry) continue;
      for (int c = 0; c < nc; ++c) last_wet_[index(index(l, nc, c), ns, s)] = section_value(transport, c, s, l);
    }
  }
}

void Recorder::add_step(const Hydraulics& water, const Transport& transport, double begin, double dt, int month) {
  update_wet(water, transport);
  const int nc = result_.shape.constituents, ns = result_.shape.sections, months = result_.shape.months;
  month_weight_[month] += dt;
  periods_.add_values(begin, begin + dt, last_wet_, is_dry_);
  for (int l = 0; l < lanes_; ++l) {
    for (int c = 0; c < nc; ++c) {
      const double* wet = last_wet_.data() + index(index(l, nc, c), ns, 0);
      double* sum = section_sum_.data() + index(index(index(l, nc, c), months, month), ns, 0);
      for (int s = 0; s < ns; ++s) sum[s] += dt * wet[s];
    }
  }
  ++step_;
  if (!samples_.empty() && step_ % sample_every_ == 0) sample_percentile(transport);
}

void Recorder::sample_percentile(const Transport& transport) {
  const std::size_t nc = result_.shape.constituents, cells = result_.shape.cells;
  if ((sample_count_ + 1) * nc * cells * lanes_ > samples_.size()) return;
  float* to = &samples_[sample_count_ * nc * cells * lanes_];
  for (std::size_t c = 0; c < nc; ++c) {
    for (const int unknown : model_.grid.output_cells) {
      const double* from = &transport.c[c][index(unknown, transport.lanes, 0)];
      for (int l = 0; l < lanes_; ++l) *to++ = static_cast<float>(from[l]);
    }
  }
  ++sample_count_;
}

void Recorder::add_outlet_mass(int lane, int constituent, int outlet, double mass) {
  outlet_mass_[index(index(lane, result_.shape.constituents, constituent), result_.shape.outlets, outlet)] += mass;
}

void Recorder::add_outlet_water(int lane, int outlet, double volume) {
  outlet_water_[index(lane, result_.shape.outlets, outlet)] += volume;
}

void Recorder::record_section_water(int time_index, const Hydraulics& water) {
  const int ns = result_.shape.sections, nt = result_.shape.times;
  for (int l = 0; l < lanes_; ++l) {
    const int at = water.width == 1 ? 0 : l;
    for (int s = 0; s < ns; ++s) {
      const std::size_t to = index(index(l, nt, time_index), ns, s);
      const SectionProbe& probe = levels_[s];
      const auto read = [&](const LaneArray& values) {
        double value = probe.first_weight * values[index(probe.first, water.width, at)];
        if (probe.second >= 0) value += probe.second_weight * values[index(probe.second, water.width, at)];
        return value;
      };
      result_.section_flow[to] = static_cast<float>(section_discharge(water, s, l));
      const double depth = std::max(read(water.depth), 0.0);
      result_.section_depth[to] = static_cast<float>(depth);
      result_.section_stage[to] = static_cast<float>(solves_levels(mode_) ? read(water.stage) : beds_[s] + depth);
      result_.section_dry[to] = is_dry_[index(l, ns, s)];
    }
  }
}

void Recorder::record_outlets(int time_index, double interval) {
  const int nc = result_.shape.constituents, no = result_.shape.outlets, nt = result_.shape.times;
  for (int l = 0; l < lanes_; ++l) {
    for (int c = 0; c < nc; ++c) {
      for (int o = 0; o < no; ++o) {
        double& mass = outlet_mass_[index(index(l, nc, c), no, o)];
        if (interval > 0.0) {
          result_.outlet_load[index(index(index(l, nc, c), nt, time_index), no, o)] = mass / interval;
        }
        mass = 0.0;
      }
    }
    for (int o = 0; o < no; ++o) {
      double& volume = outlet_water_[index(l, no, o)];
      if (interval > 0.0) result_.outlet_flow[index(index(l, nt, time_index), no, o)] = volume / interval;
      volume = 0.0;
    }
  }
}

void Recorder::record(int time_index, double interval, const Hydraulics& water, const Transport& transport) {
  if (time_index == 0) update_wet(water, transport);
  const ResultShape& shape = result_.shape;
  const int nc = shape.constituents, ns = shape.sections, nt = shape.times;
  record_section_water(time_index, water);
  record_outlets(time_index, interval);
  for (int l = 0; l < lanes_; ++l) {
    for (int c = 0; c < nc; ++c) {
      const std::size_t row = index(index(l, nc, c), nt, time_index);
      for (int s = 0; s < ns; ++s) {
        result_.section_concentration[row * ns + s] = static_cast<float>(last_wet_[index(index(l, nc, c), ns, s)]);
      }
      if (shape.fields != FieldOutput::full) continue;
      float* to = &result_.cell_concentration[row * shape.cells];
      for (const int unknown : model_.grid.output_cells) {
        // Rounding may leave a trace below zero.
        *to++ = static_cast<float>(std::max(transport.c[c][index(unknown, transport.lanes, l)], 0.0));
      }
    }
  }
}

void Recorder::add_dispersion(const Hydraulics& water, double dt) {
  if (result_.shape.fields == FieldOutput::none) return;
  const std::size_t w = water.width, cells = result_.shape.cells;
  dispersion_sum_.resize(cells * lanes_, 0.0);
  numerical_sum_.resize(cells * lanes_, 0.0);
  dispersion_weight_ += dt;
  cell_dispersion(model_, water, physical_, numerical_);
  for (int l = 0; l < lanes_; ++l) {
    for (std::size_t i = 0; i < cells; ++i) {
      const std::size_t at = index(model_.grid.output_cells[i], w, w == 1 ? 0 : l);
      dispersion_sum_[index(l, cells, i)] += dt * physical_[at];
      numerical_sum_[index(l, cells, i)] += dt * numerical_[at];
    }
  }
}

void Recorder::set_balance(int lane, int constituent, const std::vector<double>& terms) {
  std::copy(terms.begin(), terms.end(),
            result_.balance.begin() + index(index(lane, result_.shape.constituents, constituent), terms.size(), 0));
}

void Recorder::set_water_balance(int lane, const std::vector<double>& terms) {
  std::copy(terms.begin(), terms.end(), result_.water_balance.begin() + index(lane, terms.size(), 0));
}

/// 90th percentile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
void Recorder::finish_percentile() {
  const std::size_t nc = result_.shape.constituents, cells = result_.shape.cells, lanes = lanes_;
  result_.cell_p90.assign(lanes * nc * cells, std::numeric_limits<float>::quiet_NaN());
  if (sample_count_ == 0) return;
  std::vector<float> values(sample_count_);
  const double position = 0.9 * static_cast<double>(sample_count_ - 1);
  const auto lower = static_cast<std::size_t>(position);
  const auto weight = static_cast<float>(position - static_cast<double>(lower));
  for (std::size_t row = 0; row < nc * cells; ++row) {
    for (std::size_t l = 0; l < lanes; ++l) {
      for (std::size_t k = 0; k < sample_count_; ++k) values[k] = samples_[(k * nc * cells + row) * lanes + l];
      std::nth_element(values.begin(), values.begin() + lower, values.end());
      const float at = values[lower];
      const float next = lower + 1 < sample_count_ ? *std::min_element(values.begin() + lower + 1, values.end()) : at;
      result_.cell_p90[l * nc * cells + row] = at + weight * (next - at);
    }
  }
}

BlockResult Recorder::finish(const Transport& transport, double total) {
  const ResultShape& shape = result_.shape;
  const int nc = shape.constituents, ns = shape.sections, months = shape.months;
  for (int l = 0; l < lanes_; ++l) {
    for (int c = 0; c < nc; ++c) {
      for (int s = 0; s < ns; ++s) {
        double all = 0.0;
        for (int m = 0; m < months; ++m) {
          const std::size_t at = index(index(index(l, nc, c), months, m), ns, s);
          all += section_sum_[at];
          result_.section_month_mean[at] = section_sum_[at] / month_weight_[m];
        }
        result_.section_mean[index(index(l, nc, c), ns, s)] = all / total;
      }
    }
  }
  periods_.finish(result_);
  for (std::size_t i = 0; i < dispersion_sum_.size(); ++i) {
    result_.cell_dispersion.push_back(static_cast<float>(dispersion_sum_[i] / dispersion_weight_));
    result_.cell_numerical_dispersion.push_back(static_cast<float>(numerical_sum_[i] / dispersion_weight_));
  }
  if (shape.fields != FieldOutput::none) {
    result_.cell_mean.reserve(static_cast<std::size_t>(lanes_) * nc * shape.cells);
    for (int l = 0; l < lanes_; ++l) {
      for (int c = 0; c < nc; ++c) {
        for (const int unknown : model_.grid.output_cells) {
          const std::size_t at = index(unknown, transport.lanes, l);
          result_.cell_mean.push_back(static_cast<float>(transport.mean[c][at] / total));
          result_.cell_max.push_back(static_cast<float>(transport.largest[c][at]));
        }
      }
    }
    finish_percentile();
    for (int l = 0; l < lanes_ && !transport.least_oxygen.empty(); ++l) {
      for (const int unknown : model_.grid.output_cells) {
        result_.cell_oxygen_min.push_back(
            static_cast<float>(transport.least_oxygen[index(unknown, transport.lanes, l)]));
      }
    }
  }
  return std::move(result_);
}

}  // namespace bailang
