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

/// Puts members together: what they share, their numbers and their titles.
class Members {
public:
  Members(const Sweep& sweep, const std::vector<Measure>& measures) : sweep_(sweep), measures_(measures) {}

  /// @param year index into Sweep::years, -1 = the case's own water
  Scenario& add(const Choices& choices, int year) {
    Scenario scenario;
    scenario.id = fmt::format("{}-{:04}", sweep_.id, members.size() + 1);
    scenario.sweep = sweep_.id;
    scenario.source = sweep_.source;
    scenario.measures = sweep_.base;
    for (const std::vector<int>& choice : choices) {
      for (const int m : choice) {
        const bool is_on = std::find(scenario.measures.begin(), scenario.measures.end(), m) != scenario.measures.end();
        if (!is_on) scenario.measures.push_back(m);
      }
    }
    scenario.title = title_of(choices, year);
    if (year >= 0) set_year(sweep_.years[year], scenario);
    members.push_back(std::move(scenario));
    return members.back();
  }

  /// The same choices in every year of the sweep.
  void add_in_each_year(const Choices& choices) {
    if (sweep_.years.empty()) add(choices, -1);
    for (std::size_t y = 0; y < sweep_.years.size(); ++y) add(choices, static_cast<int>(y));
  }

  std::vector<Scenario> members;

private:
  [[nodiscard]] std::string title_of(const Choices& choices, int year) const {
    std::string names;
    for (const std::vector<int>& choice : choices) {
      if (!choice.empty()) names += (names.empty() ? "" : " + ") + name_of(choice, measures_);
    }
    const std::string& title = sweep_.title.empty() ? sweep_.id : sweep_.title;
    return fmt::format("{}: {}{}", title, names.empty() ? "none" : names,
                       year < 0 ? "" : ", " + sweep_.years[year].title);
  }

  const Sweep& sweep_;
  const std::vector<Measure>& measures_;
};

/// All combinations of one choice an axis; the first axis varies slowest, years fastest.
void factorial(const Sweep& sweep, Members& members) {
  std::size_t count = 1;
  for (const auto& axis : sweep.axes) count *= axis.size();
  for (std::size_t number = 0; number < count; ++number) {
    Choices choices;
    std::size_t block = count;
    for (const auto& axis : sweep.axes) {
      block /= axis.size();
      choices.push_back(axis[number / block % axis.size()]);
    }
    members.add_in_each_year(choices);
  }
}

/// None of the pool, then each of it alone; or all of it, then all but each.
void one_at_a_time(const Sweep& sweep, Members& members) {
  members.add_in_each_year(sweep.leaves_out ? sweep.pool : Choices{});
  for (std::size_t i = 0; i < sweep.pool.size(); ++i) {
    Choices choices{sweep.pool[i]};
    if (sweep.leaves_out) {
      choices = sweep.pool;
      choices.erase(choices.begin() + static_cast<std::ptrdiff_t>(i));
    }
    members.add_in_each_year(choices);
  }
}

/// Each choice of the pool in with probability one half, and a year by chance; members differ while the pool allows it.
void random_subset(const Sweep& sweep, Members& members) {
  std::mt19937_64 random(sweep.seed);
  const std::size_t pool = sweep.pool.size();
  const auto years = std::max<std::size_t>(sweep.years.size(), 1);
  const bool may_differ = pool >= 40 || (years << pool) >= static_cast<std::size_t>(sweep.count);
  std::set<std::pair<Choices, int>> seen;
  while (static_cast<int>(members.members.size()) < sweep.count) {
    Choices drawn;
    for (const auto& choice : sweep.pool) {
      if (random() >> 63 != 0) drawn.push_back(choice);
    }
    const int year = sweep.years.empty() ? -1 : static_cast<int>(random() % years);
    if (may_differ && !seen.insert({drawn, year}).second) continue;
    members.add(drawn, year);
  }
}

/// Fisher–Yates on integers alone, so that the order is the same with every standard library.
void shuffle(std::vector<int>& values, std::mt19937_64& random) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random() % i]);
}

/// One value from each of `count` equal strata of a range, in shuffled order.
std::vector<double> stratified(const DrawnRange& range, int count, std::mt19937_64& random) {
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  shuffle(order, random);
  std::vector<double> values;
  for (const int stratum : order) {
    const double inside = static_cast<double>(random() >> 11) * 0x1p-53;
    values.push_back(range.low + (range.high - range.low) * (stratum + inside) / count);
  }
  return values;
}

/// Stratified in every direction: numbers one from each of `count` equal strata, each choice of the pool on in half of the
/// members, each year in an equal part of them.
void latin_hypercube(const Sweep& sweep, Members& members) {
  std::mt19937_64 random(sweep.seed);
  const std::vector<double> flow = stratified(sweep.flow_factor, sweep.count, random);
  std::vector<int> order(sweep.count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<Choices> drawn(sweep.count);
  for (const auto& choice : sweep.pool) {
    shuffle(order, random);
    for (int k = 0; k < sweep.count; ++k) {
      if (order[k] < sweep.count / 2) drawn[k].push_back(choice);
    }
  }
  const std::vector<double> diffuse = stratified(sweep.diffuse_factor, sweep.count, random);
  const std::vector<double> warmer = stratified(sweep.temperature_offset, sweep.count, random);
  shuffle(order, random);
  for (int k = 0; k < sweep.count; ++k) {
    const int years = static_cast<int>(sweep.years.size());
    Scenario& scenario = members.add(drawn[k], years == 0 ? -1 : order[k] % years);
    scenario.flow_factor *= flow[k];
    scenario.diffuse_factor *= diffuse[k];
    scenario.temperature_offset += warmer[k];
  }
}

void from_rows(const Sweep& sweep, Members& members) {
  for (const SweepRow& row : sweep.rows) {
    Scenario& scenario = members.add({row.measures}, row.year);
    if (!row.title.empty()) scenario.title = row.title;
    scenario.flow_factor *= row.flow_factor;
    scenario.diffuse_factor *= row.diffuse_factor;
    scenario.temperature_offset += row.temperature_offset;
  }
}

}  // namespace

void set_year(const WaterYear& year, Scenario& scenario) {
  scenario.year = year.id;
  scenario.forcing = year.forcing;
  scenario.flow_factor *= year.flow_factor;
  scenario.diffuse_factor *= year.diffuse_factor;
  scenario.temperature_offset += year.temperature_offset;
}

std::vector<Scenario> expand(const Sweep& sweep, const std::vector<Measure>& measures) {
  Members members(sweep, measures);
  switch (sweep.kind) {
    case SweepKind::factorial:
      factorial(sweep, members);
      break;
    case SweepKind::random_subset:
      random_subset(sweep, members);
      break;
    case SweepKind::latin_hypercube:
      latin_hypercube(sweep, members);
      break;
    case SweepKind::one_at_a_time:
      one_at_a_time(sweep, members);
      break;
    case SweepKind::from_file:
      from_rows(sweep, members);
  }
  return std::move(members.members);
}

}  // namespace bailang
