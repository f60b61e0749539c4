#include "io/case_reader.hpp"
#include "io/line_geometry.hpp"

#include <fmt/format.h>

namespace bailang {
namespace {

/// Where a point of a reach lies on the map: as the table gives it, else from the reach's course.
Point read_place(CaseReader& reader, TableReader& table, int row, int reach, double chainage) {
  const Point given{table.number(row, "lon"), table.number(row, "lat")};
  const bool is_known = is_given(given.lon) && is_given(given.lat);
  if (is_known || reach < 0 || !(reader.model.network.reaches[static_cast<std::size_t>(reach)].length > 0.0)) {
    return given;
  }
  return point_at(reader.model.network, reach, chainage);
}

void read_control_sections(CaseReader& reader) {
  const auto table = open_table(reader, "sections");
  reader.sections.is_complete = table ? table->is_complete() : !is_present(reader, schema("sections"));
  for (int row = 0; table && row < table->rows(); ++row) {
    Section section;
    section.id = read_id(*table, row, reader.sections);
    section.name = table->text(row, "name");
    section.name_zh = table->text(row, "name_zh");
    section.level = table->text(row, "level");
    section.county_upstream = table->text(row, "county_upstream");
    section.county_downstream = table->text(row, "county_downstream");
    section.reach = resolve(*table, row, "reach", reader.reaches);
    section.chainage = read_chainage(reader, *table, row, section.reach);
    const int target_class = table->choice(row, "target_class");
    section.target_class = target_class < 0 ? 0 : target_class % 5 + 1;  // I … V and 1 … 5 stand one after the other
    for (const std::string& name : reader.model.network.constituents) {
      section.target.push_back(table->constituent_number(row, "target_<constituent>_mg_l", name));
    }
    section.sea_entry = table->boolean(row, "sea_entry", false);
    section.place = read_place(reader, *table, row, section.reach, section.chainage);
    section.source = table->place(row);
    reader.model.network.sections.push_back(std::move(section));
  }
}

void read_period(CaseReader& reader, TableReader& table, int row, Withdrawal& withdrawal) {
  const std::optional<Instant> from = table.instant(row, "from");
  const std::optional<Instant> to = table.instant(row, "to");
  if (from) withdrawal.begin = seconds_since_start(reader, *from);
  if (to) withdrawal.end = seconds_since_start(reader, *to);
  if (from && to && *to <= *from) {
    table.error(row, "to",
                fmt::format("{} must be later than 'from' ({}), but is {}", table.name_of(row, "to"),
                            format_instant(*from), format_instant(*to)));
  }
}

void read_withdrawals(CaseReader& reader) {
  const auto table = open_table(reader, "withdrawals");
  IdIndex ids{"withdrawal"};
  for (int row = 0; table && row < table->rows(); ++row) {
    Withdrawal withdrawal;
    withdrawal.id = read_id(*table, row, ids);
    withdrawal.name = table->text(row, "name");
    withdrawal.reach = resolve(*table, row, "reach", reader.reaches);
    withdrawal.chainage = read_chainage(reader, *table, row, withdrawal.reach);
    withdrawal.flow = table->number_or(row, "flow_m3_s", 0.0);
    read_period(reader, *table, row, withdrawal);
    withdrawal.source = table->place(row);
    reader.model.network.withdrawals.push_back(std::move(withdrawal));
  }
}

}  // namespace

void read_sections(CaseReader& reader) {
  read_control_sections(reader);
  read_withdrawals(reader);
}

}  // namespace bailang
