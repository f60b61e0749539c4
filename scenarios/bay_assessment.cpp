#include "scenarios/bay_assessment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/calendar.hpp"

namespace bailang {
namespace {

/// A constituent of the bay that the standard limits.
struct Judged {
  std::size_t constituent = 0;
  std::vector<double> limits;  // [class I to IV] [g m-3]
};

std::vector<Judged> judged_items(const Bay& bay, const WaterStandard& sea) {
  std::vector<Judged> list;
  for (std::size_t k = 0; k < bay.constituents.size(); ++k) {
    const ItemLimits* item = find_item(sea, sea_item(bay.constituents[k].name));
    if (item == nullptr) continue;
    list.push_back({k, std::vector<double>(item->high.begin(), item->high.begin() + (sea_classes - 1))});
  }
  return list;
}

int class_of_means(const std::vector<Judged>& items, const std::vector<double>& mean, std::size_t boxes,
                   std::size_t box) {
  int worst = class_unknown;
  for (const Judged& item : items) {
    const double value = mean[item.constituent * boxes + box];
    const auto met = std::find_if(item.limits.begin(), item.limits.end(), [&](double limit) { return value <= limit; });
    worst = std::max(worst, static_cast<int>(met - item.limits.begin()) + 1);
  }
  return worst;
}

/// Shares of the assessed area by class, for one survey's means [bay constituent, box].
std::array<double, sea_classes> area_shares(const Bay& bay, const std::vector<Judged>& items,
                                            const std::vector<double>& mean) {
  std::array<double, sea_classes> shares{};
  if (items.empty()) {
    shares.fill(std::numeric_limits<double>::quiet_NaN());
    return shares;
  }
  const std::size_t boxes = bay.boxes.size();
  double all = 0.0;
  for (const BayBox& box : bay.boxes) all += box.area * box.assessed;
  for (std::size_t b = 0; b < boxes; ++b) {
    double before = 0.0;
    for (std::size_t k = 0; k < sea_classes; ++k) {
      double within = 1.0;
      for (const Judged& item : items) {
        if (k + 1 < sea_classes)
          within =
              std::min(within, share_within(mean[item.constituent * boxes + b], bay.boxes[b].spread, item.limits[k]));
      }
      shares[k] += (within - before) * bay.boxes[b].area * bay.boxes[b].assessed / all;
      before = within;
    }
  }
  return shares;
}

/// Records whose time (start, end] lies in these months of a year; all records of the year for months 1 to 12.
std::vector<std::size_t> records_of(const TimeSettings& time, std::size_t records, int year, SurveySeason season) {
  std::vector<std::size_t> list;
  const auto length = static_cast<double>(time.end - time.start);
  for (std::size_t r = 1; r < records; ++r) {
    // A record at midnight ends the day before.
    const double at = std::min(static_cast<double>(r) * time.output, length) - 1.0;
    const CivilDate date = civil_date(time.start + static_cast<Instant>(at));
    if (date.year == year && date.month >= season.first_month && date.month <= season.last_month) list.push_back(r);
  }
  return list;
}

std::vector<double> mean_of(const std::vector<double>& concentration, const std::vector<std::size_t>& records,
                            std::size_t all_records, std::size_t constituents, std::size_t boxes) {
  std::vector<double> mean(constituents * boxes, 0.0);
  for (std::size_t k = 0; k < constituents; ++k) {
    for (const std::size_t r : records) {
      for (std::size_t b = 0; b < boxes; ++b)
        mean[k * boxes + b] += concentration[(k * all_records + r) * boxes + b] / static_cast<double>(records.size());
    }
  }
  return mean;
}

/// The means of the surveys that the run holds; of all the year's records when it holds none.
std::vector<std::vector<double>> survey_means(const Bay& bay, const TimeSettings& time, BayYear& year,
                                              const std::vector<double>& concentration) {
  const std::size_t constituents = bay.constituents.size(), boxes = bay.boxes.size();
  const std::size_t records = concentration.size() / (constituents * boxes);
  std::vector<std::vector<double>> means;
  const auto add = [&](SurveySeason season) {
    const std::vector<std::size_t> list = records_of(time, records, year.year, season);
    if (!list.empty()) means.push_back(mean_of(concentration, list, records, constituents, boxes));
  };
  for (const SurveySeason& season : survey_seasons) add(season);
  year.surveys = static_cast<int>(means.size());
  if (means.empty()) add({1, 12});
  return means;
}

/// A year without a record.
BayYear unknown_year(const Bay& bay, BayYear year) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  year.mean.assign(bay.constituents.size() * bay.boxes.size(), unknown);
  year.box_class.assign(bay.boxes.size(), class_unknown);
  year.class_share.fill(unknown);
  return year;
}

}  // namespace

std::string sea_item(const std::string& bay_constituent) {
  if (bay_constituent == "cod_mn") return "cod";
  return bay_constituent == "continuity" ? "" : bay_constituent;
}

double share_within(double mean, double spread, double limit) {
  if (!(mean > 0.0)) return 1.0;
  if (!(spread > 0.0)) return mean <= limit ? 1.0 : 0.0;
  const double z = (std::log(limit / mean) + 0.5 * spread * spread) / spread;
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

std::vector<BayYear> assess_bay(const Bay& bay, const TimeSettings& time, const WaterStandard& sea,
                                const std::vector<double>& concentration) {
  const std::vector<Judged> items = judged_items(bay, sea);
  const std::size_t boxes = bay.boxes.size();
  std::vector<BayYear> years;
  for (const MonthSpan& month : months_between(time.start, time.end)) {
    if (!years.empty() && years.back().year == month.year) continue;
    BayYear year;
    year.year = month.year;
    const std::vector<std::vector<double>> means = survey_means(bay, time, year, concentration);
    if (means.empty()) {
      years.push_back(unknown_year(bay, year));
      continue;
    }
    const auto count = static_cast<double>(means.size());
    year.mean.assign(bay.constituents.size() * boxes, 0.0);
    for (const std::vector<double>& mean : means) {
      for (std::size_t i = 0; i < mean.size(); ++i) year.mean[i] += mean[i] / count;
      const std::array<double, sea_classes> shares = area_shares(bay, items, mean);
      for (std::size_t k = 0; k < sea_classes; ++k) year.class_share[k] += shares[k] / count;
    }
    for (std::size_t b = 0; b < boxes; ++b) year.box_class.push_back(class_of_means(items, year.mean, boxes, b));
    years.push_back(std::move(year));
  }
  return years;
}

}  // namespace bailang
