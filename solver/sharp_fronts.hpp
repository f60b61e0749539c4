#pragma once

#include <vector>

#include "solver/aligned.hpp"
#include "solver/hydraulics.hpp"

/// Sharp fronts: takes back the dispersion that upwind faces add, as far as no new extremum comes of it.
///
/// Where the cell Péclet number |U| Δx/E is above 2 the transport step takes the upwind concentration, which acts like a
/// dispersion of |U| Δx/2; below, the mean of both sides. After the step the difference to a third-order upwind-biased
/// flux (κ = 1/3; Leonard 1979, Comput. Methods Appl. Mech. Eng. 19, 59–98) is applied, limited as Zalesak does
/// (flux-corrected transport; Zalesak 1979, J. Comput. Phys. 31, 335–362). What passes a junction goes on with the water
/// that leaves it. Made for Courant numbers up to 2; beyond, transport itself smears a front in time (backward Euler).
/// Not linear: leave it out where an adjoint is wanted.
namespace bailang {

/// Faces at which a correction may act, and what it reads.
struct FrontFace {
  enum class Kind { none, inside, node_below, node_above };
  Kind kind = Kind::none;
  int far_up = -1;    ///< cell upstream of the face's upper cell, in the same reach; -1 = none
  int far_down = -1;  ///< cell downstream of the face's lower cell
  int node = -1;      ///< index into SharpFronts::node_begin for faces at a node
  double cell_length = 0.0;
};

/// One way out of a mixing node: what enters the node leaves by these, by their share of the rates.
struct NodeExit {
  int unknown = -1;  ///< cell beyond, or the node itself where it stores water
  int face = -1;     ///< -1 for the node itself
  bool downstream = true;
};

struct SharpFronts {
  int lanes = 1;
  int width = 1;                                ///< of coefficients
  std::vector<FrontFace> faces;                 ///< [face]
  std::vector<int> node_unknown;                ///< [node]
  std::vector<int> node_begin;                  ///< [node + 1] exits of a node
  std::vector<NodeExit> exits;                  ///< node by node
  LaneArray share;                              ///< [exit, coefficient] [-]
  LaneArray moved;                              ///< [face, lane] correction, positive downstream [g]
  LaneArray half, highest, lowest, gain, loss;  ///< [unknown, lane]
};

/// @param lanes 1, 8, 16, 32 or 64  @param width of coefficients: 1 or lanes
SharpFronts make_sharp_fronts(const HydraulicCase& model, int lanes, int width);

/// Corrects what a transport step of dt [s] left, for the rates and new volumes of `water`. Mass stays; no value leaves
/// the range of its own and its neighbours' values before and after the step. Each lane by itself: the same bits in any block.
/// @param before concentrations at the start of the step [unknown, lane] [g m-3]  @param c those at its end, corrected
void sharpen(const HydraulicCase& model, const Hydraulics& water, double dt, const LaneArray& before, LaneArray& c,
             SharpFronts& fronts);

/// Dispersion of every cell [unknown, coefficient] [m2 s-1]: what the river has, E, and what the linear scheme adds where
/// it is upwind, max(0, |U| Δx/2 − E). 0 at nodes.
void cell_dispersion(const HydraulicCase& model, const Hydraulics& water, LaneArray& physical, LaneArray& numerical);

}  // namespace bailang
