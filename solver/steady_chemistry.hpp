#pragma once

#include <vector>

#include "solver/kinetics/kinetics.hpp"
#include "solver/small_lu.hpp"

/// Chemistry of one body of water in a steady river: the rates of a group of constituents, what becomes of them on their
/// way along a stretch of plug flow, and where a mixed volume settles.
namespace bailang {

/// Constituents that are solved together, and the processes that change them.
class SteadyGroup {
public:
  /// @param kinetics null = no processes  @param members constituents
  SteadyGroup(const Kinetics* kinetics, std::vector<int> members);

  [[nodiscard]] int size() const { return static_cast<int>(members_.size()); }
  [[nodiscard]] int process_count() const { return processes_; }
  [[nodiscard]] const std::vector<int>& members() const { return members_; }

  /// Extent rates [process] [g m-3 s-1] and their slopes [process × member] for concentrations [member]; below 0 counts
  /// as 0.
  void evaluate(const double* coefficients, const double* c);
  [[nodiscard]] const std::vector<double>& rates() const { return rates_; }
  [[nodiscard]] double slope(int process, int member) const {
    return derivatives_[static_cast<std::size_t>(process) * full_.size() +
                        static_cast<std::size_t>(members_[static_cast<std::size_t>(member)])];
  }
  /// Adds weight × Σ stoichiometry × rates of the last evaluation to sum [member].
  void add_reaction(double weight, double* sum) const;
  /// Raises most [member] to weight × Σ |stoichiometry × rate| of the last evaluation, where it is lower.
  void raise_to_turnover(double weight, double* most) const;
  /// Adds weight × its Jacobian to matrix [member × member].
  void add_jacobian(double weight, double* matrix) const;

private:
  struct Entry {
    int process, member;
    double stoichiometry;
  };
  const Kinetics* kinetics_;
  std::vector<int> members_;
  int processes_ = 0;
  std::vector<Entry> entries_;  ///< stoichiometry that is not 0
  std::vector<double> full_, rates_, derivatives_;
};

/// dc/dτ = source − (decay + dilution) c + Σ stoichiometry × rate: water that travels, with what joins it on its way.
struct TravellingWater {
  const double* coefficients = nullptr;         ///< of the cell
  double growth = 0.0;                          ///< q/A: the flow grows by dQ/dτ = growth × Q [s-1]
  std::vector<double> source, decay, dilution;  ///< [member] [g m-3 s-1], [s-1], [s-1]
};

/// State that travels. `extent` counts in g per m3 of the water where it is now: dξ/dτ = rate − growth ξ.
struct TravellingState {
  std::vector<double> c;            ///< [member] [g m-3]
  std::vector<double> extent;       ///< [process] [g m-3]
  std::vector<double> sensitivity;  ///< [member × member] ∂c/∂(c at the start); empty = not wanted
};

/// Integrates over a travel time [s] to about 1e-13 of the concentrations: extrapolated linearly implicit Euler with as
/// many columns and steps as that takes (Deuflhard, P. (1985), SIAM Rev. 27, 505–535; Hairer, E., Wanner, G. (1996),
/// Solving Ordinary Differential Equations II, IV.9). Without processes the closed form is taken.
/// Extrapolation because a cell is a short way (rate × time ≪ 1): a few small solves reach round-off, and they stay stable
/// where a reaction is fast. A step that would turn a concentration negative is cut.
/// @return false when no step is short enough: a process takes what is not there
bool travel(SteadyGroup& group, const TravellingWater& water, double time, TravellingState& state);

/// The concentrations ≥ 0 at which dc/dτ = 0, from those given: implicit Euler steps that grow into Newton's method.
/// @return false when it does not settle
bool settle(SteadyGroup& group, const TravellingWater& water, std::vector<double>& c);

}  // namespace bailang
