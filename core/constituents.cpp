#include "core/constituents.hpp"

#include <algorithm>
#include <array>

namespace bailang {
namespace {

constexpr std::array<ConstituentInfo, 21> table = {{
    {"org_n", "organic nitrogen", "有机氮", "mg l-1", true},
    {"nh4_n", "ammonia nitrogen (total ammonia as N)", "氨氮", "mg l-1", true},
    {"no2_n", "nitrite nitrogen", "亚硝酸盐氮", "mg l-1", true},
    {"no3_n", "nitrate nitrogen", "硝酸盐氮", "mg l-1", true},
    {"din", "dissolved inorganic nitrogen", "无机氮", "mg l-1", true},
    {"tn", "total nitrogen", "总氮", "mg l-1", true},
    {"cod_fast", "chemical oxygen demand (dichromate), fast part", "快速降解化学需氧量", "mg l-1", true},
    {"cod_slow", "chemical oxygen demand (dichromate), slow part", "慢速降解化学需氧量", "mg l-1", true},
    {"cod_inert", "chemical oxygen demand (dichromate), inert part", "难降解化学需氧量", "mg l-1", true},
    {"cod", "chemical oxygen demand (dichromate)", "化学需氧量", "mg l-1", true},
    {"cod_mn", "permanganate index", "高锰酸盐指数", "mg l-1", true},
    {"do", "dissolved oxygen", "溶解氧", "mg l-1", false},
    {"org_p", "organic phosphorus", "有机磷", "mg l-1", true},
    {"po4_p", "phosphate phosphorus", "磷酸盐磷", "mg l-1", true},
    {"tp", "total phosphorus", "总磷", "mg l-1", true},
    {"chl_a", "chlorophyll a", "叶绿素a", "mg l-1", false},
    {"tss", "total suspended solids", "悬浮物", "mg l-1", true},
    {"tracer", "conservative tracer", "示踪剂", "mg l-1", true},
    {"continuity", "continuity check (1 in all water that enters)", "连续性检验", "1", true},
    {"age", "age: mean time since the water entered the network", "水龄", "d", true},
    {"travel_time", "travel time of the river's own water since its headwater", "行程时间", "d", true},
}};

}  // namespace

std::span<const ConstituentInfo> known_constituents() {
  return table;
}

const ConstituentInfo* find_constituent(std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

std::vector<std::string> constituent_names() {
  std::vector<std::string> names;
  for (const ConstituentInfo& row : table) names.emplace_back(row.name);
  return names;
}

}  // namespace bailang
