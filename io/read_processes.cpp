#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/constituents.hpp"
#include "core/utf8.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/read_kinetics.hpp"
#include "solver/kinetics/expression.hpp"
#include "solver/kinetics/process_table.hpp"

namespace bailang {
namespace {

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  const auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

/// The table that a key holds; nullptr, with an error, when it holds something else.
const TomlValue* table_of(TomlSection& section, std::string_view key) {
  const TomlValue* value = section.value(key);
  if (value == nullptr || value->type == TomlType::table) return value;
  section.error(key, fmt::format("'{}' in {} must be a table, but is {}", key, section.name(), describe(*value)));
  return nullptr;
}

/// A process as it is read, with the places of its parts.
struct Placed {
  UserProcess process;
  std::vector<TextSpan> parameters, stoichiometry;
};

/// `"2 mg/l/d"`, or a number alone.
void read_parameter(TomlSection& section, const TomlEntry& entry, Placed& placed) {
  const auto fault = [&](const std::string& what) {
    section.error_at(entry.value.span, fmt::format("parameter '{}' of {} {}", entry.key, section.name(), what),
                     "write a number and its unit: \"1.5 mg/l\"");
  };
  UserProcess::Parameter parameter{entry.key, 0.0, ""};
  if (entry.value.type == TomlType::number || entry.value.type == TomlType::whole) {
    parameter.value = entry.value.number;
  } else if (entry.value.type == TomlType::text) {
    const std::string_view text = entry.value.text;
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::optional<double> number = parse_number(text.substr(0, blank));
    if (!number) return fault(fmt::format("must begin with a number, but is {}", in_quotes(text)));
    parameter.value = *number;
    const std::size_t unit = text.find_first_not_of(' ', blank);
    if (unit != std::string_view::npos) parameter.unit = text.substr(unit);
  } else {
    return fault(fmt::format("must be a number with its unit, but is {}", describe(entry.value)));
  }
  placed.process.parameters.push_back(std::move(parameter));
  placed.parameters.push_back(entry.value.span);
}

void read_share(CaseReader& reader, TomlSection& section, const TomlEntry& entry, Placed& placed) {
  const std::vector<std::string>& simulated = reader.model.network.constituents;
  const auto fault = [&](const TextSpan& span, const std::string& what, const std::string& hint = "") {
    section.error_at(span, fmt::format("stoichiometry of {}: {}", section.name(), what), hint);
  };
  const int index = constituent_index(reader.model.network, entry.key);
  if (find_constituent(entry.key) == nullptr) {
    return fault(entry.span, fmt::format("there is no constituent '{}'", entry.key),
                 suggestion(reader.context, entry.key, simulated));
  }
  if (index < 0) return fault(entry.span, fmt::format("the case does not simulate '{}'", entry.key));
  if (is_set_by_program(entry.key)) return fault(entry.span, fmt::format("no process may change '{}'", entry.key));
  if (entry.value.type != TomlType::number && entry.value.type != TomlType::whole) {
    return fault(entry.value.span, fmt::format("'{}' must be a number, but is {}", entry.key, describe(entry.value)));
  }
  placed.process.stoichiometry.emplace_back(index, entry.value.number);
  placed.stoichiometry.push_back(entry.span);
}

/// Names, units and dimensions of a process that is whole.
void check_rate(CaseReader& reader, TomlSection& section, const Placed& placed) {
  const TextSpan rate = section.span("rate");
  for (const ExpressionFault& fault : check_expression(placed.process, reader.model.network.constituents)) {
    TextSpan span = rate;
    if (fault.part == ExpressionFault::Part::parameter) {
      span = placed.parameters[static_cast<std::size_t>(fault.index)];
    } else if (fault.part == ExpressionFault::Part::stoichiometry) {
      span = placed.stoichiometry[static_cast<std::size_t>(fault.index)];
    } else if (fault.offset > 0) {
      const auto before = std::string_view(placed.process.rate).substr(0, static_cast<std::size_t>(fault.offset));
      span.column += 1 + character_count(before);  // behind the quote
      span.width = 1;
    }
    section.error_at(span, fmt::format("{}: {}", section.name(), fault.message));
  }
}

/// Warns where a rate goes on without what it consumes.
void warn_of_guards(CaseReader& reader, TomlSection& section, const UserProcess& process) {
  const std::vector<std::string>& names = reader.model.network.constituents;
  for (const int constituent : guarded_constituents(process, names)) {
    const std::string& name = names[static_cast<std::size_t>(constituent)];
    report_warning(
        reader.context, section.file(), section.span("rate"),
        fmt::format("{}: the rate does not vanish where {} is 0, which the process consumes; it is multiplied "
                    "by 1 - exp(-{} / 0.01 mg/l)",
                    section.name(), name, name),
        fmt::format("limit it, e.g. by {} / (K + {})", name, name));
  }
}

void check_id(TomlSection& section, const UserProcess& process, const std::vector<UserProcess>& before) {
  const auto is_same = [&](const auto& other) { return other.id == process.id; };
  if (process.id.empty()) return;  // told already
  if (!is_name(process.id)) {
    section.error("id", fmt::format("'id' in {} must be of letters, digits and `_`, a letter first, but is {}",
                                    section.name(), in_quotes(process.id)));
  }
  const std::vector<ProcessRow> built_in = process_table(stoichiometric_numbers());
  if (std::any_of(built_in.begin(), built_in.end(), is_same)) {
    section.error("id", fmt::format("process {} is built in; give yours another id", in_quotes(process.id)));
  }
  const auto first = std::find_if(before.begin(), before.end(), is_same);
  if (first == before.end()) return;
  section.error("id", fmt::format("process {} stands twice", in_quotes(process.id)),
                fmt::format("first at {}:{}:{}", first->source.file, first->source.line, first->source.column));
}

void read_process(CaseReader& reader, TomlSection section) {
  std::vector<UserProcess>& processes = reader.model.settings.kinetics.processes;
  const std::size_t faults = reader.context.found.error_count();
  Placed placed;
  UserProcess& process = placed.process;
  process.id = section.text("id");
  process.source = section.place("id");
  process.title = section.text("title", process.id);
  process.rate = section.text("rate");
  process.rate_unit =
      section.choice("rate_unit", 0) == 1 ? UserProcess::RateUnit::g_m2_per_day : UserProcess::RateUnit::mg_l_per_day;
  process.theta = section.number("theta", 1.0);
  check_id(section, process, processes);
  if (const TomlValue* parameters = table_of(section, "parameters")) {
    for (const TomlEntry& entry : parameters->entries) read_parameter(section, entry, placed);
  }
  if (const TomlValue* stoichiometry = table_of(section, "stoichiometry")) {
    for (const TomlEntry& entry : stoichiometry->entries) read_share(reader, section, entry, placed);
    if (stoichiometry->entries.empty()) {
      section.error("stoichiometry",
                    fmt::format("the stoichiometry of {} is empty: the process changes nothing", section.name()));
    }
  }
  if (reader.context.found.error_count() == faults && section.has("rate")) check_rate(reader, section, placed);
  if (reader.context.found.error_count() == faults && section.has("rate")) warn_of_guards(reader, section, process);
  processes.push_back(std::move(process));
}

}  // namespace

void read_processes(CaseReader& reader, const InputFile& file, const TomlEntry& processes) {
  if (processes.value.type != TomlType::array) {
    report_error(reader.context, file, processes.span, "'process' must be written [[process]]");
    return;
  }
  for (const TomlValue& item : processes.value.items) {
    if (item.type != TomlType::table) {
      report_error(reader.context, file, item.span, "'process' must be written [[process]]");
      continue;
    }
    const TomlEntry* id = item.find("id");
    const bool has_id = id != nullptr && id->value.type == TomlType::text;
    const std::string name = has_id ? "[[process]] " + in_quotes(id->value.text) : "[[process]]";
    read_process(reader, {reader.context, file, item, schema("process").fields, name, item.span});
  }
}

}  // namespace bailang
