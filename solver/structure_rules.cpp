#include "solver/structure_rules.hpp"

#include <cmath>

namespace bailang {
namespace {

bool is_above(double value, double bound) {
  return !is_given(bound) || value > bound;
}

bool is_below(double value, double bound) {
  return !is_given(bound) || value < bound;
}

bool holds(const StructureRule& rule, const RuleView& view) {
  const double* levels = view.section_level;
  const double* flows = view.section_flow;
  const bool here = rule.section < 0;
  const double level = here ? view.level : (levels != nullptr ? levels[rule.section] : missing);
  const double flow = here ? view.flow : (flows != nullptr ? flows[rule.section] : missing);
  return in_span(rule.days, view.month, view.day) && is_above(level, rule.level_above) &&
         is_below(level, rule.level_below) && is_above(flow, rule.flow_above) && is_below(flow, rule.flow_below);
}

}  // namespace

bool in_span(const YearSpan& span, int month, int day) {
  const int from = 100 * span.from_month + span.from_day;
  const int to = 100 * span.to_month + span.to_day;
  const int now = 100 * month + day;
  return from <= to ? from <= now && now <= to : now >= from || now <= to;
}

CivilDate day_at(Instant start, double t) {
  // A step may begin a rounding error before midnight.
  return civil_date(start + static_cast<Instant>(std::floor(t + 1.0e-6)));
}

std::vector<std::vector<int>> rules_by_structure(const Network& network) {
  std::vector<std::vector<int>> rules(network.structures.size());
  for (std::size_t i = 0; i < network.structure_rules.size(); ++i) {
    rules[network.structure_rules[i].structure].push_back(static_cast<int>(i));
  }
  return rules;
}

StructureSetting present_setting(const Network& network, int structure, const std::vector<std::vector<int>>& rules,
                                 const RuleView& view) {
  const Structure& own = network.structures[structure];
  StructureSetting setting{own.opening, own.crest_level, own.flow};
  if (own.kind == StructureKind::diversion && is_given(own.share)) setting.flow = missing;
  for (const int index : rules[structure]) {
    const StructureRule& rule = network.structure_rules[index];
    if (!holds(rule, view)) continue;
    if (is_given(rule.opening)) setting.opening = rule.opening;
    if (is_given(rule.crest_level)) setting.crest_level = rule.crest_level;
    if (is_given(rule.flow)) setting.flow = rule.flow;
    break;
  }
  return setting;
}

}  // namespace bailang
