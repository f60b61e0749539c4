#include "io/case_reader.hpp"

#include <fmt/format.h>

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

double read_chainage(CaseReader& reader, TableReader& table, int row, int reach) {
  const double chainage = table.number(row, "chainage_m");
  if (reach < 0 || !is_given(chainage)) return 0.0;
  const Reach& on = reader.model.network.reaches[static_cast<std::size_t>(reach)];
  if (on.length > 0.0 && chainage > on.length) {
    table.error(row, "chainage_m",
                fmt::format("{} must be ≤ {} m, the length of reach {}, but is {}", table.name_of(row, "chainage_m"),
                            on.length, in_quotes(on.id), chainage));
  }
  return chainage;
}

}  // namespace bailang
