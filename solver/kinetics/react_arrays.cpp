#include "solver/kinetics/react_arrays.hpp"

#include <algorithm>
#include <climits>

#include "solver/kinetics/expression.hpp"

namespace bailang {
namespace {

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

template <class T>
int count(const std::vector<T>& items) {
  return static_cast<int>(items.size());
}

/// Constituents that a process's rate depends on.
std::vector<int> dependences(const Kinetics& kinetics, const Process& process) {
  if (process.expression >= 0) return expression_constituents(*kinetics.expressions, process.expression);
  std::vector<int> found;
  for (const Factor& factor : process.factors) {
    found.push_back(factor.constituent);
  }
  return found;
}

/// What of a pattern is left when rows and columns are eliminated in turn, each time those that make least fill
/// (Markowitz, H.M. (1957), Management Science 3, 255–269); adds the fill to the pattern.
std::vector<int> elimination_order(std::vector<std::vector<char>> pattern) {
  const int m = count(pattern);
  std::vector<int> order;
  std::vector<char> gone(at(m), 0);
  while (count(order) < m) {
    int best = -1, best_cost = INT_MAX;
    for (int k = 0; k < m; ++k) {
      if (gone[at(k)]) continue;
      int row = 0, column = 0;
      for (int i = 0; i < m; ++i) {
        if (gone[at(i)] || i == k) continue;
        row += pattern[at(k)][at(i)];
        column += pattern[at(i)][at(k)];
      }
      if (row * column < best_cost) best = k, best_cost = row * column;
    }
    gone[at(best)] = 1;
    order.push_back(best);
    for (int i = 0; i < m; ++i) {
      for (int j = 0; j < m && !gone[at(i)]; ++j) {
        if (!gone[at(j)] && pattern[at(i)][at(best)] && pattern[at(best)][at(j)]) pattern[at(i)][at(j)] = 1;
      }
    }
  }
  return order;
}

/// The pattern of a matrix and what its elimination fills, as numbered entries (-1 = always 0).
std::vector<std::vector<int>> number_entries(std::vector<std::vector<char>> pattern) {
  const int m = count(pattern);
  std::vector<std::vector<int>> entry(at(m), std::vector<int>(at(m), -1));
  int entries = 0;
  for (int k = 0; k < m; ++k) {
    for (int i = k + 1; i < m; ++i) {
      for (int j = k + 1; j < m && pattern[at(i)][at(k)]; ++j) {
        if (pattern[at(k)][at(j)]) pattern[at(i)][at(j)] = 1;
      }
    }
  }
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < m; ++j) {
      if (pattern[at(i)][at(j)]) entry[at(i)][at(j)] = entries++;
    }
  }
  return entry;
}

}  // namespace

ReactPlan::ReactPlan(const Kinetics& kinetics) : coefficients_(kinetics.coefficients) {
  collect_constituents(kinetics);
  order(kinetics);
  add_processes(kinetics);
  add_matrix(kinetics);
}

void ReactPlan::collect_constituents(const Kinetics& kinetics) {
  std::vector<char> takes_part(at(kinetics.constituents), 0);
  for (const Process& process : kinetics.processes) {
    for (int i = 0; i < kinetics.constituents; ++i) {
      if (process.stoichiometry[at(i)] != 0.0) takes_part[at(i)] = 1;
    }
    for (int i : dependences(kinetics, process)) takes_part[at(i)] = 1;
  }
  place_.assign(at(kinetics.constituents), -1);
  for (int i = 0; i < kinetics.constituents; ++i) {
    if (!takes_part[at(i)]) continue;
    place_[at(i)] = count(constituents_);
    constituents_.push_back(i);
  }
}

ReactPlan::Pattern ReactPlan::jacobian_pattern(const Kinetics& kinetics) const {
  Pattern pattern(constituents_.size(), std::vector<char>(constituents_.size(), 0));
  for (std::size_t i = 0; i < constituents_.size(); ++i) pattern[i][i] = 1;
  for (const Process& process : kinetics.processes) {
    const std::vector<int> depends_on = dependences(kinetics, process);
    for (int i = 0; i < kinetics.constituents; ++i) {
      if (process.stoichiometry[at(i)] == 0.0) continue;
      for (int j : depends_on) pattern[at(place(i))][at(place(j))] = 1;
    }
  }
  return pattern;
}

void ReactPlan::order(const Kinetics& kinetics) {
  std::vector<int> ordered;
  for (int k : elimination_order(jacobian_pattern(kinetics))) {
    place_[at(constituents_[at(k)])] = count(ordered);
    ordered.push_back(constituents_[at(k)]);
  }
  constituents_ = ordered;
}

void ReactPlan::add_factors(const Process& process) {
  for (const Factor& factor : process.factors) {
    const RateFactor wanted{factor.kind, place(factor.constituent), factor.coefficient};
    const auto same = [&](const RateFactor& f) {
      return f.kind == wanted.kind && f.constituent == wanted.constituent && f.coefficient == wanted.coefficient;
    };
    const auto found = std::find_if(factors_.begin(), factors_.end(), same);
    const int term = count(terms_);
    terms_.push_back(static_cast<int>(found - factors_.begin()));
    if (found == factors_.end()) factors_.push_back(wanted);
    slopes_.push_back({wanted.constituent, term});
  }
}

void ReactPlan::add_processes(const Kinetics& kinetics) {
  for (const Process& process : kinetics.processes) {
    term_begin_.push_back(count(terms_));
    slope_begin_.push_back(count(slopes_));
    if (process.expression >= 0) {
      has_expressions_ = true;
      rate_constant_.push_back(-1);
      for (int i : dependences(kinetics, process)) slopes_.push_back({place(i), -1});
    } else {
      rate_constant_.push_back(process.coefficient);
      add_factors(process);
    }
  }
  term_begin_.push_back(count(terms_));
  slope_begin_.push_back(count(slopes_));
  for (int i : constituents_) {
    change_begin_.push_back(count(change_));
    for (int p = 0; p < kinetics.process_count(); ++p) {
      const double share = kinetics.processes[at(p)].stoichiometry[at(i)];
      if (share != 0.0) change_.push_back({p, share});
    }
  }
  change_begin_.push_back(count(change_));
}

void ReactPlan::add_matrix(const Kinetics& kinetics) {
  const int m = count(constituents_);
  const auto entry = number_entries(jacobian_pattern(kinetics));
  for (int i = 0; i < m; ++i) diagonal_.push_back(entry[at(i)][at(i)]);
  for (int i = 0; i < m; ++i) {
    lower_begin_.push_back(count(lower_));
    upper_begin_.push_back(count(upper_));
    for (int j = 0; j < m; ++j) {
      if (entry[at(i)][at(j)] < 0) continue;
      if (j < i) lower_.push_back({entry[at(i)][at(j)], j});
      if (j > i) upper_.push_back({entry[at(i)][at(j)], j});
      role_.push_back({j < i ? diagonal_[at(j)] : -1, i == j});
      add_jacobian(i, j);
      eliminated_begin_.push_back(count(eliminated_));
      for (int k = 0; k < std::min(i, j); ++k) {
        const MatrixPair pair{entry[at(i)][at(k)], entry[at(k)][at(j)]};
        if (pair.left >= 0 && pair.right >= 0) eliminated_.push_back(pair);
      }
    }
  }
  lower_begin_.push_back(count(lower_));
  upper_begin_.push_back(count(upper_));
  jacobian_begin_.push_back(count(jacobian_));
  eliminated_begin_.push_back(count(eliminated_));
}

void ReactPlan::add_jacobian(int row, int column) {
  jacobian_begin_.push_back(count(jacobian_));
  for (int n = change_begin_[at(row)]; n < change_begin_[at(row + 1)]; ++n) {
    const WeightedTerm& part = change_[at(n)];
    for (int s = slope_begin_[at(part.index)]; s < slope_begin_[at(part.index + 1)]; ++s) {
      if (slopes_[at(s)].constituent == column) jacobian_.push_back({s, part.weight});
    }
  }
}

ReactPlanView ReactPlan::view() const {
  ReactPlanView v;
  v.constituents = count(constituents_);
  v.processes = count(rate_constant_);
  v.factors = count(factors_);
  v.slopes = count(slopes_);
  v.entries = count(jacobian_begin_) - 1;
  v.coefficients = coefficients_;
  v.factor = factors_.data();
  v.rate_constant = rate_constant_.data();
  v.term_begin = term_begin_.data();
  v.term = terms_.data();
  v.slope_begin = slope_begin_.data();
  v.slope = slopes_.data();
  v.change_begin = change_begin_.data();
  v.change = change_.data();
  v.jacobian_begin = jacobian_begin_.data();
  v.jacobian = jacobian_.data();
  v.eliminated_begin = eliminated_begin_.data();
  v.eliminated = eliminated_.data();
  v.role = role_.data();
  v.diagonal = diagonal_.data();
  v.lower_begin = lower_begin_.data();
  v.lower = lower_.data();
  v.upper_begin = upper_begin_.data();
  v.upper = upper_.data();
  v.has_expressions = has_expressions_;
  return v;
}

}  // namespace bailang
