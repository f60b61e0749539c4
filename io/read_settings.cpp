#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/constituents.hpp"
#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/read_bay.hpp"
#include "io/read_kinetics.hpp"
#include "io/sha256.hpp"
#include "io/toml_section.hpp"

namespace bailang {
namespace {

constexpr double most_steps = 1.0e8;  ///< of a run; more is a slip of a unit
constexpr double most_records = 1.0e6;

/// A section of case.toml; an absent one is read as empty, so that missing required keys are told.
TomlSection open_section(CaseReader& reader, const InputFile& file, const TomlValue& document, std::string_view name) {
  static const TomlValue empty;
  const Schema& section = schema(name);
  const TomlEntry* entry = document.find(name);
  const std::string heading(section.heading);
  if (entry == nullptr) {
    if (section.required) report_error(reader.context, file, {}, fmt::format("section {} is missing", heading));
    return {reader.context, file, empty, {}, heading, {}};
  }
  if (entry->value.type != TomlType::table) {
    report_error(reader.context, file, entry->span, fmt::format("'{}' must be a section {}", name, heading));
    return {reader.context, file, empty, {}, heading, entry->span};
  }
  return {reader.context, file, entry->value, section.fields, heading, entry->span};
}

void check_sections(CaseReader& reader, const InputFile& file, const TomlValue& document) {
  std::vector<std::string> names;
  for (const Schema& section : all_schemas()) {
    if (section.file == "case.toml") names.emplace_back(section.name);
  }
  for (const TomlEntry& entry : document.entries) {
    if (std::find(names.begin(), names.end(), entry.key) != names.end()) continue;
    const bool is_section = entry.value.type == TomlType::table;
    report_error(reader.context, file, entry.span,
                 fmt::format("unknown {} '{}' in case.toml", is_section ? "section" : "key", entry.key),
                 suggestion(reader.context, entry.key, names));
  }
}

void read_constituents(CaseReader& reader, TomlSection& section, KineticSet set) {
  Network& network = reader.model.network;
  for (const PlacedText& entry : section.texts("constituents")) {
    const ConstituentInfo* known = find_constituent(entry.text);
    if (known == nullptr) {
      const std::string nearest = nearest_word(entry.text, constituent_names());
      section.error_at(entry.span, fmt::format("unknown constituent '{}'", entry.text),
                       nearest.empty() ? fmt::format("known: {}", fmt::join(constituent_names(), ", "))
                                       : fmt::format("did you mean '{}'?", nearest));
    } else if (constituent_index(network, entry.text) >= 0) {
      section.error_at(entry.span, fmt::format("constituent '{}' stands twice", entry.text));
    } else if (suits_set(section, entry, set)) {
      network.constituents.push_back(entry.text);
    }
  }
  const TomlValue* list = section.value("constituents");
  if (list != nullptr && list->type == TomlType::array && list->items.empty()) {
    section.error("constituents", "the list of constituents is empty");
  }
}

void read_names(CaseReader& reader, TomlSection section, KineticSet set) {
  Case& model = reader.model;
  model.name = section.text("name");
  model.title = section.text("title", model.name);
  model.currency = section.text("currency", "CNY");
  model.discount_rate = section.number("discount_rate", model.discount_rate);
  model.default_lifetime = section.number("default_lifetime_years", model.default_lifetime);
  model.note = section.text("note");
  read_constituents(reader, section, set);
  check_has_parts(section, set);
}

bool divides(double part, double whole) {
  const double ratio = whole / part;
  return ratio >= 1.0 - 1e-9 && std::abs(ratio - std::round(ratio)) <= 1e-9 * ratio;
}

void check_steps(TomlSection& section, const TimeSettings& time) {
  const auto run = static_cast<double>(time.end - time.start);
  if (run / time.step > most_steps || run / time.output > most_records) {
    section.error(
        section.has("step") ? "step" : "output",
        fmt::format("the run of {} s has {:.3g} steps and {:.3g} records; at most {:.0e} and {:.0e} are allowed", run,
                    run / time.step, run / time.output, most_steps, most_records));
    return;
  }
  if (!divides(time.step, time.output)) {
    section.error(section.has("step") ? "step" : "output",
                  fmt::format("'step' ({} s) must divide 'output' ({} s)", time.step, time.output));
  } else if (time.solve == SolveMode::transient && !divides(time.step, run)) {
    section.error("step", fmt::format("'step' ({} s) must divide the run from start to end ({} s)", time.step, run));
  }
}

void read_spin_up(TomlSection& section, TimeSettings& time) {
  time.spin_up = section.duration("spin_up").value_or(0.0);
  if (time.spin_up == 0.0) return;
  if (time.solve == SolveMode::steady) {
    section.error("spin_up", "'spin_up' in [time] has no meaning with solve = \"steady\"");
  } else if (!divides(time.step, time.spin_up)) {
    section.error("spin_up", fmt::format("'step' ({} s) must divide 'spin_up' ({} s)", time.step, time.spin_up));
  }
}

void read_time(CaseReader& reader, TomlSection section) {
  TimeSettings& time = reader.model.settings.time;
  const std::optional<Instant> start = section.instant("start");
  const std::optional<Instant> end = section.instant("end");
  time.step = section.duration("step").value_or(time.step);
  time.output = section.duration("output").value_or(time.output);
  time.solve = section.choice("solve", 0) == 1 ? SolveMode::steady : SolveMode::transient;
  read_spin_up(section, time);
  if (!start || !end) return;
  time.start = *start;
  time.end = *end;
  if (time.end <= time.start) {
    section.error("end", fmt::format("'end' must be later than 'start' ({}), but is {}", format_instant(time.start),
                                     format_instant(time.end)));
    return;
  }
  reader.has_time = true;
  check_steps(section, time);
}

void read_flow(CaseReader& reader, TomlSection section) {
  Settings& settings = reader.model.settings;
  const int mode = section.choice("mode", 2);
  constexpr FlowMode modes[] = {FlowMode::steady, FlowMode::prescribed, FlowMode::kinematic, FlowMode::diffusive,
                                FlowMode::dynamic};
  settings.flow = modes[mode];
  if (settings.flow == FlowMode::steady && settings.time.solve != SolveMode::steady) {
    section.error("mode", "flow mode 'steady' serves [time] solve = \"steady\" only, but solve is \"transient\"",
                  "use kinematic, dynamic, or prescribed with constant areas");
  }
  reader.interpolation = section.choice("interpolation", 0) == 1 ? Interpolation::step : Interpolation::linear;
}

/// A file with a saved state; its hash is one of the case's, for the result depends on it.
void read_initial_from(CaseReader& reader, TomlSection& section) {
  const std::string from = section.text("from");
  if (from.empty()) return;
  Settings& settings = reader.model.settings;
  const std::filesystem::path path = reader.context.directory / from;
  settings.initial_from = path.string();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    section.error("from", fmt::format("'from' in [initial] names {}, which is no file", in_quotes(path.string())),
                  "a result of `bailang run --save-state`, relative to the case's directory");
  } else {
    note_input_hash(reader.context, from, sha256_of_file(path));
  }
  for (const ConstituentInfo& constituent : known_constituents()) {
    const std::string key = fill_pattern("<constituent>_mg_l", constituent.name);
    if (section.has(key)) section.error(key, fmt::format("'{}' and 'from' stand together in [initial]", key));
  }
}

void read_initial(CaseReader& reader, TomlSection section, bool is_given_at_all) {
  Settings& settings = reader.model.settings;
  settings.has_initial = is_given_at_all && !section.has("from");
  read_initial_from(reader, section);
  for (const std::string& name : reader.model.network.constituents) {
    const bool is_continuity = name == "continuity";
    settings.initial.push_back(section.constituent_number("<constituent>_mg_l", name, is_continuity ? 1.0 : 0.0));
    const std::string key = fill_pattern("<constituent>_mg_l", name);
    if (may_decay(name) || is_continuity || !section.has(key)) continue;
    section.error(key, fmt::format("'{}' in [initial] has no meaning: {} begins at 0", key, name));
  }
}

Fractions read_shares(TomlSection& section) {
  Fractions shares;
  for (const ConstituentInfo& constituent : known_constituents()) {
    const double share = section.number(constituent.name, missing);
    if (is_given(share)) shares.emplace(constituent.name, share);
  }
  const std::initializer_list<std::vector<std::string_view>> sums = {
      {"cod_fast", "cod_slow", "cod_inert"}, {"org_n", "nh4_n", "no2_n", "no3_n"}, {"org_p", "po4_p"}};
  for (const auto& parts : sums) {
    double total = 0.0;
    for (const std::string_view part : parts) total += shares.contains(part) ? shares.find(part)->second : 0.0;
    if (total > 1.0 + 1e-9) {
      section.error(parts.front(), fmt::format("shares of {} sum to {} in {}; they must not exceed 1",
                                               fmt::join(parts, ", "), total, section.name()));
    }
  }
  return shares;
}

void read_fractions(CaseReader& reader, TomlSection section) {
  const Fractions everywhere = read_shares(section);
  for (const std::string_view table :
       {"inflows", "dischargers", "plants", "outfalls", "catchments", "tides", "initial_state"}) {
    Fractions& shares = reader.fractions[std::string(table)];
    const TomlValue* own = section.value(table);
    if (own != nullptr && own->type != TomlType::table) {
      section.error(table, fmt::format("'{}' in [fractions] must be a section [fractions.{}]", table, table));
    } else if (own != nullptr) {
      std::vector<Field> fields = {schema("fractions").fields.front()};
      TomlSection part(reader.context, section.file(), *own, std::move(fields), fmt::format("[fractions.{}]", table),
                       own->span);
      shares = read_shares(part);
    }
    shares.insert(everywhere.begin(), everywhere.end());
  }
}

void read_table_names(CaseReader& reader, TomlSection section) {
  for (const Field& field : schema("tables").fields) {
    const std::string_view table = field.name == "kinetics" ? "kinetics_by_place" : field.name;
    if (section.has(field.name)) reader.files.emplace(table, section.text(field.name));
  }
}

}  // namespace

void read_settings(CaseReader& reader) {
  const std::optional<InputFile> file = load_file(reader.context, "case.toml");
  const std::optional<TomlValue> document = file ? parse_toml(reader.context, *file) : std::nullopt;
  if (!document) return;
  check_sections(reader, *file, *document);
  const auto open = [&](std::string_view name) { return open_section(reader, *file, *document, name); };
  read_names(reader, open("case"), kinetic_set_of(*document));
  read_time(reader, open("time"));
  read_flow(reader, open("flow"));
  Settings& settings = reader.model.settings;
  settings.cell_length = open("grid").number("cell_length_m", settings.cell_length);
  settings.sharp_fronts = open("transport").boolean("sharp_fronts", false);
  reader.model.standards.surface.rounds = open("assessment").boolean("round_decimals", false);
  read_kinetics(reader, open("kinetics"));
  if (const TomlEntry* processes = document->find("process")) read_processes(reader, *file, *processes);
  read_initial(reader, open("initial"), document->find("initial") != nullptr);
  read_fractions(reader, open("fractions"));
  if (document->find("bay") != nullptr) read_bay_settings(reader, open("bay"));
  read_table_names(reader, open("tables"));
}

}  // namespace bailang
