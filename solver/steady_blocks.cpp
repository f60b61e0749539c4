#include "solver/steady_blocks.hpp"

#include "solver/small_lu.hpp"

namespace bailang {

BlockSystem::BlockSystem(int rows, int size)
    : rows_(rows), m_(size), row_(static_cast<std::size_t>(rows)), below_(static_cast<std::size_t>(rows)) {}

double* BlockSystem::block(int row, int column) {
  auto& places = row_[static_cast<std::size_t>(row)];
  const auto found = places.find(column);
  if (found != places.end()) return at(found->second);
  const std::size_t offset = pool_.size();
  pool_.resize(offset + static_cast<std::size_t>(m_) * m_, 0.0);
  places.emplace(column, offset);
  if (row > column) below_[static_cast<std::size_t>(column)].push_back(row);
  return at(offset);
}

bool BlockSystem::solve(std::vector<double>& b) {
  for (int k = 0; k < rows_; ++k) {
    if (!eliminate(k, b)) return false;
  }
  const auto m = static_cast<std::size_t>(m_);
  for (int k = rows_ - 1; k >= 0; --k) {
    const auto& places = row_[static_cast<std::size_t>(k)];
    double* own = b.data() + static_cast<std::size_t>(k) * m;
    for (auto right = places.upper_bound(k); right != places.end(); ++right) {
      take_product(at(right->second), b.data() + static_cast<std::size_t>(right->first) * m, 1, own);
    }
  }
  return true;
}

/// Makes row k upper triangular with a unit diagonal and takes it off the rows below.
bool BlockSystem::eliminate(int k, std::vector<double>& b) {
  const auto m = static_cast<std::size_t>(m_);
  const double* diagonal = block(k, k);
  SmallLu lu;
  if (!lu.factorise(m_, std::vector<double>(diagonal, diagonal + m * m))) return false;
  double* own = b.data() + static_cast<std::size_t>(k) * m;
  lu.solve(own);
  auto& places = row_[static_cast<std::size_t>(k)];
  for (auto right = places.upper_bound(k); right != places.end(); ++right) lu.solve(at(right->second), m_);
  for (const int i : below_[static_cast<std::size_t>(k)]) {
    const std::size_t left = row_[static_cast<std::size_t>(i)].at(k);
    take_product(at(left), own, 1, b.data() + static_cast<std::size_t>(i) * m);
    for (auto right = places.upper_bound(k); right != places.end(); ++right) {
      double* to = block(i, right->first);
      take_product(at(left), at(right->second), m_, to);
    }
  }
  return true;
}

/// to −= left × right, right with `columns` columns.
void BlockSystem::take_product(const double* left, const double* right, int columns, double* to) const {
  for (int r = 0; r < m_; ++r) {
    for (int s = 0; s < m_; ++s) {
      const double factor = left[r * m_ + s];
      if (factor == 0.0) continue;
      for (int t = 0; t < columns; ++t) to[r * columns + t] -= factor * right[s * columns + t];
    }
  }
}

}  // namespace bailang
