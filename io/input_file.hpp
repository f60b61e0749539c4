#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.hpp"
#include "scenarios/case.hpp"

/// Text files of a case, and the faults found in them.
namespace bailang {

/// A UTF-8 text file in memory. Lines count from 1.
struct InputFile {
  std::string path;  ///< as the user can open it
  std::string text;  ///< without byte order mark
  std::vector<std::size_t> line_begin;

  [[nodiscard]] std::string_view line(int number) const;  ///< without its line end; empty beyond the last
};

/// Some characters of one line: what a caret line underlines. Lines and columns count from 1.
struct TextSpan {
  int line = 1;
  int column = 1;
  int width = 1;
};

/// What every reader of a case shares.
struct ReadContext {
  std::filesystem::path directory;  ///< of the case
  Diagnostics found;                ///< faults and warnings so far
  std::vector<InputHash> inputs;    ///< every file read so far
  int suggestions_left = 200;       ///< "did you mean" is dear in long tables of faults: stop after so many
};

/// Path of a file of the case as the user can open it.
std::string shown_path(const ReadContext& context, const std::filesystem::path& name);

/// Reads a file of the case, notes its hash and checks that it is UTF-8 text. Nothing when it cannot be read or is no
/// text: the fault is then in `context.found`.
std::optional<InputFile> load_file(ReadContext& context, const std::filesystem::path& name);

/// The same for a file anywhere: `path` as the user gave it, `name` for the list of inputs.
std::optional<InputFile> load_path(ReadContext& context, std::string path, const std::string& name);

/// Notes that a file was read, with the hash of its bytes; once a name.
void note_input(ReadContext& context, const std::string& name, std::string_view bytes);

/// The same with the hash of a file that is not read as text.
void note_input_hash(ReadContext& context, const std::string& name, const std::string& sha256);

/// Splits text into lines; a byte order mark is dropped.
InputFile make_input_file(std::string path, std::string text);

/// Place of a span, for messages that point to a second place.
SourcePlace place_of(const InputFile& file, const TextSpan& span);

void report_error(ReadContext& context, const InputFile& file, const TextSpan& span, std::string message,
                  std::string hint = {});
void report_warning(ReadContext& context, const InputFile& file, const TextSpan& span, std::string message,
                    std::string hint = {});

/// The same diagnostics with the source lines that are missing, read from the files that they name.
Diagnostics with_source_lines(const Diagnostics& diagnostics);

/// did_you_mean, as long as suggestions are left.
std::string suggestion(ReadContext& context, std::string_view word, const std::vector<std::string>& candidates);

}  // namespace bailang
