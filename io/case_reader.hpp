#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/input_file.hpp"
#include "io/read_case.hpp"
#include "io/table_reader.hpp"
#include "scenarios/case.hpp"

/// What the readers of a case's tables share while the case is put together.
namespace bailang {

/// Ids of a table and their indices.
struct IdIndex {
  std::string row;          ///< what one row is: "node"
  bool is_complete = true;  ///< false: the table could not be read, unknown ids are not told
  std::vector<std::string> ids{};
  std::vector<SourcePlace> places{};
  std::unordered_map<std::string, int> index{};

  [[nodiscard]] int find(const std::string& id) const;  ///< -1 when unknown
  void add(const std::string& id, const SourcePlace& place);
};

/// Shares by which sums are split, of one table: constituent → share [-].
using Fractions = std::map<std::string, double, std::less<>>;

/// What [bay] says for its tables.
struct BayDefaults {
  bool is_given = false;    ///< there is such a section
  SourcePlace place;        ///< of its constituents
  double mixing = missing;  ///< [m2 s-1]
  double spread = 0.0;      ///< [-]
};

struct CaseReader {
  ReadContext context;
  Case model;
  bool has_time = false;  ///< [time] could be read: moments can be turned into seconds since the start
  Interpolation interpolation = Interpolation::linear;
  std::map<std::string, std::string, std::less<>> files;  ///< schema name → file that [tables] names
  BayDefaults bay;
  std::map<std::string, Fractions, std::less<>> fractions;  ///< table → shares
  IdIndex nodes{"node"}, reaches{"reach"}, reservoirs{"reservoir"}, sections{"section"}, structures{"structure"},
      dischargers{"discharger"}, plants{"plant"}, outfalls{"outfall"}, measures{"measure"}, scenarios{"scenario"},
      years{"year"};
};

/// The file of a table: what [tables] names, else the table's own.
std::string file_of(const CaseReader& reader, const Schema& table);

/// Whether a table is to be read: it is required, named in [tables], or there.
bool is_present(const CaseReader& reader, const Schema& table);

/// Opens a table by its schema's name; nullptr when it is not present or cannot be read.
std::unique_ptr<TableReader> open_table(CaseReader& reader, std::string_view name);

/// Reads the id of a row into an index; an id that stands twice is an error that names the first place.
std::string read_id(TableReader& table, int row, IdIndex& index, std::string_view column = "id");

/// Index of the row that a cell names; -1 when it is empty or, with an error, unknown.
int resolve(TableReader& table, int row, std::string_view column, const IdIndex& index);

/// Seconds since the start of the run.
double seconds_since_start(const CaseReader& reader, Instant instant);

/// Chainage in metres on a reach; one beyond the reach's end is an error.
double read_chainage(CaseReader& reader, TableReader& table, int row, int reach,
                     std::string_view column = "chainage_m");

/// Rates of decay [constituent] [s-1] in the columns of a pattern; missing where the table gives none.
std::vector<double> read_decay(CaseReader& reader, TableReader& table, int row, std::string_view pattern);

/// The part of the year in the columns `from` and `to`; one without the other is an error.
YearSpan read_year_span(TableReader& table, int row);

/// Reaches that a row speaks of in the columns `reach` or `river`; empty = everywhere (or unknown, with an error).
std::vector<int> read_reaches(CaseReader& reader, TableReader& table, int row);

// The parts of a case, in the order in which they are read. Faults go to `reader.context.found`.
void read_settings(CaseReader& reader);        ///< case.toml
void read_standards(CaseReader& reader);       ///< tables in place of built-in standards
void read_goals(CaseReader& reader);           ///< goals
void read_network(CaseReader& reader);         ///< nodes, reaches
void read_reservoirs(CaseReader& reader);      ///< reservoirs, their curves and rules
void read_beds(CaseReader& reader);            ///< bed_profile, cross_sections
void read_sections(CaseReader& reader);        ///< sections, withdrawals
void read_initial_state(CaseReader& reader);   ///< initial_state
void read_structures(CaseReader& reader);      ///< structures and their rules
void read_local_kinetics(CaseReader& reader);  ///< kinetics.csv
void read_outfalls(CaseReader& reader);        ///< outfalls and their series
void read_forcing(CaseReader& reader);         ///< inflows, diffuse shapes
void read_tides(CaseReader& reader);           ///< tides, tide_harmonics
void read_weather(CaseReader& reader);         ///< temperature, weather, evaporation
void read_sources(CaseReader& reader);         ///< plants, dischargers, catchments
void read_measures(CaseReader& reader);
void read_scenarios(CaseReader& reader, const std::filesystem::path& other_file);  ///< years, scenarios, sweeps

/// Rules between the flow mode and the tables: what acts in some modes only, and the datum of levels.
void check_flow_mode(CaseReader& reader);

/// Inflows from a CSV table or a netCDF file (`.nc`) of the case.
std::vector<Inflow> read_inflows(CaseReader& reader, const std::string& file);
std::vector<Inflow> read_inflows_netcdf(CaseReader& reader, const std::string& file);

}  // namespace bailang
