#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// Fingerprints of inputs, so that a result says what it was made from.
namespace bailang {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

/// The same of a file, read piece by piece. @throws RunError when it cannot be read
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace bailang
