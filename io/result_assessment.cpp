#include "io/result_assessment.hpp"

#include <cmath>

#include "core/constituents.hpp"
#include "io/gather.hpp"
#include "scenarios/assessment.hpp"
#include "scenarios/year_means.hpp"

namespace bailang {
namespace {

const std::string labels = "section_name section_river section_lon section_lat";
const std::vector<signed char> classes = {-1, 1, 2, 3, 4, 5, 6};
const std::string class_meanings = "unknown I II III IV V worse_than_V";

ResultVariable class_variable(const std::string& name, const std::vector<std::string>& dimensions,
                              const std::string& of) {
  return {name,
          ValueType::int8,
          dimensions,
          "",
          "class by GB 3838-2002 from " + of + ", worst of the counted items",
          {{"flag_meanings", class_meanings}, {"coordinates", labels}},
          classes};
}

ResultVariable verdict_variable(const std::string& name, const std::vector<std::string>& dimensions,
                                const std::string& of) {
  return {name,
          ValueType::int8,
          dimensions,
          "",
          "1 = every item with a target meets it in " + of + ", 0 = not, -1 = nothing to judge",
          {{"flag_meanings", "unknown not_met met"}, {"coordinates", labels}},
          {-1, 0, 1}};
}

ResultVariable days_variable(const std::string& name, const std::string& words) {
  return {name, ValueType::int32, {"scenario", "year", "section"}, "d", words, {{"coordinates", labels}}};
}

void add_passed(std::vector<ResultVariable>& list, const std::vector<OutputConstituent>& constituents) {
  list.push_back({"section_wet_month",
                  ValueType::float64,
                  {"scenario", "month", "section"},
                  "1",
                  "share of the calendar month's part of the run in which the section has water",
                  {{"coordinates", labels}}});
  list.push_back({"section_flow_month_mean",
                  ValueType::float64,
                  {"scenario", "month", "section"},
                  "m3 s-1",
                  "discharge at the face nearest to the section, mean over every step of the calendar month",
                  {{"cell_methods", "month: mean"}, {"coordinates", labels}}});
  for (const OutputConstituent& c : constituents) {
    list.push_back({"section_load_" + c.name,
                    ValueType::float64,
                    {"scenario", "month", "section"},
                    amount_units(c.name).load,
                    c.name +
                        " that passes the section downstream, by the fluxes of the scheme at the same face (steady: "
                        "discharge × concentration), mean over the calendar month's part of the run",
                    {{"cell_methods", "month: mean"}, {"coordinates", labels}}});
  }
}

/// Class and verdict of means at sections.
class Judge {
public:
  explicit Judge(const ResultContext& context) : context_(context) {
    for (const OutputConstituent& c : context.constituents) {
      targets_.push_back(section_targets(*context.model, context.standard, c.name));
      items_.push_back(find_item(context.standard, c.name));
    }
  }

  /// @param means [constituent] [g m-3]
  [[nodiscard]] std::int8_t class_of_means(const std::vector<double>& means) const {
    std::vector<Measured> measured;
    for (std::size_t c = 0; c < means.size(); ++c) measured.push_back({context_.constituents[c].name, means[c]});
    return static_cast<std::int8_t>(assess_section(context_.standard, WaterBody::river, measured).quality_class);
  }

  /// 1 met, 0 not, −1 nothing to judge.
  [[nodiscard]] std::int8_t verdict(std::size_t section, const std::vector<double>& means) const {
    std::int8_t result = -1;
    for (std::size_t c = 0; c < means.size(); ++c) {
      const double target = targets_[c][section];
      if (!is_given(target) || std::isnan(means[c])) continue;
      const bool at_least = items_[c] != nullptr && items_[c]->is_at_least;
      if (at_least ? means[c] < target : means[c] > target) return 0;
      result = 1;
    }
    return result;
  }

private:
  const ResultContext& context_;
  std::vector<std::vector<double>> targets_;  // [constituent][section]
  std::vector<const ItemLimits*> items_;      // [constituent]
};

/// [constituent][lane × period × section]
using Means = std::vector<std::vector<double>>;

/// One value a lane, period and section, by a function of the section and of its means of every constituent.
template <typename Function>
std::vector<std::int8_t> judged(const Means& means, std::size_t sections, Function judge) {
  std::vector<std::int8_t> results(means.front().size());
  std::vector<double> values(means.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (std::size_t c = 0; c < means.size(); ++c) values[c] = means[c][i];
    results[i] = judge(i % sections, values);
  }
  return results;
}

std::vector<std::int8_t> classes_of(const Judge& judge, const Means& means, std::size_t sections) {
  return judged(means, sections, [&](std::size_t, const auto& values) { return judge.class_of_means(values); });
}

std::vector<std::int8_t> verdicts_of(const Judge& judge, const Means& means, std::size_t sections) {
  return judged(means, sections, [&](std::size_t s, const auto& values) { return judge.verdict(s, values); });
}

/// [lane, year, section] out of [lane, month, section]; with `assessed` NaN where a year has too few months.
std::vector<double> year_means(const std::vector<double>& monthly, std::size_t months, std::size_t sections,
                               const std::vector<CalendarYear>& years, bool assessed) {
  std::vector<double> means;
  for (std::size_t lane = 0; lane < monthly.size() / (months * sections); ++lane) {
    for (const CalendarYear& year : years) {
      for (std::size_t s = 0; s < sections; ++s) {
        std::vector<double> values;
        for (int m = year.first; m < year.end; ++m)
          values.push_back(monthly[(lane * months + static_cast<std::size_t>(m)) * sections + s]);
        const YearMean mean = year_mean(values);
        means.push_back(assessed && !mean.is_enough() ? std::nan("") : mean.value);
      }
    }
  }
  return means;
}

/// Months without water are not known: their values are the last wet ones.
void drop_dry_months(const std::vector<double>& wet, std::vector<double>& monthly) {
  for (std::size_t i = 0; i < wet.size(); ++i) {
    if (wet[i] == 0.0) monthly[i] = std::nan("");
  }
}

/// Loads and discharges that passed sections, means over each month's part of the run.
void put_passed(NetcdfFile& file, const ResultContext& context, const BlockResult& block) {
  const TimeSettings& time = context.model->settings.time;
  const std::vector<MonthSpan> months = months_between(time.start, time.end);
  const auto sections = static_cast<std::size_t>(block.shape.sections);
  const auto per_second = [&](std::vector<double> sums) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const MonthSpan& month = months[i / sections % months.size()];
      sums[i] /= month.end - month.begin;
    }
    return sums;
  };
  file.put("section_wet_month", block.section_wet);
  file.put("section_flow_month_mean", per_second(block.section_water));
  for (const OutputConstituent& c : context.constituents) {
    const double factor = amount_units(c.name).to_load;
    file.put("section_load_" + c.name,
             per_second(gather(block.section_mass, block.shape, c, months.size() * sections, factor)));
  }
}

/// Verdicts of daily means, counted by calendar year.
void put_days(NetcdfFile& file, const ResultContext& context, const BlockResult& block, const Judge& judge,
              std::size_t years) {
  const auto sections = static_cast<std::size_t>(block.shape.sections),
             days = static_cast<std::size_t>(block.shape.days);
  Means means;
  for (const OutputConstituent& c : context.constituents)
    means.push_back(gather(block.section_day_mean, block.shape, c, days * sections));
  const std::vector<std::int8_t> verdicts = verdicts_of(judge, means, sections);
  const Instant start = context.model->settings.time.start;
  const int first_year = civil_date(start).year;
  std::vector<int> met(block.scenarios.size() * years * sections, 0), all = met;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const std::size_t lane = i / (days * sections), day = i / sections % days, section = i % sections;
    const int year = civil_date(start + static_cast<Instant>(day) * 86400).year - first_year;
    const std::size_t at = (lane * years + static_cast<std::size_t>(year)) * sections + section;
    all[at] += verdicts[i] >= 0;
    met[at] += verdicts[i] == 1;
  }
  file.put("section_days_judged", all);
  file.put("section_days_met", met);
}

}  // namespace

std::vector<ResultVariable> assessment_variables(const std::vector<OutputConstituent>& constituents) {
  std::vector<ResultVariable> list;
  for (const OutputConstituent& c : constituents) {
    const ConstituentInfo* info = find_constituent(c.name);
    list.push_back({"section_" + c.name + "_year_mean",
                    ValueType::float64,
                    {"scenario", "year", "section"},
                    amount_units(c.name).concentration,
                    (info == nullptr ? c.name : std::string(info->long_name)) +
                        " at sections, mean of the calendar year's monthly means, each month with water alike",
                    {{"cell_methods", "year: mean"}, {"coordinates", labels}}});
  }
  add_passed(list, constituents);
  list.push_back(days_variable("section_days_judged", "days of the calendar year with water and a target"));
  list.push_back(days_variable("section_days_met", "of them, days whose mean meets every target"));
  const std::string year = "the mean of the calendar year's monthly means (8 months with water at least)";
  list.push_back(class_variable("class", {"scenario", "section"}, "the mean over the run"));
  list.push_back(class_variable("class_month", {"scenario", "month", "section"},
                                "the mean over the calendar month, unknown in a dry one"));
  list.push_back(class_variable("class_year", {"scenario", "year", "section"}, year));
  list.push_back(verdict_variable("meets_target", {"scenario", "section"}, "the mean over the run"));
  list.push_back(verdict_variable("meets_target_year", {"scenario", "year", "section"}, year));
  return list;
}

void put_assessment(NetcdfFile& file, const ResultContext& context, const BlockResult& block) {
  const ResultShape& shape = block.shape;
  if (shape.sections == 0 || context.constituents.empty()) return;
  const auto sections = static_cast<std::size_t>(shape.sections), months = static_cast<std::size_t>(shape.months);
  const TimeSettings& time = context.model->settings.time;
  const std::vector<CalendarYear> years = years_of(months_between(time.start, time.end));
  Means means, month_means, assessed;
  for (const OutputConstituent& c : context.constituents) {
    means.push_back(gather(block.section_mean, shape, c, sections));
    month_means.push_back(gather(block.section_month_mean, shape, c, months * sections));
    file.put("section_" + c.name + "_mean", means.back());
    file.put("section_" + c.name + "_month_mean", month_means.back());
    drop_dry_months(block.section_wet, month_means.back());
    file.put("section_" + c.name + "_year_mean", year_means(month_means.back(), months, sections, years, false));
    assessed.push_back(year_means(month_means.back(), months, sections, years, true));
  }
  put_passed(file, context, block);
  const Judge judge(context);
  put_days(file, context, block, judge, years.size());
  file.put("class", classes_of(judge, means, sections));
  file.put("class_month", classes_of(judge, month_means, sections));
  file.put("class_year", classes_of(judge, assessed, sections));
  file.put("meets_target", verdicts_of(judge, means, sections));
  file.put("meets_target_year", verdicts_of(judge, assessed, sections));
}

}  // namespace bailang
