#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "io/read_case.hpp"

/// A case in a directory of its own, for tests that change a file or two.
namespace bailang {

class CaseFiles {
public:
  /// Starts from the valid case of tests/bad_input/base.
  CaseFiles() {
    static std::atomic<int> count = 0;
    directory_ = std::filesystem::temp_directory_path() /
                 ("bailang-input-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::copy(std::filesystem::path(BAILANG_SOURCE_DIR) / "tests/bad_input/base", directory_);
  }
  ~CaseFiles() { std::filesystem::remove_all(directory_); }
  CaseFiles(const CaseFiles&) = delete;
  CaseFiles& operator=(const CaseFiles&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name, std::ios::binary) << text;
  }
  void append(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name, std::ios::binary | std::ios::app) << text;
  }
  void remove(const std::string& name) const { std::filesystem::remove(directory_ / name); }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// The case; warnings are thrown away.
  [[nodiscard]] Case read() const {
    Diagnostics warnings;
    return read_case(directory_, {}, warnings);
  }

  /// Messages of warnings or errors, one a line, without places.
  [[nodiscard]] std::string messages() const {
    Diagnostics found;
    try {
      read_case(directory_, {}, found);
    } catch (const InputError& fault) {
      found = fault.diagnostics();
    }
    std::string text;
    for (const Diagnostic& entry : found.entries()) text += entry.message + "\n";
    return text;
  }

private:
  std::filesystem::path directory_;
};

}  // namespace bailang
