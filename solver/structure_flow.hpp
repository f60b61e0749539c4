#pragma once

#include "network/network.hpp"

/// Laws of gates, weirs and rubber dams: discharge by the levels on both sides.
///
/// Levels are above the datum [m]; `upper` and `lower` mean upstream and downstream along the reach, whichever is higher.
/// Every law is continuous, rises with the upper level and falls with the lower one; its slope is finite everywhere and has
/// no jump at equal levels.
namespace bailang {

/// How a structure stands at a moment, by its rules.
struct StructureSetting {
  double opening = 0.0;      ///< sluice: gate above the sill [m]; infinite = out of the water, 0 = closed
  double crest_level = 0.0;  ///< sill or crest [m]; NaN = the structure's own sill
  double flow = 0.0;         ///< pump, diversion [m3 s-1]; NaN = by Structure::share
};

/// What does not change about a structure in the river, gaps filled.
struct StructureShape {
  StructureKind kind = StructureKind::weir;
  double width = 0.0;        ///< W [m]
  double sill = 0.0;         ///< crest where the setting names none, and the lowest it can be [m]
  double coefficient = 0.0;  ///< sluice: contraction of the jet; weir, rubber dam: μ of Poleni's formula [-]
  bool one_way = false;
};

/// Discharge over a face and its derivatives.
struct FaceFlow {
  double discharge = 0.0;       ///< Q [m3 s-1], positive along the reach
  double by_upper_level = 0.0;  ///< ∂Q/∂(upper level) ≥ 0 [m2 s-1]
  double by_lower_level = 0.0;  ///< ∂Q/∂(lower level) ≤ 0 [m2 s-1]
};

/// Fills the gaps of a structure that stems the river: width by the reach's bottom width, sill by the higher of the beds
/// on both sides (no crest lies below it), coefficient by kind: contraction 0.61 of a sluice (Henderson, F.M. (1966), Open
/// Channel Flow, §6.4), 1/√3 of a weir (broad-crested: critical flow; C = 1.705 m^½/s; a sharp crest has 0.62), 0.60 of a
/// rubber dam (rounded crest, between the two; give the dam's own where it is known).
StructureShape structure_shape(const Network& network, int structure, double upper_bed, double lower_bed);

/// Discharge through a sluice, or over a weir or rubber dam.
/// Sluice: a jet of depth y = min(Cc a, max(2/3 h1, h2)) under the gate, Q = W y √(2 g (h1 − max(h2, y))), h over the sill:
/// free and drowned underflow (y = Cc a) and, with the gate out of the water, broad-crested weir flow, free and drowned.
/// Sources: Henderson (1966) §6.4; Chow, V.T. (1959), Open-Channel Hydraulics, §17-5.
/// Weir, rubber dam: Q = 2/3 μ √(2g) W h1^1.5 (Poleni), drowned × (1 − (h2/h1)^1.5)^0.385 (Villemonte, J.R. (1947),
/// Submerged-weir discharge studies, Engineering News-Record 139, 866–869).
/// Both run either way, but not back when the structure is one_way. Where levels are all but equal the root's infinite
/// slope is rounded off (drop below 2 mm; Villemonte's bracket below 3e-3).
FaceFlow structure_flow(const StructureShape& shape, const StructureSetting& setting, double upper_level,
                        double lower_level);

/// Fall of the water at a structure that stems the river [m], for reaeration: upper less lower level where both are known,
/// not below 0; else the crest's height above the bed downstream; NaN when that is unknown too.
/// @param upper_level, lower_level, lower_bed NaN = unknown (modes without levels have none)
double structure_drop(const Structure& structure, const StructureSetting& setting, double upper_level,
                      double lower_level, double lower_bed);

}  // namespace bailang
