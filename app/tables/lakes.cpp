#include <cmath>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"
#include "scenarios/trophic_index.hpp"

/// Reservoirs by the limits of lakes, and their trophic state.
namespace bailang {
namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + short_name(item);
  return text;
}

/// Of the five: by fewer a lake is not called eutrophic.
constexpr int least_trophic_items = 3;

}  // namespace

ReportTable lake_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "lakes";
  table.title = "Reservoirs, means over the run 水库";
  table.columns = {{"scenario", "scenario"}, {"node", "reservoir"},        {"class", "class"},
                   {"class_zh", "类别"},     {"decided_by", "decided by"}, {"tn_class", "TN alone"},
                   {"tli", "TLI", true},     {"tli_items", "items", true}, {"state", "trophic state"}};
  const WaterStandard& standard = view.result.standards.surface;
  for (const std::size_t n : request.scenarios) {
    for (std::size_t k = 0; k < view.lakes.size(); ++k) {
      const std::vector<Measured> means = lake_means_of(view, n, k);
      const SectionAssessment lake = assess_section(standard, WaterBody::lake, means);
      const ItemLimits* nitrogen = find_item(standard, "tn", WaterBody::lake);
      int nitrogen_class = class_unknown;
      for (const Measured& mean : means) {
        if (nitrogen != nullptr && mean.item == "tn") nitrogen_class = class_of(*nitrogen, mean.value);
      }
      const TrophicIndex index = trophic_index(means);
      table.rows.push_back({view.result.scenarios[n],
                            view.lakes[k],
                            std::string(class_numeral(lake.quality_class)),
                            class_words(view, lake.quality_class),
                            joined(lake.deciders),
                            std::string(class_numeral(nitrogen_class)),
                            {index.value, 1},
                            index.items,
                            index.items < least_trophic_items ? "-" : std::string(trophic_words(index.value))});
    }
  }
  table.notes = {
      "TLI over the items that the run has, of five; its weights add up to 1 over them. No words for fewer than three: "
      "one "
      "item says nothing of a lake's state. 营养状态指数按已模拟指标归一，少于三项不评级"};
  return table;
}

}  // namespace bailang
