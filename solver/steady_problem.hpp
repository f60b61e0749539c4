#pragma once

#include <functional>
#include <vector>

#include "solver/kinetics/kinetics.hpp"
#include "solver/steady_network.hpp"
#include "solver/steady_reach.hpp"
#include "solver/transport.hpp"

/// Everything that the solvers of a steady state need to know of one moment, and what they find.
namespace bailang {

/// A cell of a reach without dispersion, integrated exactly. Its chainages count the way the water goes: those of a reach
/// that runs backwards are negative.
struct ExactCell {
  int unknown = -1, reach = -1;
  int inlet_face = -1, outlet_face = -1;
  int from = -1;  ///< unknown upstream, -1 = headwater
  double direction = 1.0;
  SteadyCell span;
  std::vector<SteadyPoint> points;
};

/// Water that runs from one unknown to another.
struct Inlet {
  int from = -1;
  double rate = 0.0;  ///< [m3 s-1], of dispersion too
  int face = -1;      ///< -1 = a transfer
};

struct SteadyProblem {
  /// @param volumes_only every cell is a finite volume, as in a time-varying run
  SteadyProblem(const HydraulicCase& model, const BlockInputs& inputs, double t, const SteadyKinetics& kinetics,
                bool volumes_only = false);

  const HydraulicCase& model;
  const BlockInputs& inputs;
  const SteadyKinetics& kinetics;
  double time;
  int nc;
  Hydraulics water;
  Transport transport;  ///< holds the solution `c` [constituent][unknown]: of an exact cell at its downstream end
  SteadySources sources;
  ChangingSources changing;
  std::vector<double> changing_water;
  double aeration = 0.0;  ///< oxygen that measures give, part of sources.load [g s-1]
  SteadyChemistry chemistry;
  std::vector<LaneArray> decay;   ///< [constituent][unknown] first-order loss, to storage zones too [s-1]
  std::vector<double> growth;     ///< [constituent] gain of all flowing water [g m-3 s-1]: age in days
  std::vector<char> dilutes;      ///< [constituent] 0: water that joins takes the river's own value
  std::vector<double> residence;  ///< [unknown] volume with the storage zone's, over the channel's [-]

  std::vector<ExactCell> exact;
  std::vector<int> exact_of;                      ///< [unknown] index into exact, -1 for a finite volume
  std::vector<std::vector<double>> lateral_load;  ///< [constituent][exact cell] [g m-1 s-1]

  std::vector<std::vector<double>> flux_in;  ///< [constituent][exact cell] that enters at its upstream end [g s-1]
  std::vector<std::vector<double>> dry_outlet_load;  ///< [constituent][outlet] that reaches it without water [g s-1]

  /// Load from outside into a cell or node [g s-1].
  [[nodiscard]] double source_load(int c, int unknown) const {
    return sources.load[c][unknown] + changing.load[0][c][unknown];
  }
  /// Load that a headwater brings with the water at the upstream end [g s-1].
  [[nodiscard]] double headwater_load(int c, const ExactCell& cell) const;
  /// Mass flux along a cell by first-order decay alone.
  [[nodiscard]] LinearFlux flux(int c, std::size_t e, double x, bool through) const {
    return flux_at(exact[e].span, exact[e].points, decay[c][exact[e].unknown], lateral_load[c][e], c, x, through);
  }
  /// Concentration of the sea beyond an outlet face [g m-3]; NaN where none is given: the river's own.
  [[nodiscard]] double sea_concentration(int c, int face) const;
  /// Load of cells without water goes on downstream to the first cell or node with water.
  /// @param node_load [unknown], gets it  @return [exact cell] load that arrives at its upstream end without water [g s-1]
  std::vector<double> carry_dry_loads(int c, LaneArray& node_load);
  /// Water that enters every unknown from others.
  [[nodiscard]] std::vector<std::vector<Inlet>> inlets() const;

private:
  void set_water();
  void add_aeration();
  void set_decay_rates();
  void list_exact_cells(bool volumes_only);
  void add_outfall_points(const LaneSources& now);
  void add_other_points(const LaneSources& now);
  void add_lateral();
};

/// Constituents one by one: rows of exact cells and finite volumes make one linear system, eliminated along the forest.
/// For constituents without processes, growth, pumps and sea, where all exact cells run forwards.
void solve_steady_alone(SteadyProblem& problem, int constituent);

}  // namespace bailang
