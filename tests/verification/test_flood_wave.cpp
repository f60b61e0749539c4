// Problem: waves that friction carries: rain on a plane, a flood down a channel before it breaks, a small step as a
// diffusive wave, water that drains after the inflow stops.
// Exact solution: kinematic characteristics and the diffusion equation of Hayami; tables F4 and F9.
// Expected: order 1 in cell length and step (areas upwind, implicit in time; 0.6 and more where the front of the drained
// part has a corner); no negative depth; volume to 1e-12.
#include <catch2/catch.hpp>
#include <numbers>

#include "reference_table.hpp"
#include "river_case.hpp"

namespace bailang::testing {
namespace {

/// A channel so wide that its hydraulic radius is its depth, with q = α h^(5/3).
TestChannel wide_channel(double length, double alpha, double slope) {
  return {length, 1.0e6, 0.0, std::sqrt(slope) / alpha, slope};
}

}  // namespace

TEST_CASE("With the bed's slope in place of the surface's the network routes as the kinematic mode does") {
  for (const double side : {0.0, 2.0}) {
    const SmallCase m = one_reach({10000.0, 12.0, side, 0.03, 0.0008});
    River levels(m, FlowMode::diffusive, 500.0);
    levels.water.levels.bed_slope_drives = true;
    River routed(m, FlowMode::kinematic, 500.0);
    double worst = 0.0, largest = 0.0;
    for (int i = 0; i < 60; ++i) {
      const double Q = i < 20 ? 1.0 + i : 0.0;
      for (River* river : {&levels, &routed}) {
        river->enter(0, Q);
        river->step(600.0 * i, 600.0);
      }
      for (int k = 0; k <= levels.cells(0).count; ++k) {
        worst = std::max(worst, std::abs(levels.flow(0, k) - routed.flow(0, k)));
        largest = std::max(largest, routed.flow(0, k));
      }
    }
    CHECK(largest > 10.0);
    CHECK(worst < 1.0e-9 * largest);
  }
}

TEST_CASE("Rain on a plane runs off as the kinematic wave does") {
  const double rain = 1.5e-5, duration = 2400.0, plane = 150.0;
  double last = 0.0;
  for (const double cells : {25.0, 50.0, 100.0}) {
    River river(one_reach(wide_channel(plane, 3.0, 0.09)), FlowMode::diffusive, plane / cells);
    const double dt = 1000.0 / cells;
    const double width = 1.0e6;
    river.water.levels.bed_slope_drives = true;
    double error = 0.0, peak = 0.0, fallen = 0.0, left = 0.0;
    const auto table = reference_table("F4_kinematic_plane");
    std::size_t row = 1;
    const double before = river.volume();
    river.enter_along(0, rain * plane * width);
    for (int i = 0; row < table.size(); ++i) {
      const double t = (i + 1) * dt;
      if (i * dt > duration - 0.5 * dt && i * dt < duration + 0.5 * dt) river.enter_along(0, 0.0);
      river.step(i * dt, dt);
      if (i * dt < duration - 0.5 * dt) fallen += dt * rain * plane * width;
      left += dt * river.flow(0, river.cells(0).count);
      if (t < number(table[row], "t_s") - 0.5 * dt) continue;
      // Present discharge: the scheme is implicit, the step's discharge is that of its end.
      const double q = river.flow(0, river.cells(0).count) / width;
      error += std::abs(q - number(table[row], "q_m2s"));
      peak = std::max(peak, number(table[row], "q_m2s"));
      ++row;
    }
    error /= peak * static_cast<double>(table.size());
    CHECK(std::abs(before + fallen - left - river.volume()) / fallen < 1.0e-12);
    if (last > 0.0) CHECK(observed_order(last, error) > 0.8);
    last = error;
  }
  CHECK(last < 0.01);
}

TEST_CASE("A flood runs down a wide channel along its characteristics") {
  // q = α h^(5/3): a discharge Q travels with c = (5/3) α^(3/5) (Q/B)^(2/5).
  const double alpha = 1.05, x = 20000.0, width = 1.0e6, day = 43200.0;
  const auto enters = [&](double t) {
    return 0.2 * width * (1.0 + (t > 0.0 && t < day ? 1.5 * std::pow(std::sin(std::numbers::pi * t / day), 2) : 0.0));
  };
  const auto leaves = [&](double t) {
    const auto celerity = [&](double Q) { return (5.0 / 3.0) * std::pow(alpha, 0.6) * std::pow(Q / width, 0.4); };
    double low = t - x / celerity(0.2 * width), high = t;
    for (int i = 0; i < 200; ++i) {
      const double start = 0.5 * (low + high);
      (start + x / celerity(enters(start)) > t ? high : low) = start;
    }
    return enters(low);
  };
  double last = 0.0;
  for (const double cells : {40.0, 80.0, 160.0}) {
    River river(one_reach(wide_channel(x, alpha, 0.001)), FlowMode::diffusive, x / cells);
    river.water.levels.bed_slope_drives = true;
    const double dt = 24000.0 / cells;
    river.enter(0, enters(0.0));
    river.settle();
    double error = 0.0, sum = 0.0;
    for (int i = 0; i * dt < 108000.0; ++i) {
      river.enter(0, enters((i + 0.5) * dt));
      river.step(i * dt, dt);
      const double exact = leaves((i + 1) * dt);
      error += dt * std::abs(river.flow(0, river.cells(0).count) - exact);
      sum += dt * (exact - 0.2 * width);
    }
    if (last > 0.0) CHECK(observed_order(last, error / sum) > 0.8);
    last = error / sum;
  }
  CHECK(last < 0.05);
}

TEST_CASE("A small step of the discharge spreads as Hayami's diffusive wave") {
  // Wide channel: C = 5/3 U, D = q/(2 S0).
  const double slope = 2.0e-4, q = 0.6, n = 0.03, width = 1.0e6, x = 20000.0;
  const double h = std::pow(q * n / std::sqrt(slope), 0.6), C = 5.0 / 3.0 * q / h, D = q / (2.0 * slope);
  const auto step = [&](double t) {
    const double root = std::sqrt(4.0 * D * t);
    return 0.5 * (std::erfc((x - C * t) / root) + std::exp(C * x / D) * std::erfc((x + C * t) / root));
  };
  double last = 0.0;
  for (const double cell_length : {1000.0, 500.0, 250.0}) {
    River river(one_reach({80000.0, width, 0.0, n, slope}), FlowMode::diffusive, cell_length);
    river.enter(0, q * width);
    river.settle();
    const double rise = 1.0e-4 * q * width, dt = 0.5 * cell_length;
    river.enter(0, q * width + rise);
    double error = 0.0;
    int count = 0;
    for (int i = 0; (i + 1) * dt <= 60000.0; ++i) {
      river.step(i * dt, dt);
      const double part = (river.flow(0, static_cast<int>(x / cell_length)) - q * width) / rise;
      error += std::abs(part - step((i + 1) * dt));
      ++count;
    }
    error /= count;
    if (last > 0.0) CHECK(observed_order(last, error) > 0.85);
    last = error;
  }
  CHECK(last < 0.01);
}

TEST_CASE("A channel drains after its inflow stops, to nothing and no further") {
  const double alpha = 1.2, h0 = 0.8, length = 5000.0;
  double last = 0.0;
  for (const double cells : {50.0, 100.0, 200.0}) {
    River river(one_reach(wide_channel(length, alpha, 0.0009)), FlowMode::diffusive, length / cells);
    river.water.levels.bed_slope_drives = true;
    // Uniform flow of 0.8 m, then nothing more.
    river.fill([&](int r, double x) { return river.water.levels.network.beds[r].at(x) + h0; });
    const double before = river.volume();
    const double dt = 2000.0 / cells;
    double left = 0.0, error = 0.0, lowest = 0.0;
    int rows = 0;
    for (int i = 0; (i + 1) * dt <= 36000.0 + 0.5 * dt; ++i) {
      river.step(i * dt, dt);
      left += dt * river.flow(0, river.cells(0).count);
      const double t = (i + 1) * dt;
      for (int k = 0; k < river.cells(0).count; ++k) {
        lowest = std::min(lowest, river.depth(0, k));
        if (std::abs(t - 600.0) > 0.5 * dt && std::abs(t - 3600.0) > 0.5 * dt && std::abs(t - 36000.0) > 0.5 * dt)
          continue;
        const double x = river.middle(0, k);
        const double exact = std::min(h0, std::pow(x / (5.0 / 3.0 * alpha * t), 1.5));
        error += std::abs(river.depth(0, k) - exact) / h0;
        ++rows;
      }
    }
    error /= rows;
    CHECK(lowest >= 0.0);
    CHECK(std::abs(river.volume() + left - before) / before < 1.0e-12);
    if (last > 0.0) CHECK(observed_order(last, error) > 0.6);
    last = error;
  }
  CHECK(last < 0.01);
}

}  // namespace bailang::testing
