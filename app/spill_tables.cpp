#include "app/spill_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/figures.hpp"
#include "core/calendar.hpp"
#include "core/units.hpp"
#include "io/text_table.hpp"

namespace bailang {
namespace {

double hours(double seconds) {
  return seconds / units::seconds_per_hour;
}
double kilometres(double metres) {
  return metres / units::metres_per_kilometre;
}
double kilograms(double grams) {
  return grams / units::grams_per_kilogram;
}

const SpillRun& central(const SpillResult& result) {
  return *std::find_if(result.runs.begin(), result.runs.end(), [](const SpillRun& run) { return run.factor == 1.0; });
}

/// The central figure, and from least to greatest of all runs behind it.
template <class Value>
std::string with_range(const SpillResult& result, std::size_t spill, std::size_t place, Value value) {
  std::string middle = figures(value(central(result).at[spill][place]));
  if (result.runs.size() == 1) return middle;
  double low = INFINITY, high = -INFINITY;
  bool all_known = true;
  for (const SpillRun& run : result.runs) {
    const double figure = value(run.at[spill][place]);
    all_known = all_known && std::isfinite(figure);
    low = std::isfinite(figure) ? std::min(low, figure) : low;
    high = std::isfinite(figure) ? std::max(high, figure) : high;
  }
  if (!std::isfinite(low)) return middle;
  return fmt::format("{} ({}-{})", middle, figures(low), all_known ? figures(high) : "");
}

double duration(const SpillPassage& passage) {
  return passage.passed - passage.arrival;
}
double threshold_duration(const SpillPassage& passage) {
  return passage.threshold_passed - passage.threshold_arrival;
}

struct Column {
  std::string title;
  std::string key;  ///< in CSV and JSON
  double (*value)(const SpillPassage&);
  bool of_threshold = false;
};

const std::vector<Column>& columns() {
  static const std::vector<Column> list = {
      {"flow m3/s", "flow_m3_s", [](const SpillPassage& p) { return p.flow; }},
      {"dilution", "dilution", [](const SpillPassage& p) { return p.dilution; }},
      {"arrival h", "arrival_h", [](const SpillPassage& p) { return hours(p.arrival); }},
      {"peak mg/l", "peak_mg_l", [](const SpillPassage& p) { return p.peak; }},
      {"peak h", "peak_h", [](const SpillPassage& p) { return hours(p.peak_time); }},
      {"passed h", "passed_h", [](const SpillPassage& p) { return hours(p.passed); }},
      {"lasts h", "duration_h", [](const SpillPassage& p) { return hours(duration(p)); }},
      {"over from h", "threshold_arrival_h", [](const SpillPassage& p) { return hours(p.threshold_arrival); }, true},
      {"over until h", "threshold_passed_h", [](const SpillPassage& p) { return hours(p.threshold_passed); }, true},
      {"over for h", "threshold_duration_h", [](const SpillPassage& p) { return hours(threshold_duration(p)); }, true},
      {"mass kg", "mass_kg", [](const SpillPassage& p) { return kilograms(p.mass); }}};
  return list;
}

std::string heading(const Case& model, const SpillStudy& study, const Spill& spill) {
  const Reach& reach = model.network.reaches[static_cast<std::size_t>(spill.reach)];
  const std::string lasting =
      spill.duration > 0.0 ? fmt::format("over {:.10g} min", spill.duration / units::seconds_per_minute) : "at once";
  const std::string place = fmt::format("{} {} km {:.10g}", reach.river, reach.id, kilometres(spill.chainage));
  std::string text = fmt::format("Spill 泄漏 {}: {:.10g} kg {}, {}, from {}\n", spill.name, kilograms(spill.mass),
                                 lasting, place, format_instant(spill.time));
  if (study.decay > 0.0)
    text += fmt::format("First-order loss {:.4g} per day.\n", study.decay * units::seconds_per_day);
  return text;
}

std::string spill_table(const SpillStudy& study, const SpillResult& result, std::size_t spill) {
  TextTable table;
  table.header = {"section", "断面", "river", "from spill km", "to mouth km"};
  table.align_right = {false, false, false, true, true};
  for (const Column& column : columns()) {
    if (column.of_threshold && study.threshold <= 0.0) continue;
    table.header.push_back(column.title);
    table.align_right.push_back(true);
  }
  for (std::size_t p = 0; p < result.places.size(); ++p) {
    const SpillPlace& place = result.places[p];
    if (!std::isfinite(place.distance[spill])) continue;
    const std::string name = place.name.empty() ? place.id : place.name;
    std::vector<std::string> row = {shortened(place.is_mouth ? name + " (mouth)" : name, 40), place.name_zh,
                                    place.river, number(kilometres(place.distance[spill]), 1),
                                    number(kilometres(place.to_mouth), 1)};
    for (const Column& column : columns()) {
      if (column.of_threshold && study.threshold <= 0.0) continue;
      row.push_back(with_range(result, spill, p, column.value));
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return "No section or mouth lies downstream.\n";
  return format(table) + fmt::format(
                             "Values are means over the width, which mixing from a bank takes {:.1f} km to fill "
                             "(HJ 2.3-2018): nearer than that, more at the bank. 岸边排放完全混合距离\n",
                             kilometres(central(result).mixing[spill]));
}

std::string footer(const Case& model, const SpillStudy& study, const SpillResult& result) {
  const SpillRun& run = central(result);
  std::string text = fmt::format(
      "Hours after the spill begins. Arrival and passage: 1 % of the peak there{}. -: not in the time followed.\n"
      "Cells from {:.4g} m, step {:.4g} s, followed for {:.3g} d",
      study.threshold > 0.0 ? fmt::format("; over: {:.4g} mg/l", study.threshold) : "", run.shortest_cell, run.step,
      run.followed / units::seconds_per_day);
  if (result.runs.size() > 1) {
    text += fmt::format("; in brackets the range for velocities of {:.3g} to {:.3g} times the river's",
                        result.runs.front().factor, result.runs.back().factor);
  }
  double closure = 0.0;
  for (const SpillRun& each : result.runs) closure = std::max(closure, each.closure);
  text += fmt::format(".\nMass ledger, |error| over mass spilled: {:.1e}\n", closure);
  if (!model.note.empty()) text += "\nNote 注: " + model.note + "\n";
  return text;
}

nlohmann::ordered_json json_number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json place_json(const SpillPlace& place, const SpillPassage& passage, std::size_t spill) {
  nlohmann::ordered_json row = {{"id", place.id},
                                {"name", place.name},
                                {"name_zh", place.name_zh},
                                {"river", place.river},
                                {"is_mouth", place.is_mouth},
                                {"distance_km", kilometres(place.distance[spill])},
                                {"to_mouth_km", json_number(kilometres(place.to_mouth))}};
  for (const Column& column : columns()) row[column.key] = json_number(column.value(passage));
  return row;
}

}  // namespace

std::string spill_tables(const Case& model, const SpillStudy& study, const SpillResult& result) {
  std::string text;
  for (std::size_t i = 0; i < study.spills.size(); ++i) {
    text += heading(model, study, study.spills[i]) + spill_table(study, result, i) + "\n";
  }
  return text + footer(model, study, result);
}

std::string spill_csv(const SpillStudy& study, const SpillResult& result) {
  std::string text =
      "\xEF\xBB\xBFspill,velocity,velocity_factor,section,name,name_zh,river,is_mouth,distance_km,to_mouth_km";
  for (const Column& column : columns()) text += "," + column.key;
  text += "\r\n";
  for (std::size_t i = 0; i < study.spills.size(); ++i) {
    for (const SpillRun& run : result.runs) {
      for (std::size_t p = 0; p < result.places.size(); ++p) {
        const SpillPlace& place = result.places[p];
        if (!std::isfinite(place.distance[i])) continue;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{}", quoted_cell(study.spills[i].name), run.velocity,
                            plain(run.factor), quoted_cell(place.id), quoted_cell(place.name),
                            quoted_cell(place.name_zh), quoted_cell(place.river), place.is_mouth ? 1 : 0,
                            plain(kilometres(place.distance[i])), plain(kilometres(place.to_mouth)));
        for (const Column& column : columns()) text += "," + plain(column.value(run.at[i][p]));
        text += "\r\n";
      }
    }
  }
  return text;
}

std::string spill_json(const Case& model, const SpillStudy& study, const SpillResult& result) {
  nlohmann::ordered_json object = {{"title", model.title}, {"note", model.note}};
  object["scenario"] = model.scenarios[static_cast<std::size_t>(study.scenario)].id;
  object["threshold_mg_l"] = study.threshold;
  object["decay_per_day"] = study.decay * units::seconds_per_day;
  for (std::size_t i = 0; i < study.spills.size(); ++i) {
    const Spill& spill = study.spills[i];
    nlohmann::ordered_json entry = {{"name", spill.name},
                                    {"reach", model.network.reaches[static_cast<std::size_t>(spill.reach)].id},
                                    {"chainage_m", spill.chainage},
                                    {"mass_kg", kilograms(spill.mass)},
                                    {"time", format_instant(spill.time)},
                                    {"duration_min", spill.duration / units::seconds_per_minute}};
    for (const SpillRun& run : result.runs) {
      nlohmann::ordered_json of_run = {{"velocity", run.velocity},
                                       {"velocity_factor", run.factor},
                                       {"full_mixing_km", json_number(kilometres(run.mixing[i]))},
                                       {"step_s", run.step},
                                       {"shortest_cell_m", run.shortest_cell},
                                       {"followed_h", hours(run.followed)},
                                       {"ledger_error", run.closure},
                                       {"sections", nlohmann::ordered_json::array()}};
      for (std::size_t p = 0; p < result.places.size(); ++p) {
        const bool is_passed = std::isfinite(result.places[p].distance[i]);
        if (is_passed) of_run["sections"].push_back(place_json(result.places[p], run.at[i][p], i));
      }
      entry["runs"].push_back(std::move(of_run));
    }
    object["spills"].push_back(std::move(entry));
  }
  return object.dump(2) + "\n";
}

}  // namespace bailang
