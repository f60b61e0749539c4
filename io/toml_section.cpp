#include "io/toml_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "io/field_value.hpp"

namespace bailang {

TomlSection::TomlSection(ReadContext& context, const InputFile& file, const TomlValue& table, std::vector<Field> fields,
                         std::string name, const TextSpan& at)
    : context_(&context), file_(&file), table_(&table), fields_(std::move(fields)), name_(std::move(name)), at_(at) {
  check_keys();
}

void TomlSection::check_keys() {
  for (const TomlEntry& entry : table_->entries) {
    if (find_field(fields_, entry.key) != nullptr) continue;
    error_at(entry.span, fmt::format("unknown key '{}' in {}", entry.key, name_),
             suggestion(*context_, entry.key, field_names(fields_)));
  }
  for (const Field& field : fields_) {
    if (field.need != Need::required || has(field.name)) continue;
    error_at(at_, fmt::format("key '{}' is missing in {}; it must be {}", field.name, name_, expectation(field)));
  }
}

const TomlValue* TomlSection::value(std::string_view key) const {
  const TomlEntry* entry = table_->find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

const Field& TomlSection::field_of(std::string_view key) const {
  const Field* field = find_field(fields_, key);
  assert(field != nullptr);
  return *field;
}

TextSpan TomlSection::span(std::string_view key) const {
  const TomlValue* found = value(key);
  return found == nullptr ? at_ : found->span;
}

void TomlSection::error(std::string_view key, std::string message, std::string hint) {
  error_at(span(key), std::move(message), std::move(hint));
}

void TomlSection::error_at(const TextSpan& span, std::string message, std::string hint) {
  report_error(*context_, *file_, span, std::move(message), std::move(hint));
}

void TomlSection::wrong_type(std::string_view key, const TomlValue& found) {
  error_at(found.span,
           fmt::format("'{}' in {} must be {}, but is {}", key, name_, expectation(field_of(key)), describe(found)));
}

std::string TomlSection::text(std::string_view key, std::string fallback) {
  const TomlValue* found = value(key);
  if (found == nullptr) return fallback;
  if (found->type != TomlType::text) {
    wrong_type(key, *found);
    return fallback;
  }
  if (found->text.empty() && field_of(key).need == Need::required) {
    error(key, fmt::format("'{}' in {} is empty", key, name_));
  }
  return found->text;
}

std::optional<double> TomlSection::number_of(std::string_view key, const Field& field, const TomlValue& found) {
  if (found.type != TomlType::number && found.type != TomlType::whole) {
    wrong_type(key, found);
    return std::nullopt;
  }
  std::string fault;
  const std::optional<double> checked = checked_number(field, found.number, fault);
  if (!checked) error_at(found.span, fmt::format("'{}' in {} {}", key, name_, fault));
  return checked;
}

double TomlSection::number(std::string_view key, double fallback) {
  const TomlValue* found = value(key);
  return found == nullptr ? fallback : number_of(key, field_of(key), *found).value_or(fallback);
}

double TomlSection::constituent_number(std::string_view pattern, std::string_view constituent, double fallback) {
  return number(fill_pattern(pattern, constituent), fallback);
}

std::optional<std::int64_t> TomlSection::whole(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (found->type != TomlType::whole) {
    wrong_type(key, *found);
    return std::nullopt;
  }
  if (!number_of(key, field_of(key), *found)) return std::nullopt;
  return found->whole;
}

bool TomlSection::boolean(std::string_view key, bool fallback) {
  const TomlValue* found = value(key);
  if (found == nullptr) return fallback;
  if (found->type == TomlType::boolean) return found->boolean;
  wrong_type(key, *found);
  return fallback;
}

int TomlSection::choice(std::string_view key, int fallback) {
  const TomlValue* found = value(key);
  if (found == nullptr) return fallback;
  const std::vector<std::string_view>& choices = field_of(key).choices;
  const auto place = std::find(choices.begin(), choices.end(), found->text);
  if (found->type == TomlType::text && place != choices.end()) return static_cast<int>(place - choices.begin());
  const std::string nearest =
      found->type == TomlType::text ? nearest_word(found->text, {choices.begin(), choices.end()}) : "";
  error(key, fmt::format("'{}' in {} must be {}, but is {}", key, name_, expectation(field_of(key)), describe(*found)),
        nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest));
  return fallback;
}

std::optional<Instant> TomlSection::instant(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  std::optional<Instant> moment = found->instant;
  if (found->type == TomlType::text) moment = parse_instant(found->text);
  if (!moment) wrong_type(key, *found);
  return moment;
}

std::optional<double> TomlSection::duration(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  const std::optional<double> seconds = found->type == TomlType::text ? parse_duration(found->text) : std::nullopt;
  if (!seconds) {
    wrong_type(key, *found);
    return std::nullopt;
  }
  std::string fault;
  const std::optional<double> checked = checked_number(field_of(key), *seconds, fault);
  if (!checked) error(key, fmt::format("'{}' in {} {}", key, name_, fault));
  return checked;
}

std::vector<PlacedText> TomlSection::texts(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  if (found->type == TomlType::text) return {{found->text, found->span}};
  std::vector<PlacedText> list;
  for (const TomlValue& item : found->items) {
    if (item.type == TomlType::text) {
      list.push_back({item.text, item.span});
    } else {
      error_at(item.span, fmt::format("'{}' in {} must be a list of texts, but holds {}", key, name_, describe(item)));
    }
  }
  if (found->type != TomlType::array) wrong_type(key, *found);
  return list;
}

std::vector<double> TomlSection::numbers(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  std::vector<double> list;
  const auto add = [&](const TomlValue& item) {
    if (const auto number = number_of(key, field_of(key), item)) list.push_back(*number);
  };
  if (found->type == TomlType::array) {
    for (const TomlValue& item : found->items) add(item);
  } else {
    add(*found);
  }
  return list;
}

}  // namespace bailang
