#include "io/line_geometry.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

namespace bailang {
namespace {

constexpr double earth_radius = 6371.0e3;  ///< [m], mean

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

bool take(std::string_view& text, char expected) {
  skip_blanks(text);
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

bool take_number(std::string_view& text, double& value) {
  skip_blanks(text);
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || !std::isfinite(value)) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

struct Vector2 {
  double x = 0.0, y = 0.0;  ///< east and north [m]
};

/// East and north of `origin` on the touching plane [m].
Vector2 offset(const Point& origin, const Point& point) {
  constexpr double radian = std::numbers::pi / 180.0;
  return {earth_radius * radian * (point.lon - origin.lon) * std::cos(radian * origin.lat),
          earth_radius * radian * (point.lat - origin.lat)};
}

double length_of(const Point& a, const Point& b) {
  const Vector2 between = offset({a.lon, 0.5 * (a.lat + b.lat)}, {b.lon, 0.5 * (a.lat + b.lat)});
  return std::hypot(between.x, offset(a, b).y);
}

std::vector<double> lengths_along(const std::vector<Point>& course) {
  std::vector<double> along(course.size(), 0.0);
  for (std::size_t i = 1; i < course.size(); ++i) along[i] = along[i - 1] + length_of(course[i - 1], course[i]);
  return along;
}

/// Nearest point of one course to `place`.
Snapped snap_to(const std::vector<Point>& course, double reach_length, const Point& place) {
  const std::vector<double> along = lengths_along(course);
  Snapped nearest{0, 0.0, std::numeric_limits<double>::infinity()};
  for (std::size_t i = 1; i < course.size(); ++i) {
    const Vector2 a = offset(place, course[i - 1]);
    const Vector2 b = offset(place, course[i]);
    const double square = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    const double share = square > 0.0 ? std::clamp(-(a.x * (b.x - a.x) + a.y * (b.y - a.y)) / square, 0.0, 1.0) : 0.0;
    const double distance = std::hypot(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y));
    if (distance >= nearest.distance) continue;
    nearest.distance = distance;
    const double at = along[i - 1] + share * (along[i] - along[i - 1]);
    nearest.chainage = along.back() > 0.0 ? std::min(reach_length, at / along.back() * reach_length) : 0.0;
  }
  return nearest;
}

}  // namespace

std::optional<std::vector<Point>> parse_linestring(std::string_view text) {
  constexpr std::string_view keyword = "LINESTRING";
  skip_blanks(text);
  if (!text.starts_with(keyword)) return std::nullopt;
  text.remove_prefix(keyword.size());
  if (!take(text, '(')) return std::nullopt;
  std::vector<Point> points;
  do {
    Point point;
    if (!take_number(text, point.lon) || !take_number(text, point.lat)) return std::nullopt;
    if (std::abs(point.lon) > 180.0 || std::abs(point.lat) > 90.0) return std::nullopt;
    points.push_back(point);
  } while (take(text, ','));
  if (!take(text, ')') || points.size() < 2) return std::nullopt;
  skip_blanks(text);
  return text.empty() ? std::optional(points) : std::nullopt;
}

std::vector<Point> course_of(const Network& network, const Reach& reach) {
  if (!reach.geometry.empty()) return reach.geometry;
  if (reach.from_node < 0 || reach.to_node < 0) return {};
  const Point from = network.nodes[static_cast<std::size_t>(reach.from_node)].place;
  const Point to = network.nodes[static_cast<std::size_t>(reach.to_node)].place;
  if (!is_given(from.lon) || !is_given(from.lat) || !is_given(to.lon) || !is_given(to.lat)) return {};
  return {from, to};
}

Snapped snap(const Network& network, const Point& place) {
  Snapped nearest{-1, 0.0, std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < network.reaches.size(); ++i) {
    const std::vector<Point> course = course_of(network, network.reaches[i]);
    if (course.empty()) continue;
    Snapped found = snap_to(course, network.reaches[i].length, place);
    found.reach = static_cast<int>(i);
    if (found.distance < nearest.distance) nearest = found;
  }
  return nearest;
}

Point point_at(const Network& network, int reach, double chainage) {
  const Reach& on = network.reaches[static_cast<std::size_t>(reach)];
  const std::vector<Point> course = course_of(network, on);
  if (course.empty()) return {};
  const std::vector<double> along = lengths_along(course);
  const double at = along.back() * std::clamp(chainage / on.length, 0.0, 1.0);
  std::size_t i = 1;
  while (i + 1 < course.size() && along[i] < at) ++i;
  const double part = along[i] - along[i - 1];
  const double share = part > 0.0 ? (at - along[i - 1]) / part : 0.0;
  return {course[i - 1].lon + share * (course[i].lon - course[i - 1].lon),
          course[i - 1].lat + share * (course[i].lat - course[i - 1].lat)};
}

}  // namespace bailang
