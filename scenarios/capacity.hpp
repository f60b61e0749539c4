#pragma once

#include <vector>

/// Pollutant-carrying capacity of river water, GB/T 25173-2010, and mixing, HJ 2.3-2018.
namespace bailang {

/// (Cs − C) Q: load that the water can still take [g s-1]; negative = to be cut. (0-D)
double capacity(double target, double concentration, double flow);

/// Lateral mixing by Taylor, (0.058 H + 0.0065 B) (g H I)^½ [m2 s-1]: width B ≤ 100 H, depth H [m], slope I.
double lateral_mixing(double width, double depth, double slope);

/// Distance from an outfall to full mixing [m]; `from_bank` = distance of the outfall from the bank [m]. (HJ 2.3, E.1)
double mixing_length(double width, double from_bank, double velocity, double lateral_mixing);

/// Design flow: the yearly minima (of monthly means) at a guarantee p (0.9): empirical frequency m / (n + 1), linear
/// between ranks; the smallest where p lies beyond them. NaN without minima.
double design_flow(std::vector<double> minima, double guarantee);

}  // namespace bailang
