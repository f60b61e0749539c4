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

/// Items of the given arrays in the order of the file. Other top-level keys, and ids that stand twice, are errors; ids are
/// added to `ids`.
std::vector<TomlItem> toml_items(ReadContext& context, const InputFile& file, const TomlValue& document,
                                 const std::vector<std::string>& arrays, IdIndex& ids);

}  // namespace bailang
