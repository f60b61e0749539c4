#include "tests/io/hand_made_case.hpp"

#include "io/read_standards.hpp"

namespace bailang::hand_made {
namespace {

Node node(const char* id, NodeKind kind, double lon, double lat, const char* name_zh = "") {
  Node n;
  n.id = id;
  n.name = id;
  n.name_zh = name_zh;
  n.kind = kind;
  n.place = {lon, lat};
  return n;
}

Reach reach(const char* id, const char* river, int from, int to, double length) {
  Reach r;
  r.id = id;
  r.river = river;
  r.from_node = from;
  r.to_node = to;
  r.length = length;
  r.bed_slope = 1e-3;
  r.bottom_width = 20.0;
  r.manning_n = 0.03;
  return r;
}

Section section(const char* id, const char* name_zh, int on, double chainage, int target_class,
                std::size_t constituents) {
  Section s;
  s.id = id;
  s.name = id;
  s.name_zh = name_zh;
  s.reach = on;
  s.chainage = chainage;
  s.target_class = target_class;
  s.target.assign(constituents, missing);
  return s;
}

Outfall outfall(const char* id, int on, double chainage, bool synthetic) {
  Outfall o;
  o.id = id;
  o.reach = on;
  o.chainage = chainage;
  o.synthetic = synthetic;
  return o;
}

Network small_network(const std::vector<std::string>& constituents) {
  Network network;
  network.constituents = constituents;
  network.nodes = {node("H1", NodeKind::headwater, 119.0, 36.5), node("H2", NodeKind::headwater, 119.2, 36.5),
                   node("J", NodeKind::junction, 119.1, 36.6),
                   node("LAKE", NodeKind::reservoir, 119.1, 36.7, "峡山水库"),
                   node("SEA", NodeKind::outlet, 119.1, 36.9, "白浪河口")};
  network.reaches = {reach("A", "Bailang", 0, 2, 2000.0), reach("B", "Yu", 1, 2, 1000.0),
                     reach("C", "Bailang", 2, 3, 1500.0), reach("D", "Bailang", 3, 4, 1000.0)};
  network.reaches[0].geometry = {{119.0, 36.5}, {119.0, 36.6}, {119.1, 36.6}};
  Reservoir lake;
  lake.node = 3;
  lake.volume = 1e6;
  network.reservoirs = {lake};
  const std::size_t count = constituents.size();
  network.sections = {section("upper", "上游断面", 0, 1500.0, 3, count),
                      section("lower", "下游断面", 3, 500.0, 4, count), section("free", "", 1, 500.0, 0, count)};
  network.outfalls = {outfall("P-1", 0, 500.0, false), outfall("S-1", 1, 250.0, true)};
  return network;
}

Scenario scenario(const char* id, const char* title, const char* sweep = "") {
  Scenario s;
  s.id = id;
  s.title = title;
  s.sweep = sweep;
  return s;
}

/// Values [lane, constituent, inner] with a value of its own at each place.
template <typename Value>
std::vector<Value> filled(const std::vector<int>& scenarios, const ResultShape& shape, int periods, int places) {
  std::vector<Value> values;
  for (const int s : scenarios) {
    for (int c = 0; c < shape.constituents; ++c) {
      for (int t = 0; t < periods; ++t) {
        for (int p = 0; p < places; ++p) values.push_back(static_cast<Value>(value(s, c, t, p)));
      }
    }
  }
  return values;
}

}  // namespace

double value(int scenario, int constituent, int time, int place) {
  return 1000.0 * scenario + 100.0 * constituent + 10.0 * place + 0.125 * time;
}

Case small_case(const std::vector<std::string>& constituents) {
  Case model;
  model.name = "small";
  model.title = "白浪河 small case";
  model.settings.time.start = *parse_instant("2021-01-15");
  model.settings.time.end = *parse_instant("2021-02-24");
  model.network = small_network(constituents);
  model.forcings.resize(1);
  model.standards = standards_of({});
  Measure close;
  close.id = "close_s1";
  model.measures = {close};
  model.scenarios = {scenario("baseline", "as it was"), scenario("plan", "规划 2025"),
                     scenario("mix-0001", "mix", "mix"), scenario("mix-0002", "mix", "mix")};
  model.scenarios[1].measures = {0};
  model.inputs = {{"reaches.csv", std::string(64, 'a')}, {"case.toml", std::string(64, 'b')}};
  return model;
}

ResultShape shape_of(const Case& model, const Grid& grid, FieldOutput fields) {
  ResultShape shape;
  shape.times = 41;
  shape.months = 2;
  shape.days = 40;
  shape.sections = static_cast<int>(model.network.sections.size());
  shape.outlets = static_cast<int>(grid.outlets.size());
  shape.cells = static_cast<int>(grid.output_cells.size());
  shape.constituents = model.network.constituent_count();
  shape.terms.assign(term_names.begin(), term_names.end());
  shape.fields = fields;
  return shape;
}

BlockResult block_of(const Case&, const ResultShape& shape, const std::vector<int>& scenarios) {
  ResultShape water = shape;
  water.constituents = 1;
  BlockResult block;
  block.shape = shape;
  block.scenarios = scenarios;
  block.section_concentration = filled<float>(scenarios, shape, shape.times, shape.sections);
  block.section_flow = filled<float>(scenarios, water, shape.times, shape.sections);
  block.section_dry.assign(block.section_flow.size(), 0);
  for (std::size_t i = 1; i < block.section_dry.size(); i += static_cast<std::size_t>(shape.times * shape.sections)) {
    block.section_dry[i] = 1;
  }
  block.section_mean = filled<double>(scenarios, shape, 1, shape.sections);
  block.section_month_mean = filled<double>(scenarios, shape, shape.months, shape.sections);
  block.section_day_mean = filled<double>(scenarios, shape, shape.days, shape.sections);
  block.section_mass = filled<double>(scenarios, shape, shape.months, shape.sections);
  block.section_water = filled<double>(scenarios, water, shape.months, shape.sections);
  block.section_wet.assign(block.section_water.size(), 1.0);
  block.outlet_load = filled<double>(scenarios, shape, shape.times, shape.outlets);
  block.outlet_flow = filled<double>(scenarios, water, shape.times, shape.outlets);
  block.balance = filled<double>(scenarios, shape, 1, static_cast<int>(shape.terms.size()));
  block.water_balance = filled<double>(scenarios, water, 1, static_cast<int>(shape.terms.size()));
  if (shape.fields == FieldOutput::none) return block;
  block.cell_mean = block.cell_max = block.cell_p90 = filled<float>(scenarios, shape, 1, shape.cells);
  if (shape.fields == FieldOutput::full) {
    block.cell_concentration = filled<float>(scenarios, shape, shape.times, shape.cells);
  }
  return block;
}

}  // namespace bailang::hand_made
