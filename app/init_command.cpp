#include "app/init_command.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "app/example_case.hpp"
#include "core/diagnostics.hpp"

namespace bailang {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& directory, std::string why, std::string hint) {
  Diagnostics fault;
  fault.error({directory.string()}, std::move(why), std::move(hint));
  throw InputError(std::move(fault));
}

void require_empty(const std::filesystem::path& directory) {
  std::error_code fault;
  if (std::filesystem::is_directory(directory, fault)) {
    if (std::filesystem::is_empty(directory, fault)) return;
    refuse(directory, "the directory is not empty; nothing was written", "name a new directory");
  }
  if (std::filesystem::exists(directory, fault))
    refuse(directory, "there is a file of this name", "name a new directory");
  std::filesystem::create_directories(directory, fault);
  if (fault) refuse(directory, fmt::format("cannot make the directory: {}", fault.message()), {});
}

}  // namespace

int init_command(const InitOptions& options) {
  require_empty(options.directory);
  for (const ExampleFile& file : example_case()) {
    std::ofstream stream(options.directory / file.name, std::ios::binary);
    stream << file.text;
    stream.close();
    if (!stream) throw RunError(fmt::format("{}: cannot be written", (options.directory / file.name).string()));
  }
  if (options.quiet) return 0;
  const std::string shown = options.directory.string();
  fmt::print(
      "A small case stands in {0}. Try:\n  bailang check {0}\n  bailang run {0} -o {1}.h5\n  bailang compare {1}.h5\n",
      shown, "example");
  return 0;
}

}  // namespace bailang
