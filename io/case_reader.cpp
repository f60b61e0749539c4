#include "io/case_reader.hpp"

#include <fmt/format.h>

#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"

namespace bailang {

int IdIndex::find(const std::string& id) const {
  const auto found = index.find(id);
  return found == index.end() ? -1 : found->second;
}

void IdIndex::add(const std::string& id, const SourcePlace& place) {
  index.emplace(id, static_cast<int>(ids.size()));
  ids.push_back(id);
  places.push_back(place);
}

std::string file_of(const CaseReader& reader, const Schema& table) {
  const auto named = reader.files.find(table.name);
  return named == reader.files.end() ? std::string(table.file) : named->second;
}

bool is_present(const CaseReader& reader, const Schema& table) {
  std::error_code ignored;
  return table.required || reader.files.contains(table.name) ||
         std::filesystem::exists(reader.context.directory / table.file, ignored);
}

std::unique_ptr<TableReader> open_table(CaseReader& reader, std::string_view name) {
  const Schema& table = schema(name);
  if (!is_present(reader, table)) return nullptr;
  auto opened = TableReader::open(reader.context, table, file_of(reader, table));
  if (opened != nullptr && opened->rows() == 0 && !reader.context.found.has_errors()) {
    const std::string message = "the table has no rows";
    table.required ? opened->header_error("", message) : opened->header_warning("", message);
  }
  return opened;
}

std::string read_id(TableReader& table, int row, IdIndex& index, std::string_view column) {
  std::string id = table.text(row, column);
  const int first = index.find(id);
  if (first >= 0) {
    const SourcePlace& place = index.places[static_cast<std::size_t>(first)];
    table.error(row, column, fmt::format("{} {} stands twice", index.row, in_quotes(id)),
                fmt::format("first at {}:{}:{}", place.file, place.line, place.column));
  }
  index.add(id, table.place(row, column));
  return id;
}

int resolve(TableReader& table, int row, std::string_view column, const IdIndex& index) {
  const std::string id = table.text(row, column);
  if (id.empty()) return -1;
  const int found = index.find(id);
  if (found < 0 && index.is_complete) {
    table.error(row, column, fmt::format("{}: there is no {} {}", table.name_of(row, column), index.row, in_quotes(id)),
                suggestion(table.context(), id, index.ids));
  }
  return found;
}

double seconds_since_start(const CaseReader& reader, Instant instant) {
  return static_cast<double>(instant - reader.model.settings.time.start);
}

double read_chainage(CaseReader& reader, TableReader& table, int row, int reach, std::string_view column) {
  const double chainage = table.number(row, column);
  if (reach < 0 || !is_given(chainage)) return 0.0;
  const Reach& on = reader.model.network.reaches[static_cast<std::size_t>(reach)];
  if (on.length > 0.0 && chainage > on.length) {
    table.error(row, column,
                fmt::format("{} must be ≤ {} m, the length of reach {}, but is {}", table.name_of(row, column),
                            on.length, in_quotes(on.id), chainage));
  }
  return chainage;
}

std::vector<double> read_decay(CaseReader& reader, TableReader& table, int row, std::string_view pattern) {
  std::vector<double> decay;
  for (const std::string& name : reader.model.network.constituents) {
    decay.push_back(table.constituent_number(row, pattern, name));
    if (!may_decay(name)) decay.back() = missing;
  }
  return decay;
}

YearSpan read_year_span(TableReader& table, int row) {
  const auto from = table.month_day(row, "from");
  const auto to = table.month_day(row, "to");
  if (table.is_filled(row, "from") != table.is_filled(row, "to")) {
    const std::string_view absent = table.is_filled(row, "from") ? "to" : "from";
    table.error(row, absent, "'from' and 'to' stand together: both are filled or none");
  }
  if (!from || !to) return {};
  return {from->first, from->second, to->first, to->second};
}

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

}  // namespace bailang
