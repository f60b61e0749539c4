#include "solver/weir_rates.hpp"

#include <algorithm>

#include "solver/kinetics/weir_aeration.hpp"
#include "solver/structure_rules.hpp"
#include "solver/transfers.hpp"

namespace bailang {
namespace {

/// Bed just below a structure by its reach's nodes and slope [m]; NaN where no datum is known.
double bed_below(const Network& network, const Structure& structure) {
  const Reach& reach = network.reaches[structure.reach];
  const double end = network.nodes[reach.to_node].bed_elevation, head = network.nodes[reach.from_node].bed_elevation;
  return is_given(end) ? end + reach.bed_slope * (reach.length - structure.chainage)
                       : head - reach.bed_slope * structure.chainage;
}

}  // namespace

WeirRates make_weir_rates(const Network& network, const Grid& grid) {
  WeirRates weirs;
  if (!aerates_at_weirs(network)) return weirs;
  for (std::size_t s = 0; s < network.structures.size(); ++s) {
    const Structure& structure = network.structures[s];
    if (!is_given(structure.quality_a) || !stems_river(structure.kind)) continue;
    const int face = structure_face(grid, structure.reach, structure.chainage);
    if (grid.faces[face].up < 0 || grid.faces[face].down < 0) continue;
    weirs.structure.push_back(static_cast<int>(s));
    weirs.face.push_back(face);
  }
  return weirs;
}

void set_weir_rates(const HydraulicCase& model, const Hydraulics& water, const std::vector<double>& temperature,
                    const Saturation& saturation, double t, MatrixClasses& classes, WeirRates& weirs) {
  const auto found = std::find_if(classes.all.begin(), classes.all.end(),
                                  [](const MatrixClass& own) { return own.kind == MatrixClass::Kind::oxygen; });
  if (weirs.face.empty() || found == classes.all.end()) return;
  MatrixClass& own = *found;
  const std::size_t w = water.width;
  copy_rates(water, own);
  weirs.gain.assign(weirs.face.size() * w, 0.0);
  const auto rules = rules_by_structure(model.network);
  const CivilDate day = day_at(model.settings.time.start, t);
  for (std::size_t i = 0; i < weirs.face.size(); ++i) {
    const Structure& structure = model.network.structures[weirs.structure[i]];
    const Face& face = model.grid.faces[weirs.face[i]];
    for (std::size_t l = 0; l < w; ++l) {
      const double flow = water.discharge[weirs.face[i] * w + l];
      if (flow <= 0.0) continue;
      const double upper = water.stage[face.up * w + l], lower = water.stage[face.down * w + l];
      const RuleView view{day.month, day.day, upper, flow, nullptr, nullptr};
      const StructureSetting setting = present_setting(model.network, weirs.structure[i], rules, view);
      const double drop = structure_drop(structure, setting, upper, lower, bed_below(model.network, structure));
      if (!is_given(drop) || drop <= 0.0) continue;
      const double degrees = temperature[structure.reach * w + l];
      const double renewed = 1.0 - 1.0 / weir_deficit_ratio(structure.quality_a, structure.dam_b, drop, degrees);
      lessen_rate(model.grid, face.up, face.down, l, w, renewed * flow, own);
      own.lost[face.up * w + l] += renewed * flow;
      weirs.gain[i * w + l] = renewed * flow * saturation(face.down, static_cast<int>(l));
    }
  }
}

void add_weir_loads(const WeirRates& weirs, const Grid& grid, int lanes, int width, StepLoads& loads) {
  const std::size_t w = width;
  for (std::size_t i = 0; i < weirs.face.size() && !weirs.gain.empty(); ++i) {
    loads.unknown.push_back(grid.faces[weirs.face[i]].down);
    for (std::size_t l = 0; l < static_cast<std::size_t>(lanes); ++l) {
      loads.load.push_back(weirs.gain[i * w + (w == 1 ? 0 : l)]);
    }
  }
}

}  // namespace bailang
