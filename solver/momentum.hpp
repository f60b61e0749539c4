#pragma once

#include "solver/section_geometry.hpp"

/// Momentum over one link.
namespace bailang {

/// Everything about a link that stays fixed while the levels of a sub-step are sought:
///   λ u + κ u|u| = explicit_part + up_weight (ζ_up − reference) − down_weight (ζ_down − reference),  κ = g n² / R^(4/3)
/// with λ = 1/Δt (and the implicit share of advection); λ = 0 without inertia.
struct LinkMomentum {
  double linear = 0.0;         ///< λ [s-1]
  double explicit_part = 0.0;  ///< [m s-2]
  double up_weight = 0.0;      ///< g θ / distance [s-2]; θ = 1 at a junction: without storage it has no old moment
  double down_weight = 0.0;
  double reference = 0.0;   ///< level near both [m]
  double tilt = 0.0;        ///< of the donor's depth towards the link, over that depth [-]
  bool tilts_forth = true;  ///< the way of flow that the tilt is for
};

/// Discharge of a link by the levels at its ends.
struct LinkFlow {
  double discharge = 0.0;    ///< Q [m3 s-1]
  double by_up = 0.0;        ///< ∂Q/∂ζ_up ≥ 0 [m2 s-1]
  double by_down = 0.0;      ///< −∂Q/∂ζ_down ≥ 0 [m2 s-1]
  double velocity = 0.0;     ///< [m s-1]
  double area = 0.0;         ///< of the water that moves [m2]
  double area_growth = 0.0;  ///< dA/dζ of its donor [m]
  bool forth = true;         ///< whether the upper end is the donor
};

/// The side that water comes from.
struct Donor {
  const SectionShape* shape = nullptr;
  double bed = 0.0;        ///< [m]
  double other_bed = 0.0;  ///< bed of the side that water goes to [m]
};

/// Depth over the link of water from a donor: its own depth H, less d²/H where the bed rises by d, nothing where the water
/// stands below that rise. @return depth and its derivative by the donor's level
struct FaceDepth {
  double depth = 0.0, slope = 1.0;
};
FaceDepth face_depth(double level, const Donor& donor);

/// The way that water ran in the last iteration: where it has turned, the root of friction is followed by its secant, for
/// Newton's method would swing to and fro about still water.
enum class LastWay { unknown, forth, back };

/// Solves the momentum equation for u, friction implicit, water taken from the side that it comes from.
LinkFlow link_flow(const LinkMomentum& momentum, const Donor& up, const Donor& down, double level_up, double level_down,
                   LastWay last);

}  // namespace bailang
