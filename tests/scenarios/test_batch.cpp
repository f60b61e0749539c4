// Batches: which scenarios run side by side, and that a scenario's bits depend neither on that nor on threads.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <numeric>
#include <set>
#include <string>

#include "scenarios/batch.hpp"
#include "scenarios/sweep.hpp"
#include "tests/small_case.hpp"

namespace bailang::testing {
namespace {

constexpr double day = 86400.0;

/// Two headwaters that meet; a works and a plant on one arm, diffuse water and load on both.
SmallCase two_arms() {
  SmallCase m = empty_case({"cod", "nh4_n", "continuity"}, 2 * day, 3600.0, 21600.0);
  m.settings.flow = FlowMode::kinematic;
  m.settings.kinetics.decay_20 = {0.1 / day, 0.3 / day, 0.0};
  const int h1 = add_node(m, "H1", NodeKind::headwater), h2 = add_node(m, "H2", NodeKind::headwater);
  const int join = add_node(m, "JOIN", NodeKind::junction), sea = add_node(m, "SEA", NodeKind::outlet);
  add_reach(m, "R1", h1, join, 4000, 10, missing);
  add_reach(m, "R2", h2, join, 3000, 10, 0.0);
  add_reach(m, "R3", join, sea, 5000, 20, missing);
  add_inflow(m, h1, -1, 1.5, {10.0, 0.5, 1.0});
  add_inflow(m, h2, -1, 0.8, {6.0, 0.2, 1.0});
  add_outfall(m, 0, 1500.0);
  add_outfall(m, 1, 1000.0);
  for (int r = 0; r < 3; ++r) add_section(m, r, 2600.0);
  for (Outfall& outfall : m.network.outfalls) {
    outfall.flow = 0.1;
    outfall.concentration = {120.0, 12.0, 1.0};
  }
  Plant plant;
  plant.id = "P1";
  plant.to = 1;
  plant.effluent = {50.0, 5.0, missing};
  m.network.plants.push_back(plant);
  Discharger town;
  town.flow = 0.2;
  town.concentration = {350.0, 35.0, 1.0};
  town.to_kind = TargetKind::plant;
  town.to = 0;
  m.network.dischargers.push_back(town);
  for (int r = 0; r < 2; ++r) {
    Catchment catchment;
    catchment.reach = r;
    catchment.area = 1.0e7;
    catchment.yield = {2.0e-7, 3.0e-8, 0.0};
    catchment.runoff = 1.0e-8;
    m.network.catchments.push_back(catchment);
  }
  return m;
}

Measure& add(Case& model, MeasureKind kind, const std::vector<int>& selection) {
  Measure measure;
  measure.id = "m" + std::to_string(model.measures.size());
  measure.kind = kind;
  measure.selection = selection;
  measure.concentration = {missing, missing, missing};
  model.measures.push_back(measure);
  return model.measures.back();
}

/// 64 members of a factorial of six measures, of which two change the water, so that 16 share each of four waters;
/// then one scenario of a dry year and one of warmer water, alone.
Case batch_case() {
  SmallCase small = two_arms();
  Case model;
  model.network = small.network;
  model.settings = small.settings;
  model.forcings = {small.forcing};
  add(model, MeasureKind::standardise, {0}).concentration = {60.0, missing, missing};
  add(model, MeasureKind::standardise, {0, 1}).removal = {0.1, 0.4, 0.0};
  Measure& upgrade = add(model, MeasureKind::upgrade_plant, {0});
  upgrade.concentration = {30.0, 1.5, missing};
  upgrade.from = 1.52 * day;  // amid a step, and the water stays the same
  add(model, MeasureKind::reduce_diffuse, {0, 1}).fraction = {0.3, 0.2, 0.0};
  Measure& close = add(model, MeasureKind::close, {0});
  close.from = 0.26 * day;
  close.ramp = 1.0 * day;
  add(model, MeasureKind::ecological_flow, {1}).flow = {1.2};
  Sweep sweep;
  sweep.id = "all";
  for (int m = 0; m < 6; ++m) sweep.axes.push_back({{}, {m}});
  model.scenarios = expand(sweep, model.measures);
  model.scenarios.resize(66);
  model.scenarios[64].flow_factor = 0.5;
  model.scenarios[65].temperature_offset = 3.0;
  return model;
}

bool changes_water(int scenario) {
  return scenario >= 64;
}

/// Members 0 … 63 share their water when the last two measures are the same.
int water_of(int scenario) {
  return changes_water(scenario) ? scenario : scenario % 4;
}

std::vector<int> all_of(const Case& model) {
  std::vector<int> all(model.scenarios.size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

/// Keeps each scenario's part of every block.
class Store : public ResultSink {
public:
  void take(const BlockResult& block) override {
    const std::lock_guard lock(mutex_);
    for (std::size_t lane = 0; lane < block.scenarios.size(); ++lane) {
      std::string& bytes = bytes_[block.scenarios[lane]];
      if (!bytes.empty()) throw RunError("a scenario came twice");
      const auto keep = [&](const auto& values) {
        const std::size_t size = values.size() / block.scenarios.size();
        const auto* first = reinterpret_cast<const char*>(values.data() + lane * size);
        bytes.append(first, size * sizeof(values[0]));
      };
      keep(block.section_concentration), keep(block.section_flow), keep(block.section_dry);
      keep(block.section_mean), keep(block.section_month_mean), keep(block.outlet_load), keep(block.outlet_flow);
      keep(block.cell_mean), keep(block.cell_max), keep(block.cell_p90), keep(block.cell_concentration);
      keep(block.balance), keep(block.water_balance);
    }
  }
  [[nodiscard]] const std::map<int, std::string>& bytes() const { return bytes_; }

private:
  std::mutex mutex_;
  std::map<int, std::string> bytes_;
};

std::map<int, std::string> run(const Case& model, int threads, int lanes, std::vector<int> scenarios) {
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  BatchOptions options;
  options.scenarios = std::move(scenarios);
  options.threads = threads;
  options.lanes = lanes;
  options.fields = FieldOutput::full;
  Store store;
  run_batch(model, grid, options, store);
  return store.bytes();
}

std::vector<LaneBlock> plan(const Case& model, int lanes, std::vector<int> scenarios) {
  BatchOptions options;
  options.scenarios = std::move(scenarios);
  options.lanes = lanes;
  return plan_blocks(model, options);
}

/// Every scenario stands in one block, wide enough for it, in rising order within it.
void check_complete(const std::vector<LaneBlock>& blocks, const std::vector<int>& scenarios, int lanes) {
  std::vector<int> planned;
  for (const LaneBlock& block : blocks) {
    CHECK(std::is_sorted(block.scenarios.begin(), block.scenarios.end()));
    CHECK(block.shape.lanes >= static_cast<int>(block.scenarios.size()));
    CHECK(block.shape.lanes <= lanes);
    planned.insert(planned.end(), block.scenarios.begin(), block.scenarios.end());
  }
  std::sort(planned.begin(), planned.end());
  CHECK(planned == scenarios);
}

}  // namespace

TEST_CASE("Scenarios that share their water share a block, those that do not have their own flow") {
  const Case model = batch_case();
  for (const int lanes : {8, 16, 32, 64}) {
    INFO("lanes " << lanes);
    const std::vector<LaneBlock> blocks = plan(model, lanes, all_of(model));
    check_complete(blocks, all_of(model), lanes);
    for (const LaneBlock& block : blocks) {
      std::set<int> waters;
      for (const int scenario : block.scenarios) waters.insert(water_of(scenario));
      CHECK(block.shape.own_flow == (waters.size() > 1));
    }
  }
  const std::vector<LaneBlock> blocks = plan(model, 32, all_of(model));
  REQUIRE(blocks.size() == 5);
  for (int water = 0; water < 4; ++water) {
    CHECK(blocks[water].scenarios.size() == 16);
    CHECK(blocks[water].scenarios.front() == water);
    CHECK(blocks[water].shape.lanes == 16);
  }
  CHECK(blocks[4].scenarios == std::vector<int>{64, 65});
  CHECK(blocks[4].shape.own_flow);
}

TEST_CASE("Every input that changes water or temperature keeps scenarios apart") {
  Case model = batch_case();
  model.forcings.push_back(model.forcings[0]);
  model.scenarios.assign(8, Scenario{});
  model.scenarios[1].forcing = 1;
  model.scenarios[2].flow_factor = 1.01;
  model.scenarios[3].temperature_offset = -1.0;
  add(model, MeasureKind::close, {0});
  add(model, MeasureKind::close, {1});
  add(model, MeasureKind::ecological_flow, {1}).flow = {1.4};
  model.scenarios[4].measures = {5};
  model.scenarios[5].measures = {6};
  model.scenarios[6].measures = {7};
  model.scenarios[7].measures = {8};
  // Each a good many times over, so that those of one water fill a block of their own.
  const std::vector<Scenario> kinds = model.scenarios;
  for (int copy = 1; copy < 32; ++copy) model.scenarios.insert(model.scenarios.end(), kinds.begin(), kinds.end());
  const std::vector<LaneBlock> blocks = plan(model, 32, all_of(model));
  REQUIRE(blocks.size() == 8);
  for (int kind = 0; kind < 8; ++kind) {
    CHECK_FALSE(blocks[kind].shape.own_flow);
    REQUIRE(blocks[kind].scenarios.size() == 32);
    for (const int scenario : blocks[kind].scenarios) CHECK(scenario % 8 == kind);
  }
}

TEST_CASE("One lane makes single runs") {
  const Case model = batch_case();
  const std::vector<LaneBlock> blocks = plan(model, 1, all_of(model));
  check_complete(blocks, all_of(model), 1);
  CHECK(blocks.size() == 66);
  for (const LaneBlock& block : blocks) CHECK_FALSE(block.shape.own_flow);
}

TEST_CASE("A plan holds the scenarios that are asked for and no others") {
  const Case model = batch_case();
  check_complete(plan(model, 32, {3, 7, 64}), {3, 7, 64}, 32);
  check_complete(plan(model, 8, {5}), {5}, 8);
  CHECK(plan(model, 8, {5}).at(0).shape.lanes == 1);
  CHECK(plan(model, 8, {}).empty());
}

TEST_CASE("Every scenario has the same bits with any threads, lanes and company") {
  const Case model = batch_case();
  const auto single = run(model, 1, 1, all_of(model));
  REQUIRE(single.size() == 66);
  std::set<std::string> different;
  for (const auto& [scenario, bytes] : single) different.insert(bytes);
  CHECK(different.size() > 60);
  for (const int threads : {1, 2}) {
    for (const int lanes : {1, 8, 32}) {
      INFO("threads " << threads << ", lanes " << lanes);
      CHECK(run(model, threads, lanes, all_of(model)) == single);
    }
  }
  const auto few = run(model, 2, 8, {0, 9, 33, 65});
  REQUIRE(few.size() == 4);
  for (const auto& [scenario, bytes] : few) CHECK(bytes == single.at(scenario));
}

TEST_CASE("Steady periods have the same bits with any threads and lanes") {
  Case model = batch_case();
  model.settings.time.solve = SolveMode::steady;
  model.settings.flow = FlowMode::steady;
  const auto single = run(model, 1, 1, all_of(model));
  REQUIRE(single.size() == 66);
  for (const int threads : {1, 2}) {
    for (const int lanes : {8, 32}) {
      INFO("threads " << threads << ", lanes " << lanes);
      CHECK(run(model, threads, lanes, all_of(model)) == single);
    }
  }
}

TEST_CASE("A batch tells each scenario's records as they are done") {
  const Case model = batch_case();
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  std::atomic<std::size_t> told{0};
  BatchOptions options;
  options.scenarios = all_of(model);
  options.threads = 2;
  options.advanced = [&](std::size_t records) { told += records; };
  Store store;
  run_batch(model, grid, options, store);
  CHECK(told == 66 * 8);  // two days every six hours; the start is known before the run
}

namespace {

/// Fails at the block that holds scenario 0.
class FailingSink : public ResultSink {
public:
  void take(const BlockResult& block) override {
    if (block.scenarios.front() == 0) throw RunError("the disk is full");
    taken += static_cast<int>(block.scenarios.size());
  }
  std::atomic<int> taken{0};
};

}  // namespace

TEST_CASE("A block that fails ends the batch after the others are done") {
  const Case model = batch_case();
  const Grid grid = make_grid(model.network, model.settings.cell_length);
  for (const int threads : {1, 2}) {
    BatchOptions options;
    options.scenarios = all_of(model);
    options.threads = threads;
    options.lanes = 8;
    FailingSink sink;
    CHECK_THROWS_WITH(run_batch(model, grid, options, sink), "the disk is full");
    CHECK(sink.taken == 66 - 8);
  }
}

}  // namespace bailang::testing
