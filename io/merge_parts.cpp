#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/diagnostics.hpp"
#include "io/part_files.hpp"

namespace bailang {
namespace fs = std::filesystem;

namespace {

/// Values of any type, read from one file and written to another. Strings belong to the netCDF library.
class Values {
public:
  Values(nc_type type, std::size_t type_size, std::size_t count)
      : type_(type), count_(count), bytes_(std::max<std::size_t>(type_size * count, 1)) {}
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;
  ~Values() {
    if (type_ == NC_STRING && is_filled_) nc_free_string(count_, reinterpret_cast<char**>(bytes_.data()));
  }
  void read(const NetcdfFile& file, int variable, const std::vector<std::size_t>& start,
            const std::vector<std::size_t>& count) {
    file.require(nc_get_vara(file.id(), variable, start.data(), count.data(), bytes_.data()), "cannot be read");
    is_filled_ = true;
  }
  void write(const NetcdfFile& file, int variable, const std::vector<std::size_t>& start,
             const std::vector<std::size_t>& count) const {
    file.require(nc_put_vara(file.id(), variable, start.data(), count.data(), bytes_.data()), "cannot be written");
  }

private:
  nc_type type_;
  std::size_t count_;
  std::vector<std::byte> bytes_;
  bool is_filled_ = false;
};

struct Variable {
  int id = -1;
  std::string name;
  nc_type type = NC_NAT;
  std::size_t type_size = 0;
  std::vector<std::string> dimensions;
  std::vector<std::size_t> lengths;
  [[nodiscard]] bool by_scenario() const { return !dimensions.empty() && dimensions[0] == "scenario"; }
};

std::vector<Variable> variables_of(const NetcdfFile& file) {
  int count = 0;
  file.require(nc_inq_nvars(file.id(), &count), "variables");
  std::vector<Variable> list(static_cast<std::size_t>(count));
  for (int id = 0; id < count; ++id) {
    Variable& variable = list[static_cast<std::size_t>(id)];
    char name[NC_MAX_NAME + 1] = {};
    file.require(nc_inq_var(file.id(), id, name, &variable.type, nullptr, nullptr, nullptr), "variables");
    file.require(nc_inq_type(file.id(), variable.type, nullptr, &variable.type_size), name);
    variable.id = id;
    variable.name = name;
    variable.dimensions = file.variable_dimensions(id);
    for (const std::string& dimension : variable.dimensions) {
      variable.lengths.push_back(file.dimension_length(dimension));
    }
  }
  return list;
}

/// Reads part of a variable; with a target, writes it there.
void copy(const NetcdfFile& from, const Variable& variable, std::vector<std::size_t> start,
          const std::vector<std::size_t>& count, const NetcdfFile* to = nullptr, int target = -1,
          std::size_t target_scenario = 0) {
  std::size_t size = 1;
  for (const std::size_t length : count) size *= length;
  Values values(variable.type, variable.type_size, size);
  values.read(from, variable.id, start, count);
  if (to == nullptr) return;
  if (variable.by_scenario()) start[0] = target_scenario;
  values.write(*to, target, start, count);
}

/// One scenario of a variable, piece by piece along the second dimension where it is large.
void copy_scenario(const NetcdfFile& from, const Variable& variable, std::size_t scenario, const NetcdfFile* to,
                   int target, std::size_t target_scenario) {
  constexpr std::size_t piece_bytes = 64 * 1024 * 1024;
  std::vector<std::size_t> start(variable.lengths.size(), 0), count = variable.lengths;
  start[0] = scenario;
  count[0] = 1;
  if (count.size() < 2) return copy(from, variable, start, count, to, target, target_scenario);
  std::size_t row = variable.type_size;
  for (std::size_t i = 2; i < count.size(); ++i) row *= count[i];
  const std::size_t piece = std::max<std::size_t>(piece_bytes / row, 1);
  for (std::size_t first = 0; first < variable.lengths[1]; first += piece) {
    start[1] = first;
    count[1] = std::min(piece, variable.lengths[1] - first);
    copy(from, variable, start, count, to, target, target_scenario);
  }
}

void copy_fixed(const NetcdfFile& from, const Variable& variable, const NetcdfFile* to, int target) {
  copy(from, variable, std::vector<std::size_t>(variable.lengths.size(), 0), variable.lengths, to, target);
}

void copy_attributes(const NetcdfFile& from, int variable, const NetcdfFile& to, int target) {
  int count = 0;
  from.require(variable == NC_GLOBAL ? nc_inq_natts(from.id(), &count) : nc_inq_varnatts(from.id(), variable, &count),
               "attributes");
  for (int i = 0; i < count; ++i) {
    char name[NC_MAX_NAME + 1] = {};
    from.require(nc_inq_attname(from.id(), variable, i, name), "attributes");
    to.require(nc_copy_att(from.id(), variable, name, to.id(), target), name);
  }
}

/// Everything of the first part but its scenarios: dimensions, definitions, attributes.
void copy_definitions(const NetcdfFile& from, NetcdfFile& to, std::size_t scenarios) {
  int count = 0;
  from.require(nc_inq_ndims(from.id(), &count), "dimensions");
  for (int i = 0; i < count; ++i) {
    char name[NC_MAX_NAME + 1] = {};
    std::size_t length = 0;
    from.require(nc_inq_dim(from.id(), i, name, &length), "dimensions");
    to.define_dimension(name, std::string_view(name) == "scenario" ? scenarios : length);
  }
  for (const Variable& variable : variables_of(from)) {
    const int target = to.define_variable(variable.name, variable.type, variable.dimensions);
    set_storage(to, target, Storage::compressed);
    copy_attributes(from, variable.id, to, target);
  }
}

/// Copies the scenarios of one part to their places.
/// @param place of each scenario in the output; those that are done are taken out
void copy_part(const fs::path& path, NetcdfFile& to, std::map<std::string, std::size_t>& place) {
  const NetcdfFile from = NetcdfFile::open(path);
  const std::vector<std::string> ids = from.texts("scenario");
  for (const Variable& variable : variables_of(from)) {
    if (!variable.by_scenario()) continue;
    const int target = to.variable(variable.name);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (const auto found = place.find(ids[i]); found != place.end()) {
        copy_scenario(from, variable, i, &to, target, found->second);
      }
    }
  }
  for (const std::string& id : ids) place.erase(id);
}

void write_merged(const std::vector<fs::path>& parts, const fs::path& path, const std::vector<std::string>& order,
                  const AttributeOverrides& overrides) {
  NetcdfFile to = NetcdfFile::create(path);
  {
    const NetcdfFile first = NetcdfFile::open(parts.front());
    copy_definitions(first, to, order.size());
    copy_attributes(first, NC_GLOBAL, to, NC_GLOBAL);
    for (const auto& [name, value] : overrides) to.put_attribute(NC_GLOBAL, name, value);
    for (const Variable& variable : variables_of(first)) {
      if (!variable.by_scenario()) copy_fixed(first, variable, &to, to.variable(variable.name));
    }
  }
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (const fs::path& part : parts) copy_part(part, to, place);
  if (!place.empty()) {
    throw RunError(fmt::format("{}: scenario '{}' is in none of the parts", path.string(), place.begin()->first));
  }
  to.close();
}

}  // namespace

std::vector<std::string> read_part(const fs::path& part, const std::string& key) {
  const NetcdfFile file = NetcdfFile::open(part);
  if (file.text_attribute(NC_GLOBAL, "part_key") != key) {
    throw RunError(fmt::format("{}: was made from another case, program version or set of fields", part.string()));
  }
  std::vector<std::string> ids = file.texts("scenario");
  for (const Variable& variable : variables_of(file)) {
    if (!variable.by_scenario()) {
      copy_fixed(file, variable, nullptr, -1);
      continue;
    }
    for (std::size_t i = 0; i < ids.size(); ++i) copy_scenario(file, variable, i, nullptr, -1, 0);
  }
  return ids;
}

void merge_parts(const std::vector<fs::path>& parts, const fs::path& output, const std::vector<std::string>& order,
                 const AttributeOverrides& overrides) {
  if (parts.empty() || order.empty()) {
    throw RunError(fmt::format("{}: there is no scenario to write", output.string()));
  }
  write_whole(output, [&](const fs::path& path) { write_merged(parts, path, order, overrides); });
}

}  // namespace bailang
