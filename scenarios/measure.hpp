#pragma once

#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "network/network.hpp"

/// An intervention on the chain discharger → plant → outfall, on diffuse loads or on the river's flow.
namespace bailang {

/// In the order of application, whatever the order in the file.
enum class MeasureKind {
  reduce_diffuse,
  connect,
  separate_sewers,
  expand_plant,
  upgrade_plant,
  reuse,
  merge,
  standardise,
  wetland,
  close,
  ecological_flow,
  divert,
  dredge,
  aerate
};

/// What a measure does in the river itself (river_measures.hpp).
struct RiverWork {
  int structure = -1;             ///< divert: index into Network::structures
  double share = missing;         ///< divert: of the river's flow [-]; missing = Measure::flow says how much
  double bed_fraction = 0.0;      ///< dredge: part of the bed's release and oxygen demand that it takes away [-]
  double oxygen = 0.0;            ///< aerate: over all its reaches [g s-1]
  double added_reaeration = 0.0;  ///< aerate: at 20 °C [s-1]
  int wetland = -1;               ///< wetland in a reach: index into Network::wetlands; -1 = at outfalls
};

/// What a measure says of a sum whose parts are simulated; it holds for the parts together, each keeps its share.
struct OnSum {
  std::vector<int> parts;   ///< constituents
  double cap = missing;     ///< upgrade_plant, standardise [g m-3]
  double rate = 0.0;        ///< wetland, at 20 °C [m s-1]
  double background = 0.0;  ///< wetland [g m-3]
};

struct Measure {
  std::string id, title;
  MeasureKind kind = MeasureKind::close;
  std::vector<int>
      selection;      ///< indices into the table the kind acts on (dischargers, plants, outfalls, catchments, reaches)
  double from = 0.0;  ///< [s] since the start of the run; ≤ 0 = from the start
  double ramp = 0.0;  ///< [s] over which the effect grows to full
  double capital_cost = 0.0;  ///< [currency]
  double annual_cost = 0.0;   ///< [currency a-1]
  double lifetime_years = missing;

  double share = 1.0;     ///< connect: of water and load; separate_sewers: of the area; reuse: of the effluent [-]
  int to_plant = -1;      ///< connect
  int into_outfall = -1;  ///< merge; close with reroute_to, separate_sewers with to (-1 = none)
  double capacity = 0.0;  ///< expand_plant: new total [m3 s-1]
  std::vector<double> fraction;  ///< reduce_diffuse: [constituent] [-], 0 = untouched
  std::vector<double>
      concentration;  ///< upgrade_plant, standardise: cap [constituent] [g m-3], missing = untouched; ecological_flow: of outside water
  std::vector<double> removal;     ///< standardise: [constituent] [-], 0 = untouched
  std::vector<OnSum> sums;         ///< upgrade_plant, standardise, wetland: sums given in place of their parts
  double area = 0.0;               ///< wetland [m2]
  std::vector<double> rate;        ///< wetland: areal, at 20 °C [constituent] [m s-1], 0 = untouched
  std::vector<double> background;  ///< wetland: [constituent] [g m-3]
  double theta = 1.0;              ///< wetland: of all its rates [-]
  double tanks = missing;          ///< wetland: in series [-]; missing = plug flow
  std::string standard;            ///< upgrade_plant: name of the row of the standards
  std::vector<double> flow;        ///< ecological_flow, divert: 1 or 12 values [m3 s-1]
  int source_reservoir = -1;       ///< ecological_flow: index of the reservoir that gives the water; -1 = outside water
  bool on_reservoir = false;       ///< ecological_flow: `selection` holds reservoirs instead of reaches
  RiverWork river;
  SourcePlace source;
};

/// `reduce_diffuse`, … as written in measures.toml.
std::string to_string(MeasureKind kind);

}  // namespace bailang
