#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "io/case_reader.hpp"
#include "io/toml_section.hpp"

/// What the readers of measures' keys share, and the readers that stand in files of their own.
namespace bailang {

/// Index of what a key names; -1 when it is absent or, with an error, unknown.
int resolve_key(TomlSection& measure, std::string_view key, const IdIndex& index);

/// [constituent] of a pattern; `absent` for what is not named. A sum that is not simulated itself says the same of each
/// of its parts: right for ratios.
std::vector<double> read_ratios(const CaseReader& reader, TomlSection& measure, std::string_view pattern,
                                double absent);

/// The same for amounts: what is given of a sum is split by `shares`, and one that names no share is an error.
std::vector<double> read_split_amounts(const CaseReader& reader, TomlSection& measure, std::string_view pattern,
                                       double absent, const Fractions& shares);

/// The same without sums: a constituent's own key only.
std::vector<double> read_own(const CaseReader& reader, TomlSection& measure, std::string_view pattern, double absent);

/// The sums (`cod`, `tn`, `tp`) that are not simulated themselves and have simulated parts, one entry each; what is said
/// of them is still empty. Names in the same order.
struct SumsOfParts {
  std::vector<std::string_view> names;
  std::vector<OnSum> sums;
};
SumsOfParts sums_of_parts(const Network& network);

/// Sets the value of `continuity`: no measure cleans water of itself.
void protect_continuity(const CaseReader& reader, std::vector<double>& values, double untouched);

/// Whether any value is given and not 0, or any of the keys is there.
bool names_any(const TomlSection& section, const std::vector<double>& values, std::initializer_list<const char*> keys);

// read_measures_of_plants.cpp
void read_separate_sewers(CaseReader& reader, TomlSection& section, Measure& measure);
void read_expand_plant(CaseReader& reader, TomlSection& section, Measure& measure);
void read_reuse(CaseReader& reader, TomlSection& section, Measure& measure);

// read_caps.cpp
void read_upgrade_plant(CaseReader& reader, TomlSection& section, Measure& measure);
void read_standardise(CaseReader& reader, TomlSection& section, Measure& measure);

// read_wetland.cpp
void read_wetland(CaseReader& reader, TomlSection& section, Measure& measure);

}  // namespace bailang
