#include "scenarios/river_assessment.hpp"

#include <algorithm>
#include <cmath>

namespace bailang {
namespace {

bool is_within(const ShareRange& range, double share) {
  return range.from <= share && share < range.below;
}

/// Arithmetic mean of each item over the sections that know it, in the order of the first.
std::vector<Measured> mean_of(const std::vector<std::vector<Measured>>& sections) {
  std::vector<Measured> means;
  for (const Measured& item : sections.front()) {
    double sum = 0.0;
    int count = 0;
    for (const auto& section : sections) {
      for (const Measured& m : section) {
        if (m.item != item.item || std::isnan(m.value)) continue;
        sum += m.value;
        ++count;
      }
    }
    if (count > 0) means.push_back({item.item, sum / count});
  }
  return means;
}

/// Items by the share of sections where they are worse than class III, ties in the order of the standard. (clause 2.2)
std::vector<std::string> items_by_sections(const WaterStandard& standard,
                                           const std::vector<std::vector<Measured>>& sections) {
  std::vector<std::pair<int, std::string>> counts;
  for (const ItemLimits& item : standard.items) {
    if (!item.is_counted || !item.in_rivers) continue;
    int count = 0;
    for (const auto& section : sections) {
      for (const Measured& m : section) count += m.item == item.name && class_of(item, m.value) > 3;
    }
    if (count > 0) counts.emplace_back(count, item.name);
  }
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, counts.size()); ++i) names.push_back(counts[i].second);
  return names;
}

}  // namespace

ClassShares class_shares(const std::vector<int>& classes) {
  ClassShares shares;
  for (const int k : classes) {
    if (k < 1) continue;
    ++shares.sections;
    shares.good += k <= 3;
    shares.worse += k == worse_than_class_5;
  }
  if (shares.sections == 0) return shares;
  shares.good *= 100.0 / shares.sections;
  shares.worse *= 100.0 / shares.sections;
  return shares;
}

const RiverGrade* river_grade(const std::vector<RiverGrade>& grades, const ClassShares& shares) {
  if (shares.sections == 0 || grades.empty()) return nullptr;
  const auto found = std::find_if(grades.begin(), grades.end(), [&](const RiverGrade& grade) {
    return is_within(grade.good, shares.good) && is_within(grade.worse, shares.worse);
  });
  return found == grades.end() ? &grades.back() : &*found;  // exactly 60 % and 40 %: the table leaves a hole there
}

RiverAssessment assess_river(const Standards& standards, const std::vector<std::vector<Measured>>& sections) {
  RiverAssessment result;
  std::vector<int> classes;
  std::vector<std::vector<Measured>> known;
  for (const auto& section : sections) {
    classes.push_back(assess_section(standards.surface, WaterBody::river, section).quality_class);
    if (classes.back() > 0) known.push_back(section);
  }
  result.shares = class_shares(classes);
  if (known.empty()) return result;
  if (result.shares.sections < sections_for_shares) {
    result.mean = assess_section(standards.surface, WaterBody::river, mean_of(known));
  } else {
    result.grade = river_grade(standards.river_grades, result.shares);
    result.items = items_by_sections(standards.surface, known);
  }
  return result;
}

}  // namespace bailang
