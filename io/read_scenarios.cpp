#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "io/case_reader.hpp"
#include "io/field_value.hpp"
#include "io/toml_tables.hpp"
#include "scenarios/sweep.hpp"

namespace bailang {
namespace {

constexpr double most_members = 100000.0;  ///< of a sweep

int resolve_measure(CaseReader& reader, TomlSection& section, const PlacedText& id) {
  const int found = reader.measures.find(id.text);
  if (found < 0 && reader.measures.is_complete) {
    section.error_at(id.span, fmt::format("{}: there is no measure {}", section.name(), in_quotes(id.text)),
                     suggestion(reader.context, id.text, reader.measures.ids));
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

void read_scenario(CaseReader& reader, TomlSection section, std::map<std::string, int>& inflow_files) {
  Scenario scenario;
  scenario.id = section.text("id");
  scenario.title = section.text("title", scenario.id);
  scenario.measures = read_measure_list(reader, section, "measures");
  scenario.baseline = section.boolean("baseline", false);
  scenario.forcing = read_own_inflows(reader, section, inflow_files);
  scenario.flow_factor = section.number("flow_factor", 1.0);
  scenario.temperature_offset = section.number("temperature_offset_c", 0.0);
  scenario.source = section.place("id");
  const auto& all = reader.model.scenarios;
  const auto other = std::find_if(all.begin(), all.end(), [](const Scenario& s) { return s.baseline; });
  if (scenario.baseline && other != all.end()) {
    section.error(
        "baseline",
        fmt::format("scenarios {} and {} are both the baseline", in_quotes(other->id), in_quotes(scenario.id)),
        "at most one can be");
  }
  reader.model.scenarios.push_back(std::move(scenario));
}

/// A choice of an axis: a measure, a list of measures, or an empty list.
std::vector<int> read_choice(CaseReader& reader, TomlSection& section, const TomlValue& choice) {
  std::vector<int> measures;
  const auto add = [&](const TomlValue& item) {
    if (item.type != TomlType::text) {
      section.error_at(item.span,
                       fmt::format("a choice in 'axes' of {} must be a measure or a list of measures, but is "
                                   "{}",
                                   section.name(), describe(item)));
      return;
    }
    const int measure = resolve_measure(reader, section, {item.text, item.span});
    if (measure >= 0) measures.push_back(measure);
  };
  if (choice.type == TomlType::array) {
    for (const TomlValue& item : choice.items) add(item);
  } else {
    add(choice);
  }
  return measures;
}

void read_axes(CaseReader& reader, TomlSection& section, Sweep& sweep) {
  const TomlValue* axes = section.value("axes");
  const auto fault = [&](const TomlValue& value) {
    section.error_at(value.span,
                     fmt::format("'axes' in {} must be a list of axes, each a list of choices, but holds {}",
                                 section.name(), describe(value)),
                     "axes = [[\"a\", [\"b\", \"c\"], []]]");
  };
  if (axes != nullptr && axes->type != TomlType::array) fault(*axes);
  for (const TomlValue& axis : axes == nullptr ? std::vector<TomlValue>{} : axes->items) {
    if (axis.type != TomlType::array || axis.items.empty()) {
      fault(axis);
      continue;
    }
    auto& choices = sweep.axes.emplace_back();
    for (const TomlValue& choice : axis.items) choices.push_back(read_choice(reader, section, choice));
  }
  for (const int measure : read_measure_list(reader, section, "toggle")) sweep.axes.push_back({{}, {measure}});
}

void read_flow_factors(TomlSection& section, Sweep& sweep) {
  const std::vector<double> factors = section.numbers("flow_factor");
  if (factors.empty()) return;
  sweep.flow_factor_low = factors.front();
  sweep.flow_factor_high = factors.back();
  if (factors.size() > 2 || factors.front() > factors.back()) {
    section.error("flow_factor",
                  fmt::format("'flow_factor' in {} must be the lowest and the highest value", section.name()),
                  "flow_factor = [0.5, 1.5]");
  }
}

/// Keys that serve another kind of sweep are told, not ignored.
void check_sweep_keys(TomlSection& section, SweepKind kind) {
  const bool is_factorial = kind == SweepKind::factorial;
  const std::initializer_list<std::string_view> drawn = {"pool", "count", "seed", "flow_factor"};
  const std::initializer_list<std::string_view> crossed = {"axes", "toggle"};
  for (const std::string_view key : is_factorial ? drawn : crossed) {
    if (section.has(key)) section.error(key, fmt::format("'{}' has no meaning in this kind of sweep", key));
  }
  if (kind == SweepKind::random_subset && section.has("flow_factor")) {
    section.error("flow_factor", "'flow_factor' has no meaning in this kind of sweep", "latin_hypercube has it");
  }
}

void check_size(TomlSection& section, const Sweep& sweep) {
  if (sweep.kind == SweepKind::factorial) {
    double members = 1.0;
    for (const auto& axis : sweep.axes) members *= static_cast<double>(axis.size());
    if (sweep.axes.empty()) section.error("", fmt::format("{} has no axes", section.name()), "give axes or toggle");
    if (members > most_members) {
      section.error(
          "axes", fmt::format("{} has {:.6g} members; at most {} are allowed", section.name(), members, most_members));
    }
    return;
  }
  if (!section.has("count")) section.error("", fmt::format("key 'count' is missing in {}", section.name()));
  if (sweep.kind == SweepKind::random_subset && sweep.pool.empty()) {
    section.error("pool", fmt::format("'pool' in {} names no measures", section.name()));
  }
}

void read_sweep(CaseReader& reader, TomlSection section) {
  Sweep sweep;
  sweep.id = section.text("id");
  sweep.title = section.text("title", sweep.id);
  const int kind = section.choice("kind", -1);
  if (kind < 0) return;  // told already; without it the other keys have no meaning
  sweep.kind = static_cast<SweepKind>(kind);
  sweep.base = read_measure_list(reader, section, "base");
  read_axes(reader, section, sweep);
  sweep.pool = read_measure_list(reader, section, "pool");
  sweep.count = static_cast<int>(section.whole("count").value_or(0));
  sweep.seed = static_cast<unsigned long long>(section.whole("seed").value_or(1));
  read_flow_factors(section, sweep);
  sweep.source = section.place("id");
  const std::size_t faults = reader.context.found.error_count();
  check_sweep_keys(section, sweep.kind);
  check_size(section, sweep);
  if (reader.context.found.error_count() > faults) return;
  for (Scenario& member : expand(sweep, reader.model.measures)) {
    if (reader.scenarios.find(member.id) >= 0) {
      section.error("id",
                    fmt::format("member {} of {} has the id of a scenario", in_quotes(member.id), section.name()));
    }
    reader.model.scenarios.push_back(std::move(member));
  }
}

std::optional<InputFile> load_scenarios(CaseReader& reader, const std::filesystem::path& other_file) {
  if (other_file.empty()) return load_file(reader.context, file_of(reader, schema("scenarios")));
  return load_path(reader.context, other_file.string(), other_file.filename().string());
}

}  // namespace

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
  const auto items = toml_items(reader.context, *file, *document, {"scenario", "sweep"}, reader.scenarios);
  std::map<std::string, int> inflow_files;
  for (const bool sweeps : {false, true}) {  // given scenarios stand before the members of sweeps
    for (const TomlItem& item : items) {
      if ((item.array == "sweep") != sweeps) continue;
      TomlSection section(reader.context, *file, item.table, schema(sweeps ? "sweeps" : "scenarios").fields, item.name,
                          item.span);
      sweeps ? read_sweep(reader, section) : read_scenario(reader, section, inflow_files);
    }
  }
  if (items.empty() && !reader.context.found.has_errors()) {
    report_error(reader.context, *file, {}, "there is no [[scenario]] and no [[sweep]]");
  }
}

}  // namespace bailang
