#pragma once

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// The bay of a case.
namespace bailang {

/// The section [bay]: constituents, what happens to them, and what the tables refer to.
void read_bay_settings(CaseReader& reader, TomlSection section);

/// bay_boxes, bay_exchanges and bay_inflows; nothing without the section.
void read_bay(CaseReader& reader);

/// bay_inflows alone.
/// @param ids of bay_boxes
/// @param box_of [id] index of the box, -1 = an open sea
void read_bay_inflows(CaseReader& reader, const IdIndex& ids, const std::vector<int>& box_of);

}  // namespace bailang
