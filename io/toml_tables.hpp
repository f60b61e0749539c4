#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// Arrays of tables, `[[measure]]`, whose items have ids.
namespace bailang {

struct TomlItem {
  std::string array;  ///< "measure"
  std::string id;
  std::string name;        ///< as messages call it: `[[measure]] "m1"`
  TextSpan span;           ///< of its header
  const TomlValue& table;  ///< lives as long as the document
};

/// An array of tables that a file may hold, and where the ids of its items go; two arrays may share an index.
struct TomlArray {
  std::string name;
  IdIndex* ids = nullptr;  ///< not owned
};

/// Items of the given arrays in the order of the file. Other top-level keys, and ids that stand twice in an index, are
/// errors; ids are added to their index.
std::vector<TomlItem> toml_items(ReadContext& context, const InputFile& file, const TomlValue& document,
                                 const std::vector<TomlArray>& arrays);

}  // namespace bailang
