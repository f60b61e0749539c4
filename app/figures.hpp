#pragma once

#include <string>

/// Numbers and names as they stand in printed tables.
namespace bailang {

/// `NH3-N`, `COD`: what people call a constituent.
std::string short_name(const std::string& constituent);

/// A fixed number of digits after the point; `-` when there is no number.
std::string number(double value, int digits);

/// Three figures, which is what concentrations bear; `-` when there is no number.
std::string figures(double value);

/// `+3.1 %`; empty when there is nothing to compare with.
std::string change(double value, double from);

/// Text of at most `width` columns on a terminal, cut between characters.
std::string shortened(const std::string& text, int width);

/// All figures of a number that bear on it, for CSV; empty when there is no number.
std::string plain(double value);

/// A CSV cell, in quotes where it must be.
std::string quoted_cell(const std::string& text);

}  // namespace bailang
