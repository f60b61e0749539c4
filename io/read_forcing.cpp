#include <fmt/format.h>

#include <cmath>
#include <map>

#include "io/case_reader.hpp"
#include "io/constituent_columns.hpp"
#include "io/field_value.hpp"
#include "io/time_rows.hpp"

namespace bailang {
namespace {

/// Where one row of inflows enters; nothing, with an error, when it is not exactly one place.
std::optional<Inflow> read_entry(CaseReader& reader, TableReader& table, int row) {
  const bool at_node = table.is_filled(row, "node");
  if (at_node == table.is_filled(row, "reach")) {
    table.error(row, at_node ? "reach" : "node",
                at_node ? "a row names a node or a reach, not both" : "a row must name a node or a reach");
    return std::nullopt;
  }
  Inflow inflow;
  if (at_node) inflow.node = resolve(table, row, "node", reader.nodes);
  if (!at_node) inflow.reach = resolve(table, row, "reach", reader.reaches);
  return inflow;
}

std::vector<Inflow> read_inflows_csv(CaseReader& reader, const std::string& file) {
  const auto table = TableReader::open(reader.context, schema("inflows"), file);
  std::vector<Inflow> inflows;
  if (!table) return inflows;
  ConstituentColumns columns(reader, *table, "<constituent>_mg_l", &reader.fractions["inflows"]);
  std::map<std::pair<int, int>, std::size_t> place_of_entry;
  std::vector<TimeRows> series;
  for (int row = 0; row < table->rows(); ++row) {
    const std::optional<Inflow> entry = read_entry(reader, *table, row);
    const double flow = table->number_or(row, "flow_m3_s", 0.0);
    std::vector<double> concentration = columns.values_or_zero(row);
    set_continuity(reader.model.network, concentration, 1.0);
    if (!entry || (entry->node < 0 && entry->reach < 0)) continue;
    const auto [found, is_new] = place_of_entry.try_emplace({entry->node, entry->reach}, inflows.size());
    if (is_new) {
      inflows.push_back(*entry);
      series.emplace_back(reader, true);
    }
    series[found->second].add(*table, row, flow, concentration);
  }
  columns.report_missing();
  if (table->has_column("temperature_c")) {
    table->header_warning("temperature_c", "'temperature_c' is not used in this version",
                          "temperature.csv gives the water's temperature");
  }
  for (std::size_t i = 0; i < inflows.size(); ++i) inflows[i].series = series[i].take(*table);
  return inflows;
}

void read_diffuse_shape(CaseReader& reader) {
  const auto table = open_table(reader, "diffuse_shape");
  if (!table) return;
  std::map<std::string, std::pair<int, std::vector<double>>> shapes;  // land use → first row, shares
  for (int row = 0; row < table->rows(); ++row) {
    const double month = table->number(row, "month");
    const double share = table->number(row, "share");
    const auto [found, is_new] =
        shapes.try_emplace(table->text(row, "land_use"), row, std::vector<double>(12, missing));
    if (!is_given(month) || !is_given(share)) continue;
    double& place = found->second.second[static_cast<std::size_t>(month) - 1];
    if (is_given(place)) table->error(row, "month", fmt::format("month {} of this land use stands twice", month));
    place = share;
  }
  for (auto& [land_use, shape] : shapes) {
    double sum = 0.0;
    for (double& share : shape.second) sum += share = is_given(share) ? share : 0.0;
    if (std::abs(sum - 1.0) > 1e-3) {
      table->error(
          shape.first, "land_use",
          fmt::format("the 12 shares of land use {} must sum to 1, but sum to {:.6g}", in_quotes(land_use), sum));
      continue;
    }
    for (double& share : shape.second) share /= sum;  // tables are rounded
    reader.model.forcings[0].diffuse_shape.push_back({land_use, std::move(shape.second)});
  }
}

}  // namespace

std::vector<Inflow> read_inflows(CaseReader& reader, const std::string& file) {
  return file.ends_with(".nc") ? read_inflows_netcdf(reader, file) : read_inflows_csv(reader, file);
}

void read_forcing(CaseReader& reader) {
  const Schema& inflows = schema("inflows");
  std::error_code ignored;
  const bool has_table = is_present(reader, inflows);
  const bool has_netcdf = std::filesystem::exists(reader.context.directory / "forcing.nc", ignored);
  if (has_table && has_netcdf && !reader.files.contains("inflows")) {
    reader.context.found.error({shown_path(reader.context, "forcing.nc"), 1, 1},
                               "inflows.csv and forcing.nc are both there", "name one of them as [tables] inflows");
  }
  if (has_table) {
    reader.model.forcings[0].inflows = read_inflows(reader, file_of(reader, inflows));
  } else if (has_netcdf) {
    reader.model.forcings[0].inflows = read_inflows(reader, "forcing.nc");
  }
  read_diffuse_shape(reader);
}

}  // namespace bailang
