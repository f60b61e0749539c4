#include "io/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/constituents.hpp"
#include "io/field_value.hpp"
#include "network/network.hpp"

namespace bailang {

std::unique_ptr<TableReader> TableReader::open(ReadContext& context, const Schema& schema, const std::string& file) {
  std::optional<InputFile> text = load_file(context, file);
  return text ? of_text(context, schema, std::move(*text)) : nullptr;
}

std::unique_ptr<TableReader> TableReader::of_text(ReadContext& context, const Schema& schema, InputFile text) {
  std::unique_ptr<TableReader> reader(new TableReader(context, schema));
  if (!read_csv(context, std::move(text), reader->table_)) return nullptr;
  reader->bind_columns();
  return reader;
}

TableReader::TableReader(ReadContext& context, const Schema& schema) : context_(context), schema_(schema) {
  for (const Field& field : schema.fields) {
    if (field.name == "id" || field.name == "node" || field.name == "constituent")
      id_column_ = id_column_.empty() ? field.name : id_column_;
  }
}

void TableReader::bind_columns() {
  for (const CsvCell& cell : table_.header) {
    const bool is_known = find_field(schema_.fields, cell.text) || find_field(common_columns(), cell.text);
    if (!is_known && !cell.text.empty()) report_unknown(cell);
  }
  for (const Field& field : schema_.fields) {
    if (field.need == Need::optional || has_column(field.name)) continue;
    report_error(context_, table_.file, {}, fmt::format("column '{}' is missing", field.name),
                 fmt::format("{}: {}", field.name, field.description));
  }
}

void TableReader::report_unknown(const CsvCell& cell) {
  std::vector<std::string> names = field_names(schema_.fields);
  for (const Field& field : common_columns()) names.emplace_back(field.name);
  const std::string nearest = suggestion(context_, cell.text, names);
  report_warning(context_, table_.file, cell.span, fmt::format("unknown column '{}' is ignored", cell.text),
                 nearest.starts_with("did") ? nearest : std::string{});
}

int TableReader::column_of(std::string_view name) const {
  for (int i = 0; i < table_.columns(); ++i) {
    if (table_.header[static_cast<std::size_t>(i)].text == name) return i;
  }
  return -1;
}

const Field& TableReader::field_of(std::string_view name) const {
  const Field* field = find_field(schema_.fields, name);
  if (field == nullptr) field = find_field(common_columns(), name);
  assert(field != nullptr);
  return *field;
}

const CsvCell& TableReader::cell_at(int row, std::string_view column) const {
  return table_.cell(row, std::max(0, column_of(column)));
}

TextSpan TableReader::header_span(std::string_view column) const {
  return table_.header[static_cast<std::size_t>(std::max(0, column_of(column)))].span;
}

bool TableReader::is_filled(int row, std::string_view name) const {
  return has_column(name) && !cell_at(row, name).text.empty();
}

std::string TableReader::name_of(int row, std::string_view column) const {
  const int id = column_of(id_column_);
  if (id < 0 || column == id_column_) return std::string(column);
  const CsvCell& cell = table_.cell(row, id);
  if (cell.text.empty()) return std::string(column);
  return fmt::format("{} of {} {}", column, schema_.row, in_quotes(cell.text));
}

SourcePlace TableReader::place(int row, std::string_view column) const {
  return place_of(table_.file, cell_at(row, column).span);
}

void TableReader::error(int row, std::string_view column, std::string message, std::string hint) {
  report_error(context_, table_.file, cell_at(row, column).span, std::move(message), std::move(hint));
}

void TableReader::warning(int row, std::string_view column, std::string message, std::string hint) {
  report_warning(context_, table_.file, cell_at(row, column).span, std::move(message), std::move(hint));
}

void TableReader::header_error(std::string_view column, std::string message, std::string hint) {
  report_error(context_, table_.file, header_span(column), std::move(message), std::move(hint));
}

void TableReader::header_warning(std::string_view column, std::string message, std::string hint) {
  report_warning(context_, table_.file, header_span(column), std::move(message), std::move(hint));
}

const CsvCell* TableReader::filled_cell(int row, std::string_view name, const Field& field) {
  const int column = column_of(name);
  if (column < 0) return nullptr;
  const CsvCell& cell = table_.cell(row, column);
  if (!cell.text.empty()) return &cell;
  if (field.need == Need::required) {
    error(row, name, fmt::format("{} is empty; it must be {}", name_of(row, name), expectation(field)));
  }
  return nullptr;
}

std::string TableReader::text(int row, std::string_view name) {
  const CsvCell* cell = filled_cell(row, name, field_of(name));
  return cell == nullptr ? std::string{} : std::string(cell->text);
}

double TableReader::number_in(int row, std::string_view name, const Field& field) {
  const CsvCell* cell = filled_cell(row, name, field);
  if (cell == nullptr) return missing;
  const std::optional<double> parsed = parse_number(cell->text);
  if (!parsed || (field.type == FieldType::whole && *parsed != std::floor(*parsed))) {
    error(row, name,
          fmt::format("{} must be {}, but is {}", name_of(row, name), expectation(field), in_quotes(cell->text)));
    return missing;
  }
  std::string fault;
  const std::optional<double> value = checked_number(field, *parsed, fault);
  if (!value) error(row, name, fmt::format("{} {}", name_of(row, name), fault));
  return value.value_or(missing);
}

double TableReader::number(int row, std::string_view name) {
  return number_in(row, name, field_of(name));
}

double TableReader::number_or(int row, std::string_view name, double fallback) {
  const double value = number(row, name);
  return is_given(value) ? value : fallback;
}

double TableReader::constituent_number(int row, std::string_view pattern, std::string_view constituent) {
  const std::string name = fill_pattern(pattern, constituent);
  return has_column(name) ? number_in(row, name, field_of(pattern)) : missing;
}

bool TableReader::boolean(int row, std::string_view name, bool fallback) {
  const CsvCell* cell = filled_cell(row, name, field_of(name));
  if (cell == nullptr) return fallback;
  const std::optional<bool> value = parse_boolean(cell->text);
  if (!value) {
    error(row, name, fmt::format("{} must be true or false, but is {}", name_of(row, name), in_quotes(cell->text)));
  }
  return value.value_or(fallback);
}

std::optional<Instant> TableReader::instant(int row, std::string_view name) {
  const Field& field = field_of(name);
  const CsvCell* cell = filled_cell(row, name, field);
  if (cell == nullptr) return std::nullopt;
  const std::optional<Instant> value = parse_instant(cell->text);
  if (!value) {
    error(row, name,
          fmt::format("{} must be {}, but is {}", name_of(row, name), expectation(field), in_quotes(cell->text)));
  }
  return value;
}

std::optional<std::pair<int, int>> TableReader::month_day(int row, std::string_view name) {
  const Field& field = field_of(name);
  const CsvCell* cell = filled_cell(row, name, field);
  if (cell == nullptr) return std::nullopt;
  const auto value = parse_month_day(cell->text);
  if (!value) {
    error(row, name,
          fmt::format("{} must be {}, but is {}", name_of(row, name), expectation(field), in_quotes(cell->text)));
  }
  return value;
}

int TableReader::choice(int row, std::string_view name) {
  const Field& field = field_of(name);
  const CsvCell* cell = filled_cell(row, name, field);
  if (cell == nullptr) return -1;
  const auto found = std::find(field.choices.begin(), field.choices.end(), cell->text);
  if (found != field.choices.end()) return static_cast<int>(found - field.choices.begin());
  const std::vector<std::string> choices(field.choices.begin(), field.choices.end());
  error(row, name,
        fmt::format("{} must be {}, but is {}", name_of(row, name), expectation(field), in_quotes(cell->text)),
        suggestion(context_, cell->text, choices).starts_with("did") ? did_you_mean(cell->text, choices) : "");
  return -1;
}

}  // namespace bailang
