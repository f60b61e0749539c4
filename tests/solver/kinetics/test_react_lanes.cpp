// Lanes side by side, and steps far too long for the rates: the same bits, nothing negative, nothing lost.
#include <catch2/catch.hpp>

#include <cstring>
#include <random>

#include "solver/kernels.hpp"
#include "solver/kinetics/react_arrays.hpp"
#include "tests/solver/kinetics/kinetics_case.hpp"
#include "tests/solver/kinetics/kinetics_cases.hpp"

namespace bailang::testing {
namespace {

constexpr int cells = 5;

/// Concentrations, coefficients and extents of cells × lanes.
struct LaneBlock {
  int lanes = 1, width = 1;
  std::vector<LaneArray> c;
  LaneArray coefficients, volume, extent;
  long fallbacks = 0;

  LaneBlock(const KineticsBuilder& b, int lane_count, bool own) : lanes(lane_count), width(own ? lane_count : 1) {
    c.assign(b.names.size(), LaneArray(static_cast<std::size_t>(cells * lanes)));
    coefficients.resize(b.coefficients.size() * static_cast<std::size_t>(cells * width));
    volume.resize(static_cast<std::size_t>(cells * width));
    extent.resize(b.kinetics.processes.size() * static_cast<std::size_t>(lanes));
  }
  double& concentration(std::size_t constituent, int cell, int lane) {
    return c[constituent][static_cast<std::size_t>(cell * lanes + lane)];
  }
};

/// What a lane of number `scenario` holds does not depend on where it stands: some cells without oxygen or nitrogen, and
/// one with a demand that takes the positive step.
LaneBlock fill(const KineticsBuilder& b, int lanes, bool own, int first_scenario) {
  LaneBlock block(b, lanes, own);
  for (int cell = 0; cell < cells; ++cell) {
    for (int lane = 0; lane < lanes; ++lane) {
      const int scenario = first_scenario + lane;
      for (std::size_t i = 0; i < b.names.size(); ++i) {
        const bool absent = (scenario + cell + static_cast<int>(i)) % 7 == 0;
        block.concentration(i, cell, lane) =
            absent ? 0.0 : 0.1 + 0.37 * ((scenario * 13 + cell * 5 + static_cast<int>(i)) % 29);
      }
      if (cell == 2 && scenario % 3 == 0) block.concentration(3, cell, lane) = 4000.0;
      if (lane >= block.width) continue;
      block.volume[static_cast<std::size_t>(cell * block.width + lane)] = 1000.0 + 17.0 * cell + (own ? scenario : 0);
      for (std::size_t k = 0; k < b.coefficients.size(); ++k) {
        const double factor = 1.0 + 0.1 * cell + (own ? 0.01 * scenario : 0.0);
        const std::size_t at =
            (static_cast<std::size_t>(cell) * b.coefficients.size() + k) * static_cast<std::size_t>(block.width);
        block.coefficients[at + static_cast<std::size_t>(lane)] = b.coefficients[k] * factor;
      }
    }
  }
  return block;
}

void act(const KineticsBuilder& b, LaneBlock& block, double dt, ReactLoops loops = nullptr) {
  std::vector<double*> c;
  for (LaneArray& values : block.c) c.push_back(values.data());
  ReactStep step;
  step.dt = dt;
  step.unknowns = cells;
  step.lanes = block.lanes;
  step.width = block.width;
  step.volume = block.volume.data();
  step.coefficients = block.coefficients.data();
  step.c = c.data();
  step.extent = block.extent.data();
  step.fallbacks = &block.fallbacks;
  loops ? react_by(loops, b.kinetics, step) : react(b.kinetics, step);
}

/// The river's processes, and one of the user's own.
KineticsBuilder mixed_processes() {
  KineticsBuilder b = river_processes();
  UserProcess uptake;
  uptake.id = "uptake";
  uptake.rate = "vmax * nh4_n / (K + nh4_n) * exp(-radiation / E) * (no3_n > low ? 1 : no3_n / low)";
  uptake.parameters = {{"vmax", 0.5, "mg/l/d"}, {"K", 0.3, "mg/l"}, {"E", 300.0, "W/m2"}, {"low", 0.2, "mg/l"}};
  uptake.stoichiometry = {{1, -1.0}, {0, 1.0}};
  CellWater water;
  water.radiation = 120.0;
  b.add_user({uptake}, water);
  return b;
}

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Runs 64 scenarios in blocks of `lanes` and compares all bits with those of one scenario at a time.
void check_bits_of_lanes(const KineticsBuilder& b, int lanes, bool own, ReactLoops loops) {
  constexpr double dt = 7200.0;
  long redone = 0;
  for (int first = 0; first < 64; first += lanes) {
    LaneBlock block = fill(b, lanes, own, first);
    for (int n = 0; n < 3; ++n) act(b, block, dt, loops);
    redone += block.fallbacks;
    for (int lane = 0; lane < lanes; ++lane) {
      LaneBlock single = fill(b, 1, own, first + lane);
      for (int n = 0; n < 3; ++n) act(b, single, dt, baseline::react_lanes);
      bool same = true;
      for (std::size_t i = 0; i < b.names.size(); ++i) {
        for (int cell = 0; cell < cells; ++cell) {
          same = same && same_bits(block.concentration(i, cell, lane), single.concentration(i, cell, 0));
        }
      }
      for (std::size_t p = 0; p < b.kinetics.processes.size(); ++p) {
        same = same && same_bits(block.extent[p * static_cast<std::size_t>(lanes) + static_cast<std::size_t>(lane)],
                                 single.extent[p]);
      }
      INFO("lanes " << lanes << ", own coefficients " << own << ", scenario " << first + lane);
      REQUIRE(same);
    }
  }
  CHECK(redone > 0);
}

/// Nothing negative, nothing that is not a number; Σ V Δc = stoichiometry × extent to rounding of what passed through.
void check_change(const KineticsBuilder& b, const LaneBlock& before, const LaneBlock& after, int lane) {
  for (std::size_t i = 0; i < b.names.size(); ++i) {
    double change = 0.0, through = 0.0, expected = 0.0;
    for (int cell = 0; cell < cells; ++cell) {
      const auto at = static_cast<std::size_t>(cell * before.lanes + lane);
      REQUIRE(after.c[i][at] >= 0.0);
      REQUIRE(std::isfinite(after.c[i][at]));
      change += before.volume[at] * (after.c[i][at] - before.c[i][at]);
      through += before.volume[at] * before.c[i][at];
    }
    for (std::size_t p = 0; p < b.kinetics.processes.size(); ++p) {
      const double extent = after.extent[p * static_cast<std::size_t>(before.lanes) + static_cast<std::size_t>(lane)];
      const double moved = b.kinetics.processes[p].stoichiometry[i] * extent;
      expected += moved;
      through += std::abs(moved);
    }
    REQUIRE(std::abs(change - expected) <= 1.0e-14 * through);
  }
}

/// Lets processes act in 8 lanes of random stiffness over random steps, and checks what must hold for any.
/// @return how many cells and lanes took the positive step
long act_stiffly(const KineticsBuilder& b, int trials) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  long redone = 0;
  for (int trial = 0; trial < trials; ++trial) {
    LaneBlock block = fill(b, 8, true, trial);
    for (double& k : block.coefficients) k *= std::pow(10.0, 6.0 * uniform(random) - 3.0);
    for (int lane = 0; lane < 8; ++lane) {
      for (std::size_t i = 0; i < b.names.size(); ++i) {
        for (int cell = 0; cell < cells; ++cell) {
          double& c = block.concentration(i, cell, lane);
          if (lane == 7 || static_cast<int>(i) == (lane + 8 * cell) % 12) c = 0.0;
          if (lane == 6 && b.names[i] == "cod_fast") c = 1.0e5;
        }
      }
    }
    const LaneBlock before = block;
    act(b, block, day * std::pow(10.0, 9.0 * uniform(random) - 3.0));
    redone += block.fallbacks;
    for (int lane = 0; lane < 8; ++lane) check_change(b, before, block, lane);
  }
  return redone;
}

}  // namespace

TEST_CASE("reactions give a scenario the same bits in a block of any width, on any instruction set") {
  const KineticsBuilder b = mixed_processes();
  std::vector<ReactLoops> loops{baseline::react_lanes};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) loops.push_back(avx2::react_lanes);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) loops.push_back(avx512::react_lanes);
#endif
  for (const ReactLoops loop : loops) {
    for (const int lanes : {1, 8, 16, 32, 64}) {
      check_bits_of_lanes(b, lanes, false, loop);
      if (lanes > 1) check_bits_of_lanes(b, lanes, true, loop);
    }
  }
}

TEST_CASE("a scenario that takes the positive step leaves its neighbours' bits alone") {
  const KineticsBuilder b = river_processes();
  LaneBlock plain = fill(b, 8, false, 1);
  LaneBlock troubled = fill(b, 8, false, 1);
  for (int cell = 0; cell < cells; ++cell) troubled.concentration(3, cell, 4) = 1.0e5;
  act(b, plain, 3600.0);
  act(b, troubled, 3600.0);
  CHECK(troubled.fallbacks >= plain.fallbacks + cells - 1);
  for (std::size_t i = 0; i < b.names.size(); ++i) {
    for (int cell = 0; cell < cells; ++cell) {
      for (int lane = 0; lane < 8; ++lane) {
        const bool same = same_bits(plain.concentration(i, cell, lane), troubled.concentration(i, cell, lane));
        if (lane != 4) CHECK(same);
      }
    }
  }
}

// Random rate constants over six decades, steps from 1e-3 to 1e6 days, every constituent absent in turn, all absent, a
// demand of 1e5 mg/l: concentrations stay ≥ 0 and finite, and their change is stoichiometry times extents, so that what
// the table of processes conserves is conserved.
TEST_CASE("reactions of any stiffness at any step stay positive and change what their extents say") {
  CHECK(act_stiffly(mixed_processes(), 400) > 1000);
}

TEST_CASE("the whole set, algae and phosphorus too, stays positive at any stiffness and step") {
  const std::vector<std::string> parts{"org_n",     "nh4_n", "no2_n", "no3_n", "cod_fast", "cod_slow",
                                       "cod_inert", "do",    "org_p", "po4_p", "chl_a",    "tss"};
  KineticsCase whole(parts);
  for (const auto& [name, value] : {std::pair<const char*, double>{"k_cod_slow_oxidation_per_day", 0.05},
                                    {"v_settling_cod_fast_m_per_day", 0.1},
                                    {"sod_g_m2_d", 1.0},
                                    {"nh4_release_g_m2_d", 0.05},
                                    {"po4_release_g_m2_d", 0.01},
                                    {"photosynthesis_mg_l_d", 1.0},
                                    {"respiration_mg_l_d", 0.5},
                                    {"radiation_w_m2", 200.0}}) {
    whole.set(name, value);
  }
  CellWater water;
  water.depth = 1.5;
  water.velocity = 0.4;
  water.top_width = 20.0;
  water.discharge = 12.0;
  water.bed_slope = 2.0e-4;
  water.radiation = 200.0;
  KineticsBuilder b(parts);
  b.kinetics = whole.make();
  b.coefficients = coefficients_of(b.kinetics, water);
  REQUIRE(b.kinetics.process_count() > 20);
  CHECK(act_stiffly(b, 200) > 500);
}

TEST_CASE("a chain of nitrogen without losses keeps its nitrogen to 13 digits at any step") {
  using enum FactorKind;
  KineticsBuilder b({"org_n", "nh4_n", "no2_n", "no3_n", "do"});
  b.add("hydrolysis", 3.0, {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  b.add("nitritation", 40.0, {b.factor(linear, "nh4_n"), b.factor(half_saturation, "do", 0.5)},
        {{"nh4_n", -1}, {"no2_n", 1}, {"do", -3.43}});
  b.add("nitratation", 900.0, {b.factor(linear, "no2_n"), b.factor(half_saturation, "do", 0.5)},
        {{"no2_n", -1}, {"no3_n", 1}, {"do", -1.14}});
  b.add("reaeration", 2.0, {b.factor(deficit, "do", 9.0)}, {{"do", 1}});
  const std::vector<double> start{4.0, 6.0, 0.0, 1.0, 8.0};
  for (const double dt : {1.0e-3, 1.0e-2, 0.1, 1.0, 10.0, 1.0e3, 1.0e6}) {
    const ClosedVolume end = react_in_closed_volume(b.kinetics, b.coefficients, start, 20.0 * dt * day, 20);
    INFO("step of " << dt << " d");
    CHECK(end.c[0] + end.c[1] + end.c[2] + end.c[3] == Approx(11.0).epsilon(1.0e-13));
    for (const double c : end.c) CHECK(c >= 0.0);
  }
}

// dc/dt = −v c/(K + c), v dt = 1000 c: everything is gone, nothing is negative.
TEST_CASE("Monod's decay by much more than there is leaves next to nothing and never less") {
  KineticsBuilder b({"nh4_n"});
  b.add("uptake", 2000.0, {b.factor(FactorKind::half_saturation, "nh4_n", 1.5)}, {{"nh4_n", -1}});
  for (const double days : {0.001, 0.01, 1.0, 4.0, 1000.0}) {
    const ClosedVolume end = react_in_closed_volume(b.kinetics, b.coefficients, {8.0}, days * day, 1);
    CHECK(end.c[0] >= 0.0);
    CHECK(8.0 - end.c[0] == Approx(end.extent[0]).epsilon(1.0e-14));
    if (days >= 1.0) CHECK(end.c[0] < 0.01);
    if (days >= 1.0) CHECK(end.fallbacks == 1);
  }
}

TEST_CASE("reactions prepared once give the bits of those prepared at each call") {
  KineticsBuilder b = mixed_processes();
  LaneBlock at_each_call = fill(b, 16, true, 3);
  LaneBlock once = fill(b, 16, true, 3);
  act(b, at_each_call, 7200.0);
  prepare_reactions(b.kinetics);
  REQUIRE(b.kinetics.plan);
  act(b, once, 7200.0);
  CHECK(once.c == at_each_call.c);
  CHECK(once.extent == at_each_call.extent);
}

// Reaeration of 50 a day against a demand that stops at once below 2 mg/l: at 2 mg/l no implicit step has a root.
TEST_CASE("a demand that jumps at a threshold passes the whole step, positive and balanced") {
  using enum FactorKind;
  KineticsBuilder b({"do", "nh4_n"});
  b.add("reaeration", 50.0, {b.factor(deficit, "do", 9.0)}, {{"do", 1}});
  b.add("release", 0.25, {}, {{"nh4_n", 1}});
  UserProcess demand;
  demand.id = "demand";
  demand.rate = "do > low ? v : 0 * v";
  demand.parameters = {{"low", 2.0, "mg/l"}, {"v", 1000.0, "mg/l/d"}};
  demand.stoichiometry = {{0, -1.0}};
  b.add_user({demand});
  const ClosedVolume end = react_in_closed_volume(b.kinetics, b.coefficients, {8.0, 0.0}, day, 1);
  CHECK(end.fallbacks == 1);
  CHECK(end.c[0] >= 0.0);
  CHECK(end.c[1] == Approx(0.25).epsilon(1.0e-12));
  CHECK(end.c[0] - 8.0 == Approx(end.extent[0] - end.extent[2]).margin(1.0e-11));
}

// What transport leaves below 0 is owed: reactions see nothing there, and add to it what they make.
TEST_CASE("a concentration below 0 takes no part until what is produced pays it back") {
  using enum FactorKind;
  KineticsBuilder b({"org_n", "nh4_n"});
  b.add("hydrolysis", 0.1, {b.factor(linear, "org_n")}, {{"org_n", -1}, {"nh4_n", 1}});
  b.add("uptake", 5.0, {b.factor(linear, "nh4_n")}, {{"nh4_n", -1}});
  const ClosedVolume owed = react_in_closed_volume(b.kinetics, b.coefficients, {1.0, -0.25}, 3600.0, 1);
  const ClosedVolume none = react_in_closed_volume(b.kinetics, b.coefficients, {1.0, 0.0}, 3600.0, 1);
  CHECK(owed.c[0] == none.c[0]);
  CHECK(owed.c[1] == Approx(none.c[1] - 0.25).epsilon(1.0e-15));
  CHECK(owed.fallbacks == 0);
}

}  // namespace bailang::testing
