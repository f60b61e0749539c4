#include "solver/steady_rows.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {

GroupRows::GroupRows(SteadyProblem& problem, SteadyGroup& group)
    : problem_(problem),
      group_(group),
      m_(group.size()),
      inlets_(problem.inlets()),
      leaving_(problem.water.leaving.begin(), problem.water.leaving.end()) {
  const auto n = static_cast<std::size_t>(problem.model.grid.size());
  x_.resize(n * m_);
  load_.assign(n * m_, 0.0);
  joining_.assign(n * m_, 0.0);
  still_.assign(n * m_, 0);
  row_of_.assign(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    for (int k = 0; k < m_; ++k) x_[i * m_ + k] = problem.transport.c[group.members()[k]][i];
  }
  set_outflow();
  set_loads();
  set_outlets();
  set_faces();
}

bool GroupRows::holds_water(int unknown) const {
  const Unknown& place = problem_.model.grid.unknowns[unknown];
  if (is_exact(unknown)) return false;
  return place.reach >= 0 || problem_.model.network.nodes[place.node].kind == NodeKind::reservoir;
}

/// Sums of the very rates that enter elsewhere.
void GroupRows::set_outflow() {
  const Grid& grid = problem_.model.grid;
  std::vector<long double> sum(problem_.water.taken.begin(), problem_.water.taken.end());
  for (std::size_t f = 0; f < grid.faces.size(); ++f) {
    if (grid.faces[f].up >= 0) sum[grid.faces[f].up] += problem_.water.rate_down[f];
    if (grid.faces[f].down >= 0) sum[grid.faces[f].down] += problem_.water.rate_up[f];
  }
  for (std::size_t i = 0; i < problem_.water.transfers.size(); ++i) {
    sum[problem_.water.transfers[i].from] += problem_.water.transfer[i];
  }
  for (const long double flow : sum) outflow_.insert(outflow_.end(), static_cast<std::size_t>(m_), flow);
}

void GroupRows::set_loads() {
  const Grid& grid = problem_.model.grid;
  for (int k = 0; k < m_; ++k) {
    const int c = group_.members()[k];
    LaneArray load(static_cast<std::size_t>(grid.size()), 0.0);
    for (int i = 0; i < grid.size(); ++i) {
      if (!is_exact(i)) load[i] = problem_.source_load(c, i);
    }
    const std::vector<double> pending = problem_.carry_dry_loads(c, load);
    for (std::size_t e = 0; e < pending.size(); ++e) {
      const ExactCell& cell = problem_.exact[e];
      load[cell.unknown] = pending[e] + (cell.from < 0 ? problem_.headwater_load(c, cell) : 0.0);
    }
    for (int i = 0; i < grid.size(); ++i) {
      load_[static_cast<std::size_t>(i) * m_ + k] = load[i];
      const std::size_t at = static_cast<std::size_t>(i) * m_ + k;
      if (stands_for_water(problem_.model.network.constituents[c])) outflow_[at] += problem_.water.evaporation[i];
      // Water that joins with the river's own value neither adds nor dilutes; where there is no river yet, it begins.
      const double joins = problem_.dilutes[c] || is_exact(i) ? 0.0 : problem_.water.inflow[i] - transferred(i);
      if (outflow(i, k) > joins * (1.0 + 1.0e-9)) joining_[at] = joins;
      outflow_[at] -= joining_[at];
    }
  }
}

double GroupRows::transferred(int unknown) const {
  double sum = 0.0;
  for (const Inlet& inlet : inlets_[unknown]) sum += inlet.face < 0 ? inlet.rate : 0.0;
  return sum;
}

/// At outlets the sea brings its own concentration, or where none is given the last cell's.
void GroupRows::set_outlets() {
  const Grid& grid = problem_.model.grid;
  for (std::size_t f = 0; f < grid.faces.size(); ++f) {
    const double enters = problem_.water.rate_up[f];
    if (grid.faces[f].down >= 0 || grid.faces[f].up < 0 || !(enters > 0.0)) continue;
    for (int k = 0; k < m_; ++k) {
      const std::size_t at = static_cast<std::size_t>(grid.faces[f].up) * m_ + k;
      const double sea = problem_.sea_concentration(group_.members()[k], static_cast<int>(f));
      if (is_given(sea))
        load_[at] += enters * sea;
      else
        outflow_[at] -= enters;
    }
  }
}

void GroupRows::set_faces() {
  const auto& members = group_.members();
  const auto& faces = problem_.chemistry.faces;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const auto found = std::find(members.begin(), members.end(), faces[i].constituent);
    if (found == members.end()) continue;
    const auto k = static_cast<std::size_t>(found - members.begin()), m = static_cast<std::size_t>(m_);
    change_of_.resize(problem_.model.grid.faces.size() * m, -1);
    change_of_[faces[i].face * m + k] = static_cast<int>(i);
    // What disperses no longer passes, either way.
    const Face& face = problem_.model.grid.faces[faces[i].face];
    outflow_[face.up * m + k] -= faces[i].closed;
    outflow_[face.down * m + k] -= faces[i].closed;
  }
}

const FaceChange* GroupRows::change_at(const Inlet& inlet, int member) const {
  if (change_of_.empty() || inlet.face < 0) return nullptr;
  const int index = change_of_[static_cast<std::size_t>(inlet.face) * m_ + member];
  return index < 0 ? nullptr : &problem_.chemistry.faces[index];
}

double GroupRows::brought(const Inlet& inlet, int member, double& slope) const {
  const double c = x_[static_cast<std::size_t>(inlet.from) * m_ + member];
  slope = 1.0;
  const FaceChange* change = change_at(inlet, member);
  if (change == nullptr) return c;
  const bool downstream = problem_.model.grid.faces[inlet.face].up == inlet.from;
  slope = 1.0 - (change->closed + (downstream ? change->renewed : 0.0)) / inlet.rate;
  return slope * c + (downstream ? change->gain / inlet.rate : 0.0);
}

long double GroupRows::entering(int unknown, int member) const {
  long double sum = load_[static_cast<std::size_t>(unknown) * m_ + member];
  double slope = 1.0;
  for (const Inlet& inlet : inlets_[unknown])
    sum += static_cast<long double>(inlet.rate) * brought(inlet, member, slope);
  return sum;
}

std::vector<double> GroupRows::entering(int unknown) const {
  std::vector<double> sum(static_cast<std::size_t>(m_));
  for (int k = 0; k < m_; ++k) sum[k] = static_cast<double>(entering(unknown, k));
  return sum;
}

double GroupRows::gained_at_faces(int member) const {
  double sum = 0.0;
  for (const auto& all : inlets_) {
    for (const Inlet& inlet : all) {
      const FaceChange* change = change_at(inlet, member);
      if (change == nullptr || problem_.model.grid.faces[inlet.face].up != inlet.from) continue;
      sum += change->gain - change->renewed * x_[static_cast<std::size_t>(inlet.from) * m_ + member];
    }
  }
  return sum;
}

CellMarch GroupRows::follow(int unknown) {
  const auto e = static_cast<std::size_t>(problem_.exact_of[unknown]);
  CellMarch end = march(problem_, group_, e, entering(unknown), problem_.exact[e].span.end, true, false);
  if (is_active(unknown)) std::copy(end.c.begin(), end.c.end(), x_.begin() + static_cast<std::ptrdiff_t>(unknown) * m_);
  return end;
}

void GroupRows::balance(const std::vector<int>& set, std::vector<double>& residual, std::vector<double>& flux,
                        BlockSystem* system) {
  list_row_of(set);
  residual.assign(set.size() * m_, 0.0);
  flux.assign(static_cast<std::size_t>(m_), 0.0);
  for (std::size_t row = 0; row < set.size(); ++row) {
    const int i = set[row];
    double* own = residual.data() + row * m_;
    if (!is_active(i)) {
      for (int k = 0; k < m_ && system != nullptr; ++k)
        system->block(static_cast<int>(row), static_cast<int>(row))[k * m_ + k] = 1.0;
      continue;
    }
    if (is_exact(i))
      balance_exact(i, static_cast<int>(row), own, system);
    else
      balance_volume(i, static_cast<int>(row), own, system);
    for (int k = 0; k < m_; ++k) {
      const std::size_t at = static_cast<std::size_t>(i) * m_ + k;
      flux[k] = std::max({flux[k], leaving_[i] * std::abs(x_[at]), std::abs(load_[at])});
    }
    if (!is_exact(i)) group_.raise_to_turnover(volume(i), flux.data());
  }
  for (const int i : set) row_of_[i] = -1;
}

void GroupRows::list_row_of(const std::vector<int>& set) {
  for (std::size_t row = 0; row < set.size(); ++row) row_of_[set[row]] = static_cast<int>(row);
}

void GroupRows::balance_volume(int i, int row, double* residual, BlockSystem* system) {
  const auto m = static_cast<std::size_t>(m_);
  const double V = volume(i);
  const double* c = x_.data() + static_cast<std::size_t>(i) * m;
  const auto coefficients = problem_.kinetics.kinetics == nullptr
                                ? nullptr
                                : problem_.chemistry.coefficients.data() +
                                      static_cast<std::size_t>(i) * problem_.kinetics.kinetics->coefficients;
  group_.evaluate(coefficients, c);
  for (std::size_t k = 0; k < m; ++k) {
    const auto member = static_cast<std::size_t>(group_.members()[k]);
    const double loss = outflow(i, static_cast<int>(k)) + problem_.decay[member][i] * V;
    long double sum = outflow_[static_cast<std::size_t>(i) * m + k] * c[k] + problem_.decay[member][i] * V * c[k];
    sum -= V * ageing(i, static_cast<int>(k));
    residual[k] = static_cast<double>(sum - entering(i, static_cast<int>(k)));
    // A trace of mass keeps rows without flow and reaction defined.
    constexpr double trace = 1.0e-25;
    if (system != nullptr) system->block(row, row)[k * m + k] += loss + trace * (V + 1.0);
  }
  group_.add_reaction(-V, residual);
  if (system == nullptr) return;
  group_.add_jacobian(-V, system->block(row, row));
  for (const Inlet& inlet : inlets_[i]) {
    if (row_of_[inlet.from] < 0) continue;
    double* block = system->block(row, row_of_[inlet.from]);
    for (std::size_t k = 0; k < m; ++k) {
      double slope = 1.0;
      brought(inlet, static_cast<int>(k), slope);
      block[k * m + k] -= inlet.rate * slope;
    }
  }
}

void GroupRows::balance_exact(int i, int row, double* residual, BlockSystem* system) {
  const auto m = static_cast<std::size_t>(m_);
  const auto e = static_cast<std::size_t>(problem_.exact_of[i]);
  const CellMarch end = march(problem_, group_, e, entering(i), problem_.exact[e].span.end, true, system != nullptr);
  const double* c = x_.data() + static_cast<std::size_t>(i) * m;
  for (std::size_t k = 0; k < m; ++k) residual[k] = leaving_[i] * (c[k] - end.c[k]);
  if (system == nullptr) return;
  double* diagonal = system->block(row, row);
  for (std::size_t k = 0; k < m; ++k) diagonal[k * m + k] += leaving_[i];
  for (const Inlet& inlet : inlets_[i]) {
    if (row_of_[inlet.from] < 0) continue;
    double* block = system->block(row, row_of_[inlet.from]);
    for (std::size_t j = 0; j < m; ++j) {
      double slope = 1.0;
      brought(inlet, static_cast<int>(j), slope);
      for (std::size_t k = 0; k < m; ++k)
        block[k * m + j] -= leaving_[i] * end.sensitivity[k * m + j] * inlet.rate * slope;
    }
  }
}

}  // namespace bailang
