#pragma once

#include "scenarios/standards.hpp"

/// Reading the standards that are built into the program.
namespace bailang {

/// GB 3838-2002 table 1 and the words for its classes, from `data/standards/gb3838_2002.csv` and
/// `data/standards/gb3838_class_words.csv` as they were when the program was built.
WaterStandard read_gb3838();

}  // namespace bailang
