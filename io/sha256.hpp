#pragma once

#include <string>
#include <string_view>

/// Fingerprints of inputs, so that a result says what it was made from.
namespace bailang {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

}  // namespace bailang
