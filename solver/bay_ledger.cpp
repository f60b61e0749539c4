#include "solver/bay_ledger.hpp"

#include <cmath>

namespace bailang {
namespace {

/// First of a constituent's values in an array [constituent, box].
const double* of_constituent(const std::vector<double>& values, int constituent, std::size_t boxes) {
  return values.data() + static_cast<std::size_t>(constituent) * boxes;
}

double mass_in(const Bay& bay, const std::vector<double>& c) {
  CompensatedSum mass;
  for (std::size_t i = 0; i < c.size(); ++i) mass.add(bay.boxes[i].volume * c[i]);
  return mass.value();
}

/// What the open sea's water carries into a box [g s-1].
double sea_entry(const Bay& bay, const BayFlows& flows, int constituent, std::size_t box) {
  double sum = 0.0;
  const std::size_t seas = bay.seas.size();
  for (std::size_t s = 0; s < seas; ++s)
    sum += flows.from_sea[box * seas + s] * bay.seas[s].concentration[static_cast<std::size_t>(constituent)];
  return sum;
}

}  // namespace

std::vector<double> water_entry(const BayInterval& interval) {
  std::vector<double> entry = interval.river_water;
  for (std::size_t i = 0; i < entry.size(); ++i) entry[i] += interval.source_water[i];
  return entry;
}

BaySystem bay_system(const Bay& bay, const BayFlows& flows, const BayInterval& interval, int constituent) {
  const std::size_t boxes = bay.boxes.size();
  const BayConstituent& kind = bay.constituents[static_cast<std::size_t>(constituent)];
  BaySystem system;
  system.flows = &flows;
  system.decay = kind.decay_20 * std::pow(kind.theta, interval.temperature - 20.0);
  const double* river = of_constituent(interval.river_load, constituent, boxes);
  const double* source = of_constituent(interval.source_load, constituent, boxes);
  for (std::size_t i = 0; i < boxes; ++i) {
    const BayBox& box = bay.boxes[i];
    system.volume.push_back(box.volume);
    system.entry.push_back(river[i] + source[i] + (kind.deposition + kind.bed_release) * box.area +
                           sea_entry(bay, flows, constituent, i));
  }
  return system;
}

void BayLedger::set_initial(const Bay& bay, const std::vector<double>& c) {
  add_to(BayTerm::initial, mass_in(bay, c));
}

void BayLedger::set_final(const Bay& bay, const std::vector<double>& c) {
  add_to(BayTerm::final_mass, mass_in(bay, c));
}

void BayLedger::add(const Bay& bay, const BaySystem& system, const BayInterval& interval, int constituent,
                    const std::vector<double>& integral) {
  const std::size_t boxes = bay.boxes.size();
  const BayConstituent& kind = bay.constituents[static_cast<std::size_t>(constituent)];
  const double* river = of_constituent(interval.river_load, constituent, boxes);
  const double* source = of_constituent(interval.source_load, constituent, boxes);
  const double dt = interval.seconds;
  for (std::size_t i = 0; i < boxes; ++i) {
    const BayBox& box = bay.boxes[i];
    add_to(BayTerm::rivers, river[i] * dt);
    add_to(BayTerm::other_sources, source[i] * dt);
    add_to(BayTerm::atmosphere, kind.deposition * box.area * dt);
    add_to(BayTerm::bed, kind.bed_release * box.area * dt);
    add_to(BayTerm::decay, -system.decay * box.volume * integral[i]);
    add_to(BayTerm::exchange_open, sea_entry(bay, *system.flows, constituent, i) * dt);
    add_to(BayTerm::exchange_open, -system.flows->to_sea[i] * integral[i]);
  }
}

std::vector<double> BayLedger::terms() const {
  std::vector<double> terms;
  CompensatedSum error;
  for (std::size_t t = 0; t + 1 < sums_.size(); ++t) {
    terms.push_back(sums_[t].value());
    error.add(t == static_cast<std::size_t>(BayTerm::final_mass) ? -terms.back() : terms.back());
  }
  terms.push_back(error.value());
  return terms;
}

}  // namespace bailang
