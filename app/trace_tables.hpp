#pragma once

#include <string>
#include <vector>

#include "scenarios/trace.hpp"

/// A trace as text.
namespace bailang {

/// What a trace is of.
struct TraceTitle {
  TraceStart start;
  std::string scenario;  ///< id
  std::string moment;    ///< ISO 8601
};

std::string trace_tables(const Case& model, const TraceTitle& title, const std::vector<TraceLine>& lines);
std::string trace_csv(const Case& model, const std::vector<TraceLine>& lines);
std::string trace_json(const Case& model, const TraceTitle& title, const std::vector<TraceLine>& lines);

}  // namespace bailang
