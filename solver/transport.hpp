#pragma once

#include <cstdint>
#include <vector>

#include "solver/aligned.hpp"
#include "solver/hydraulics.hpp"
#include "solver/matrix_classes.hpp"
#include "solver/source_terms.hpp"

/// Concentrations of a lane block, carried by the water of Hydraulics: conservative finite volumes in mass form, TR-BDF2
/// in time with γ = 2 − √2 (Bank et al. 1985, IEEE Trans. Electron Devices 32(10); Hosea and Shampine 1996, Appl. Numer.
/// Math. 20, 21–37), first-order decay inside the matrix. A lane whose result would turn negative takes the step again by
/// backward Euler, by itself.
namespace bailang {

/// Memory for the factors of one matrix.
struct FactorArrays {
  LaneArray inverse_diagonal, own, forward, backward, border_row, border_column, border_matrix;
};

/// Where mass leaves: the last cells of reaches that end at outlets, cells with withdrawals, pumps and diversions.
struct Exit {
  int unknown = -1;
  int face = -1;      ///< outlet face
  int outlet = -1;    ///< index into Grid::outlets
  int transfer = -1;  ///< index into Hydraulics::transfers; neither outlet nor transfer = a withdrawal
};

/// A face at which what passes is measured.
struct Meter {
  int face = -1;
  int up = -1, down = -1;  ///< unknowns on both sides; -1 = outside
};

/// What one step moved, for every lane [constituent-wise, one constituent at a time].
struct StepMass {
  std::vector<double> reaction;  ///< [lane] lost [g]
  std::vector<double> exits;     ///< [exit, lane] left [g]
  std::vector<double> meters;    ///< [meter, lane] passed downstream [g]
  std::vector<double> extra;     ///< [lane] left by MatrixClass::extra and lost [g]
  std::vector<char> falls;       ///< [lane] 1 = backward Euler took the step
};

/// Loads that stay constant over a step and differ by lane: what the sea, transfers and weirs bring.
struct StepLoads {
  std::vector<int> unknown;  ///< [entry]
  LaneArray load;            ///< [entry, lane] [g s-1]
};

struct Transport {
  int lanes = 1;
  int width = 1;  ///< coefficient width
  std::vector<std::uint8_t> reaches_border;
  TreeView tree;
  std::vector<Exit> exits;
  std::vector<Meter> meters;  ///< none unless asked for
  std::vector<LaneArray> c;   ///< [constituent] [unknown, lane] [g m-3]
  LaneArray x;                ///< the step's result before it is taken
  LaneArray euler;            ///< result of the fallback
  MatrixClasses classes;
  LaneArray source;                                           ///< constant loads with StepLoads added
  LaneArray tilted;                                           ///< the same at one stage, with the tilt
  LaneArray volume_stage;                                     ///< [unknown, coefficient]
  LaneArray changing_first, changing_second, changing_euler;  ///< [unknown, coefficient] [g]
  std::vector<FactorArrays> stage_factors;                    ///< [slot] stage 1
  std::vector<FactorArrays> finish_factors;                   ///< [slot] stage 2
  FactorArrays euler_factors;
  std::vector<LaneArray> mean, largest;  ///< [constituent] [unknown, lane]; empty without statistics
  int oxygen = -1;                       ///< constituent whose lowest value matters, -1 = none
  LaneArray least_oxygen;                ///< [unknown, lane]; empty without oxygen or statistics
  bool keeps_factors = false;            ///< one slot a class: factors are used again while nothing changes
  std::vector<double> factored_dt;       ///< [slot] step the factors are for, 0 = none
  std::vector<int> factored_class;       ///< [slot] class that they are for
  int euler_class = -1;                  ///< class that euler_factors are for in this step, -1 = none
  LaneArray lowest, highest, reaction;
};

/// What a step needs to know.
struct TransportStep {
  double dt = 0.0;            ///< [s]
  bool water_changed = true;  ///< rates or volumes differ from the last step's
  double last_dt = 0.0;       ///< weight of the present concentrations in the mean [s]
  const SteadySources* sources = nullptr;
  const ChangingSources* changing = nullptr;
  const StepLoads* loads = nullptr;  ///< of the constituent that is carried; may be null
  const StepLoads* tilt = nullptr;   ///< loads that fall by `load` a second through their mean 0 at the middle of the
                                     ///< step [g s-2]; may be null
};

/// @param keeps_factors whether the flow can stay the same from step to step (mode `prescribed`)
Transport make_transport(const HydraulicCase& model, int lanes, int width, bool statistics, bool keeps_factors);

/// Lets the pumps and diversions of Hydraulics take part: their exits come after all others.
void add_transfer_exits(const Hydraulics& water, Transport& transport);

/// A new step begins: rates differ from the last one's unless `water_changed` is false.
void begin_step(const Hydraulics& water, bool water_changed, Transport& transport);

/// The steady state of the present flow, decay and loads; unknowns without water and decay keep `c`.
void solve_steady_state(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport);

/// Advances one constituent by dt; begin_step comes first. Exits' fluxes and reaction are integrated as the scheme does, so that mass closes.
/// @param keep whether the result replaces `c` at once; else it stands in `x` until `take` is called
StepMass advance(const Hydraulics& water, const TransportStep& step, int constituent, Transport& transport,
                 bool keep = true);
void take(int constituent, Transport& transport);

/// Values below zero by rounding alone become zero; what that adds stays far below the ledger's own rounding.
/// @param sharpened whether the step's result has been changed since `advance`
void clear_rounding(int constituent, bool sharpened, Transport& transport);

/// Adds the present concentrations to the statistics with weight dt [s].
void add_statistics(int constituent, double dt, Transport& transport);

/// Mass in the river [g] of one lane.
double stored_mass(const Hydraulics& water, int constituent, int lane, const Transport& transport);

}  // namespace bailang
