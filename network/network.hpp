#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "core/time_series.hpp"
#include "network/cross_section.hpp"
#include "network/river_wetland.hpp"
#include "network/structure.hpp"

/// What water runs through, where sources enter, and where we look. Plain values in SI units; ids are resolved to
/// indices. `missing` marks a number that the table left empty.
namespace bailang {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();
inline bool is_given(double value) {
  return value == value;
}

struct Point {
  double lon = missing;
  double lat = missing;
};

enum class NodeKind { headwater, junction, reservoir, outlet };

struct Node {
  std::string id;
  NodeKind kind = NodeKind::junction;
  std::string name, name_zh;
  Point place;
  double bed_elevation = missing;  ///< [m]
  SourcePlace source;
};

struct Reach {
  std::string id;
  std::string river, name, name_zh, county;
  int from_node = -1;
  int to_node = -1;
  double length = 0.0;                   ///< [m], > 0
  double bed_slope = 0.0;                ///< [-], > 0
  double bottom_width = 0.0;             ///< [m], > 0
  double side_slope = 0.0;               ///< horizontal per vertical [-], ≥ 0
  double manning_n = 0.0;                ///< [s m^-1/3], > 0
  double dispersion = missing;           ///< [m2 s-1]; missing = Fischer's formula, 0 = none
  double split = missing;                ///< share of the node's water that this reach takes [-]; missing = 1
  double prescribed_area = missing;      ///< [m2], mode `prescribed`
  double prescribed_flow = missing;      ///< [m3 s-1] at the upstream end, mode `prescribed`, may be missing
  std::vector<double> decay_20;          ///< [constituent] [s-1] at 20 °C; missing = the case's rate
  double storage_area = 0.0;             ///< transient storage zone, cross-section [m2]; 0 = none
  double storage_exchange = 0.0;         ///< α, exchange with the storage zone [s-1]
  std::vector<double> storage_decay_20;  ///< [constituent] [s-1] in the zone; missing = as in the river
  std::vector<Point> geometry;           ///< from the upstream end; empty = straight line between the nodes
  SourcePlace source;
};

struct Reservoir {
  int node = -1;
  double volume = 0.0;           ///< [m3] at the start, > 0
  double area = 0.0;             ///< [m2]
  double min_volume = 0.0;       ///< [m3]
  double max_volume = missing;   ///< [m3]; missing = never spills
  double release = missing;      ///< [m3 s-1]; missing = what flows in flows out and the volume stays
  std::vector<double> decay_20;  ///< [constituent] [s-1]; missing = the case's rate
  StorageCurve curve;            ///< empty = vertical walls of `area` above the node's bed elevation
  std::vector<ReleaseRule> rules;
  double ecological_flow = 0.0;  ///< released at least while there is water above `min_volume` [m3 s-1]
  double weir_level = missing;   ///< spillway crest [m]; missing = spills above max_volume at once
  double weir_width = 0.0;       ///< [m]
  SourcePlace source;
};

enum class TargetKind { outfall, plant };

struct Discharger {
  std::string id, name, name_zh, sector, county;
  double flow = 0.0;                  ///< [m3 s-1]
  std::vector<double> concentration;  ///< [constituent] [g m-3], raw
  TargetKind to_kind = TargetKind::outfall;
  int to = -1;         ///< index of the outfall or plant
  std::string season;  ///< land use of DiffuseShape whose months water and load follow; empty = even
  bool synthetic = false;
  SourcePlace source;
};

struct Plant {
  std::string id, name, name_zh, county, standard;
  double capacity = 0.0;            ///< [m3 s-1]
  int to = -1;                      ///< outfall
  int overflow_to = -1;             ///< outfall that takes what exceeds the capacity; -1 = the same outfall
  std::vector<double> effluent;     ///< [constituent] [g m-3]; missing = passes untreated
  double reuse_fraction = 0.0;      ///< [-]
  double combined_area = 0.0;       ///< [m2] whose rain runs into the plant's sewers
  double runoff_coefficient = 0.0;  ///< share of that rain that arrives [-]
  bool synthetic = false;
  SourcePlace source;
};

/// An effluent discharge into the river. Its own flow and concentrations stand for sources whose discharger is not
/// known; they add to what dischargers and plants send here.
struct Outfall {
  std::string id, name, name_zh, kind, county, status;
  int reach = -1;
  double chainage = 0.0;              ///< [m] from the upstream end
  double flow = 0.0;                  ///< [m3 s-1]
  std::vector<double> concentration;  ///< [constituent] [g m-3]
  bool adds_water =
      true;         ///< false: the load counts (its dischargers' too), its water is part of the catchment's runoff
  int series = -1;  ///< index into Forcing::outfall_series, -1 = none
  bool synthetic = false;
  Point place;
  SourcePlace source;
};

struct Catchment {
  int reach = -1;
  std::string land_use, county;
  double area = 0.0;          ///< [m2]
  std::vector<double> yield;  ///< [constituent] [g m-2 s-1], yearly mean that reaches the river
  double runoff = missing;    ///< [m s-1]; missing = load alone
  bool synthetic = false;
  SourcePlace source;
};

struct Withdrawal {
  std::string id, name;
  int reach = -1;
  double chainage = 0.0;                                    ///< [m]
  double flow = 0.0;                                        ///< [m3 s-1], ≥ 0, taken from the river
  double begin = -std::numeric_limits<double>::infinity();  ///< [s] since the start
  double end = std::numeric_limits<double>::infinity();
  SourcePlace source;
};

/// A control section: where concentrations are compared with targets.
struct Section {
  std::string id, name, name_zh, level, county_upstream, county_downstream;
  int reach = -1;
  double chainage = 0.0;
  int target_class = 0;        ///< GB 3838 class 1–5, 0 = none
  std::vector<double> target;  ///< [constituent] [g m-3], missing = by class
  bool sea_entry = false;
  Point place;
  SourcePlace source;
};

/// The checked river network.
struct Network {
  std::vector<std::string> constituents;  ///< simulated, in order
  std::vector<Node> nodes;
  std::vector<Reach> reaches;
  std::vector<Reservoir> reservoirs;
  std::vector<Discharger> dischargers;
  std::vector<Plant> plants;
  std::vector<Outfall> outfalls;
  std::vector<Catchment> catchments;
  std::vector<Withdrawal> withdrawals;
  std::vector<Section> sections;
  std::vector<BedPoint> bed_points;       ///< by reach and chainage, increasing
  std::vector<SurveyedSection> surveyed;  ///< by reach and chainage, increasing
  std::vector<Structure> structures;
  std::vector<StructureRule> structure_rules;  ///< in the order of the table
  std::vector<RiverWetland> wetlands;          ///< of measures; each acts in the lanes where its measure is on
  bool is_aerated = false;                     ///< some measure gives oxygen: the ledgers have a term for it

  [[nodiscard]] int constituent_count() const { return static_cast<int>(constituents.size()); }
};

/// Index of a constituent by name, -1 when it is not simulated.
int constituent_index(const Network& network, const std::string& name);

}  // namespace bailang
