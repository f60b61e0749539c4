#include "solver/sources.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

namespace bailang {
namespace {

bool same(const EcologicalFlow& a, const EcologicalFlow& b) {
  return a.reach == b.reach && a.reservoir == b.reservoir && a.flow == b.flow && a.concentration == b.concentration;
}

/// Whether two sets of sources differ at outfalls alone, if at all.
bool same_beside_outfalls(const LaneSources& a, const LaneSources& b) {
  return a.outfall_flow.size() == b.outfall_flow.size() && a.outfall_load.size() == b.outfall_load.size() &&
         a.diffuse_flow == b.diffuse_flow && a.diffuse_load == b.diffuse_load &&
         std::equal(a.ecological_flow.begin(), a.ecological_flow.end(), b.ecological_flow.begin(),
                    b.ecological_flow.end(), same);
}

std::size_t loads_of_outfall(const LaneSources& sources) {
  return sources.outfall_flow.empty() ? 0 : sources.outfall_load.size() / sources.outfall_flow.size();
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Whether all bits of an outfall's numbers are the same: what is put together later must be what was handed in.
bool same_outfall(const LaneSources& a, const LaneSources& b, std::size_t outfall, std::size_t loads) {
  const double* first = a.outfall_load.data() + outfall * loads;
  return same_bits(a.outfall_flow[outfall], b.outfall_flow[outfall]) &&
         std::equal(first, first + loads, b.outfall_load.data() + outfall * loads, same_bits);
}

}  // namespace

SourceSteps::SourceSteps(std::initializer_list<LaneSources> steps) {
  for (const LaneSources& step : steps) push_back(step);
}

void SourceSteps::push_back(LaneSources step) {
  if (changes_.empty()) changes_.emplace_back();
  const auto keep_whole = [&] {
    wholes_.push_back(std::move(step));
    steps_.push_back({wholes_.size() - 1, 0});
  };
  if (wholes_.empty() || !same_beside_outfalls(wholes_.back(), step)) return keep_whole();
  const std::size_t loads = loads_of_outfall(step);
  Change change;
  for (std::size_t o = 0; o < step.outfall_flow.size(); ++o) {
    if (same_outfall(wholes_.back(), step, o, loads)) continue;
    change.outfall.push_back(static_cast<int>(o));
    change.values.push_back(step.outfall_flow[o]);
    const auto first = step.outfall_load.begin() + static_cast<std::ptrdiff_t>(o * loads);
    change.values.insert(change.values.end(), first, first + static_cast<std::ptrdiff_t>(loads));
  }
  if (2 * change.outfall.size() > step.outfall_flow.size()) return keep_whole();
  std::size_t at = 0;
  if (!change.outfall.empty()) {
    changes_.push_back(std::move(change));
    at = changes_.size() - 1;
  }
  steps_.push_back({wholes_.size() - 1, at});
}

LaneSources SourceSteps::operator[](std::size_t step) const {
  LaneSources sources = wholes_[steps_[step].whole];
  const Change& change = changes_[steps_[step].change];
  const std::size_t loads = loads_of_outfall(sources);
  auto value = change.values.begin();
  for (const int outfall : change.outfall) {
    const auto o = static_cast<std::size_t>(outfall);
    sources.outfall_flow[o] = *value++;
    for (std::size_t c = 0; c < loads; ++c) sources.outfall_load[o * loads + c] = *value++;
  }
  return sources;
}

const std::vector<EcologicalFlow>& SourceSteps::ecological_flow(std::size_t step) const {
  return wholes_[steps_[step].whole].ecological_flow;
}

bool SourceSteps::keep_any_flow() const {
  return std::any_of(wholes_.begin(), wholes_.end(), [](const LaneSources& s) { return !s.ecological_flow.empty(); });
}

std::size_t SourceSteps::numbers_kept() const {
  std::size_t numbers = 0;
  for (const LaneSources& whole : wholes_) {
    numbers += whole.outfall_flow.size() + whole.outfall_load.size() + whole.diffuse_flow.size();
    numbers += whole.diffuse_load.size();
  }
  for (const Change& change : changes_) numbers += change.outfall.size() + change.values.size();
  return numbers;
}

std::size_t SourceSchedule::at(double t) const {
  const auto after = std::upper_bound(begin.begin(), begin.end(), t + 1.0e-6);
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - begin.begin() - 1, 0));
}

}  // namespace bailang
