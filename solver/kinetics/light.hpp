#pragma once

/// Light for plants.
namespace bailang {

/// Mean over the depth of I/(K + I) [-] where light falls off as I = I₀ exp(−k_e z):
/// ln((K + I₀) / (K + I₀ exp(−k_e H))) / (k_e H) (Chapra et al. 2008, QUAL2K, half-saturation light model).
/// @param surface photosynthetic radiation I₀ [W m-2]  @param half_saturation K [W m-2] > 0
/// @param extinction k_e [m-1] > 0  @param depth H [m] > 0
double mean_light_factor(double surface, double half_saturation, double extinction, double depth);

/// Height of the sun's half sine [-] at a time of day: sin(π t / f) from sunrise through the photoperiod f, 0 at night
/// (O'Connor and Di Toro 1970, J. Sanit. Eng. Div. ASCE 96, 547–571). Its mean over the day is 2 f / π.
/// @param seconds_of_day [s], NaN = the mean  @param sunrise [s]  @param photoperiod share of the day [-]
double half_sine_of_day(double seconds_of_day, double sunrise, double photoperiod);

}  // namespace bailang
