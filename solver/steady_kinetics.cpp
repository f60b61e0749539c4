#include "solver/steady_kinetics.hpp"

#include <algorithm>

#include "core/diagnostics.hpp"

namespace bailang {
namespace {

/// Adds to the change of a face and constituent.
void add_change(const FaceChange& change, std::vector<FaceChange>& all) {
  const auto same = std::find_if(all.begin(), all.end(), [&](const FaceChange& other) {
    return other.face == change.face && other.constituent == change.constituent;
  });
  if (same == all.end()) return all.push_back(change);
  same->renewed += change.renewed;
  same->gain += change.gain;
  same->closed += change.closed;
}

/// What falls and wetlands change.
std::vector<FaceChange> changes_at_faces(const HydraulicCase& model, const Saturation& saturation,
                                         const FaceChanges& changes) {
  std::vector<FaceChange> all;
  const WeirRates& weirs = changes.weirs;
  const int oxygen = constituent_index(model.network, "do");
  for (std::size_t i = 0; i < weirs.gain.size(); ++i) {
    if (weirs.gain[i] <= 0.0) continue;
    const int below = model.grid.faces[weirs.face[i]].down;
    add_change({weirs.face[i], oxygen, weirs.gain[i] / saturation(below, 0), weirs.gain[i], 0.0}, all);
  }
  const WetlandRates& wetlands = changes.wetlands;
  for (int c = 0; c < model.network.constituent_count(); ++c) {
    for (std::size_t i = 0; i < wetlands.renewed[c].size(); ++i) {
      if (wetlands.renewed[c][i] == 0.0) continue;
      add_change({wetlands.face[i], c, wetlands.renewed[c][i], wetlands.gain[c][i], wetlands.closed[c][i]}, all);
    }
  }
  return all;
}

/// Coefficients of every cell and what changes at faces.
SteadyChemistry chemistry_of(const HydraulicCase& model, const Hydraulics& water,
                             const std::vector<double>& temperature, double t, Reactions& reactions,
                             FaceChanges& changes) {
  SteadyChemistry chemistry;
  reactions.set_water(water, temperature, t, true);
  chemistry.coefficients.assign(reactions.coefficients().begin(), reactions.coefficients().end());
  MatrixClasses classes = make_matrix_classes(model, 1);
  const Saturation saturation = [&](int unknown, int lane) { return reactions.oxygen_saturation_at(unknown, lane); };
  set_face_changes(model, water, temperature, saturation, t, classes, changes);
  chemistry.faces = changes_at_faces(model, saturation, changes);
  return chemistry;
}

/// @return [constituent][unknown]
std::vector<LaneArray> first_state(const HydraulicCase& model, const BlockInputs& lane, double t) {
  Reactions reactions(model, lane);
  FaceChanges changes = make_face_changes(model.network, model.grid);
  try {
    return solve_steady_volumes(model, lane, t, steady_kinetics(model, reactions, changes));
  } catch (const RunError&) {
    return solve_steady_volumes(model, lane, t);
  }
}

}  // namespace

SteadyKinetics steady_kinetics(const HydraulicCase& model, Reactions& reactions, FaceChanges& changes) {
  SteadyKinetics kinetics;
  kinetics.kinetics = &reactions.kinetics();
  kinetics.chemistry = [&](const Hydraulics& water, const std::vector<double>& temperature, double t) {
    return chemistry_of(model, water, temperature, t, reactions, changes);
  };
  return kinetics;
}

void begin_in_steady_state(const HydraulicCase& model, const BlockInputs& inputs, double t, Transport& transport) {
  const std::size_t lanes = inputs.lanes.size();
  for (std::size_t l = 0; l < lanes; ++l) {
    std::size_t from = 0;
    while (inputs.lanes[from] != inputs.lanes[l]) ++from;
    BlockInputs lane;
    lane.lanes = {inputs.lanes[l]};
    const std::vector<LaneArray> c = from == l ? first_state(model, lane, t) : std::vector<LaneArray>();
    for (std::size_t k = 0; k < transport.c.size(); ++k) {
      LaneArray& to = transport.c[k];
      for (std::size_t i = 0; i * lanes < to.size(); ++i)
        to[i * lanes + l] = from == l ? c[k][i] : to[i * lanes + from];
    }
  }
}

}  // namespace bailang
