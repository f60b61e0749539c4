#pragma once

/// Oxygen that water takes up as it falls over a weir or a dam.
namespace bailang {

/// Ratio r of the oxygen deficit above a weir to that below [-], so that below = saturation − (saturation − above) / r.
/// r = 1 + 0.38 a b h (1 − 0.11 h)(1 + 0.046 T) (Butts and Evans 1983, as in QUAL2K; Gameson's formula in metres).
/// Beyond h = 1/0.22 m, where the formula turns down, its value there is kept. Never below 1.
/// @param quality_a of the water [-]: 0.65 gross pollution, 1.0 moderate, 1.6 slight, 1.8 clean
/// @param dam_b form of the weir [-]: 0.05 sluice gate, 0.45–0.8 slopes and steps, 1.0 sharp crest
/// @param head difference of the water levels [m]  @param temperature [°C]
double weir_deficit_ratio(double quality_a, double dam_b, double head, double temperature);

/// Head above a sharp crest [m] at a flow [m3 s-1] over a width [m]: (Q / (1.83 B))^(2/3) (Finnemore and Franzini 2002,
/// as in QUAL2K). No width or no flow: 0.
double sharp_weir_head(double flow, double width);

}  // namespace bailang
