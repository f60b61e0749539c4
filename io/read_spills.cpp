#include "io/read_spills.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/units.hpp"
#include "io/field_value.hpp"
#include "io/table_reader.hpp"

namespace bailang {
namespace {

Schema spills_table() {
  return {.name = "spills",
          .file = "spills.csv",
          .row = "spill",
          .description = "Spills that `bailang spill --spills` follows.",
          .fields = {{.name = "at", .need = Need::required, .description = "an outfall, or REACH:CHAINAGE in m"},
                     {.name = "mass_kg",
                      .type = FieldType::number,
                      .need = Need::required,
                      .unit = {"kg", nullptr, units::grams_per_kilogram},
                      .range = {.low = 0.0, .above_low = true},
                      .description = "mass spilled"},
                     {.name = "time", .type = FieldType::date_time, .description = "when it begins"},
                     {.name = "duration_min",
                      .type = FieldType::number,
                      .unit = {"min", nullptr, units::seconds_per_minute},
                      .range = {.low = 0.0},
                      .fallback = "0",
                      .description = "how long it lasts; 0 = at once"},
                     {.name = "name", .description = "what tables call it"}}};
}

template <class Items>
std::vector<std::string> ids_of(const Items& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.id);
  return ids;
}

template <class Items>
int index_of(const Items& items, const std::string& id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

NamedPlace place_on_reach(const Network& network, const std::string& id, const std::string& chainage) {
  NamedPlace place;
  place.reach = index_of(network.reaches, id);
  if (place.reach < 0) {
    place.fault = fmt::format("the case has no reach {}", in_quotes(id));
    place.hint = did_you_mean(id, ids_of(network.reaches));
    return place;
  }
  const double length = network.reaches[static_cast<std::size_t>(place.reach)].length;
  const std::optional<double> value = parse_number(chainage);
  if (!value || *value < 0.0 || *value > length) {
    place.fault = fmt::format("chainage {} on reach {} must be a number from 0 to {:.10g} m", in_quotes(chainage),
                              in_quotes(id), length);
    place.hint = "chainages count from the reach's upstream end";
    return place;
  }
  place.chainage = *value;
  return place;
}

}  // namespace

NamedPlace find_place(const Network& network, const std::string& text) {
  const int outfall = index_of(network.outfalls, text);
  if (outfall >= 0) {
    const Outfall& found = network.outfalls[static_cast<std::size_t>(outfall)];
    return {found.reach, found.chainage, "", ""};
  }
  const std::size_t colon = text.rfind(':');
  if (colon != std::string::npos) return place_on_reach(network, text.substr(0, colon), text.substr(colon + 1));
  NamedPlace place;
  place.fault = fmt::format("the case has no outfall {}", in_quotes(text));
  place.hint = nearest_word(text, ids_of(network.outfalls)).empty() ? "name an outfall, or a place as REACH:CHAINAGE"
                                                                    : did_you_mean(text, ids_of(network.outfalls));
  return place;
}

std::string outside_time(const Case& model, Instant time) {
  const TimeSettings& span = model.settings.time;
  if (time >= span.start && time <= span.end) return "";
  return fmt::format("time {} must be within the case's, {} to {}", format_instant(time), format_instant(span.start),
                     format_instant(span.end));
}

std::vector<Spill> read_spills(const std::filesystem::path& file, const Case& model, Instant otherwise,
                               Diagnostics& warnings) {
  static const Schema schema = spills_table();
  ReadContext context;
  std::vector<Spill> spills;
  const auto table = TableReader::open(context, schema, file.string());
  for (int row = 0; table && row < table->rows(); ++row) {
    Spill spill;
    const std::string at = table->text(row, "at");
    spill.name = table->text(row, "name");
    if (spill.name.empty()) spill.name = at;
    spill.mass = table->number(row, "mass_kg");
    spill.duration = table->number_or(row, "duration_min", 0.0);
    spill.time = table->instant(row, "time").value_or(otherwise);
    const std::string fault = outside_time(model, spill.time);
    if (!fault.empty()) table->error(row, "time", fault);
    const NamedPlace place = find_place(model.network, at);
    if (!place.fault.empty() && !at.empty()) table->error(row, "at", place.fault, place.hint);
    spill.reach = place.reach;
    spill.chainage = place.chainage;
    spills.push_back(std::move(spill));
  }
  if (table && table->rows() == 0) table->header_error("at", "the table lists no spill", "write one row a spill");
  if (context.found.has_errors()) throw InputError(context.found);
  warnings.append(context.found);
  return spills;
}

}  // namespace bailang
