#include "io/read_standards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "embedded/black_odorous_2015.hpp"
#include "embedded/compensation.hpp"
#include "embedded/gb3097_1997.hpp"
#include "embedded/gb3838_2002.hpp"
#include "embedded/gb3838_class_words.hpp"
#include "embedded/gb3838_river_grade.hpp"
#include "embedded/sea_grade.hpp"
#include "io/case_reader.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Opens a table by the name of its schema; nullptr when it cannot be read.
using OpenStandard = std::function<std::unique_ptr<TableReader>(const char*)>;

const std::map<std::string, std::string_view>& built_in_texts() {
  static const std::map<std::string, std::string_view> texts = {{"surface_water", embedded::gb3838_2002},
                                                                {"class_words", embedded::gb3838_class_words},
                                                                {"river_grades", embedded::gb3838_river_grade},
                                                                {"sea_water", embedded::gb3097_1997},
                                                                {"sea_grades", embedded::sea_grade},
                                                                {"black_odorous", embedded::black_odorous_2015},
                                                                {"compensation", embedded::compensation}};
  return texts;
}

enum class Direction { max, min, range };

/// The two ends of a text `low..high`; NaN for an end that is no number.
std::pair<double, double> range_of(const std::string& text) {
  const std::size_t dots = std::min(text.find(".."), text.size());
  const std::string last = dots < text.size() ? text.substr(dots + 2) : "";
  return {parse_number(text.substr(0, dots)).value_or(missing), parse_number(last).value_or(missing)};
}

/// Limits of one class: `6` (upper or lower, by direction) or `6..9` (a range). Empty = not limited.
void read_limit(TableReader& table, int row, const std::string& column, Direction direction, ItemLimits& item) {
  double low = -infinity, high = infinity;
  const std::string text = table.text(row, column);
  const bool is_range = direction == Direction::range;
  if (!text.empty()) {
    const double value = parse_number(text).value_or(missing);
    const auto [first, last] = is_range ? range_of(text) : std::pair(value, value);
    if (direction != Direction::max) low = first;
    if (direction != Direction::min) high = last;
  }
  if (!(low <= high)) {
    table.error(row, column,
                fmt::format("{} must be {}, but is {}", table.name_of(row, column),
                            is_range ? "a range low..high" : "a number", in_quotes(text)));
  } else if (!item.low.empty() && (low > item.low.back() || high < item.high.back())) {
    table.error(row, column, fmt::format("{} is stricter than the class before it", table.name_of(row, column)),
                "classes stand from the best to the worst");
  }
  item.low.push_back(low);
  item.high.push_back(high);
}

/// Columns class_1 … as far as they are there.
ItemLimits read_item(TableReader& table, int row) {
  ItemLimits item;
  item.name = table.text(row, "constituent");
  item.name_zh = table.text(row, "name_zh");
  const int direction = table.choice(row, "direction");
  item.is_at_least = direction == static_cast<int>(Direction::min);
  for (int k = 1; k <= 5; ++k) {
    const std::string column = fmt::format("class_{}", k);
    if (!table.has_column(column) || direction < 0) break;
    read_limit(table, row, column, static_cast<Direction>(direction), item);
  }
  return item;
}

std::vector<ItemLimits> read_surface(TableReader& table) {
  std::vector<ItemLimits> items;
  for (int row = 0; row < table.rows(); ++row) {
    ItemLimits item = read_item(table, row);
    const int bodies = table.choice(row, "applies_to");
    item.in_rivers = bodies != 2;
    item.in_lakes = bodies != 1;
    item.is_counted = table.boolean(row, "counted_in_21", true);
    item.has_multiple = !table.boolean(row, "no_multiple", false);
    item.decimals = static_cast<int>(table.number_or(row, "decimals_2020", -1.0));
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<ItemLimits> read_sea(TableReader& table) {
  std::vector<ItemLimits> items;
  for (int row = 0; row < table.rows(); ++row) {
    ItemLimits item = read_item(table, row);
    item.is_inclusive = table.boolean(row, "inclusive", true);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<ClassWords> read_words(TableReader& table) {
  std::vector<ClassWords> words;
  for (int row = 0; row < table.rows(); ++row) {
    words.push_back({table.text(row, "class_zh"), table.text(row, "word_zh"), table.text(row, "word_en")});
  }
  if (table.rows() != worse_than_class_5) {
    table.header_error("", fmt::format("there must be {} rows, classes I to V and what is worse, but the table has {}",
                                       worse_than_class_5, table.rows()));
  }
  return words;
}

std::vector<RiverGrade> read_river_grades(TableReader& table) {
  std::vector<RiverGrade> grades;
  for (int row = 0; row < table.rows(); ++row) {
    const auto range = [&](const char* from, const char* below) {
      return ShareRange{table.number_or(row, from, -infinity), table.number_or(row, below, infinity)};
    };
    grades.push_back({table.text(row, "grade_zh"), table.text(row, "grade_en"),
                      range("good_share_min_pct", "good_share_max_pct_excl"),
                      range("worse_v_share_min_pct", "worse_v_share_max_pct_excl")});
  }
  return grades;
}

std::vector<SeaGrade> read_sea_grades(TableReader& table) {
  std::vector<SeaGrade> grades;
  for (int row = 0; row < table.rows(); ++row) {
    const auto number = [&](const char* column, double open) { return table.number_or(row, column, open); };
    grades.push_back({table.text(row, "grade_zh"), table.text(row, "grade_en"), number("class_1_min_pct", -infinity),
                      number("class_1_2_min_pct", -infinity), number("class_1_2_below_pct", infinity),
                      number("class_1_3_min_pct", -infinity), number("worse_above_pct", -infinity),
                      number("worse_max_pct", infinity)});
  }
  return grades;
}

std::vector<BlackOdorousItem> read_black_odorous(TableReader& table) {
  std::vector<BlackOdorousItem> items;
  for (int row = 0; row < table.rows(); ++row) {
    items.push_back({table.text(row, "constituent"), table.text(row, "name_zh"), table.choice(row, "direction") == 1,
                     table.number(row, "light"), table.number(row, "heavy")});
  }
  return items;
}

std::vector<CompensationTerm> read_compensation(TableReader& table) {
  std::vector<CompensationTerm> terms;
  IdIndex ids{"amount"};
  for (int row = 0; row < table.rows(); ++row) {
    CompensationTerm term;
    term.id = read_id(table, row, ids);
    term.scheme = table.text(row, "scheme");
    term.parameter = table.text(row, "parameter");
    term.unit = table.text(row, "unit");
    term.confidence = table.text(row, "confidence");
    term.value = table.number(row, "value");
    terms.push_back(std::move(term));
  }
  return terms;
}

Standards read_all(const OpenStandard& open) {
  Standards standards;
  if (const auto table = open("surface_water")) standards.surface.items = read_surface(*table);
  if (const auto table = open("class_words")) standards.surface.words = read_words(*table);
  if (const auto table = open("river_grades")) standards.river_grades = read_river_grades(*table);
  if (const auto table = open("sea_water")) standards.sea.items = read_sea(*table);
  if (const auto table = open("sea_grades")) standards.sea_grades = read_sea_grades(*table);
  if (const auto table = open("black_odorous")) standards.black_odorous = read_black_odorous(*table);
  if (const auto table = open("compensation")) standards.compensation = read_compensation(*table);
  return standards;
}

std::unique_ptr<TableReader> open_built_in(ReadContext& context, const char* name) {
  const std::string text(built_in_texts().at(name));
  return TableReader::of_text(context, schema(name), make_input_file(fmt::format("built-in {}", name), text));
}

}  // namespace

Standards standards_of(const StandardTexts& texts) {
  ReadContext context;
  Standards standards = read_all([&](const char* name) {
    const auto own = texts.find(name);
    return own == texts.end() ? open_built_in(context, name)
                              : TableReader::of_text(context, schema(name),
                                                     make_input_file(fmt::format("table_{}", name), own->second));
  });
  if (context.found.has_errors()) throw InputError(std::move(context.found));
  return standards;
}

void read_standards(CaseReader& reader) {
  ReadContext built_in;
  const bool rounds = reader.model.standards.surface.rounds;
  reader.model.standards = read_all([&](const char* name) {
    auto own = open_table(reader, name);
    if (own) reader.model.own_standards[name] = own->file_text();
    return own || is_present(reader, schema(name)) ? std::move(own) : open_built_in(built_in, name);
  });
  reader.model.standards.surface.rounds = rounds;
}

}  // namespace bailang
