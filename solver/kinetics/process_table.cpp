#include "solver/kinetics/process_table.hpp"

#include <utility>

#include "solver/kinetics/parameters.hpp"

namespace bailang {
namespace {

using enum FactorGroup;
using enum CoefficientKind;

// Traces [g m-3] below which a process stops for want of what it consumes.
constexpr double trace_of_oxygen = 0.05;
constexpr double trace_of_cod = 0.05;
constexpr double trace_of_nutrient = 0.001;

constexpr std::string_view qual2e = "Brown and Barnwell 1987 (QUAL2E)";
constexpr std::string_view qual2k = "Chapra et al. 2008 (QUAL2K)";

struct Titles {
  std::string_view id, title, title_zh;
};

struct Rate {
  CoefficientKind kind = rate;
  std::string_view parameter, theta;
};

ProcessRow process(const Titles& titles, const Rate& constant, std::vector<std::string_view> needs,
                   std::vector<FactorRow> factors, std::vector<Share> stoichiometry, std::string_view source) {
  ProcessRow row;
  row.id = titles.id;
  row.title = titles.title;
  row.title_zh = titles.title_zh;
  row.kind = constant.kind;
  row.parameter = constant.parameter;
  row.theta = constant.theta;
  row.needs = std::move(needs);
  row.factors = std::move(factors);
  row.stoichiometry = std::move(stoichiometry);
  row.source = source;
  return row;
}

FactorRow first_order(std::string_view constituent) {
  return {linear, constituent, {}, 0.0};
}

ProcessRow settling(const Titles& titles, std::string_view velocity, std::vector<Share> stoichiometry) {
  const std::string_view settler = stoichiometry.front().column;
  return process(titles, {per_depth, velocity, {}}, {settler}, {first_order(settler)}, std::move(stoichiometry),
                 qual2k);
}

void add_nitrogen(std::vector<ProcessRow>& table, const StoichiometricNumbers& s) {
  const double r1 = s.oxygen_per_nitritation;
  const double r2 = s.oxygen_per_nitratation;
  const double x = s.cod_per_n_denitrified;
  const FactorRow oxygen = {oxygen_limitation, "do", "k_oxygen_nitrification_mg_l", trace_of_oxygen};
  table.push_back(process({"org_n_hydrolysis", "hydrolysis of organic nitrogen", "有机氮水解"},
                          {rate, "k_org_n_hydrolysis_per_day", "theta_org_n_hydrolysis"}, {"org_n"},
                          {first_order("org_n")}, {{"org_n", -1.0}, {"nh4_n", 1.0}}, qual2e));
  table.push_back(settling({"org_n_settling", "settling of organic nitrogen", "有机氮沉降"},
                           "v_settling_org_n_m_per_day", {{"org_n", -1.0}, {"bed_n", 1.0}}));
  table.push_back(process(
      {"nitrification", "nitrification", "硝化"}, {ionised_rate, "k_nitrification_per_day", "theta_nitrification"},
      {"nh4_n"}, {first_order("nh4_n"), oxygen}, {{"nh4_n", -1.0}, {"no3_n", 1.0}, {"do", -(r1 + r2)}}, qual2k));
  table.back().absent = "no2_n";
  table.push_back(process({"nitritation", "nitrification, first step: ammonia to nitrite", "亚硝化"},
                          {ionised_rate, "k_nitritation_per_day", "theta_nitritation"}, {"nh4_n", "no2_n"},
                          {first_order("nh4_n"), oxygen}, {{"nh4_n", -1.0}, {"no2_n", 1.0}, {"do", -r1}}, qual2e));
  table.push_back(process({"nitratation", "nitrification, second step: nitrite to nitrate", "硝酸化"},
                          {rate, "k_nitratation_per_day", "theta_nitratation"}, {"no2_n"},
                          {first_order("no2_n"), oxygen}, {{"no2_n", -1.0}, {"no3_n", 1.0}, {"do", -r2}}, qual2e));
  table.push_back(
      process({"denitrification", "denitrification in the water", "水体反硝化"},
              {rate, "k_denitrification_per_day", "theta_denitrification"}, {"no3_n", "do"},
              {first_order("no3_n"),
               {oxygen_inhibition, "do", "k_oxygen_denitrification_mg_l", 0.0},
               {half_saturation, "cod_fast", "k_carbon_denitrification_mg_l", trace_of_cod}},
              {{"no3_n", -1.0}, {"cod_fast", -x}, {"other_cod", x - oxygen_per_denitrification}, {"nitrogen_gas", 1.0}},
              "Chapra et al. 2008 (QUAL2K); carbon limit of QUAL2Kw"));
  table.push_back(process({"bed_denitrification", "denitrification in the bed", "底泥反硝化"},
                          {per_depth, "v_bed_denitrification_m_per_day", "theta_bed_denitrification"}, {"no3_n"},
                          {first_order("no3_n")},
                          {{"no3_n", -1.0}, {"bed_cod", -oxygen_per_denitrification}, {"nitrogen_gas", 1.0}}, qual2k));
  table.push_back(process({"nh4_release", "release of ammonia by the bed", "底泥氨氮释放"},
                          {per_depth, "nh4_release_g_m2_d", "theta_nh4_release"}, {"nh4_n"}, {},
                          {{"nh4_n", 1.0}, {"bed_n", -1.0}}, qual2e));
}

void add_oxygen_demand(std::vector<ProcessRow>& table) {
  const FactorRow oxygen = {oxygen_limitation, "do", "k_oxygen_oxidation_mg_l", trace_of_oxygen};
  table.push_back(process({"cod_slow_hydrolysis", "hydrolysis of slow COD", "慢速化学需氧量水解"},
                          {rate, "k_cod_slow_hydrolysis_per_day", "theta_cod_slow_hydrolysis"},
                          {"cod_slow", "cod_fast"}, {first_order("cod_slow")}, {{"cod_slow", -1.0}, {"cod_fast", 1.0}},
                          qual2k));
  table.push_back(process({"cod_slow_oxidation", "oxidation of slow COD", "慢速化学需氧量氧化"},
                          {rate, "k_cod_slow_oxidation_per_day", "theta_cod_slow_oxidation"}, {"cod_slow"},
                          {first_order("cod_slow"), oxygen}, {{"cod_slow", -1.0}, {"do", -1.0}}, qual2k));
  table.push_back(process({"cod_fast_oxidation", "oxidation of fast COD", "快速化学需氧量氧化"},
                          {rate, "k_cod_fast_oxidation_per_day", "theta_cod_fast_oxidation"}, {"cod_fast"},
                          {first_order("cod_fast"), oxygen}, {{"cod_fast", -1.0}, {"do", -1.0}},
                          "Streeter and Phelps 1925; Chapra et al. 2008 (QUAL2K)"));
  table.push_back(settling({"cod_fast_settling", "settling of fast COD", "快速化学需氧量沉降"},
                           "v_settling_cod_fast_m_per_day", {{"cod_fast", -1.0}, {"bed_cod", 1.0}}));
  table.push_back(settling({"cod_slow_settling", "settling of slow COD", "慢速化学需氧量沉降"},
                           "v_settling_cod_slow_m_per_day", {{"cod_slow", -1.0}, {"bed_cod", 1.0}}));
  table.push_back(settling({"cod_inert_settling", "settling of inert COD", "难降解化学需氧量沉降"},
                           "v_settling_cod_inert_m_per_day", {{"cod_inert", -1.0}, {"bed_cod", 1.0}}));
}

void add_oxygen(std::vector<ProcessRow>& table) {
  table.push_back(process({"sod", "oxygen demand of the bed", "底泥耗氧"}, {per_depth, "sod_g_m2_d", "theta_sod"},
                          {"do"}, {{half_saturation, "do", "k_oxygen_sod_mg_l", trace_of_oxygen}},
                          {{"do", -1.0}, {"bed_cod", -1.0}}, "Zhang and Johnson 2016 (NSM-I)"));
  table.push_back(process({"reaeration", "reaeration", "大气复氧"}, {reaeration, {}, "theta_reaeration"}, {"do"},
                          {{deficit, "do", {}, 0.0}}, {{"do", 1.0}, {"air", -1.0}}, "Streeter and Phelps 1925"));
  table.push_back(process({"photosynthesis", "oxygen production of plants, as given", "光合产氧（给定）"},
                          {photosynthesis, "photosynthesis_mg_l_d", {}}, {"do"}, {}, {{"do", 1.0}, {"plants", 1.0}},
                          "O'Connor and Di Toro 1970"));
  table.push_back(process({"respiration", "oxygen uptake of plants, as given", "植物呼吸耗氧（给定）"},
                          {rate, "respiration_mg_l_d", {}}, {"do"}, {{trace, "do", {}, trace_of_oxygen}},
                          {{"do", -1.0}, {"plants", -1.0}}, "O'Connor and Di Toro 1970"));
}

void add_phosphorus_and_solids(std::vector<ProcessRow>& table) {
  table.push_back(process({"org_p_hydrolysis", "hydrolysis of organic phosphorus", "有机磷水解"},
                          {rate, "k_org_p_hydrolysis_per_day", "theta_org_p_hydrolysis"}, {"org_p"},
                          {first_order("org_p")}, {{"org_p", -1.0}, {"po4_p", 1.0}}, qual2e));
  table.push_back(settling({"org_p_settling", "settling of organic phosphorus", "有机磷沉降"},
                           "v_settling_org_p_m_per_day", {{"org_p", -1.0}, {"bed_p", 1.0}}));
  table.push_back(process({"po4_release", "release of phosphate by the bed", "底泥磷酸盐释放"},
                          {per_depth, "po4_release_g_m2_d", "theta_po4_release"}, {"po4_p"}, {},
                          {{"po4_p", 1.0}, {"bed_p", -1.0}}, qual2e));
  table.push_back(settling({"tss_settling", "settling of suspended solids", "悬浮物沉降"}, "v_settling_tss_m_per_day",
                           {{"tss", -1.0}, {"bed_solids", 1.0}}));
}

void add_algae(std::vector<ProcessRow>& table, const StoichiometricNumbers& s) {
  const double n = s.nitrogen_per_chl_a;
  const double p = s.phosphorus_per_chl_a;
  const double oxygen = s.carbon_per_chl_a * s.oxygen_per_carbon;
  const double on_nitrate = oxygen + n * (s.oxygen_per_nitritation + s.oxygen_per_nitratation);
  const FactorRow phosphorus = {half_saturation, "po4_p", "k_algae_phosphorus_mg_l", trace_of_nutrient};
  table.push_back(process(
      {"algae_growth_ammonium", "growth of algae on ammonia", "藻类吸收氨氮生长"},
      {growth, "k_algae_growth_per_day", "theta_algae_growth"}, {"chl_a", "nh4_n"},
      {first_order("chl_a"), {half_saturation, "nh4_n", "k_algae_nitrogen_mg_l", trace_of_nutrient}, phosphorus},
      {{"chl_a", 1.0}, {"nh4_n", -n}, {"po4_p", -p}, {"do", oxygen}},
      "Parker 1993; light of Chapra et al. 2008 (QUAL2K)"));
  table.push_back(process({"algae_growth_nitrate", "growth of algae on nitrate", "藻类吸收硝酸盐生长"},
                          {growth, "k_algae_growth_per_day", "theta_algae_growth"}, {"chl_a", "no3_n"},
                          {first_order("chl_a"),
                           {half_saturation, "no3_n", "k_algae_nitrogen_mg_l", trace_of_nutrient},
                           {half_inhibition, "nh4_n", "k_algae_ammonium_mg_l", 0.0},
                           phosphorus},
                          {{"chl_a", 1.0}, {"no3_n", -n}, {"po4_p", -p}, {"do", on_nitrate}},
                          "Parker 1993; light of Chapra et al. 2008 (QUAL2K)"));
  table.push_back(process({"algae_respiration", "respiration of algae", "藻类呼吸"},
                          {rate, "k_algae_respiration_per_day", "theta_algae_respiration"}, {"chl_a"},
                          {first_order("chl_a"), {oxygen_limitation, "do", "k_oxygen_oxidation_mg_l", trace_of_oxygen}},
                          {{"chl_a", -1.0}, {"nh4_n", n}, {"po4_p", p}, {"do", -oxygen}}, qual2k));
  table.push_back(process({"algae_death", "death of algae", "藻类死亡"},
                          {rate, "k_algae_death_per_day", "theta_algae_death"}, {"chl_a"}, {first_order("chl_a")},
                          {{"chl_a", -1.0}, {"org_n", n}, {"org_p", p}, {"cod_slow", oxygen}}, qual2k));
  table.push_back(settling({"algae_settling", "settling of algae", "藻类沉降"}, "v_settling_chl_a_m_per_day",
                           {{"chl_a", -1.0}, {"bed_n", n}, {"bed_p", p}, {"bed_cod", oxygen}}));
}

}  // namespace

StoichiometricNumbers stoichiometric_numbers(const std::vector<double>& parameters) {
  const auto value = [&](std::string_view name) {
    const auto index = static_cast<std::size_t>(kinetic_parameter_index(name));
    const KineticParameter& row = kinetic_parameters()[index];
    return parameters.empty() ? row.fallback * row.to_si : parameters[index];
  };
  return {value("oxygen_per_nitritation"), value("oxygen_per_nitratation"), value("cod_per_n_denitrified"),
          value("carbon_per_chl_a"),       value("nitrogen_per_chl_a"),     value("phosphorus_per_chl_a"),
          value("oxygen_per_carbon")};
}

std::vector<MatterColumn> matter_columns(const StoichiometricNumbers& s) {
  const double nitrate = -(s.oxygen_per_nitritation + s.oxygen_per_nitratation);
  const double algae = s.carbon_per_chl_a * s.oxygen_per_carbon;
  return {
      {"org_n", false, 1.0, 0.0, 0.0, 0.0},
      {"nh4_n", false, 1.0, 0.0, 0.0, 0.0},
      {"no2_n", false, 1.0, 0.0, -s.oxygen_per_nitritation, 0.0},
      {"no3_n", false, 1.0, 0.0, nitrate, 0.0},
      {"cod_fast", false, 0.0, 0.0, 1.0, 0.0},
      {"cod_slow", false, 0.0, 0.0, 1.0, 0.0},
      {"cod_inert", false, 0.0, 0.0, 1.0, 0.0},
      {"do", false, 0.0, 0.0, -1.0, 0.0},
      {"org_p", false, 0.0, 1.0, 0.0, 0.0},
      {"po4_p", false, 0.0, 1.0, 0.0, 0.0},
      {"chl_a", false, s.nitrogen_per_chl_a, s.phosphorus_per_chl_a, algae, 0.0},
      {"tss", false, 0.0, 0.0, 0.0, 1.0},
      {"nitrogen_gas", true, 1.0, 0.0, nitrate + oxygen_per_denitrification, 0.0},
      {"air", true, 0.0, 0.0, -1.0, 0.0},
      {"plants", true, 0.0, 0.0, 1.0, 0.0},
      {"other_cod", true, 0.0, 0.0, 1.0, 0.0},
      {"bed_n", true, 1.0, 0.0, 0.0, 0.0},
      {"bed_p", true, 0.0, 1.0, 0.0, 0.0},
      {"bed_cod", true, 0.0, 0.0, 1.0, 0.0},
      {"bed_solids", true, 0.0, 0.0, 0.0, 1.0},
  };
}

std::vector<ProcessRow> process_table(const StoichiometricNumbers& numbers) {
  std::vector<ProcessRow> table;
  add_nitrogen(table, numbers);
  add_oxygen_demand(table);
  add_oxygen(table);
  add_phosphorus_and_solids(table);
  add_algae(table, numbers);
  return table;
}

}  // namespace bailang
