#include "scenarios/assessment.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "io/read_standards.hpp"

using namespace bailang;

namespace {

const WaterStandard& standard() {
  static const WaterStandard value = read_gb3838();
  return value;
}

/// `a=1;b=2` as pairs, in order.
std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ';');) {
    const std::size_t equals = part.find('=');
    pairs.emplace_back(part.substr(0, equals), part.substr(equals + 1));
  }
  return pairs;
}

struct WorkedCase {
  std::string id, kind, rules;
  WaterBody body = WaterBody::river;
  std::vector<Measured> inputs;
  std::map<std::string, std::string> expected;
};

/// Cases worked by hand; the first six columns hold no quotes.
std::vector<WorkedCase> worked_cases(const std::string& kind) {
  std::ifstream file(BAILANG_SOURCE_DIR "/tests/scenarios/gb3838_cases.csv");
  std::vector<WorkedCase> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream stream(line);
    std::string fields[6];
    for (std::string& field : fields) std::getline(stream, field, ',');
    if (fields[1] != kind) continue;
    WorkedCase worked{fields[0], fields[1], fields[5], fields[2] == "lake" ? WaterBody::lake : WaterBody::river,
                      {},        {}};
    for (const auto& [item, value] : pairs_of(fields[3])) worked.inputs.push_back({item, std::stod(value)});
    for (const auto& [key, value] : pairs_of(fields[4])) worked.expected[key] = value;
    cases.push_back(worked);
  }
  return cases;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "|") + word;
  return text.empty() ? "none" : text;
}

/// `cod(0.3)|tp(0.25)|do`
std::string joined(const std::vector<MainPollutant>& pollutants) {
  std::vector<std::string> words;
  for (const MainPollutant& p : pollutants) {
    words.push_back(std::isnan(p.multiple) ? p.item : fmt::format("{}({:.6g})", p.item, p.multiple));
  }
  return joined(words);
}

const ItemLimits& item(const std::string& name, WaterBody body = WaterBody::river) {
  const ItemLimits* found = find_item(standard(), name, body);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

// 环办〔2011〕22号 2.1, single factor: the class of an item is the best class whose limit it meets; a value equal to a
// limit meets it; above the limit of class V it is worse than class V. Limits: GB 3838-2002 table 1.
TEST_CASE("One item has the best class whose limit it meets") {
  const std::vector<WorkedCase> cases = worked_cases("item_class");
  REQUIRE(cases.size() == 29);
  for (const WorkedCase& c : cases) {
    INFO(c.id);
    CHECK(class_of(item(c.inputs[0].item, c.body), c.inputs[0].value) == std::stoi(c.expected.at("class")));
  }
}

// 环办〔2011〕22号 1.1: water temperature, total nitrogen and faecal coliforms do not count. 2.1: the class of a section is
// the worst class of the counted items; no main pollutant is named in classes I to III; else the three worst by class,
// then by multiple over class III, cyanide and heavy metals first; no multiple for pH and dissolved oxygen.
TEST_CASE("A section has the class of its worst counted item and names its main pollutants") {
  const std::vector<WorkedCase> cases = worked_cases("section");
  REQUIRE(cases.size() == 8);
  for (const WorkedCase& c : cases) {
    INFO(c.id);
    const SectionAssessment result = assess_section(standard(), c.body, c.inputs);
    CHECK(result.quality_class == std::stoi(c.expected.at("class")));
    std::vector<std::string> deciders = result.deciders;
    std::sort(deciders.begin(), deciders.end());
    CHECK(joined(deciders) == c.expected.at("decider"));
    CHECK(joined(result.main_pollutants) == c.expected.at("main"));
    CHECK(standard().words[static_cast<std::size_t>(result.quality_class - 1)].word_zh == c.expected.at("word"));
    CHECK(result.items == std::stoi(c.expected.at("items")));
  }
}

// 环办〔2011〕22号 2.1: multiple above the limit of class III, (C − S)/S.
TEST_CASE("The exceedance multiple is counted from the limit of class III") {
  const std::vector<WorkedCase> cases = worked_cases("multiple");
  REQUIRE(cases.size() == 7);
  for (const WorkedCase& c : cases) {
    INFO(c.id);
    const ItemLimits& limits = item(c.inputs[0].item, c.body);
    CHECK(exceedance_multiple(limits, c.inputs[0].value, limit_of_class(limits, 3)) ==
          Approx(std::stod(c.expected.at("x"))).epsilon(1e-6).margin(1e-12));
  }
}

TEST_CASE("What is not known has no class") {
  CHECK(class_of(item("cod"), std::nan("")) == class_unknown);
  CHECK(assess_section(standard(), WaterBody::river, {}).quality_class == class_unknown);
  CHECK(assess_section(standard(), WaterBody::river, {{"tn", 9.8}, {"tracer", 1.0}}).quality_class == class_unknown);
  CHECK(assess_section(standard(), WaterBody::river, {{"cod", std::nan("")}, {"nh4_n", 0.4}}).items == 1);
}

// Dissolved oxygen is limited from below.
TEST_CASE("The ratio to a target is above 1 where the target is not met") {
  CHECK(target_ratio(item("cod"), 30.0, 20.0) == Approx(1.5));
  CHECK(target_ratio(item("do"), 4.0, 5.0) == Approx(1.25));
}
