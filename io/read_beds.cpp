#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "io/case_reader.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

const std::string& id_of(const CaseReader& reader, int reach) {
  return reader.reaches.ids[static_cast<std::size_t>(reach)];
}

void read_bed_profile(CaseReader& reader) {
  const auto table = open_table(reader, "bed_profile");
  std::map<std::pair<int, double>, SourcePlace> places;
  std::vector<BedPoint>& points = reader.model.network.bed_points;
  for (int row = 0; table && row < table->rows(); ++row) {
    BedPoint point;
    point.reach = resolve(*table, row, "reach", reader.reaches);
    point.chainage = read_chainage(reader, *table, row, point.reach);
    point.elevation = table->number_or(row, "bed_elevation_m", 0.0);
    point.bottom_width = table->number(row, "bottom_width_m");
    point.side_slope = table->number(row, "side_slope");
    point.manning_n = table->number(row, "manning_n");
    point.source = table->place(row, "reach");
    if (point.reach < 0 || !table->is_filled(row, "chainage_m")) continue;
    const auto [first, is_new] = places.try_emplace({point.reach, point.chainage}, table->place(row, "chainage_m"));
    if (!is_new) {
      table->error(
          row, "chainage_m",
          fmt::format("chainage {} m of reach {} stands twice", point.chainage, in_quotes(id_of(reader, point.reach))),
          fmt::format("first at {}:{}:{}", first->second.file, first->second.line, first->second.column));
    }
    points.push_back(point);
  }
  std::stable_sort(points.begin(), points.end(), [](const BedPoint& a, const BedPoint& b) {
    return std::tie(a.reach, a.chainage) < std::tie(b.reach, b.chainage);
  });
}

/// Adds a row of a surveyed section; rows go from the bed upward.
void add_stage(TableReader& table, int row, SurveyedSection& section, bool is_first) {
  const double stage = table.number(row, "stage_m");
  const double area = table.number(row, "area_m2");
  const double width = table.number(row, "top_width_m");
  const double perimeter = table.number(row, "wetted_perimeter_m");
  if (!is_given(stage) || !is_given(area) || !is_given(width)) return;
  if (is_first && area != 0.0) {
    table.error(row, "area_m2",
                fmt::format("area_m2 must be 0 in the first row of a section, the bed, but is {}", area));
  }
  if (!is_first && is_given(perimeter) == section.perimeter.empty()) {
    table.error(row, "wetted_perimeter_m", "wetted_perimeter_m must be filled in every row of a section or in none");
    return;
  }
  const auto increases = [&](std::string_view column, const std::vector<double>& before, double value) {
    if (before.empty() || value > before.back()) return;
    table.error(row, column,
                fmt::format("{} must increase within a section, but {} follows {}", column, value, before.back()));
  };
  increases("stage_m", section.stage, stage);
  increases("area_m2", section.area, area);
  section.stage.push_back(stage);
  section.area.push_back(area);
  section.top_width.push_back(width);
  if (is_given(perimeter)) section.perimeter.push_back(perimeter);
}

void read_cross_sections(CaseReader& reader) {
  const auto table = open_table(reader, "cross_sections");
  std::map<std::pair<int, double>, std::pair<SurveyedSection, int>> sections;  // with the first row
  const std::size_t faults = reader.context.found.error_count();
  for (int row = 0; table && row < table->rows(); ++row) {
    const int reach = resolve(*table, row, "reach", reader.reaches);
    const double chainage = read_chainage(reader, *table, row, reach);
    if (reach < 0) continue;
    const auto [found, is_first] = sections.try_emplace({reach, chainage});
    auto& [section, first_row] = found->second;
    if (is_first) {
      section.reach = reach;
      section.chainage = chainage;
      section.source = table->place(row, "reach");
      first_row = row;
    }
    add_stage(*table, row, section, is_first);
  }
  const bool is_sound = reader.context.found.error_count() == faults;
  for (auto& [place, entry] : sections) {
    if (is_sound && entry.first.stage.size() < 2) {
      table->error(entry.second, "chainage_m",
                   fmt::format("the section of reach {} at {} m has 1 row; at least 2 are needed",
                               in_quotes(id_of(reader, place.first)), place.second));
    }
    reader.model.network.surveyed.push_back(std::move(entry.first));
  }
}

}  // namespace

void read_beds(CaseReader& reader) {
  read_bed_profile(reader);
  read_cross_sections(reader);
}

}  // namespace bailang
