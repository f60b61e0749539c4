// Spills and fronts where the grid is too coarse for central faces (Péclet above 2), against exact solutions.
// B2: c = M/(A sqrt(4πEt)) exp(−(x − ∫U dt)²/4Et), steady and tidal flow, started from exact cell averages.
#include <catch2/catch.hpp>

#include <cstdio>
#include <numbers>

#include "channel_loop.hpp"

namespace bailang::testing {
namespace {

struct FrontError {
  double worst = 0.0, mean = 0.0, peak = 0.0;  ///< over the exact peak, over the exact mass, over the exact peak
  double lowest = 0.0, mass = 0.0;             ///< least value, relative change of mass
};

/// A spill carried for `seconds` from the moment when its spread is `spread` [m].
struct SpillCase {
  double U = 0.5, tide = 0.0, period = 44712.0, spread = 100.0, seconds = 5600.0;

  [[nodiscard]] double travelled(double t) const {
    const double omega = 2.0 * std::numbers::pi / period;
    return U * t + (tide == 0.0 ? 0.0 : tide / omega * std::sin(omega * t));
  }
};

FrontError run_spill(const SpillCase& spill, double dx, double E, double courant, bool sharp) {
  const double A = 20.0, fastest = spill.U + spill.tide;
  const int steps = static_cast<int>(std::lround(spill.seconds * fastest / (courant * dx)));
  const double dt = spill.seconds / steps, start = spill.spread * spill.spread / (2.0 * E);
  ChannelLoop loop(static_cast<int>(std::lround(13500.0 / dx)), dx, A, E);
  const int cells = loop.grid.reaches[0].count;
  const auto exact = [&](int k, double t) {
    const double s = std::sqrt(4.0 * E * (start + t)), from = k * dx - 4000.0 - spill.travelled(t);
    return 1000.0 * 0.5 * (std::erf((from + dx) / s) - std::erf(from / s)) / dx;
  };
  for (int k = 0; k < cells; ++k) loop.c(k) = exact(k, 0.0);
  double before = 0.0, after = 0.0;
  for (int k = 0; k < cells; ++k) before += loop.c(k);
  FrontError error;
  for (int n = 0; n < steps; ++n) {
    const double U = (spill.travelled((n + 1) * dt) - spill.travelled(n * dt)) / dt;
    loop.step(dt, U * A, sharp);
    for (int k = 0; k < cells; ++k) error.lowest = std::min(error.lowest, loop.c(k));
    for (const double left : loop.moved.exits) after += left / (A * dx);
  }
  double highest = 0.0, total = 0.0, exact_peak = 0.0;
  for (int k = 0; k < cells; ++k) {
    const double expected = exact(k, spill.seconds);
    exact_peak = std::max(exact_peak, expected);
    highest = std::max(highest, loop.c(k));
    error.worst = std::max(error.worst, std::abs(loop.c(k) - expected));
    error.mean += std::abs(loop.c(k) - expected);
    total += expected;
    after += loop.c(k);
  }
  error.worst /= exact_peak;
  error.mean /= total;
  error.peak = highest / exact_peak;
  error.mass = std::abs(after - before) / before;
  return error;
}

}  // namespace

TEST_CASE("Sharpening takes most of the error from a spill that upwind faces would flatten") {
  for (const double tide : {0.0, 0.9}) {
    SpillCase spill;
    spill.tide = tide;
    spill.seconds = tide == 0.0 ? 5600.0 : 22356.0;
    spill.U = tide == 0.0 ? 0.5 : 0.1;
    for (const double peclet : {5.0, 20.0, 100.0}) {
      for (const double courant : {0.25, 0.5, 1.0, 2.0, 4.0}) {
        const double dx = 50.0, E = (spill.U + tide) * dx / peclet;
        const FrontError plain = run_spill(spill, dx, E, courant, false);
        const FrontError sharp = run_spill(spill, dx, E, courant, true);
        std::printf("B2 spill%s: Peclet %3.0f, Courant %4.2f: error/peak %.3f (linear %.3f), peak kept %.2f (%.2f)\n",
                    tide == 0.0 ? "" : " tidal", peclet, courant, sharp.worst, plain.worst, sharp.peak, plain.peak);
        CHECK(sharp.lowest >= 0.0);
        // Steps that fall back to backward Euler smear a little of it out at the channel's head.
        if (courant <= 2.0) CHECK(sharp.mass < 1.0e-12);
        if (courant <= 1.0) CHECK(sharp.worst < 0.35 * plain.worst);
        if (courant <= 1.0) CHECK(sharp.peak > 0.75);
        CHECK(sharp.worst < plain.worst);
      }
    }
  }
}

TEST_CASE("A smooth spill is carried at second order or better below and above Peclet 2, once sharpened") {
  for (const double tide : {0.0, 0.9}) {
    SpillCase spill;
    spill.tide = tide;
    spill.spread = 150.0;
    spill.seconds = tide == 0.0 ? 2000.0 : 11178.0;
    spill.U = tide == 0.0 ? 0.5 : 0.1;
    FrontError last;
    for (const double dx : {50.0, 25.0, 12.5, 6.25}) {
      const double E = (spill.U + tide) * 6.25 / 1.25;  // Péclet from 10 down to 1.25
      const FrontError error = run_spill(spill, dx, E, 0.5, true);
      const double order = last.mean > 0.0 ? observed_order(last.mean, error.mean) : 0.0;
      std::printf("B2 spill%s sharpened: dx %5.2f m, Peclet %4.1f, error/peak %.3e, mean error %.3e, order %.2f\n",
                  tide == 0.0 ? "" : " tidal", dx, (spill.U + tide) * dx / E, error.worst, error.mean, order);
      if (last.mean > 0.0) CHECK(order >= 1.8);
      last = error;
    }
  }
}

// ---- B1: step at the inlet without dispersion: the front's width in cells.

TEST_CASE("A step at the inlet stays within few cells where upwind faces would smear it over many") {
  const double dx = 50.0, U = 0.4, A = 10.0;
  for (const double courant : {0.25, 0.5, 1.0}) {
    double width[2] = {};
    for (const bool sharp : {false, true}) {
      ChannelLoop loop(200, dx, A, 0.0);
      const int steps = static_cast<int>(std::lround(100.0 / courant));
      for (int n = 0; n < steps; ++n) loop.step(courant * dx / U, U * A, sharp, 10.0);
      double mass = 0.0;
      for (int k = 0; k < 200; ++k) {
        width[sharp] += loop.c(k) > 0.5 && loop.c(k) < 9.5 ? 1.0 : 0.0;
        mass += loop.c(k) * A * dx;
      }
      CHECK(mass == Approx(10.0 * U * A * steps * courant * dx / U).epsilon(1.0e-12));
    }
    std::printf(
        "B1 step without dispersion after 100 cells, Courant %.2f: 5 %% to 95 %% over %.0f cells (linear %.0f)\n",
        courant, width[1], width[0]);
    CHECK(width[1] <= 8.0);
    CHECK(width[1] < 0.35 * width[0]);
  }
}

}  // namespace bailang::testing
