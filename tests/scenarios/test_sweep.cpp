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
  sweep.pool = {0, 1, 2, 3, 4, 5};
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
  sweep.pool = {0, 1};
  CHECK(expand(sweep, seven_measures()).size() == 9);
}

TEST_CASE("Random subsets draw each measure about half of the time") {
  Sweep sweep = sweep_of(SweepKind::random_subset, 2000, 11);
  sweep.pool = {0, 1};
  const std::vector<Scenario> members = expand(sweep, seven_measures());
  for (int m = 0; m < 2; ++m) {
    const auto on = std::count_if(members.begin(), members.end(), [m](const Scenario& s) { return has(s, m); });
    CHECK(std::abs(static_cast<double>(on) - 1000.0) < 5.0 * std::sqrt(500.0));
  }
}

TEST_CASE("A Latin hypercube puts one flow factor into each stratum and each measure into half of the members") {
  Sweep sweep = sweep_of(SweepKind::latin_hypercube, 50, 5);
  sweep.flow_factor_low = 0.5;
  sweep.flow_factor_high = 1.5;
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

}  // namespace bailang::testing
