// How fast a batch of scenarios runs.
//
// Problem: a river of 40 reaches (a main stem with tributaries), 2,000 cells of 500 m, kinematic routing, Fischer's
// dispersion, three constituents with decay, a source in every reach; scenarios differ in their loads and share their
// flow, as outfall and plant measures do. One run is 20 days in steps of an hour.
//
// Counters: updates = cells × constituents × scenarios × steps, a second. Then a table: 64 scenarios in lanes against 64
// runs of one, per core, and the lanes against a bare kernel (one elimination and back substitution of a chain, nothing
// else) in cell·lane solves a second.
//
//   build/release/benchmarks/batch
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "scenarios/batch.hpp"
#include "solver/aligned.hpp"
#include "tests/small_case.hpp"

namespace bailang {
namespace {

constexpr double days = 20.0;

struct Discard final : ResultSink {
  void take(const BlockResult& block) override { benchmark::DoNotOptimize(block.balance.data()); }
};

struct Batch {
  Case model;
  Grid grid;
  [[nodiscard]] double updates() const {
    const double steps = days * 86400.0 / model.settings.time.step;
    return static_cast<double>(grid.size()) * model.network.constituent_count() * steps *
           static_cast<double>(model.scenarios.size());
  }
};

testing::SmallCase river() {
  testing::SmallCase m = testing::empty_case({"cod", "nh4_n", "tn"}, days * 86400.0, 3600.0, 86400.0);
  m.settings.flow = FlowMode::kinematic;
  m.settings.kinetics.decay_20 = {0.1 / 86400, 0.2 / 86400, 0.05 / 86400};
  int upper = testing::add_node(m, "H", NodeKind::headwater);
  testing::add_inflow(m, upper, -1, 2.0, {15.0, 0.5, 3.0});
  for (int i = 0; i < 20; ++i) {
    const bool last = i == 19;
    const int lower = testing::add_node(m, fmt::format("J{}", i), last ? NodeKind::outlet : NodeKind::junction);
    const int stem = testing::add_reach(m, fmt::format("M{}", i), upper, lower, 25000.0, 20.0, missing);
    testing::add_outfall(m, stem, 12000.0);
    if (!last) {
      const int spring = testing::add_node(m, fmt::format("T{}", i), NodeKind::headwater);
      testing::add_inflow(m, spring, -1, 0.5, {12.0, 0.3, 2.0});
      testing::add_outfall(m, testing::add_reach(m, fmt::format("B{}", i), spring, lower, 26300.0, 10.0, missing),
                           5000.0);
    }
    upper = lower;
  }
  return m;
}

Batch make_batch(int scenarios) {
  testing::SmallCase m = river();
  Batch batch;
  for (Outfall& outfall : m.network.outfalls) {
    outfall.flow = 0.2;
    outfall.concentration = {40.0, 3.0, 12.0};
  }
  batch.model.network = m.network;
  batch.model.settings = m.settings;
  batch.model.forcings = {m.forcing};
  for (int s = 0; s < scenarios; ++s) {
    Measure measure;
    measure.kind = MeasureKind::standardise;
    measure.selection = {s % static_cast<int>(m.network.outfalls.size())};
    measure.removal = {0.5, 0.5, 0.3};
    batch.model.measures.push_back(measure);
    Scenario scenario;
    scenario.measures = {s};
    batch.model.scenarios.push_back(scenario);
  }
  batch.grid = make_grid(batch.model.network, 500.0);
  return batch;
}

void run(const Batch& batch, int lanes, int threads) {
  BatchOptions options;
  for (std::size_t s = 0; s < batch.model.scenarios.size(); ++s) options.scenarios.push_back(static_cast<int>(s));
  options.lanes = lanes;
  options.threads = threads;
  options.fields = FieldOutput::none;
  Discard sink;
  run_batch(batch.model, batch.grid, options, sink);
}

int lanes_for(int scenarios) {
  return scenarios >= 64 ? 64 : scenarios;
}

void batch_of(benchmark::State& state) {
  const int scenarios = static_cast<int>(state.range(0));
  const Batch batch = make_batch(scenarios);
  for (auto _ : state) run(batch, lanes_for(scenarios), static_cast<int>(state.range(1)));
  state.counters["updates"] =
      benchmark::Counter(batch.updates() * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(batch_of)
    ->ArgNames({"scenarios", "threads"})
    ->ArgsProduct({{1, 8, 64, 512}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

double seconds(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A chain of n cells and 64 lanes, eliminated and substituted back with shared coefficients: the least a step can cost.
double bare_kernel_rate() {
  constexpr int lanes = 64, repeats = 200;
  constexpr std::size_t n = 2000;
  using Lanes = double __attribute__((vector_size(64)));
  LaneArray x(n * lanes, 1.0);
  auto* v = reinterpret_cast<Lanes*>(x.data());
  const double time = seconds([&] {
    for (int r = 0; r < repeats; ++r) {
      for (std::size_t i = 8; i < n * 8; ++i) v[i] += 0.3 * v[i - 8];
      for (std::size_t i = (n - 1) * 8; i-- > 0;) v[i] = 0.7 * v[i] + 0.1 * v[i + 8];
      benchmark::DoNotOptimize(x.data());
    }
  });
  return static_cast<double>(n) * lanes * repeats / time;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Side by side in one run, turn about, so that a machine that drifts does not favour one.
void print_ratios() {
  const Batch many = make_batch(64);
  std::vector<double> ratio, share;
  for (int turn = 0; turn < 5; ++turn) {
    const double in_lanes = seconds([&] { run(many, 64, 1); });
    const double single = seconds([&] { run(many, 1, 1); });
    ratio.push_back(single / in_lanes);
    share.push_back(2.0 * many.updates() / in_lanes / bare_kernel_rate());
  }
  fmt::print(
      "\n64 scenarios in 64 lanes against 64 runs of one, one thread: {:.1f} times as fast (median of 5; {:.1f} to "
      "{:.1f})\n",
      median(ratio), *std::min_element(ratio.begin(), ratio.end()), *std::max_element(ratio.begin(), ratio.end()));
  fmt::print("solves of the whole program against a bare elimination kernel: {:.2f} (two solves an update)\n",
             median(share));
  fmt::print("instruction set: {}\n", instruction_set());
}

}  // namespace
}  // namespace bailang

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  bailang::print_ratios();
  return 0;
}
