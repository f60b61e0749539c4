#pragma once

#include <optional>
#include <string_view>
#include <vector>

/// Oxygen passing the water's surface: the published formulas in their own unit, 1/d at 20 °C.
/// Where the water stands (velocity 0) each of the stream formulas gives 0: reservoirs live on the wind and on the
/// least transfer velocity.
namespace bailang {

/// A stream as the formulas see it.
struct StreamState {
  double velocity = 0.0;   ///< U [m s-1]
  double depth = 1.0;      ///< H [m], mean depth area/width
  double slope = 0.0;      ///< S [-]
  double discharge = 0.0;  ///< Q [m3 s-1]
  double width = 0.0;      ///< B [m]
};

/// O'Connor and Dobbins (1958): 3.93 U^0.5 / H^1.5. Deep, slow.
double oconnor_dobbins(const StreamState& stream);
/// Churchill et al. (1962): 5.026 U / H^1.67. Deep, fast.
double churchill(const StreamState& stream);
/// Owens and Gibbs (Owens et al. 1964): 5.32 U^0.67 / H^1.85. Shallow.
double owens_gibbs(const StreamState& stream);
/// Covar (1976), as in QUAL2K: Owens–Gibbs below 0.61 m; else O'Connor–Dobbins where H > 3.45 U^2.5; else Churchill.
double covar(const StreamState& stream);
/// Tsivoglou and Neal (1976): 31183 U S below 0.4247 m3/s, 15308 U S above. Small streams.
double tsivoglou_neal(const StreamState& stream);
/// Thackston and Dawson (2001): 2.16 (1 + 9 Fr^0.25) U*/H, Fr = U/√(gH), U* = √(gHS); mean depth for the hydraulic
/// radius. Its smooth limit at U = 0 is not used: still water gives 0.
double thackston_dawson(const StreamState& stream);
/// Melching and Flores (1999), pool and riffle: 517 (US)^0.524 Q^−0.242 below 0.556 m3/s, 596 (US)^0.528 Q^−0.136 above.
double usgs_pool_riffle(const StreamState& stream);
/// Melching and Flores (1999), channel control: 88 (US)^0.313 H^−0.353 below 0.556 m3/s, 142 (US)^0.333 H^−0.66
/// B^−0.243 above.
double usgs_channel_control(const StreamState& stream);
/// Langbein and Durum (1967), 7.6 U/H^1.33 in feet (Bowie et al. 1985), in metres: 5.13 U / H^1.33.
double langbein_durum(const StreamState& stream);

/// Transfer velocity by wind [m/d], wind at 10 m [m s-1]. Banks and Herrera (1977): 0.728 W^0.5 − 0.317 W + 0.0372 W².
double banks_herrera(double wind);
/// Wanninkhof et al. (1991), as in QUAL2K: 0.0986 W^1.64.
double wanninkhof(double wind);

/// A formula as case.toml names it; null function = the rate is given, or no wind.
struct ReaerationFormula {
  std::string_view name;
  double (*rate)(const StreamState&) = nullptr;  ///< [1/d] at 20 °C
};
struct WindFormula {
  std::string_view name;
  double (*velocity)(double wind) = nullptr;  ///< [m/d] at 20 °C
};

/// In the order of the documents.
const std::vector<ReaerationFormula>& reaeration_formulas();
const std::vector<WindFormula>& wind_formulas();

/// Nothing when no formula has the name.
std::optional<ReaerationFormula> find_reaeration_formula(std::string_view name);
std::optional<WindFormula> find_wind_formula(std::string_view name);

}  // namespace bailang
