#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "io/equations.hpp"
#include "solver/kinetics/parameters.hpp"
#include "solver/kinetics/process_table.hpp"
#include "solver/kinetics/reaeration.hpp"

using namespace bailang;

TEST_CASE("docs/equations.md is what the table of processes says (print_equations writes it)") {
  std::ostringstream stored;
  stored << std::ifstream(BAILANG_SOURCE_DIR "/docs/equations.md").rdbuf();
  REQUIRE(stored.str() == equations_page());
}

TEST_CASE("The page of equations names every process, parameter and formula of reaeration") {
  const std::string page = equations_page();
  const auto names = [&](std::string_view name) {
    return page.find("`" + std::string(name) + "`") != std::string::npos;
  };
  for (const ProcessRow& row : process_table(stoichiometric_numbers())) {
    CAPTURE(row.id);
    CHECK(names(row.id));
  }
  for (const KineticParameter& row : kinetic_parameters()) {
    CAPTURE(row.name);
    CHECK(names(row.name));
  }
  for (const ReaerationFormula& formula : reaeration_formulas()) {
    CAPTURE(formula.name);
    CHECK((names(formula.name) || page.find("\"" + std::string(formula.name) + "\"") != std::string::npos));
  }
  for (const WindFormula& formula : wind_formulas()) CHECK(names(formula.name));
}

TEST_CASE("The files that the page of equations names exist") {
  for (const std::string& file : equations_files()) {
    CAPTURE(file);
    CHECK(std::filesystem::is_regular_file(std::string(BAILANG_SOURCE_DIR) + "/" + file));
  }
}
