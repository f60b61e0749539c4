#pragma once

#include <cmath>

/// Sums over many steps without piling up rounding.
namespace bailang {

/// Neumaier's compensated sum (Z. Angew. Math. Mech. 54 (1974) 39–51).
struct CompensatedSum {
  double sum = 0.0;
  double correction = 0.0;

  void add(double value) {
    const double total = sum + value;
    correction += std::abs(sum) >= std::abs(value) ? (sum - total) + value : (value - total) + sum;
    sum = total;
  }
  [[nodiscard]] double value() const { return sum + correction; }
};

}  // namespace bailang
