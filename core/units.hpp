#pragma once

/// Unit conversions. Inside the program everything is SI: m, s, m3 s-1, g m-3 (= mg/l), g, °C; decay in s-1.
/// Conversion happens once, when a table is read or a result written.
namespace bailang::units {

inline constexpr double seconds_per_day = 86400.0;
inline constexpr double seconds_per_hour = 3600.0;
inline constexpr double seconds_per_minute = 60.0;
inline constexpr double grams_per_kilogram = 1000.0;
inline constexpr double metres_per_kilometre = 1000.0;
inline constexpr double seconds_per_year = 365.0 * 86400.0;  ///< yearly rates of the tables are spread over 365 days

constexpr double per_day(double value) {
  return value / seconds_per_day;
}  ///< 1/d → 1/s
constexpr double m3_per_day(double value) {
  return value / seconds_per_day;
}  ///< m3/d → m3/s
constexpr double km2(double value) {
  return value * 1.0e6;
}  ///< km2 → m2
/// kg km-2 a-1 → g m-2 s-1
constexpr double kg_per_km2_year(double value) {
  return value * 1.0e3 / 1.0e6 / seconds_per_year;
}
constexpr double mm_per_year(double value) {
  return value * 1.0e-3 / seconds_per_year;
}  ///< mm/a → m/s
constexpr double m_per_year(double value) {
  return value / seconds_per_year;
}  ///< m/a → m/s
constexpr double mm(double value) {
  return value * 1.0e-3;
}  ///< mm → m
constexpr double mm_per_day(double value) {
  return value * 1.0e-3 / seconds_per_day;
}  ///< mm/d → m/s
constexpr double hours(double value) {
  return value * 3600.0;
}  ///< h → s
constexpr double degrees(double value) {
  return value * 3.14159265358979323846 / 180.0;
}  ///< degrees → rad
constexpr double g_per_s_to_kg_per_day(double value) {
  return value * seconds_per_day * 1.0e-3;
}
constexpr double g_to_kg(double value) {
  return value * 1.0e-3;
}

}  // namespace bailang::units
