#include <fmt/format.h>

#include <map>
#include <tuple>

#include "io/case_reader.hpp"
#include "io/season_rows.hpp"

namespace bailang {
namespace {

/// Rows of one place: everywhere before rivers before reaches, for a later entry wins.
struct PlaceRows {
  int rank = 0;
  std::vector<int> reaches;
  SeasonRows rows;
};

using Places = std::map<std::pair<int, std::string>, PlaceRows>;

/// The rows of a table by place.
Places read_places(CaseReader& reader, TableReader& table, const std::vector<std::string_view>& columns) {
  Places places;
  for (int row = 0; row < table.rows(); ++row) {
    const std::string reach = table.text(row, "reach");
    const std::string river = table.text(row, "river");
    const int rank = !reach.empty() ? 2 : !river.empty() ? 1 : 0;
    const std::pair key{rank, rank == 2 ? reach : river};
    auto found = places.find(key);
    if (found == places.end()) {
      found = places.emplace(key, PlaceRows{rank, read_reaches(reader, table, row), {columns, row}}).first;
    }
    found->second.rows.add(reader, table, row);
  }
  return places;
}

/// Of a place that names a reach or river there is none of, nothing can be used.
bool is_known(const PlaceRows& place) {
  return place.rank == 0 || !place.reaches.empty();
}

TimeSeries one_column(const TimeSeries& series, std::size_t column) {
  TimeSeries single{series.time, {}, 1, series.interpolation};
  for (std::size_t i = column; i < series.value.size(); i += static_cast<std::size_t>(series.columns)) {
    single.value.push_back(series.value[i]);
  }
  return single;
}

void read_temperature(CaseReader& reader) {
  const auto table = open_table(reader, "temperature");
  if (!table) return;
  constexpr std::string_view water = "water_temperature_c", air = "air_temperature_c";
  if (!table->has_column(water) && !table->has_column(air)) {
    table->header_error("", fmt::format("column '{}' is missing; the table needs it, or '{}'", water, air));
    return;
  }
  for (int row = 0; row < table->rows(); ++row) {
    if (table->is_filled(row, water) != table->is_filled(row, air)) continue;
    const bool both = table->is_filled(row, water);
    table->error(row, table->has_column(water) ? water : air,
                 both ? fmt::format("a row has {} or {}, not both", water, air)
                      : fmt::format("a row must have {} or {}", water, air));
  }
  for (auto& [key, place] : read_places(reader, *table, {water, air})) {
    const TimeSeries series = place.rows.take(reader, *table);
    if (!is_known(place) || series.value.empty()) continue;
    const bool from_air = place.rows.has(1);
    reader.model.forcings[0].temperature.push_back({place.reaches, one_column(series, from_air ? 1 : 0), from_air});
  }
}

void read_air(CaseReader& reader) {
  const auto table = open_table(reader, "weather");
  if (!table) return;
  for (auto& [key, place] : read_places(reader, *table, {"wind_m_s", "ice_cover", "radiation_w_m2", "salinity_g_kg"})) {
    TimeSeries series = place.rows.take(reader, *table);
    if (is_known(place) && !series.value.empty()) {
      reader.model.forcings[0].weather.push_back({place.reaches, std::move(series)});
    }
  }
}

void read_evaporation(CaseReader& reader) {
  const auto table = open_table(reader, "evaporation");
  if (!table) return;
  std::map<std::string, std::pair<int, SeasonRows>> places;  // node → reservoir, rows
  for (int row = 0; row < table->rows(); ++row) {
    const std::string node = table->text(row, "node");
    auto found = places.find(node);
    if (found == places.end()) {
      const int reservoir = resolve(*table, row, "node", reader.reservoirs);
      found = places.try_emplace(node, reservoir, SeasonRows({"evaporation_mm_d"}, row)).first;
    }
    found->second.second.add(reader, *table, row);
  }
  for (auto& [node, entry] : places) {
    TimeSeries series = entry.second.take(reader, *table);
    const bool is_usable = node.empty() || entry.first >= 0;
    if (is_usable && !series.value.empty()) {
      reader.model.forcings[0].evaporation.push_back({entry.first, std::move(series)});
    }
  }
}

}  // namespace

void read_weather(CaseReader& reader) {
  read_temperature(reader);
  read_air(reader);
  read_evaporation(reader);
}

}  // namespace bailang
