// How fast the processes act.
//
// Problem: 2,000 cells of the set org_n, nh4_n, no3_n, cod_fast, cod_slow, do with 12 processes (hydrolysis, settling,
// nitrification, denitrification in water and bed, two demands, reaeration, sediment), one step of an hour, in blocks
// of lanes that share coefficients or have their own. Counter: nanoseconds a cell and lane.
//
//   build/release/benchmarks/reactions
#include <benchmark/benchmark.h>

#include "solver/kernels.hpp"
#include "tests/solver/kinetics/kinetics_cases.hpp"

namespace bailang {
namespace {

constexpr int cells = 2000;

/// @param state.range(0) lanes  @param state.range(1) whether lanes have coefficients of their own
void act(benchmark::State& state, const testing::KineticsBuilder& b) {
  const int lanes = static_cast<int>(state.range(0));
  const int width = state.range(1) ? lanes : 1;
  std::vector<LaneArray> start(b.names.size(), LaneArray(static_cast<std::size_t>(cells * lanes)));
  for (std::size_t i = 0; i < start.size(); ++i) {
    for (std::size_t n = 0; n < start[i].size(); ++n)
      start[i][n] = 1.0 + 0.1 * static_cast<double>((n * 7 + i * 3) % 50);
  }
  LaneArray coefficients;
  for (int cell = 0; cell < cells; ++cell) {
    for (const double k : b.coefficients) coefficients.insert(coefficients.end(), static_cast<std::size_t>(width), k);
  }
  const LaneArray volume(static_cast<std::size_t>(cells * width), 1000.0);
  LaneArray extent(b.kinetics.processes.size() * static_cast<std::size_t>(lanes));
  std::vector<LaneArray> c = start;
  std::vector<double*> pointers;
  for (LaneArray& values : c) pointers.push_back(values.data());
  long fallbacks = 0;
  ReactStep step;
  step.dt = 3600.0;
  step.unknowns = cells;
  step.lanes = lanes;
  step.width = width;
  step.volume = volume.data();
  step.coefficients = coefficients.data();
  step.c = pointers.data();
  step.extent = extent.data();
  step.fallbacks = &fallbacks;
  for (auto _ : state) react(b.kinetics, step);
  const double steps = static_cast<double>(state.iterations()) * cells * lanes;
  state.counters["s/cell·lane"] = benchmark::Counter(steps, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["positive steps"] = static_cast<double>(fallbacks);
  state.SetLabel(instruction_set());
}

void built_in(benchmark::State& state) {
  act(state, testing::river_processes());
}

void with_expression(benchmark::State& state) {
  testing::KineticsBuilder b = testing::river_processes();
  UserProcess uptake;
  uptake.id = "uptake";
  uptake.rate = "vmax * nh4_n / (K + nh4_n)";
  uptake.parameters = {{"vmax", 0.5, "mg/l/d"}, {"K", 0.3, "mg/l"}};
  uptake.stoichiometry = {{1, -1.0}};
  b.add_user({uptake});
  act(state, b);
}

BENCHMARK(built_in)->ArgsProduct({{1, 8, 16, 32, 64}, {0}})->ArgsProduct({{8, 32, 64}, {1}});
BENCHMARK(with_expression)->ArgsProduct({{1, 32}, {0}});

}  // namespace
}  // namespace bailang

BENCHMARK_MAIN();
