#include "io/equation_texts.hpp"

namespace bailang {
namespace {

constexpr std::string_view whole_problem = R"(# Equations

This page is written by the program `print_equations` from the table of processes and parameters that the solver runs;
a test compares the two, another checks that the table conserves nitrogen, phosphorus, oxygen equivalents and solids.

Units here: m, s, g m⁻³ (= mg/l), °C; the parameters are in the units of their names. Symbols: A wetted area, Q
discharge, U = Q/A velocity, B top width, H = A/B depth, S bed slope, T temperature, c_i concentration of constituent i,
V volume, E dispersion coefficient, k first-order loss, ρ_p rate of process p, ν_pi grams of i that a gram of ρ_p makes.

## The whole problem

In a reach, along the river x and in time t, water and matter are conserved:

$$\frac{\partial A}{\partial t} + \frac{\partial Q}{\partial x} = q$$

$$\frac{\partial Q}{\partial t} + \frac{\partial}{\partial x}\frac{Q^2}{A} + g A \frac{\partial z}{\partial x} + g A \frac{n^2 Q |Q|}{A^2 R^{4/3}} = 0$$

$$\frac{\partial (A c_i)}{\partial t} + \frac{\partial (Q c_i)}{\partial x} = \frac{\partial}{\partial x}\left(A E \frac{\partial c_i}{\partial x}\right) + l_i - A k_i \theta_i^{T-20} c_i + A \sum_p \nu_{pi} \rho_p(c)$$

q is lateral water, l_i the load that enters with it, by outfalls and from the land, less what withdrawals take. Modes
`steady`, `prescribed` and `kinematic` leave out terms of the second equation: there bed slope balances friction. Where
reaches meet, water and matter are conserved and all that leaves has one concentration. A reservoir is one mixed volume:

$$\frac{d (V c_i)}{dt} = \sum_{in} Q c_i - Q_{out} c_i - V k_i \theta_i^{T-20} c_i + V \sum_p \nu_{pi} \rho_p(c)$$

## Term by term
)";

const std::vector<FormulaText> terms = {
    {"Friction", R"(Q = \frac{1}{n} A R^{2/3} \sqrt{S})", "R = A / wetted perimeter.", "Manning; Chow 1959",
     "solver/manning.cpp"},
    {"Levels and discharges",
     R"(u_f^{n+1} = u_f^n - \Delta t \left(a_f + g \frac{\zeta_d^{n+\theta} - \zeta_u^{n+\theta}}{\Delta x} + \frac{g n^2 |u| u}{R^{4/3}}\right), \quad V^{n+1} = V^n + \Delta t \sum \pm A_f u_f)",
     "Modes `dynamic` and `diffusive`: levels ζ at cells, junctions and reservoirs, velocities u at the faces between "
     "them, "
     "areas from where the water comes. The advection a_f keeps momentum where the flow expands and energy head where "
     "it "
     "contracts; levels of all places are found together by Newton's method, θ = 0.55 (1 in `diffusive`, where u_f^n "
     "and a_f are "
     "left out). Sub-steps keep |u| Δt below the cell length, where a bore runs (|u| + √(gA/B)) Δt near half of it. A "
     "steady run is the fixed point at an endless step.",
     "Stelling and Duinmeijer 2003, Int. J. Numer. Meth. Fluids 43, 1329–1354; Casulli and Stelling 2013, 71(2)",
     "solver/level_step.cpp"},
    {"Kinematic wave",
     R"(V^{n+1} = V^n + \Delta t \left(Q_{in} - Q(V^{n+1})\right), \quad Q = \frac{1}{n} A R^{2/3} \sqrt{S})",
     "Mode `kinematic`, cell by cell downstream: what leaves a cell is the uniform flow of its own storage.",
     "Lighthill and Whitham 1955, Proc. R. Soc. A 229, 281–316", "solver/hydraulics.cpp"},
    {"Sluices", R"(Q = W y \sqrt{2 g (h_1 - \max(h_2, y))}, \quad y = \min(C_c a, \max(\tfrac{2}{3} h_1, h_2)))",
     "Heads h_1 ≥ h_2 over the sill, opening a, contraction C_c = 0.61 unless given: free and drowned underflow, and a "
     "broad crest where the gate is out of the water.",
     "Henderson 1966, Open Channel Flow, §6.4; Chow 1959, §17-5", "solver/structure_flow.cpp"},
    {"Overfall", R"(Q = \tfrac{2}{3} \mu \sqrt{2 g}\, W h_1^{3/2} \left(1 - (h_2/h_1)^{3/2}\right)^{0.385})",
     "Weirs (μ = 1/√3 unless given, critical flow over a broad crest), rubber dams (0.60). The bracket acts where the "
     "lower level stands above the crest.",
     "Poleni; Villemonte 1947, Engineering News-Record 139, 866–869", "solver/structure_flow.cpp"},
    {"Dispersion", R"(E = 0.011 \frac{U^2 B^2}{H U_*}, \quad U_* = \sqrt{g H S})",
     "Unless a reach gives its own E; 0 = none. Nothing spreads through a reservoir, sluice, weir or dam.",
     "Fischer 1975, J. Environ. Eng. Div. ASCE 101(3)", "solver/manning.cpp"},
    {"Transport in time",
     R"(\begin{aligned}(V c)^{*} &= (V c)^n + \tfrac{\gamma \Delta t}{2}\left(L c^n + L c^{*}\right)\\ (2-\gamma)(V c)^{n+1} &= \tfrac{1}{\gamma} (V c)^{*} - \tfrac{(1-\gamma)^2}{\gamma} (V c)^n + (1-\gamma) \Delta t\, L c^{n+1}\end{aligned})",
     "TR-BDF2 with γ = 2 − √2, L all that moves or is lost: second order, and any step is stable. A face takes the "
     "mean of both "
     "sides where U Δx/E ≤ 2, beyond it the share that keeps the scheme from overshooting, which adds U Δx/2 − E "
     "(`cell_numerical_dispersion`). A scenario whose step would go below 0 takes that step by backward Euler "
     "(`transport_fallback_steps_…`); the others do not.",
     "Bank et al. 1985, IEEE Trans. CAD 4(4); Bonaventura and Della Rocca 2017, J. Sci. Comput. 70, 859–895",
     "solver/transport.cpp"},
    {"Sharp fronts",
     R"(F = F_{transport} + \lambda \left(F_{\kappa = 1/3} - F_{transport}\right), \quad 0 \le \lambda \le 1)",
     "With `[transport] sharp_fronts`: after the step, λ as large as no new extremum comes of it.",
     "Leonard 1979, Comput. Methods Appl. Mech. Eng. 19, 59–98; Zalesak 1979, J. Comput. Phys. 31, 335–362",
     "solver/sharp_fronts.cpp"},
    {"Storage zones",
     R"(\frac{dc}{dt} = \alpha (c_s - c), \quad \frac{dc_s}{dt} = \alpha \frac{A}{A_s} (c - c_s) - k_s c_s)",
     "Where a reach has `storage_area_m2` A_s and `storage_exchange_per_s` α; solved exactly, half before and half "
     "after the "
     "transport.",
     "Bencala and Walters 1983, Water Resour. Res. 19(3), 718–724", "solver/storage_zones.cpp"},
    {"Age of water, travel time", R"(\frac{D\,\text{age}}{Dt} = 1)",
     "Constituents that grow by a day a day. Water enters with 0; `age` mixes by flow, `travel_time` is not diluted by "
     "what joins along the way.",
     "Deleersnijder et al. 2001, J. Mar. Syst. 28, 229–267", "solver/source_terms.cpp"},
    {"First-order loss", R"(\frac{dc_i}{dt} = -k_i \theta_i^{T-20} c_i)",
     "`k_<constituent>_per_day` and `theta_<constituent>`, by reach too. It stands inside the transport matrix; in the "
     "set "
     "`n_cod_do` it is 0 unless given.",
     "Streeter and Phelps 1925", "solver/transport.cpp"},
    {"Reactions", R"(\frac{dc_i}{dt} = \sum_p \nu_{pi} \rho_p(c), \quad \rho_p = K_p \prod_f F_f(c))",
     "Half a step of reactions before the transport and half after it (Strang 1968). K_p is the rate constant at the "
     "cell's temperature and depth, F_f its factors below. The extents of the "
     "processes are "
     "integrated, so that the stoichiometry holds to round-off whatever the step.",
     "Verwer et al. 1999, SIAM J. Sci. Comput. 20, 1456–1480", "solver/kinetics/react.cpp"},
    {"Weirs and dams",
     R"(c_{below} = c_s - \frac{c_s - c_{above}}{r}, \quad r = 1 + 0.38\,a\,b\,h\,(1 - 0.11 h)(1 + 0.046 T))",
     "For oxygen alone, with the difference h of the levels; a the water's quality (0.65 gross pollution to 1.8 "
     "clean), b the "
     "weir's form (0.05 sluice gate to 1.0 sharp crest). Beyond h = 4.55 m, where the formula turns down, its value "
     "there "
     "is kept.",
     "Butts and Evans 1983, as in QUAL2K", "solver/kinetics/weir_aeration.cpp"},
    {"Wetlands that a reach passes",
     R"(Q c_{below} = (Q - r) c_{above} + r C^*, \quad r = Q_w \left(1 - (1 + \frac{k A}{P Q_w})^{-P}\right))",
     "P-k-C* for the water Q_w = min(Q, `flow_m3_s`) that goes through, and mixes with the rest again; k = k_20 "
     "θ^(T − 20); without tanks P the bracket is exp(−k A / Q_w). What the wetland treats does not disperse past it.",
     "Kadlec and Wallace 2009, Treatment Wetlands, 2nd ed.", "solver/wetland_rates.cpp"},
    {"Dredging and aeration",
     R"(K_{bed} = (1 - f) K_{bed,0}, \quad k_a = (k_{a,20} + k_{added}) \theta^{T-20}, \quad m_{O} = \frac{W}{L})",
     "Of the measures in force: f is the part of `sod`, `nh4_release` and `po4_release` that is gone, k_added what "
     "aerators add to reaeration, W the oxygen that is given evenly along reaches of length L together.",
     "definitions", "solver/kinetics/bed_and_air.cpp"},
    {"Wet weather at plants",
     R"(Q_{rain} = i\,A_c\,\psi, \quad Q_{over} = \max(Q_{dry} + Q_{rain} - Q_{cap}, 0), \quad c_{over} = \frac{W_{dry} + Q_{rain} c_{rain}}{Q_{dry} + Q_{rain}})",
     "Rain i of `rain.csv` on the plant's `combined_area_km2` A_c with `runoff_coefficient` ψ (the rational method) "
     "mixes "
     "with what comes in dry weather, W its load. The capacity is treated; what exceeds it leaves untreated, as strong "
     "as "
     "the mixture.",
     "GB 50014-2021, storm water by the rational method", "scenarios/chain_flow.cpp"},
    {"Wetlands at outfalls",
     R"(c = c^* + (c_{in} - c^*)\,e^{-k/q} \quad\text{or}\quad c^* + (c_{in} - c^*)\left(1 + \frac{k}{P q}\right)^{-P}, \quad q = Q/A, \quad k = k_{20}\,\theta^{T-20})",
     "First-order removal over the area A: plug flow, or with `tanks` P the P-k-C* model, which removes less. Rates "
     "belong "
     "to the P that they were found with. T is the water's of the outfall's reach. What comes in below c* stays as it "
     "is; "
     "no water is lost or gained.",
     "Kadlec and Wallace 2009, Treatment Wetlands, 2nd ed., ch. 6", "solver/wetland_removal.cpp"},
};

constexpr std::string_view factors = R"(
## Factors of the rates

| form `oxygen_limitation` | F(c; K) | F_inhibited(c; K) | K |
| --- | --- | --- | --- |
| `exponential` (default) | 1 − exp(−c/K) | exp(−c/K) | mg/l; QUAL2K's 0.6 l/mg is K = 1.67 mg/l |
| `half_saturation` | c / (K + c) | K / (K + c) | mg/l; common: 0.5 oxidation, 1 to 2 nitrification, 0.1 denitrification |
| `second_order` | c² / (K + c²) | K / (K + c²) | (mg/l)² |

The defaults of the three K are those of `exponential`; with another form, give K too.

- A factor whose constituent is not simulated is left out.
- **K = 0 switches a factor off.** An inhibition is then exactly 1. A limitation is then 1 − exp(−c / 0.05 mg/l) where
  the process consumes the constituent (0.001 mg/l for nutrients of algae): exactly 1 in double precision above
  2 mg/l, and 0 where there is nothing left to consume. Where nothing is consumed it is left out. When K is 0 in some
  reaches and not in others, a `half_saturation` or `second_order` takes K = 0.001 there.
- So every rate vanishes with each constituent that it consumes. An exact solution never turns negative, without any
  cap that depends on the time step.
)";

constexpr std::string_view processes = R"(
Each is ρ = rate constant × factors [g m⁻³ d⁻¹], and changes constituents by the amounts "per ρ" [g/g]. A name in the
formula is a constituent [mg/l] or a parameter. A process acts when the constituents it lives on are simulated and its
rate is not 0 everywhere; products that are not simulated leave the balance. What lies outside of the water: `air`,
`nitrogen_gas`, `bed_n`, `bed_p`, `bed_cod`, `bed_solids`, `plants` that are not simulated, `other_cod` (organic matter
that no constituent stands for).
)";

constexpr std::string_view matrix = R"(
Grams of a constituent that a gram of ρ makes, with the default stoichiometry.
)";

constexpr std::string_view composition = R"(
What the matter holds, in grams a gram. Each process row times each of these columns is 0: a test checks it for every
choice of stoichiometry. Oxygen equivalents: COD counts 1, oxygen −1, ammonia 0, nitrite and nitrate what their
formation took, nitrogen gas 2.86 more than nitrate.
)";

const std::vector<FormulaText> coefficients = {
    {"Temperature", R"(k(T) = k_{20}\,\theta^{T-20})", "Of every process that names a θ.",
     "Arrhenius' law, as in QUAL2E", "solver/kinetics/coefficients.cpp"},
    {"Depth", R"(k = v / H, \quad k = J / H)",
     "Settling velocities v and the bed's areal rates J. Water shallower than 1 cm counts as 1 cm.", "mass balance",
     "solver/kinetics/coefficients.cpp"},
    {"Water temperature from the air's", R"(T_w = \mu + \frac{\alpha - \mu}{1 + e^{\gamma (\beta - T_a)}})",
     "α = 26.2 °C, β = 13.3 °C, γ = 0.18 1/°C, μ = 0.8 °C, the means over gauged streams; made for weekly means.",
     "Mohseni et al. 1998, Water Resour. Res. 34, 2685–2692; values of Mohseni et al. 1999, 35, 3723–3733",
     "solver/kinetics/air_temperature.cpp"},
    {"Saturation of oxygen",
     R"(\ln c_s = -139.34411 + \frac{1.575701\cdot10^5}{\Theta} - \frac{6.642308\cdot10^7}{\Theta^2} + \frac{1.2438\cdot10^{10}}{\Theta^3} - \frac{8.621949\cdot10^{11}}{\Theta^4} - s\left(0.017674 - \frac{10.754}{\Theta} + \frac{2140.7}{\Theta^2}\right))",
     "Θ = T + 273.15, s salinity in g/kg. Times p (1 − p_w/p)(1 − ϑ p) / ((1 − p_w)(1 − ϑ)) at the pressure p [atm], "
     "with p_w = exp(11.8571 − 3840.70/Θ − 216961/Θ²), ϑ = 0.000975 − 1.426·10⁻⁵ T + 6.436·10⁻⁸ T². The pressure is "
     "that of the "
     "standard atmosphere at the water's height above the sea z, p = (1 − 2.25577·10⁻⁵ z)^5.25588; QUAL2K's factor "
     "1 − 0.0001148 z is not used. `oxygen_saturation_mg_l` above 0 takes the place of it all.",
     "Benson and Krause 1984, as in APHA Standard Methods 4500-O; ISO 2533", "solver/kinetics/oxygen_saturation.cpp"},
    {"Reaeration",
     R"(k_a = \max\left(k_{stream}(U, H, \ldots) + \frac{v_{wind}}{H}, \frac{v_{least}}{H}\right)\theta^{T-20}\,(1 - \text{ice cover}))",
     R"(With `reaeration = "given"`: k_a = (`k_reaeration_per_day` + v_wind/H) θ^(T − 20) (1 − ice cover). In still water,
a reservoir's for instance, every stream formula gives 0: there the wind and the least transfer velocity
`v_reaeration_least_m_per_day` act. Formulas at 20 °C, 1/d (wind: m/d):

| `reaeration` | k_stream | made for | source |
| --- | --- | --- | --- |
| `covar` (default) | Owens–Gibbs where H < 0.61 m; else O'Connor–Dobbins where H > 3.45 U^2.5; else Churchill | all streams | Covar 1976 |
| `oconnor_dobbins` | 3.93 U^0.5 / H^1.5 | deep, slow | O'Connor and Dobbins 1958 |
| `churchill` | 5.026 U / H^1.67 | deep, fast | Churchill et al. 1962 |
| `owens_gibbs` | 5.32 U^0.67 / H^1.85 | shallow | Owens et al. 1964 |
| `tsivoglou_neal` | 31183 U S where Q < 0.4247 m³/s, else 15308 U S | small, steep | Tsivoglou and Neal 1976 |
| `thackston_dawson` | 2.16 (1 + 9 Fr^0.25) U_* / H | small | Thackston and Dawson 2001 |
| `usgs_pool_riffle` | 517 (US)^0.524 Q^−0.242 where Q < 0.556 m³/s, else 596 (US)^0.528 Q^−0.136 | pools and riffles | Melching and Flores 1999 |
| `usgs_channel_control` | 88 (US)^0.313 H^−0.353 where Q < 0.556 m³/s, else 142 (US)^0.333 H^−0.66 B^−0.243 | uniform channels | Melching and Flores 1999 |
| `langbein_durum` | 5.13 U / H^1.33 | all streams | Langbein and Durum 1967: 7.6 U/H^1.33 in feet |

| `wind_reaeration` | v_wind, W wind at 10 m | source |
| --- | --- | --- |
| `none` (default) | 0 | |
| `banks_herrera` | 0.728 W^0.5 − 0.317 W + 0.0372 W² | Banks and Herrera 1977 |
| `wanninkhof` | 0.0986 W^1.64 | Wanninkhof et al. 1991 |)",
     "see the table; constants as in QUAL2K", "solver/kinetics/reaeration.cpp"},
    {"Ionised ammonia",
     R"(f_{ionised} = \frac{1}{1 + 10^{pH - pK_a}}, \quad pK_a = 0.09018 + \frac{2729.92}{T + 273.15})",
     "Nitrification takes this share of total ammonia; with `ph` = 0 (not given) it takes all of it.",
     "Emerson et al. 1975, J. Fish. Res. Board Can. 32, 2379–2383", "solver/kinetics/ionised_ammonia.cpp"},
    {"Light",
     R"(\text{light}(I, H) = \frac{1}{k_e H} \ln\frac{K_I + I_0}{K_I + I_0 e^{-k_e H}}, \quad I_0 = \text{par\_share}\; I\,(1 - \text{ice cover}))",
     "The mean of I/(K_I + I) over the depth. k_e is `light_extinction_per_m`; algae's own shade is not counted.",
     "Chapra et al. 2008 (QUAL2K)", "solver/kinetics/light.cpp"},
    {"Half sine of the day", R"(\sin(\pi t / f), \quad 0 \le t < f)",
     "t is the time since `sunrise_h` in days, f the `photoperiod`; 0 at night. Its mean over the day is 2 f/π. The "
     "clock "
     "is the case's, UTC.",
     "O'Connor and Di Toro 1970, J. Sanit. Eng. Div. ASCE 96, 547–571", "solver/kinetics/light.cpp"},
};

constexpr std::string_view parameters = R"(
Keys of `[kinetics]`; those "by place" may also differ by reach or reservoir in `kinetics.csv`. A parameter in `g/g` is
the stoichiometry of the whole case. Wind, ice cover, radiation and salinity stand in where `weather.csv` says nothing.

The defaults of QUAL2Kw, NSM-I and DELWAQ were read in the source code of those models; those of QUAL2E, QUAL2K, WASP
and EPA/600/3-85/040 are quoted as the literature quotes them. All are first guesses: calibrate.
)";

constexpr std::string_view textbook_systems = R"(
## Systems of the textbooks, by parameters alone

- **Streeter and Phelps**: `cod_fast`, `do`; `reaeration = "given"`, `k_reaeration_per_day`, `oxygen_saturation_mg_l`,
  `k_oxygen_oxidation_mg_l = 0`. Removal of BOD without oxygen: `v_settling_cod_fast_m_per_day` = rate × H, or
  `k_cod_fast_per_day`.
- **Linear chain** org_n → nh4_n → no2_n → no3_n → gas: as above with `k_oxygen_nitrification_mg_l = 0`,
  `k_oxygen_denitrification_mg_l = 0` (no inhibition), `k_carbon_denitrification_mg_l = 0`, `cod_per_n_denitrified = 0`,
  `v_bed_denitrification_m_per_day = 0`; a constant bed demand has `k_oxygen_sod_mg_l = 0`.
- **Limited by oxygen**: `oxygen_limitation = "half_saturation"` and a K for each of oxidation, nitrification and
  denitrification.
- **O'Connor and Di Toro's day**: `photosynthesis_peak_mg_l_d`, `photoperiod`, `sunrise_h`, `respiration_mg_l_d`.
)";

}  // namespace

const EquationTexts& equation_texts() {
  static const EquationTexts texts = {whole_problem, terms,        factors,    processes,       matrix,
                                      composition,   coefficients, parameters, textbook_systems};
  return texts;
}

}  // namespace bailang
