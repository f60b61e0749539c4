#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"

/// Rain on the combined sewers of plants.
namespace bailang {
namespace {

/// Rows of one county as they stand in the table.
struct RainRows {
  std::vector<double> begin;     ///< [s] since the start of the run
  std::vector<double> depth;     ///< [m] that falls until the next row
  std::vector<double> strength;  ///< [row × constituent] [g m-3]
  int last_row = -1;
};

void add_row(const CaseReader& reader, TableReader& table, int row, const std::vector<double>& strength,
             RainRows& rows) {
  const std::optional<Instant> time = table.instant(row, "time");
  const double depth = table.number(row, "rain_mm");
  if (!time) return;  // told already
  const double begin = seconds_since_start(reader, *time);
  if (!rows.begin.empty() && begin <= rows.begin.back()) {
    const SourcePlace before = table.place(rows.last_row, "time");
    table.error(row, "time", fmt::format("time must increase within a county, but {} does not", format_instant(*time)),
                fmt::format("the row before is {}:{}", before.file, before.line));
    return;
  }
  rows.begin.push_back(begin);
  rows.depth.push_back(depth);
  rows.strength.insert(rows.strength.end(), strength.begin(), strength.end());
  rows.last_row = row;
}

/// Rain as a rate that steps, dry before the first row and after the last.
TimeSeries series_of(const CaseReader& reader, const RainRows& rows) {
  TimeSeries series;
  const auto nc = static_cast<std::size_t>(reader.model.network.constituent_count());
  series.columns = static_cast<int>(1 + nc);
  series.interpolation = Interpolation::step;
  const auto add = [&](double time, double rate, std::size_t row) {
    series.time.push_back(time);
    series.value.push_back(rate);
    const auto first = rows.strength.begin() + static_cast<std::ptrdiff_t>(row * nc);
    series.value.insert(series.value.end(), first, first + static_cast<std::ptrdiff_t>(nc));
  };
  const std::size_t count = rows.begin.size();
  const TimeSettings& time = reader.model.settings.time;
  const double length = count > 1 ? rows.begin[count - 1] - rows.begin[count - 2]
                                  : static_cast<double>(time.end - time.start) - rows.begin[0];
  const double end = rows.begin.back() + std::max(length, 0.0);
  if (rows.begin.front() > 0.0) add(0.0, 0.0, 0);
  for (std::size_t row = 0; row < count; ++row) {
    const double next = row + 1 < count ? rows.begin[row + 1] : end;
    if (next > rows.begin[row]) add(rows.begin[row], rows.depth[row] / (next - rows.begin[row]), row);
  }
  add(end, 0.0, count - 1);
  return series;
}

}  // namespace

std::vector<Rain> read_rain(CaseReader& reader, const std::string& file) {
  std::vector<Rain> rain;
  const auto table = TableReader::open(reader.context, schema("rain"), file);
  if (!table || !reader.has_time) return rain;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["rain"]);
  std::map<std::string, RainRows> counties;
  for (int row = 0; row < table->rows(); ++row) {
    std::vector<double> strength = columns.values(row);
    for (double& value : strength) value = is_given(value) ? value : 0.0;
    set_continuity(reader.model.network, strength, 1.0);
    add_row(reader, *table, row, strength, counties[table->text(row, "county")]);
  }
  for (const auto& [county, rows] : counties) {
    if (!rows.begin.empty()) rain.push_back({county, series_of(reader, rows)});
  }
  if (rain.empty() && !reader.context.found.has_errors()) table->header_warning("", "the table has no rows");
  return rain;
}

void read_case_rain(CaseReader& reader) {
  const Schema& table = schema("rain");
  if (is_present(reader, table)) reader.model.forcings[0].rain = read_rain(reader, file_of(reader, table));
}

}  // namespace bailang
