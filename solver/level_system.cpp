#include "solver/level_system.hpp"

#include <algorithm>

namespace bailang {
namespace {

/// Gives what row i has of border unknowns to the border's matrix and to the row's parent.
void eliminate_border(LevelSystem& s, int i, double inverse) {
  const int m = s.border_size();
  const double* row = &s.from_border[static_cast<std::size_t>(i) * m];
  const double* column = &s.to_border[static_cast<std::size_t>(i) * m];
  for (int b = 0; b < m; ++b) {
    if (column[b] == 0.0) continue;
    const double factor = column[b] * inverse;
    for (int other = 0; other < m; ++other)
      s.border_matrix[static_cast<std::size_t>(b) * m + other] -= factor * row[other];
    s.right_side[s.tree_size + b] += factor * s.right_side[i];
  }
  const int p = s.parent[i];
  if (p < 0) return;
  const double down = s.to_parent[i] * inverse, up = s.from_parent[i] * inverse;
  double* parent_row = &s.from_border[static_cast<std::size_t>(p) * m];
  double* parent_column = &s.to_border[static_cast<std::size_t>(p) * m];
  for (int b = 0; b < m; ++b) {
    parent_row[b] += down * row[b];
    parent_column[b] += up * column[b];
  }
}

/// Gauss without pivoting: the complement of an M-matrix is one.
void solve_border(LevelSystem& s) {
  const int m = s.border_size();
  double* D = s.border_matrix.data();
  double* x = &s.right_side[s.tree_size];
  for (int p = 0; p < m; ++p) {
    for (int b = p + 1; b < m; ++b) {
      const double factor = D[b * m + p] / D[p * m + p];
      if (factor == 0.0) continue;
      for (int other = p; other < m; ++other) D[b * m + other] -= factor * D[p * m + other];
      x[b] -= factor * x[p];
    }
  }
  for (int b = m - 1; b >= 0; --b) {
    for (int other = b + 1; other < m; ++other) x[b] -= D[b * m + other] * x[other];
    x[b] /= D[b * m + b];
  }
}

}  // namespace

LevelSystem make_level_system(const LevelNetwork& levels) {
  LevelSystem s;
  s.size = static_cast<int>(levels.places.size());
  s.tree_size = levels.tree_size;
  s.parent = levels.parent;
  s.diagonal.assign(s.size, 0.0);
  s.right_side.assign(s.size, 0.0);
  s.from_parent.assign(s.tree_size, 0.0);
  s.to_parent.assign(s.tree_size, 0.0);
  const std::size_t m = s.border_size();
  s.from_border.assign(s.tree_size * m, 0.0);
  s.to_border.assign(s.tree_size * m, 0.0);
  s.border_matrix.assign(m * m, 0.0);
  s.reaches_border.assign(s.tree_size, 0);
  for (const Link& link : levels.links) {
    const auto [child, parent] = std::minmax(link.up, link.down);
    if (child >= 0 && parent >= s.tree_size) s.reaches_border[child] = 1;
  }
  for (int i = 0; i < s.tree_size; ++i) {
    if (s.reaches_border[i] && s.parent[i] >= 0) s.reaches_border[s.parent[i]] = 1;
  }
  return s;
}

void clear(LevelSystem& s) {
  for (auto* array :
       {&s.diagonal, &s.right_side, &s.from_parent, &s.to_parent, &s.from_border, &s.to_border, &s.border_matrix}) {
    std::fill(array->begin(), array->end(), 0.0);
  }
}

void add_link(LevelSystem& s, int up, int down, double by_up, double by_down) {
  if (up >= 0) s.diagonal[up] += by_up;
  if (down >= 0) s.diagonal[down] += by_down;
  if (up < 0 || down < 0) return;
  const int child = std::min(up, down), parent = std::max(up, down);
  const double to_parent = child == up ? by_up : by_down;
  const double from_parent = child == up ? by_down : by_up;
  if (parent < s.tree_size) {
    s.to_parent[child] += to_parent;
    s.from_parent[child] += from_parent;
    return;
  }
  const std::size_t at = static_cast<std::size_t>(child) * s.border_size() + (parent - s.tree_size);
  s.to_border[at] += to_parent;
  s.from_border[at] += from_parent;
}

void solve(LevelSystem& s) {
  const int m = s.border_size();
  for (int b = 0; b < m; ++b) s.border_matrix[static_cast<std::size_t>(b) * m + b] = s.diagonal[s.tree_size + b];
  for (int i = 0; i < s.tree_size; ++i) {
    const double inverse = 1.0 / s.diagonal[i];
    const int p = s.parent[i];
    if (s.reaches_border[i]) eliminate_border(s, i, inverse);
    if (p < 0) continue;
    const double factor = s.to_parent[i] * inverse;
    s.diagonal[p] -= factor * s.from_parent[i];
    s.right_side[p] += factor * s.right_side[i];
  }
  if (m > 0) solve_border(s);
  for (int i = s.tree_size - 1; i >= 0; --i) {
    double x = s.right_side[i];
    if (s.parent[i] >= 0) x += s.from_parent[i] * s.right_side[s.parent[i]];
    if (s.reaches_border[i]) {
      for (int b = 0; b < m; ++b)
        x += s.from_border[static_cast<std::size_t>(i) * m + b] * s.right_side[s.tree_size + b];
    }
    s.right_side[i] = x / s.diagonal[i];
  }
}

}  // namespace bailang
