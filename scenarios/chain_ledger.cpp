#include "scenarios/chain_ledger.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

/// |in − out| / in of one quantity that stands `stride` apart in the terms.
double gap(const std::vector<double>& values, std::size_t first, std::size_t stride) {
  double in = 0.0;
  double out = 0.0;
  for (std::size_t term = 0; term < chain_term_count; ++term) {
    (term < chain_source_count ? in : out) += values[first + term * stride];
  }
  const double error = std::abs(in - out);
  return in > 0.0 ? error / in : error;
}

}  // namespace

Streams make_streams(std::size_t rows, int constituents) {
  Streams streams;
  streams.constituents = constituents;
  streams.water.assign(rows, 0.0);
  streams.carrier.assign(rows, 0.0);
  streams.load.assign(rows * constituents, 0.0);
  return streams;
}

void add_flow(Streams& to, std::size_t row, double flow, bool is_water, const double* load, double share) {
  if (is_water) to.water[row] += share * flow;
  to.carrier[row] += share * flow;
  double* sum = to.load_of(row);
  for (int c = 0; c < to.constituents; ++c) sum[c] += share * load[c];
}

void move_part(Streams& from, std::size_t row, Streams& to, std::size_t to_row, double part) {
  const auto move = [part](double& source, double& target) {
    const double moved = part * source;
    target += moved;
    source -= moved;
  };
  move(from.water[row], to.water[to_row]);
  move(from.carrier[row], to.carrier[to_row]);
  for (int c = 0; c < from.constituents; ++c) move(from.load_of(row)[c], to.load_of(to_row)[c]);
}

double closing_error(const ChainLedger& ledger) {
  const Streams& terms = ledger.terms;
  double worst = std::max(gap(terms.water, 0, 1), gap(terms.carrier, 0, 1));
  for (int c = 0; c < terms.constituents; ++c) worst = std::max(worst, gap(terms.load, c, terms.constituents));
  return worst;
}

}  // namespace bailang
