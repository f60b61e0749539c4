#pragma once

#include <cstddef>
#include <initializer_list>
#include <vector>

#include "network/forcing.hpp"
#include "solver/river_works.hpp"
#include "solver/saved_state.hpp"

/// What enters the river in one lane: the result of the source chain, told to the solver as plain values.
namespace bailang {

/// Water that keeps a reach's flow at least at a stated value.
struct EcologicalFlow {
  int reach = -1;                     ///< topped up at its upstream end; -1 when `reservoir` is set
  int reservoir = -1;                 ///< releases at least `flow`
  double flow = 0.0;                  ///< [m3 s-1]
  std::vector<double> concentration;  ///< [constituent] [g m-3] of outside water
};

/// Sources of one lane while they stay constant. Unequal water between lanes makes unequal hydraulics.
struct LaneSources {
  std::vector<double> outfall_flow;  ///< [outfall] [m3 s-1]
  std::vector<double> outfall_load;  ///< [outfall × constituent] [g s-1]
  std::vector<double> diffuse_flow;  ///< [reach] [m3 s-1], spread evenly
  std::vector<double> diffuse_load;  ///< [reach × constituent] [g s-1], spread evenly
  std::vector<EcologicalFlow> ecological_flow;
};

/// Sources of one interval after the other. Where few outfalls differ from an earlier interval and all else is the same (a
/// rainy day, the next one dry), only those outfalls are kept: a year of hourly rain fits.
class SourceSteps {
public:
  SourceSteps() = default;
  SourceSteps(std::initializer_list<LaneSources> steps);
  void push_back(LaneSources step);
  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  [[nodiscard]] bool empty() const { return steps_.empty(); }
  /// The sources of an interval, put together.
  [[nodiscard]] LaneSources operator[](std::size_t step) const;
  [[nodiscard]] const std::vector<EcologicalFlow>& ecological_flow(std::size_t step) const;
  /// Whether any interval keeps a flow.
  [[nodiscard]] bool keep_any_flow() const;
  /// Numbers that are kept, for tests of what a long series costs.
  [[nodiscard]] std::size_t numbers_kept() const;

private:
  /// Outfalls that differ from a whole set of sources.
  struct Change {
    std::vector<int> outfall;
    std::vector<double> values;  ///< [outfall × (flow, then load a constituent)]
  };
  struct Step {
    std::size_t whole;   ///< index into `wholes_`
    std::size_t change;  ///< index into `changes_`
  };
  std::vector<LaneSources> wholes_;
  std::vector<Change> changes_;  ///< [0] = none
  std::vector<Step> steps_;
};

/// One lane over the run: sources[i] holds from begin[i] to begin[i+1] (the last to the end). begin[0] = 0.
struct SourceSchedule {
  std::vector<double> begin;  ///< [s] since the start, increasing
  SourceSteps sources;

  /// Index of the interval that holds time t [s], right of a jump.
  [[nodiscard]] std::size_t at(double t) const;
};

/// Everything that one lane hears of the world.
struct LaneInput {
  int scenario = 0;                  ///< index of the scenario, for the sink
  const Forcing* forcing = nullptr;  ///< not owned
  double flow_factor = 1.0;
  double temperature_offset = 0.0;  ///< [K]
  SourceSchedule schedule;
  RiverSchedule river;                ///< empty = no measure acts in the river itself
  const SavedState* start = nullptr;  ///< not owned; null = the settings decide how the run starts
};

/// The lanes of a block and what they hear of the world. Lanes beyond the last input repeat the first one.
struct BlockInputs {
  std::vector<const LaneInput*> lanes;  ///< [lane], as many as the block is wide
  int width = 1;                        ///< coefficient width: 1 or the number of lanes
};

}  // namespace bailang
