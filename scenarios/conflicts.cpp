#include "scenarios/conflicts.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// One plant has one capacity.
void check_capacities(const Case& model, const Scenario& scenario, ConflictList& conflicts) {
  std::map<int, int> first;  // plant → measure
  for (const int m : scenario.measures) {
    const Measure& measure = model.measures[m];
    if (measure.kind != MeasureKind::expand_plant) continue;
    for (const int p : measure.selection) {
      const auto [place, is_new] = first.try_emplace(p, m);
      if (is_new || model.measures[place->second].capacity == measure.capacity) continue;
      conflicts.tell(scenario, place->second, m,
                     fmt::format("plant '{}' cannot be expanded to two capacities", model.network.plants[p].id));
    }
  }
}

/// Water must not be brought to a plant or an outfall whose way to the river is cut.
void check_ways_out(const Case& model, const Scenario& scenario, const Moves& moves, ConflictList& conflicts) {
  for (const int m : scenario.measures) {
    const Measure& measure = model.measures[m];
    const bool connects = measure.kind == MeasureKind::connect;
    const bool separates = measure.kind == MeasureKind::separate_sewers && measure.into_outfall >= 0;
    if (!connects && !separates) continue;
    const int outfall = connects ? model.network.plants[measure.to_plant].to : measure.into_outfall;
    const auto cut = moves.find(outfall);
    if (cut == moves.end() || cut->second.second >= 0) continue;
    const std::string& id = model.network.outfalls[outfall].id;
    conflicts.tell(scenario, m, cut->second.first,
                   connects ? fmt::format("plant '{}' takes more water, and its outfall '{}' is closed",
                                          model.network.plants[measure.to_plant].id, id)
                            : fmt::format("storm water is led to outfall '{}', which is closed", id));
  }
}

/// Whether a measure leaves an outfall nothing, before another begins to act on it.
bool empties(const Measure& mover, int into, const Measure& other) {
  const bool comes_first = mover.kind == MeasureKind::merge || into < 0;  // what is rerouted is cleaned before
  return comes_first && mover.from + mover.ramp <= other.from;
}

/// What cleans the water of outfalls must find some at one of them.
void check_cleaned(const Case& model, const Scenario& scenario, const Moves& moves, ConflictList& conflicts) {
  for (const int m : scenario.measures) {
    const Measure& measure = model.measures[m];
    if (measure.kind != MeasureKind::standardise && measure.kind != MeasureKind::wetland) continue;
    int mover = -1;
    const auto is_empty = [&](int outfall) {
      const auto move = moves.find(outfall);
      if (move == moves.end() || !empties(model.measures[move->second.first], move->second.second, measure))
        return false;
      mover = move->second.first;
      return true;
    };
    const bool none_left = std::all_of(measure.selection.begin(), measure.selection.end(), is_empty);
    if (!none_left || mover < 0) continue;
    conflicts.tell(scenario, mover, m,
                   fmt::format("no water is left at outfall '{}' for '{}'",
                               model.network.outfalls[measure.selection.back()].id, measure.id));
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
    check_capacities(model, scenario, conflicts);
    check_ways_out(model, scenario, moves, conflicts);
    check_cleaned(model, scenario, moves, conflicts);
  }
}

}  // namespace bailang
