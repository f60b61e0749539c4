#include <fmt/format.h>

#include <algorithm>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/effluent_standards.hpp"
#include "io/field_value.hpp"
#include "io/read_measures_of_rivers.hpp"
#include "io/selection.hpp"
#include "io/toml_tables.hpp"

namespace bailang {
namespace {

/// Index of what a key names; -1 when it is absent or, with an error, unknown.
int resolve_key(TomlSection& measure, std::string_view key, const IdIndex& index) {
  const std::string id = measure.text(key);
  if (id.empty()) return -1;
  const int found = index.find(id);
  if (found < 0 && index.is_complete) {
    measure.error(key, fmt::format("'{}' in {}: there is no {} {}", key, measure.name(), index.row, in_quotes(id)),
                  suggestion(measure.context(), id, index.ids));
  }
  return found;
}

/// What a measure says of the sum that a simulated part belongs to. A ratio holds for each part; an amount is split by
/// the shares of the table that the measure acts on, and one that names no share is an error. A sum that is simulated
/// itself is no word on a part.
/// @param shares nullptr = the pattern is of ratios
double read_sum(const CaseReader& reader, TomlSection& measure, std::string_view pattern, const std::string& part,
                const Fractions* shares, double absent) {
  const std::string key = fill_pattern(pattern, sum_of(part));
  if (sum_of(part).empty() || !measure.has(key)) return absent;
  if (constituent_index(reader.model.network, std::string(sum_of(part))) >= 0) return absent;
  if (shares == nullptr) return measure.number(key, absent);
  if (shares->contains(part)) return shares->find(part)->second * measure.number(key, 0.0);
  measure.error(key, fmt::format("'{}' gives only a sum, and [fractions] names no share of '{}' in it", key, part));
  return absent;
}

/// [constituent] of a pattern; `absent` for what is not named. Continuity is water, and no measure cleans it.
std::vector<double> read_pattern(const CaseReader& reader, TomlSection& measure, std::string_view pattern,
                                 double absent, const Fractions* shares = nullptr) {
  std::vector<double> values;
  for (const std::string& name : reader.model.network.constituents) {
    const bool has_own = measure.has(fill_pattern(pattern, name));
    values.push_back(has_own ? measure.constituent_number(pattern, name, absent)
                             : read_sum(reader, measure, pattern, name, shares, absent));
  }
  return values;
}

void protect_continuity(const CaseReader& reader, std::vector<double>& values, double untouched) {
  const int index = constituent_index(reader.model.network, "continuity");
  if (index >= 0) values[static_cast<std::size_t>(index)] = untouched;
}

bool names_any(const TomlSection& section, const std::vector<double>& values, std::initializer_list<const char*> keys) {
  return std::any_of(values.begin(), values.end(), [](double value) { return is_given(value) && value != 0.0; }) ||
         std::any_of(keys.begin(), keys.end(), [&](const char* key) { return section.has(key); });
}

void read_reduce_diffuse(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::catchments);
  measure.selection = narrow_selection(reader, section, SelectedTable::catchments, "land_use", measure.selection);
  measure.fraction = read_pattern(reader, section, "fraction_<constituent>", section.number("fraction", 0.0));
  protect_continuity(reader, measure.fraction, 0.0);
  if (!names_any(section, measure.fraction, {"fraction"})) {
    section.error("", fmt::format("{} reduces nothing", section.name()), "give fraction or fraction_<constituent>");
  }
}

/// Caps the simulated parts of a sum that a standard limits, each at its share, where the part has no cap of its own.
void cap_parts(CaseReader& reader, TomlSection& section, const EffluentLimit& limit, Measure& measure) {
  const Fractions& shares = reader.fractions["plants"];
  for (std::size_t i = 0; i < measure.concentration.size(); ++i) {
    const std::string& part = reader.model.network.constituents[i];
    if (sum_of(part) != limit.constituent || is_given(measure.concentration[i])) continue;
    if (shares.contains(part)) {
      measure.concentration[i] = shares.find(part)->second * limit.limit;
    } else if (constituent_index(reader.model.network, limit.constituent) < 0) {
      report_warning(section.context(), section.file(), section.span("standard"),
                     fmt::format("'standard' in {}: level {} limits '{}', but not its part '{}': [fractions] names no "
                                 "share of it",
                                 section.name(), measure.standard, limit.constituent, part));
    }
  }
}

void read_standard(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.standard = section.text("standard");
  if (measure.standard.empty()) return;
  const std::vector<std::string> levels = effluent_levels();
  if (std::find(levels.begin(), levels.end(), measure.standard) == levels.end()) {
    section.error("standard",
                  fmt::format("'standard' in {}: there is no level {}", section.name(), in_quotes(measure.standard)),
                  did_you_mean(measure.standard, levels));
  }
  for (const EffluentLimit& limit : effluent_limits()) {
    const int index = constituent_index(reader.model.network, limit.constituent);
    if (limit.level != measure.standard || index < 0) continue;
    double& cap = measure.concentration[static_cast<std::size_t>(index)];
    if (!is_given(cap)) cap = limit.limit;
  }
  for (const EffluentLimit& limit : effluent_limits()) {
    if (limit.level == measure.standard) cap_parts(reader, section, limit, measure);
  }
}

void read_upgrade_plant(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::plants);
  measure.concentration = read_pattern(reader, section, "<constituent>_mg_l", missing, &reader.fractions["plants"]);
  protect_continuity(reader, measure.concentration, missing);
  read_standard(reader, section, measure);
  if (!names_any(section, measure.concentration, {"standard"})) {
    section.error("", fmt::format("{} changes nothing", section.name()), "give standard or <constituent>_mg_l");
  }
}

void read_standardise(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::outfalls);
  measure.concentration = read_pattern(reader, section, "<constituent>_mg_l", missing, &reader.fractions["outfalls"]);
  measure.removal = read_pattern(reader, section, "removal_<constituent>", 0.0);
  protect_continuity(reader, measure.concentration, missing);
  protect_continuity(reader, measure.removal, 0.0);
  const bool caps = std::any_of(measure.concentration.begin(), measure.concentration.end(), is_given);
  if (!caps && !names_any(section, measure.removal, {})) {
    section.error("", fmt::format("{} changes nothing", section.name()),
                  "give <constituent>_mg_l or removal_<constituent> of a simulated constituent");
  }
}

void read_kept_flow_place(CaseReader& reader, TomlSection& section, Measure& measure) {
  const int reach = resolve_key(section, "reach", reader.reaches);
  const int reservoir = resolve_key(section, "reservoir", reader.reservoirs);
  const int ways =
      (section.has("reach") ? 1 : 0) + (section.has("reservoir") ? 1 : 0) + (section.has("select") ? 1 : 0);
  if (ways != 1) {
    section.error("", fmt::format("{} must name its place once", section.name()),
                  "give one of reach, reservoir and select");
    return;
  }
  measure.on_reservoir = reservoir >= 0;
  if (reach >= 0 || reservoir >= 0) measure.selection = {reach >= 0 ? reach : reservoir};
  if (section.has("select")) measure.selection = read_selection(reader, section, SelectedTable::reaches);
}

void read_ecological_flow(CaseReader& reader, TomlSection& section, Measure& measure) {
  read_kept_flow_place(reader, section, measure);
  measure.flow = section.numbers("flow_m3_s");
  if (section.has("flow_m3_s") && measure.flow.size() != 1 && measure.flow.size() != 12) {
    section.error("flow_m3_s", fmt::format("'flow_m3_s' in {} must be one number or 12, one a month, but are {}",
                                           section.name(), measure.flow.size()));
  }
  measure.source_reservoir = resolve_key(section, "source", reader.reservoirs);
  measure.concentration = read_pattern(reader, section, "<constituent>_mg_l", 0.0, &reader.fractions["inflows"]);
  protect_continuity(reader, measure.concentration, 1.0);
}

/// The keys of the measure's own kind.
void read_kind(CaseReader& reader, TomlSection& section, Measure& measure) {
  switch (measure.kind) {
    case MeasureKind::reduce_diffuse:
      return read_reduce_diffuse(reader, section, measure);
    case MeasureKind::connect:
      measure.selection = read_selection(reader, section, SelectedTable::dischargers);
      measure.to_plant = resolve_key(section, "to", reader.plants);
      measure.share = section.number("share", 1.0);
      return;
    case MeasureKind::upgrade_plant:
      return read_upgrade_plant(reader, section, measure);
    case MeasureKind::merge:
      measure.selection = read_selection(reader, section, SelectedTable::outfalls);
      measure.into_outfall = resolve_key(section, "into", reader.outfalls);
      return;
    case MeasureKind::standardise:
      return read_standardise(reader, section, measure);
    case MeasureKind::close:
      measure.selection = read_selection(reader, section, SelectedTable::outfalls);
      measure.into_outfall = resolve_key(section, "reroute_to", reader.outfalls);
      return;
    case MeasureKind::ecological_flow:
      return read_ecological_flow(reader, section, measure);
    case MeasureKind::divert:
    case MeasureKind::dredge:
    case MeasureKind::aerate:
      return read_river_measure(reader, section, measure);
    default:
      section.error("kind", fmt::format("measure kind '{}' is not in this version", to_string(measure.kind)),
                    "in this version: reduce_diffuse, connect, upgrade_plant, merge, standardise, close, "
                    "ecological_flow, divert, dredge, aerate");
  }
}

void read_common(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.id = section.text("id");
  measure.title = section.text("title", measure.id);
  if (const auto from = section.instant("from")) measure.from = seconds_since_start(reader, *from);
  measure.ramp = section.duration("ramp").value_or(0.0);
  measure.capital_cost = section.number("capital_cost", 0.0);
  measure.annual_cost = section.number("annual_cost", 0.0);
  measure.lifetime_years = section.number("lifetime_years", missing);
  if (reader.has_time &&
      measure.from >= static_cast<double>(reader.model.settings.time.end - reader.model.settings.time.start)) {
    report_warning(reader.context, section.file(), section.span("from"),
                   fmt::format("{} acts after the end of the run only", section.name()));
  }
}

/// The kind by its name in the table, nothing when it is absent or unknown.
std::optional<MeasureKind> kind_of(const TomlValue& table) {
  const TomlEntry* entry = table.find("kind");
  for (int i = 0; entry != nullptr && i <= static_cast<int>(MeasureKind::aerate); ++i) {
    if (entry->value.text == to_string(static_cast<MeasureKind>(i))) return static_cast<MeasureKind>(i);
  }
  return std::nullopt;
}

void read_measure(CaseReader& reader, const TomlItem& item, const InputFile& file) {
  const std::optional<MeasureKind> kind = kind_of(item.table);
  std::vector<Field> fields = schema("measures").fields;
  if (kind) {
    // The kind's own keys stand first: they win where a common key has the same name.
    const std::vector<Field>& own = schema(fmt::format("measure.{}", to_string(*kind))).fields;
    fields.insert(fields.begin(), own.begin(), own.end());
  }
  const bool is_applied = kind && !schema(fmt::format("measure.{}", to_string(*kind))).fields.empty();
  Measure measure;
  measure.id = item.id;
  measure.kind = kind.value_or(MeasureKind::close);
  measure.source = place_of(file, item.span);
  if (!is_applied) {
    // Keys of a kind that is unknown or not in this version are not looked at.
    TomlValue known = item.table;
    std::erase_if(known.entries, [&](const TomlEntry& entry) { return find_field(fields, entry.key) == nullptr; });
    TomlSection section(reader.context, file, known, fields, item.name, item.span);
    section.choice("kind", 0);
    if (kind) read_kind(reader, section, measure);
  } else {
    TomlSection section(reader.context, file, item.table, fields, item.name, item.span);
    read_common(reader, section, measure);
    read_kind(reader, section, measure);
  }
  reader.model.measures.push_back(std::move(measure));
}

}  // namespace

void read_measures(CaseReader& reader) {
  const Schema& table = schema("measures");
  if (!is_present(reader, table)) return;
  reader.measures.is_complete = false;
  const auto file = load_file(reader.context, file_of(reader, table));
  const auto document = file ? parse_toml(reader.context, *file) : std::nullopt;
  if (!document) return;
  reader.measures.is_complete = true;
  for (const TomlItem& item : toml_items(reader.context, *file, *document, {{"measure", &reader.measures}})) {
    read_measure(reader, item, *file);
  }
}

}  // namespace bailang
