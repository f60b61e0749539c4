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
  bool from_air = false;     ///< the values are of the air; the water's follow from them
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

/// One tidal constituent of an outlet: level += amplitude cos(2π t / period − phase), t since the start of the run.
struct TideHarmonic {
  double period = 0.0;     ///< [s]
  double amplitude = 0.0;  ///< [m]
  double phase = 0.0;      ///< [rad] at the start of the run
};

/// Water level of an outlet and what the sea carries. Columns of the series: level [m], then one concentration [g m-3] a
/// constituent; `has_concentration` false = the outlet keeps zero gradient and sea water has the last cell's strength.
struct Tide {
  int node = -1;
  TimeSeries series;
  std::vector<TideHarmonic> harmonics;
  std::vector<char> has_concentration;  ///< [constituent]
  bool has_level = false;               ///< false: concentrations only
};

/// What the air does to the water of some reaches; a later entry wins where two name the same reach.
/// Columns: wind at 10 m [m s-1], ice cover [-], short-wave radiation [W m-2], salinity [g kg-1]; missing = unknown.
struct WeatherRecord {
  std::vector<int> reaches;  ///< empty = everywhere
  TimeSeries series;
};

/// Evaporation [m s-1] of a reservoir's surface, or of all of them.
struct Evaporation {
  int reservoir = -1;  ///< -1 = every reservoir without an entry of its own
  TimeSeries series;
};

/// Rain that falls on the combined sewers of a county's plants. Columns of the series: rain [m s-1], then the strength of
/// its runoff [g m-3] a constituent; it steps.
struct Rain {
  std::string county;  ///< empty = everywhere that no other entry names
  TimeSeries series;
};

struct Forcing {
  std::vector<Inflow> inflows;
  std::vector<TemperatureRecord> temperature;
  std::vector<DiffuseShape> diffuse_shape;
  std::vector<OutfallSeries> outfall_series;
  std::vector<Tide> tides;
  std::vector<WeatherRecord> weather;
  std::vector<Evaporation> evaporation;
  std::vector<Rain> rain;
};

}  // namespace bailang
