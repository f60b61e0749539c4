#pragma once

#include <vector>

#include "solver/steady_blocks.hpp"
#include "solver/steady_march.hpp"

/// The balance of every unknown and member of a group: what leaves less what enters and what reacts.
namespace bailang {

class GroupRows {
public:
  GroupRows(SteadyProblem& problem, SteadyGroup& group);

  [[nodiscard]] const std::vector<std::vector<Inlet>>& inlets() const { return inlets_; }
  [[nodiscard]] bool is_exact(int unknown) const { return problem_.exact_of[unknown] >= 0; }
  /// Whether water or reactions define concentrations there.
  [[nodiscard]] bool is_active(int unknown) const { return leaving_[unknown] > 0.0 || holds_water(unknown); }
  /// [unknown × member] g m-3
  std::vector<double>& x() { return x_; }
  /// Mass that enters an unknown [member] [g s-1], for the present x upstream.
  [[nodiscard]] std::vector<double> entering(int unknown) const;
  [[nodiscard]] long double entering(int unknown, int member) const;
  /// Goes along an exact cell for the present x upstream, and takes the concentrations at its end.
  CellMarch follow(int unknown);
  /// Residuals of a set [row × member] [g s-1] and, for each member, the greatest among them of what leaves, enters from
  /// outside, or turns over in reactions.
  /// @param system gets the Jacobian when not null
  void balance(const std::vector<int>& set, std::vector<double>& residual, std::vector<double>& flux,
               BlockSystem* system);
  /// Volume that reacts in a finite volume [m3].
  [[nodiscard]] double volume(int unknown) const {
    return holds_water(unknown) ? problem_.water.volume_new[unknown] : 0;
  }
  /// Mass that a member loses from a finite volume to other water, per concentration [m3 s-1].
  [[nodiscard]] double outflow(int unknown, int member) const {
    return static_cast<double>(outflow_[static_cast<std::size_t>(unknown) * m_ + member]);
  }
  /// Water that joins a finite volume with the river's own value of a member [m3 s-1].
  [[nodiscard]] double joining(int unknown, int member) const {
    return joining_[static_cast<std::size_t>(unknown) * m_ + member];
  }
  /// Growth of a member in a finite volume [g m-3 s-1]: time, of age; none in still water, which has no age.
  [[nodiscard]] double ageing(int unknown, int member) const {
    const auto at = static_cast<std::size_t>(unknown);
    return still_[at * m_ + member] != 0 ? 0.0 : problem_.growth[group_.members()[member]] * problem_.residence[at];
  }
  void set_still(int unknown, int member, bool still) {
    still_[static_cast<std::size_t>(unknown) * m_ + member] = still ? 1 : 0;
  }
  /// What a member gains in falls and wetlands [g s-1].
  [[nodiscard]] double gained_at_faces(int member) const;

private:
  [[nodiscard]] bool holds_water(int unknown) const;
  void set_outflow();
  void set_loads();
  [[nodiscard]] double transferred(int unknown) const;  ///< water that pumps bring [m3 s-1]
  void set_outlets();
  void set_faces();
  /// What changes of a member at the face of an inlet, nullptr = nothing.
  [[nodiscard]] const FaceChange* change_at(const Inlet& inlet, int member) const;
  void list_row_of(const std::vector<int>& set);
  void balance_volume(int unknown, int row, double* residual, BlockSystem* system);
  void balance_exact(int unknown, int row, double* residual, BlockSystem* system);
  /// Concentration that an inlet brings, and its slope.
  double brought(const Inlet& inlet, int member, double& slope) const;

  SteadyProblem& problem_;
  SteadyGroup& group_;
  int m_;
  std::vector<std::vector<Inlet>> inlets_;
  std::vector<double> leaving_;  ///< [unknown] water [m3 s-1]
  /// [unknown × member] Many cells pass their mass back and forth: sums in double would let a share of it go astray.
  std::vector<long double> outflow_;
  std::vector<double> joining_;  ///< [unknown × member]
  std::vector<char> still_;      ///< [unknown × member] whether no water leaves it, nor what it exchanges water with
  std::vector<double> load_;     ///< [unknown × member] from outside [g s-1]
  std::vector<double> x_;
  std::vector<int> row_of_;     ///< [unknown] row in the present set, -1 = not in it
  std::vector<int> change_of_;  ///< [face × member] index into SteadyChemistry::faces, -1 = none; empty = nowhere
};

}  // namespace bailang
