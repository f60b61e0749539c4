#pragma once

#include "solver/level_flow.hpp"

/// One sub-step of one lane: advection and gravity of the present moment, then levels and discharges of the next one by
/// Newton's method.
///
/// Scheme: Stelling, G.S. and Duinmeijer, S.P.A. (2003), Int. J. Numer. Meth. Fluids 43, 1329–1354 (staggered grid, areas
/// from where the water comes, momentum kept in expansions and energy head in contractions); implicit levels after
/// Casulli, V. and Stelling, G.S. (2013), Int. J. Numer. Meth. Fluids 71(2), with the area of the new moment, so that no
/// cell gives more than it holds.
namespace bailang {

/// Volume of a cell at a level [m3].
double place_volume(const LevelNetwork& levels, int place, double level);

/// Level at a volume of a cell [m].
double place_level(const LevelNetwork& levels, int place, double volume);

/// Coefficients of every link's momentum from the state at the start of the sub-step.
/// @param again advection with the discharges and areas of a first solution of this sub-step, so that momentum is kept
/// over bores
void set_momentum(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, bool again);

/// Levels, discharges, velocities and volumes at the end of the sub-step, in step.next; discharges between in
/// step.passed, withdrawals in step.taken. @return false when Newton's method does not settle
bool advance_levels(const LevelNetwork& levels, const LaneLevels& now, LevelStep& step, LevelSystem& system);

}  // namespace bailang
