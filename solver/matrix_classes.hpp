#pragma once

#include <string>
#include <vector>

#include "solver/aligned.hpp"
#include "solver/hydraulics.hpp"

/// Which constituents share a matrix, and what sets their matrices apart: first-order loss, and ways in and out of
/// their own.
namespace bailang {

struct MatrixClass {
  enum class Kind {
    common,
    water,        ///< leaves with what evaporates: continuity and age
    travel_time,  ///< likewise, and is not diluted by water that joins along the way
    oxygen        ///< loses its deficit at weirs
  };
  Kind kind = Kind::common;
  int first = -1;   ///< a constituent of the class
  LaneArray decay;  ///< [unknown, coefficient] [s-1]
  LaneArray extra;  ///< [unknown, coefficient] leaves besides the common flows [m3 s-1], negative = is not diluted;
                    ///< empty = none
  LaneArray lost;   ///< [unknown, coefficient] part of the common flows that is lost on the way [m3 s-1]; empty = none
  LaneArray leaving, to_parent, from_parent, from_border, to_border;  ///< own rates; empty = those of Hydraulics
};

struct MatrixClasses {
  std::vector<MatrixClass> all;
  std::vector<int> of;     ///< [constituent] index into all
  std::vector<int> order;  ///< constituents, class by class

  [[nodiscard]] const MatrixClass& at(int constituent) const { return all[of[constituent]]; }
};

/// @param width coefficient width
MatrixClasses make_matrix_classes(const HydraulicCase& model, int width);

/// Whether a constituent stands for the water itself, and not for what is dissolved in it: vapour takes it along.
bool stands_for_water(const std::string& constituent);

/// Ways in and out for the water of a new step.
void set_class_flows(const Hydraulics& water, MatrixClasses& classes);

/// Water temperature [°C] of every reach, [reach, coefficient lane].
std::vector<double> reach_temperatures(const HydraulicCase& model, const BlockInputs& inputs, double t);

/// First-order loss at the given water temperatures: k20 θ^(T − 20), by reach and reservoir.
/// @param temperature [reach, coefficient lane] [°C]  @param last those of the last call, updated
/// @return whether anything changed
bool set_decay(const HydraulicCase& model, const std::vector<double>& temperature, std::vector<double>& last,
               MatrixClasses& classes);

/// The common rates as a class's own, to be lessened; nothing is lost yet.
void copy_rates(const Hydraulics& water, MatrixClass& own);

/// Takes `flow` [m3 s-1] off a class's own rate from one unknown to its neighbour, in a coefficient lane.
void lessen_rate(const Grid& grid, int from, int to, std::size_t lane, std::size_t width, double flow,
                 MatrixClass& own);

/// Lets a class use the common rates again.
void forget_rates(MatrixClass& own);

/// Whether oxygen is simulated and some structure aerates the water that falls over it.
bool aerates_at_weirs(const Network& network);

}  // namespace bailang
