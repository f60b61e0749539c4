#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "io/effluent_standards.hpp"
#include "io/field_value.hpp"
#include "io/file_formats.hpp"
#include "io/schema.hpp"

using namespace bailang;

TEST_CASE("docs/file_formats.md is what the schema says (print_file_formats writes it)") {
  std::ostringstream stored;
  stored << std::ifstream(BAILANG_SOURCE_DIR "/docs/file_formats.md").rdbuf();
  REQUIRE(stored.str() == file_formats_page());
}

TEST_CASE("Every field is described, names stand once in a schema") {
  std::set<std::string_view> schemas;
  for (const Schema& schema : all_schemas()) {
    INFO(schema.name);
    REQUIRE(schemas.insert(schema.name).second);
    REQUIRE_FALSE(schema.description.empty());
    std::set<std::string_view> names;
    for (const Field& field : schema.fields) {
      INFO(field.name);
      REQUIRE(names.insert(field.name).second);
      REQUIRE_FALSE(field.description.empty());
      REQUIRE((field.type == FieldType::choice) != field.choices.empty());
    }
  }
}

TEST_CASE("A pattern stands for known constituents only") {
  const std::vector<Field>& fields = schema("outfalls").fields;
  REQUIRE(find_field(fields, "nh4_n_mg_l") != nullptr);
  REQUIRE(find_field(fields, "nh3_n_mg_l") == nullptr);
  REQUIRE(find_field(fields, "_mg_l") == nullptr);
  REQUIRE(match_pattern("k_<constituent>_per_day", "k_cod_per_day") == "cod");
  REQUIRE_FALSE(match_pattern("k_<constituent>_per_day", "k_per_day"));
}

TEST_CASE("Numbers are whole, finite and decimal") {
  REQUIRE(parse_number("1.5e3") == 1500.0);
  REQUIRE(parse_number("+2") == 2.0);
  REQUIRE(parse_number("-0.5") == -0.5);
  for (const char* text : {"", "1,5", "0x10", "nan", "inf", "1e999", "1.5 m", "--1", "+-1", "1e"}) {
    INFO(text);
    REQUIRE_FALSE(parse_number(text));
  }
}

TEST_CASE("A range with and without its lower end") {
  REQUIRE(is_within({.low = 0.0}, 0.0));
  REQUIRE_FALSE(is_within({.low = 0.0, .above_low = true}, 0.0));
  REQUIRE(is_within({.low = 0.0, .high = 1.0}, 1.0));
  REQUIRE_FALSE(is_within({.low = 0.0, .high = 1.0}, 1.0000001));
}

TEST_CASE("Effluent standards are those of data/standards: 1A and quasi class IV") {
  const auto limit = [](const std::string& level, const std::string& constituent) {
    for (const EffluentLimit& row : effluent_limits()) {
      if (row.level == level && row.constituent == constituent) return row.limit;
    }
    return -1.0;
  };
  REQUIRE(limit("1A", "cod") == 50.0);
  REQUIRE(limit("1A", "nh4_n") == 5.0);
  REQUIRE(limit("Q4", "nh4_n") == 1.5);
  REQUIRE(limit("Q4s", "tn") == 10.0);
  REQUIRE(limit("DB37/3416.5-2018 (半岛流域) general", "nh4_n") == 10.0);
  REQUIRE(limit("general", "nh4_n") == -1.0);
}
