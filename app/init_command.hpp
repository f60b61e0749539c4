#pragma once

#include <filesystem>

/// `bailang init DIR`: writes a small working case to start from.
namespace bailang {

struct InitOptions {
  std::filesystem::path directory;  ///< made when it does not exist; nothing in it is overwritten
  bool quiet = false;
};

/// @return exit code: 0 done
/// @throws InputError when the directory already holds a case
int init_command(const InitOptions& options);

}  // namespace bailang
