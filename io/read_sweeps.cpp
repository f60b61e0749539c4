#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "io/field_value.hpp"
#include "io/scenario_reader.hpp"
#include "scenarios/sweep.hpp"

namespace bailang {
namespace {

constexpr double most_members = 100000.0;  ///< of a sweep

/// A choice: a measure, a list of measures, or an empty list.
std::vector<int> read_choice(CaseReader& reader, TomlSection& section, std::string_view key, const TomlValue& choice) {
  std::vector<int> measures;
  const auto add = [&](const TomlValue& item) {
    if (item.type != TomlType::text) {
      section.error_at(item.span,
                       fmt::format("a choice in '{}' of {} must be a measure or a list of measures, but is {}", key,
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
    for (const TomlValue& choice : axis.items) choices.push_back(read_choice(reader, section, "axes", choice));
  }
  for (const int measure : read_measure_list(reader, section, "toggle")) sweep.axes.push_back({{}, {measure}});
}

void read_pool(CaseReader& reader, TomlSection& section, Sweep& sweep) {
  const TomlValue* pool = section.value("pool");
  if (pool == nullptr) return;
  if (pool->type != TomlType::array) {
    section.error("pool",
                  fmt::format("'pool' in {} must be a list of choices, but is {}", section.name(), describe(*pool)),
                  "pool = [\"a\", [\"b\", \"c\"]]");
    return;
  }
  for (const TomlValue& choice : pool->items) {
    std::vector<int> measures = read_choice(reader, section, "pool", choice);
    if (!measures.empty() && std::find(sweep.pool.begin(), sweep.pool.end(), measures) != sweep.pool.end()) {
      section.error_at(choice.span, fmt::format("'pool' in {} holds a choice twice", section.name()));
    }
    sweep.pool.push_back(std::move(measures));
  }
}

void read_years(CaseReader& reader, TomlSection& section, const WaterYears& years, Sweep& sweep) {
  for (const PlacedText& id : section.texts("years")) {
    const int year = resolve_year(reader, section, id);
    if (year < 0) continue;
    const bool is_twice =
        std::any_of(sweep.years.begin(), sweep.years.end(), [&](const WaterYear& y) { return y.id == id.text; });
    if (is_twice) {
      section.error_at(id.span, fmt::format("'years' in {} names year {} twice", section.name(), in_quotes(id.text)));
    }
    sweep.years.push_back(years[year]);
  }
}

void read_range(TomlSection& section, std::string_view key, DrawnRange& range) {
  const std::vector<double> given = section.numbers(key);
  if (given.empty()) return;
  range = {given.front(), given.back()};
  if (given.size() > 2 || given.front() > given.back()) {
    section.error(key, fmt::format("'{}' in {} must be the lowest and the highest value", key, section.name()),
                  fmt::format("{} = [0.5, 1.5]", key));
  }
}

/// Keys that a kind of sweep takes besides id, title, kind, base.
std::vector<std::string_view> keys_of(SweepKind kind) {
  switch (kind) {
    case SweepKind::factorial:
      return {"axes", "toggle", "years"};
    case SweepKind::one_at_a_time:
      return {"pool", "years", "leave_out"};
    case SweepKind::random_subset:
      return {"pool", "years", "count", "seed"};
    case SweepKind::latin_hypercube:
      return {"pool", "years", "count", "seed", "flow_factor", "diffuse_factor", "temperature_offset_c"};
    case SweepKind::from_file:
      return {"file"};
  }
  return {};
}

/// Keys that serve another kind of sweep are told, not ignored.
void check_sweep_keys(TomlSection& section, SweepKind kind) {
  const std::vector<std::string_view> known = keys_of(kind);
  for (const std::string_view key : {"axes", "toggle", "pool", "years", "leave_out", "count", "seed", "flow_factor",
                                     "diffuse_factor", "temperature_offset_c", "file"}) {
    if (!section.has(key) || std::find(known.begin(), known.end(), key) != known.end()) continue;
    section.error(key, fmt::format("'{}' has no meaning in this kind of sweep", key));
  }
}

void check_size(TomlSection& section, const Sweep& sweep) {
  const auto years = static_cast<double>(std::max<std::size_t>(sweep.years.size(), 1));
  double members = years;
  if (sweep.kind == SweepKind::factorial) {
    for (const auto& axis : sweep.axes) members *= static_cast<double>(axis.size());
    if (sweep.axes.empty() && sweep.years.empty()) {
      section.error("", fmt::format("{} has no axes", section.name()), "give axes, toggle or years");
    }
  } else if (sweep.kind == SweepKind::one_at_a_time) {
    members *= static_cast<double>(sweep.pool.size() + 1);
  } else if (sweep.kind != SweepKind::from_file && !section.has("count")) {
    section.error("", fmt::format("key 'count' is missing in {}", section.name()));
  }
  if ((sweep.kind == SweepKind::random_subset || sweep.kind == SweepKind::one_at_a_time) && sweep.pool.empty()) {
    section.error("pool", fmt::format("'pool' in {} names no measures", section.name()));
  }
  if (members > most_members) {
    section.error("axes",
                  fmt::format("{} has {:.6g} members; at most {} are allowed", section.name(), members, most_members));
  }
}

std::vector<int> read_row_measures(CaseReader& reader, TableReader& table, int row) {
  std::vector<int> measures;
  const std::string text = table.text(row, "measures");
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ;\t", begin), text.size());
    const std::string id = text.substr(begin, end - begin);
    begin = end + 1;
    if (id.empty()) continue;
    const int measure = reader.measures.find(id);
    if (measure >= 0) {
      measures.push_back(measure);
    } else if (reader.measures.is_complete) {
      table.error(row, "measures", fmt::format("there is no measure {}", in_quotes(id)),
                  suggestion(reader.context, id, reader.measures.ids));
    }
  }
  return measures;
}

void read_rows(CaseReader& reader, TomlSection& section, const WaterYears& years, Sweep& sweep) {
  const std::string file = section.text("file");
  if (file.empty()) {
    section.error("file", fmt::format("key 'file' is missing in {}", section.name()));
    return;
  }
  const auto table = TableReader::open(reader.context, schema("sweep_members"), file);
  if (!table) {
    section.error("file", fmt::format("'file' in {}: {} cannot be read", section.name(), in_quotes(file)));
    return;
  }
  if (table->rows() == 0) table->header_error("", "the sweep has no rows");
  sweep.years = years;
  for (int row = 0; row < table->rows(); ++row) {
    SweepRow member;
    member.title = table->text(row, "title");
    member.measures = read_row_measures(reader, *table, row);
    member.year = resolve(*table, row, "year", reader.years);
    member.flow_factor = table->number_or(row, "flow_factor", 1.0);
    member.diffuse_factor = table->number_or(row, "diffuse_factor", 1.0);
    member.temperature_offset = table->number_or(row, "temperature_offset_c", 0.0);
    sweep.rows.push_back(std::move(member));
  }
}

void add_members(CaseReader& reader, TomlSection& section, const Sweep& sweep) {
  for (Scenario& member : expand(sweep, reader.model.measures)) {
    if (reader.scenarios.find(member.id) >= 0) {
      section.error("id",
                    fmt::format("member {} of {} has the id of a scenario", in_quotes(member.id), section.name()));
    }
    reader.model.scenarios.push_back(std::move(member));
  }
}

}  // namespace

void read_sweep(CaseReader& reader, TomlSection section, const WaterYears& years) {
  Sweep sweep;
  sweep.id = section.text("id");
  sweep.title = section.text("title", sweep.id);
  const int kind = section.choice("kind", -1);
  if (kind < 0) return;  // told already; without it the other keys have no meaning
  sweep.kind = static_cast<SweepKind>(kind);
  const std::size_t faults = reader.context.found.error_count();
  check_sweep_keys(section, sweep.kind);
  sweep.base = read_measure_list(reader, section, "base");
  read_axes(reader, section, sweep);
  read_pool(reader, section, sweep);
  read_years(reader, section, years, sweep);
  sweep.leaves_out = section.boolean("leave_out", false);
  sweep.count = static_cast<int>(section.whole("count").value_or(0));
  sweep.seed = static_cast<unsigned long long>(section.whole("seed").value_or(1));
  read_range(section, "flow_factor", sweep.flow_factor);
  read_range(section, "diffuse_factor", sweep.diffuse_factor);
  read_range(section, "temperature_offset_c", sweep.temperature_offset);
  if (sweep.kind == SweepKind::from_file) read_rows(reader, section, years, sweep);
  sweep.source = section.place("id");
  check_size(section, sweep);
  if (reader.context.found.error_count() == faults) add_members(reader, section, sweep);
}

}  // namespace bailang
