#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>

#include "io/part_files.hpp"
#include "io/read_state.hpp"
#include "io/result_file.hpp"
#include "tests/io/hand_made_case.hpp"

using namespace bailang;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that vanishes with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "bailang-result-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
};

struct Fixture {
  Case model;
  Grid grid;
  ResultShape shape;
  explicit Fixture(std::vector<std::string> constituents = {"cod", "nh4_n"},
                   FieldOutput fields = FieldOutput::statistics)
      : model(hand_made::small_case(constituents)),
        grid(make_grid(model.network, 500.0)),
        shape(hand_made::shape_of(model, grid, fields)) {}
  [[nodiscard]] BlockResult block(const std::vector<int>& scenarios) const {
    return hand_made::block_of(model, shape, scenarios);
  }
};

/// Writes the blocks one after the other and finishes.
void write_all(const Fixture& f, const fs::path& output, const std::vector<std::vector<int>>& blocks) {
  Diagnostics warnings;
  ResultFile file(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings);
  for (const auto& scenarios : blocks) file.take(f.block(scenarios));
  file.finish();
}

std::vector<std::string> variable_names(const NetcdfFile& file) {
  int count = 0;
  nc_inq_nvars(file.id(), &count);
  std::vector<std::string> names;
  for (int id = 0; id < count; ++id) {
    char name[NC_MAX_NAME + 1] = {};
    nc_inq_varname(file.id(), id, name);
    names.emplace_back(name);
  }
  return names;
}

nc_type type_of(const NetcdfFile& file, const std::string& name) {
  nc_type type = NC_NAT;
  nc_inq_vartype(file.id(), file.variable(name), &type);
  return type;
}

/// The same values, NaN equal to NaN.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
           return x == y || (std::isnan(x) && std::isnan(y));
         });
}

void require_same_data(const fs::path& a, const fs::path& b) {
  const NetcdfFile first = NetcdfFile::open(a), second = NetcdfFile::open(b);
  const std::vector<std::string> names = variable_names(first);
  REQUIRE(names == variable_names(second));
  for (const std::string& name : names) {
    INFO(name);
    if (type_of(first, name) == NC_STRING) {
      REQUIRE(first.texts(name) == second.texts(name));
    } else {
      REQUIRE(same(first.numbers(name), second.numbers(name)));
    }
  }
}

}  // namespace

TEST_CASE("Every value of a block stands in its place and unit in the file") {
  const Fixture f;
  const Folder folder;
  write_all(f, folder.path / "out.h5", {{2, 0}, {3, 1}});
  const NetcdfFile file = NetcdfFile::open(folder.path / "out.h5");
  REQUIRE(file.texts("scenario") == std::vector<std::string>{"baseline", "plan", "mix-0001", "mix-0002"});
  REQUIRE(file.texts("scenario_measures")[1] == "close_s1");
  for (const std::size_t s : {0U, 1U, 2U, 3U}) {
    const int scenario = static_cast<int>(s);
    REQUIRE(file.numbers("section_nh4_n", {s, 7, 2}, {1, 1, 1})[0] ==
            static_cast<double>(static_cast<float>(hand_made::value(scenario, 1, 7, 2))));
    REQUIRE(file.numbers("outlet_load_cod", {s, 9, 0}, {1, 1, 1})[0] == hand_made::value(scenario, 0, 9, 0) * 86.4);
    REQUIRE(file.numbers("balance_cod", {s, 6}, {1, 1})[0] == Approx(hand_made::value(scenario, 0, 0, 6) / 1000.0));
    REQUIRE(file.numbers("section_nh4_n_month_mean", {s, 1, 2}, {1, 1, 1})[0] == hand_made::value(scenario, 1, 1, 2));
    REQUIRE(file.numbers("cell_nh4_n_p90", {s, 4}, {1, 1})[0] == hand_made::value(scenario, 1, 0, 4));
  }
  REQUIRE(file.numbers("time")[40] == 40 * 86400.0);
  REQUIRE(file.numbers("month")[0] == -14 * 86400.0);  // 1 January, before the start on the 15th
  REQUIRE(file.numbers("year") == std::vector<double>{2021});
  const double year_mean = 0.5 * (hand_made::value(1, 0, 0, 2) + hand_made::value(1, 0, 1, 2));
  REQUIRE(file.numbers("section_cod_year_mean", {1, 0, 2}, {1, 1, 1})[0] == year_mean);
  REQUIRE(file.numbers("class_year") == std::vector<double>(12, -1.0));  // two months are no year
  REQUIRE(file.numbers("outfall_synthetic") == std::vector<double>{0, 1});
  REQUIRE(file.texts("term").front() == "initial");
  REQUIRE(list_parts(folder.path / "out.h5").empty());
}

TEST_CASE("The sum of simulated parts has its arrays") {
  const Fixture f({"org_n", "nh4_n", "no3_n"});
  const Folder folder;
  write_all(f, folder.path / "out.h5", {{0, 1, 2, 3}});
  const NetcdfFile file = NetcdfFile::open(folder.path / "out.h5");
  const double expected = hand_made::value(1, 0, 3, 1) + hand_made::value(1, 1, 3, 1) + hand_made::value(1, 2, 3, 1);
  REQUIRE(file.numbers("section_tn", {1, 3, 1}, {1, 1, 1})[0] == expected);
  REQUIRE(file.has_variable("balance_tn"));
  REQUIRE_FALSE(file.has_variable("section_cod"));
}

TEST_CASE("Fields are kept as asked: none, statistics or full") {
  const Folder folder;
  const Fixture none({"cod"}, FieldOutput::none), full({"cod"}, FieldOutput::full);
  write_all(none, folder.path / "none.h5", {{0, 1, 2, 3}});
  write_all(full, folder.path / "full.h5", {{0, 1, 2, 3}});
  REQUIRE_FALSE(NetcdfFile::open(folder.path / "none.h5").has_variable("cell_cod_mean"));
  const NetcdfFile file = NetcdfFile::open(folder.path / "full.h5");
  REQUIRE(file.numbers("cell_cod", {2, 5, 3}, {1, 1, 1})[0] == hand_made::value(2, 0, 5, 3));
}

TEST_CASE("A target is the section's own, else the limit of its class, and a value equal to it meets it") {
  Fixture f;
  f.model.network.sections[1].target[1] = 1.2;  // lower: class IV, but 1.2 mg/l of ammonia nitrogen
  BlockResult block = f.block({0, 1, 2, 3});
  std::fill(block.section_mean.begin(), block.section_mean.end(), 1.0);
  const auto mean = [&](int lane, int c, int section) -> double& {
    return block.section_mean[static_cast<std::size_t>((lane * 2 + c) * 3 + section)];
  };
  mean(0, 0, 0) = 20.0;   // class III, equal to its limit
  mean(1, 0, 0) = 20.01;  // just over
  mean(0, 1, 1) = 1.3;    // within class IV, over its own target
  mean(2, 0, 0) = mean(2, 1, 0) = missing;
  const Folder folder;
  Diagnostics warnings;
  ResultFile result(f.model, f.grid, f.shape, {folder.path / "out.h5", "test", false, {}}, warnings);
  result.take(block);
  result.finish();
  const NetcdfFile file = NetcdfFile::open(folder.path / "out.h5");
  REQUIRE(file.numbers("target_cod")[0] == 20.0);
  REQUIRE(file.numbers("target_nh4_n")[1] == 1.2);
  REQUIRE(std::isnan(file.numbers("target_cod")[2]));
  const std::vector<double> meets = file.numbers("meets_target"), classes = file.numbers("class");
  REQUIRE(std::vector<double>(meets.begin(), meets.begin() + 3) == std::vector<double>{1, 0, -1});
  REQUIRE(meets[3] == 0);
  REQUIRE(meets[6] == -1);
  REQUIRE(std::vector<double>(classes.begin(), classes.begin() + 4) == std::vector<double>{3, 4, 3, 4});
  REQUIRE(classes[6] == -1);
}

TEST_CASE("A process of the kinetics has a term of its own in every ledger") {
  Fixture f;
  f.shape.terms.insert(f.shape.terms.begin() + 5, {"reaction_nitrification", "reaction_uptake"});
  const Folder folder;
  write_all(f, folder.path / "out.h5", {{1, 0}, {2, 3}});
  const NetcdfFile file = NetcdfFile::open(folder.path / "out.h5");
  REQUIRE(file.texts("term") == f.shape.terms);
  REQUIRE(file.numbers("balance_nh4_n", {2, 12}, {1, 1})[0] == Approx(hand_made::value(2, 1, 0, 12) / 1000.0));
  REQUIRE(file.numbers("balance_water", {1, 6}, {1, 1})[0] == hand_made::value(1, 0, 0, 6));
}

TEST_CASE("Depths, levels and dispersions stand in their places, and are absent where a block does not carry them") {
  const Fixture f;
  const Folder folder;
  write_all(f, folder.path / "without.h5", {{0, 1, 2, 3}});
  BlockResult block = f.block({0, 1, 2, 3});
  block.section_depth = block.section_flow;
  block.section_stage = block.section_flow;
  block.section_stage[1] = std::nanf("");
  for (const int s : block.scenarios) {
    for (int cell = 0; cell < f.shape.cells; ++cell) {
      block.cell_dispersion.push_back(static_cast<float>(hand_made::value(s, 0, 0, cell)));
      block.cell_numerical_dispersion.push_back(static_cast<float>(hand_made::value(s, 1, 0, cell)));
    }
  }
  Diagnostics warnings;
  ResultFile result(f.model, f.grid, f.shape, {folder.path / "with.h5", "test", false, {}}, warnings);
  result.take(block);
  result.finish();
  const NetcdfFile with = NetcdfFile::open(folder.path / "with.h5");
  REQUIRE(with.numbers("section_depth", {2, 7, 1}, {1, 1, 1})[0] == hand_made::value(2, 0, 7, 1));
  REQUIRE(std::isnan(with.numbers("section_stage", {0, 0, 1}, {1, 1, 1})[0]));
  REQUIRE(with.numbers("cell_dispersion", {1, 4}, {1, 1})[0] == hand_made::value(1, 0, 0, 4));
  REQUIRE(with.numbers("cell_numerical_dispersion", {3, 2}, {1, 1})[0] == hand_made::value(3, 1, 0, 2));
  const NetcdfFile without = NetcdfFile::open(folder.path / "without.h5");
  for (const char* name : {"section_depth", "section_stage", "cell_dispersion", "cell_numerical_dispersion"}) {
    REQUIRE_FALSE(without.has_variable(name));
  }
}

TEST_CASE("Times have days as their unit, and the inert part counts in the oxygen demand") {
  const Fixture f({"cod_fast", "cod_slow", "cod_inert", "age", "continuity"});
  const Folder folder;
  write_all(f, folder.path / "out.h5", {{0, 1, 2, 3}});
  const NetcdfFile file = NetcdfFile::open(folder.path / "out.h5");
  const auto units = [&](const std::string& name) { return file.text_attribute(file.variable(name), "units"); };
  REQUIRE(units("section_age") == "d");
  REQUIRE(units("cell_age_mean") == "d");
  REQUIRE(units("balance_age") == "m3 d");
  REQUIRE(units("section_continuity") == "1");
  REQUIRE(units("section_cod") == "mg l-1");
  REQUIRE(units("outlet_load_cod") == "kg d-1");
  REQUIRE(file.numbers("outlet_load_age", {1, 9, 0}, {1, 1, 1})[0] == hand_made::value(1, 3, 9, 0));
  REQUIRE(file.numbers("section_cod", {1, 3, 1}, {1, 1, 1})[0] ==
          hand_made::value(1, 0, 3, 1) + hand_made::value(1, 1, 3, 1) + hand_made::value(1, 2, 3, 1));
}

TEST_CASE("The state at the end is kept by scenario through parts, and read back for a run of the same grid") {
  Fixture f;
  f.shape.has_state = true;
  const std::vector<std::string> names = {"cod", "nh4_n", "volume", "depth", "storage_cod", "discharge"};
  const auto block_with_state = [&](const std::vector<int>& scenarios) {
    BlockResult block = f.block(scenarios);
    for (std::size_t n = 0; n < names.size(); ++n) {
      StateField& field = block.state[names[n]];
      field.dimension = names[n] == "discharge" ? "face" : "unknown";
      const int length = names[n] == "discharge" ? 8 : 7;
      for (const int s : scenarios) {
        for (int i = 0; i < length; ++i) field.values.push_back(hand_made::value(s, static_cast<int>(n), 0, i) / 3.0);
      }
    }
    return block;
  };
  const Folder folder;
  const fs::path output = folder.path / "out.h5";
  Diagnostics warnings;
  ResultFile(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings).take(block_with_state({2, 1}));
  ResultFile result(f.model, f.grid, f.shape, {output, "test", true, {}}, warnings);
  REQUIRE(result.unfinished() == std::vector<int>{0, 3});
  result.take(block_with_state({0, 3}));
  result.finish();
  const auto state = read_state(output, "plan", {7, 8, {"cod", "nh4_n"}});
  REQUIRE(state.size() == 6);
  REQUIRE(state.at("nh4_n").size() == 7);
  REQUIRE(state.at("nh4_n")[6] == hand_made::value(1, 1, 0, 6) / 3.0);  // every bit of the double
  REQUIRE(state.at("discharge")[7] == hand_made::value(1, 5, 0, 7) / 3.0);
  REQUIRE(state.at("storage_cod")[2] == hand_made::value(1, 4, 0, 2) / 3.0);
  REQUIRE(read_state(output, "another", {7, 8, {"cod"}}).at("cod")[3] == hand_made::value(0, 0, 0, 3) / 3.0);
  REQUIRE_THROWS_WITH(read_state(output, "plan", {9, 8, {}}),
                      Catch::Contains("7 cells and reservoirs") && Catch::Contains("this run has 9"));
  REQUIRE_THROWS_WITH(read_state(output, "plan", {7, 5, {}}), Catch::Contains("another grid"));
  REQUIRE_THROWS_WITH(read_state(output, "plan", {7, 8, {"tracer"}}), Catch::Contains("without 'tracer'"));
  REQUIRE_THROWS_WITH(read_state(folder.path / "no.h5", "plan", {7, 8, {}}), Catch::Contains("no such file"));
  f.shape.has_state = false;
  write_all(f, folder.path / "without.h5", {{0, 1, 2, 3}});
  REQUIRE_THROWS_WITH(read_state(folder.path / "without.h5", "plan", {7, 8, {}}), Catch::Contains("--save-state"));
  std::ofstream(folder.path / "text.h5") << "no result";
  REQUIRE_THROWS_WITH(read_state(folder.path / "text.h5", "plan", {7, 8, {}}), Catch::Contains("cannot be read"));
}

TEST_CASE("Parts with a state do not serve a run without one") {
  Fixture f;
  const Folder folder;
  Diagnostics warnings;
  ResultFile(f.model, f.grid, f.shape, {folder.path / "out.h5", "test", false, {}}, warnings).take(f.block({0}));
  f.shape.has_state = true;
  ResultFile resumed(f.model, f.grid, f.shape, {folder.path / "out.h5", "test", true, {}}, warnings);
  REQUIRE(resumed.unfinished().size() == 4);
  REQUIRE(warnings.entries().size() == 1);
}

TEST_CASE("Two writes, whatever the blocks, give the same values in every variable") {
  const Fixture f;
  const Folder folder;
  write_all(f, folder.path / "a.h5", {{0, 1, 2, 3}});
  write_all(f, folder.path / "b.h5", {{3}, {1, 0}, {2}});
  require_same_data(folder.path / "a.h5", folder.path / "b.h5");
}

TEST_CASE("A resumed run goes on with the finished parts and gives the result of an uninterrupted one") {
  const Fixture f;
  const Folder folder;
  const fs::path output = folder.path / "out.h5";
  Diagnostics warnings;
  {
    ResultFile killed(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings);
    killed.take(f.block({1, 2}));
    std::ofstream(output.string() + ".part-0000.tmp") << "half written";
  }
  REQUIRE_FALSE(fs::exists(output));
  ResultFile resumed(f.model, f.grid, f.shape, {output, "test", true, {}}, warnings);
  REQUIRE(resumed.unfinished() == std::vector<int>{0, 3});
  REQUIRE(resumed.finished_count() == 2);
  resumed.take(f.block({0, 3}));
  resumed.finish();
  REQUIRE_FALSE(warnings.has_errors());
  REQUIRE(warnings.entries().empty());
  write_all(f, folder.path / "whole.h5", {{0, 1, 2, 3}});
  require_same_data(output, folder.path / "whole.h5");
  REQUIRE(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 2);
}

TEST_CASE("Without resume, and for another case, earlier parts do not count") {
  Fixture f;
  const Folder folder;
  const fs::path output = folder.path / "out.h5";
  Diagnostics warnings;
  const auto leave_part = [&] {
    ResultFile(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings).take(f.block({0}));
  };
  leave_part();
  REQUIRE(ResultFile(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings).unfinished().size() == 4);
  leave_part();
  f.model.inputs[0].sha256 = std::string(64, 'c');
  REQUIRE(ResultFile(f.model, f.grid, f.shape, {output, "test", true, {}}, warnings).unfinished().size() == 4);
  REQUIRE(warnings.entries().size() == 1);
  REQUIRE_THAT(warnings.entries()[0].message, Catch::Contains("another case"));
}

TEST_CASE("A broken part is noticed and its scenarios are run again") {
  const Fixture f;
  const Folder folder;
  const fs::path output = folder.path / "out.h5";
  Diagnostics warnings;
  ResultFile(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings).take(f.block({0, 1}));
  const fs::path part = list_parts(output).at(0);
  SECTION("cut short") {
    fs::resize_file(part, fs::file_size(part) / 2);
  }
  SECTION("one bit of a value turned over") {
    std::fstream stream(part, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    const float sought = static_cast<float>(hand_made::value(1, 1, 40, 2));
    const std::string pattern(reinterpret_cast<const char*>(&sought), sizeof sought);
    const std::size_t at = bytes.find(pattern);
    REQUIRE(at != std::string::npos);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(bytes[at] ^ 1));
  }
  ResultFile resumed(f.model, f.grid, f.shape, {output, "test", true, {}}, warnings);
  REQUIRE(resumed.unfinished().size() == 4);
  REQUIRE(warnings.entries().size() == 1);
}

TEST_CASE("A place that cannot be written is told before the run, by the file's name") {
  const Fixture f;
  const Folder folder;
  Diagnostics warnings;
  std::ofstream(folder.path / "file") << "x";
  const auto open = [&](const fs::path& output) {
    ResultFile(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings);
  };
  REQUIRE_THROWS_WITH(open(folder.path / "file" / "out.h5"), Catch::Contains("out.h5"));
  REQUIRE_THROWS_WITH(open(folder.path), Catch::Contains("is a folder"));
  REQUIRE_NOTHROW(open(folder.path / "new" / "out.h5"));
}

TEST_CASE("A full disk is told by the file's name and leaves nothing half written") {
  const Fixture f;
  const Folder folder;
  Diagnostics warnings;
  ResultFile file(f.model, f.grid, f.shape, {folder.path / "out.h5", "test", false, {}}, warnings);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{8192, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    file.take(f.block({0, 1}));
  } catch (const RunError& fault) {
    message = fault.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  REQUIRE_THAT(message, Catch::Contains("out.h5.part-0000") && Catch::Contains("full"));
  REQUIRE(fs::is_empty(folder.path));
}

TEST_CASE("A missing scenario stops the result from appearing, and the parts are kept") {
  const Fixture f;
  const Folder folder;
  const fs::path output = folder.path / "out.h5";
  Diagnostics warnings;
  ResultFile file(f.model, f.grid, f.shape, {output, "test", false, {}}, warnings);
  file.take(f.block({0, 2, 3}));
  REQUIRE_THROWS_WITH(file.finish(), Catch::Contains("'plan'"));
  REQUIRE_FALSE(fs::exists(output));
  REQUIRE(list_parts(output).size() == 1);
}

TEST_CASE("Cells follow the line of their reach, and meet at the network's nodes") {
  const Fixture f;
  const ResultMesh mesh = result_mesh(f.model.network, f.grid);
  const std::size_t cells = f.grid.output_cells.size();
  REQUIRE(mesh.edge_nodes.size() == 2 * cells);
  REQUIRE(mesh.cell_reach.back() == "LAKE");
  REQUIRE(mesh.edge_nodes[2 * cells - 2] == 3);
  REQUIRE(mesh.edge_nodes[2 * cells - 1] == 3);
  for (std::size_t i = 0; i < cells; ++i) {
    if (mesh.cell_reach[i] != "A") continue;
    if (mesh.cell_chainage[i] == 250.0) REQUIRE(mesh.edge_nodes[2 * i] == 0);
    if (mesh.cell_chainage[i] == 1750.0) REQUIRE(mesh.edge_nodes[2 * i + 1] == 2);
  }
  // Reach A turns at a right angle: half of its way by length is north of its middle chord.
  const Point middle = place_at(f.model.network, 0, 1000.0);
  REQUIRE(middle.lon == Approx(119.0).margin(1e-9));
  REQUIRE(middle.lat > 36.58);
}
