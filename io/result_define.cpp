#include <algorithm>
#include <limits>

#include "io/result_layout.hpp"

/// Definitions of dimensions and variables in the file.
namespace bailang {
namespace {

constexpr std::size_t smallest_chunk = 64 * 1024;  // bytes: below, a chunk costs more than it holds
constexpr std::size_t largest_chunk = 1024 * 1024;
constexpr int deflate_level = 1;  // higher levels cost five times the time for a tenth of the size

nc_type file_type(ValueType type) {
  switch (type) {
    case ValueType::float32:
      return NC_FLOAT;
    case ValueType::float64:
      return NC_DOUBLE;
    case ValueType::int8:
      return NC_BYTE;
    case ValueType::int32:
      return NC_INT;
    case ValueType::text:
      return NC_STRING;
  }
  return NC_NAT;
}

void put_fill_value(NetcdfFile& file, int variable, const ResultVariable& spec) {
  const bool is_coordinate = spec.dimensions.size() == 1 && spec.dimensions[0] == spec.name;
  if (is_coordinate) return;
  if (spec.type == ValueType::float32) {
    const float fill = std::numeric_limits<float>::quiet_NaN();
    file.require(nc_def_var_fill(file.id(), variable, NC_FILL, &fill), spec.name);
  } else if (spec.type == ValueType::float64) {
    const double fill = std::numeric_limits<double>::quiet_NaN();
    file.require(nc_def_var_fill(file.id(), variable, NC_FILL, &fill), spec.name);
  }
}

void put_mesh_numbers(NetcdfFile& file, int variable, const std::string& name) {
  const auto put = [&](const char* attribute, int value) {
    file.require(nc_put_att_int(file.id(), variable, attribute, NC_INT, 1, &value), attribute);
  };
  if (name == "mesh1d") put("topology_dimension", 1);
  if (name == "mesh1d_edge_nodes") put("start_index", 0);
}

void define_variable(NetcdfFile& file, const ResultVariable& spec, Storage storage) {
  const int variable = file.define_variable(spec.name, file_type(spec.type), spec.dimensions);
  put_fill_value(file, variable, spec);
  set_storage(file, variable, storage);
  file.put_attribute(variable, "long_name", spec.long_name);
  if (!spec.units.empty()) file.put_attribute(variable, "units", spec.units);
  for (const auto& [name, value] : spec.attributes) file.put_attribute(variable, name, value);
  if (!spec.flag_values.empty()) {
    file.require(
        nc_put_att_schar(file.id(), variable, "flag_values", NC_BYTE, spec.flag_values.size(), spec.flag_values.data()),
        "flag_values");
  }
  put_mesh_numbers(file, variable, spec.name);
}

}  // namespace

void define_dimensions(NetcdfFile& file, const DimensionLengths& lengths) {
  for (const auto& [name, length] : lengths) {
    if (length > 0) file.define_dimension(name, length);
  }
}

void define_variables(NetcdfFile& file, const std::vector<ResultVariable>& variables, const DimensionLengths& lengths,
                      Storage storage) {
  for (const ResultVariable& spec : variables) {
    const bool is_empty = std::any_of(spec.dimensions.begin(), spec.dimensions.end(),
                                      [&](const std::string& name) { return lengths.at(name) == 0; });
    if (!is_empty) define_variable(file, spec, storage);
  }
}

void set_storage(NetcdfFile& file, int variable, Storage storage) {
  const std::vector<std::string> dimensions = file.variable_dimensions(variable);
  nc_type type = NC_NAT;
  std::size_t size = 0;
  file.require(nc_inq_vartype(file.id(), variable, &type), "type");
  if (type == NC_STRING || dimensions.size() < 2 || dimensions[0] != "scenario") return;
  file.require(nc_inq_type(file.id(), type, nullptr, &size), "type");

  std::vector<std::size_t> chunk;
  for (const std::string& dimension : dimensions) chunk.push_back(file.dimension_length(dimension));
  std::size_t row = size;  // bytes of one scenario and one step of the second dimension
  for (std::size_t i = 2; i < chunk.size(); ++i) row *= chunk[i];
  chunk[1] = std::clamp<std::size_t>(largest_chunk / row, 1, chunk[1]);
  chunk[0] = std::clamp<std::size_t>(smallest_chunk / (row * chunk[1]), 1, chunk[0]);
  file.require(nc_def_var_chunking(file.id(), variable, NC_CHUNKED, chunk.data()), "chunks");
  if (storage == Storage::checked) {
    file.require(nc_def_var_fletcher32(file.id(), variable, NC_FLETCHER32), "checksum");
  } else {
    file.require(nc_def_var_deflate(file.id(), variable, 1, 1, deflate_level), "compression");
  }
  constexpr std::size_t cache = 2 * largest_chunk, slots = 521;
  file.require(nc_set_var_chunk_cache(file.id(), variable, cache, slots, 0.75F), "chunk cache");
}

}  // namespace bailang
