#pragma once

/// Uniform flow in trapezoidal channels.
namespace bailang {

struct Channel {
  double bottom_width = 0.0;  ///< b [m]
  double side_slope = 0.0;    ///< z, horizontal per vertical [-]
  double bed_slope = 0.0;     ///< S0 [-]
  double manning_n = 0.0;     ///< n [s m^-1/3]
};

/// Normal depth [m] of a discharge Q [m3 s-1]: the H at which Q = A R^(2/3) sqrt(S0) / n. 0 for Q ≤ 0.
/// Source: Chow, V.T. (1959), Open-Channel Hydraulics, ch. 6.
double normal_depth(const Channel& channel, double discharge);

/// Depth [m] at which the flow area is A [m2]: (b + z H) H = A.
double depth_of_area(const Channel& channel, double area);

/// Flow area [m2] at depth H [m].
double area_of_depth(const Channel& channel, double depth);

/// Longitudinal dispersion after Fischer (1975) [m2 s-1]: E = 0.011 U² B² / (H U*), U* = sqrt(g H S0), with hydraulic
/// depth H = A/B. 0 where there is no flow.
/// @param area A [m2] > 0  @param depth [m], for the top width B = b + 2 z depth
double fischer_dispersion(const Channel& channel, double discharge, double area, double depth);

}  // namespace bailang
