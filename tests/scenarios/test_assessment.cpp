#include "scenarios/assessment.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <set>

#include "io/effluent_standards.hpp"
#include "io/read_standards.hpp"
#include "scenarios/black_odorous.hpp"
#include "scenarios/capacity.hpp"
#include "scenarios/city_index.hpp"
#include "scenarios/compensation.hpp"
#include "scenarios/river_assessment.hpp"
#include "scenarios/sea_water.hpp"
#include "scenarios/trends.hpp"
#include "scenarios/trophic_index.hpp"
#include "solver/steady_reach.hpp"
#include "tests/scenarios/standard_cases.hpp"

using namespace bailang;

namespace {

const Standards& standards() {
  static const Standards value = standards_of({});
  return value;
}

const WaterStandard& standard_of(const WorkedCase& c) {
  return c.body == "sea" ? standards().sea : standards().surface;
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
  const ItemLimits* found = find_item(standards().surface, name, body);
  REQUIRE(found != nullptr);
  return *found;
}

Approx near(double value, double tolerance = 1e-6) {
  return Approx(value).epsilon(tolerance).margin(1e-12);
}

const std::string& word_of(int quality_class) {
  return standards().surface.words.at(static_cast<std::size_t>(quality_class - 1)).word_zh;
}

// 环办〔2011〕22号 2.1, single factor: the class of an item is the best class whose limit it meets; a value equal to a
// limit meets it; above the limit of class V it is worse than class V. Limits: GB 3838-2002 table 1, GB 3097-1997
// table 1, whose oxygen must be greater than the limit.
void one_item(const WorkedCase& c) {
  const Measured value = c.measured().front();
  const ItemLimits* limits = find_item(standard_of(c), value.item, c.water_body());
  REQUIRE(limits != nullptr);
  CHECK(class_of(*limits, value.value) == c.expect("class"));
}

// 环办〔2011〕22号 1.1: water temperature, total nitrogen and faecal coliforms do not count. 2.1: the class of a section is
// the worst class of the counted items; no main pollutant is named in classes I to III; else the three worst by class,
// then by multiple over class III, cyanide and heavy metals first; no multiple for pH and dissolved oxygen.
void one_section(const WorkedCase& c) {
  const SectionAssessment result = assess_section(standard_of(c), c.water_body(), c.measured());
  CHECK(result.quality_class == c.expect("class"));
  std::vector<std::string> deciders = result.deciders;
  std::sort(deciders.begin(), deciders.end());
  CHECK(joined(deciders) == c.expected.at("decider"));
  if (c.body == "sea") return;
  CHECK(joined(result.main_pollutants) == c.expected.at("main"));
  CHECK(word_of(result.quality_class) == c.expected.at("word"));
  CHECK(result.items == c.expect("items"));
}

// 环办〔2011〕22号 2.1: multiple above the limit of class III, (C − S)/S.
void exceedance(const WorkedCase& c) {
  const ItemLimits& limits = item(c.measured().front().item, c.water_body());
  CHECK(exceedance_multiple(limits, c.measured().front().value, limit_of_class(limits, 3)) == near(c.expect("x")));
}

// 环办监测〔2017〕51号: C / S_III; oxygen 5 / DO; pH (7 − pH)/(7 − 6) or (pH − 7)/(9 − 7).
void index_of_item(const WorkedCase& c) {
  CHECK(item_index(item(c.measured().front().item, c.water_body()), c.measured().front().value) == near(c.expect("q")));
}

// 环办监测〔2017〕51号: sum over the 21 items; total nitrogen is not one of them.
void index_of_city(const WorkedCase& c) {
  const CityIndex index = city_index(standards().surface, c.water_body(), {c.measured()});
  CHECK(index.value == near(c.expect("cwqi")));
  CHECK(index.items == c.expect("items"));
}

// 环办监测〔2017〕51号: (river · M + lake · N)/(M + N).
void index_of_both(const WorkedCase& c) {
  CHECK(joint_index(c.number("river"), c.number("lake"), std::stoi(c.text("m")), std::stoi(c.text("n"))) ==
        near(c.expect("cwqi")));
}

// 环办监测〔2017〕51号: (now − base)/base, negative is better.
void change_of_index(const WorkedCase& c) {
  CHECK(index_change(c.number("now"), c.number("base")) == near(c.expect("change_pct")));
}

// 环办〔2011〕22号 2.2, table 2: with five sections or more the shares of good sections and of those worse than V.
void grade_of_river(const WorkedCase& c) {
  const int sections = std::stoi(c.text("n")), good = std::stoi(c.text("good")), worse = std::stoi(c.text("worse"));
  std::vector<int> classes(static_cast<std::size_t>(good), 3);
  classes.resize(static_cast<std::size_t>(good + worse), 6);
  classes.resize(static_cast<std::size_t>(sections), 4);
  const RiverGrade* grade = river_grade(standards().river_grades, class_shares(classes));
  REQUIRE(grade != nullptr);
  CHECK(grade->zh == c.expected.at("grade"));
}

// 环办〔2011〕22号 2.2: with fewer than five sections each item is averaged, then the means are classed as one section.
void mean_of_river(const WorkedCase& c) {
  std::vector<std::vector<Measured>> sections(3);
  for (const char* name : {"cod", "nh4_n"}) {
    for (std::size_t s = 0; s < 3; ++s) sections[s].push_back({name, c.numbers(name)[s]});
  }
  const RiverAssessment river = assess_river(standards(), sections);
  CHECK(river.grade == nullptr);
  CHECK(river.mean.quality_class == c.expect("class"));
  CHECK(word_of(river.mean.quality_class) == c.expected.at("word"));
}

// 环办〔2011〕22号 3.2: T = ΔG − ΔD; up to 10 points no clear change, up to 20 some, above clear.
void trend_of_shares(const WorkedCase& c) {
  const double change = share_change({100, c.number("g1"), c.number("d1")}, {100, c.number("g2"), c.number("d2")});
  CHECK(change == near(c.expect("t")));
  CHECK(share_trend(change).en == c.expected.at("words"));
}

// 环办〔2011〕22号 3.3: rs = 1 − 6 Σd²/(N³ − N), significant where |rs| ≥ Wp.
void trend_of_ranks(const WorkedCase& c) {
  const RankTrend trend = rank_trend(c.numbers("y"));
  CHECK(trend.rs == near(c.expect("rs")));
  CHECK(trend.is_significant == (c.expect("significant") == 1));
}

// HJ 442: shares of classes 1 and 2; grades by shares of class 1, 1–2, 1–3 and worse than 4.
void share_of_sea(const WorkedCase& c) {
  std::vector<double> points;
  for (const auto& pair : c.inputs) points.push_back(std::stod(pair.second));
  CHECK(sea_shares(points).good() == near(c.expect("good_pct")));
}
void grade_of_sea(const WorkedCase& c) {
  SeaShares shares;
  for (std::size_t k = 0; k < 5; ++k) shares.of_class[k] = std::stod(c.inputs[k].second);
  const SeaGrade* grade = sea_grade(standards().sea_grades, shares);
  REQUIRE(grade != nullptr);
  CHECK(grade->zh == c.expected.at("grade"));
}

// HJ 442: E = COD · DIN · PO4-P · 10^6 / 4500; 1 to 3 light, to 9 medium, above heavy.
void eutrophic_sea(const WorkedCase& c) {
  const double e = eutrophication(c.number("cod"), c.number("din"), c.number("po4_p"));
  CHECK(e == near(c.expect("e")));
  CHECK(eutrophication_word(e).en == c.expected.at("word"));
}

// GB 18918-2002 table 1: daily means up to the limit; at 12 °C or below ammonia has a limit of its own; what a level does
// not limit passes.
void discharge(const WorkedCase& c) {
  double temperature = 20.0, value = 0.0;
  std::string constituent;
  for (const auto& [key, text] : c.inputs) {
    if (key == "temp")
      temperature = std::stod(text);
    else if (key != "level")
      constituent = key, value = std::stod(text);
  }
  CHECK(meets_effluent_limit(c.text("level"), constituent, value, temperature) == (c.expect("ok") == 1));
}

// GB/T 25173-2010 and HJ 2.3-2018, in the units of the cases.
// Mixing and decay are what the river does: the steady solver must say the same.
double mixed_by_solver(const WorkedCase& c) {
  const double q = c.number("q"), qp = c.number("qp");
  const SteadyCell cell{0.0, 1.0, q, 1.0, 0.0};
  const LinearFlux flux = flux_at(cell, {{0.5, qp, {qp * c.number("cp")}}}, 0.0, 0.0, 0, 1.0, true);
  return (flux.gain * q * c.number("c0") + flux.own) / flux.flow;
}
void mixing(const WorkedCase& c) {
  CHECK(mixed_by_solver(c) == near(c.expect("c")));
}
void capacity_of_mixed_reach(const WorkedCase& c) {
  const double load = capacity(c.number("cs"), mixed_by_solver(c), c.number("q") + c.number("qp"));
  CHECK(load == near(c.expect("m_g_s")));
  CHECK(load * 86.4 == near(c.expect("m_kg_d")));
}
double concentration_after(const WorkedCase& c) {
  const SteadyCell cell{0.0, c.number("x_m"), c.number("u_m_s"), 1.0, 0.0};
  const LinearFlux flux = flux_at(cell, {}, c.number("k_per_d") / 86400.0, 0.0, 0, cell.end, true);
  return flux.gain * c.number("c0");
}
void decay_along_reach(const WorkedCase& c) {
  CHECK(concentration_after(c) == near(c.expect("cx")));
}
void capacity_of_reach(const WorkedCase& c) {
  CHECK(capacity(c.number("cs"), concentration_after(c), c.number("q") + c.number("qp")) == near(c.expect("m_g_s")));
}
void length_of_mixing(const WorkedCase& c) {
  const double mixing = lateral_mixing(c.number("b_m"), c.number("h_m"), c.number("slope"));
  CHECK(mixing == near(c.expect("ey"), 1e-3));
  CHECK(mixing_length(c.number("b_m"), c.number("a_m"), c.number("u_m_s"), mixing) == near(c.expect("lm_m"), 1e-3));
}
void flow_of_design(const WorkedCase& c) {
  CHECK(design_flow(c.numbers("min_month"), c.number("p")) == near(c.expect("q")));
}

// Rule A of Shandong's county agreements: better than the target class the downstream county pays, worse the upstream
// one, for each class and month.
void compensation(const WorkedCase& c) {
  std::vector<int> classes;
  for (const double k : c.numbers("k")) classes.push_back(static_cast<int>(k));
  CHECK(class_compensation(std::stoi(c.text("target")), classes, c.number("p"), c.number("p")) ==
        near(c.expect("upstream_gets")));
}

// 环办〔2011〕22号 2.3: five items with weights 0.2663, 0.1879, 0.1790, 0.1834, 0.1834.
void trophic_state(const WorkedCase& c) {
  const TrophicIndex index = trophic_index({{"chl_a", c.number("chla_mg_m3") / 1000.0},
                                            {"tp", c.number("tp")},
                                            {"tn", c.number("tn")},
                                            {"transparency", c.number("sd")},
                                            {"cod_mn", c.number("cod_mn")}});
  CHECK(index.value == near(c.expect("tli"), 1e-3));
}

const std::map<std::string, std::function<void(const WorkedCase&)>> checks = {{"item_class", one_item},
                                                                              {"section", one_section},
                                                                              {"sea_point", one_section},
                                                                              {"multiple", exceedance},
                                                                              {"cwqi_item", index_of_item},
                                                                              {"cwqi_total", index_of_city},
                                                                              {"cwqi_city", index_of_both},
                                                                              {"cwqi_change", change_of_index},
                                                                              {"river_grade", grade_of_river},
                                                                              {"river_mean", mean_of_river},
                                                                              {"trend", trend_of_shares},
                                                                              {"spearman", trend_of_ranks},
                                                                              {"sea_share", share_of_sea},
                                                                              {"sea_grade", grade_of_sea},
                                                                              {"eutrophication", eutrophic_sea},
                                                                              {"discharge", discharge},
                                                                              {"mixing", mixing},
                                                                              {"capacity_0d", capacity_of_mixed_reach},
                                                                              {"decay_1d", decay_along_reach},
                                                                              {"capacity_1d", capacity_of_reach},
                                                                              {"mixing_length", length_of_mixing},
                                                                              {"design_flow", flow_of_design},
                                                                              {"compensation", compensation},
                                                                              {"tli", trophic_state}};

}  // namespace

TEST_CASE("Every case of the standards that was worked by hand comes out") {
  const std::vector<WorkedCase> cases = worked_cases();
  REQUIRE(cases.size() == 110);
  std::set<std::string> kinds;
  for (const WorkedCase& c : cases) {
    INFO(c.id << " " << c.kind << ", " << c.rules);
    REQUIRE(checks.contains(c.kind));
    checks.at(c.kind)(c);
    kinds.insert(c.kind);
  }
  REQUIRE(kinds.size() == checks.size());
}

TEST_CASE("What is not known has no class") {
  const WaterStandard& standard = standards().surface;
  CHECK(class_of(item("cod"), std::nan("")) == class_unknown);
  CHECK(assess_section(standard, WaterBody::river, {}).quality_class == class_unknown);
  CHECK(assess_section(standard, WaterBody::river, {{"tn", 9.8}, {"tracer", 1.0}}).quality_class == class_unknown);
  CHECK(assess_section(standard, WaterBody::river, {{"cod", std::nan("")}, {"nh4_n", 0.4}}).items == 1);
}

// Dissolved oxygen is limited from below.
TEST_CASE("The ratio to a target is above 1 where the target is not met") {
  CHECK(target_ratio(item("cod"), 30.0, 20.0) == Approx(1.5));
  CHECK(target_ratio(item("do"), 4.0, 5.0) == Approx(1.25));
}

// 《地表水环境质量监测数据统计技术规定(试行)》2020: half to even, cod to 1 place, nh4_n to 2, tp to 3. 环办〔2011〕22号
// itself does not round.
TEST_CASE("Values are rounded half to even before they are classed, where a case asks for it") {
  WaterStandard rounding = standards().surface;
  const auto class_in = [&](const char* name, double value) {
    return assess_section(rounding, WaterBody::river, {{name, value}}).quality_class;
  };
  CHECK(class_in("nh4_n", 1.004) == 4);
  rounding.rounds = true;
  CHECK(class_in("nh4_n", 1.004) == 3);
  CHECK(class_in("nh4_n", 1.005) == 3);
  CHECK(class_in("nh4_n", 1.015) == 4);
  CHECK(class_in("cod", 20.05) == 3);
  CHECK(class_in("cod", 20.15) == 4);
}

// 环办〔2011〕22号 2.2: five sections and more: items ranked by the share of sections where they are worse than class III.
TEST_CASE("A river of five sections names the items that exceed in most of them") {
  std::vector<std::vector<Measured>> sections(5, {{"cod", 25.0}, {"nh4_n", 0.4}, {"tp", 0.1}});
  sections[0][0].value = 10.0;
  sections[3][1].value = sections[4][1].value = 1.2;
  const RiverAssessment river = assess_river(standards(), sections);
  REQUIRE(river.grade != nullptr);
  CHECK(river.grade->zh == "轻度污染");
  CHECK(river.shares.good == Approx(20.0));
  CHECK(joined(river.items) == "cod|nh4_n");
  CHECK(river.mean.quality_class == class_unknown);
}

// 环办〔2011〕22号 3.2: one grade some change, two or more clear change; classes I and II are one grade.
TEST_CASE("A section's trend counts grades, not classes") {
  CHECK(class_trend(2, 1).en == "no clear change");
  CHECK(class_trend(4, 3).en == "some improvement");
  CHECK(class_trend(3, 6).zh == "明显下降");
  CHECK(class_trend(-1, 3).en == "-");
}

// Rule CP31: a dry month is skipped. CP32: what counties receive and pay adds up to nothing.
TEST_CASE("A dry month pays nothing, and what counties net adds up to nothing") {
  CHECK(class_compensation(4, {-1, 5, -1}, 5e5, 5e5) == -5e5);
  const std::vector<CountyNet> nets = county_nets({{"Up", "Middle", 10.0}, {"Middle", "Down", -4.0}});
  REQUIRE(nets.size() == 3);
  CHECK((nets[0].amount == 10.0 && nets[1].amount == -14.0 && nets[2].amount == 4.0));
  CHECK(load_compensation(2.0, 25.0, 20.0, 1e6) == Approx(1e4));
  CHECK(load_compensation(2.0, 15.0, 20.0, 1e6) == 0.0);
}

// 建城〔2015〕130号 2.2: oxygen 0.2 to 2 and ammonia 8 to 15 mg/l are light, beyond them heavy; heavy in 60 % of an item's
// values or in 30 % of two items' makes the section heavy.
TEST_CASE("Water is black and odorous by the share of its values in the guide's ranges") {
  const auto level = [](const std::vector<double>& oxygen, const std::vector<double>& ammonia) {
    return assess_black_odorous(standards().black_odorous, {{"do", oxygen}, {"nh4_n", ammonia}}).level;
  };
  CHECK(level({2.0, 2.0}, {8.0, 8.0}) == BlackOdorous::no);
  CHECK(level({5.0, 5.0}, {8.1, 9.0}) == BlackOdorous::light);
  CHECK(level({5.0, 5.0}, {15.1, 16.0}) == BlackOdorous::heavy);
  CHECK(level({0.1, 5.0}, {15.1, 1.0}) == BlackOdorous::heavy);
  CHECK(level({5.0, 5.0}, {15.1, 1.0}) == BlackOdorous::no);
  CHECK(level({std::nan("")}, {std::nan("")}) == BlackOdorous::unknown);
}
