#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/assessment.hpp"

/// Cases worked by hand, one a row of standard_cases.csv.
struct WorkedCase {
  std::string id, kind, body, rules;
  std::vector<std::pair<std::string, std::string>> inputs;  ///< in the order of the row
  std::map<std::string, std::string> expected;

  [[nodiscard]] const std::string& text(const std::string& key) const;
  [[nodiscard]] double number(const std::string& key) const { return std::stod(text(key)); }
  [[nodiscard]] std::vector<double> numbers(const std::string& key) const;  ///< separated by bars
  [[nodiscard]] double expect(const std::string& key) const { return std::stod(expected.at(key)); }
  [[nodiscard]] bailang::WaterBody water_body() const {
    return body == "lake" ? bailang::WaterBody::lake : bailang::WaterBody::river;
  }
  [[nodiscard]] std::vector<bailang::Measured> measured() const;
};

std::vector<WorkedCase> worked_cases();
