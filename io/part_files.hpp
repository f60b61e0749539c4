#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/result_layout.hpp"
#include "io/result_writer.hpp"

/// Parts of a result: every complete block of scenarios stands in a file `OUT.h5.part-0001` of its own until all are
/// there. A part is itself a whole result file with fewer scenarios, so parts are put together, and shards merged, by
/// the same function.
namespace bailang {

/// Parts beside `output`, in order of name; unfinished ones (`….tmp`) are not among them.
std::vector<std::filesystem::path> list_parts(const std::filesystem::path& output);

/// Removes parts and what an interrupted run left half written beside `output`.
void remove_parts(const std::filesystem::path& output);
void remove_unfinished(const std::filesystem::path& output);

/// Makes the output's folder where it is missing and tries to write there.
/// @throws RunError that names the output when nothing can be written there
void require_writable(const std::filesystem::path& output);

/// Writes a file under a temporary name, flushes it to the disk and only then gives it its name.
/// @param write makes the file of the name it is given
/// @throws RunError when it cannot be written, as on a full disk; nothing is left then
void write_whole(const std::filesystem::path& path, const std::function<void(const std::filesystem::path&)>& write);

/// `OUT.h5.part-0007`
std::filesystem::path part_path(const std::filesystem::path& output, int number);

/// Scenario ids of a part whose key is `key` and of which every value can be read (checksums are compared).
/// @throws RunError when the file is broken or its key is another
std::vector<std::string> read_part(const std::filesystem::path& part, const std::string& key);

/// Root attributes that the merged file has instead of the first part's.
using AttributeOverrides = TextAttributes;

/// Puts results together: the scenarios `order` out of the given files, in that order. What does not depend on scenarios
/// is taken from the first file. A scenario that stands in several files is taken from the first of them.
/// @throws RunError when a scenario is in none of them, or a file cannot be read or written
void merge_parts(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output,
                 const std::vector<std::string>& order, const AttributeOverrides& overrides);

}  // namespace bailang
