// Problem: a tide runs into a channel with a closed head, frictionless, amplitude 1/2000 of the depth.
// Exact solution: standing wave of the linear equations, table F6 (rows without friction): η = a cos(κx)/cos(κL).
// Expected: amplitude and phase within 5e-4 (a/h) and an error of the grid that falls at first order.
#include <catch2/catch.hpp>
#include <complex>
#include <numbers>

#include "reference_table.hpp"
#include "river_case.hpp"

namespace bailang::testing {
namespace {

constexpr double length = 40000.0, depth = 8.0, width = 300.0, amplitude = 0.004, period = 44712.0;

struct TideError {
  double level = 0.0, discharge = 0.0;  ///< greatest |complex amplitude − exact| over the exact one's largest
};

TideError tide_error(int cells, int steps) {
  SmallCase m = one_reach({length, width, 0.0, 1.0e-7, 1.0e-9});
  add_bed_point(m, 0, 0.0, -depth);
  add_bed_point(m, 0, length, -depth);
  hold_level(m, 1, 0.0);
  m.forcing.tides.back().harmonics.push_back({period, amplitude, 0.0});
  River river(m, FlowMode::dynamic, length / cells);
  const auto table = reference_table("F6_tide");
  const double omega = 2.0 * std::numbers::pi / period, kappa = omega / std::sqrt(9.81 * depth);
  const auto exact = [&](double x) { return amplitude * std::cos(kappa * x) / std::cos(kappa * length); };
  // The table and this formula say the same.
  for (const TableRow& row : table) {
    if (row.at("friction") != "0") continue;
    REQUIRE(exact(number(row, "x_m")) == Approx(number(row, "eta_amp")).epsilon(1.0e-12));
  }
  river.fill([&](int, double x) { return exact(x); });
  std::vector<std::complex<double>> level(cells), flow(cells + 1);
  const double dt = period / steps;
  for (int i = 0; i < steps; ++i) {
    river.step(i * dt, dt);
    const auto turn = [&](double t) { return std::polar(2.0 / steps, -omega * t); };
    for (int k = 0; k < cells; ++k) level[k] += turn((i + 1) * dt) * river.stage(0, k);
    // The discharge is the mean of the step.
    for (int k = 0; k <= cells; ++k) flow[k] += turn((i + 0.5) * dt) * river.flow(0, k);
  }
  TideError error;
  for (int k = 0; k < cells; ++k) {
    error.level = std::max(error.level, std::abs(level[k] - exact(river.middle(0, k))) / exact(0.0));
  }
  const auto Q = [&](double x) {
    return std::complex<double>(0.0,
                                -omega * width * amplitude * std::sin(kappa * x) / (kappa * std::cos(kappa * length)));
  };
  for (int k = 0; k <= cells; ++k) {
    error.discharge = std::max(error.discharge, std::abs(flow[k] - Q(k * length / cells)) / std::abs(Q(length)));
  }
  return error;
}

}  // namespace

TEST_CASE("A tide stands in a channel with a closed head as the linear equations have it") {
  TideError last;
  for (const int cells : {20, 40, 80}) {
    const TideError error = tide_error(cells, 4 * cells);
    INFO(cells << " cells: level " << error.level << ", discharge " << error.discharge);
    CHECK(error.level < 5.0e-4 + 0.1 / cells);
    CHECK(error.discharge < 5.0e-4 + 0.2 / cells);
    if (last.level > 0.0) CHECK(observed_order(last.level, error.level) > 0.8);
    last = error;
  }
}

}  // namespace bailang::testing
