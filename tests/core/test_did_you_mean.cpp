#include <catch2/catch.hpp>

#include "core/diagnostics.hpp"

using namespace bailang;

TEST_CASE("The nearest word is suggested when it is near enough to be meant") {
  const std::vector<std::string> words = {"length_m", "manning_n", "bed_slope"};
  REQUIRE(nearest_word("manning_nn", words) == "manning_n");
  REQUIRE(nearest_word("lenght_m", words) == "length_m");
  REQUIRE(nearest_word("tiem", {"time"}) == "time");  // a swap is one slip, and four letters allow one
  REQUIRE(nearest_word("BED_SLOPE", words) == "bed_slope");
  REQUIRE(nearest_word("temperature", words).empty());
  REQUIRE(nearest_word("", words).empty());
  REQUIRE(nearest_word("x", {"y"}).empty());
}

TEST_CASE("Among equally near words the first wins, a nearer one always") {
  REQUIRE(nearest_word("R5", {"R1", "R2"}) == "R1");
  REQUIRE(nearest_word("mergee", {"merges", "merge"}) == "merges");
  REQUIRE(nearest_word("abcdef", {"abcxxf", "abcdex"}) == "abcdex");
}

TEST_CASE("Without a near word a short list of choices is given, a long one is not") {
  REQUIRE(did_you_mean("stap", {"step", "end"}) == "did you mean 'step'?");
  REQUIRE(did_you_mean("velocity", {"step", "end"}) == "expected one of: step, end");
  REQUIRE(did_you_mean("velocity", std::vector<std::string>(13, "a")).empty());
  REQUIRE(did_you_mean("velocity", {}).empty());
}
