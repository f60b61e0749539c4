#include "solver/steady_kinetics.hpp"

#include "core/diagnostics.hpp"

namespace bailang {
namespace {

/// Coefficients of every cell and the oxygen that falls take up.
SteadyChemistry chemistry_of(const HydraulicCase& model, const Hydraulics& water,
                             const std::vector<double>& temperature, double t, Reactions& reactions, WeirRates& weirs) {
  SteadyChemistry chemistry;
  reactions.set_water(water, temperature, t, true);
  chemistry.coefficients.assign(reactions.coefficients().begin(), reactions.coefficients().end());
  MatrixClasses classes = make_matrix_classes(model, 1);
  const Saturation saturation = [&](int unknown, int lane) { return reactions.oxygen_saturation_at(unknown, lane); };
  set_weir_rates(model, water, temperature, saturation, t, classes, weirs);
  for (std::size_t i = 0; i < weirs.gain.size(); ++i) {
    if (weirs.gain[i] <= 0.0) continue;
    const int below = model.grid.faces[weirs.face[i]].down;
    chemistry.falls.push_back({weirs.face[i], weirs.gain[i] / saturation(below, 0), weirs.gain[i]});
  }
  return chemistry;
}

/// @return [constituent][unknown]
std::vector<LaneArray> first_state(const HydraulicCase& model, const BlockInputs& lane, double t) {
  Reactions reactions(model, lane);
  WeirRates weirs = make_weir_rates(model.network, model.grid);
  try {
    return solve_steady_volumes(model, lane, t, steady_kinetics(model, reactions, weirs));
  } catch (const RunError&) {
    return solve_steady_volumes(model, lane, t);
  }
}

}  // namespace

SteadyKinetics steady_kinetics(const HydraulicCase& model, Reactions& reactions, WeirRates& weirs) {
  SteadyKinetics kinetics;
  kinetics.kinetics = &reactions.kinetics();
  kinetics.chemistry = [&](const Hydraulics& water, const std::vector<double>& temperature, double t) {
    return chemistry_of(model, water, temperature, t, reactions, weirs);
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
