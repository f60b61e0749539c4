#include "io/netcdf_file.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <stdexcept>

#include "core/diagnostics.hpp"

namespace bailang {
namespace {

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

/// HDF5 prints its error stack in every thread unless told not to; the netCDF library tells it in the first one only.
/// At the program's end HDF5 tries once more to write a file that could not be written, and crashes over it: our files are
/// closed by their owners and nothing is left to do then. That can be told only before the library's first use.
void tame_hdf5() {
  static const int told = H5dont_atexit();
  static_cast<void>(told);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

}  // namespace

NetcdfFile NetcdfFile::create(const std::filesystem::path& path) {
  tame_hdf5();
  int id = -1;
  const int status = nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &id);
  NetcdfFile file(status == NC_NOERR ? id : -1, path);
  file.require(status, "cannot be created");
  file.require(nc_set_fill(id, NC_NOFILL, nullptr), "cannot be set up");
  return file;
}

NetcdfFile NetcdfFile::open(const std::filesystem::path& path) {
  tame_hdf5();
  int id = -1;
  const int status = nc_open(path.c_str(), NC_NOWRITE, &id);
  NetcdfFile file(status == NC_NOERR ? id : -1, path);
  file.require(status, "cannot be opened");
  return file;
}

NetcdfFile::NetcdfFile(NetcdfFile&& other) noexcept : id_(other.id_), path_(std::move(other.path_)) {
  other.id_ = -1;
}

NetcdfFile::~NetcdfFile() {
  if (id_ >= 0) nc_close(id_);
}

void NetcdfFile::close() {
  const int id = id_;
  id_ = -1;
  if (id >= 0) require(nc_close(id), "cannot be written");
}

void NetcdfFile::require(int status, std::string_view subject) const {
  if (status == NC_NOERR) return;
  throw RunError(fmt::format("{}: {}: {}", path_.string(), subject, nc_strerror(status)));
}

void NetcdfFile::define_dimension(const std::string& name, std::size_t length) {
  int dimension = -1;
  // A length of 0 would mean "unlimited"; an absent kind of object keeps one empty place.
  require(nc_def_dim(id_, name.c_str(), std::max<std::size_t>(length, 1), &dimension), name);
}

std::size_t NetcdfFile::dimension_length(const std::string& name) const {
  int dimension = -1;
  std::size_t length = 0;
  require(nc_inq_dimid(id_, name.c_str(), &dimension), name);
  require(nc_inq_dimlen(id_, dimension, &length), name);
  return length;
}

bool NetcdfFile::has_variable(const std::string& name) const {
  int variable = -1;
  return nc_inq_varid(id_, name.c_str(), &variable) == NC_NOERR;
}

int NetcdfFile::variable(const std::string& name) const {
  int variable = -1;
  require(nc_inq_varid(id_, name.c_str(), &variable), name);
  return variable;
}

int NetcdfFile::define_variable(const std::string& name, nc_type type, const std::vector<std::string>& dimensions) {
  std::vector<int> ids(dimensions.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    require(nc_inq_dimid(id_, dimensions[i].c_str(), &ids[i]), dimensions[i]);
  }
  int variable = -1;
  require(nc_def_var(id_, name.c_str(), type, static_cast<int>(ids.size()), ids.data(), &variable), name);
  return variable;
}

std::vector<std::string> NetcdfFile::variable_dimensions(int variable) const {
  int count = 0;
  require(nc_inq_varndims(id_, variable, &count), "dimensions");
  std::vector<int> ids(static_cast<std::size_t>(count));
  require(nc_inq_vardimid(id_, variable, ids.data()), "dimensions");
  std::vector<std::string> names;
  for (const int dimension : ids) {
    char name[NC_MAX_NAME + 1] = {};
    require(nc_inq_dimname(id_, dimension, name), "dimensions");
    names.emplace_back(name);
  }
  return names;
}

std::size_t NetcdfFile::variable_size(int variable) const {
  std::size_t size = 1;
  for (const std::string& dimension : variable_dimensions(variable)) size *= dimension_length(dimension);
  return size;
}

void NetcdfFile::put_attribute(int variable, const std::string& name, const std::string& text) {
  if (is_ascii(text)) {
    require(nc_put_att_text(id_, variable, name.c_str(), text.size(), text.data()), name);
    return;
  }
  const char* value = text.c_str();
  require(nc_put_att_string(id_, variable, name.c_str(), 1, &value), name);
}

std::string NetcdfFile::text_attribute(int variable, const std::string& name) const {
  nc_type type = NC_NAT;
  std::size_t length = 0;
  if (nc_inq_att(id_, variable, name.c_str(), &type, &length) != NC_NOERR || length == 0) return {};
  if (type == NC_CHAR) {
    std::string text(length, '\0');
    require(nc_get_att_text(id_, variable, name.c_str(), text.data()), name);
    return text;
  }
  if (type != NC_STRING) return {};
  std::vector<char*> values(length, nullptr);
  require(nc_get_att_string(id_, variable, name.c_str(), values.data()), name);
  std::string text = values[0] == nullptr ? "" : values[0];
  nc_free_string(length, values.data());
  return text;
}

void NetcdfFile::require_size(int variable, const std::string& name, std::size_t size) const {
  if (variable_size(variable) == size) return;
  throw std::logic_error(
      fmt::format("{}: {} holds {} values, given {}", path_.string(), name, variable_size(variable), size));
}

void NetcdfFile::put(const std::string& name, const std::vector<float>& values) {
  if (values.empty() && !has_variable(name)) return;  // its dimension has length 0 and is left out
  const int target = variable(name);
  require_size(target, name, values.size());
  require(nc_put_var_float(id_, target, values.data()), name);
}

void NetcdfFile::put(const std::string& name, const std::vector<double>& values) {
  if (values.empty() && !has_variable(name)) return;  // its dimension has length 0 and is left out
  const int target = variable(name);
  require_size(target, name, values.size());
  require(nc_put_var_double(id_, target, values.data()), name);
}

void NetcdfFile::put(const std::string& name, const std::vector<int>& values) {
  if (values.empty() && !has_variable(name)) return;  // its dimension has length 0 and is left out
  const int target = variable(name);
  require_size(target, name, values.size());
  require(nc_put_var_int(id_, target, values.data()), name);
}

void NetcdfFile::put(const std::string& name, const std::vector<std::int8_t>& values) {
  if (values.empty() && !has_variable(name)) return;  // its dimension has length 0 and is left out
  const int target = variable(name);
  require_size(target, name, values.size());
  require(nc_put_var_schar(id_, target, values.data()), name);
}

void NetcdfFile::put(const std::string& name, const std::vector<std::string>& values) {
  if (values.empty() && !has_variable(name)) return;  // its dimension has length 0 and is left out
  const int target = variable(name);
  require_size(target, name, values.size());
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  require(nc_put_var_string(id_, target, pointers.data()), name);
}

std::vector<double> NetcdfFile::numbers(const std::string& name) const {
  const int source = variable(name);
  std::vector<double> values(variable_size(source));
  require(nc_get_var_double(id_, source, values.data()), name);
  return values;
}

std::vector<double> NetcdfFile::numbers(const std::string& name, const std::vector<std::size_t>& start,
                                        const std::vector<std::size_t>& count) const {
  std::size_t size = 1;
  for (const std::size_t length : count) size *= length;
  std::vector<double> values(size);
  require(nc_get_vara_double(id_, variable(name), start.data(), count.data(), values.data()), name);
  return values;
}

std::vector<std::string> NetcdfFile::texts(const std::string& name) const {
  const int source = variable(name);
  std::vector<char*> pointers(variable_size(source), nullptr);
  require(nc_get_var_string(id_, source, pointers.data()), name);
  std::vector<std::string> values;
  for (const char* pointer : pointers) values.emplace_back(pointer == nullptr ? "" : pointer);
  require(nc_free_string(pointers.size(), pointers.data()), name);
  return values;
}

}  // namespace bailang
