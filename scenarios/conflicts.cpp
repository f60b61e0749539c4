#include "scenarios/conflicts.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace bailang {
namespace {

/// Tells each pair of measures once, at the first scenario that holds both.
class ConflictList {
public:
  ConflictList(const Case& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}

  void tell(const Scenario& scenario, int first, int second, const std::string& what) {
    if (!told_.insert({std::min(first, second), std::max(first, second)}).second) return;
    diagnostics_.error(scenario.source,
                       fmt::format("scenario '{}': measures '{}' and '{}' exclude each other: {}", scenario.id,
                                   model_.measures[first].id, model_.measures[second].id, what),
                       "take one of them out of the scenario, or narrow its `select`");
  }

private:
  const Case& model_;
  Diagnostics& diagnostics_;
  std::set<std::pair<int, int>> told_;
};

/// Where each outfall's water goes, and by which measure.
using Moves = std::map<int, std::pair<int, int>>;  // outfall → (measure, target or -1 when it stops)

Moves check_moves(const Case& model, const Scenario& scenario, ConflictList& conflicts) {
  Moves moves;
  for (const int m : scenario.measures) {
    const Measure& measure = model.measures[m];
    if (measure.kind != MeasureKind::merge && measure.kind != MeasureKind::close) continue;
    for (const int o : measure.selection) {
      if (o == measure.into_outfall) continue;  // stays where the others are brought to
      const auto [place, is_new] = moves.try_emplace(o, m, measure.into_outfall);
      if (is_new || place->second.first == m) continue;
      const Measure& other = model.measures[place->second.first];
      const bool same = other.kind == measure.kind && other.into_outfall == measure.into_outfall;
      if (same) continue;
      const bool both_merge = other.kind == MeasureKind::merge && measure.kind == MeasureKind::merge;
      conflicts.tell(scenario, place->second.first, m,
                     both_merge
                         ? fmt::format("outfall '{}' cannot be merged into two others", model.network.outfalls[o].id)
                         : fmt::format("outfall '{}' cannot be {}", model.network.outfalls[o].id,
                                       other.kind == measure.kind ? "closed in two ways" : "both merged and closed"));
    }
  }
  return moves;
}

/// Water must not be sent to an outfall that is itself merged or closed.
void check_targets(const Case& model, const Scenario& scenario, const Moves& moves, ConflictList& conflicts) {
  for (const auto& [outfall, move] : moves) {
    const auto onward = moves.find(move.second);
    if (move.second < 0 || onward == moves.end()) continue;
    const std::string& from = model.network.outfalls[outfall].id;
    const std::string& to = model.network.outfalls[move.second].id;
    const bool is_circle = onward->second.second == outfall;
    conflicts.tell(scenario, move.first, onward->second.first,
                   is_circle ? fmt::format("outfalls '{}' and '{}' are sent to each other", from, to)
                             : fmt::format("outfall '{}' is sent to '{}', which is itself merged or closed", from, to));
  }
}

void check_connections(const Case& model, const Scenario& scenario, ConflictList& conflicts) {
  std::map<int, std::pair<int, double>> shares;  // discharger → (first measure, share so far)
  for (const int m : scenario.measures) {
    const Measure& measure = model.measures[m];
    if (measure.kind != MeasureKind::connect) continue;
    for (const int d : measure.selection) {
      const auto [place, is_new] = shares.try_emplace(d, m, 0.0);
      place->second.second += measure.share;
      if (is_new || place->second.second <= 1.0 + 1.0e-12) continue;
      conflicts.tell(scenario, place->second.first, m,
                     fmt::format("together they connect {:g} times the water of discharger '{}'", place->second.second,
                                 model.network.dischargers[d].id));
    }
  }
}

/// Shares that diverts take from one reach: more than all of the river is not there to be moved.
void check_diversions(const Case& model, const Scenario& scenario, ConflictList& conflicts) {
  std::map<int, std::pair<int, double>> shares;  // reach → (first measure, share so far)
  for (const int m : scenario.measures) {
    const RiverWork& work = model.measures[m].river;
    if (work.structure < 0 || !is_given(work.share)) continue;
    const int reach = model.network.structures[work.structure].reach;
    const auto [place, is_new] = shares.try_emplace(reach, m, 0.0);
    place->second.second += work.share;
    if (is_new || place->second.second <= 1.0 + 1.0e-12) continue;
    conflicts.tell(scenario, place->second.first, m,
                   fmt::format("together they divert {:g} times the water of reach '{}'", place->second.second,
                               model.network.reaches[reach].id));
  }
}

}  // namespace

void check_conflicts(const Case& model, Diagnostics& diagnostics) {
  ConflictList conflicts(model, diagnostics);
  for (const Scenario& scenario : model.scenarios) {
    const Moves moves = check_moves(model, scenario, conflicts);
    check_targets(model, scenario, moves, conflicts);
    check_connections(model, scenario, conflicts);
    check_diversions(model, scenario, conflicts);
  }
}

}  // namespace bailang
