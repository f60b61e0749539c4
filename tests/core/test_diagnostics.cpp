#include <catch2/catch.hpp>

#include "core/diagnostics.hpp"
#include "core/utf8.hpp"

using namespace bailang;

namespace {

Diagnostic told(Severity severity, const SourcePlace& place, const std::string& line, const std::string& hint) {
  Diagnostic entry;
  entry.severity = severity;
  entry.place = place;
  entry.message = "m";
  entry.source_line = line;
  entry.hint = hint;
  return entry;
}

}  // namespace

TEST_CASE("A fault is told in GCC's form with the line, a caret and the hint") {
  const auto fault = told(Severity::error, {"a.toml", 10, 1, 10}, "manning_nn = 0.035", "did you mean 'manning_n'?");
  REQUIRE(format(fault) ==
          "a.toml:10:1: error: m\n"
          "   10 | manning_nn = 0.035\n"
          "      | ^~~~~~~~~~  did you mean 'manning_n'?");
}

TEST_CASE("The caret stands under the character on a terminal: Chinese is two columns wide, a tab stays a tab") {
  REQUIRE(format(told(Severity::warning, {"t.csv", 2, 4, 2}, "白浪,河口", "")) ==
          "t.csv:2:4: warning: m\n"
          "    2 | 白浪,河口\n"
          "      |      ^~~~");
  REQUIRE(format(told(Severity::error, {"t.csv", 2, 3, 1}, "a\tb", "")) ==
          "t.csv:2:3: error: m\n    2 | a\tb\n      |  \t^");
}

TEST_CASE("Without a source line the hint has its own line, and a place may be a whole file") {
  REQUIRE(format(told(Severity::error, {"x.nc", 1, 1}, "", "do this")) == "x.nc:1:1: error: m\n      = do this");
  REQUIRE(format(told(Severity::error, {"dir"}, "", "")) == "dir: error: m");
}

TEST_CASE("Faults are sorted by place, told once, and counted") {
  Diagnostics found;
  found.error({"b.csv", 1, 1}, "late");
  found.error({"a.csv", 12, 1}, "twelve");
  found.warning({"a.csv", 2, 9}, "two");
  found.error({"a.csv", 12, 1}, "twelve");
  REQUIRE(format(found) ==
          "a.csv:2:9: warning: two\n"
          "a.csv:12:1: error: twelve\n"
          "b.csv:1:1: error: late\n"
          "2 errors, 1 warning\n");
  REQUIRE(format(Diagnostics{}).empty());
}

TEST_CASE("Beyond the limit faults are counted only") {
  Diagnostics found;
  for (int line = 1; line <= 5; ++line) found.error({"a.csv", line, 1}, "m");
  REQUIRE(format(found, false, 3) ==
          "a.csv:1:1: error: m\na.csv:2:1: error: m\na.csv:3:1: error: m\n... and 2 more errors\n5 errors\n");
}

TEST_CASE("Colour is added on demand only") {
  const Diagnostic fault = told(Severity::error, {"a", 1, 1}, "x", "");
  REQUIRE(format(fault).find('\x1b') == std::string::npos);
  REQUIRE(format(fault, true).find("\x1b[1;31merror:\x1b[0m") != std::string::npos);
}

TEST_CASE("UTF-8 that is overlong, cut short, a surrogate or beyond Unicode is not valid") {
  REQUIRE(find_invalid_utf8("Weifang 潍坊 \xF0\x9F\x8C\x8A") == std::string::npos);
  REQUIRE(find_invalid_utf8("ab\xC0\xAF") == 2);
  REQUIRE(find_invalid_utf8("a\xE6\xBD") == 1);
  REQUIRE(find_invalid_utf8("\xED\xA0\x80") == 0);
  REQUIRE(find_invalid_utf8("\xF4\x90\x80\x80") == 0);
  REQUIRE(find_invalid_utf8("\x80") == 0);
  REQUIRE(character_count("潍坊a") == 3);
}
