#include "core/utf8.hpp"

#include <algorithm>
#include <array>

namespace bailang {
namespace {

constexpr char32_t replacement = U'\uFFFD';

/// Length of the sequence that the lead byte announces, 0 when it can lead none.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Decodes the sequence at the front; length 0 when it is not valid.
char32_t decode(std::string_view text, std::size_t& length) {
  const auto lead = static_cast<unsigned char>(text.front());
  length = sequence_length(lead);
  if (length == 1) return lead;
  if (length == 0 || length > text.size()) return length = 0, replacement;
  char32_t character = static_cast<char32_t>(lead & (0xFFU >> (length + 1)));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return length = 0, replacement;
    character = (character << 6U) | (next & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < smallest[length] || surrogate || character > 0x10FFFF) return length = 0, replacement;
  return character;
}

struct Interval {
  char32_t first, last;
};

constexpr std::array<Interval, 13> wide = {{{0x1100, 0x115F},
                                            {0x2E80, 0x303E},
                                            {0x3041, 0x33FF},
                                            {0x3400, 0x4DBF},
                                            {0x4E00, 0x9FFF},
                                            {0xA000, 0xA4CF},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0xFFE0, 0xFFE6},
                                            {0x1F300, 0x1FAFF},
                                            {0x20000, 0x3FFFD}}};

constexpr std::array<Interval, 3> combining = {{{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}}};

template <std::size_t N>
bool is_within(const std::array<Interval, N>& intervals, char32_t character) {
  return std::any_of(intervals.begin(), intervals.end(),
                     [&](const Interval& i) { return character >= i.first && character <= i.last; });
}

}  // namespace

char32_t take_character(std::string_view& text) {
  std::size_t length = 0;
  const char32_t character = decode(text, length);
  text.remove_prefix(std::max<std::size_t>(1, length));
  return character;
}

int character_count(std::string_view text) {
  int count = 0;
  for (; !text.empty(); ++count) take_character(text);
  return count;
}

int display_width(char32_t character) {
  if (character < 0x300) return 1;
  if (is_within(combining, character)) return 0;
  return is_within(wide, character) ? 2 : 1;
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t length = 0;
    decode(text.substr(at), length);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace bailang
