#include "io/read_state.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/diagnostics.hpp"
#include "io/netcdf_file.hpp"

namespace bailang {
namespace {

/// A file that is read for its state; every fault names it.
class StateFile {
public:
  explicit StateFile(const std::filesystem::path& path) : path_(path), file_(open(path)) {
    if (!file_.has_variable("scenario") || !file_.has_variable("state_volume")) {
      refuse("holds no state", "run the case that made it with --save-state");
    }
  }

  /// Row of the scenario, of the baseline where it is not there.
  [[nodiscard]] std::size_t row_of(const std::string& scenario) const {
    const std::vector<std::string> ids = file_.texts("scenario");
    const auto own = std::find(ids.begin(), ids.end(), scenario);
    if (own != ids.end()) return static_cast<std::size_t>(own - ids.begin());
    const std::vector<double> marks = file_.numbers("scenario_baseline");
    const auto baseline = std::find(marks.begin(), marks.end(), 1.0);
    return baseline == marks.end() ? 0 : static_cast<std::size_t>(baseline - marks.begin());
  }

  void require_length(const std::string& dimension, std::size_t expected, std::string_view what) const {
    const std::size_t found = file_.dimension_length(dimension);
    if (found == expected) return;
    refuse(fmt::format("holds the state of another grid: {} {}, but this run has {}", found, what, expected),
           "the network and [grid] cell_length_m must be those of the run that made it");
  }

  [[nodiscard]] bool has(const std::string& name) const { return file_.has_variable("state_" + name); }

  [[nodiscard]] std::vector<double> field(const std::string& name, std::size_t row, std::size_t length) const {
    return file_.numbers("state_" + name, {row, 0}, {1, length});
  }

  [[noreturn]] void refuse(const std::string& why, const std::string& hint) const { refuse(path_, why, hint); }

private:
  static NetcdfFile open(const std::filesystem::path& path) {
    std::error_code ignored;
    const std::string hint = "[initial] from names a result of `bailang run --save-state`";
    if (!std::filesystem::is_regular_file(path, ignored)) refuse(path, "there is no such file", hint);
    try {
      return NetcdfFile::open(path);
    } catch (const RunError& fault) {
      refuse(path, fmt::format("cannot be read as a result: {}", fault.what()), hint);
    }
  }

  [[noreturn]] static void refuse(const std::filesystem::path& path, const std::string& why, const std::string& hint) {
    Diagnostics fault;
    fault.error({path.string(), 0, 0}, why, hint);
    throw InputError(std::move(fault));
  }

  std::filesystem::path path_;
  NetcdfFile file_;
};

}  // namespace

std::map<std::string, std::vector<double>> read_state(const std::filesystem::path& path, const std::string& scenario,
                                                      const StateSizes& expected) {
  const StateFile file(path);
  file.require_length("unknown", expected.unknowns, "cells and reservoirs");
  file.require_length("face", expected.faces, "faces");
  const std::size_t row = file.row_of(scenario);
  std::map<std::string, std::vector<double>> state;
  for (const std::string name : {"volume", "depth"}) state[name] = file.field(name, row, expected.unknowns);
  state["discharge"] = file.field("discharge", row, expected.faces);
  for (const std::string name : {"level_flow", "level_velocity"}) {
    if (file.has(name)) state[name] = file.field(name, row, expected.faces);
  }
  for (const std::string& name : expected.constituents) {
    if (!file.has(name)) {
      file.refuse(fmt::format("holds a state without '{}', which this run simulates", name),
                  "the constituents must be those of the run that made it");
    }
    state[name] = file.field(name, row, expected.unknowns);
    const std::string storage = "storage_" + name;
    if (file.has(storage)) state[storage] = file.field(storage, row, expected.unknowns);
  }
  return state;
}

}  // namespace bailang
