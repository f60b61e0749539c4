// Advection, dispersion and decay in one reach of constant area, against exact solutions.
// Expected: order two when cell and step are halved together.
#include <catch2/catch.hpp>

#include <complex>
#include <cstdio>
#include <numbers>

#include "reference_table.hpp"
#include "tests/small_case.hpp"

namespace bailang::testing {
namespace {

constexpr double pi = std::numbers::pi;

/// One reach with flow U·A and an inflow series that the caller fills.
SmallCase single_reach(double length, double U, double A, double E, double k_per_day, double seconds, double step,
                       double output) {
  SmallCase m = empty_case({"cod"}, seconds, step, output);
  const int head = add_node(m, "H", NodeKind::headwater);
  const int sea = add_node(m, "SEA", NodeKind::outlet);
  add_reach(m, "R", head, sea, length, A, E);
  m.settings.kinetics.decay_20 = {k_per_day / 86400.0};
  add_inflow(m, head, -1, U * A, {0.0});
  m.settings.has_initial = true;
  m.settings.initial = {0.0};
  return m;
}

// ---- B2: instantaneous spill, c = M/(A sqrt(4πEt)) exp(−(x − Ut)²/4Et − kt); started from exact cell averages.

struct Spill {
  double M = 50000, A = 20, U = 0.5, E = 20, k = 1.0 / 86400.0;
  [[nodiscard]] double cell_mean(double a, double b, double t) const {
    const double s = std::sqrt(4.0 * E * t);
    return M / A * std::exp(-k * t) * 0.5 * (std::erf((b - U * t) / s) - std::erf((a - U * t) / s)) / (b - a);
  }
};

struct SpillError {
  double worst = 0.0, peak = 0.0, lowest = 0.0, closure = 0.0, mass = 0.0;
};

SpillError run_spill(double dx, double dt) {
  const Spill exact;
  const double t0 = 1800.0, t1 = 7200.0, origin = -2000.0, length = 10000.0;
  SmallCase m = single_reach(length, exact.U, exact.A, exact.E, 1.0, t1 - t0, dt, t1 - t0);
  const Grid grid = make_grid(m.network, dx);
  SavedState start;
  for (const Unknown& cell : grid.unknowns) {
    start[m.network.constituents[0]].push_back(
        exact.cell_mean(origin + cell.begin, origin + cell.begin + cell.length, t0));
  }
  SimulationCase run{m.network, grid, m.settings, FieldOutput::full};
  LaneInput input = lane(m, no_sources(m));
  input.start = &start;
  const BlockResult result = simulate(run, {input}, {1, false});
  SpillError error;
  error.closure = worst_closure(result.balance);
  for (int i = 0; i < result.shape.cells; ++i) {
    const Unknown& cell = grid.unknowns[grid.output_cells[i]];
    const double c = result.cell_concentration[result.shape.cells + i];
    const double expected = exact.cell_mean(origin + cell.begin, origin + cell.begin + cell.length, t1);
    error.worst = std::max(error.worst, std::abs(c - expected));
    error.peak = std::max(error.peak, expected);
    error.lowest = std::min(error.lowest, c);
    error.mass += c * exact.A * cell.length;
  }
  return error;
}

}  // namespace

TEST_CASE("A spill keeps its shape at second order and its mass exactly") {
  const Spill exact;
  for (const TableRow& row : reference_table("B2_spill")) {
    const double x = number(row, "x_m");
    CHECK(exact.cell_mean(x - 25.0, x + 25.0, number(row, "t_s")) ==
          Approx(number(row, "c_cellavg_dx")).epsilon(1.0e-8).margin(1.0e-13));
  }
  double last = 0.0;
  for (const double dx : {40.0, 20.0, 10.0}) {
    const SpillError error = run_spill(dx, dx);
    std::printf("B2 spill: dx %4.0f m, dt %4.0f s, error/peak %.3e, order %.2f\n", dx, dx, error.worst / error.peak,
                last > 0.0 ? observed_order(last, error.worst) : 0.0);
    CHECK(error.lowest >= 0.0);
    CHECK(error.closure < 1.0e-12);
    CHECK(error.mass == Approx(exact.M * std::exp(-exact.k * 7200.0)).epsilon(1.0e-5));
    if (last > 0.0) CHECK(observed_order(last, error.worst) == Approx(2.0).margin(0.1));
    last = error.worst;
  }
}

// ---- B4: periodic inlet, c = mean + amplitude cos(ωt + phase); table B4_harmonic, columns of the flux inlet.

namespace {

struct HarmonicError {
  double amplitude = 0.0, phase = 0.0;
};

HarmonicError run_harmonic(double dx, double dt) {
  const double U = 0.3, E = 12.0, period = 21600.0, omega = 2.0 * pi / period;
  const int periods = 5, records = 720 * periods;
  SmallCase m = single_reach(12000.0, U, 10.0, E, 0.4, periods * period, dt, periods * period / records);
  TimeSeries& series = m.forcing.inflows[0].series;
  series.value.clear();
  for (double t = 0.0; t <= periods * period + 0.5; t += 1.5) {
    series.time.push_back(t);
    series.value.insert(series.value.end(), {U * 10.0, 5.0 + 3.0 * std::cos(omega * t)});
  }
  std::vector<TableRow> rows;
  for (const TableRow& row : reference_table("B4_harmonic")) {
    const double x = number(row, "x_m");
    if (x < 500.0 || x > 3000.0) continue;
    rows.push_back(row);
    add_section(m, 0, x);
  }
  const Grid grid = make_grid(m.network, dx);
  const BlockResult result = simulate({m.network, grid, m.settings}, {lane(m, no_sources(m))}, {1, false});
  HarmonicError error;
  const int first = 720 * (periods - 1);
  for (std::size_t s = 0; s < rows.size(); ++s) {
    std::complex<double> sum;
    for (int k = first; k < records; ++k) {
      const double t = k * period / 720.0;
      sum += static_cast<double>(result.section_concentration[k * rows.size() + s]) *
             std::exp(std::complex<double>(0.0, -omega * t));
    }
    sum *= 2.0 / 720.0;
    const std::complex<double> expected = std::polar(number(rows[s], "amp_flux"), number(rows[s], "phase_flux_rad"));
    error.amplitude = std::max(error.amplitude, std::abs(std::abs(sum) - std::abs(expected)));
    error.phase = std::max(error.phase, std::abs(std::arg(sum / expected)));
  }
  return error;
}

}  // namespace

TEST_CASE("A periodic inlet is carried at second order in amplitude and phase") {
  HarmonicError last;
  for (const double dx : {50.0, 25.0, 12.5}) {
    const HarmonicError error = run_harmonic(dx, dx * 3.75);
    const double amplitude_order = last.phase > 0.0 ? observed_order(last.amplitude, error.amplitude) : 0.0;
    const double phase_order = last.phase > 0.0 ? observed_order(last.phase, error.phase) : 0.0;
    std::printf("B4 harmonic: dx %4.1f m, amplitude error %.3e (order %.2f), phase error %.3e (order %.2f)\n", dx,
                error.amplitude, amplitude_order, error.phase, phase_order);
    if (last.phase > 0.0) {
      CHECK(amplitude_order == Approx(2.0).margin(0.1));
      CHECK(phase_order == Approx(2.0).margin(0.1));
    }
    last = error;
  }
}

// ---- B1: step at the inlet (third-type), table B1_step.

namespace {

double run_step(double dx, double dt, double k, const std::string& column) {
  SmallCase m = single_reach(12000.0, 0.4, 10.0, 15.0, k, 14400.0, dt, 600.0);
  m.forcing.inflows[0].series.value = {4.0, 10.0};
  std::vector<double> places = {100, 500, 1000, 2000, 5000};
  for (const double x : places) add_section(m, 0, x);
  const Grid grid = make_grid(m.network, dx);
  const BlockResult result = simulate({m.network, grid, m.settings}, {lane(m, no_sources(m))}, {1, false});
  double worst = 0.0;
  for (const TableRow& row : reference_table("B1_step")) {
    if (number(row, "t_s") < 3600.0) continue;
    const auto record = static_cast<std::size_t>(number(row, "t_s") / 600.0 + 0.5);
    for (std::size_t s = 0; s < places.size(); ++s) {
      if (places[s] != number(row, "x_m")) continue;
      worst = std::max(worst, std::abs(result.section_concentration[record * places.size() + s] - number(row, column)));
    }
  }
  CHECK(worst_closure(result.balance) < 1.0e-12);
  return worst;
}

}  // namespace

TEST_CASE("A step at the inlet is carried at nearly second order once an hour has passed") {
  for (const std::string column : {"c_third_k0", "c_third_k"}) {
    double last = 0.0;
    for (const double dx : {40.0, 20.0, 10.0}) {
      const double error = run_step(dx, dx * 1.5, column == "c_third_k" ? 0.8 : 0.0, column);
      std::printf("B1 step %s: dx %4.0f m, error %.3e, order %.2f\n", column.c_str(), dx, error,
                  last > 0.0 ? observed_order(last, error) : 0.0);
      if (last > 0.0) CHECK(observed_order(last, error) >= 1.8);
      last = error;
    }
  }
}

}  // namespace bailang::testing
