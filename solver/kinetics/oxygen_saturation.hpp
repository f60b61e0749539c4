#pragma once

/// How much oxygen water holds when it is in balance with the air.
namespace bailang {

/// Saturation of dissolved oxygen [g m-3] after Benson and Krause, as in APHA Standard Methods 4500-O (tables for
/// 0–40 °C and salinity up to 40), with APHA's correction for pressure.
/// @param temperature [°C]  @param salinity [g kg-1]  @param pressure of the air [atm]
double oxygen_saturation(double temperature, double salinity = 0.0, double pressure = 1.0);

/// Pressure of the standard atmosphere [atm] at a height above the sea [m] (ISO 2533, troposphere).
double standard_pressure(double elevation);

}  // namespace bailang
