#pragma once

#include <string>
#include <vector>

#include "core/time_series.hpp"

/// What comes in from outside over time. Times are seconds since the start of the run.
namespace bailang {

/// Water that enters at a node (headwater) or evenly along a reach (lateral inflow, the reach's total).
/// Columns of the series: flow [m3 s-1], then one concentration [g m-3] a constituent.
struct Inflow {
  int node = -1;  ///< one of node and reach is set
  int reach = -1;
  TimeSeries series;
};

/// Water temperature [°C] of some reaches; a later entry wins where two name the same reach.
struct TemperatureRecord {
  std::vector<int> reaches;  ///< empty = everywhere
  TimeSeries series;         ///< one column; by month, it steps at month boundaries
};

/// Share of a land use's yearly load that each month carries [-], 12 values, sum 1.
struct DiffuseShape {
  std::string land_use;
  std::vector<double> month_share;
};

/// An outfall's own table of flow [m3 s-1] and concentrations [g m-3]: columns as in Inflow.
struct OutfallSeries {
  std::string name;
  TimeSeries series;
};

struct Forcing {
  std::vector<Inflow> inflows;
  std::vector<TemperatureRecord> temperature;
  std::vector<DiffuseShape> diffuse_shape;
  std::vector<OutfallSeries> outfall_series;
};

}  // namespace bailang
