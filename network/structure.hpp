#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"

/// Gates, weirs, dams, pumps and diversions, and the rules by which they are worked.
namespace bailang {

enum class StructureKind { sluice, weir, rubber_dam, pump, diversion };

/// Whether a structure stands in the river and stems it: sluice, weir, rubber dam.
inline bool stems_river(StructureKind kind) {
  return kind == StructureKind::sluice || kind == StructureKind::weir || kind == StructureKind::rubber_dam;
}

/// Days of the year between which a rule holds, both included; `from` after `to` runs over the new year.
struct YearSpan {
  int from_month = 1, from_day = 1;
  int to_month = 12, to_day = 31;
};

/// One row of structure_rules.csv. It holds when every condition that is given is met; of a structure's rows the first
/// that holds sets what it gives. Levels are of the water just upstream of the structure, or at `section` when given.
struct StructureRule {
  int structure = -1;
  YearSpan days;
  int section = -1;  ///< index of the section whose level and flow decide; -1 = just upstream of the structure
  double level_above = std::numeric_limits<double>::quiet_NaN();  ///< [m]
  double level_below = std::numeric_limits<double>::quiet_NaN();  ///< [m]
  double flow_above = std::numeric_limits<double>::quiet_NaN();   ///< [m3 s-1]
  double flow_below = std::numeric_limits<double>::quiet_NaN();   ///< [m3 s-1]
  double opening = std::numeric_limits<double>::quiet_NaN();      ///< sluice: gate opening [m]
  double crest_level = std::numeric_limits<double>::quiet_NaN();  ///< weir, rubber dam [m]
  double flow = std::numeric_limits<double>::quiet_NaN();         ///< pump, diversion [m3 s-1]
  SourcePlace source;
};

struct Structure {
  std::string id, name, name_zh;
  StructureKind kind = StructureKind::weir;
  int reach = -1;
  double chainage = 0.0;  ///< [m]; acts on the face of the grid nearest to it
  // Sluice, weir, rubber dam.
  double width = std::numeric_limits<double>::quiet_NaN();        ///< [m]; missing = the reach's bottom width
  double crest_level = std::numeric_limits<double>::quiet_NaN();  ///< sill or crest [m]; missing = the bed there
  double opening = std::numeric_limits<double>::infinity();       ///< sluice: gate above the sill [m]; infinite = open
  double coefficient = std::numeric_limits<double>::quiet_NaN();  ///< discharge coefficient [-]; missing = by kind
  bool one_way = false;                                           ///< lets no water back (tide gate)
  // Reaeration over the drop (weir, rubber dam, sluice); missing a = none.
  double quality_a = std::numeric_limits<double>::quiet_NaN();  ///< water quality coefficient a [-]
  double dam_b = 1.0;                                           ///< weir coefficient b [-]
  // Pump, diversion: water taken at `reach`/`chainage` and put at a reach or node, or out of the network.
  double flow = 0.0;                                        ///< [m3 s-1]
  double share = std::numeric_limits<double>::quiet_NaN();  ///< diversion: share of the river's flow instead of `flow`
  int to_reach = -1, to_node = -1;                          ///< both -1 = out of the network
  double to_chainage = 0.0;                                 ///< [m]
  double kept_flow = 0.0;                                   ///< flow left in the river at least [m3 s-1]
  bool is_measure = false;  ///< diversion of a measure: takes what RiverWorks says, in the lanes where that is on
  SourcePlace source;
};

/// Storage of a reservoir by level; linear between rows, the last two rows go on above.
struct StorageCurve {
  std::vector<double> level;   ///< [m], increasing
  std::vector<double> volume;  ///< [m3], increasing
  std::vector<double> area;    ///< [m2]
};

/// One row of reservoir_rules.csv: release at a volume in a part of the year. Rows of one span are a curve, linear
/// between volumes; outside all spans the reservoir's own release holds.
struct ReleaseRule {
  YearSpan days;
  double volume = 0.0;   ///< [m3]
  double release = 0.0;  ///< [m3 s-1]
};

}  // namespace bailang
