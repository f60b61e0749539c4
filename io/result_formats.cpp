#include "io/result_formats.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "io/result_bay.hpp"
#include "io/result_layout.hpp"

namespace bailang {
namespace {

constexpr std::string_view introduction =  // what holds for every variable
    R"(
## Results: `OUT.h5`

HDF5 that any netCDF-4 reader opens as well: dimensions are dimension scales, attributes follow CF-1.10, the mesh
UGRID-1.0. Strings are of variable length, UTF-8. Numbers by scenario are in chunks, shuffled and deflated. A number that
is not known is NaN. The same input and version give the same bytes in every variable, whatever the number of threads and
whichever other scenarios ran.

`<constituent>` stands for every simulated constituent and for the sums `cod`, `tn` and `tp` where their parts are
simulated (a sum has no `_max` and `_p90`: extremes do not add); oxygen has a `cell_do_min` besides. A variable over
objects that a case does not have (outfalls, sections) is absent. `cell_…` depend on `--fields`; `state_…` are there with `run --save-state`, over the
unknowns and faces of the grid, with `storage` only where a reach has a storage zone. `age` and `travel_time` are in d,
their loads in m3 s-1 d and their ledgers in m3 d.

Terms of the ledgers: `initial`, `headwater`, `outfalls`, `diffuse`, `reaction`, one `reaction_<process>` for each process
of the kinetics (of which: they add up to `reaction` less the first-order loss), `withdrawal`, `diversion`, `sea`,
`outlet`, `final`, `error`.

`bay_…` are there when the case has a bay; there `<constituent>` is one of the bay's own (`[bay] constituents`). Terms of
its ledgers: `initial`, `rivers`, `other_sources`, `atmosphere`, `bed`, `decay`, `exchange_open`, `final`, `error`.
)";

constexpr std::string_view attributes =
    R"(
Root attributes: `Conventions`, `title`, `history`, `source` (program, version, commit), `created`, `command`,
`case_name`, `case_sha256` (over the names and hashes of all inputs), `sha256_<file>` for every input file (characters
`.`, `/` and blanks as `_`), `part_key` (parts and shards with the same key may be put together), and `synthetic_note`
(how many rows are synthetic, and the case's own note), `bay_note` (on what the bay's results rest), `currency`, and `table_<name>`, the text of each table that the
case puts in the place of a built-in standard; `round_decimals` is `true` where values were rounded before they were classed.

While a run goes on, each complete block of scenarios stands in `OUT.h5.part-NNNN`, a result file of its own. `--resume`
goes on with those of the same case, version and fields.

| variable | dimensions | type | unit | meaning |
| --- | --- | --- | --- | --- |
)";

const std::string any_constituent = "<constituent>";

std::string_view type_name(ValueType type) {
  switch (type) {
    case ValueType::float32:
      return "float32";
    case ValueType::float64:
      return "float64";
    case ValueType::int8:
      return "int8";
    case ValueType::int32:
      return "int32";
    case ValueType::text:
      return "string";
  }
  return "";
}

std::string rows_of(const std::vector<ResultVariable>& variables) {
  std::string text;
  for (const ResultVariable& v : variables) {
    std::string meaning = v.long_name;
    const std::size_t at = meaning.find(any_constituent);
    if (at != std::string::npos) meaning.replace(at, any_constituent.size(), "the constituent");
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", v.name, fmt::join(v.dimensions, ", "), type_name(v.type),
                        v.units, meaning);
  }
  return text;
}

}  // namespace

std::string results_chapter() {
  const std::vector<OutputConstituent> any = {{any_constituent, {0}}};
  std::map<std::string, StateField> state;
  for (const char* name : {"<constituent>", "depth", "storage_<constituent>", "volume"})
    state[name].dimension = "unknown";
  state["discharge"].dimension = "face";
  return std::string(introduction) + std::string(attributes) + rows_of(fixed_variables("seconds since the start")) +
         rows_of(target_variables(any)) + rows_of(run_variables(any, FieldOutput::full)) +
         rows_of(state_variables(state)) + rows_of(bay_variables({any_constituent}));
}

}  // namespace bailang
