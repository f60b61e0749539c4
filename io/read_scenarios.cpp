#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/field_value.hpp"
#include "io/scenario_reader.hpp"
#include "scenarios/sweep.hpp"

namespace bailang {
namespace {

/// Index of the forcing with these inflows; the file is read once.
int read_own_inflows(CaseReader& reader, TomlSection& section, std::map<std::string, int>& known) {
  const std::string file = section.text("inflows");
  if (file.empty()) return 0;
  const auto [found, is_new] = known.try_emplace(file, static_cast<int>(reader.model.forcings.size()));
  if (is_new) {
    const std::size_t faults = reader.context.found.error_count();
    Forcing forcing = reader.model.forcings[0];
    forcing.inflows = read_inflows(reader, file);
    reader.model.forcings.push_back(std::move(forcing));
    if (reader.context.found.error_count() > faults && !std::filesystem::exists(reader.context.directory / file)) {
      section.error("inflows", fmt::format("'inflows' in {} names a file that is not there", section.name()));
    }
  }
  return found->second;
}

WaterYear read_year(CaseReader& reader, TomlSection section, std::map<std::string, int>& inflow_files) {
  WaterYear year;
  year.id = section.text("id");
  year.title = section.text("title", year.id);
  year.forcing = read_own_inflows(reader, section, inflow_files);
  year.flow_factor = section.number("flow_factor", 1.0);
  year.diffuse_factor = section.number("diffuse_factor", 1.0);
  year.temperature_offset = section.number("temperature_offset_c", 0.0);
  return year;
}

void read_year_of(CaseReader& reader, TomlSection& section, const WaterYears& years, Scenario& scenario) {
  if (!section.has("year")) return;
  const int year = resolve_year(reader, section, {section.text("year"), section.span("year")});
  if (year < 0) return;
  const int own = scenario.forcing;
  set_year(years[year], scenario);
  if (own == 0) return;
  if (years[year].forcing != 0) {
    section.error(
        "inflows",
        fmt::format("{} has inflows of its own and those of year {}", section.name(), in_quotes(years[year].id)),
        "leave one of the two out");
  }
  scenario.forcing = own;
}

void check_baseline(CaseReader& reader, TomlSection& section, const Scenario& scenario) {
  const auto& all = reader.model.scenarios;
  const auto other = std::find_if(all.begin(), all.end(), [](const Scenario& s) { return s.baseline; });
  if (!scenario.baseline || other == all.end()) return;
  section.error("baseline",
                fmt::format("scenarios {} and {} are both the baseline", in_quotes(other->id), in_quotes(scenario.id)),
                "at most one can be");
}

void read_scenario(CaseReader& reader, TomlSection section, const WaterYears& years,
                   std::map<std::string, int>& inflow_files) {
  Scenario scenario;
  scenario.id = section.text("id");
  scenario.title = section.text("title", scenario.id);
  scenario.measures = read_measure_list(reader, section, "measures");
  scenario.baseline = section.boolean("baseline", false);
  scenario.forcing = read_own_inflows(reader, section, inflow_files);
  scenario.flow_factor = section.number("flow_factor", 1.0);
  scenario.diffuse_factor = section.number("diffuse_factor", 1.0);
  scenario.temperature_offset = section.number("temperature_offset_c", 0.0);
  scenario.source = section.place("id");
  read_year_of(reader, section, years, scenario);
  check_baseline(reader, section, scenario);
  reader.model.scenarios.push_back(std::move(scenario));
}

std::optional<InputFile> load_scenarios(CaseReader& reader, const std::filesystem::path& other_file) {
  if (other_file.empty()) return load_file(reader.context, file_of(reader, schema("scenarios")));
  return load_path(reader.context, other_file.string(), other_file.filename().string());
}

/// Years first, as the others name them; then given scenarios, which stand before the members of sweeps.
void read_items(CaseReader& reader, const InputFile& file, const std::vector<TomlItem>& items) {
  WaterYears years;
  std::map<std::string, int> inflow_files;
  for (const std::string array : {"year", "scenario", "sweep"}) {
    for (const TomlItem& item : items) {
      if (item.array != array) continue;
      TomlSection section(reader.context, file, item.table, schema(array + "s").fields, item.name, item.span);
      if (array == "year") {
        years.push_back(read_year(reader, std::move(section), inflow_files));
      } else if (array == "scenario") {
        read_scenario(reader, std::move(section), years, inflow_files);
      } else {
        read_sweep(reader, std::move(section), years);
      }
    }
  }
}

}  // namespace

int resolve_measure(CaseReader& reader, TomlSection& section, const PlacedText& id) {
  const int found = reader.measures.find(id.text);
  if (found < 0 && reader.measures.is_complete) {
    section.error_at(id.span, fmt::format("{}: there is no measure {}", section.name(), in_quotes(id.text)),
                     suggestion(reader.context, id.text, reader.measures.ids));
  }
  return found;
}

int resolve_year(CaseReader& reader, TomlSection& section, const PlacedText& id) {
  const int found = reader.years.find(id.text);
  if (found < 0 && reader.years.is_complete) {
    section.error_at(id.span, fmt::format("{}: there is no year {}", section.name(), in_quotes(id.text)),
                     reader.years.ids.empty() ? "give a [[year]] with that id"
                                              : suggestion(reader.context, id.text, reader.years.ids));
  }
  return found;
}

std::vector<int> read_measure_list(CaseReader& reader, TomlSection& section, std::string_view key) {
  std::vector<int> list;
  for (const PlacedText& id : section.texts(key)) {
    const int measure = resolve_measure(reader, section, id);
    if (measure < 0) continue;
    if (std::find(list.begin(), list.end(), measure) != list.end()) {
      section.error_at(id.span,
                       fmt::format("'{}' in {} names measure {} twice", key, section.name(), in_quotes(id.text)));
    }
    list.push_back(measure);
  }
  return list;
}

void read_scenarios(CaseReader& reader, const std::filesystem::path& other_file) {
  if (other_file.empty() && !is_present(reader, schema("scenarios"))) {
    Scenario& baseline = reader.model.scenarios.emplace_back();
    baseline.id = baseline.title = "baseline";
    baseline.baseline = true;
    return;
  }
  const auto file = load_scenarios(reader, other_file);
  const auto document = file ? parse_toml(reader.context, *file) : std::nullopt;
  if (!document) return;
  const auto items =
      toml_items(reader.context, *file, *document,
                 {{"scenario", &reader.scenarios}, {"sweep", &reader.scenarios}, {"year", &reader.years}});
  read_items(reader, *file, items);
  const bool has_scenarios =
      std::any_of(items.begin(), items.end(), [](const TomlItem& item) { return item.array != "year"; });
  if (!has_scenarios && !reader.context.found.has_errors()) {
    report_error(reader.context, *file, {}, "there is no [[scenario]] and no [[sweep]]");
  }
}

}  // namespace bailang
