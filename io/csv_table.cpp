#include "io/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/utf8.hpp"

namespace bailang {
namespace {

/// Walks over the text once and hands out one record after the other.
class CsvScanner {
public:
  CsvScanner(ReadContext& context, CsvTable& table) : context_(context), table_(table), rest_(table.file.text) {}

  /// Next record that is not an empty line; false at the end of the text or when it can go no further.
  bool next(std::vector<CsvCell>& record) {
    while (take_line_end()) {
    }
    record.clear();
    if (rest_.empty() || stopped_) return false;
    do {
      record.push_back(take_cell());
    } while (!stopped_ && take(','));
    if (!stopped_ && !rest_.empty() && !take_line_end()) stop_at_stray();
    return !stopped_;
  }

private:
  [[nodiscard]] bool at_end_of_cell() const { return rest_.empty() || rest_.front() == ',' || at_line_end(); }
  [[nodiscard]] bool at_line_end() const { return rest_.starts_with('\n') || rest_.starts_with("\r\n"); }

  bool take_line_end() {
    if (!at_line_end()) return false;
    rest_.remove_prefix(rest_.front() == '\r' ? 2 : 1);
    ++line_;
    column_ = 1;
    return true;
  }

  bool take(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    ++column_;
    return true;
  }

  void advance() {
    take_character(rest_);
    ++column_;
  }

  void fault(const TextSpan& span, std::string message, std::string hint = {}) {
    report_error(context_, table_.file, span, std::move(message), std::move(hint));
    stopped_ = true;
  }

  /// What stands where a comma or a line end should.
  void stop_at_stray() {
    const TextSpan here{line_, column_, 1};
    if (rest_.front() == '\r') {
      fault(here, "carriage return without line feed", "lines must end in LF or CRLF");
    } else {
      fault(here, fmt::format("{} after a closing quote", rest_.front() == '"' ? "quote" : "text"),
            "a comma or a line end must follow; a quote inside quotes is written twice");
    }
  }

  CsvCell take_cell() {
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) advance();
    return rest_.starts_with('"') ? take_quoted() : take_plain();
  }

  CsvCell take_plain() {
    const TextSpan begin{line_, column_, 1};
    const char* const first = rest_.data();
    while (!at_end_of_cell() && rest_.front() != '\r' && rest_.front() != '"') advance();
    if (rest_.starts_with('"')) {
      fault({line_, column_, 1}, "quote inside a cell that does not begin with one",
            "put the whole cell in quotes and write the inner quote twice");
    }
    std::string_view text(first, static_cast<std::size_t>(rest_.data() - first));
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return {text, {begin.line, begin.column, std::max(1, character_count(text))}};
  }

  CsvCell take_quoted() {
    TextSpan span{line_, column_, 1};
    take('"');
    const char* const first = rest_.data();
    bool has_inner = false;
    while (!rest_.empty() && (rest_.front() != '"' || rest_.starts_with("\"\""))) {
      has_inner = has_inner || rest_.front() == '"';
      if (rest_.front() == '"') take('"');
      if (!take_line_end()) advance();
    }
    if (rest_.empty()) {
      fault(span, "this quote is never closed");
      return {};
    }
    const std::string_view raw(first, static_cast<std::size_t>(rest_.data() - first));
    take('"');
    span.width = line_ == span.line ? column_ - span.column : 1;
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) advance();
    return {has_inner ? unquote(raw) : raw, span};
  }

  std::string_view unquote(std::string_view raw) {
    std::string& text = table_.unquoted.emplace_back();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      text += raw[i];
      if (raw[i] == '"') ++i;
    }
    return text;
  }

  ReadContext& context_;
  CsvTable& table_;
  std::string_view rest_;
  int line_ = 1;
  int column_ = 1;
  bool stopped_ = false;
};

void check_header(ReadContext& context, const CsvTable& table) {
  std::map<std::string_view, const CsvCell*> seen;
  for (const CsvCell& cell : table.header) {
    if (cell.text.empty()) {
      report_warning(context, table.file, cell.span, "a column without a name is ignored");
      continue;
    }
    const auto [first, is_new] = seen.emplace(cell.text, &cell);
    if (is_new) continue;
    report_error(context, table.file, cell.span, fmt::format("column '{}' stands twice", cell.text),
                 fmt::format("first at column {}", first->second->span.column));
  }
}

/// A row with too many or too few fields is told where the first field too many stands, or where the row ends.
void report_field_count(ReadContext& context, const CsvTable& table, const std::vector<CsvCell>& record) {
  TextSpan span = record.back().span;
  if (record.size() > table.header.size()) {
    span = record[table.header.size()].span;
  } else {
    span.column = character_count(table.file.line(span.line)) + 1;
    span.width = 1;
  }
  report_error(context, table.file, span,
               fmt::format("the row has {} field{}, the header has {}", record.size(), record.size() == 1 ? "" : "s",
                           table.header.size()),
               "a cell that holds a comma must stand in quotes");
}

}  // namespace

bool read_csv(ReadContext& context, InputFile file, CsvTable& table) {
  table.file = std::move(file);
  CsvScanner scanner(context, table);
  const std::size_t faults = context.found.error_count();
  if (!scanner.next(table.header)) {
    if (context.found.error_count() == faults) {
      report_error(context, table.file, {}, "the file is empty; a header row with the column names is needed");
    }
    return false;
  }
  check_header(context, table);
  const std::size_t before_rows = context.found.error_count();
  for (std::vector<CsvCell> record; scanner.next(record);) {
    if (record.size() == table.header.size()) {
      table.cells.insert(table.cells.end(), record.begin(), record.end());
    } else {
      report_field_count(context, table, record);
    }
  }
  table.has_lost_rows = context.found.error_count() > before_rows;
  return true;
}

}  // namespace bailang
