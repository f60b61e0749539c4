#include "solver/wetland_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/diagnostics.hpp"
#include "solver/wetland_removal.hpp"

namespace bailang {
namespace {

bool touches(const RiverWetland& wetland, int constituent) {
  return wetland.rate[static_cast<std::size_t>(constituent)] > 0.0;
}

/// The face nearest to the wetland that has water of the river on both sides.
int face_of(const Network& network, const Grid& grid, const RiverWetland& wetland) {
  const ReachCells& cells = grid.reaches[wetland.reach];
  int nearest = -1;
  for (int k = 0; k <= cells.count; ++k) {
    const Face& face = grid.faces[cells.face(k)];
    if (face.up < 0 || face.down < 0) continue;
    const auto away = [&](int n) { return std::abs(n * cells.length - wetland.chainage); };
    if (nearest < 0 || away(k) < away(nearest)) nearest = k;
  }
  if (nearest >= 0) return cells.face(nearest);
  throw RunError(
      fmt::format("wetland \"{}\": reach \"{}\" is a single cell, so that there is no water below the wetland; "
                  "set [grid] cell_length_m to at most {:.6g} m",
                  wetland.id, network.reaches[wetland.reach].id, 0.5 * cells.length));
}

/// What is left at a face, in one lane, of what passed it before the wetlands there.
struct Passing {
  int face = -1;
  double kept = 0.0;  ///< flow that still carries what it had [m3 s-1]
  double gain = 0.0;  ///< what the rest carries [g s-1]
  double back = 0.0;  ///< exchange by dispersion [m3 s-1]
};

/// Takes one wetland's effect on one constituent in one lane.
void pass(const RiverWetland& wetland, int c, double Q, double part, double degrees, Passing& at, double (&change)[3]) {
  const double through = std::min(Q, wetland.most_flow);
  const double renewed = part * through * (1.0 - wetland_remainder(wetland, c, through, degrees));
  const double share = renewed / Q;
  change[0] = at.kept * share;
  change[1] = renewed * wetland.background[static_cast<std::size_t>(c)] - at.gain * share;
  change[2] = at.back * part;
  at.kept -= change[0];
  at.gain += change[1];
  at.back -= change[2];
}

}  // namespace

bool passes_wetlands(const Network& network, int constituent) {
  return std::any_of(network.wetlands.begin(), network.wetlands.end(),
                     [&](const RiverWetland& wetland) { return touches(wetland, constituent); });
}

WetlandRates make_wetland_rates(const Network& network, const Grid& grid) {
  WetlandRates rates;
  for (const RiverWetland& wetland : network.wetlands) rates.face.push_back(face_of(network, grid, wetland));
  for (auto* arrays : {&rates.renewed, &rates.gain, &rates.closed}) arrays->resize(network.constituents.size());
  return rates;
}

double wetland_remainder(const RiverWetland& wetland, int constituent, double flow, double degrees) {
  if (flow <= 0.0) return 1.0;
  const double k = wetland.rate[static_cast<std::size_t>(constituent)] * std::pow(wetland.theta, degrees - 20.0);
  return left_by_wetland(k, flow / wetland.area, wetland.tanks);
}

namespace {

/// What all wetlands change of one constituent. @return whether any is in force in any lane
bool set_changes(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature, int c,
                 WetlandRates& wetlands) {
  const std::size_t w = water.width, count = wetlands.face.size();
  bool acts = false;
  for (auto* arrays : {&wetlands.renewed, &wetlands.gain, &wetlands.closed}) (*arrays)[c].assign(count * w, 0.0);
  for (std::size_t l = 0; l < w; ++l) {
    std::vector<Passing> faces;
    for (std::size_t i = 0; i < count; ++i) {
      const RiverWetland& wetland = model.network.wetlands[i];
      const int face = wetlands.face[i];
      const double Q = water.discharge[face * w + l];
      const double part = water.works.at(river_value(model.network, RiverPart::wetland, i), l);
      if (!touches(wetland, c) || Q <= 0.0 || part <= 0.0) continue;
      auto at = std::find_if(faces.begin(), faces.end(), [&](const Passing& p) { return p.face == face; });
      if (at == faces.end()) at = faces.insert(at, {face, Q, 0.0, water.rate_up[face * w + l]});
      double change[3];
      pass(wetland, c, Q, part, temperature[wetland.reach * w + l], *at, change);
      wetlands.renewed[c][i * w + l] = change[0];
      wetlands.gain[c][i * w + l] = change[1];
      wetlands.closed[c][i * w + l] = change[2];
      acts = true;
    }
  }
  return acts;
}

void set_class_rates(const HydraulicCase& model, const Hydraulics& water, const WetlandRates& wetlands, int c,
                     MatrixClass& own) {
  const std::size_t w = water.width;
  copy_rates(water, own);
  own.leaving = water.leaving;
  for (std::size_t i = 0; i < wetlands.face.size(); ++i) {
    const Face& face = model.grid.faces[wetlands.face[i]];
    for (std::size_t l = 0; l < w; ++l) {
      const double renewed = wetlands.renewed[c][i * w + l], closed = wetlands.closed[c][i * w + l];
      lessen_rate(model.grid, face.up, face.down, l, w, renewed + closed, own);
      lessen_rate(model.grid, face.down, face.up, l, w, closed, own);
      own.lost[face.up * w + l] += renewed;
      own.leaving[face.up * w + l] -= closed;
      own.leaving[face.down * w + l] -= closed;
    }
  }
}

}  // namespace

void set_wetland_rates(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature,
                       MatrixClasses& classes, WetlandRates& wetlands) {
  for (int c = 0; c < model.network.constituent_count() && !wetlands.face.empty(); ++c) {
    if (!passes_wetlands(model.network, c)) continue;
    const bool acts = set_changes(model, water, temperature, c, wetlands);
    MatrixClass& own = classes.all[classes.of[c]];
    if (own.first != c) continue;
    if (acts)
      set_class_rates(model, water, wetlands, c, own);
    else
      forget_rates(own);
  }
}

void add_wetland_loads(const WetlandRates& wetlands, const HydraulicCase& model, int constituent, int lanes, int width,
                       StepLoads& loads) {
  if (wetlands.face.empty() || wetlands.gain[constituent].empty()) return;
  const std::size_t w = width;
  for (std::size_t i = 0; i < wetlands.face.size(); ++i) {
    loads.unknown.push_back(model.grid.faces[wetlands.face[i]].down);
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes); ++l) {
      loads.load.push_back(wetlands.gain[constituent][i * w + (w == 1 ? 0 : l)]);
    }
  }
}

}  // namespace bailang
