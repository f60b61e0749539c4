// Reservoirs: storage curve, release, spillway and evaporation against exact solutions of V' = gain − Q(V) − e A(V).
#include <catch2/catch.hpp>

#include "solver/reservoir_flow.hpp"
#include "tests/small_case.hpp"
#include "tests/verification/reference_table.hpp"

namespace bailang::testing {
namespace {

constexpr double day = 86400.0;

Reservoir box(double area) {
  Reservoir reservoir;
  reservoir.area = area;
  reservoir.volume = 1.0e6;
  return reservoir;
}

/// Advances n equal steps to `span` [s], and checks the water balance and the signs of every step.
double run_to(const Reservoir& reservoir, const ReservoirState& state, double volume, double gain, double span, int n) {
  const double dt = span / n;
  for (int i = 0; i < n; ++i) {
    const ReservoirStep step = advance_reservoir(reservoir, state, volume, gain, dt);
    const double moved = dt * (gain + step.outflow + step.evaporation);
    REQUIRE(std::abs(step.volume - (volume + dt * (gain - step.outflow - step.evaporation))) <=
            1e-14 * (volume + moved));
    REQUIRE(step.volume >= 0.0);
    REQUIRE(step.outflow >= 0.0);
    REQUIRE(step.evaporation >= 0.0);
    volume = step.volume;
  }
  return volume;
}

Reservoir linear_reservoir(double V0, double T) {
  Reservoir reservoir = box(1.0e5);
  reservoir.rules = {{{}, 0.0, 0.0}, {{}, V0, V0 / T}};
  return reservoir;
}

}  // namespace

TEST_CASE("A reservoir passes on what flows in, gives its release, keeps its minimum and spills above its maximum") {
  Reservoir r = box(1.0e5);
  const ReservoirState none;
  CHECK(advance_reservoir(r, none, 1.0e6, 3.7, 3600).outflow == 3.7);
  CHECK(advance_reservoir(r, none, 1.0e6, 3.7, 3600).volume == 1.0e6);
  r.release = 2.0;
  CHECK(advance_reservoir(r, none, 1.0e6, 3.0, 1000).outflow == Approx(2.0).epsilon(1e-14));
  CHECK(advance_reservoir(r, none, 1.0e6, 3.0, 1000).volume == Approx(1.001e6).epsilon(1e-14));
  r.min_volume = 0.9995e6;
  // Half a step above the minimum, half at it: released 500 m3 of storage and what flows in.
  CHECK(advance_reservoir(r, none, 1.0e6, 1.0, 1000).volume == Approx(0.9995e6).epsilon(1e-14));
  CHECK(advance_reservoir(r, none, 1.0e6, 1.0, 1000).outflow == Approx(1.5).epsilon(1e-12));
  CHECK(advance_reservoir(r, none, 0.9e6, 1.0, 1000).outflow == 0.0);
  CHECK(advance_reservoir(r, none, 0.9e6, 1.0, 1000).volume == Approx(0.901e6).epsilon(1e-14));
  r.max_volume = 1.0005e6;
  CHECK(advance_reservoir(r, none, 1.0e6, 3.0, 1000).volume == Approx(1.0005e6).epsilon(1e-14));
  CHECK(advance_reservoir(r, none, 1.0e6, 3.0, 1000).outflow == Approx(2.5).epsilon(1e-12));
  CHECK(advance_reservoir(r, none, 1.2e6, 3.0, 1000).volume == Approx(1.0005e6).epsilon(1e-14));
}

TEST_CASE("A linear reservoir recedes as V0 exp(-t/T) down to 1e-12 of its volume, at any step") {
  const auto rows = reference_table("F9_drying");
  const double V0 = number(rows.front(), "V_m3"), T = V0 / number(rows.front(), "Qout");
  REQUIRE(number(rows.back(), "V_m3") < 1e-12 * V0);
  const Reservoir r = linear_reservoir(V0, T);
  for (const int steps : {1, 3, 70}) {
    double volume = V0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      volume = run_to(r, {}, volume, 0.0, (number(rows[i], "t_d") - number(rows[i - 1], "t_d")) * day, steps);
      REQUIRE(volume == Approx(number(rows[i], "V_m3")).epsilon(1e-12).margin(0.0));
    }
  }
}

TEST_CASE("A linear reservoir with constant inflow fills towards gain × T") {
  const double T = 3 * day, gain = 1.5, V0 = 1.0e5;
  const Reservoir r = linear_reservoir(5.0e5, T);
  for (const double t : {0.1 * day, 2 * day, 50 * day}) {
    const double exact = gain * T + (V0 - gain * T) * std::exp(-t / T);
    CHECK(run_to(r, {}, V0, gain, t, 1) == Approx(exact).epsilon(1e-13));
    CHECK(run_to(r, {}, V0, gain, t, 17) == Approx(exact).epsilon(1e-13));
  }
}

TEST_CASE("Through all bends of a rule curve one long step equals many short ones") {
  Reservoir r = box(2.0e5);
  r.rules = {{{}, 1.0e5, 0.5}, {{}, 4.0e5, 1.0}, {{}, 6.0e5, 8.0}, {{}, 6.5e5, 8.0}, {{}, 9.0e5, 30.0}};
  r.min_volume = 2.0e5;
  r.curve = {{0.0, 2.0, 5.0}, {0.0, 3.0e5, 1.2e6}, {1.0e5, 2.0e5, 4.0e5}};
  ReservoirState state;
  state.kept_flow = 0.8;
  state.evaporation = 8.0e-3 / day;
  for (const double gain : {0.0, 0.3, 5.0, 12.0}) {
    for (const double start : {0.5e5, 2.0e5, 8.8e5, 1.1e6}) {
      const double once = run_to(r, state, start, gain, 20 * day, 1);
      CHECK(run_to(r, state, start, gain, 20 * day, 480) == Approx(once).epsilon(1e-11));
    }
  }
}

TEST_CASE("A reservoir over its spillway recedes by the weir's law") {
  // A h' = −C W h^1.5: h = (h0^−½ + C W t / 2A)^−2, C = 2/3 √(2g/3)
  Reservoir r = box(5.0e4);
  r.weir_level = 12.0;
  r.weir_width = 8.0;
  ReservoirState state;
  state.bed = 2.0;
  const double k = 2.0 / 3.0 * std::sqrt(2 * 9.81 / 3.0) * 8.0 / 5.0e4;
  for (const double t : {600.0, 7200.0, 4 * day}) {
    const double h = std::pow(1.0 / std::sqrt(1.5) + 0.5 * k * t, -2.0);
    for (const int steps : {1, 4, 40}) {
      const double volume = run_to(r, state, 5.0e4 * 11.5, 0.0, t, steps);
      CHECK(volume / 5.0e4 - 10.0 == Approx(h).epsilon(2e-4));
    }
  }
  // At rest the weir passes what flows in, the release beside it.
  r.release = 1.0;
  const double level = std::pow((6.0 - 1.0) / (k * 5.0e4), 2.0 / 3.0);
  CHECK(run_to(r, state, 5.0e5, 6.0, 60 * day, 60) / 5.0e4 - 10.0 == Approx(level).epsilon(1e-9));
}

TEST_CASE("Over a spillway the step is of second order") {
  Reservoir r = box(5.0e4);
  r.weir_level = 0.0;
  r.weir_width = 8.0;
  ReservoirState state;
  state.bed = 0.0;
  const double k = 2.0 / 3.0 * std::sqrt(2 * 9.81 / 3.0) * 8.0 / 5.0e4;
  const double h = std::pow(1.0 / std::sqrt(1.5) + 0.5 * k * 30.0, -2.0);
  std::vector<double> error;
  // So short that no step is cut by itself.
  for (const int steps : {4, 8, 16}) error.push_back(std::abs(run_to(r, state, 7.5e4, 0.0, 30.0, steps) - 5.0e4 * h));
  INFO(error[0] << " " << error[1] << " " << error[2]);
  CHECK(error[0] < 0.1);
  CHECK(observed_order(error[0], error[1]) > 1.9);
  CHECK(observed_order(error[1], error[2]) > 1.9);
}

TEST_CASE("Rules of a part of the year hold in it, the release beside them outside") {
  Reservoir r = box(1.0e5);
  r.release = 0.4;
  r.rules = {
      {{11, 1, 2, 28}, 1.0e6, 2.0}, {{6, 1, 8, 31}, 0.0, 1.0}, {{11, 1, 2, 28}, 0.0, 0.0}, {{6, 1, 8, 31}, 2.0e6, 9.0}};
  const auto release = [&](int month, int today) {
    ReservoirState state;
    state.month = month;
    state.day = today;
    return advance_reservoir(r, state, 1.0e6, 0.0, 1.0).outflow;
  };
  CHECK(release(1, 10) == Approx(2.0).epsilon(1e-5));
  CHECK(release(7, 1) == Approx(5.0).epsilon(1e-5));
  CHECK(release(4, 1) == Approx(0.4).epsilon(1e-9));
}

TEST_CASE("An ecological flow is released above the minimum volume, whatever the rules say") {
  Reservoir r = box(1.0e5);
  r.release = 0.2;
  r.min_volume = 4.0e5;
  ReservoirState state;
  state.kept_flow = 0.7;
  CHECK(advance_reservoir(r, state, 1.0e6, 0.1, 3600).outflow == Approx(0.7).epsilon(1e-9));
  CHECK(advance_reservoir(r, state, 4.0e5, 0.1, 3600).outflow == Approx(0.1).epsilon(1e-9));
  CHECK(advance_reservoir(r, state, 3.0e5, 0.1, 3600).outflow == 0.0);
  r.release = missing;
  CHECK(advance_reservoir(r, state, 1.0e6, 0.1, 3600).outflow == Approx(0.7).epsilon(1e-9));
  CHECK(advance_reservoir(r, state, 1.0e6, 0.9, 3600).outflow == 0.9);
}

TEST_CASE("Where a rule curve runs below the ecological flow, that is released, and the curve above") {
  Reservoir r = box(1.0e5);
  r.rules = {{{}, 1.0e5, 0.5}, {{}, 4.0e5, 1.1}};
  ReservoirState state;
  state.kept_flow = 0.8;
  const auto release = [&](double volume) { return advance_reservoir(r, state, volume, 0.0, 1.0e-3).outflow; };
  CHECK(release(1.5e5) == Approx(0.8).epsilon(1e-9));
  CHECK(release(2.4e5) == Approx(0.8).epsilon(1e-9));
  CHECK(release(3.5e5) == Approx(1.0).epsilon(1e-9));
  CHECK(release(9.0e5) == Approx(1.1).epsilon(1e-9));
}

TEST_CASE("Evaporation takes area times its rate, no more than is there, and lowers what flows through") {
  Reservoir r = box(2.0e5);
  ReservoirState state;
  state.evaporation = 5.0e-3 / day;
  const double lost = 5.0e-3 * 2.0e5 / day;
  ReservoirStep step = advance_reservoir(r, state, 1.0e6, 3.0, 3600);
  CHECK(step.evaporation == Approx(lost).epsilon(1e-12));
  CHECK(step.outflow == Approx(3.0 - lost).epsilon(1e-12));
  CHECK(step.volume == Approx(1.0e6).epsilon(1e-14));
  // A film of 1 mm stays; what comes to it evaporates.
  r.release = 0.0;
  step = advance_reservoir(r, state, 500.0, 0.0, day);
  CHECK(step.volume == Approx(200.0).epsilon(1e-14));
  CHECK(step.evaporation == Approx(300.0 / day).epsilon(1e-14));
  step = advance_reservoir(r, state, 200.0, 0.004, day);
  CHECK(step.volume == Approx(200.0).epsilon(1e-14));
  CHECK(step.evaporation == Approx(0.004).epsilon(1e-14));
  CHECK(step.outflow == 0.0);
  step = advance_reservoir(r, state, 100.0, 0.001, day);
  CHECK(step.volume == Approx(186.4).epsilon(1e-14));
  CHECK(step.evaporation == 0.0);
}

TEST_CASE("A reservoir that its release empties keeps a film, so that it has concentrations") {
  Reservoir r = box(2.0e5);
  r.release = 3.0;
  ReservoirStep step = advance_reservoir(r, {}, 1.0e5, 1.0, 2 * day);
  CHECK(step.volume == Approx(200.0).epsilon(1e-12));
  CHECK(step.outflow == Approx(1.0 + (1.0e5 - 200.0) / (2 * day)).epsilon(1e-12));
  step = advance_reservoir(r, {}, step.volume, 1.0, day);
  CHECK(step.volume == Approx(200.0).epsilon(1e-9));
  CHECK(step.outflow == Approx(1.0).epsilon(1e-9));
  // Of a curve whose floor is a point: what 1 mm over it holds.
  r.curve = {{10.0, 12.0}, {0.0, 4.0e5}, {0.0, 4.0e5}};
  CHECK(advance_reservoir(r, {}, 1.0e5, 0.0, 2 * day).volume == Approx(200.0).epsilon(1e-12));
}

TEST_CASE("Level, volume and area follow the storage curve, its last rows above, vertical walls without one") {
  Reservoir r = box(2.0e5);
  CHECK(reservoir_level(r, 10.0, 5.0e5) == Approx(12.5));
  CHECK(reservoir_volume(r, 10.0, 12.5) == Approx(5.0e5));
  CHECK(reservoir_area(r, 5.0e5) == 2.0e5);
  CHECK_FALSE(is_given(reservoir_level(r, missing, 5.0e5)));
  r.curve = {{20.0, 22.0, 26.0}, {1.0e5, 5.0e5, 2.5e6}, {1.0e5, 3.0e5, 7.0e5}};
  CHECK(reservoir_level(r, missing, 3.0e5) == Approx(21.0));
  CHECK(reservoir_level(r, missing, 3.5e6) == Approx(28.0));
  CHECK(reservoir_level(r, missing, 0.0) == Approx(19.5));
  CHECK(reservoir_area(r, 1.5e6) == Approx(5.0e5));
  CHECK(reservoir_area(r, 3.5e6) == Approx(9.0e5));
  CHECK(reservoir_area(r, 0.0) == Approx(1.0e5));
  for (const double volume : {0.5e5, 3.0e5, 2.0e6, 4.0e6}) {
    CHECK(reservoir_volume(r, missing, reservoir_level(r, missing, volume)) == Approx(volume));
  }
  r.curve.area.clear();
  CHECK(reservoir_area(r, 1.0e5) == Approx(2.0e5));
  CHECK(reservoir_area(r, 5.0e5) == Approx(3.5e5));
}

namespace {

/// A reservoir below a headwater: mass of a conservative constituent and of one that decays.
struct LakeCase {
  SmallCase model;
  int lake = -1;
};

LakeCase lake_case(double inflow, double strength, double decay_per_day, double span, double step) {
  LakeCase made;
  SmallCase& m = made.model;
  m = empty_case({"conservative", "decaying"}, span, step, span);
  m.settings.flow = FlowMode::kinematic;
  m.settings.kinetics.decay_20 = {0.0, decay_per_day / day};
  const int head = add_node(m, "H", NodeKind::headwater), lake = add_node(m, "LAKE", NodeKind::reservoir);
  const int sea = add_node(m, "SEA", NodeKind::outlet);
  // The upper reach holds next to nothing, so that the reservoir gets what enters.
  add_reach(m, "UP", head, lake, 1.0, 1.0, 0.0);
  add_reach(m, "DOWN", lake, sea, 1000.0, 1.0, 0.0);
  add_inflow(m, head, -1, inflow, {strength, strength});
  m.settings.has_initial = true;
  made.lake = lake;
  return made;
}

/// Concentrations of the reservoir at the end.
std::vector<double> lake_end(const SmallCase& m) {
  const Grid grid = make_grid(m.network, 1000.0);
  SimulationCase run{m.network, grid, m.settings};
  run.fields = FieldOutput::full;
  const BlockResult result = simulate(run, {lane(m, no_sources(m))}, {1, false});
  CHECK(worst_closure(result.balance) < 1e-12);
  CHECK(worst_closure(result.water_balance) < 1e-12);
  std::vector<double> c;
  const std::size_t cells = result.shape.cells, times = result.shape.times;
  for (int k = 0; k < 2; ++k) c.push_back(result.cell_concentration[(k * times + times - 1) * cells + cells - 1]);
  return c;
}

}  // namespace

TEST_CASE("A reservoir that runs dry keeps its concentration, and evaporation makes it rise as exp(0.3 t/T)") {
  const auto rows = reference_table("F9_drying");
  const double V0 = number(rows.front(), "V_m3"), T = V0 / number(rows.front(), "Qout");
  const double k = 0.2, ev = 0.3;
  std::vector<double> error, evaporated;
  for (const double step : {day / 2, day / 4, day / 8}) {
    LakeCase made = lake_case(0.0, 0.0, k, 84 * day, step);
    SmallCase& m = made.model;
    m.settings.initial = {7.0, 7.0};
    Reservoir r = linear_reservoir(V0, T);
    r.node = made.lake;
    r.volume = V0;
    r.decay_20 = {missing, missing};
    m.network.reservoirs = {r};
    const std::vector<double> c = lake_end(m);
    // Results are stored as floats.
    CHECK(c[0] == Approx(number(rows.back(), "c_conservative")).epsilon(1e-7));
    error.push_back(std::abs(c[1] / number(rows.back(), "c_decay") - 1.0));

    Reservoir& lake = m.network.reservoirs[0];
    lake.rules[1].release = (1.0 - ev) * V0 / T;
    lake.curve = {{0.0, 10.0}, {0.0, V0}, {0.0, 1.0e5}};
    Evaporation evaporation;
    evaporation.series.value = {ev * V0 / T / 1.0e5};
    m.forcing.evaporation = {evaporation};
    evaporated.push_back(std::abs(lake_end(m)[0] / number(rows.back(), "c_evap") - 1.0));
  }
  for (const std::vector<double>& e : {error, evaporated}) {
    INFO(e[0] << " " << e[1] << " " << e[2]);
    CHECK(e[2] < 0.01);
    CHECK(observed_order(e[0], e[1]) > 1.9);
    CHECK(observed_order(e[1], e[2]) > 1.9);
  }
}

TEST_CASE("A reservoir that fills mixes and decays as the exact solution") {
  const auto rows = reference_table("D1_cstr_filling");
  std::vector<double> error;
  for (const double step : {2 * day, day, day / 2}) {
    LakeCase made = lake_case(3.0, 6.0, 0.1, 40 * day, step);
    SmallCase& m = made.model;
    m.settings.initial = {1.5, 1.5};
    m.network.reaches[0].decay_20 = {0.0, 0.0};
    Reservoir r = box(1.0e5);
    r.node = made.lake;
    r.volume = number(rows.front(), "V_m3");
    r.release = 2.2;
    r.decay_20 = {missing, missing};
    CHECK(run_to(r, {}, r.volume, 3.0, 40 * day, 20) == Approx(number(rows.back(), "V_m3")).epsilon(1e-13));
    m.network.reservoirs = {r};
    error.push_back(std::abs(lake_end(m)[1] / number(rows.back(), "c_gm3") - 1.0));
  }
  INFO(error[0] << " " << error[1] << " " << error[2]);
  CHECK(error[2] < 1e-3);
  CHECK(observed_order(error[0], error[1]) > 1.9);
}

}  // namespace bailang::testing
