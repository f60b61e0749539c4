#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// The state at the end of a run that a result keeps (`run --save-state`), for another run to start from.
namespace bailang {

/// What the run that starts from a state has, and so the state must have.
struct StateSizes {
  std::size_t unknowns = 0, faces = 0;
  std::vector<std::string> constituents;
};

/// Fields of one scenario [SI] by name: every constituent, `volume` and `depth` [unknown], `discharge` [face], and, where
/// the file has them, `storage_<constituent>` [unknown], `level_flow` and `level_velocity` [face].
/// @param scenario its own state where the file has this scenario, else the state of the file's baseline
/// @throws InputError when there is no such file, it holds no state, or one of another grid or other constituents
std::map<std::string, std::vector<double>> read_state(const std::filesystem::path& path, const std::string& scenario,
                                                      const StateSizes& expected);

}  // namespace bailang
