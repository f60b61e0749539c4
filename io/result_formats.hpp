#pragma once

#include <string>

/// The chapter of docs/file_formats.md on result files, written from the table of their variables.
namespace bailang {

/// Markdown text.
std::string results_chapter();

}  // namespace bailang
