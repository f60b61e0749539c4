#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "io/schema.hpp"
#include "io/toml_document.hpp"

/// A section of a TOML file read by its schema: unknown keys are errors, every key that is asked for is checked.
namespace bailang {

/// A list's item or a single text with its place.
struct PlacedText {
  std::string text;
  TextSpan span;
};

class TomlSection {
public:
  /// @param fields keys that the section may hold; unknown ones and missing required ones are reported here
  /// @param name how messages call it: `[time]`, `[[measure]] "m1"`
  /// @param at where the section stands, for keys that are missing
  TomlSection(ReadContext& context, const InputFile& file, const TomlValue& table, std::vector<Field> fields,
              std::string name, const TextSpan& at);

  [[nodiscard]] bool has(std::string_view key) const { return table_->find(key) != nullptr; }
  /// The value of a key, of any type; nullptr when absent.
  [[nodiscard]] const TomlValue* value(std::string_view key) const;

  std::string text(std::string_view key, std::string fallback = {});
  double number(std::string_view key, double fallback);  ///< SI
  /// The key that a pattern and a constituent name [SI].
  double constituent_number(std::string_view pattern, std::string_view constituent, double fallback);
  std::optional<std::int64_t> whole(std::string_view key);
  bool boolean(std::string_view key, bool fallback);
  int choice(std::string_view key, int fallback);  ///< position in Field::choices
  std::optional<Instant> instant(std::string_view key);
  std::optional<double> duration(std::string_view key);  ///< [s]
  std::vector<PlacedText> texts(std::string_view key);   ///< a text alone counts as a list of one
  std::vector<double> numbers(std::string_view key);     ///< [SI]; a number alone counts as a list of one

  /// Place of a key's value; the section's when the key is absent.
  [[nodiscard]] TextSpan span(std::string_view key) const;
  [[nodiscard]] SourcePlace place(std::string_view key) const { return place_of(*file_, span(key)); }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const InputFile& file() const { return *file_; }
  ReadContext& context() { return *context_; }

  void error(std::string_view key, std::string message, std::string hint = {});
  void error_at(const TextSpan& span, std::string message, std::string hint = {});

private:
  void check_keys();
  [[nodiscard]] const Field& field_of(std::string_view key) const;
  /// Tells that a value is of the wrong type.
  void wrong_type(std::string_view key, const TomlValue& value);
  std::optional<double> number_of(std::string_view key, const Field& field, const TomlValue& value);

  ReadContext* context_;
  const InputFile* file_;
  const TomlValue* table_;
  std::vector<Field> fields_;
  std::string name_;
  TextSpan at_;
};

}  // namespace bailang
