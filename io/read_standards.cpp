#include "io/read_standards.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <map>
#include <stdexcept>

#include "embedded/gb3838_2002.hpp"
#include "embedded/gb3838_class_words.hpp"
#include "io/csv_table.hpp"

namespace bailang {
namespace {

using Row = std::map<std::string, std::string>;

/// Rows of a table that is part of the program, by column name.
std::vector<Row> rows_of(std::string_view text) {
  ReadContext context;
  CsvTable table;
  if (!read_csv(context, make_input_file("GB 3838-2002", std::string(text)), table) || context.found.has_errors()) {
    throw std::logic_error("the built-in table of GB 3838-2002 is broken: " + format(context.found));
  }
  std::vector<Row> rows(static_cast<std::size_t>(table.rows()));
  for (int r = 0; r < table.rows(); ++r) {
    for (int c = 0; c < table.columns(); ++c) {
      rows[static_cast<std::size_t>(r)].emplace(table.header[static_cast<std::size_t>(c)].text, table.cell(r, c).text);
    }
  }
  return rows;
}

double number(std::string_view text) {
  double value = 0.0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    throw std::logic_error(fmt::format("the built-in table of GB 3838-2002 holds '{}' where a number stands", text));
  }
  return value;
}

/// Limits of one class: `6` (upper or lower, by direction) or `6..9` (a range). Empty = not limited.
void read_limit(const std::string& text, const std::string& direction, double& low, double& high) {
  low = -std::numeric_limits<double>::infinity();
  high = std::numeric_limits<double>::infinity();
  if (text.empty()) return;
  if (direction == "range") {
    const std::size_t dots = text.find("..");
    low = number(text.substr(0, dots));
    high = number(text.substr(dots + 2));
  } else if (direction == "min") {
    low = number(text);
  } else {
    high = number(text);
  }
}

ItemLimits item_of(const Row& row) {
  ItemLimits item;
  item.name = row.at("constituent");
  item.name_zh = row.at("name_zh");
  item.in_rivers = row.at("applies_to") != "lake";
  item.in_lakes = row.at("applies_to") != "river";
  item.is_counted = row.at("counted_in_21") == "yes";
  item.has_multiple = row.at("no_multiple") != "yes";
  item.is_at_least = row.at("direction") == "min";
  for (std::size_t k = 0; k < class_count; ++k) {
    read_limit(row.at(fmt::format("class_{}", k + 1)), row.at("direction"), item.low[k], item.high[k]);
  }
  return item;
}

}  // namespace

WaterStandard read_gb3838() {
  WaterStandard standard;
  for (const Row& row : rows_of(embedded::gb3838_2002)) standard.items.push_back(item_of(row));
  for (const Row& row : rows_of(embedded::gb3838_class_words)) {
    standard.words.push_back({row.at("class_zh"), row.at("word_zh"), row.at("word_en")});
  }
  return standard;
}

}  // namespace bailang
