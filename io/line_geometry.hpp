#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "network/network.hpp"

/// Courses of reaches on the map: reading them, and going between chainage and longitude and latitude.
namespace bailang {

/// Reads `LINESTRING (lon lat, lon lat, …)` with at least two points inside ±180 and ±90 degrees; nothing when the text
/// is no such.
std::optional<std::vector<Point>> parse_linestring(std::string_view text);

/// The course of a reach from its upstream end: its geometry, else the straight line between its nodes; empty when
/// neither is known.
std::vector<Point> course_of(const Network& network, const Reach& reach);

/// Where a place on the map lies on the network.
struct Snapped {
  int reach = -1;         ///< -1 when no reach has a course
  double chainage = 0.0;  ///< [m], the share of the course times the reach's length
  double distance = 0.0;  ///< from the place to the course [m]
};

/// The nearest point of the nearest reach. Distances are taken on a plane that touches the Earth (a sphere of 6371 km) at
/// the place.
Snapped snap(const Network& network, const Point& place);

/// The point at a chainage of a reach; unknown (`missing`) when the reach has no course.
Point point_at(const Network& network, int reach, double chainage);

}  // namespace bailang
