#include "io/result_chain.hpp"

#include <algorithm>
#include <cmath>

#include "core/constituents.hpp"
#include "scenarios/chain_years.hpp"

namespace bailang {
namespace {

const std::string comment =
    "dischargers + own + catchments + rain = treated + reused + separated + standardised + wetlands + closed + "
    "held_back + outfalls + diffuse";

std::string words_for(const std::string& constituent) {
  const ConstituentInfo* info = find_constituent(constituent);
  return info == nullptr ? constituent : std::string(info->long_name);
}

/// Years of every scenario: [scenario][year].
using ScenarioYears = std::vector<std::vector<ChainYear>>;

/// Values [scenario × year × row] of one part of the years: water, or a constituent's load summed over its parts.
class Gatherer {
public:
  Gatherer(const ScenarioYears& years, const Streams& (*of)(const ChainYear&)) : years_(years), of_(of) {}

  [[nodiscard]] std::vector<double> water() const {
    std::vector<double> values;
    each([&](const Streams& streams) { values.insert(values.end(), streams.water.begin(), streams.water.end()); });
    return values;
  }

  [[nodiscard]] std::vector<double> load(const OutputConstituent& c) const {
    const double factor = amount_units(c.name).to_load;
    std::vector<double> values;
    each([&](const Streams& streams) {
      for (std::size_t row = 0; row < streams.water.size(); ++row) {
        double sum = 0.0;
        for (const int part : c.parts) sum += streams.load_of(row)[part];
        values.push_back(sum * factor);
      }
    });
    return values;
  }

private:
  template <class Visit>
  void each(Visit visit) const {
    for (const std::vector<ChainYear>& scenario : years_) {
      for (const ChainYear& year : scenario) visit(of_(year));
    }
  }

  const ScenarioYears& years_;
  const Streams& (*of_)(const ChainYear&);
};

const Streams& terms_of(const ChainYear& year) {
  return year.ledger.terms;
}
const Streams& outfalls_of(const ChainYear& year) {
  return year.outfalls;
}
const Streams& diffuse_of(const ChainYear& year) {
  return year.diffuse;
}

ResultVariable by_year(std::string name, const std::string& row, const std::string& unit, const std::string& meaning,
                       TextAttributes attributes = {}) {
  attributes.emplace_back("cell_methods", "year: mean");
  return {std::move(name), ValueType::float64, {"scenario", "year", row}, unit, meaning, std::move(attributes)};
}

/// Greatest gap of the values [scenario × year × term], by scenario.
void add_gaps(const std::vector<double>& values, std::vector<double>& worst) {
  const std::size_t years = values.size() / (worst.size() * chain_term_count);
  for (std::size_t i = 0; i < worst.size() * years; ++i) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(i * chain_term_count);
    double in = 0.0, out = 0.0;
    for (int term = 0; term < chain_term_count; ++term) (term < chain_source_count ? in : out) += first[term];
    const double gap = std::abs(in - out);
    worst[i / years] = std::max(worst[i / years], in > 0.0 ? gap / in : gap);
  }
}

}  // namespace

std::vector<ResultVariable> chain_coordinates() {
  using enum ValueType;
  return {{"chain_term", text, {"chain_term"}, "", "term of the source chain's balance", {{"comment", comment}}},
          {"reach", text, {"reach"}, "", "reach id", {}},
          {"reach_name", text, {"reach"}, "", "name of the reach", {}},
          {"reach_name_zh", text, {"reach"}, "", "Chinese name of the reach", {}},
          {"reach_river", text, {"reach"}, "", "river of the reach", {}}};
}

std::vector<ResultVariable> chain_variables(const std::vector<OutputConstituent>& constituents, FieldOutput fields) {
  const bool by_place = fields != FieldOutput::none;
  std::vector<ResultVariable> list = {
      by_year("chain_water", "chain_term", "m3 s-1",
              "water on the chain from dischargers and land to the river, mean over the run's part of the year",
              {{"comment", comment}})};
  if (by_place) {
    list.push_back(by_year("outfall_flow", "outfall", "m3 s-1",
                           "water that enters the river at outfalls, mean over the run's part of the year"));
  }
  for (const OutputConstituent& c : constituents) {
    const std::string unit = amount_units(c.name).load;
    const std::string of = "load of " + words_for(c.name);
    list.push_back(by_year("chain_" + c.name, "chain_term", unit,
                           of + " on the chain from dischargers and land to the river, mean over the run's part of "
                                "the year",
                           {{"comment", comment}}));
    if (!by_place) continue;
    list.push_back(by_year("outfall_load_" + c.name, "outfall", unit,
                           of + " that enters the river at outfalls, mean over the run's part of the year"));
    list.push_back(by_year("reach_diffuse_load_" + c.name, "reach", unit,
                           of + " that enters along reaches, mean over the run's part of the year"));
  }
  return list;
}

void add_chain_dimensions(const Case& model, DimensionLengths& lengths) {
  lengths["chain_term"] = chain_term_count;
  lengths["reach"] = model.network.reaches.size();
}

void put_chain_coordinates(NetcdfFile& file, const Case& model) {
  file.put("chain_term", std::vector<std::string>(chain_term_names.begin(), chain_term_names.end()));
  std::vector<std::string> ids, names, names_zh, rivers;
  for (const Reach& reach : model.network.reaches) {
    ids.push_back(reach.id);
    names.push_back(reach.name);
    names_zh.push_back(reach.name_zh);
    rivers.push_back(reach.river);
  }
  file.put("reach", ids);
  file.put("reach_name", names);
  file.put("reach_name_zh", names_zh);
  file.put("reach_river", rivers);
}

void put_chain(NetcdfFile& file, const Case& model, const std::vector<OutputConstituent>& constituents,
               FieldOutput fields, const std::vector<int>& scenarios) {
  ScenarioYears years;
  for (const int s : scenarios) years.push_back(chain_years(model, model.scenarios[static_cast<std::size_t>(s)]));
  const Gatherer terms(years, terms_of), outfalls(years, outfalls_of), diffuse(years, diffuse_of);
  const bool has_outfalls = fields != FieldOutput::none && !model.network.outfalls.empty();
  file.put("chain_water", terms.water());
  if (has_outfalls) file.put("outfall_flow", outfalls.water());
  for (const OutputConstituent& c : constituents) {
    file.put("chain_" + c.name, terms.load(c));
    if (has_outfalls) file.put("outfall_load_" + c.name, outfalls.load(c));
    if (fields != FieldOutput::none) file.put("reach_diffuse_load_" + c.name, diffuse.load(c));
  }
}

std::vector<double> read_chain_closure(const NetcdfFile& file, std::size_t scenarios) {
  if (!file.has_variable("chain_water")) return {};
  std::vector<double> worst(scenarios, 0.0);
  add_gaps(file.numbers("chain_water"), worst);
  for (const ConstituentInfo& info : known_constituents()) {
    const std::string name = "chain_" + std::string(info.name);
    if (file.has_variable(name)) add_gaps(file.numbers(name), worst);
  }
  return worst;
}

}  // namespace bailang
