#include "io/input_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

#include "core/utf8.hpp"
#include "io/sha256.hpp"

namespace bailang {
namespace {

constexpr int longest_shown = 400;  ///< characters of a source line that a message carries at most

/// The line as a message shows it: its end is cut when it is long; nothing when the place lies too far right to show.
std::string shown_line(const InputFile& file, const TextSpan& span) {
  if (span.column > longest_shown) return {};
  const std::string_view line = file.line(span.line);
  std::string text;
  std::string_view rest = line;
  for (int i = 0; i < longest_shown && !rest.empty(); ++i) {
    const std::string_view before = rest;
    const bool is_invalid = take_character(rest) == U'\uFFFD';
    text += is_invalid ? "\uFFFD" : before.substr(0, before.size() - rest.size());
  }
  if (!rest.empty()) text += " …";
  return text;
}

std::optional<std::string> read_bytes(ReadContext& context, const std::string& path) {
  const auto fault = [&](std::string_view what) {
    context.found.error({path, 1, 1}, fmt::format("cannot read the file: {}", what));
    return std::nullopt;
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return fault("it is a directory");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fault(std::strerror(errno == 0 ? EIO : errno));
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (stream.bad()) return fault("reading stopped half-way");
  return std::move(bytes).str();
}

/// Span of the character that starts at a byte offset.
TextSpan span_at(const InputFile& file, std::size_t offset) {
  const auto after = std::upper_bound(file.line_begin.begin(), file.line_begin.end(), offset);
  const auto line = static_cast<int>(after - file.line_begin.begin());
  const std::size_t begin = file.line_begin[static_cast<std::size_t>(line) - 1];
  return {line, character_count(std::string_view(file.text).substr(begin, offset - begin)) + 1, 1};
}

bool is_text(ReadContext& context, const InputFile& file) {
  const std::size_t invalid = find_invalid_utf8(file.text);
  const std::size_t nul = file.text.find('\0');
  if (invalid == std::string::npos && nul == std::string::npos) return true;
  const TextSpan span = span_at(file, std::min(invalid, nul));
  const auto byte = static_cast<unsigned char>(file.text[std::min(invalid, nul)]);
  report_error(context, file, span, fmt::format("byte 0x{:02x} is not valid UTF-8 text", byte),
               "save the file as UTF-8 (a spreadsheet calls it 'CSV UTF-8')");
  return false;
}

}  // namespace

std::string_view InputFile::line(int number) const {
  if (number < 1 || number > static_cast<int>(line_begin.size())) return {};
  const std::size_t begin = line_begin[static_cast<std::size_t>(number) - 1];
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  std::string_view found = std::string_view(text).substr(begin, end - begin);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

std::string shown_path(const ReadContext& context, const std::filesystem::path& name) {
  return (context.directory / name).string();
}

InputFile make_input_file(std::string path, std::string text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  InputFile file{std::move(path), std::move(text), {0}};
  for (std::size_t at = 0; (at = file.text.find('\n', at)) != std::string::npos;) file.line_begin.push_back(++at);
  return file;
}

std::optional<InputFile> load_file(ReadContext& context, const std::filesystem::path& name) {
  return load_path(context, shown_path(context, name), name.generic_string());
}

std::optional<InputFile> load_path(ReadContext& context, std::string path, const std::string& name) {
  std::optional<std::string> bytes = read_bytes(context, path);
  if (!bytes) return std::nullopt;
  note_input(context, name, *bytes);
  InputFile file = make_input_file(std::move(path), std::move(*bytes));
  if (!is_text(context, file)) return std::nullopt;
  return file;
}

void note_input(ReadContext& context, const std::string& name, std::string_view bytes) {
  const auto is_same = [&](const InputHash& input) { return input.file == name; };
  if (std::any_of(context.inputs.begin(), context.inputs.end(), is_same)) return;
  note_input_hash(context, name, sha256_hex(bytes));
}

void note_input_hash(ReadContext& context, const std::string& name, const std::string& sha256) {
  context.inputs.push_back({name, sha256});
}

SourcePlace place_of(const InputFile& file, const TextSpan& span) {
  return {file.path, span.line, span.column, span.width};
}

void report_error(ReadContext& context, const InputFile& file, const TextSpan& span, std::string message,
                  std::string hint) {
  context.found.error(place_of(file, span), std::move(message), std::move(hint), shown_line(file, span));
}

void report_warning(ReadContext& context, const InputFile& file, const TextSpan& span, std::string message,
                    std::string hint) {
  context.found.warning(place_of(file, span), std::move(message), std::move(hint), shown_line(file, span));
}

Diagnostics with_source_lines(const Diagnostics& diagnostics) {
  std::map<std::string, InputFile> files;
  Diagnostics completed;
  for (const Diagnostic& entry : diagnostics.entries()) {
    std::string line = entry.source_line;
    std::error_code ignored;
    if (line.empty() && entry.place.line > 0 && std::filesystem::is_regular_file(entry.place.file, ignored)) {
      const auto [file, is_new] = files.try_emplace(entry.place.file);
      if (is_new) {
        std::ostringstream bytes;
        bytes << std::ifstream(entry.place.file, std::ios::binary).rdbuf();
        file->second = make_input_file(entry.place.file, std::move(bytes).str());
      }
      line = shown_line(file->second, {entry.place.line, entry.place.column, entry.place.width});
    }
    if (entry.severity == Severity::error)
      completed.error(entry.place, entry.message, entry.hint, std::move(line));
    else
      completed.warning(entry.place, entry.message, entry.hint, std::move(line));
  }
  return completed;
}

std::string suggestion(ReadContext& context, std::string_view word, const std::vector<std::string>& candidates) {
  if (context.suggestions_left <= 0) return {};
  --context.suggestions_left;
  return did_you_mean(word, candidates);
}

}  // namespace bailang
