#include "scenarios/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

namespace bailang {
namespace {

/// Measures that are switched on together, one list a choice.
using Choices = std::vector<std::vector<int>>;

/// `a + b`; a long choice is named by its ends and its number: `a … z (26)`.
std::string name_of(const std::vector<int>& choice, const std::vector<Measure>& measures) {
  constexpr std::size_t most_named = 3;
  if (choice.size() > most_named) {
    return fmt::format("{} … {} ({})", measures[choice.front()].id, measures[choice.back()].id, choice.size());
  }
  std::string names;
  for (const int m : choice) names += (names.empty() ? "" : " + ") + measures[m].id;
  return names;
}

Scenario member(const Sweep& sweep, std::size_t number, const Choices& choices, const std::vector<Measure>& measures) {
  Scenario scenario;
  scenario.id = fmt::format("{}-{:04}", sweep.id, number + 1);
  scenario.sweep = sweep.id;
  scenario.measures = sweep.base;
  std::string names;
  for (const std::vector<int>& choice : choices) {
    for (const int m : choice) {
      const bool is_on = std::find(scenario.measures.begin(), scenario.measures.end(), m) != scenario.measures.end();
      if (!is_on) scenario.measures.push_back(m);
    }
    if (!choice.empty()) names += (names.empty() ? "" : " + ") + name_of(choice, measures);
  }
  const std::string& title = sweep.title.empty() ? sweep.id : sweep.title;
  scenario.title = fmt::format("{}: {}", title, names.empty() ? "none" : names);
  scenario.source = sweep.source;
  return scenario;
}

/// All combinations of one choice an axis; the first axis varies slowest.
std::vector<Scenario> factorial(const Sweep& sweep, const std::vector<Measure>& measures) {
  std::size_t count = 1;
  for (const auto& axis : sweep.axes) count *= axis.size();
  std::vector<Scenario> members;
  for (std::size_t number = 0; number < count; ++number) {
    Choices choices;
    std::size_t block = count;
    for (const auto& axis : sweep.axes) {
      block /= axis.size();
      choices.push_back(axis[number / block % axis.size()]);
    }
    members.push_back(member(sweep, number, choices, measures));
  }
  return members;
}

/// Each measure of the pool in with probability one half; members differ while the pool allows it.
std::vector<Scenario> random_subset(const Sweep& sweep, const std::vector<Measure>& measures) {
  std::mt19937_64 random(sweep.seed);
  const std::size_t pool = sweep.pool.size();
  const bool may_differ = pool >= 63 || (1ULL << pool) >= static_cast<unsigned long long>(sweep.count);
  std::set<Choices> seen;
  std::vector<Scenario> members;
  while (static_cast<int>(members.size()) < sweep.count) {
    Choices drawn;
    for (const int m : sweep.pool) {
      if (random() >> 63 != 0) drawn.push_back({m});
    }
    if (may_differ && !seen.insert(drawn).second) continue;
    members.push_back(member(sweep, members.size(), drawn, measures));
  }
  return members;
}

/// Fisher–Yates on integers alone, so that the order is the same with every standard library.
void shuffle(std::vector<int>& values, std::mt19937_64& random) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random() % i]);
}

/// Flow factors one from each of `count` equal strata; each measure is on in half of the members.
std::vector<Scenario> latin_hypercube(const Sweep& sweep, const std::vector<Measure>& measures) {
  std::mt19937_64 random(sweep.seed);
  std::vector<int> order(sweep.count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> factors;
  shuffle(order, random);
  for (const int stratum : order) {
    const double inside = static_cast<double>(random() >> 11) * 0x1p-53;
    factors.push_back(sweep.flow_factor_low +
                      (sweep.flow_factor_high - sweep.flow_factor_low) * (stratum + inside) / sweep.count);
  }
  std::vector<Choices> drawn(sweep.count);
  for (const int m : sweep.pool) {
    shuffle(order, random);
    for (int k = 0; k < sweep.count; ++k) {
      if (order[k] < sweep.count / 2) drawn[k].push_back({m});
    }
  }
  std::vector<Scenario> members;
  for (int k = 0; k < sweep.count; ++k) {
    members.push_back(member(sweep, k, drawn[k], measures));
    members.back().flow_factor = factors[k];
  }
  return members;
}

}  // namespace

std::vector<Scenario> expand(const Sweep& sweep, const std::vector<Measure>& measures) {
  switch (sweep.kind) {
    case SweepKind::random_subset:
      return random_subset(sweep, measures);
    case SweepKind::latin_hypercube:
      return latin_hypercube(sweep, measures);
    default:
      return factorial(sweep, measures);
  }
}

}  // namespace bailang
