#include "scenarios/sea_water.hpp"

#include <algorithm>

namespace bailang {

SeaShares sea_shares(const std::vector<double>& amounts) {
  SeaShares shares;
  double sum = 0.0;
  for (const double amount : amounts) sum += amount;
  for (std::size_t k = 0; k < std::min<std::size_t>(5, amounts.size()) && sum > 0.0; ++k) {
    shares.of_class[k] = 100.0 * amounts[k] / sum;
  }
  return shares;
}

const SeaGrade* sea_grade(const std::vector<SeaGrade>& grades, const SeaShares& shares) {
  const double good = shares.good(), first_three = good + shares.of_class[2], worse = shares.of_class[4];
  const auto found = std::find_if(grades.begin(), grades.end(), [&](const SeaGrade& g) {
    return shares.of_class[0] >= g.class_1_min && good >= g.class_1_2_min && good < g.class_1_2_below &&
           first_three >= g.class_1_3_min && worse > g.worse_above && worse <= g.worse_max;
  });
  return found == grades.end() ? nullptr : &*found;
}

double eutrophication(double cod, double din, double phosphate) {
  return cod * din * phosphate * 1e6 / 4500.0;
}

EutrophicationWord eutrophication_word(double index) {
  if (!(index > 1.0)) return {"none", "未富营养"};
  if (index <= 3.0) return {"light", "轻度"};
  return index <= 9.0 ? EutrophicationWord{"medium", "中度"} : EutrophicationWord{"heavy", "重度"};
}

}  // namespace bailang
