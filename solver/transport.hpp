#pragma once

#include <cstdint>
#include <vector>

#include "solver/aligned.hpp"
#include "solver/hydraulics.hpp"
#include "solver/source_terms.hpp"

/// Concentrations of a lane block, carried by the water of Hydraulics: conservative finite volumes in mass form, TR-BDF2
/// in time with γ = 2 − √2 (Bank et al. 1985, IEEE Trans. Electron Devices 32(10); Hosea and Shampine 1996, Appl. Numer.
/// Math. 20, 21–37), first-order decay inside the matrix. A lane whose result would turn negative takes the step again by
/// backward Euler, by itself.
namespace bailang {

/// Memory for the factors of one matrix.
struct FactorArrays {
  LaneArray inverse_diagonal, forward, backward, border_row, border_column, border_matrix;
};

/// Where mass leaves: the last cells of reaches that end at outlets, and cells with withdrawals.
struct Exit {
  int unknown = -1;
  int face = -1;    ///< outlet face, -1 for a withdrawal
  int outlet = -1;  ///< index into Grid::outlets, -1 for a withdrawal
};

/// What one step moved, for every lane [constituent-wise, one constituent at a time].
struct StepMass {
  std::vector<double> reaction;  ///< [lane] lost [g]
  std::vector<double> exits;     ///< [exit, lane] left [g]
};

struct Transport {
  int lanes = 1;
  int width = 1;  ///< coefficient width
  std::vector<std::uint8_t> reaches_border;
  TreeView tree;
  std::vector<Exit> exits;
  std::vector<LaneArray> c;                                   ///< [constituent] [unknown, lane] [g m-3]
  LaneArray x;                                                ///< the step's result before it is taken
  LaneArray euler;                                            ///< result of the fallback
  std::vector<LaneArray> decay;                               ///< [constituent] [unknown, coefficient] [s-1]
  LaneArray volume_stage;                                     ///< [unknown, coefficient]
  LaneArray changing_first, changing_second, changing_euler;  ///< [unknown, coefficient] [g]
  std::vector<FactorArrays> stage_factors;                    ///< [slot] stage 1
  std::vector<FactorArrays> finish_factors;                   ///< [slot] stage 2
  FactorArrays euler_factors;
  std::vector<LaneArray> mean, largest;  ///< [constituent] [unknown, lane]; empty without statistics
  bool keeps_factors = false;            ///< one slot a constituent: factors are used again while nothing changes
  std::vector<double> factored_dt;       ///< [slot] step the factors are for, 0 = none
  LaneArray lowest, highest, reaction;
  long fallback_steps = 0;  ///< lane-steps that backward Euler took
};

/// What a step needs to know.
struct TransportStep {
  double dt = 0.0;            ///< [s]
  bool water_changed = true;  ///< rates or volumes differ from the last step's
  double last_dt = 0.0;       ///< weight of the present concentrations in the mean [s]
  const SteadySources* sources = nullptr;
  const ChangingSources* changing = nullptr;
};

/// @param keeps_factors whether the flow can stay the same from step to step (mode `prescribed`)
Transport make_transport(const HydraulicCase& model, int lanes, int width, bool statistics, bool keeps_factors);

/// Decay at the water temperature of time t: k20 θ^(T − 20), by reach and reservoir. Returns whether anything changed.
bool set_decay(const HydraulicCase& model, const Settings& settings, const BlockInputs& inputs, double t,
               std::vector<double>& last_temperature, Transport& transport);

/// The steady state of the present flow, decay and loads; unknowns without water and decay keep `c`.
void solve_steady_state(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport);

/// Advances one constituent by dt. Exits' fluxes and reaction are integrated as the scheme does, so that mass closes.
StepMass advance(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport);

/// Adds the present concentrations to the statistics with weight dt [s].
void add_statistics(int constituent, double dt, Transport& transport);

/// Mass in the river [g] of one lane.
double stored_mass(const Hydraulics& water, int constituent, int lane, const Transport& transport);

}  // namespace bailang
