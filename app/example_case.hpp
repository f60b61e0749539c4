#pragma once

#include <span>
#include <string_view>

/// The small case that `bailang init` writes.
namespace bailang {

struct ExampleFile {
  std::string_view name;
  std::string_view text;
};

std::span<const ExampleFile> example_case();

}  // namespace bailang
