// The bay behind the rivers of a case: what enters it, and its classes by GB 3097-1997.
#include <catch2/catch.hpp>

#include <cmath>

#include "core/calendar.hpp"
#include "core/units.hpp"
#include "scenarios/bay.hpp"
#include "scenarios/bay_assessment.hpp"

namespace bailang::testing {
namespace {

constexpr double day = units::seconds_per_day;

/// Two outlets into two boxes; 2021, records of 5 days, TN and continuity simulated, DIN = 0.8 TN.
Case two_mouths() {
  Case model;
  model.settings.time.start = *parse_instant("2021-01-01");
  model.settings.time.end = *parse_instant("2022-01-01");
  model.settings.time.output = 5.0 * day;
  model.network.constituents = {"tn", "continuity"};
  model.network.nodes.resize(2);
  model.forcings.resize(1);
  model.scenarios.resize(2);
  Bay& bay = model.bay;
  BayConstituent din, continuity;
  din.name = "din";
  din.of = {0.8, 0.0};
  continuity.name = "continuity";
  continuity.of = {0.0, 1.0};
  bay.constituents = {din, continuity};
  for (int i = 0; i < 2; ++i) {
    BayBox box;
    box.area = (1.0 + i) * 1.0e8;
    box.volume = (1.0 + i) * 1.0e9;
    box.initial = {missing, 1.0};
    bay.boxes.push_back(box);
  }
  bay.seas.resize(1);
  bay.seas[0].concentration = {0.2, 1.0};
  bay.exchanges = {{0, 1, -1, 800.0, 0.0}, {1, -1, 0, 1500.0, 0.0}};
  bay.outlets = {{0, 0, 0.25}, {0, 1, 0.75}, {1, 1, 1.0}};
  return model;
}

Grid grid_of(const Case& model) {
  Grid grid;
  for (std::size_t n = 0; n < model.network.nodes.size(); ++n) grid.outlets.push_back(static_cast<int>(n));
  return grid;
}

/// Results of both scenarios; the second's rivers carry twice the nitrogen.
BlockResult rivers_of(const Case& model) {
  BlockResult block;
  block.scenarios = {0, 1};
  block.shape.times = 74;
  block.shape.outlets = 2;
  block.shape.constituents = 2;
  for (int lane = 0; lane < 2; ++lane) {
    for (int t = 0; t < block.shape.times; ++t) {
      for (int o = 0; o < 2; ++o) block.outlet_flow.push_back(10.0 + o + 3.0 * std::sin(0.1 * t));
    }
    for (std::size_t c = 0; c < model.network.constituents.size(); ++c) {
      for (int t = 0; t < block.shape.times; ++t) {
        for (int o = 0; o < 2; ++o) {
          const double flow = 10.0 + o + 3.0 * std::sin(0.1 * t);
          block.outlet_load.push_back(c == 1 ? flow : (lane + 1) * (40.0 + 30.0 * std::cos(0.2 * t)));
        }
      }
    }
  }
  return block;
}

double term(const BayResult& result, int lane, int constituent, BayTerm which) {
  return result.balance[static_cast<std::size_t>((lane * 2 + constituent) * bay_term_count + static_cast<int>(which))];
}

WaterStandard sea() {
  WaterStandard standard;
  ItemLimits din, cod;
  din.name = "din";
  din.high = {0.2, 0.3, 0.4, 0.5};
  cod.name = "cod";
  cod.high = {2.0, 3.0, 4.0, 5.0};
  standard.items = {din, cod};
  return standard;
}

}  // namespace

TEST_CASE("What leaves the rivers is what enters the bay, in every scenario, and 1 stays 1") {
  const Case model = two_mouths();
  const BlockResult block = rivers_of(model);
  const BayResult result = run_bay_of_block(model, grid_of(model), block);
  for (int lane = 0; lane < 2; ++lane) {
    double left = 0.0;
    for (int t = 1; t < block.shape.times; ++t)
      left += 2.0 * 0.8 * (lane + 1) * (40.0 + 30.0 * std::cos(0.2 * t)) * 5.0 * day;
    CHECK(term(result, lane, 0, BayTerm::rivers) == Approx(left).epsilon(1e-13));
    CHECK(std::abs(term(result, lane, 0, BayTerm::error)) <= 1e-12 * left);
  }
  const std::size_t values = 74 * 2;
  REQUIRE(result.concentration.size() == 4 * values);
  for (std::size_t i = values; i < 2 * values; ++i) REQUIRE(std::abs(result.concentration[i] - 1.0) < 1e-12);
}

TEST_CASE("A scenario's bay does not depend on what else the block holds") {
  const Case model = two_mouths();
  BlockResult block = rivers_of(model), alone = block;
  const BayResult both = run_bay_of_block(model, grid_of(model), block);
  alone.scenarios = {1};
  alone.outlet_flow.erase(alone.outlet_flow.begin(), alone.outlet_flow.begin() + 74 * 2);
  alone.outlet_load.erase(alone.outlet_load.begin(), alone.outlet_load.begin() + 2 * 74 * 2);
  const BayResult one = run_bay_of_block(model, grid_of(model), alone);
  CHECK(one.concentration == std::vector<double>(both.concentration.begin() + 4 * 74, both.concentration.end()));
  CHECK(one.balance == std::vector<double>(both.balance.begin() + 2 * bay_term_count, both.balance.end()));
}

TEST_CASE("Other sources bring their share by month, and the warmth of the case's water speeds the loss") {
  Case model = two_mouths();
  TimeSeries months{{0.0, 31.0 * day}, {5.0, 100.0, 5.0, 9.0, 20.0, 9.0}, 3, Interpolation::step};
  model.bay.sources = {{"yellow-river", 0, 0.5, months}};
  model.bay.constituents[0].decay_20 = 1.0e-8;
  model.bay.constituents[0].theta = 1.07;
  const BlockResult block = rivers_of(model);
  const BayResult cold = run_bay_of_block(model, grid_of(model), block);
  const double january = 31.0 * day, rest = 334.0 * day;
  CHECK(term(cold, 0, 0, BayTerm::other_sources) == Approx(0.5 * (100.0 * january + 20.0 * rest)).epsilon(1e-12));
  model.forcings[0].temperature = {{{}, TimeSeries{{}, {30.0}, 1, Interpolation::step}, false}};
  model.scenarios[1].temperature_offset = -10.0;
  const BayResult warm = run_bay_of_block(model, grid_of(model), block);
  CHECK(term(warm, 0, 0, BayTerm::decay) < 1.4 * term(cold, 0, 0, BayTerm::decay));
  CHECK(term(warm, 1, 0, BayTerm::decay) == Approx(term(cold, 1, 0, BayTerm::decay)).epsilon(1e-12));
}

// Φ(0.5) = 0.691462461274013.
TEST_CASE("Within a box a lognormal share of the area is at or below a limit") {
  CHECK(share_within(0.3, 0.0, 0.3) == 1.0);
  CHECK(share_within(0.31, 0.0, 0.3) == 0.0);
  const double spread = 0.6, mean = 0.3 * std::exp(0.5 * spread * spread - 0.5 * spread);
  CHECK(share_within(mean, spread, 0.3) == Approx(0.691462461274013).epsilon(1e-12));
}

TEST_CASE("A year's classes rest on the surveys of May, August, and October with November") {
  Case model = two_mouths();
  model.bay.constituents[1].name = "cod_mn";
  model.settings.time.output = day;
  std::vector<double> c;
  for (int k = 0; k < 2; ++k) {
    for (int t = 0; t <= 365; ++t) {
      const CivilDate date = civil_date(model.settings.time.start + std::max(t, 1) * 86400 - 1);
      const double din = date.month == 5    ? 0.15
                         : date.month == 8  ? 0.45
                         : date.month == 10 ? 0.2
                         : date.month == 11 ? 0.4
                                            : 9.0;
      c.push_back(k == 0 ? din : 1.0);
      c.push_back(k == 0 ? 0.25 : 3.5);
    }
  }
  const std::vector<BayYear> years = assess_bay(model.bay, model.settings.time, sea(), c);
  REQUIRE(years.size() == 1);
  CHECK(years[0].year == 2021);
  CHECK(years[0].surveys == 3);
  const double autumn = (31.0 * 0.2 + 30.0 * 0.4) / 61.0;  // 0.298: class II
  CHECK(years[0].mean[0] == Approx((0.15 + 0.45 + autumn) / 3.0).epsilon(1e-12));
  CHECK(years[0].box_class == std::vector<int>{2, 3});  // the second by COD: 3.5
  // Of the area a third is box 1: class I, IV and II in turn; box 2 is class III always.
  CHECK(years[0].class_share[0] == Approx(1.0 / 9.0));
  CHECK(years[0].class_share[1] == Approx(1.0 / 9.0));
  CHECK(years[0].class_share[2] == Approx(2.0 / 3.0));
  CHECK(years[0].class_share[3] == Approx(1.0 / 9.0));
  CHECK(years[0].good() == Approx(2.0 / 9.0));
  model.bay.boxes[1].assessed = 0.0;  // another city's water
  CHECK(assess_bay(model.bay, model.settings.time, sea(), c)[0].good() == Approx(2.0 / 3.0));
}

TEST_CASE("A run without a survey month is judged by the mean of its records, and continuity by nothing") {
  Case model = two_mouths();
  model.settings.time.end = *parse_instant("2021-02-01");
  model.settings.time.output = 31.0 * day;
  const std::vector<double> c = {9.0, 9.0, 0.25, 0.6, 1.0, 1.0, 1.0, 1.0};
  const std::vector<BayYear> years = assess_bay(model.bay, model.settings.time, sea(), c);
  CHECK(years[0].surveys == 0);
  CHECK(years[0].box_class == std::vector<int>{2, 5});
  CHECK(years[0].good() == Approx(1.0 / 3.0));
  model.bay.constituents[0].name = "unknown";
  const BayYear unknown = assess_bay(model.bay, model.settings.time, sea(), c)[0];
  CHECK(unknown.box_class == std::vector<int>{class_unknown, class_unknown});
  CHECK(std::isnan(unknown.good()));
}

}  // namespace bailang::testing
