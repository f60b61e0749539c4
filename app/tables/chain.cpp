#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/figures.hpp"
#include "app/tables/plan_tables.hpp"

/// The source chain's account: what comes from dischargers, land and rain, what is kept from the river, what reaches it.
namespace bailang {
namespace {

constexpr double million_m3_per_year = 365.0 * 86400.0 / 1.0e6;  ///< of 1 m3/s

/// Headings of the terms; one that is not here goes by its name.
std::string heading(const std::string& term) {
  constexpr std::array<std::pair<const char*, const char*>, 13> words = {{{"dischargers", "排污单位"},
                                                                          {"own", "排污口自有"},
                                                                          {"catchments", "面源"},
                                                                          {"rain", "降雨"},
                                                                          {"treated", "处理去除"},
                                                                          {"reused", "回用"},
                                                                          {"separated", "雨污分流"},
                                                                          {"standardised", "规范化"},
                                                                          {"wetlands", "湿地"},
                                                                          {"closed", "关闭"},
                                                                          {"held_back", "面源削减"},
                                                                          {"outfalls", "经排污口入河"},
                                                                          {"diffuse", "面源入河"}}};
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& word) { return term == word.first; });
  return found == words.end() ? term : fmt::format("{} {}", term, found->second);
}

void add_row(const PlanView& view, std::size_t n, std::size_t year, const std::string& what, const std::string& unit,
             const std::vector<double>& values, double factor, ReportTable& table) {
  std::vector<Cell> row = {view.result.scenarios[n], view.years[year], what, unit};
  const std::size_t first = (n * view.years.size() + year) * view.chain_terms.size();
  for (std::size_t t = 0; t < view.chain_terms.size(); ++t) row.emplace_back(values[first + t] * factor, 1);
  table.rows.push_back(std::move(row));
}

}  // namespace

ReportTable chain_table(const PlanView& view, const TableRequest& request) {
  ReportTable table;
  table.name = "chain";
  table.title = "From the sources to the river 源链收支: the first four come in, the rest is where they go";
  table.columns = {{"scenario", "scenario"}, {"year", "year", true}, {"quantity", "of"}, {"unit", "unit"}};
  for (const std::string& term : view.chain_terms) table.columns.push_back({term, heading(term), true});
  if (view.chain_terms.empty()) {
    table.notes = {"the result does not hold the source chain 结果中没有源链"};
    return table;
  }
  const std::size_t year =
      request.period.year < 0 ? view.years.size() - 1 : static_cast<std::size_t>(request.period.year);
  for (const std::size_t n : request.scenarios) {
    add_row(view, n, year, "water", "10^6 m3/a", view.chain_water, million_m3_per_year, table);
    for (std::size_t i = 0; i < view.items.size(); ++i) {
      if (view.items[i].chain.empty()) continue;
      add_row(view, n, year, short_name(view.result.constituents[i].name), "t/a", view.items[i].chain, 1.0, table);
    }
  }
  return table;
}

}  // namespace bailang
