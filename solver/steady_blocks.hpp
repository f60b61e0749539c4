#pragma once

#include <map>
#include <vector>

/// Linear systems of m × m blocks whose pattern is nearly a forest.
namespace bailang {

/// Elimination without pivoting between blocks, in the order of the rows: along a forest numbered upward it makes no fill
/// (Hines 1984); a branch that rejoins or a pump fills the way from its ends to where they meet.
class BlockSystem {
public:
  BlockSystem(int rows, int size);

  /// The m × m block of a row and column, made when it is not there yet; valid until the next call.
  double* block(int row, int column);
  /// Solves for b [row × m] in place; the blocks are used up.
  /// @return false when a diagonal block is singular
  bool solve(std::vector<double>& b);

private:
  bool eliminate(int k, std::vector<double>& b);
  void take_product(const double* left, const double* right, int columns, double* to) const;
  [[nodiscard]] double* at(std::size_t offset) { return pool_.data() + offset; }

  int rows_, m_;
  std::vector<std::map<int, std::size_t>> row_;  ///< [row] column → place in the pool
  std::vector<std::vector<int>> below_;          ///< [column] rows > column that hold it
  std::vector<double> pool_;
};

}  // namespace bailang
