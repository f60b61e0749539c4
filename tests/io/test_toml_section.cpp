#include <catch2/catch.hpp>
#include <cmath>

#include "io/schema_tables.hpp"
#include "io/toml_section.hpp"

using namespace bailang;

namespace {

const std::vector<Field> keys = {{.name = "name", .need = Need::required},
                                 {.name = "length_m", .type = FieldType::number, .unit = {"m"}, .range = positive},
                                 {.name = "k_<constituent>_per_day",
                                  .type = FieldType::number,
                                  .unit = schema_units::per_day,
                                  .range = not_negative},
                                 {.name = "count", .type = FieldType::whole, .range = positive},
                                 {.name = "on", .type = FieldType::boolean},
                                 {.name = "mode", .type = FieldType::choice, .choices = {"fast", "slow"}},
                                 {.name = "at", .type = FieldType::date_time},
                                 {.name = "step", .type = FieldType::duration, .range = positive},
                                 {.name = "ids", .type = FieldType::texts},
                                 {.name = "flows", .type = FieldType::numbers, .range = not_negative}};

/// A section that is the whole document.
struct Document {
  ReadContext context;
  InputFile file;
  std::optional<TomlValue> value;
  std::optional<TomlSection> section;

  explicit Document(std::string text) : file(make_input_file("t.toml", std::move(text))) {
    value = parse_toml(context, file);
    if (value) section.emplace(context, file, *value, keys, "[test]", TextSpan{});
  }
  [[nodiscard]] std::string faults() const {
    std::string text;
    for (const Diagnostic& entry : context.found.entries()) {
      text += std::to_string(entry.place.line) + ":" + std::to_string(entry.place.column) + "+" +
              std::to_string(entry.place.width) + " " + entry.message + "\n";
    }
    return text;
  }
};

}  // namespace

TEST_CASE("Values of every type are read, numbers in SI units") {
  Document document(R"(name = "x"
length_m = 5
k_cod_per_day = 86.4
count = 3
on = true
mode = "slow"
at = 2021-03-26T08:00:00+01:00
step = "15 min"
ids = ["a", "b"]
flows = 2.5
)");
  TomlSection& section = *document.section;
  REQUIRE(section.text("name") == "x");
  REQUIRE(section.number("length_m", 0.0) == 5.0);
  REQUIRE(section.constituent_number("k_<constituent>_per_day", "cod", 0.0) == Approx(0.001));
  REQUIRE(section.constituent_number("k_<constituent>_per_day", "tn", 7.0) == 7.0);
  REQUIRE(section.whole("count") == 3);
  REQUIRE(section.boolean("on", false));
  REQUIRE(section.choice("mode", 0) == 1);
  REQUIRE(section.instant("at") == parse_instant("2021-03-26T07:00:00Z"));
  REQUIRE(section.duration("step") == 900.0);
  REQUIRE(section.texts("ids").size() == 2);
  REQUIRE(section.texts("ids")[1].span.column == 13);
  REQUIRE(section.numbers("flows") == std::vector<double>{2.5});
  REQUIRE(document.faults().empty());
}

TEST_CASE("Values of the wrong type or range are told at their place, and the fallback holds") {
  Document document(
      "name = 1\nlength_m = -2.0\ncount = 1.5\non = 1\nmode = \"fats\"\nat = 08:00:00\nstep = 15\n"
      "ids = [1]\nflows = [1, -1]\n");
  TomlSection& section = *document.section;
  REQUIRE(section.text("name", "y") == "y");
  REQUIRE(section.number("length_m", 9.0) == 9.0);
  REQUIRE_FALSE(section.whole("count"));
  REQUIRE_FALSE(section.boolean("on", false));
  REQUIRE(section.choice("mode", 0) == 0);
  REQUIRE_FALSE(section.instant("at"));
  REQUIRE_FALSE(section.duration("step"));
  REQUIRE(section.texts("ids").empty());
  REQUIRE(section.numbers("flows").size() == 1);
  REQUIRE(document.faults() ==
          "1:8+1 'name' in [test] must be text, but is 1\n"
          "2:12+4 'length_m' in [test] must be > 0 m, but is -2\n"
          "3:9+3 'count' in [test] must be a whole number > 0, but is 1.5\n"
          "4:6+1 'on' in [test] must be true or false, but is 1\n"
          "5:8+6 'mode' in [test] must be one of: fast, slow, but is \"fats\"\n"
          "6:6+8 'at' in [test] must be a date and time such as 2021-03-26T08:00:00Z, but is a time of day\n"
          "7:8+2 'step' in [test] must be a number and s, min, h or d, such as 15 min, but is 15\n"
          "8:8+1 'ids' in [test] must be a list of texts, but holds 1\n"
          "9:13+2 'flows' in [test] must be ≥ 0, but is -1\n");
}

TEST_CASE("Infinite numbers and NaN are no values") {
  Document document("name = \"x\"\nlength_m = inf\nflows = [nan]\n");
  REQUIRE(document.section->number("length_m", 1.0) == 1.0);
  REQUIRE(document.section->numbers("flows").empty());
  REQUIRE(document.context.found.error_count() == 2);
}

TEST_CASE("An unknown key and a missing required one are errors, a key of a known constituent is not") {
  Document document("k_tp_per_day = 1\nlenght_m = 2\n");
  REQUIRE(document.faults() ==
          "2:1+8 unknown key 'lenght_m' in [test]\n1:1+1 key 'name' is missing in [test]; it must be text\n");
  REQUIRE(document.context.found.entries()[0].hint == "did you mean 'length_m'?");
}

TEST_CASE("A fault of syntax has line and column") {
  const Document document("name = \"x\"\nlength_m = = 2\n");
  REQUIRE_FALSE(document.value);
  REQUIRE(document.context.found.entries().at(0).place.line == 2);
  REQUIRE(document.context.found.entries().at(0).place.column == 12);
}
