#include "io/result_layout.hpp"

#include <algorithm>

#include "core/constituents.hpp"
#include "core/units.hpp"
#include "io/result_assessment.hpp"
#include "io/result_plan.hpp"

namespace bailang {
namespace {

std::string long_name_of(const std::string& constituent) {
  const ConstituentInfo* info = find_constituent(constituent);
  return info == nullptr ? constituent : std::string(info->long_name);
}

std::string unit_of(const std::string& constituent) {
  return amount_units(constituent).concentration;
}

int index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

struct SumRule {
  std::string name;
  std::vector<std::string> parts;
  std::vector<std::string> optional_parts;
};

void add_sum(std::vector<OutputConstituent>& result, const std::vector<std::string>& simulated, const SumRule& rule) {
  if (index_of(simulated, rule.name) >= 0) return;
  OutputConstituent sum{rule.name, {}};
  for (const std::string& part : rule.parts) {
    const int index = index_of(simulated, part);
    if (index < 0) return;
    sum.parts.push_back(index);
  }
  for (const std::string& part : rule.optional_parts) {
    if (const int index = index_of(simulated, part); index >= 0) sum.parts.push_back(index);
  }
  result.push_back(sum);
}

}  // namespace

AmountUnits amount_units(const std::string& constituent) {
  const ConstituentInfo* info = find_constituent(constituent);
  const std::string unit = info == nullptr ? "mg l-1" : std::string(info->unit);
  if (unit == "d") return {unit, "m3 s-1 d", "m3 d", 1.0, 1.0};
  return {unit, "kg d-1", "kg", units::g_per_s_to_kg_per_day(1.0), units::g_to_kg(1.0)};
}

std::vector<OutputConstituent> output_constituents(const std::vector<std::string>& simulated) {
  std::vector<OutputConstituent> result;
  for (std::size_t i = 0; i < simulated.size(); ++i) result.push_back({simulated[i], {static_cast<int>(i)}});
  add_sum(result, simulated, {"cod", {"cod_fast", "cod_slow"}, {"cod_inert"}});
  add_sum(result, simulated, {"tn", {"org_n", "nh4_n", "no3_n"}, {"no2_n"}});
  add_sum(result, simulated, {"tp", {"org_p", "po4_p"}, {}});
  return result;
}

namespace {

void add_places(std::vector<ResultVariable>& list, const std::string& of, const std::string& what) {
  list.push_back({of + "_lon",
                  ValueType::float64,
                  {of},
                  "degrees_east",
                  "longitude of the " + what,
                  {{"standard_name", "longitude"}}});
  list.push_back({of + "_lat",
                  ValueType::float64,
                  {of},
                  "degrees_north",
                  "latitude of the " + what,
                  {{"standard_name", "latitude"}}});
}

void add_mesh(std::vector<ResultVariable>& list) {
  using enum ValueType;
  list.push_back({"mesh1d",
                  int32,
                  {},
                  "",
                  "topology of the river network's cells",
                  {{"cf_role", "mesh_topology"},
                   {"node_coordinates", "mesh1d_node_x mesh1d_node_y"},
                   {"edge_node_connectivity", "mesh1d_edge_nodes"},
                   {"edge_coordinates", "mesh1d_edge_x mesh1d_edge_y"},
                   {"node_dimension", "mesh1d_node"},
                   {"edge_dimension", "cell"}}});
  list.push_back({"mesh1d_edge_nodes",
                  int32,
                  {"cell", "two"},
                  "",
                  "nodes at the two ends of each cell, upstream first",
                  {{"cf_role", "edge_node_connectivity"}}});
  for (const std::string axis : {"x", "y"}) {
    const bool x = axis == "x";
    const TextAttributes names = {{"standard_name", x ? "longitude" : "latitude"}};
    const std::string units = x ? "degrees_east" : "degrees_north";
    list.push_back({"mesh1d_node_" + axis, float64, {"mesh1d_node"}, units, "position of mesh nodes", names});
    list.push_back({"mesh1d_edge_" + axis, float64, {"cell"}, units, "middle of cells", names});
  }
  list.push_back({"cell_reach", text, {"cell"}, "", "reach of the cell, or the node of a reservoir", {}});
  list.push_back({"cell_chainage", float64, {"cell"}, "m", "chainage of the middle of the cell", {}});
  list.push_back({"cell_length", float64, {"cell"}, "m", "length of the cell, 0 for a reservoir", {}});
}

void add_scenarios(std::vector<ResultVariable>& list) {
  using enum ValueType;
  list.push_back({"scenario", text, {"scenario"}, "", "scenario id", {}});
  list.push_back({"scenario_title", text, {"scenario"}, "", "title of the scenario", {}});
  list.push_back({"scenario_measures", text, {"scenario"}, "", "ids of the measures that are on, comma separated", {}});
  list.push_back(
      {"scenario_sweep", text, {"scenario"}, "", "sweep that made the scenario, empty when given by name", {}});
  list.push_back({"scenario_baseline", int8, {"scenario"}, "", "1 = the scenario that others are compared with", {}});
  list.push_back({"scenario_year", text, {"scenario"}, "", "year's water of the scenario, empty = the case's own", {}});
  list.push_back({"scenario_flow_factor", float64, {"scenario"}, "1", "factor on inflows", {}});
  list.push_back({"scenario_diffuse_factor", float64, {"scenario"}, "1", "factor on loads that follow the rain", {}});
  list.push_back({"scenario_temperature_offset", float64, {"scenario"}, "K", "added to water temperature", {}});
}

void add_objects(std::vector<ResultVariable>& list) {
  using enum ValueType;
  for (const std::string of : {"section", "outlet", "outfall"}) {
    list.push_back({of, text, {of}, "", of + " id", {}});
    list.push_back({of + "_name", text, {of}, "", "name of the " + of, {}});
    list.push_back({of + "_name_zh", text, {of}, "", "Chinese name of the " + of, {}});
    list.push_back({of + "_river", text, {of}, "", "river of the " + of, {}});
    add_places(list, of, of);
    if (of == "outlet") continue;
    list.push_back({of + "_reach", text, {of}, "", "reach of the " + of, {}});
    list.push_back({of + "_chainage", float64, {of}, "m", "distance from the upstream end of the reach", {}});
  }
  list.push_back({"section_level", text, {"section"}, "", "level of control", {}});
  list.push_back({"section_county_upstream", text, {"section"}, "", "county that the water comes from", {}});
  list.push_back({"section_county_downstream", text, {"section"}, "", "county that the water goes to", {}});
  list.push_back(
      {"section_target_class", int8, {"section"}, "", "target class by GB 3838-2002, 1 to 5, -1 = none", {}});
  list.push_back({"section_sea_entry", int8, {"section"}, "", "1 = section at an entry to the sea", {}});
  list.push_back({"outfall_kind", text, {"outfall"}, "", "kind of the outfall", {}});
  list.push_back({"outfall_synthetic",
                  int8,
                  {"outfall"},
                  "",
                  "1 = an estimate stands for the outfall, 0 = a recorded outfall",
                  {{"flag_meanings", "recorded synthetic"}},
                  {0, 1}});
}

}  // namespace

std::vector<ResultVariable> fixed_variables(const std::string& epoch) {
  using enum ValueType;
  std::vector<ResultVariable> list;
  add_scenarios(list);
  const TextAttributes clock = {{"standard_name", "time"}, {"calendar", "standard"}, {"axis", "T"}};
  list.push_back({"time", float64, {"time"}, epoch, "time (UTC)", clock});
  list.push_back(
      {"month", float64, {"month"}, epoch, "first moment of the calendar month (UTC)", {{"calendar", "standard"}}});
  list.push_back({"year", int32, {"year"}, "", "calendar year that the run touches", {}});
  add_objects(list);
  for (ResultVariable& variable : plan_variables(epoch)) list.push_back(std::move(variable));
  list.push_back({"term", text, {"term"}, "", "term of the ledgers", {}});
  add_mesh(list);
  return list;
}

std::vector<ResultVariable> target_variables(const std::vector<OutputConstituent>& constituents) {
  std::vector<ResultVariable> list;
  for (const OutputConstituent& c : constituents) {
    list.push_back({"target_" + c.name,
                    ValueType::float64,
                    {"section"},
                    unit_of(c.name),
                    "target for " + long_name_of(c.name) + ": the section's own, else the limit of its target class",
                    {}});
  }
  return list;
}

namespace {

const std::string section_labels = "section_name section_river section_lon section_lat";
const std::string ledger_comment =
    "what enters is positive; error = initial + headwater + outfalls + diffuse + reaction + withdrawal + diversion + "
    "sea + outlet - final; reaction is the total, reaction_<process> are of which, the rest is first-order loss";

void add_section_results(std::vector<ResultVariable>& list, const OutputConstituent& c) {
  using enum ValueType;
  const std::string name = long_name_of(c.name), unit = unit_of(c.name);
  list.push_back({"section_" + c.name,
                  float32,
                  {"scenario", "time", "section"},
                  unit,
                  name + " at sections",
                  {{"cell_methods", "time: point"}, {"coordinates", section_labels}}});
  list.push_back({"section_" + c.name + "_mean",
                  float64,
                  {"scenario", "section"},
                  unit,
                  name + " at sections, mean over every step of the run",
                  {{"coordinates", section_labels}}});
  list.push_back({"section_" + c.name + "_month_mean",
                  float64,
                  {"scenario", "month", "section"},
                  unit,
                  name + " at sections, mean over every step of the calendar month",
                  {{"cell_methods", "month: mean"}, {"coordinates", section_labels}}});
}

const TextAttributes mesh = {{"mesh", "mesh1d"}, {"location", "edge"}, {"coordinates", "mesh1d_edge_x mesh1d_edge_y"}};

void add_cell_results(std::vector<ResultVariable>& list, const OutputConstituent& c, FieldOutput fields) {
  using enum ValueType;
  if (fields == FieldOutput::none) return;
  const std::string name = long_name_of(c.name), unit = unit_of(c.name);
  const auto add = [&](const std::string& suffix, const std::string& what) {
    list.push_back({"cell_" + c.name + suffix, float32, {"scenario", "cell"}, unit, name + ", " + what, mesh});
  };
  add("_mean", "mean over every step");
  if (c.name == "do") add("_min", "smallest value of every step");
  if (c.parts.size() == 1) {  // extremes of a sum do not follow from those of its parts
    add("_max", "largest value of every step");
    add("_p90", "90th percentile of every step");
  }
  if (fields != FieldOutput::full) return;
  list.push_back({"cell_" + c.name, float32, {"scenario", "time", "cell"}, unit, name + " in cells", mesh});
}

void add_water_results(std::vector<ResultVariable>& list) {
  using enum ValueType;
  list.push_back({"section_flow",
                  float32,
                  {"scenario", "time", "section"},
                  "m3 s-1",
                  "discharge at sections",
                  {{"standard_name", "water_volume_transport_in_river_channel"},
                   {"cell_methods", "time: point"},
                   {"coordinates", section_labels}}});
  list.push_back({"section_flow_mean",
                  float64,
                  {"scenario", "section"},
                  "m3 s-1",
                  "discharge at sections, mean over the recorded times (trapezoids)",
                  {{"coordinates", section_labels}}});
  list.push_back({"section_dry",
                  int8,
                  {"scenario", "time", "section"},
                  "",
                  "1 = the section is dry; its concentration is the last wet value",
                  {{"flag_meanings", "wet dry"}, {"coordinates", section_labels}},
                  {0, 1}});
  list.push_back({"section_depth",
                  float32,
                  {"scenario", "time", "section"},
                  "m",
                  "greatest depth at sections",
                  {{"cell_methods", "time: point"}, {"coordinates", section_labels}}});
  list.push_back({"section_stage",
                  float32,
                  {"scenario", "time", "section"},
                  "m",
                  "water level at sections above the datum; NaN where none is known",
                  {{"cell_methods", "time: point"}, {"coordinates", section_labels}}});
  list.push_back({"outlet_flow",
                  float64,
                  {"scenario", "time", "outlet"},
                  "m3 s-1",
                  "discharge at outlets, mean over the interval that ends there",
                  {{"cell_methods", "time: mean"}}});
  list.push_back(
      {"balance_water", float64, {"scenario", "term"}, "m3", "ledger of water", {{"comment", ledger_comment}}});
}

void add_dispersion(std::vector<ResultVariable>& list) {
  list.push_back({"cell_dispersion",
                  ValueType::float32,
                  {"scenario", "cell"},
                  "m2 s-1",
                  "longitudinal dispersion, mean over the run",
                  mesh});
  list.push_back({"cell_numerical_dispersion",
                  ValueType::float32,
                  {"scenario", "cell"},
                  "m2 s-1",
                  "dispersion that the scheme adds, mean over the run",
                  mesh});
}

/// Unit and words of a field of the state.
std::pair<std::string, std::string> state_words(const std::string& name) {
  const std::string storage = "storage_";
  if (name == "volume") return {"m3", "volume of water"};
  if (name == "depth") return {"m", "depth"};
  if (name == "discharge") return {"m3 s-1", "discharge"};
  if (name.starts_with(storage)) {
    const std::string constituent = name.substr(storage.size());
    return {unit_of(constituent), long_name_of(constituent) + " in the storage zone"};
  }
  return {unit_of(name), long_name_of(name)};
}

}  // namespace

std::string fallback_name(const std::string& constituent) {
  return "transport_fallback_steps_" + constituent;
}

std::vector<ResultVariable> run_variables(const std::vector<OutputConstituent>& constituents, FieldOutput fields) {
  using enum ValueType;
  std::vector<ResultVariable> list;
  add_water_results(list);
  if (fields != FieldOutput::none) add_dispersion(list);
  for (const OutputConstituent& c : constituents) {
    add_section_results(list, c);
    list.push_back({"outlet_load_" + c.name,
                    float64,
                    {"scenario", "time", "outlet"},
                    amount_units(c.name).load,
                    "load of " + long_name_of(c.name) + " at outlets, mean over the interval that ends there",
                    {{"cell_methods", "time: mean"}}});
    list.push_back({"balance_" + c.name,
                    float64,
                    {"scenario", "term"},
                    amount_units(c.name).mass,
                    "ledger of " + long_name_of(c.name),
                    {{"comment", ledger_comment}}});
    if (c.parts.size() == 1) {
      list.push_back(
          {fallback_name(c.name),
           int32,
           {"scenario"},
           "1",
           "steps in which transport of " + long_name_of(c.name) + " fell back to backward Euler",
           {{"comment",
             "first order in time, where a step of second order would go below 0; each scenario by itself"}}});
    }
    add_cell_results(list, c, fields);
  }
  for (ResultVariable& variable : assessment_variables(constituents)) list.push_back(std::move(variable));
  return list;
}

std::vector<ResultVariable> state_variables(const std::map<std::string, StateField>& state) {
  std::vector<ResultVariable> list;
  for (const auto& [name, field] : state) {
    const auto [unit, words] = state_words(name);
    list.push_back({"state_" + name,
                    ValueType::float64,
                    {"scenario", field.dimension},
                    unit,
                    words + " at the end of the run, to start another from",
                    {}});
  }
  return list;
}

}  // namespace bailang
