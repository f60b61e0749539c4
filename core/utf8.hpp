#pragma once

#include <cstddef>
#include <string_view>

/// Characters of UTF-8 text: positions in messages count characters, carets count terminal columns.
namespace bailang {

/// Takes the first character off `text` (not empty) and returns it; a byte that starts no valid sequence is taken alone
/// and returned as U+FFFD.
char32_t take_character(std::string_view& text);

/// Number of characters.
int character_count(std::string_view text);

/// Terminal columns of a character: 2 for wide East Asian ones, 0 for combining marks, else 1 (UAX #11, condensed).
int display_width(char32_t character);

/// Byte offset of the first byte that is not valid UTF-8 (overlong forms and surrogates among them); npos when all is.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace bailang
