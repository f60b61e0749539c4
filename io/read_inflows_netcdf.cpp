#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/netcdf_file.hpp"

namespace bailang {
namespace {

/// A CF file of inflows while it is read: every fault names the file.
struct ForcingFile {
  CaseReader& reader;
  NetcdfFile file;
  std::string path;
  std::size_t times = 0, stations = 0;

  void fault(std::string message, std::string hint = {}) const {
    reader.context.found.error({path, 1, 1}, std::move(message), std::move(hint));
  }
};

bool is_unit(std::string unit, std::initializer_list<std::string_view> accepted) {
  std::erase(unit, ' ');
  return std::find(accepted.begin(), accepted.end(), unit) != accepted.end();
}

/// Seconds since the start of the run of CF times "hours since 2021-01-01".
std::optional<std::vector<double>> read_times(const ForcingFile& from) {
  const std::string unit = from.file.text_attribute(from.file.variable("time"), "units");
  const std::string calendar = from.file.text_attribute(from.file.variable("time"), "calendar");
  const std::size_t since = unit.find(" since ");
  const std::string word = unit.substr(0, since);
  const double factor = word == "seconds" || word == "second" || word == "s"     ? 1.0
                        : word == "minutes" || word == "minute" || word == "min" ? 60.0
                        : word == "hours" || word == "hour" || word == "h"       ? 3600.0
                        : word == "days" || word == "day" || word == "d"         ? 86400.0
                                                                                 : 0.0;
  std::string origin_text = since == std::string::npos ? "" : unit.substr(since + 7);
  for (const std::string_view zone : {" UTC", " +00:00", "+00:00", ".0"}) {
    if (origin_text.ends_with(zone)) origin_text.resize(origin_text.size() - zone.size());
  }
  const std::optional<Instant> origin = parse_instant(origin_text);
  if (factor == 0.0 || !origin) {
    from.fault(fmt::format("units of variable 'time' must be such as 'hours since 2021-01-01', but are '{}'", unit));
    return std::nullopt;
  }
  if (!calendar.empty() && calendar != "standard" && calendar != "gregorian" && calendar != "proleptic_gregorian") {
    from.fault(fmt::format("calendar of variable 'time' must be standard, but is '{}'", calendar));
    return std::nullopt;
  }
  std::vector<double> times = from.file.numbers("time");
  const double shift = static_cast<double>(*origin - from.reader.model.settings.time.start);
  for (double& time : times) time = time * factor + shift;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const bool follows = i == 0 || times[i] > times[i - 1];
    if (std::isfinite(times[i]) && follows) continue;
    from.fault(fmt::format("variable 'time' must increase, but does not at index {}", i));
    return std::nullopt;
  }
  return times;
}

/// Values (time, station) of a variable, checked for units and gaps; nothing when they cannot be used.
std::optional<std::vector<double>> read_values(const ForcingFile& from, const std::string& name, bool is_flow) {
  const int variable = from.file.variable(name);
  const std::string unit = from.file.text_attribute(variable, "units");
  const bool is_right = is_flow ? is_unit(unit, {"m3s-1", "m3/s", "m^3s^-1", "m^3/s"})
                                : is_unit(unit, {"mgl-1", "mgL-1", "mg/l", "mg/L", "gm-3", "g/m3"});
  if (!is_right) {
    from.fault(
        fmt::format("variable '{}' must have units '{}', but has '{}'", name, is_flow ? "m3 s-1" : "mg l-1", unit));
    return std::nullopt;
  }
  if (from.file.variable_dimensions(variable) != std::vector<std::string>{"time", "station"}) {
    from.fault(fmt::format("variable '{}' must have the dimensions (time, station)", name));
    return std::nullopt;
  }
  std::vector<double> values = from.file.numbers(name);
  const auto bad = std::find_if(values.begin(), values.end(),
                                [](double value) { return !(value >= 0.0 && value < NC_FILL_FLOAT * 0.99); });
  if (bad == values.end()) return values;
  const auto at = static_cast<std::size_t>(bad - values.begin());
  from.fault(fmt::format("variable '{}' must be a number ≥ 0 everywhere, but is {} at time index {}, station index {}",
                         name, *bad, at / from.stations, at % from.stations));
  return std::nullopt;
}

/// Index of what a station names in the variable `node` or `reach`, -1 when it names nothing there.
int resolve_station(const ForcingFile& from, const std::string& id, const IdIndex& index) {
  if (id.empty()) return -1;
  const int found = index.find(id);
  if (found < 0 && index.is_complete) {
    from.fault(fmt::format("variable '{}': there is no {} {}", index.row, index.row, in_quotes(id)),
               suggestion(from.reader.context, id, index.ids));
  }
  return found;
}

std::vector<Inflow> read_stations(const ForcingFile& from) {
  const auto names = [&](const std::string& variable) {
    if (!from.file.has_variable(variable)) return std::vector<std::string>(from.stations);
    std::vector<std::string> found = from.file.texts(variable);
    found.resize(from.stations);
    return found;
  };
  const std::vector<std::string> nodes = names("node"), reaches = names("reach");
  std::vector<Inflow> inflows(from.stations);
  for (std::size_t i = 0; i < from.stations; ++i) {
    if (nodes[i].empty() == reaches[i].empty()) {
      from.fault(fmt::format("station index {} must name a node or a reach, and not both", i));
    }
    inflows[i].node = resolve_station(from, nodes[i], from.reader.nodes);
    inflows[i].reach = resolve_station(from, reaches[i], from.reader.reaches);
    for (std::size_t j = 0; j < i; ++j) {
      if (nodes[i] != nodes[j] || reaches[i] != reaches[j]) continue;
      from.fault(fmt::format("stations {} and {} name the same place", j, i));
    }
  }
  return inflows;
}

void fill_series(const ForcingFile& from, const std::vector<double>& times, std::vector<Inflow>& inflows) {
  const Network& network = from.reader.model.network;
  const int columns = 1 + network.constituent_count();
  for (Inflow& inflow : inflows) {
    inflow.series.time = times;
    inflow.series.columns = columns;
    inflow.series.interpolation = from.reader.interpolation;
    inflow.series.value.assign(times.size() * static_cast<std::size_t>(columns), 0.0);
  }
  for (int column = 0; column < columns; ++column) {
    const std::string name = column == 0 ? "flow" : network.constituents[static_cast<std::size_t>(column) - 1];
    const bool is_there = from.file.has_variable(name) && !is_set_by_program(name);
    if (!is_there && name != "tracer" && !is_set_by_program(name)) {
      from.reader.context.found.warning({from.path, 1, 1}, fmt::format("variable '{}' is missing; 0 is used", name));
    }
    const auto values = is_there ? read_values(from, name, column == 0) : std::nullopt;
    for (std::size_t row = 0; row < times.size(); ++row) {
      for (std::size_t i = 0; i < from.stations; ++i) {
        const double absent = name == "continuity" ? 1.0 : 0.0;
        inflows[i].series.value[row * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)] =
            values ? (*values)[row * from.stations + i] : absent;
      }
    }
  }
}

std::vector<Inflow> read_open_file(ForcingFile& from) {
  for (const std::string name : {"time", "flow"}) {
    if (from.file.has_variable(name)) continue;
    from.fault(fmt::format("variable '{}' is missing", name));
    return {};
  }
  from.times = from.file.dimension_length("time");
  from.stations = from.file.dimension_length("station");
  const auto times = read_times(from);
  std::vector<Inflow> inflows = read_stations(from);
  if (times) fill_series(from, *times, inflows);
  return times ? inflows : std::vector<Inflow>{};
}

}  // namespace

std::vector<Inflow> read_inflows_netcdf(CaseReader& reader, const std::string& file) {
  const std::string path = shown_path(reader.context, file);
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  note_input(reader.context, file, bytes.str());
  try {
    ForcingFile from{reader, NetcdfFile::open(path), path};
    return read_open_file(from);
  } catch (const RunError& fault) {
    reader.context.found.error(
        {path, 1, 1}, fault.what(),
        "inflows are netCDF with dimensions time and station, and variables flow, node or reach");
  }
  return {};
}

}  // namespace bailang
