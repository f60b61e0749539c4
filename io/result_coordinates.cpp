#include "io/result_coordinates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/version.hpp"
#include "io/result_chain.hpp"
#include "io/result_plan.hpp"
#include "scenarios/year_means.hpp"

namespace bailang {
namespace {

/// One value an object, by a function of the object.
template <typename Value, typename Object, typename Function>
std::vector<Value> column(const std::vector<Object>& objects, Function value_of) {
  std::vector<Value> values;
  for (const Object& object : objects) values.push_back(static_cast<Value>(value_of(object)));
  return values;
}

template <typename Object, typename Function>
std::vector<std::string> texts_of(const std::vector<Object>& objects, Function value_of) {
  return column<std::string>(objects, value_of);
}

std::string measure_list(const Case& model, const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const int measure : scenario.measures) ids.push_back(model.measures[measure].id);
  return fmt::format("{}", fmt::join(ids, ","));
}

void put_scenarios(NetcdfFile& file, const Case& model, const std::vector<int>& indices) {
  std::vector<Scenario> list;
  for (const int index : indices) list.push_back(model.scenarios.at(static_cast<std::size_t>(index)));
  const bool marked = std::any_of(model.scenarios.begin(), model.scenarios.end(), [](auto& s) { return s.baseline; });
  const std::string& first = model.scenarios.front().id;
  const auto is_baseline = [&](const Scenario& s) { return marked ? s.baseline : s.id == first; };
  file.put("scenario", texts_of(list, [](auto& s) { return s.id; }));
  file.put("scenario_title", texts_of(list, [](auto& s) { return s.title; }));
  file.put("scenario_sweep", texts_of(list, [](auto& s) { return s.sweep; }));
  file.put("scenario_measures", texts_of(list, [&](auto& s) { return measure_list(model, s); }));
  file.put("scenario_baseline", column<std::int8_t>(list, is_baseline));
  file.put("scenario_year", texts_of(list, [](auto& s) { return s.year; }));
  file.put("scenario_diffuse_factor", column<double>(list, [](auto& s) { return s.diffuse_factor; }));
  file.put("scenario_flow_factor", column<double>(list, [](auto& s) { return s.flow_factor; }));
  file.put("scenario_temperature_offset", column<double>(list, [](auto& s) { return s.temperature_offset; }));
}

void put_clock(NetcdfFile& file, const ResultContext& context) {
  const TimeSettings& time = context.model->settings.time;
  const auto length = static_cast<double>(time.end - time.start);
  std::vector<double> times;
  for (int i = 0; i < context.shape.times; ++i) times.push_back(std::min(i * time.output, length));
  file.put("time", times);
  const std::vector<MonthSpan> spans = months_between(time.start, time.end);
  file.put("month", column<double>(spans, [&](auto& m) { return instant_of({m.year, m.month, 1}) - time.start; }));
  file.put("year", column<int>(years_of(spans), [](auto& y) { return y.year; }));
}

/// Columns that everything with an id, a name and a place on a reach has.
template <typename Object>
void put_reach_objects(NetcdfFile& file, const Network& network, const std::string& kind,
                       const std::vector<Object>& list) {
  const auto place = [&](const Object& o) {
    return is_given(o.place.lon) ? o.place : place_at(network, o.reach, o.chainage);
  };
  file.put(kind, texts_of(list, [](auto& o) { return o.id; }));
  file.put(kind + "_name", texts_of(list, [](auto& o) { return o.name; }));
  file.put(kind + "_name_zh", texts_of(list, [](auto& o) { return o.name_zh; }));
  file.put(kind + "_river", texts_of(list, [&](auto& o) { return network.reaches[o.reach].river; }));
  file.put(kind + "_reach", texts_of(list, [&](auto& o) { return network.reaches[o.reach].id; }));
  file.put(kind + "_chainage", column<double>(list, [](auto& o) { return o.chainage; }));
  file.put(kind + "_lon", column<double>(list, [&](auto& o) { return place(o).lon; }));
  file.put(kind + "_lat", column<double>(list, [&](auto& o) { return place(o).lat; }));
}

void put_sections(NetcdfFile& file, const ResultContext& context) {
  const Network& network = context.model->network;
  const std::vector<Section>& list = network.sections;
  put_reach_objects(file, network, "section", list);
  file.put("section_county_upstream", texts_of(list, [](auto& s) { return s.county_upstream; }));
  file.put("section_county_downstream", texts_of(list, [](auto& s) { return s.county_downstream; }));
  file.put("section_level", texts_of(list, [](auto& s) { return s.level; }));
  file.put("section_target_class",
           column<std::int8_t>(list, [](auto& s) { return s.target_class > 0 ? s.target_class : class_unknown; }));
  file.put("section_sea_entry", column<std::int8_t>(list, [](auto& s) { return s.sea_entry; }));
  for (const OutputConstituent& c : context.constituents) {
    file.put("target_" + c.name, section_targets(*context.model, context.standard, c.name));
  }
}

void put_outlets(NetcdfFile& file, const ResultContext& context) {
  const Network& network = context.model->network;
  const std::vector<int>& list = context.grid->outlets;
  const auto river = [&](int node) -> std::string {
    const std::vector<int>& reaches = context.grid->node_inflow[node];
    return reaches.empty() ? "" : network.reaches[reaches.front()].river;
  };
  file.put("outlet", texts_of(list, [&](int n) { return network.nodes[n].id; }));
  file.put("outlet_name", texts_of(list, [&](int n) { return network.nodes[n].name; }));
  file.put("outlet_name_zh", texts_of(list, [&](int n) { return network.nodes[n].name_zh; }));
  file.put("outlet_river", texts_of(list, river));
  file.put("outlet_lon", column<double>(list, [&](int n) { return network.nodes[n].place.lon; }));
  file.put("outlet_lat", column<double>(list, [&](int n) { return network.nodes[n].place.lat; }));
}

void put_outfalls(NetcdfFile& file, const Network& network) {
  const std::vector<Outfall>& list = network.outfalls;
  put_reach_objects(file, network, "outfall", list);
  file.put("outfall_kind", texts_of(list, [](auto& o) { return o.kind; }));
  file.put("outfall_synthetic", column<std::int8_t>(list, [](auto& o) { return o.synthetic; }));
}

void put_mesh(NetcdfFile& file, const ResultContext& context) {
  const ResultMesh& mesh = context.mesh;
  file.put("mesh1d", std::vector<int>{0});
  file.put("mesh1d_node_x", mesh.node_x);
  file.put("mesh1d_node_y", mesh.node_y);
  file.put("mesh1d_edge_nodes", mesh.edge_nodes);
  file.put("mesh1d_edge_x", mesh.edge_x);
  file.put("mesh1d_edge_y", mesh.edge_y);
  file.put("cell_reach", mesh.cell_reach);
  file.put("cell_chainage", mesh.cell_chainage);
  file.put("cell_length", mesh.cell_length);
}

template <typename Object>
std::string synthetic_count(const std::vector<Object>& list, const std::string& what) {
  const auto count = std::count_if(list.begin(), list.end(), [](const Object& o) { return o.synthetic; });
  return count == 0 ? "" : fmt::format("{} of {} {}", count, list.size(), what);
}

/// How many rows are synthetic, and the case's own note; empty when there is nothing to say.
std::string synthetic_note(const Case& model) {
  const Network& network = model.network;
  std::vector<std::string> counts = {
      synthetic_count(network.outfalls, "outfalls"), synthetic_count(network.dischargers, "dischargers"),
      synthetic_count(network.plants, "plants"), synthetic_count(network.catchments, "catchments")};
  std::erase(counts, "");
  const std::string synthetic =
      counts.empty() ? "" : fmt::format("Synthetic rows, estimates: {}.", fmt::join(counts, ", "));
  return model.note.empty() || synthetic.empty() ? synthetic + model.note : synthetic + " " + model.note;
}

/// `sha256_reaches_csv`
std::string hash_attribute(std::string file) {
  std::replace_if(
      file.begin(), file.end(), [](char c) { return c == '.' || c == '/' || c == ' '; }, '_');
  return "sha256_" + file;
}

}  // namespace

DimensionLengths result_dimensions(const ResultContext& context, std::size_t scenarios) {
  const auto size = [](int value) { return static_cast<std::size_t>(value); };
  const ResultShape& shape = context.shape;
  const TimeSettings& time = context.model->settings.time;
  DimensionLengths lengths = {{"scenario", scenarios},
                              {"time", size(shape.times)},
                              {"year", years_of(months_between(time.start, time.end)).size()},
                              {"month", size(shape.months)},
                              {"section", size(shape.sections)},
                              {"outlet", size(shape.outlets)},
                              {"outfall", context.model->network.outfalls.size()},
                              {"cell", size(shape.cells)},
                              {"mesh1d_node", context.mesh.node_x.size()},
                              {"measure", context.model->measures.size()},
                              {"goal", context.model->goals.size()},
                              {"term", shape.terms.size()},
                              {"two", 2}};
  add_chain_dimensions(*context.model, lengths);
  return lengths;
}

std::string epoch_units(const Case& model) {
  std::string text = format_instant(model.settings.time.start);  // 2021-01-01T00:00:00Z
  text[10] = ' ';
  text.pop_back();
  return "seconds since " + text;
}

void put_provenance(NetcdfFile& file, const ResultContext& context) {
  const Case& model = *context.model;
  const auto put = [&](const std::string& name, const std::string& text) { file.put_attribute(NC_GLOBAL, name, text); };
  put("Conventions", "CF-1.10 UGRID-1.0");
  put("title", model.title.empty() ? model.name : model.title);
  put("source", fmt::format("{} {} (commit {})", program_name, program_version, program_commit));
  put("history", fmt::format("{}: {}", context.created, context.command));
  put("created", context.created);
  put("command", context.command);
  put("case_name", model.name);
  put("case_sha256", case_fingerprint(model));
  put("part_key", part_key(model, context.shape));
  for (const InputHash& input : model.inputs) put(hash_attribute(input.file), input.sha256);
  for (const auto& [name, text] : model.own_standards) put("table_" + name, text);
  if (model.standards.surface.rounds) put("round_decimals", "true");
  put("currency", model.currency);
  if (const std::string note = synthetic_note(model); !note.empty()) put("synthetic_note", note);
}

void put_coordinates(NetcdfFile& file, const ResultContext& context, const std::vector<int>& scenarios) {
  put_scenarios(file, *context.model, scenarios);
  put_clock(file, context);
  put_sections(file, context);
  put_outlets(file, context);
  put_outfalls(file, context.model->network);
  put_plan(file, *context.model, scenarios);
  file.put("term", context.shape.terms);
  put_mesh(file, context);
  put_chain_coordinates(file, *context.model);
}

}  // namespace bailang
