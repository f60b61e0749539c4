#pragma once

#include <string>

/// The page docs/file_formats.md, written from the schema.
namespace bailang {

/// Markdown text of the whole page.
std::string file_formats_page();

}  // namespace bailang
