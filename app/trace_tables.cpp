#include "app/trace_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "app/figures.hpp"
#include "core/constituents.hpp"
#include "core/units.hpp"
#include "io/result_layout.hpp"
#include "io/text_table.hpp"

namespace bailang {
namespace {

/// Constituents whose load is a mass that people ask for, sums of parts among them.
std::vector<OutputConstituent> constituents_of(const Case& model) {
  std::vector<OutputConstituent> list = output_constituents(model.network.constituents);
  std::erase_if(list, [](const OutputConstituent& c) {
    const ConstituentInfo* info = find_constituent(c.name);
    return c.name == "continuity" || (info != nullptr && info->unit == "d");
  });
  return list;
}

/// [kg d-1]; missing where it is not known.
double load_of(const TraceLine& line, const OutputConstituent& c) {
  if (line.load.empty()) return missing;
  double sum = 0.0;
  for (const int part : c.parts) sum += line.load[static_cast<std::size_t>(part)];
  return units::g_per_s_to_kg_per_day(sum);
}

double kilometres(double metres) {
  return metres / units::metres_per_kilometre;
}

std::string measures_of(const TraceLine& line) {
  return fmt::format("{}", fmt::join(line.measures, ", "));
}

/// Name in both languages, as far as the case has them.
std::string names_of(const TraceLine& line) {
  const std::string gap = line.name.empty() || line.name_zh.empty() ? "" : " ";
  return shortened(line.name + gap + line.name_zh, 36);
}

std::string table_of(const Case& model, const std::vector<TraceLine>& lines, bool upwards) {
  const std::vector<OutputConstituent> constituents = constituents_of(model);
  TextTable table;
  table.header = {"what 环节", "id", "name 名称", "river 河流", "km", "water m3/s"};
  table.align_right = {false, false, false, false, true, true};
  for (const OutputConstituent& c : constituents) {
    table.header.push_back(short_name(c.name) + " kg/d");
    table.align_right.push_back(true);
  }
  table.header.insert(table.header.end(), {"way 去向", "measures 措施"});
  table.align_right.insert(table.align_right.end(), {false, false});
  for (const TraceLine& line : lines) {
    if (line.upwards != upwards) continue;
    const std::string indent(static_cast<std::size_t>(2 * line.depth), ' ');
    std::vector<std::string> row = {fmt::format("{}{} {}", indent, to_string(line.kind), name_zh(line.kind)),
                                    line.id,
                                    names_of(line),
                                    line.river,
                                    number(kilometres(line.distance), 2),
                                    number(line.water, 4)};
    for (const OutputConstituent& c : constituents) row.push_back(number(load_of(line, c), 1));
    row.insert(row.end(), {line.way, measures_of(line)});
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty() ? "" : format(table);
}

}  // namespace

std::string trace_tables(const Case& model, const TraceTitle& title, const std::vector<TraceLine>& lines) {
  std::string text = fmt::format("{} {} '{}', scenario 情景 '{}' at {}\n", to_string(title.start.kind),
                                 name_zh(title.start.kind), title.start.name, title.scenario, title.moment);
  const std::string above = table_of(model, lines, true), below = table_of(model, lines, false);
  if (!above.empty()) text += "\nWhat comes to it 来源 (km along the river)\n\n" + above;
  if (!below.empty()) text += "\nWhere it goes 去向 (km along the river)\n\n" + below;
  return text;
}

std::string trace_csv(const Case& model, const std::vector<TraceLine>& lines) {
  const std::vector<OutputConstituent> constituents = constituents_of(model);
  std::string text = "direction,depth,what,what_zh,id,name,name_zh,river,distance_m,water_m3_s";
  for (const OutputConstituent& c : constituents) text += fmt::format(",{}_kg_d", c.name);
  text += ",way,measures\n";
  for (const TraceLine& line : lines) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{}", line.upwards ? "up" : "down", line.depth, to_string(line.kind),
                        name_zh(line.kind), quoted_cell(line.id), quoted_cell(line.name), quoted_cell(line.name_zh),
                        quoted_cell(line.river), plain(line.distance), plain(line.water));
    for (const OutputConstituent& c : constituents) text += "," + plain(load_of(line, c));
    text +=
        fmt::format(",{},{}\n", quoted_cell(line.way), quoted_cell(fmt::format("{}", fmt::join(line.measures, " "))));
  }
  return text;
}

std::string trace_json(const Case& model, const TraceTitle& title, const std::vector<TraceLine>& lines) {
  const auto value = [](double number) { return is_given(number) ? nlohmann::json(number) : nlohmann::json(nullptr); };
  nlohmann::json document = {{"what", to_string(title.start.kind)},
                             {"id", title.start.name},
                             {"scenario", title.scenario},
                             {"at", title.moment},
                             {"lines", nlohmann::json::array()}};
  for (const TraceLine& line : lines) {
    nlohmann::json row = {{"direction", line.upwards ? "up" : "down"},
                          {"depth", line.depth},
                          {"what", to_string(line.kind)},
                          {"what_zh", name_zh(line.kind)},
                          {"id", line.id},
                          {"name", line.name},
                          {"name_zh", line.name_zh},
                          {"river", line.river},
                          {"distance_m", value(line.distance)},
                          {"water_m3_s", value(line.water)},
                          {"way", line.way},
                          {"measures", line.measures}};
    for (const OutputConstituent& c : constituents_of(model)) row["load_kg_d"][c.name] = value(load_of(line, c));
    document["lines"].push_back(std::move(row));
  }
  return document.dump(1) + "\n";
}

}  // namespace bailang
