#pragma once

#include <cstdint>

/// The loops that take the time, one table of them for each lane width. They are compiled for several instruction sets
/// and give the same bits on each: no fused multiply-add, the same operations in the same order.
///
/// Arrays of state hold W lanes an unknown: x[unknown * W + lane]. Arrays of coefficients hold `coefficient_width` values
/// an unknown: 1 where all lanes share the flow, W where each lane has its own. Everything is in SI units.
namespace bailang {

/// The elimination forest of a grid.
struct TreeView {
  int size = 0;       ///< all unknowns
  int tree_size = 0;  ///< those of the forest; the rest are border unknowns
  const int* parent = nullptr;
  const int* child_begin = nullptr;
  const int* child = nullptr;
  const std::uint8_t* reaches_border = nullptr;  ///< [tree_size] whether a border unknown is coupled through i
  [[nodiscard]] int border() const { return size - tree_size; }
};

/// Kinematic routing of one reach over a step: storage, outflow and depth of its cells from upstream to downstream.
/// Implicit upwind: V' = V + dt (Q_in + q - w - Q(h')), V' = A(h') dx, Q by Manning.
struct RouteReach {
  int count = 0, first = 0, stride = 1, first_face = 0;
  double cell_length = 0, bottom_width = 0, side_slope = 0, wetted_side = 0;  ///< wetted_side = 2 sqrt(1 + z²)
  double conveyance = 0;                                                      ///< sqrt(S0)/n
  double dt = 0, film = 0;             ///< film: water that stays on the bed [m3]
  const double* volume_old = nullptr;  ///< [unknown]
  double* volume_new = nullptr;        ///< [unknown]
  double* depth = nullptr;             ///< [unknown] in: last depth, out: new depth
  const double* inflow = nullptr;      ///< [unknown] lateral water [m3 s-1]
  double* taken = nullptr;             ///< [unknown] in: withdrawal wished, out: taken [m3 s-1]
  double* discharge = nullptr;         ///< [face] in: upstream end; out: all
};

/// Dispersive conductance E·A of a reach's cells.
struct ReachDispersion {
  int count = 0, first = 0, stride = 1, first_face = 0;
  double given = -1.0;  ///< E [m2 s-1]; negative = Fischer (1975)
  double cell_length = 0, bottom_width = 0, side_slope = 0, bed_slope = 0, film = 0;
  const double* volume = nullptr;
  const double* depth = nullptr;
  const double* discharge = nullptr;
  double* conductance = nullptr;  ///< [unknown] E·A [m4 s-1]
};

/// Exchange rates between the unknowns of the faces [m3 s-1], hybrid central/upwind so that every rate is ≥ 0.
struct FaceRates {
  int count = 0;  ///< faces
  const int* up = nullptr;
  const int* down = nullptr;
  const double* distance = nullptr;
  const double* upper_share = nullptr;
  const double* conducts = nullptr;
  const double* sea = nullptr;          ///< > 0 at outlet faces with a sea concentration beyond
  const double* discharge = nullptr;    ///< [face]
  const double* conductance = nullptr;  ///< [unknown] E·A
  double* rate_down = nullptr;          ///< [face] up → down
  double* rate_up = nullptr;            ///< [face] down → up
  double* leaving = nullptr;            ///< [unknown] in: water taken; out: sum of all rates that leave
  double* exits = nullptr;              ///< [unknown] in: water taken; out: rates that reach no other unknown
  double* to_parent = nullptr;          ///< [tree]
  double* from_parent = nullptr;        ///< [tree]
  int tree_size = 0;
};

/// Factors of A = m V + α (k V + leaving − rates), by elimination along the forest.
struct Factors {
  double* inverse_diagonal = nullptr;  ///< [unknown]
  double* own = nullptr;               ///< [tree] share of row i that is kept or lost for good
  double* forward = nullptr;           ///< [tree] e: share of row i that goes to its parent's right-hand side
  double* backward = nullptr;          ///< [tree] f: weight of the parent in back substitution
  double* border_row = nullptr;        ///< [tree × border] weight of a border unknown in back substitution
  double* border_column = nullptr;     ///< [tree × border] share of row i that goes to a border row
  double* border_matrix = nullptr;     ///< [border × border] LU factors
};

struct Factorise {
  TreeView tree;
  double mass = 1.0;   ///< m
  double alpha = 0.0;  ///< α [s]
  const double* volume = nullptr;
  const double* decay = nullptr;  ///< [unknown] [s-1]
  const double* leaving = nullptr;
  const double* exits = nullptr;  ///< [unknown] the part of `leaving` known to leave the network
  const double* to_parent = nullptr;
  const double* from_parent = nullptr;
  const double* from_border = nullptr;  ///< [unknown × border] rates, null without border
  const double* to_border = nullptr;
  Factors factors;
};

/// One solve with given factors. What the right-hand side is depends on the kernel called.
struct LaneSweep {
  TreeView tree;
  Factors factors;
  double alpha = 0.0;                    ///< [s]
  double a = 0.0, b = 0.0;               ///< TR-BDF2 weights of stage 2
  const double* volume_old = nullptr;    ///< V at the start of the step
  const double* volume_stage = nullptr;  ///< V at the stage
  const double* decay = nullptr;
  const double* source = nullptr;    ///< [unknown, lane] constant over the step [g s-1]
  const double* changing = nullptr;  ///< [unknown, coefficient] already times α [g], null when nothing changes
  double source_weight = 0.0;        ///< α or 2α or dt [s], times `source`
  const double* c = nullptr;         ///< [unknown, lane] at the start of the step
  double* x = nullptr;               ///< [unknown, lane] right-hand side, then solution
  double reaction_old = 0.0;         ///< weight of k V_old c in the reaction [s]
  double reaction_stage = 0.0;       ///< weight of k V_stage of the stage's concentration [s]
  double* reaction = nullptr;        ///< [lane] mass lost to reaction, added to [g]
  double* mean = nullptr;            ///< [unknown, lane] gets mean_weight·c, null = no statistics
  double* largest = nullptr;         ///< [unknown, lane]
  double mean_weight = 0.0;          ///< [s]
  double* lowest = nullptr;          ///< [lane] least solution, kept when lower
  double* highest = nullptr;         ///< [lane] greatest solution, kept when higher
};

/// Kernels on coefficient arrays.
struct CoefficientKernels {
  void (*route_reach)(const RouteReach&) = nullptr;
  void (*reach_dispersion)(const ReachDispersion&) = nullptr;
  void (*face_rates)(const FaceRates&) = nullptr;
  void (*factorise)(const Factorise&) = nullptr;
};

/// Kernels on state arrays.
struct SweepKernels {
  /// Stage 1, trapezoidal: x = A⁻¹[(V_old(1−αk) + V_stage(1+αk)) c + source], c* = x − c. Adds statistics of c.
  void (*trapezoidal)(const LaneSweep&) = nullptr;
  /// Stage 2, BDF2: on entry x = c* + c of stage 1; x = A⁻¹[a V_stage c* − b V_old c + source].
  /// volume_stage is V*, `reaction_stage` weighs V* c*; the solution's own part is added by `finish`.
  void (*bdf2)(const LaneSweep&) = nullptr;
  /// Backward Euler (also a steady state with mass ≈ 0): x = A⁻¹[V_old c + source].
  void (*euler)(const LaneSweep&) = nullptr;
  /// Back substitution; adds reaction_stage·k·V_stage·x to the reaction and keeps the lowest value.
  void (*back_substitute)(const LaneSweep&) = nullptr;
};

/// @param coefficient_width 1, 8, 16, 32 or 64
CoefficientKernels coefficient_kernels(int coefficient_width);

/// @param lanes 1, 8, 16, 32 or 64
/// @param own_flow whether every lane has coefficients of its own
SweepKernels sweep_kernels(int lanes, bool own_flow);

/// `avx512`, `avx2` or `baseline`: the instruction set in use. BAILANG_INSTRUCTION_SET in the environment forces a lower one.
const char* instruction_set();

}  // namespace bailang
