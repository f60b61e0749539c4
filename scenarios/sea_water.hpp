#pragma once

#include <vector>

#include "scenarios/standards.hpp"

/// Shares and grades of sea water by GB 3097-1997 and HJ 442. The class of a point is `assess_section` with the sea's
/// standard.
namespace bailang {

/// Shares of points or of area by class [%]; [4] = worse than class 4.
struct SeaShares {
  double of_class[5] = {};
  [[nodiscard]] double good() const { return of_class[0] + of_class[1]; }  ///< 优良: class 1 and 2
};
/// @param amounts points, or area, of each class; any unit
SeaShares sea_shares(const std::vector<double>& amounts);

/// The first grade whose conditions the shares meet. (HJ 442-2008, table of grades)
const SeaGrade* sea_grade(const std::vector<SeaGrade>& grades, const SeaShares& shares);

/// Eutrophication index COD · DIN · PO4-P · 10^6 / 4500, all in mg/l; COD is the sea's (alkaline permanganate). (HJ 442)
double eutrophication(double cod, double din, double phosphate);

/// `none` up to 1, `light` up to 3, `medium` up to 9, `heavy` above. (HJ 442)
struct EutrophicationWord {
  std::string_view en, zh;
};
EutrophicationWord eutrophication_word(double index);

}  // namespace bailang
