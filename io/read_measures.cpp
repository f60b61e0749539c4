#include <fmt/format.h>

#include <algorithm>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/measure_keys.hpp"
#include "io/read_measures_of_rivers.hpp"
#include "io/selection.hpp"
#include "io/toml_tables.hpp"

namespace bailang {
namespace {

void read_reduce_diffuse(CaseReader& reader, TomlSection& section, Measure& measure) {
  measure.selection = read_selection(reader, section, SelectedTable::catchments);
  measure.selection = narrow_selection(reader, section, SelectedTable::catchments, "land_use", measure.selection);
  measure.fraction = read_ratios(reader, section, "fraction_<constituent>", section.number("fraction", 0.0));
  protect_continuity(reader, measure.fraction, 0.0);
  if (!names_any(section, measure.fraction, {"fraction"})) {
    section.error("", fmt::format("{} reduces nothing", section.name()), "give fraction or fraction_<constituent>");
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
  measure.concentration = read_split_amounts(reader, section, "<constituent>_mg_l", 0.0, reader.fractions["inflows"]);
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
    case MeasureKind::separate_sewers:
      return read_separate_sewers(reader, section, measure);
    case MeasureKind::expand_plant:
      return read_expand_plant(reader, section, measure);
    case MeasureKind::upgrade_plant:
      return read_upgrade_plant(reader, section, measure);
    case MeasureKind::reuse:
      return read_reuse(reader, section, measure);
    case MeasureKind::merge:
      measure.selection = read_selection(reader, section, SelectedTable::outfalls);
      measure.into_outfall = resolve_key(section, "into", reader.outfalls);
      return;
    case MeasureKind::standardise:
      return read_standardise(reader, section, measure);
    case MeasureKind::wetland:
      return read_wetland(reader, section, measure);
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
