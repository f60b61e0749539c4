#include "tests/scenarios/standard_cases.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace {

std::vector<std::string> cut(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& part : cut(text, ';')) {
    const std::size_t equals = part.find('=');
    pairs.emplace_back(part.substr(0, equals), part.substr(equals + 1));
  }
  return pairs;
}

}  // namespace

const std::string& WorkedCase::text(const std::string& key) const {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const auto& pair) { return pair.first == key; });
  if (found == inputs.end()) throw std::out_of_range(id + " has no input " + key);
  return found->second;
}

std::vector<double> WorkedCase::numbers(const std::string& key) const {
  std::vector<double> values;
  for (const std::string& part : cut(text(key), '|')) values.push_back(std::stod(part));
  return values;
}

std::vector<bailang::Measured> WorkedCase::measured() const {
  std::vector<bailang::Measured> list;
  for (const auto& [item, value] : inputs) list.push_back({item, std::stod(value)});
  return list;
}

std::vector<WorkedCase> worked_cases() {
  std::ifstream file(BAILANG_SOURCE_DIR "/tests/scenarios/standard_cases.csv");
  std::vector<WorkedCase> cases;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = cut(line, ',');  // the first six columns hold no quotes
    WorkedCase worked{fields[0], fields[1], fields[2], fields[5], pairs_of(fields[3]), {}};
    for (const auto& [key, value] : pairs_of(fields[4])) worked.expected[key] = value;
    cases.push_back(std::move(worked));
  }
  return cases;
}
