#include "scenarios/batch.hpp"

#include <omp.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <exception>
#include <map>
#include <utility>

#include "scenarios/river_measures.hpp"
#include "scenarios/source_chain.hpp"

namespace bailang {
namespace {

/// Two independent 64-bit FNV-1a sums over bytes: unequal water with equal fingerprints does not occur in practice.
class Fingerprint {
public:
  void add(const double* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      std::uint64_t bits;
      std::memcpy(&bits, &values[i], sizeof bits);
      first_ = (first_ ^ bits) * 0x100000001B3ULL;
      first_ ^= first_ >> 29;
      second_ = (second_ + bits) * 0x9E3779B97F4A7C15ULL;
      second_ ^= second_ >> 32;
    }
  }
  void add(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    add(&count, 1);
    add(values.data(), values.size());
  }
  void add(double value) { add(&value, 1); }
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> value() const { return {first_, second_}; }

private:
  std::uint64_t first_ = 0xCBF29CE484222325ULL;
  std::uint64_t second_ = 0x84222325CBF29CE4ULL;
};

bool same_water(const LaneSources& a, const LaneSources& b) {
  const auto same = [](const EcologicalFlow& x, const EcologicalFlow& y) {
    return x.reach == y.reach && x.reservoir == y.reservoir && x.flow == y.flow && x.concentration == y.concentration;
  };
  return a.outfall_flow == b.outfall_flow && a.diffuse_flow == b.diffuse_flow &&
         std::equal(a.ecological_flow.begin(), a.ecological_flow.end(), b.ecological_flow.begin(),
                    b.ecological_flow.end(), same);
}

/// Whatever makes flow, water that enters, or temperature differ between scenarios.
std::pair<std::uint64_t, std::uint64_t> water_fingerprint(const Case& model, int scenario,
                                                          const BatchOptions& options) {
  const LaneInput input = lane_input(model, scenario);
  Fingerprint print;
  print.add(model.scenarios[scenario].forcing);
  print.add(input.flow_factor);
  print.add(input.temperature_offset);
  if (options.start != nullptr) {
    for (const auto& [name, values] : options.start->at(scenario)) {
      const bool is_water = constituent_index(model.network, name) < 0 && name.rfind("storage_", 0) != 0;
      if (is_water) print.add(values);
    }
  }
  const SourceSchedule& schedule = input.schedule;
  LaneSources before;
  for (std::size_t i = 0; i < schedule.begin.size(); ++i) {
    LaneSources now = schedule.sources[i];
    // A date at which loads alone change does not part scenarios.
    if (i > 0 && same_water(before, now)) continue;
    print.add(schedule.begin[i]);
    print.add(now.outfall_flow);
    print.add(now.diffuse_flow);
    for (const EcologicalFlow& flow : now.ecological_flow) {
      print.add(flow.reach);
      print.add(flow.reservoir);
      print.add(flow.flow);
      print.add(flow.concentration);
    }
    before = std::move(now);
  }
  // Rates of the water's own follow from what measures do in the river.
  for (std::size_t i = 0; i < input.river.begin.size(); ++i) {
    if (i > 0 && input.river.values[i] == input.river.values[i - 1]) continue;
    print.add(input.river.begin[i]);
    print.add(input.river.values[i]);
  }
  return print.value();
}

int lanes_for(std::size_t count, int widest) {
  for (const int lanes : {1, 8, 16, 32}) {
    if (static_cast<std::size_t>(lanes) >= count && lanes <= widest) return lanes;
  }
  return widest;
}

void cut(const std::vector<int>& scenarios, int widest, bool own_flow, std::vector<LaneBlock>& blocks) {
  for (std::size_t first = 0; first < scenarios.size(); first += static_cast<std::size_t>(widest)) {
    const std::size_t count = std::min(scenarios.size() - first, static_cast<std::size_t>(widest));
    LaneBlock block;
    block.scenarios.assign(scenarios.begin() + static_cast<std::ptrdiff_t>(first),
                           scenarios.begin() + static_cast<std::ptrdiff_t>(first + count));
    block.shape = {lanes_for(count, widest), own_flow && count > 1};
    blocks.push_back(std::move(block));
  }
}

}  // namespace

LaneInput lane_input(const Case& model, int scenario) {
  const Scenario& row = model.scenarios[scenario];
  LaneInput input;
  input.scenario = scenario;
  input.forcing = &model.forcings[row.forcing];
  input.flow_factor = row.flow_factor;
  input.temperature_offset = row.temperature_offset;
  input.schedule = source_schedule(model, row);
  input.river = river_schedule(model, row);
  return input;
}

std::vector<LaneBlock> plan_blocks(const Case& model, const BatchOptions& options) {
  // A group below this size would leave most of a shared block's lanes empty.
  constexpr std::size_t least_shared = 3;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<int>> groups;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> order;
  for (const int scenario : options.scenarios) {
    const auto print = water_fingerprint(model, scenario, options);
    if (groups[print].empty()) order.push_back(print);
    groups[print].push_back(scenario);
  }
  std::vector<LaneBlock> blocks;
  std::vector<int> singles;
  for (const auto& print : order) {
    const std::vector<int>& group = groups[print];
    if (group.size() >= least_shared || options.lanes == 1)
      cut(group, options.lanes, false, blocks);
    else
      singles.insert(singles.end(), group.begin(), group.end());
  }
  cut(singles, std::min(options.lanes, 16), true, blocks);
  return blocks;
}

void run_batch(const Case& model, const Grid& grid, const BatchOptions& options, ResultSink& sink) {
  const std::vector<LaneBlock> blocks = plan_blocks(model, options);
  const int threads = options.threads > 0 ? options.threads : omp_get_max_threads();
  std::exception_ptr failure;
  SimulationCase simulation{model.network, grid, model.settings, options.fields, {}, options.save_state};
  if (options.advanced) {
    simulation.on_record = [&](int scenarios) { options.advanced(static_cast<std::size_t>(scenarios)); };
  }
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    try {
      std::vector<LaneInput> inputs;
      for (const int scenario : blocks[b].scenarios) {
        inputs.push_back(lane_input(model, scenario));
        if (options.start != nullptr) inputs.back().start = &options.start->at(scenario);
      }
      sink.take(model.settings.time.solve == SolveMode::steady ? solve_steady_periods(simulation, inputs)
                                                               : simulate(simulation, inputs, blocks[b].shape));
    } catch (...) {
#pragma omp critical(bailang_batch_failure)
      if (!failure) failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace bailang
