#pragma once

/// First-order removal over the area of a wetland.
namespace bailang {

/// Share that is left of what a concentration exceeds the background by: (1 + k / (P q))^−P, the P-k-C* model, or
/// exp(−k / q), its limit for plug flow (Kadlec and Wallace, Treatment Wetlands, 2nd ed., 2009, ch. 6).
/// @param rate k, areal, at the water's temperature [m s-1]
/// @param hydraulic_load q, flow over area [m s-1], > 0
/// @param tanks P, apparent number of tanks in series [-]; NaN = plug flow
double left_by_wetland(double rate, double hydraulic_load, double tanks);

/// What a wetland leaves of a load [g s-1]: background × flow plus the share that is left of what exceeds it. Water that
/// carries less than the background stays as it is.
/// @param flow [m3 s-1], background [g m-3]
double load_behind_wetland(double load, double flow, double background, double share_left);

}  // namespace bailang
