#pragma once

#include <vector>

#include "network/grid.hpp"

/// How a section's value is read from the cells.
namespace bailang {

/// Value at a chainage as a weighted sum of up to two unknowns of the same reach, never across an outfall or withdrawal.
struct SectionProbe {
  int base = -1;  ///< unknown whose cell stands for the section (its depth tells whether the section is dry)
  int first = -1, second = -1;
  double first_weight = 1.0, second_weight = 0.0;
  int cell = -1;              ///< unknown of the cell that the river is in at the chainage
  int upper_face = -1;        ///< face at that cell's upstream end
  double share = 0.0;         ///< of the cell's length that lies upstream of the section [-]
  std::vector<int> outfalls;  ///< outfalls of that cell upstream of the section
};

/// Second-order reconstruction: the line through the section's cell and a neighbour of the same stretch between outfalls.
/// Exactly at an outfall the value just upstream is meant.
std::vector<SectionProbe> make_section_probes(const Network& network, const Grid& grid);

/// The same for depth and stage, which outfalls do not part: the line through the two cells nearest to the section.
/// @param across_nodes whether a reach of one cell takes its second cell from beyond a node that joins two reaches: for
/// modes whose levels run on through nodes
std::vector<SectionProbe> make_level_probes(const Network& network, const Grid& grid, bool across_nodes);

}  // namespace bailang
