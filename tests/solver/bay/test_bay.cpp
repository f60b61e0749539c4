#include <catch2/catch.hpp>
#include <cmath>

#include "core/units.hpp"
#include "tests/solver/bay/bay_case.hpp"

namespace bailang::testing {
namespace {

constexpr double day = units::seconds_per_day;

double throughput(const BayResult& result, int constituent = 0) {
  double sum = 0.0;
  for (int t = 0; t + 1 < bay_term_count; ++t)
    sum += 0.5 * std::abs(term(result, static_cast<BayTerm>(t), constituent));
  return sum;
}
}  // namespace

// V dc/dt = s + X c_sea − (X + k V) c, so c = c∞ + (c₀ − c∞) e^(−(X/V + k) t) with c∞ = (s + X c_sea) / (X + k V).
TEST_CASE("One box follows its exponential to rounding, however long the intervals are") {
  Bay bay = chain_bay({4.0e9}, {5000.0});
  bay.constituents[0].decay_20 = 2.0e-8;
  bay.seas[0].concentration = {0.2};
  bay.boxes[0].initial = {1.0};
  const double loss = 5000.0 + 2.0e-8 * 4.0e9, rate = loss / 4.0e9;
  const double settled = (900.0 + 5000.0 * 0.2) / loss;
  for (const int count : {1, 7, 200}) {
    const auto intervals = river_intervals(bay, count, 200.0 * day / count, 0.0, 900.0);
    const BayResult result = run_bay(bay, intervals, BayMode::march);
    const double exact = settled + (1.0 - settled) * std::exp(-rate * 200.0 * day);
    CHECK(result.concentration.back() == near(exact, 1e-12));
  }
}

// A closed pair that gives each other X and the outer one Y to the sea: with equal volumes V and c_sea = 0 the matrix
// [−X X; X −(X + Y)] / V has eigenvalues λ = (−(2X + Y) ± √(4X² + Y²)) / 2V and vectors (X, X + λV).
TEST_CASE("Two boxes in a chain follow their two eigenvectors") {
  constexpr double V = 2.0e9, X = 3000.0, Y = 7000.0, t = 30.0 * day;
  Bay bay = chain_bay({V, V}, {X, Y});
  bay.boxes[0].initial = {1.0};
  bay.boxes[1].initial = {0.0};
  const double root = std::sqrt(4.0 * X * X + Y * Y);
  const double slow = (-(2.0 * X + Y) + root) / (2.0 * V), fast = (-(2.0 * X + Y) - root) / (2.0 * V);
  // c₀ = a (X, X + slow V) + b (X, X + fast V) = (1, 0)
  const double low = X + slow * V, high = X + fast * V;
  const double b = -low / (X * (high - low)), a = 1.0 / X - b;
  const BayResult result = run_bay(bay, river_intervals(bay, 3, t / 3.0, 0.0, 0.0), BayMode::march);
  const std::size_t last = result.concentration.size() - 2;
  CHECK(result.concentration[last] == near(X * (a * std::exp(slow * t) + b * std::exp(fast * t)), 1e-12));
  CHECK(result.concentration[last + 1] == near(a * low * std::exp(slow * t) + b * high * std::exp(fast * t), 1e-12));
}

// On a chain the rivers' water Q passes every link; salt carried out by it comes back by exchange: (Q + X) c = X c_next.
TEST_CASE("River water leaves over every box of a chain and pushes the sea's water back") {
  Bay bay = chain_bay({1.0e9, 2.0e9}, {400.0, 900.0});
  bay.seas[0].concentration = {30.0};
  const BayResult result = run_bay(bay, river_intervals(bay, 1, day, 100.0, 0.0), BayMode::steady);
  const double outer = 30.0 * 900.0 / 1000.0;
  CHECK(result.concentration[1] == near(outer, 1e-13));
  CHECK(result.concentration[0] == near(outer * 400.0 / 500.0, 1e-13));
}

TEST_CASE("What is 1 in all water that enters stays 1, with loops, residual flow and rivers that rise and fall") {
  Bay bay = chain_bay({1.0e9, 2.0e9, 3.0e9}, {400.0, 900.0, 2000.0});
  BayExchange loop;
  loop.from = 0;
  loop.to = 2;
  loop.exchange = 150.0;
  loop.residual_flow = 300.0;  // more than the exchange: it must come back another way
  bay.exchanges.push_back(loop);
  bay.seas[0].concentration = {1.0};
  for (BayBox& box : bay.boxes) box.initial = {1.0};
  auto intervals = river_intervals(bay, 300, 3.0 * day, 0.0, 0.0);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    intervals[i].river_water[0] = intervals[i].river_load[0] = i % 3 == 0 ? 900.0 : 10.0;
    intervals[i].source_water[1] = intervals[i].source_load[1] = 50.0;
  }
  const BayResult result = run_bay(bay, intervals, BayMode::march);
  double worst = 0.0;
  for (const double c : result.concentration) worst = std::max(worst, std::abs(c - 1.0));
  CHECK(worst < 1e-12);
}

TEST_CASE("The bay's ledger closes to 1e-12 of what passes, and every term is there") {
  Bay bay = chain_bay({1.0e9, 2.0e9, 3.0e9}, {400.0, 900.0, 2000.0});
  bay.constituents[0].decay_20 = 1.0e-7;
  bay.constituents[0].theta = 1.07;
  bay.constituents[0].deposition = 3.0e-8;
  bay.constituents[0].bed_release = 1.0e-8;
  bay.seas[0].concentration = {0.15};
  auto intervals = river_intervals(bay, 800, day, 60.0, 0.0);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    intervals[i].river_load[0] = 300.0 + 250.0 * std::sin(0.017 * static_cast<double>(i));
    intervals[i].source_load[2] = 100.0;
    intervals[i].temperature = 13.0 + 12.0 * std::sin(0.0172 * static_cast<double>(i));
  }
  const BayResult result = run_bay(bay, intervals, BayMode::march);
  CHECK(std::abs(term(result, BayTerm::error)) <= 1e-12 * throughput(result));
  CHECK(term(result, BayTerm::other_sources) == near(800.0 * day * 100.0, 1e-12));
  CHECK(term(result, BayTerm::atmosphere) == near(800.0 * day * 3.0e6 * 3.0e-8, 1e-12));
  CHECK(term(result, BayTerm::bed) == near(800.0 * day * 3.0e6 * 1.0e-8, 1e-12));
  CHECK(term(result, BayTerm::decay) < 0.0);
  CHECK(term(result, BayTerm::exchange_open) < 0.0);
}

TEST_CASE("A run of a year or more starts from the state that the first year's loads give back") {
  Bay bay = chain_bay({2.0e9, 5.0e9}, {700.0, 1500.0});
  bay.constituents[0].decay_20 = 3.0e-8;
  bay.constituents[0].theta = 1.07;
  bay.seas[0].concentration = {0.2};
  auto intervals = river_intervals(bay, 365, day, 40.0, 0.0);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    intervals[i].river_load[0] = i < 180 ? 50.0 : 700.0;
    intervals[i].temperature = i < 90 ? 2.0 : 22.0;
  }
  const BayResult result = run_bay(bay, intervals, BayMode::march);
  const std::size_t last = result.concentration.size() - 2;
  CHECK(result.concentration[last] == near(result.concentration[0], 1e-12));
  CHECK(result.concentration[last + 1] == near(result.concentration[1], 1e-12));
}

TEST_CASE("A short run starts from the steady state of its mean loads, but for boxes whose strength is given") {
  Bay bay = chain_bay({2.0e9, 5.0e9}, {700.0, 1500.0});
  auto intervals = river_intervals(bay, 2, day, 0.0, 0.0);
  intervals[1].river_load[0] = 600.0;
  CHECK(run_bay(bay, intervals, BayMode::march).concentration[1] == near(300.0 / 1500.0, 1e-12));
  bay.boxes[1].initial = {0.7};
  const BayResult given = run_bay(bay, intervals, BayMode::march);
  CHECK(given.concentration[0] == near(300.0 / 1500.0 + 300.0 / 700.0, 1e-12));
  CHECK(given.concentration[1] == 0.7);
}

TEST_CASE("Periods of a steady run: rates times the period, nothing stored") {
  Bay bay = chain_bay({2.0e9}, {1000.0});
  bay.seas[0].concentration = {0.1};
  const BayResult result = run_bay(bay, river_intervals(bay, 2, 10.0 * day, 0.0, 500.0), BayMode::steady);
  CHECK(result.concentration[0] == near(0.6, 1e-13));
  CHECK(result.concentration.size() == 3);
  CHECK(term(result, BayTerm::initial) == 0.0);
  CHECK(term(result, BayTerm::exchange_open) == near(-20.0 * day * 500.0, 1e-12));
  CHECK(std::abs(term(result, BayTerm::error)) <= 1e-12 * throughput(result));
}

}  // namespace bailang::testing
