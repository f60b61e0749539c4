// Transient storage against exact and published solutions.
// B7: C_t + U C_x = E C_xx + α (Cs − C), Cs_t = α A/As (C − Cs): a pulse at the inlet, by Laplace transform.
// Expected: order two when cell and step are halved together.
#include <catch2/catch.hpp>

#include <complex>
#include <cstdio>
#include <numbers>

#include "tests/small_case.hpp"
#include "tests/verification/reference_table.hpp"

namespace bailang::testing {
namespace {

struct StoragePulse {
  double U = 0.25, E = 0.8, A = 0.5, As = 0.15, alpha = 5.0e-5, k = 0.0, ks = 0.0, pulse = 10800.0;
  double before = 3.7, during = 11.4;

  /// Response at x to a unit step in the inflow, by Fourier series of the Laplace transform (Dubner and Abate 1968).
  [[nodiscard]] double step_response(double x, double t) const {
    if (t <= 0.0) return 0.0;
    const double half_period = 75000.0, a = 28.0 / (2.0 * half_period);
    const auto transform = [&](std::complex<double> s) {
      const std::complex<double> back = alpha * A / As / (s + ks + alpha * A / As);
      const std::complex<double> sigma = s + k + alpha * (1.0 - back);
      const std::complex<double> r = (U - std::sqrt(U * U + 4.0 * E * sigma)) / (2.0 * E);
      return U / (U - E * r) * std::exp(r * x) / s;
    };
    double sum = 0.5 * transform(a).real();
    for (int n = 1; n < 6000; ++n) {
      const double omega = n * std::numbers::pi / half_period;
      sum += (transform({a, omega}) * std::polar(1.0, omega * t)).real();
    }
    return std::exp(a * t) / half_period * sum;
  }
  [[nodiscard]] double at(double x, double t) const {
    return before + (during - before) * (step_response(x, t) - step_response(x, t - pulse));
  }
};

double run_pulse(const StoragePulse& exact, double dx, double dt) {
  SmallCase m = empty_case({"cod"}, 28800.0, dt, 600.0);
  const int head = add_node(m, "H", NodeKind::headwater), sea = add_node(m, "SEA", NodeKind::outlet);
  add_reach(m, "R", head, sea, 1000.0, exact.A, exact.E);
  m.network.reaches[0].storage_area = exact.As;
  m.network.reaches[0].storage_exchange = exact.alpha;
  m.network.reaches[0].decay_20 = {exact.k};
  m.network.reaches[0].storage_decay_20 = {exact.ks};
  add_inflow(m, head, -1, exact.U * exact.A, {exact.during});
  TimeSeries& series = m.forcing.inflows[0].series;
  series.interpolation = Interpolation::step;
  series.time = {0.0, exact.pulse};
  series.value = {exact.U * exact.A, exact.during, exact.U * exact.A, exact.before};
  m.settings.has_initial = true;
  m.settings.initial = {exact.before};
  const std::vector<double> places = {100.0, 300.0, 600.0};
  for (const double x : places) add_section(m, 0, x);
  const Grid grid = make_grid(m.network, dx);
  const BlockResult result = simulate({m.network, grid, m.settings}, {lane(m, no_sources(m))}, {1, false});
  CHECK(worst_closure(result.balance, result.shape.terms.size()) < 1.0e-12);
  double worst = 0.0;
  for (const TableRow& row : reference_table("B7_storage")) {
    const auto record = static_cast<std::size_t>(number(row, "t_s") / 600.0 + 0.5);
    const auto place = std::find(places.begin(), places.end(), number(row, "x_m")) - places.begin();
    const double c = result.section_concentration[record * places.size() + static_cast<std::size_t>(place)];
    worst = std::max(worst, std::abs(c - exact.at(number(row, "x_m"), number(row, "t_s"))));
  }
  return worst;
}

void check_order(const StoragePulse& exact, const char* name) {
  double last = 0.0;
  for (const double dx : {5.0, 2.5, 1.25}) {
    const double error = run_pulse(exact, dx, 4.0 * dx);
    std::printf("B7 storage%s: dx %5.2f m, dt %4.0f s, error %.3e g/m3, order %.2f\n", name, dx, 4.0 * dx, error,
                last > 0.0 ? observed_order(last, error) : 0.0);
    if (last > 0.0) CHECK(observed_order(last, error) == Approx(2.0).margin(0.1));
    last = error;
  }
}

}  // namespace

TEST_CASE("A pulse past storage zones arrives at second order") {
  const StoragePulse exact;
  for (const TableRow& row : reference_table("B7_storage")) {
    CHECK(exact.at(number(row, "x_m"), number(row, "t_s")) == Approx(number(row, "c_gm3")).margin(1.0e-6));
  }
  check_order(exact, "");
}

TEST_CASE("A pulse that decays in the river and faster in its storage zones arrives at second order") {
  StoragePulse exact;
  exact.As = 0.4;
  exact.alpha = 3.0e-4;
  exact.k = 2.0e-5;
  exact.ks = 6.0e-4;
  exact.before = 0.0;
  check_order(exact, " with decay");
}

// ---- P1: Uvas Creek, chloride injected for three hours (Bencala and Walters 1983; OTIS, USGS WRI 98-4018, application 1).
// Reference: fine grids with the published parameters, extrapolated.

TEST_CASE("Chloride in Uvas Creek passes five stations within 0.05 mg/l of the reference") {
  struct Segment {
    double length, E, A, As, alpha, lateral;
  };
  const Segment segments[] = {{38, 0.12, 0.30, 0.05, 0.0, 0.0},
                              {67, 0.15, 0.42, 0.05, 0.0, 0.0},
                              {176, 0.24, 0.36, 0.36, 3.0e-5, 4.545e-6},
                              {152, 0.31, 0.41, 0.41, 1.0e-5, 1.974e-6},
                              {238, 0.40, 0.52, 1.56, 4.5e-5, 2.151e-6}};
  SmallCase m = empty_case({"cod"}, 16.0 * 3600.0, 12.0, 360.0);
  int upper = add_node(m, "H", NodeKind::headwater);
  add_inflow(m, upper, -1, 0.0125, {3.7});
  TimeSeries& series = m.forcing.inflows[0].series;
  series.interpolation = Interpolation::step;
  series.time = {0.0, 1764.0, 1764.0 + 3.0 * 3600.0};  // the day's clock starts at 8 h, the injection at 8.49 h
  series.value = {0.0125, 3.7, 0.0125, 11.4, 0.0125, 3.7};
  for (const Segment& segment : segments) {
    const bool last = &segment == &segments[4];
    const int lower = add_node(m, "N", last ? NodeKind::outlet : NodeKind::junction);
    const int r = add_reach(m, "R", upper, lower, segment.length, segment.A, segment.E);
    m.network.reaches[r].storage_area = segment.As;
    m.network.reaches[r].storage_exchange = segment.alpha;
    if (segment.lateral > 0.0) add_inflow(m, -1, r, segment.lateral * segment.length, {3.7});
    upper = lower;
  }
  for (int r = 0; r < 4; ++r) add_section(m, r, segments[r].length);
  add_section(m, 4, 186.0);
  m.settings.has_initial = true;
  m.settings.initial = {3.7};
  const Grid grid = make_grid(m.network, 1.0);
  const BlockResult result = simulate({m.network, grid, m.settings}, {lane(m, no_sources(m))}, {1, false});
  CHECK(worst_closure(result.balance, result.shape.terms.size()) < 1.0e-12);
  const std::string columns[] = {"c38", "c105", "c281", "c433", "c619"};
  const std::vector<TableRow> rows = reference_table("P1_uvas_chloride_reference");
  REQUIRE(rows.size() == static_cast<std::size_t>(result.shape.times));
  double worst[5] = {};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    for (std::size_t s = 0; s < 5; ++s) {
      const double c = result.section_concentration[k * 5 + s];
      worst[s] = std::max(worst[s], std::abs(c - number(rows[k], columns[s])));
    }
  }
  std::printf("P1 Uvas Creek: greatest difference at 38, 105, 281, 433, 619 m: %.4f %.4f %.4f %.4f %.4f mg/l\n",
              worst[0], worst[1], worst[2], worst[3], worst[4]);
  for (const double difference : worst) CHECK(difference < 0.05);
}

}  // namespace bailang::testing
