#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/case.hpp"

/// The chain discharger → plant → outfall → reach → section → bay from one thing of the case, both ways.
namespace bailang {

enum class TraceKind {
  discharger,
  plant,
  outfall,
  reach,
  section,
  node,
  catchments,
  inflow,
  river,
  county,
  rain,
  nowhere,
  total
};

/// `discharger`, `plant` …, and in Chinese.
std::string_view to_string(TraceKind kind);
std::string_view name_zh(TraceKind kind);

/// What a trace starts from.
struct TraceStart {
  TraceKind kind = TraceKind::outfall;
  int index = -1;    ///< in its table; -1 for a river or county
  std::string name;  ///< id, or the river's or county's name
};

/// Everything that an id or a name means: rows of tables first, then rivers and counties. Empty when nothing does.
std::vector<TraceStart> find_start(const Network& network, const std::string& id);

/// All ids and names that a trace may start from, for "did you mean".
std::vector<std::string> traceable_names(const Network& network);

/// One line of a trace.
struct TraceLine {
  bool upwards = false;
  int depth = 0;  ///< steps of the chain from the start
  TraceKind kind = TraceKind::outfall;
  std::string id, name, name_zh, river;
  double distance = missing;          ///< [m] along the river from or to the start
  double water = missing;             ///< [m3 s-1]; of an outfall what enters the river there
  std::vector<double> load;           ///< [constituent] [g s-1]; empty = not known
  std::string way;                    ///< `overflow`, `merged`, … how it comes there
  std::vector<std::string> measures;  ///< ids of measures that act here
};

/// @param t moment [s] since the start of the run, whose water, loads and measures count
std::vector<TraceLine> trace(const Case& model, const Scenario& scenario, const TraceStart& start, double t);

}  // namespace bailang
