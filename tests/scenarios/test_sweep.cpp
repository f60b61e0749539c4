// Members of sweeps: how many, in which order, with which measures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "scenarios/sweep.hpp"

namespace bailang::testing {
namespace {

std::vector<Measure> seven_measures() {
  std::vector<Measure> measures(7);
  for (int m = 0; m < 7; ++m) measures[m].id = std::string(1, static_cast<char>('a' + m));
  return measures;
}

Sweep sweep_of(SweepKind kind, int count, unsigned long long seed) {
  Sweep sweep;
  sweep.id = "draw";
  sweep.kind = kind;
  sweep.base = {6};
  sweep.pool = {{0}, {1}, {2}, {3}, {4}, {5}};
  sweep.count = count;
  sweep.seed = seed;
  return sweep;
}

bool has(const Scenario& scenario, int measure) {
  return std::find(scenario.measures.begin(), scenario.measures.end(), measure) != scenario.measures.end();
}

bool same_members(const Sweep& one, const Sweep& other) {
  const std::vector<Scenario> a = expand(one, seven_measures()), b = expand(other, seven_measures());
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Scenario& x, const Scenario& y) {
    return x.id == y.id && x.measures == y.measures && x.flow_factor == y.flow_factor;
  });
}

}  // namespace

TEST_CASE("Six axes of two choices make 64 members, the first axis slowest, the base in all") {
  Sweep sweep;
  sweep.id = "all";
  sweep.title = "All of them";
  sweep.base = {6};
  for (int m = 0; m < 6; ++m) sweep.axes.push_back({{}, {m}});
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  REQUIRE(members.size() == 64);
  for (int number = 0; number < 64; ++number) {
    std::vector<int> expected{6};
    for (int axis = 0; axis < 6; ++axis) {
      if (number >> (5 - axis) & 1) expected.push_back(axis);
    }
    CHECK(members[number].measures == expected);
    CHECK(members[number].sweep == "all");
    CHECK_FALSE(members[number].baseline);
  }
  CHECK(members.front().id == "all-0001");
  CHECK(members[9].id == "all-0010");
  CHECK(members.back().id == "all-0064");
  CHECK(members.front().title == "All of them: none");
  CHECK(members[33].title == "All of them: a + f");
}

TEST_CASE("A factorial of axes of unequal length with choices of several measures") {
  Sweep sweep;
  sweep.id = "f";
  sweep.base = {0};
  sweep.axes = {{{1}, {2, 3}}, {{}, {0, 4}, {5}}};
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  const std::vector<std::vector<int>> expected = {{0, 1}, {0, 1, 4}, {0, 1, 5}, {0, 2, 3}, {0, 2, 3, 4}, {0, 2, 3, 5}};
  REQUIRE(members.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(members[i].measures == expected[i]);
}

TEST_CASE("A long choice is named in the title by its ends and its number") {
  Sweep sweep;
  sweep.id = "f";
  sweep.axes = {{{0, 1, 2}}, {{3, 4, 5, 6}}};
  CHECK(expand(sweep, seven_measures()).front().title == "f: a + b + c + d … g (4)");
}

TEST_CASE("Random subsets and Latin hypercubes are the same for one seed and differ between seeds") {
  for (const SweepKind kind : {SweepKind::random_subset, SweepKind::latin_hypercube}) {
    CHECK(same_members(sweep_of(kind, 20, 7), sweep_of(kind, 20, 7)));
    CHECK_FALSE(same_members(sweep_of(kind, 20, 7), sweep_of(kind, 20, 8)));
  }
}

TEST_CASE("Random subsets differ from each other, hold the base and draw from the pool alone") {
  const std::vector<Scenario> members = expand(sweep_of(SweepKind::random_subset, 64, 3), seven_measures());
  REQUIRE(members.size() == 64);
  std::set<std::vector<int>> seen;
  for (const Scenario& scenario : members) {
    CHECK(scenario.measures.front() == 6);
    CHECK(seen.insert(scenario.measures).second);
  }
  // 64 different subsets of six measures are all of them.
  for (int m = 0; m < 6; ++m) {
    CHECK(std::count_if(members.begin(), members.end(), [m](const Scenario& s) { return has(s, m); }) == 32);
  }
}

TEST_CASE("Random subsets repeat when the pool holds fewer than asked for") {
  Sweep sweep = sweep_of(SweepKind::random_subset, 9, 1);
  sweep.pool = {{0}, {1}};
  CHECK(expand(sweep, seven_measures()).size() == 9);
}

TEST_CASE("Random subsets draw each measure about half of the time") {
  Sweep sweep = sweep_of(SweepKind::random_subset, 2000, 11);
  sweep.pool = {{0}, {1}};
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  for (int m = 0; m < 2; ++m) {
    const auto on = std::count_if(members.begin(), members.end(), [m](const Scenario& s) { return has(s, m); });
    CHECK(std::abs(static_cast<double>(on) - 1000.0) < 5.0 * std::sqrt(500.0));
  }
}

TEST_CASE("A Latin hypercube puts one flow factor into each stratum and each measure into half of the members") {
  Sweep sweep = sweep_of(SweepKind::latin_hypercube, 50, 5);
  sweep.flow_factor = {0.5, 1.5};
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  REQUIRE(members.size() == 50);
  std::vector<int> strata(50, 0);
  for (const Scenario& scenario : members) {
    REQUIRE(scenario.flow_factor >= 0.5);
    REQUIRE(scenario.flow_factor < 1.5);
    ++strata[static_cast<std::size_t>((scenario.flow_factor - 0.5) * 50.0)];
    CHECK(scenario.measures.front() == 6);
  }
  CHECK(strata == std::vector<int>(50, 1));
  CHECK_FALSE(std::is_sorted(members.begin(), members.end(),
                             [](const Scenario& a, const Scenario& b) { return a.flow_factor < b.flow_factor; }));
  std::set<std::vector<bool>> patterns;
  for (int m = 0; m < 6; ++m) {
    std::vector<bool> pattern;
    for (const Scenario& scenario : members) pattern.push_back(has(scenario, m));
    CHECK(std::count(pattern.begin(), pattern.end(), true) == 25);
    patterns.insert(pattern);
  }
  CHECK(patterns.size() == 6);
}

namespace {

std::vector<WaterYear> dry_and_wet() {
  return {{"dry", "Dry year", 1, 0.5, 0.25, 1.0}, {"wet", "Wet year", 2, 1.5, 2.0, -0.5}};
}

}  // namespace

TEST_CASE("Years are an axis of a factorial, the fastest one, and bring their water") {
  Sweep sweep;
  sweep.id = "f";
  sweep.title = "Plan";
  sweep.axes = {{{}, {1}}};
  sweep.years = dry_and_wet();
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  REQUIRE(members.size() == 4);
  CHECK(members[0].title == "Plan: none, Dry year");
  CHECK(members[3].title == "Plan: b, Wet year");
  for (int i = 0; i < 4; ++i) {
    const bool wet = i % 2 == 1;
    CHECK(members[i].year == (wet ? "wet" : "dry"));
    CHECK(members[i].measures == (i < 2 ? std::vector<int>{} : std::vector<int>{1}));
    CHECK(members[i].forcing == (wet ? 2 : 1));
    CHECK(members[i].flow_factor == (wet ? 1.5 : 0.5));
    CHECK(members[i].diffuse_factor == (wet ? 2.0 : 0.25));
    CHECK(members[i].temperature_offset == (wet ? -0.5 : 1.0));
  }
}

TEST_CASE("One at a time: none, then each choice alone in every year; leaving out: all, then all but each") {
  Sweep sweep = sweep_of(SweepKind::one_at_a_time, 0, 1);
  sweep.pool = {{0}, {1, 2}, {3}};
  using Lists = std::vector<std::vector<int>>;
  const auto lists = [&] {
    Lists found;
    for (const Scenario& scenario : expand(sweep, seven_measures())) found.push_back(scenario.measures);
    return found;
  };
  CHECK(lists() == Lists{{6}, {6, 0}, {6, 1, 2}, {6, 3}});
  sweep.leaves_out = true;
  CHECK(lists() == Lists{{6, 0, 1, 2, 3}, {6, 1, 2, 3}, {6, 0, 3}, {6, 0, 1, 2}});
  sweep.years = dry_and_wet();
  CHECK(expand(sweep, seven_measures()).size() == 8);
}

TEST_CASE("Members from a file take measures, year and factors of their row, on top of the year's") {
  Sweep sweep = sweep_of(SweepKind::from_file, 0, 1);
  sweep.years = dry_and_wet();
  sweep.rows = {{"By hand", {2, 3}, 1, 2.0, 3.0, 0.25}, {"", {}, -1, 1.0, 1.0, 0.0}};
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  REQUIRE(members.size() == 2);
  CHECK(members[0].title == "By hand");
  CHECK(members[0].measures == std::vector<int>{6, 2, 3});
  CHECK(members[0].flow_factor == 3.0);
  CHECK(members[0].diffuse_factor == 6.0);
  CHECK(members[0].temperature_offset == -0.25);
  CHECK(members[1].year.empty());
  CHECK(members[1].title == "draw: none");
}

TEST_CASE("A Latin hypercube stratifies factors, temperature and years, each in an order of its own") {
  Sweep sweep = sweep_of(SweepKind::latin_hypercube, 40, 3);
  sweep.years = {{"a", "a", 0, 1.0, 1.0, 0.0}, {"b", "b", 0, 1.0, 1.0, 0.0}};
  sweep.flow_factor = {0.5, 1.5};
  sweep.diffuse_factor = {1.0, 3.0};
  sweep.temperature_offset = {-2.0, 2.0};
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  std::vector<int> flow(40, 0), diffuse(40, 0), warmer(40, 0);
  for (const Scenario& s : members) {
    ++flow.at(static_cast<std::size_t>((s.flow_factor - 0.5) * 40.0));
    ++diffuse.at(static_cast<std::size_t>((s.diffuse_factor - 1.0) * 20.0));
    ++warmer.at(static_cast<std::size_t>((s.temperature_offset + 2.0) * 10.0));
  }
  CHECK(flow == std::vector<int>(40, 1));
  CHECK(diffuse == std::vector<int>(40, 1));
  CHECK(warmer == std::vector<int>(40, 1));
  CHECK(std::count_if(members.begin(), members.end(), [](const Scenario& s) { return s.year == "a"; }) == 20);
}

TEST_CASE("Random subsets draw years too, and no member twice") {
  Sweep sweep = sweep_of(SweepKind::random_subset, 12, 5);
  sweep.pool = {{0}, {1}};
  sweep.years = dry_and_wet();
  sweep.years.push_back({"mean", "Mean year", 0, 1.0, 1.0, 0.0});
  std::set<std::pair<std::vector<int>, std::string>> seen;
  for (const Scenario& s : expand(sweep, seven_measures())) seen.insert({s.measures, s.year});
  CHECK(seen.size() == 12);
}

}  // namespace bailang::testing
