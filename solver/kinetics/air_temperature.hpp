#pragma once

namespace bailang {

/// Water temperature [°C] of a river from the air temperature [°C] of the week: the logistic
/// T_w = μ + (α − μ) / (1 + exp(γ (β − T_a))) of Mohseni et al. (1998, Water Resour. Res. 34, 2685–2692) with their
/// means over gauged streams, α = 26.2 °C, β = 13.3 °C, γ = 0.18 1/°C, μ = 0.8 °C (Mohseni et al. 1999, 35, 3723–3733).
/// It lies between μ and α, so it does not freeze.
double water_temperature_from_air(double air);

}  // namespace bailang
