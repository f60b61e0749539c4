#include "app/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <optional>
#include <string>

#include "app/tables/tables.hpp"
#include "core/version.hpp"

namespace bailang {
namespace {

constexpr int usage_error = 2;

void add_format(CLI::App& verb, std::string& format) {
  verb.add_option("--format", format, "how results are printed [table]")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->option_text("table|csv|json");
}

void add_only(CLI::App& verb, std::vector<std::string>& only, const std::string& what) {
  verb.add_option("--only", only, what + ", separated by commas")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("ID[,ID...]");
}

void add_scenarios(CLI::App& verb, std::filesystem::path& file) {
  verb.add_option("--scenarios", file, "scenarios file to use instead of the case's scenarios.toml")
      ->option_text("FILE");
}

void add_case(CLI::App& verb, std::filesystem::path& directory) {
  verb.add_option("CASE", directory, "directory that holds case.toml")->required()->option_text(" ");
}

FieldOutput field_output(const std::string& word) {
  if (word == "none") return FieldOutput::none;
  return word == "full" ? FieldOutput::full : FieldOutput::statistics;
}

CLI::App* add_check(CLI::App& app, CheckOptions& options) {
  CLI::App* verb = app.add_subcommand("check", "read and validate a case, print a summary");
  add_case(*verb, options.case_directory);
  add_scenarios(*verb, options.scenarios);
  add_format(*verb, options.format);
  verb->add_flag("--quiet", options.quiet, "print faults only");
  return verb;
}

CLI::App* add_run(CLI::App& app, RunOptions& options) {
  CLI::App* verb = app.add_subcommand("run", "simulate every scenario of a case");
  add_case(*verb, options.case_directory);
  verb->add_option("-o,--output", options.output, "result file [the case's name + .h5]")->option_text("OUT.h5");
  add_scenarios(*verb, options.scenarios);
  add_only(*verb, options.only, "scenarios to run");
  verb->add_option("--threads", options.threads, "number of threads [one a core]")
      ->check(CLI::Range(1, 4096))
      ->option_text("N");
  verb->add_flag("--save-state", options.save_state, "keep the state at the end, for [initial] from of another run");
  verb->add_flag("--resume", options.resume, "go on with what an interrupted run left");
  verb->add_option_function<std::string>(
          "--fields", [&options](const std::string& word) { options.fields = field_output(word); },
          "values along the rivers that are kept [statistics]")
      ->check(CLI::IsMember({"none", "statistics", "full"}))
      ->option_text("none|statistics|full");
  add_format(*verb, options.format);
  verb->add_flag("--quiet", options.quiet, "no progress, warnings and errors only");
  return verb;
}

void add_tables(CLI::App& verb, CompareOptions& options) {
  CLI::Option* table = verb.add_option("--table", options.tables, "tables to print, separated by commas")
                           ->delimiter(',')
                           ->allow_extra_args(false)
                           ->check(CLI::IsMember(table_names()))
                           ->option_text("NAME[,NAME...]");
  verb.add_option("--year", options.year, "calendar year to show [the last with eight months of water]")
      ->needs(table)
      ->option_text("YEAR");
  verb.add_option("--level", options.levels, "levels of the sections to show and count, separated by commas [all]")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->needs(table)
      ->option_text("LEVEL[,LEVEL...]");
  verb.add_option("--base", options.base, "scenario that others are compared with [the baseline]")
      ->needs(table)
      ->option_text("ID");
  verb.add_option("--base-year", options.base_year, "year of the base [the one that is shown]")
      ->needs(table)
      ->option_text("YEAR");
}

CLI::App* add_compare(CLI::App& app, CompareOptions& options) {
  CLI::App* verb = app.add_subcommand("compare", "sections against their targets, or one result against another");
  const auto take = [&options](const std::string& file) { options.results.emplace_back(file); };
  verb->add_option_function<std::string>("OUT.h5", take, "result file")->required()->option_text(" ");
  verb->add_option_function<std::string>("OTHER.h5", take, "result file to compare it with")->option_text(" ");
  add_only(*verb, options.only, "scenarios to show");
  add_tables(*verb, options);
  add_format(*verb, options.format);
  verb->add_flag("--strict", options.strict, "exit with 3 when a section is over its target");
  verb->add_flag("--quiet", options.quiet, "print results only");
  return verb;
}

void add_spill_place(CLI::App& verb, SpillOptions& options) {
  CLI::Option* at = verb.add_option("--at", options.at, "where: an outfall, or a reach and metres along it")
                        ->option_text("OUTFALL|REACH:CHAINAGE");
  CLI::Option* mass =
      verb.add_option("--mass", options.mass, "how much [kg]")->check(CLI::PositiveNumber)->option_text("KG");
  at->needs(mass);
  mass->needs(at);
  verb.add_option("--spills", options.spills, "a table of spills instead: at,mass_kg,time,duration_min,name")
      ->excludes(at)
      ->option_text("FILE.csv");
  verb.add_option("--time", options.time, "when it begins [the case's start]")->option_text("TIME");
  verb.add_option("--duration", options.duration, "how long it lasts, such as '30 min' [at once]")
      ->option_text("DURATION");
}

CLI::App* add_spill(CLI::App& app, SpillOptions& options) {
  CLI::App* verb = app.add_subcommand("spill", "follow a spill: arrival, peak, passage and mass at every section");
  add_case(*verb, options.case_directory);
  add_spill_place(*verb, options);
  verb->add_option("--threshold", options.threshold, "a concentration that matters [mg/l]")
      ->check(CLI::PositiveNumber)
      ->option_text("MG_L");
  verb->add_option("--velocity-uncertainty", options.velocity_uncertainty,
                   "share by which the river may be slower or faster: three runs")
      ->check(CLI::Range(0.0, 0.9))
      ->option_text("SHARE");
  verb->add_option("--cell", options.cell, "length of cells on the spill's way [m] [the case's]")
      ->check(CLI::PositiveNumber)
      ->option_text("M");
  verb->add_option("--hours", options.hours, "how long to follow it [until it has passed, 720 at most]")
      ->check(CLI::PositiveNumber)
      ->option_text("H");
  verb->add_option("--decay", options.decay, "first-order loss [1/d] [0]")
      ->check(CLI::NonNegativeNumber)
      ->option_text("PER_DAY");
  verb->add_option("--scenario", options.scenario, "whose water [the baseline]")->option_text("ID");
  add_scenarios(*verb, options.scenarios);
  verb->add_option("--threads", options.threads, "number of threads [one a core]")
      ->check(CLI::Range(1, 4096))
      ->option_text("N");
  add_format(*verb, options.format);
  verb->add_flag("--quiet", options.quiet, "print results only");
  return verb;
}

CLI::App* add_trace(CLI::App& app, TraceOptions& options) {
  CLI::App* verb = app.add_subcommand("trace", "where the water of a source goes, and what reaches a place");
  add_case(*verb, options.case_directory);
  verb->add_option("ID", options.id, "a discharger, plant, outfall, reach, section or node; a river or a county")
      ->required()
      ->option_text(" ");
  verb->add_option("--scenario", options.scenario, "whose measures [the baseline]")->option_text("ID");
  verb->add_option("--at", options.at, "moment [the case's start]")->option_text("TIME");
  add_scenarios(*verb, options.scenarios);
  add_format(*verb, options.format);
  verb->add_flag("--quiet", options.quiet, "print results only");
  return verb;
}

CLI::App* add_init(CLI::App& app, InitOptions& options) {
  CLI::App* verb = app.add_subcommand("init", "write a small working case to start from");
  verb->add_option("DIR", options.directory, "where to put it")->required()->option_text(" ");
  verb->add_flag("--quiet", options.quiet, "warnings and errors only");
  return verb;
}

std::string version_line() {
  return fmt::format("{} {} (commit {})", program_name, program_version, program_commit);
}

/// Prints a usage error, and the verbs there are or where to read what the verb takes, on standard error.
int explain(const CLI::App& app, const std::string& fault) {
  std::cerr << "bailang: error: " << fault << "\n";
  for (const CLI::App* verb : app.get_subcommands()) {
    std::cerr << "'bailang " << verb->get_name() << " --help' lists what it takes.\n";
    return usage_error;
  }
  std::cerr << "Commands:\n";
  for (const CLI::App* verb : app.get_subcommands(nullptr))
    std::cerr << fmt::format("  {:<9} {}\n", verb->get_name(), verb->get_description());
  std::cerr << "'bailang COMMAND --help' lists what each takes.\n";
  return usage_error;
}

/// Parses; a code when the program is to end at once.
std::optional<int> parse(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    if (fault.get_exit_code() == 0) return app.exit(fault);
    return explain(app, fault.what());
  }
  if (app.get_subcommands().empty()) return explain(app, "a command is needed");
  return std::nullopt;
}

std::string joined(int argc, const char* const* argv) {
  std::string line = std::string(program_name);
  for (int i = 1; i < argc; ++i) line += std::string(" ") + argv[i];
  return line;
}

}  // namespace

bool CommandLine::quiet() const {
  return (verb == Verb::check && check.quiet) || (verb == Verb::run && run.quiet) ||
         (verb == Verb::compare && compare.quiet) || (verb == Verb::spill && spill.quiet) ||
         (verb == Verb::trace && trace.quiet) || (verb == Verb::init && init.quiet);
}

CommandLine read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  CLI::App app("bailang (白浪): nitrogen and oxygen demand in a river network, many scenarios side by side");
  app.name(std::string(program_name));
  app.set_version_flag("--version", version_line());
  app.require_subcommand(0, 1);
  const std::map<CLI::App*, Verb> verbs = {
      {add_check(app, line.check), Verb::check},       {add_run(app, line.run), Verb::run},
      {add_compare(app, line.compare), Verb::compare}, {add_spill(app, line.spill), Verb::spill},
      {add_trace(app, line.trace), Verb::trace},       {add_init(app, line.init), Verb::init}};
  if (const auto code = parse(app, argc, argv)) {
    line.exit_code = *code;
    return line;
  }
  line.verb = verbs.at(app.get_subcommands().front());
  line.run.command_line = joined(argc, argv);
  return line;
}

}  // namespace bailang
