#pragma once

#include <vector>

#include "solver/kinetics/kinetics.hpp"
#include "solver/kinetics/react_plan.hpp"

/// Builds the flat arrays that the reaction loops walk through.
namespace bailang {

class ReactPlan {
public:
  explicit ReactPlan(const Kinetics& kinetics);

  /// Valid as long as the plan lives.
  [[nodiscard]] ReactPlanView view() const;

  /// Constituents that take part, in the order of elimination: indices of Kinetics.
  [[nodiscard]] const std::vector<int>& constituents() const { return constituents_; }

  /// Index in constituents(), -1 = takes no part.
  [[nodiscard]] int place(int constituent) const { return place_[static_cast<std::size_t>(constituent)]; }

private:
  using Pattern = std::vector<std::vector<char>>;

  void collect_constituents(const Kinetics& kinetics);
  [[nodiscard]] Pattern jacobian_pattern(const Kinetics& kinetics) const;
  void order(const Kinetics& kinetics);
  void add_processes(const Kinetics& kinetics);
  void add_factors(const Process& process);
  void add_matrix(const Kinetics& kinetics);
  void add_jacobian(int row, int column);

  int coefficients_ = 0;
  bool has_expressions_ = false;
  std::vector<int> constituents_, place_;
  std::vector<RateFactor> factors_;
  std::vector<int> rate_constant_, term_begin_, terms_, slope_begin_;
  std::vector<RateSlope> slopes_;
  std::vector<int> change_begin_, jacobian_begin_, eliminated_begin_, diagonal_, lower_begin_, upper_begin_;
  std::vector<WeightedTerm> change_, jacobian_;
  std::vector<MatrixPair> eliminated_;
  std::vector<MatrixRole> role_;
  std::vector<MatrixEntry> lower_, upper_;
};

/// The loops of one instruction set, as react_plan.hpp declares them.
using ReactLoops = void (*)(const ReactTask& task, int lanes, bool own_coefficients);

/// react by the loops of a given instruction set.
void react_by(ReactLoops loops, const Kinetics& kinetics, const ReactStep& step);

}  // namespace bailang
