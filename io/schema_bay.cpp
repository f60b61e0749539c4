#include "io/schema_tables.hpp"

namespace bailang {
namespace {

namespace unit = schema_units;

constexpr Unit t_a{"t/a", nullptr, 1.0e6 / units::seconds_per_year};
constexpr Unit mg_m2_d{"mg/m2/d", nullptr, 1.0e-3 / units::seconds_per_day};

const Field spread_field{.name = "spread",
                         .type = FieldType::number,
                         .range = not_negative,
                         .description = "standard deviation of the logarithm of concentration within a box"};

std::vector<Field> rate_keys() {
  return {{.name = "k_<constituent>_per_day",
           .type = FieldType::number,
           .unit = unit::per_day,
           .range = not_negative,
           .fallback = "0",
           .description = "first-order loss at 20 °C: of `din` what algae and bed take for good"},
          {.name = "theta_<constituent>",
           .type = FieldType::number,
           .range = positive,
           .fallback = "1.047",
           .description = "temperature factor of the loss; the bay has the water temperature that holds everywhere"},
          {.name = "deposition_<constituent>_kg_km2_a",
           .type = FieldType::number,
           .unit = unit::kg_km2_a,
           .range = not_negative,
           .fallback = "0",
           .description = "from the air onto the bay"},
          {.name = "release_<constituent>_mg_m2_d",
           .type = FieldType::number,
           .unit = mg_m2_d,
           .range = not_negative,
           .fallback = "0",
           .description = "from the bay's bed"}};
}

/// Size and place of a box.
std::vector<Field> size_columns() {
  return {{.name = "area_km2",
           .type = FieldType::number,
           .unit = unit::km2,
           .range = positive,
           .description = "of the surface; required of a `box`"},
          {.name = "mean_depth_m",
           .type = FieldType::number,
           .unit = unit::m,
           .range = positive,
           .description = "of a `box`; this or `volume_m3`"},
          {.name = "volume_m3",
           .type = FieldType::number,
           .unit = unit::m3,
           .range = positive,
           .description = "of a `box`; this or `mean_depth_m`"},
          {.name = "lon",
           .type = FieldType::number,
           .unit = unit::degrees,
           .range = {.low = -180.0, .high = 180.0},
           .description = "longitude, WGS 84"},
          {.name = "lat",
           .type = FieldType::number,
           .unit = unit::degrees,
           .range = {.low = -90.0, .high = 90.0},
           .description = "latitude, WGS 84"}};
}

/// What a box holds.
std::vector<Field> water_columns() {
  return {{.name = "geometry_wkt", .description = "POLYGON of longitude and latitude"},
          {.name = "<constituent>_mg_l",
           .type = FieldType::number,
           .unit = unit::mg_l,
           .range = not_negative,
           .fallback = "of a box, what the first year's loads keep up",
           .description = "of the open sea, always (required); of a box, at the start"},
          spread_field,
          {.name = "assessed_fraction",
           .type = FieldType::number,
           .range = fraction,
           .fallback = "1",
           .description = "of a box's area that counts in shares of good water (a city's own sea area)"}};
}

Schema boxes_table() {
  Schema table{.name = "bay_boxes",
               .file = "bay_boxes.csv",
               .row = "box",
               .description = "The bay as mixed boxes, and the open sea beyond. Read with the section `[bay]` only.",
               .fields = {{.name = "id", .need = Need::required, .description = "unique"},
                          {.name = "kind",
                           .type = FieldType::choice,
                           .need = Need::required,
                           .choices = {"box", "open"},
                           .description = "part of the bay, or the open sea, whose concentrations are given"},
                          {.name = "name", .description = "for people"}}};
  for (const auto& part : {size_columns(), water_columns()})
    table.fields.insert(table.fields.end(), part.begin(), part.end());
  return table;
}

Schema exchanges_table() {
  return {
      .name = "bay_exchanges",
      .file = "bay_exchanges.csv",
      .row = "exchange",
      .description =
          "Water that two boxes give each other, once for every pair. Either `exchange_m3_s`, or "
          "`cross_section_m2` and `length_m`: exchange = mixing × cross-section / length.",
      .fields = {{.name = "from", .need = Need::required, .description = "a box"},
                 {.name = "to", .need = Need::required, .description = "another box, or an open sea"},
                 {.name = "exchange_m3_s",
                  .type = FieldType::number,
                  .unit = unit::m3_s,
                  .range = not_negative,
                  .description = "as much there as back"},
                 {.name = "cross_section_m2",
                  .type = FieldType::number,
                  .unit = unit::m2,
                  .range = positive,
                  .description = "between the two"},
                 {.name = "length_m",
                  .type = FieldType::number,
                  .unit = unit::m,
                  .range = positive,
                  .description = "from middle to middle"},
                 {.name = "mixing_m2_s",
                  .type = FieldType::number,
                  .unit = unit::m2_s,
                  .range = not_negative,
                  .fallback = "`mixing_m2_s` of `[bay]`",
                  .description = "of this exchange"},
                 {.name = "residual_flow_m3_s",
                  .type = FieldType::number,
                  .unit = unit::m3_s,
                  .fallback = "0",
                  .description = "one way, > 0 from `from` to `to`. Rivers and residual flows that do not balance in "
                                 "a box find their way to the open sea by themselves"}}};
}

Schema inflows_table() {
  return {.name = "bay_inflows",
          .file = "bay_inflows.csv",
          .row = "inflow",
          .description =
              "What enters which box: the outlets of the case's rivers, whose water and load the run gives, and "
              "sources that the case does not hold. An outlet that is not named does not reach the bay.",
          .fields = {{.name = "box", .need = Need::required, .description = "a box"},
                     {.name = "outlet", .description = "an outlet of the case; this or `inflow`"},
                     {.name = "inflow", .description = "name of another source; this or `outlet`"},
                     {.name = "share",
                      .type = FieldType::number,
                      .range = fraction,
                      .fallback = "1",
                      .description = "that enters this box: of an outlet they sum to 1, of another source to at most 1 "
                                     "(the rest passes the bay by)"},
                     {.name = "month",
                      .type = FieldType::whole,
                      .range = {.low = 1.0, .high = 12.0},
                      .fallback = "always",
                      .description = "calendar month of every year in which the row of another source holds"},
                     {.name = "time",
                      .type = FieldType::date_time,
                      .fallback = "always",
                      .description = "in place of `month`; linear between rows"},
                     {.name = "flow_m3_s",
                      .type = FieldType::number,
                      .unit = unit::m3_s,
                      .range = not_negative,
                      .fallback = "0",
                      .description = "water of another source"},
                     {.name = "<constituent>_t_a",
                      .type = FieldType::number,
                      .unit = t_a,
                      .range = not_negative,
                      .fallback = "0",
                      .description = "load of another source, as a rate by year of 365 days"}}};
}

Schema bay_section() {
  Schema section{.name = "bay",
                 .file = "case.toml",
                 .heading = "[bay]",
                 .description =
                     "The bay that the rivers end in, as boxes; `docs/bay.md` has its equations. Without this "
                     "section there is none. What rivers carry becomes the bay's: `din` = ammonia, nitrite "
                     "and nitrate where the case simulates them, else `din_per_tn` × TN; `cod_mn` = "
                     "`cod_mn_per_cod` × COD; `po4_p` as it is, else `po4_p_per_tp` × TP.",
                 .fields = {{.name = "constituents",
                             .type = FieldType::texts,
                             .need = Need::required,
                             .description = "of `din`, `cod_mn`, `po4_p`, `continuity`"},
                            {.name = "din_per_tn",
                             .type = FieldType::number,
                             .range = fraction,
                             .description = "inorganic share of the rivers' total nitrogen"},
                            {.name = "cod_mn_per_cod",
                             .type = FieldType::number,
                             .range = fraction,
                             .description = "demand by alkaline permanganate over that by dichromate"},
                            {.name = "po4_p_per_tp",
                             .type = FieldType::number,
                             .range = fraction,
                             .description = "phosphate share of the rivers' total phosphorus"},
                            {.name = "mixing_m2_s",
                             .type = FieldType::number,
                             .unit = unit::m2_s,
                             .range = positive,
                             .description = "of exchanges that are given by cross-section and length"}}};
  for (const Field& field : rate_keys()) section.fields.push_back(field);
  section.fields.push_back(spread_field);
  section.fields.back().fallback = "0, even";
  section.fields.push_back({.name = "note", .description = "on what the bay's results rest; printed under them"});
  return section;
}

}  // namespace

std::vector<Schema> bay_schemas() {
  return {bay_section(), boxes_table(), exchanges_table(), inflows_table()};
}

}  // namespace bailang
