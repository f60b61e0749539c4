#pragma once

#include <vector>

#include "core/units.hpp"
#include "io/schema.hpp"

/// The parts of the schema, one source file each, and the units and ranges that they share.
namespace bailang {

std::vector<Schema> settings_schemas();         ///< case.toml
Schema kinetics_section();                      ///< case.toml: [kinetics]
Schema process_section();                       ///< case.toml: [[process]]
std::vector<Field> kinetic_parameter_fields();  ///< one a kinetic_parameters(), in their order
std::vector<Schema> network_schemas();          ///< reaches, nodes, reservoirs, sections, withdrawals
std::vector<Schema> hydraulics_schemas();       ///< beds, structures, rules and curves, tides
std::vector<Schema> source_schemas();           ///< inflows, dischargers, plants, outfalls, catchments
std::vector<Schema> weather_schemas();          ///< temperature, weather, evaporation
std::vector<Schema> bay_schemas();              ///< case.toml: [bay]; bay_boxes, bay_exchanges, bay_inflows
std::vector<Schema> kinetics_schemas();         ///< kinetics.csv
std::vector<Schema> measure_schemas();          ///< measures.toml
std::vector<Schema> chain_measure_schemas();    ///< measures.toml: kinds on sewers, plants and outfalls
std::vector<Schema> river_measure_schemas();    ///< measures.toml: kinds that act in the river
Schema rain_schema();                           ///< rain.csv
std::vector<Schema> scenario_schemas();         ///< scenarios.toml
std::vector<Schema> standard_schemas();         ///< standards in place of built-in ones, goals

/// The section of measures.toml that holds a kind's own keys.
/// @param name `measure.close` @param heading `kind = "close"`
Schema measure_kind_schema(std::string_view name, std::string_view heading, std::string_view description,
                           std::vector<Field> keys);

namespace schema_units {
inline constexpr Unit none{};
inline constexpr Unit m{"m"};
inline constexpr Unit m2{"m2"};
inline constexpr Unit m3{"m3"};
inline constexpr Unit m2_s{"m2/s"};
inline constexpr Unit m3_s{"m3/s"};
inline constexpr Unit m3_d{"m3/d", units::m3_per_day};
inline constexpr Unit mg_l{"mg/l"};
inline constexpr Unit kg_d{"kg/d", nullptr, 1.0e3 / units::seconds_per_day};
inline constexpr Unit per_day{"1/d", units::per_day};
inline constexpr Unit per_s{"1/s"};
inline constexpr Unit m_s{"m/s"};
inline constexpr Unit w_m2{"W/m2"};
inline constexpr Unit g_kg{"g/kg"};
inline constexpr Unit hours{"h", units::hours};
inline constexpr Unit angle{"degrees", units::degrees};
inline constexpr Unit mm_d{"mm/d", units::mm_per_day};
inline constexpr Unit km2{"km2", units::km2};
inline constexpr Unit kg_km2_a{"kg/km2/a", units::kg_per_km2_year};
inline constexpr Unit m_a{"m/a", units::m_per_year};
inline constexpr Unit mm{"mm", units::mm};
inline constexpr Unit mm_a{"mm/a", units::mm_per_year};
inline constexpr Unit celsius{"°C"};
inline constexpr Unit kelvin{"K"};
inline constexpr Unit degrees{"degrees"};
inline constexpr Unit currency{"currency"};
inline constexpr Unit currency_a{"currency/a"};
inline constexpr Unit years{"a"};
}  // namespace schema_units

inline constexpr Range any{};
inline constexpr Range positive{.low = 0.0, .above_low = true};
inline constexpr Range not_negative{.low = 0.0};
inline constexpr Range fraction{.low = 0.0, .high = 1.0};

}  // namespace bailang
