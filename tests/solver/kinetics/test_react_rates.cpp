// The exponential that all instruction sets share, and the derivatives of every factor.
#include <catch2/catch.hpp>

#include <cstdint>
#include <cstring>
#include <limits>

#include "solver/kinetics/lane_exp.hpp"
#include "tests/solver/kinetics/kinetics_cases.hpp"

namespace bailang::testing {
namespace {

using enum FactorKind;

/// Distance in units of the last place.
double ulps(double value, double exact) {
  std::int64_t a = 0, b = 0;
  std::memcpy(&a, &value, sizeof a);
  std::memcpy(&b, &exact, sizeof b);
  return std::abs(static_cast<double>(a - b));
}

struct Rates {
  std::vector<double> rate, slope;
};

Rates rates_at(const KineticsBuilder& b, const std::vector<double>& c) {
  Rates r{std::vector<double>(b.kinetics.processes.size()),
          std::vector<double>(b.kinetics.processes.size() * b.names.size())};
  evaluate_rates(b.kinetics, c.data(), b.coefficients.data(), r.rate.data(), r.slope.data());
  return r;
}

/// Compares derivatives with central differences of the rates, which round to a few units in the last place of the rate.
void check_derivatives(const KineticsBuilder& b, const std::vector<double>& c) {
  constexpr double rounding = 1.0e-15;
  const Rates at_c = rates_at(b, c);
  for (std::size_t i = 0; i < c.size(); ++i) {
    std::vector<double> above = c, below = c;
    const double h = 1.0e-5 * c[i];
    above[i] += h;
    below[i] -= h;
    const Rates up = rates_at(b, above), down = rates_at(b, below);
    for (std::size_t p = 0; p < at_c.rate.size(); ++p) {
      const double difference = (up.rate[p] - down.rate[p]) / (2.0 * h);
      INFO(b.kinetics.processes[p].id << " by " << b.names[i]);
      CHECK(at_c.slope[p * c.size() + i] ==
            Approx(difference).epsilon(1.0e-7).margin(rounding * std::abs(at_c.rate[p]) / h));
    }
  }
}

}  // namespace

TEST_CASE("the lanes' exponential is the library's to one unit in the last place") {
  double worst = 0.0;
  for (double x = -706.9; x < 709.7; x += 0.00731)
    worst = std::max(worst, ulps(baseline::lane_exp<double>(x), std::exp(x)));
  for (double x = -1.0; x < 1.0; x += 0.0000731)
    worst = std::max(worst, ulps(baseline::lane_exp<double>(x), std::exp(x)));
  CHECK(worst <= 1.0);
  CHECK(baseline::lane_exp<double>(0.0) == 1.0);
  CHECK(baseline::lane_exp<double>(-708.0) == 0.0);
  CHECK(baseline::lane_exp<double>(-std::numeric_limits<double>::infinity()) == 0.0);
  CHECK(std::isinf(baseline::lane_exp<double>(709.9)));
  CHECK(std::isnan(baseline::lane_exp<double>(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("what decays away is exact to its last digits however little it is") {
  for (double x = 1.0e-18; x < 800.0; x *= 1.3) {
    const auto decay = baseline::lane_decay<double>(x);
    INFO("x = " << x);
    CHECK(decay.gone == Approx(-std::expm1(-x)).epsilon(4.0e-16));
    CHECK(decay.left == Approx(std::exp(-x)).epsilon(4.0e-16).margin(1.0e-306));
  }
  CHECK(baseline::lane_decay<double>(0.0).gone == 0.0);
}

TEST_CASE("a factor has the value of its formula") {
  KineticsBuilder b({"do", "nh4_n", "no3_n"});
  const double c = 1.7, K = 0.6;
  const auto add = [&](FactorKind kind, const std::string& of) {
    b.add("p", day, {kind == linear ? b.factor(kind, of) : b.factor(kind, of, K)}, {{"do", 1}});
  };
  for (const FactorKind kind : {linear, half_saturation, exponential, second_order, half_inhibition,
                                exponential_inhibition, second_order_inhibition, deficit}) {
    add(kind, "do");
  }
  const std::vector<double> expected{c,
                                     c / (K + c),
                                     1.0 - std::exp(-c / K),
                                     c * c / (K + c * c),
                                     1.0 - c / (K + c),
                                     std::exp(-c / K),
                                     1.0 - c * c / (K + c * c),
                                     K - c};
  const Rates r = rates_at(b, {c, 0.4, 2.5});
  for (std::size_t p = 0; p < expected.size(); ++p) CHECK(r.rate[p] == Approx(expected[p]).epsilon(1.0e-14));
}

TEST_CASE("derivatives of every factor, alone and in products, agree with differences of the rates") {
  KineticsBuilder b({"do", "nh4_n", "no3_n"});
  const std::vector<FactorKind> kinds{linear,          half_saturation,        exponential, second_order,
                                      half_inhibition, exponential_inhibition, deficit,     second_order_inhibition};
  int number = 0;
  for (const FactorKind kind : kinds) {
    const auto K = [&] { return kind == linear ? missing : 0.3 + 0.1 * number++; };
    b.add("alone " + std::to_string(number), day, {b.factor(kind, "do", K())}, {{"do", 1}});
    b.add("product " + std::to_string(number), 2.0 * day,
          {b.factor(linear, "nh4_n"), b.factor(kind, "do", K()), b.factor(kind, "no3_n", K())}, {{"do", 1}});
    b.add("twice the same " + std::to_string(number), day,
          {b.factor(kind, "do", K()), b.factor(half_saturation, "do", 2.0)}, {{"do", 1}});
  }
  for (const std::vector<double>& c : {std::vector<double>{1.3, 0.7, 2.1}, {0.02, 5.0, 0.01}, {9.0, 0.003, 14.0}}) {
    check_derivatives(b, c);
  }
}

TEST_CASE("rates are finite where all constituents are absent, and those that consume are nil") {
  KineticsBuilder b({"nh4_n", "no3_n", "do"});
  b.add("demand", 1.0, {b.factor(half_saturation, "do", 0.0)}, {{"do", -1}});
  b.add("demand of second order", 1.0, {b.factor(second_order, "do", 0.0)}, {{"do", -1}});
  b.add("exponential demand", 1.0, {b.factor(exponential, "do", 0.0)}, {{"do", -1}});
  const Rates r = rates_at(b, {0.0, 0.0, 0.0});
  for (const double rate : r.rate) CHECK(rate == 0.0);
  for (const double slope : r.slope) CHECK(std::isfinite(slope));
}

}  // namespace bailang::testing
