#include "io/part_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/diagnostics.hpp"

namespace bailang {
namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& output) {
  return output.has_parent_path() ? output.parent_path() : fs::path(".");
}

fs::path temporary_name(const fs::path& path) {
  return path.string() + ".tmp";
}

/// Asks the system to have the file (or folder) on the disk before we go on.
void flush_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY);
  if (descriptor < 0) throw RunError(fmt::format("{}: cannot be opened: {}", path.string(), std::strerror(errno)));
  const int status = ::fsync(descriptor);
  const int reason = errno;
  ::close(descriptor);
  // Some file systems cannot flush a folder; the data is then as safe as they make it.
  if (status != 0 && reason != EINVAL) {
    throw RunError(fmt::format("{}: cannot be flushed to the disk: {}", path.string(), std::strerror(reason)));
  }
}

std::string free_space_note(const fs::path& path) {
  std::error_code fault;
  const fs::space_info space = fs::space(folder_of(path), fault);
  if (fault) return "";
  return fmt::format(" ({} MiB are free there; is the disk or a quota full?)", space.available / (1024 * 1024));
}

/// Files beside `output` whose name goes on with `.part-`, or that are its unfinished self.
std::vector<fs::path> siblings(const fs::path& output, bool unfinished) {
  std::vector<fs::path> found;
  const std::string stem = output.filename().string();
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(folder_of(output), fault)) {
    const std::string name = entry.path().filename().string();
    const bool is_temporary = name.ends_with(".tmp");
    const bool is_ours = name.starts_with(stem + ".part-") || name == stem + ".tmp";
    if (is_ours && is_temporary == unfinished)
      found.push_back(output.has_parent_path() ? entry.path() : fs::path(name));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<fs::path> list_parts(const fs::path& output) {
  return siblings(output, false);
}

void remove_parts(const fs::path& output) {
  std::error_code ignored;
  for (const fs::path& part : list_parts(output)) fs::remove(part, ignored);
}

void remove_unfinished(const fs::path& output) {
  std::error_code ignored;
  for (const fs::path& file : siblings(output, true)) fs::remove(file, ignored);
}

void require_writable(const fs::path& output) {
  const fs::path folder = folder_of(output);
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) {
    throw RunError(
        fmt::format("{}: the folder {} cannot be made: {}", output.string(), folder.string(), fault.message()));
  }
  if (fs::is_directory(output)) throw RunError(fmt::format("{}: is a folder; name a file", output.string()));
  const fs::path probe = temporary_name(output);
  const int descriptor = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    throw RunError(
        fmt::format("{}: cannot be written in {}: {}", output.string(), folder.string(), std::strerror(errno)));
  }
  ::close(descriptor);
  fs::remove(probe, fault);
}

void write_whole(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  const fs::path temporary = temporary_name(path);
  std::error_code ignored;
  try {
    write(temporary);
    flush_to_disk(temporary);
    fs::rename(temporary, path);
    flush_to_disk(folder_of(path));
  } catch (const RunError& fault) {
    const std::string note = free_space_note(path);
    fs::remove(temporary, ignored);
    throw RunError(fault.what() + note);
  } catch (const fs::filesystem_error& fault) {
    fs::remove(temporary, ignored);
    throw RunError(fmt::format("{}: cannot be written: {}", path.string(), fault.code().message()));
  } catch (...) {
    fs::remove(temporary, ignored);
    throw;
  }
}

fs::path part_path(const fs::path& output, int number) {
  return output.string() + fmt::format(".part-{:04}", number);
}

}  // namespace bailang
