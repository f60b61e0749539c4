#pragma once

#include <cmath>
#include <utility>
#include <vector>

/// LU factors with partial pivoting of the small dense matrices that the constituents of one cell make.
namespace bailang {

class SmallLu {
public:
  /// @param matrix [size × size] row by row  @return false when it is singular or not finite
  bool factorise(int size, const std::vector<double>& matrix) {
    n_ = size;
    lu_ = matrix;
    row_.resize(static_cast<std::size_t>(n_));
    for (int k = 0; k < n_; ++k) {
      const int pivot = best_row(k);
      row_[static_cast<std::size_t>(k)] = pivot;
      if (!(std::abs(at(pivot, k)) > 0.0) || !std::isfinite(at(pivot, k))) return false;
      if (pivot != k) {
        for (int j = 0; j < n_; ++j) std::swap(at(k, j), at(pivot, j));
      }
      const double inverse = 1.0 / at(k, k);
      for (int i = k + 1; i < n_; ++i) {
        const double factor = at(i, k) * inverse;
        at(i, k) = factor;
        if (factor == 0.0) continue;
        for (int j = k + 1; j < n_; ++j) at(i, j) -= factor * at(k, j);
      }
    }
    return true;
  }

  /// Solves for `columns` right-hand sides, x[row × columns + column], in place.
  void solve(double* x, int columns = 1) const {
    for (int k = 0; k < n_; ++k) {
      const int pivot = row_[static_cast<std::size_t>(k)];
      for (int j = 0; pivot != k && j < columns; ++j) std::swap(x[k * columns + j], x[pivot * columns + j]);
    }
    for (int i = 0; i < n_; ++i) {
      for (int k = 0; k < i; ++k) take(x, i, k, columns);
    }
    for (int i = n_ - 1; i >= 0; --i) {
      for (int k = i + 1; k < n_; ++k) take(x, i, k, columns);
      for (int j = 0; j < columns; ++j) x[i * columns + j] /= at(i, i);
    }
  }

private:
  [[nodiscard]] double at(int i, int j) const { return lu_[static_cast<std::size_t>(i) * n_ + j]; }
  double& at(int i, int j) { return lu_[static_cast<std::size_t>(i) * n_ + j]; }

  [[nodiscard]] int best_row(int k) const {
    int best = k;
    for (int i = k + 1; i < n_; ++i) {
      if (std::abs(at(i, k)) > std::abs(at(best, k))) best = i;
    }
    return best;
  }

  void take(double* x, int i, int k, int columns) const {
    const double factor = at(i, k);
    if (factor == 0.0) return;
    for (int j = 0; j < columns; ++j) x[i * columns + j] -= factor * x[k * columns + j];
  }

  int n_ = 0;
  std::vector<double> lu_;
  std::vector<int> row_;
};

}  // namespace bailang
