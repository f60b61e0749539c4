#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/time_rows.hpp"

namespace bailang {
namespace {

/// Where one row of inflows enters; nothing, with an error, when it is not exactly one place.
std::optional<Inflow> read_entry(CaseReader& reader, TableReader& table, int row) {
  const bool at_node = table.is_filled(row, "node");
  if (at_node == table.is_filled(row, "reach")) {
    table.error(row, at_node ? "reach" : "node",
                at_node ? "a row names a node or a reach, not both" : "a row must name a node or a reach");
    return std::nullopt;
  }
  Inflow inflow;
  if (at_node) inflow.node = resolve(table, row, "node", reader.nodes);
  if (!at_node) inflow.reach = resolve(table, row, "reach", reader.reaches);
  return inflow;
}

std::vector<Inflow> read_inflows_csv(CaseReader& reader, const std::string& file) {
  const auto table = TableReader::open(reader.context, schema("inflows"), file);
  std::vector<Inflow> inflows;
  if (!table) return inflows;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["inflows"]);
  std::map<std::pair<int, int>, std::size_t> place_of_entry;
  std::vector<TimeRows> series;
  for (int row = 0; row < table->rows(); ++row) {
    const std::optional<Inflow> entry = read_entry(reader, *table, row);
    const double flow = table->number_or(row, "flow_m3_s", 0.0);
    std::vector<double> concentration = columns.values_or_zero(row);
    set_continuity(reader.model.network, concentration, 1.0);
    if (!entry || (entry->node < 0 && entry->reach < 0)) continue;
    const auto [found, is_new] = place_of_entry.try_emplace({entry->node, entry->reach}, inflows.size());
    if (is_new) {
      inflows.push_back(*entry);
      series.emplace_back(reader);
    }
    series[found->second].add(*table, row, flow, concentration);
  }
  columns.report_missing();
  if (table->has_column("temperature_c")) {
    table->header_warning("temperature_c", "'temperature_c' is not used in this version",
                          "temperature.csv gives the water's temperature");
  }
  for (std::size_t i = 0; i < inflows.size(); ++i) inflows[i].series = series[i].take();
  return inflows;
}

/// Reaches that a row of temperature.csv speaks of; empty = everywhere.
std::vector<int> read_reaches(CaseReader& reader, TableReader& table, int row) {
  if (table.is_filled(row, "reach")) {
    const int reach = resolve(table, row, "reach", reader.reaches);
    return reach < 0 ? std::vector<int>{} : std::vector<int>{reach};
  }
  std::vector<int> found;
  const std::string river = table.text(row, "river");
  if (river.empty()) return found;
  std::vector<std::string> rivers;
  for (std::size_t i = 0; i < reader.model.network.reaches.size(); ++i) {
    rivers.push_back(reader.model.network.reaches[i].river);
    if (rivers.back() == river) found.push_back(static_cast<int>(i));
  }
  if (found.empty() && reader.reaches.is_complete) {
    table.error(row, "river", fmt::format("there is no reach of river {}", in_quotes(river)),
                suggestion(reader.context, river, rivers));
  }
  return found;
}

/// One place of temperature.csv: values by calendar month, or by time.
struct TemperatureRows {
  int rank = 0;  ///< everywhere before rivers before reaches: a later entry wins
  std::vector<int> reaches;
  std::array<double, 12> month{};
  std::array<bool, 12> has_month{};
  TimeSeries by_time;
  int first_row = 0;
  bool by_month = false;
};

void add_temperature(CaseReader& reader, TableReader& table, int row, TemperatureRows& rows) {
  const double value = table.number_or(row, "water_temperature_c", 0.0);
  const bool by_month = table.is_filled(row, "month");
  if (by_month == table.is_filled(row, "time")) {
    table.error(row, "month", "a row must have a month or a time, and not both");
    return;
  }
  if (by_month) {
    const double month = table.number(row, "month");
    if (!is_given(month)) return;
    const auto index = static_cast<std::size_t>(month) - 1;
    if (rows.has_month[index]) table.error(row, "month", fmt::format("month {} stands twice", month));
    rows.by_month = rows.has_month[index] = true;
    rows.month[index] = value;
    return;
  }
  const std::optional<Instant> time = table.instant(row, "time");
  if (!time) return;
  const double seconds = seconds_since_start(reader, *time);
  if (!rows.by_time.time.empty() && seconds <= rows.by_time.time.back()) {
    table.error(row, "time",
                fmt::format("time must increase within a series, but {} does not follow the row before",
                            format_instant(*time)));
    return;
  }
  rows.by_time.time.push_back(seconds);
  rows.by_time.value.push_back(value);
}

/// Monthly values as steps over the run's months.
TimeSeries month_steps(CaseReader& reader, TableReader& table, const TemperatureRows& rows) {
  TimeSeries series;
  series.interpolation = Interpolation::step;
  const TimeSettings& time = reader.model.settings.time;
  for (const MonthSpan& span : months_between(time.start, time.end)) {
    const auto index = static_cast<std::size_t>(span.month) - 1;
    if (!rows.has_month[index]) {
      table.error(rows.first_row, "month", fmt::format("month {} of the run has no row", span.month));
      break;
    }
    series.time.push_back(span.begin);
    series.value.push_back(rows.month[index]);
  }
  return series;
}

void read_temperature(CaseReader& reader) {
  const auto table = open_table(reader, "temperature");
  if (!table) return;
  std::map<std::pair<int, std::string>, TemperatureRows> places;
  for (int row = 0; row < table->rows(); ++row) {
    const std::string reach = table->text(row, "reach");
    const std::string river = table->text(row, "river");
    const int rank = !reach.empty() ? 2 : !river.empty() ? 1 : 0;
    const auto [found, is_new] = places.try_emplace({rank, rank == 2 ? reach : river});
    if (is_new) {
      found->second.rank = rank;
      found->second.reaches = read_reaches(reader, *table, row);
      found->second.first_row = row;
    }
    add_temperature(reader, *table, row, found->second);
  }
  for (auto& [key, rows] : places) {
    if (rows.by_month && !rows.by_time.time.empty()) {
      table->error(rows.first_row, "month", "a place has rows by month and rows by time; it must be one of them");
    }
    if (rows.rank > 0 && rows.reaches.empty()) continue;
    TimeSeries series = rows.by_month && reader.has_time ? month_steps(reader, *table, rows) : std::move(rows.by_time);
    if (!series.value.empty()) reader.model.forcings[0].temperature.push_back({rows.reaches, std::move(series)});
  }
}

void read_diffuse_shape(CaseReader& reader) {
  const auto table = open_table(reader, "diffuse_shape");
  if (!table) return;
  std::map<std::string, std::pair<int, std::vector<double>>> shapes;  // land use → first row, shares
  for (int row = 0; row < table->rows(); ++row) {
    const double month = table->number(row, "month");
    const double share = table->number(row, "share");
    const auto [found, is_new] =
        shapes.try_emplace(table->text(row, "land_use"), row, std::vector<double>(12, missing));
    if (!is_given(month) || !is_given(share)) continue;
    double& place = found->second.second[static_cast<std::size_t>(month) - 1];
    if (is_given(place)) table->error(row, "month", fmt::format("month {} of this land use stands twice", month));
    place = share;
  }
  for (auto& [land_use, shape] : shapes) {
    double sum = 0.0;
    for (double& share : shape.second) sum += share = is_given(share) ? share : 0.0;
    if (std::abs(sum - 1.0) > 1e-3) {
      table->error(
          shape.first, "land_use",
          fmt::format("the 12 shares of land use {} must sum to 1, but sum to {:.6g}", in_quotes(land_use), sum));
      continue;
    }
    for (double& share : shape.second) share /= sum;  // tables are rounded
    reader.model.forcings[0].diffuse_shape.push_back({land_use, std::move(shape.second)});
  }
}

}  // namespace

std::vector<Inflow> read_inflows(CaseReader& reader, const std::string& file) {
  return file.ends_with(".nc") ? read_inflows_netcdf(reader, file) : read_inflows_csv(reader, file);
}

void read_forcing(CaseReader& reader) {
  const Schema& inflows = schema("inflows");
  std::error_code ignored;
  const bool has_table = is_present(reader, inflows);
  const bool has_netcdf = std::filesystem::exists(reader.context.directory / "forcing.nc", ignored);
  if (has_table && has_netcdf && !reader.files.contains("inflows")) {
    reader.context.found.error({shown_path(reader.context, "forcing.nc"), 1, 1},
                               "inflows.csv and forcing.nc are both there", "name one of them as [tables] inflows");
  }
  if (has_table) {
    reader.model.forcings[0].inflows = read_inflows(reader, file_of(reader, inflows));
  } else if (has_netcdf) {
    reader.model.forcings[0].inflows = read_inflows(reader, "forcing.nc");
  }
  read_temperature(reader);
  read_diffuse_shape(reader);
}

}  // namespace bailang
