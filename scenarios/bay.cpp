#include "scenarios/bay.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "solver/bay_run.hpp"

namespace bailang {
namespace {

/// Temperature of the water that the case gives for everywhere [°C]; 20 where it gives none.
double bay_temperature(const Case& model, const Scenario& scenario, double time) {
  double temperature = 20.0;
  for (const TemperatureRecord& record : model.forcings[static_cast<std::size_t>(scenario.forcing)].temperature) {
    if (record.reaches.empty() && !record.from_air) temperature = value_at(record.series, 0, time);
  }
  return temperature + scenario.temperature_offset;
}

/// Where an outlet of the network stands in the results; −1 when it is none.
int outlet_index(const Grid& grid, int node) {
  const auto found = std::find(grid.outlets.begin(), grid.outlets.end(), node);
  return found == grid.outlets.end() ? -1 : static_cast<int>(found - grid.outlets.begin());
}

/// What one lane's rivers bring.
class LaneRivers {
public:
  LaneRivers(const Case& model, const Grid& grid, const BlockResult& block, std::size_t lane)
      : bay_(model.bay), grid_(grid), block_(block), lane_(lane) {}

  /// Fills in the water and loads of the interval that ends at a record.
  void add(std::size_t record, BayInterval& interval) const {
    const std::size_t boxes = bay_.boxes.size();
    interval.river_water.assign(boxes, 0.0);
    interval.river_load.assign(boxes * bay_.constituents.size(), 0.0);
    for (const OutletToBay& entry : bay_.outlets) {
      const int outlet = outlet_index(grid_, entry.node);
      if (outlet < 0) continue;
      const auto box = static_cast<std::size_t>(entry.box);
      interval.river_water[box] += entry.share * water(record, static_cast<std::size_t>(outlet));
      for (std::size_t k = 0; k < bay_.constituents.size(); ++k)
        interval.river_load[k * boxes + box] += entry.share * load(k, record, static_cast<std::size_t>(outlet));
    }
  }

private:
  [[nodiscard]] double water(std::size_t record, std::size_t outlet) const {
    const auto times = static_cast<std::size_t>(block_.shape.times),
               outlets = static_cast<std::size_t>(block_.shape.outlets);
    return block_.outlet_flow[(lane_ * times + record) * outlets + outlet];
  }
  [[nodiscard]] double load(std::size_t bay_constituent, std::size_t record, std::size_t outlet) const {
    const auto times = static_cast<std::size_t>(block_.shape.times),
               outlets = static_cast<std::size_t>(block_.shape.outlets);
    const std::vector<double>& of = bay_.constituents[bay_constituent].of;
    double sum = 0.0;
    for (std::size_t c = 0; c < of.size(); ++c) {
      if (of[c] == 0.0) continue;
      sum += of[c] * block_.outlet_load[((lane_ * of.size() + c) * times + record) * outlets + outlet];
    }
    return sum;
  }

  const Bay& bay_;
  const Grid& grid_;
  const BlockResult& block_;
  std::size_t lane_;
};

void add_sources(const Bay& bay, double time, BayInterval& interval) {
  const std::size_t boxes = bay.boxes.size();
  interval.source_water.assign(boxes, 0.0);
  interval.source_load.assign(boxes * bay.constituents.size(), 0.0);
  for (const BaySource& source : bay.sources) {
    const auto box = static_cast<std::size_t>(source.box);
    interval.source_water[box] += source.share * value_at(source.series, 0, time);
    for (std::size_t k = 0; k < bay.constituents.size(); ++k)
      interval.source_load[k * boxes + box] += source.share * value_at(source.series, static_cast<int>(k) + 1, time);
  }
}

std::vector<BayInterval> lane_intervals(const Case& model, const Grid& grid, const BlockResult& block,
                                        std::size_t lane) {
  const TimeSettings& time = model.settings.time;
  const Scenario& scenario = model.scenarios[static_cast<std::size_t>(block.scenarios[lane])];
  const auto end = static_cast<double>(time.end - time.start);
  const LaneRivers rivers(model, grid, block, lane);
  std::vector<BayInterval> intervals;
  for (int record = 1; record < block.shape.times; ++record) {
    const double from = (record - 1) * time.output, to = std::min(record * time.output, end);
    const int pieces = std::max(1, static_cast<int>(std::ceil((to - from) / units::seconds_per_day - 1e-9)));
    BayInterval interval;
    interval.seconds = (to - from) / pieces;
    rivers.add(static_cast<std::size_t>(record), interval);
    for (int piece = 0; piece < pieces; ++piece) {
      const double middle = from + (piece + 0.5) * interval.seconds;
      interval.temperature = bay_temperature(model, scenario, middle);
      add_sources(model.bay, middle, interval);
      interval.is_record = piece + 1 == pieces;
      intervals.push_back(interval);
    }
  }
  return intervals;
}

}  // namespace

BayResult run_bay_of_block(const Case& model, const Grid& grid, const BlockResult& block) {
  BayResult all;
  if (!model.bay.is_there()) return all;
  const BayMode mode = model.settings.time.solve == SolveMode::steady ? BayMode::steady : BayMode::march;
  for (std::size_t lane = 0; lane < block.scenarios.size(); ++lane) {
    const BayResult one = run_bay(model.bay, lane_intervals(model, grid, block, lane), mode);
    all.concentration.insert(all.concentration.end(), one.concentration.begin(), one.concentration.end());
    all.balance.insert(all.balance.end(), one.balance.begin(), one.balance.end());
  }
  return all;
}

}  // namespace bailang
