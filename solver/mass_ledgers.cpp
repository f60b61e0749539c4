#include "solver/mass_ledgers.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace bailang {
namespace {

/// Mass [g] that changing loads bring in a step, integrated as the scheme does.
double changing_mass(const std::vector<double> (&loads)[3], std::size_t at, double dt) {
  if (loads[0].empty()) return 0.0;
  const double early = std::sqrt(2.0) / 4.0;
  return dt * (early * (loads[0][at] + loads[1][at]) + (1.0 - std::sqrt(0.5)) * loads[2][at]);
}

}  // namespace

FaceTerms face_terms(const std::vector<std::string>& process_ids) {
  // From the end, where they stand: a user's own process may have such a name as well.
  const auto find = [&](std::string_view id) {
    const auto found = std::find(process_ids.rbegin(), process_ids.rend(), id);
    return static_cast<int>(process_ids.rend() - found) - 1;
  };
  return {find("weir_aeration"), find("wetland"), find("aeration")};
}

MassLedgers::MassLedgers(const HydraulicCase& model, int scenarios, const std::vector<std::string>& process_ids)
    : model_(model),
      scenarios_(scenarios),
      terms_(face_terms(process_ids)),
      mass_(model.network.constituent_count(), Ledger(scenarios, static_cast<int>(process_ids.size()))),
      water_(scenarios, static_cast<int>(process_ids.size())) {}

void MassLedgers::enter(const MovedMass& moved, const SteadySources& sources, const ChangingSources& changing,
                        const Transport& transport, Recorder& recorder) {
  const int c = moved.constituent, lanes = transport.lanes, w = transport.width;
  const double dt = moved.dt;
  Ledger& ledger = mass_[c];
  const bool evaporates = transport.classes.at(c).kind == MatrixClass::Kind::water;
  for (int l = 0; l < scenarios_; ++l) {
    const std::size_t at = static_cast<std::size_t>(c) * lanes + l;
    const std::size_t own = static_cast<std::size_t>(c) * w + (w == 1 ? 0 : l);
    ledger.add(
        Term::headwater, l,
        dt * sources.headwater_load[at] + (changing.active ? changing_mass(changing.headwater_load, own, dt) : 0.0));
    ledger.add(Term::diversion, l, changing.active ? changing_mass(changing.diversion_load, own, dt) : 0.0);
    ledger.add(Term::outfalls, l, dt * sources.outfall_load[at]);
    ledger.add(Term::diffuse, l, dt * sources.diffuse_load[at]);
    ledger.add(Term::reaction, l, -moved.mass.reaction[l]);
    if (changing.active) ledger.add(Term::reaction, l, changing_mass(changing.ageing, own, dt));
    const int at_faces = terms_.at_faces(transport.classes.at(c).kind);
    if (moved.faces.aeration > moved.faces.gains) {
      ledger.add_process(at_faces, l, -moved.mass.extra[l]);
    } else {
      ledger.add(evaporates ? Term::withdrawal : Term::reaction, l, -moved.mass.extra[l]);
    }
    std::size_t sea = 0;
    for (std::size_t e = 0; e < transport.exits.size(); ++e) {
      const Exit& exit = transport.exits[e];
      const double left = moved.mass.exits[e * lanes + l];
      ledger.add(exit.outlet >= 0 ? Term::outlet : exit.transfer >= 0 ? Term::diversion : Term::withdrawal, l, -left);
      if (exit.outlet < 0) continue;
      const double came = dt * moved.loads.load[sea++ * lanes + l];
      ledger.add(Term::sea, l, came);
      recorder.add_outlet_mass(l, c, exit.outlet, left - came);
    }
    for (std::size_t e = moved.sea_entries; e < moved.loads.unknown.size(); ++e) {
      const double came = dt * moved.loads.load[e * lanes + l];
      if (e < moved.faces.gains)
        ledger.add(Term::diversion, l, came);
      else
        ledger.add_process(e < moved.faces.aeration ? at_faces : terms_.aeration, l, came);
    }
  }
}

void MassLedgers::enter_water(double dt, const SteadySources& sources, const std::vector<double>& changing_water,
                              const Hydraulics& water, const Transport& transport, Recorder& recorder) {
  const std::size_t w = water.width;
  for (int l = 0; l < scenarios_; ++l) {
    const std::size_t at = w == 1 ? 0 : l;
    water_.add(Term::headwater, l, dt * (sources.headwater_water[at] + changing_water[at]));
    water_.add(Term::outfalls, l, dt * sources.outfall_water[at]);
    water_.add(Term::diffuse, l, dt * sources.diffuse_water[at]);
    for (std::size_t r = 0; r < model_.network.reaches.size(); ++r) {
      water_.add(Term::diversion, l, dt * water.top_up[r * w + at]);
    }
    for (std::size_t i = 0; i < water.transfers.size(); ++i) {
      if (water.transfers[i].to < 0) water_.add(Term::diversion, l, -dt * water.transfer[i * w + at]);
    }
    for (std::size_t i = 0; i < water.evaporation.size() / w; ++i) {
      const double lost = water.evaporation[i * w + at];
      if (lost != 0.0) water_.add(Term::withdrawal, l, -dt * lost);
    }
    for (const Exit& exit : transport.exits) {
      if (exit.transfer >= 0) continue;
      if (exit.outlet < 0) {
        water_.add(Term::withdrawal, l, -dt * water.taken[static_cast<std::size_t>(exit.unknown) * w + at]);
        continue;
      }
      const double volume = dt * water.discharge[static_cast<std::size_t>(exit.face) * w + at];
      water_.add(volume < 0.0 ? Term::sea : Term::outlet, l, -volume);
      recorder.add_outlet_water(l, exit.outlet, volume);
    }
  }
}

void MassLedgers::store_water(Term term, const Hydraulics& water) {
  const std::size_t w = water.width;
  for (int l = 0; l < scenarios_; ++l) {
    for (int i = 0; i < model_.grid.size(); ++i) {
      water_.add(term, l, water.volume_new[static_cast<std::size_t>(i) * w + (w == 1 ? 0 : l)]);
    }
  }
}

void MassLedgers::close(Recorder& recorder) const {
  for (int l = 0; l < scenarios_; ++l) {
    for (std::size_t c = 0; c < mass_.size(); ++c) recorder.set_balance(l, static_cast<int>(c), mass_[c].closed(l));
    recorder.set_water_balance(l, water_.closed(l));
  }
}

}  // namespace bailang
