// Still water beside the stream: what it takes up and gives back, cell by cell.
#include "solver/storage_zones.hpp"

#include <catch2/catch.hpp>

#include <cstring>

#include "tests/small_case.hpp"

namespace bailang::testing {
namespace {

constexpr double day = 86400.0;

/// One reach of a single cell of 100 m with a zone, another without.
SmallCase two_reaches(double storage_area, double exchange) {
  SmallCase m = empty_case({"cod", "age"}, 6 * 3600.0, 600.0, 3600.0);
  const int head = add_node(m, "H", NodeKind::headwater), middle = add_node(m, "M", NodeKind::junction);
  const int sea = add_node(m, "SEA", NodeKind::outlet);
  add_reach(m, "R1", head, middle, 100.0, 5.0, 0.0);
  add_reach(m, "R2", middle, sea, 100.0, 5.0, 0.0);
  m.network.reaches[0].storage_area = storage_area;
  m.network.reaches[0].storage_exchange = exchange;
  m.network.reaches[0].storage_decay_20 = {missing, missing};
  add_inflow(m, head, -1, 1.0, {8.0, 0.0});
  return m;
}

/// A zone of 3 m2 beside 5 m2 of river, α = 2e-4 s-1, and the pair of concentrations that stands in it.
struct Pair {
  explicit Pair(double decay, int lanes = 1)
      : model(two_reaches(3.0, 2.0e-4)),
        grid(make_grid(model.network, 100.0)),
        map(make_source_map(model.network, grid)),
        faces(make_face_arrays(grid)),
        hydraulics{model.network, grid, map, faces, model.settings, model.settings.flow} {
    model.network.reaches[0].storage_decay_20 = {decay, missing};
    zones = make_storage_zones(hydraulics, lanes, 1);
    set_storage_decay(hydraulics, {20.0, 20.0}, zones);
    volume.assign(grid.size(), 500.0);
    c.assign(static_cast<std::size_t>(grid.size()) * lanes, 0.0);
    lost.assign(lanes, 0.0);
  }
  double& river(int lane = 0) { return c[static_cast<std::size_t>(zones.cell[0]) * zones.lanes + lane]; }
  double& zone(int lane = 0) { return zones.c[0][lane]; }
  [[nodiscard]] double mass() { return 500.0 * river() + 300.0 * zone(); }
  void exchange(double dt) { exchange_with_storage(dt, 0, volume, c, zones, lost); }

  SmallCase model;
  Grid grid;
  SourceMap map;
  FaceArrays faces;
  HydraulicCase hydraulics;
  StorageZones zones;
  LaneArray volume, c;
  std::vector<double> lost;
};

/// dC/dt = α (Cs − C), dCs/dt = β (C − Cs) − ks Cs by many small steps of the classical Runge–Kutta method.
std::pair<double, double> by_runge_kutta(double C, double Cs, double ks, double seconds) {
  const double alpha = 2.0e-4, beta = alpha * 5.0 / 3.0;
  const int steps = 2000;
  const double h = seconds / steps;
  const auto f = [&](double a, double b) { return std::pair{alpha * (b - a), beta * (a - b) - ks * b}; };
  for (int i = 0; i < steps; ++i) {
    const auto k1 = f(C, Cs);
    const auto k2 = f(C + 0.5 * h * k1.first, Cs + 0.5 * h * k1.second);
    const auto k3 = f(C + 0.5 * h * k2.first, Cs + 0.5 * h * k2.second);
    const auto k4 = f(C + h * k3.first, Cs + h * k3.second);
    C += h / 6.0 * (k1.first + 2 * k2.first + 2 * k3.first + k4.first);
    Cs += h / 6.0 * (k1.second + 2 * k2.second + 2 * k3.second + k4.second);
  }
  return {C, Cs};
}

}  // namespace

TEST_CASE("A storage zone exchanges with the river as its two equations say, with and without decay") {
  for (const double ks : {0.0, 1.0e-6, 3.0e-4, 2.0e-2}) {
    Pair pair(ks);
    pair.river() = 10.0;
    pair.zone() = 2.0;
    pair.exchange(3600.0);
    const auto [C, Cs] = by_runge_kutta(10.0, 2.0, ks, 3600.0);
    CHECK(pair.river() == Approx(C).epsilon(1.0e-9));
    CHECK(pair.zone() == Approx(Cs).epsilon(1.0e-9));
  }
}

TEST_CASE("Exchange with storage keeps mass to round-off, and tells what decay took") {
  for (const double ks : {0.0, 1.0e-9, 1.0e-4, 10.0}) {
    for (const double dt : {1.0e-3, 60.0, 3600.0, 1.0e9}) {
      Pair pair(ks);
      pair.river() = 7.0;
      pair.zone() = 0.3;
      const double before = pair.mass();
      pair.exchange(dt);
      CHECK(std::abs(pair.mass() + pair.lost[0] - before) <= 1.0e-15 * 4.0 * before);
      if (ks == 0.0) CHECK(pair.lost[0] == 0.0);
      CHECK(pair.lost[0] >= -1.0e-15 * before);
    }
  }
}

TEST_CASE("Exchange with storage makes nothing negative, at any step and rate") {
  for (const double ks : {0.0, 1.0e-6, 1.0}) {
    for (const double dt : {1.0, 1.0e3, 1.0e6, 1.0e12}) {
      for (const bool in_river : {false, true}) {
        Pair pair(ks);
        (in_river ? pair.river() : pair.zone()) = 1.0;
        pair.exchange(dt);
        CHECK(pair.river() >= 0.0);
        CHECK(pair.zone() >= 0.0);
        CHECK(pair.river() <= 1.0);
        CHECK(pair.zone() <= 1.0);
      }
    }
  }
}

TEST_CASE("A river and its storage of the same strength stay as they are, bit for bit") {
  Pair pair(0.0);
  pair.river() = pair.zone() = 0.1 + 0.2;
  pair.exchange(1234.5);
  CHECK(pair.river() == 0.1 + 0.2);
  CHECK(pair.zone() == 0.1 + 0.2);
}

TEST_CASE("A lane's storage does not depend on the lanes beside it") {
  Pair block(1.0e-4, 8), single(1.0e-4, 1);
  for (int l = 0; l < 8; ++l) {
    block.river(l) = 1.0 + 0.37 * l;
    block.zone(l) = 3.0 / (1.0 + l);
  }
  block.exchange(700.0);
  for (int l = 0; l < 8; ++l) {
    Pair alone(1.0e-4, 1);
    alone.river() = 1.0 + 0.37 * l;
    alone.zone() = 3.0 / (1.0 + l);
    alone.exchange(700.0);
    CHECK(std::memcmp(&alone.river(), &block.river(l), sizeof(double)) == 0);
    CHECK(std::memcmp(&alone.zone(), &block.zone(l), sizeof(double)) == 0);
    CHECK(std::memcmp(&alone.lost[0], &block.lost[l], sizeof(double)) == 0);
  }
}

TEST_CASE("A reach without storage area or without exchange has no zone") {
  for (const auto& [area, exchange] : {std::pair{0.0, 1.0e-4}, {3.0, 0.0}}) {
    const SmallCase m = two_reaches(area, exchange);
    const Grid grid = make_grid(m.network, 100.0);
    const SourceMap map = make_source_map(m.network, grid);
    const FaceArrays faces = make_face_arrays(grid);
    CHECK_FALSE(make_storage_zones({m.network, grid, map, faces, m.settings, m.settings.flow}, 1, 1).is_active());
  }
}

TEST_CASE("The zone's decay follows its own rate, else the river's, else the case's, with the water's warmth") {
  SmallCase m = two_reaches(3.0, 2.0e-4);
  const Grid grid = make_grid(m.network, 100.0);
  const SourceMap map = make_source_map(m.network, grid);
  const FaceArrays faces = make_face_arrays(grid);
  const HydraulicCase model{m.network, grid, map, faces, m.settings, m.settings.flow};
  StorageZones zones = make_storage_zones(model, 1, 1);
  m.settings.kinetics.theta = {1.05, 1.0};
  m.settings.kinetics.decay_20 = {1.0e-6, 0.0};
  set_storage_decay(model, {20.0, 20.0}, zones);
  CHECK(zones.decay[0][0] == 1.0e-6);
  m.network.reaches[0].decay_20 = {2.0e-6, missing};
  set_storage_decay(model, {20.0, 20.0}, zones);
  CHECK(zones.decay[0][0] == 2.0e-6);
  m.network.reaches[0].storage_decay_20 = {3.0e-6, missing};
  set_storage_decay(model, {30.0, 20.0}, zones);
  CHECK(zones.decay[0][0] == Approx(3.0e-6 * std::pow(1.05, 10.0)).epsilon(1.0e-14));
  CHECK(zones.decay[1][0] == 0.0);
}

namespace {

BlockResult run_from_steady_state(double ks, double step) {
  SmallCase m = two_reaches(3.0, 2.0e-4);
  m.network.reaches[0].storage_decay_20 = {ks, missing};
  add_section(m, 0, 50.0);
  m.settings.time.step = step;
  const Grid grid = make_grid(m.network, 100.0);
  return simulate({m.network, grid, m.settings}, {lane(m, no_sources(m))}, {1, false});
}

}  // namespace

TEST_CASE("A run starts from the steady state of river and zone together, keeps it at second order, and mass closes") {
  // Q c_in = (Q + V α ks/(β + ks)) C
  const double ks = 5.0e-4, beta = 2.0e-4 * 500.0 / 300.0;
  const double C = 8.0 / (1.0 + 500.0 * 2.0e-4 * ks / (beta + ks));
  double last = 0.0;
  for (const double step : {200.0, 100.0, 50.0}) {
    const BlockResult result = run_from_steady_state(ks, step);
    CHECK(result.section_concentration[0] == Approx(C).epsilon(1.0e-7));
    CHECK(worst_closure(result.balance, result.shape.terms.size()) < 1.0e-12);
    // Half steps of exchange before and after transport move the steady state by a term of second order.
    const double drift = std::abs(result.section_concentration[result.shape.times - 1] - C);
    if (last > 0.0) CHECK(observed_order(last, drift) == Approx(2.0).margin(0.1));
    last = drift;
  }
}

TEST_CASE("Water ages in the zone as well: at the end of the cell it is as old as river and zone are large") {
  const BlockResult result = run_from_steady_state(0.0, 10.0);
  const int times = result.shape.times;
  CHECK(result.section_concentration[times] == Approx((500.0 + 300.0) / day).epsilon(1.0e-6));
  CHECK(result.section_concentration[2 * times - 1] == Approx((500.0 + 300.0) / day).epsilon(1.0e-5));
  CHECK(worst_closure(result.balance, result.shape.terms.size()) < 1.0e-12);
}

}  // namespace bailang::testing
