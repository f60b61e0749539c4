#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "io/field_value.hpp"
#include "io/scenario_reader.hpp"
#include "scenarios/sweep.hpp"

namespace bailang {
namespace {

/// Tables of a year or a scenario in place of the case's; empty = the case's.
struct OwnTables {
  std::string inflows, rain;
};

/// Forcings that differ from the case's by their inflows and rain; each table is read once.
class OwnForcings {
public:
  explicit OwnForcings(CaseReader& reader) : reader_(reader) {}

  /// Index into Case::forcings.
  int find(TomlSection& section, const OwnTables& tables) {
    if (tables.inflows.empty() && tables.rain.empty()) return 0;
    const auto next = static_cast<int>(reader_.model.forcings.size());
    const auto [found, is_new] = known_.try_emplace({tables.inflows, tables.rain}, next);
    if (is_new) {
      Forcing forcing = reader_.model.forcings[0];
      if (!tables.inflows.empty()) forcing.inflows = read(section, "inflows", tables.inflows, inflows_, read_inflows);
      if (!tables.rain.empty()) forcing.rain = read(section, "rain", tables.rain, rain_, read_rain);
      reader_.model.forcings.push_back(std::move(forcing));
    }
    return found->second;
  }

private:
  template <class Table>
  Table read(TomlSection& section, std::string_view key, const std::string& file, std::map<std::string, Table>& tables,
             Table (*read_table)(CaseReader&, const std::string&)) {
    const auto [found, is_new] = tables.try_emplace(file);
    if (!is_new) return found->second;
    const std::size_t faults = reader_.context.found.error_count();
    found->second = read_table(reader_, file);
    if (reader_.context.found.error_count() > faults && !std::filesystem::exists(reader_.context.directory / file)) {
      section.error(key, fmt::format("'{}' in {} names a file that is not there", key, section.name()));
    }
    return found->second;
  }

  CaseReader& reader_;
  std::map<std::pair<std::string, std::string>, int> known_;  ///< files of inflows and rain → index
  std::map<std::string, std::vector<Inflow>> inflows_;
  std::map<std::string, std::vector<Rain>> rain_;
};

/// Years of the file, and the tables that each brings.
struct Years {
  WaterYears years;
  std::vector<OwnTables> tables;
};

OwnTables read_own_tables(TomlSection& section) {
  return {section.text("inflows"), section.text("rain")};
}

void read_year(TomlSection section, OwnForcings& forcings, Years& years) {
  WaterYear year;
  year.id = section.text("id");
  year.title = section.text("title", year.id);
  years.tables.push_back(read_own_tables(section));
  year.forcing = forcings.find(section, years.tables.back());
  year.flow_factor = section.number("flow_factor", 1.0);
  year.diffuse_factor = section.number("diffuse_factor", 1.0);
  year.temperature_offset = section.number("temperature_offset_c", 0.0);
  years.years.push_back(std::move(year));
}

/// The scenario's own tables, or its year's; both are an error.
void join(TomlSection& section, std::string_view key, const std::string& year, const std::string& of_year,
          std::string& own) {
  if (!own.empty() && !of_year.empty()) {
    section.error(key, fmt::format("{} has {} of its own and those of year {}", section.name(), key, in_quotes(year)),
                  "leave one of the two out");
  }
  if (own.empty()) own = of_year;
}

/// Whose water the scenario has.
void read_water(CaseReader& reader, TomlSection& section, const Years& years, OwnForcings& forcings,
                Scenario& scenario) {
  OwnTables tables = read_own_tables(section);
  scenario.flow_factor = section.number("flow_factor", 1.0);
  scenario.diffuse_factor = section.number("diffuse_factor", 1.0);
  scenario.temperature_offset = section.number("temperature_offset_c", 0.0);
  if (section.has("year")) {
    const int year = resolve_year(reader, section, {section.text("year"), section.span("year")});
    if (year < 0) return;
    set_year(years.years[year], scenario);
    join(section, "inflows", scenario.year, years.tables[year].inflows, tables.inflows);
    join(section, "rain", scenario.year, years.tables[year].rain, tables.rain);
  }
  scenario.forcing = forcings.find(section, tables);
}

void check_baseline(CaseReader& reader, TomlSection& section, const Scenario& scenario) {
  const auto& all = reader.model.scenarios;
  const auto other = std::find_if(all.begin(), all.end(), [](const Scenario& s) { return s.baseline; });
  if (!scenario.baseline || other == all.end()) return;
  section.error("baseline",
                fmt::format("scenarios {} and {} are both the baseline", in_quotes(other->id), in_quotes(scenario.id)),
                "at most one can be");
}

void read_scenario(CaseReader& reader, TomlSection section, const Years& years, OwnForcings& forcings) {
  Scenario scenario;
  scenario.id = section.text("id");
  scenario.title = section.text("title", scenario.id);
  scenario.measures = read_measure_list(reader, section, "measures");
  scenario.baseline = section.boolean("baseline", false);
  scenario.source = section.place("id");
  read_water(reader, section, years, forcings, scenario);
  check_baseline(reader, section, scenario);
  reader.model.scenarios.push_back(std::move(scenario));
}

std::optional<InputFile> load_scenarios(CaseReader& reader, const std::filesystem::path& other_file) {
  if (other_file.empty()) return load_file(reader.context, file_of(reader, schema("scenarios")));
  return load_path(reader.context, other_file.string(), other_file.filename().string());
}

/// Years first, as the others name them; then given scenarios, which stand before the members of sweeps.
void read_items(CaseReader& reader, const InputFile& file, const std::vector<TomlItem>& items) {
  Years years;
  OwnForcings forcings(reader);
  for (const std::string array : {"year", "scenario", "sweep"}) {
    for (const TomlItem& item : items) {
      if (item.array != array) continue;
      TomlSection section(reader.context, file, item.table, schema(array + "s").fields, item.name, item.span);
      if (array == "year") {
        read_year(std::move(section), forcings, years);
      } else if (array == "scenario") {
        read_scenario(reader, std::move(section), years, forcings);
      } else {
        read_sweep(reader, std::move(section), years.years);
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
