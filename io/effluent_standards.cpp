#include "io/effluent_standards.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "embedded/gb18918_2002.hpp"
#include "io/csv_table.hpp"
#include "io/field_value.hpp"

namespace bailang {
namespace {

std::vector<EffluentLimit> read_limits() {
  ReadContext context;
  CsvTable table;
  const InputFile file = make_input_file("gb18918_2002.csv", std::string(embedded::gb18918_2002));
  if (!read_csv(context, file, table) || context.found.has_errors()) throw std::logic_error(format(context.found));
  const auto column = [&](std::string_view name) {
    const auto found =
        std::find_if(table.header.begin(), table.header.end(), [&](const CsvCell& cell) { return cell.text == name; });
    return static_cast<int>(found - table.header.begin());
  };
  const int standard = column("standard"), level = column("level"), constituent = column("constituent"),
            unit = column("unit"), limit = column("limit"), cold = column("limit_cold");
  std::map<std::string_view, std::set<std::string_view>> standards_of;
  for (int row = 0; row < table.rows(); ++row) {
    standards_of[table.cell(row, level).text].insert(table.cell(row, standard).text);
  }
  std::vector<EffluentLimit> limits;
  for (int row = 0; row < table.rows(); ++row) {
    const std::optional<double> value = parse_number(table.cell(row, limit).text);
    if (!value || table.cell(row, unit).text != "mg/L") continue;  // pH is a range, coliforms are counts
    std::string name(table.cell(row, level).text);
    if (standards_of[name].size() > 1) name = std::string(table.cell(row, standard).text).append(" ").append(name);
    const double limit_cold = parse_number(table.cell(row, cold).text).value_or(*value);
    limits.push_back({std::move(name), std::string(table.cell(row, constituent).text), *value, limit_cold});
  }
  return limits;
}

}  // namespace

const std::vector<EffluentLimit>& effluent_limits() {
  static const std::vector<EffluentLimit> limits = read_limits();
  return limits;
}

bool meets_effluent_limit(const std::string& level, const std::string& constituent, double value, double temperature) {
  constexpr double cold_water = 12.0;
  const auto& all = effluent_limits();
  return std::all_of(all.begin(), all.end(), [&](const EffluentLimit& l) {
    return l.level != level || l.constituent != constituent ||
           value <= (temperature <= cold_water ? l.limit_cold : l.limit);
  });
}

std::vector<std::string> effluent_levels() {
  std::vector<std::string> levels;
  for (const EffluentLimit& limit : effluent_limits()) {
    if (std::find(levels.begin(), levels.end(), limit.level) == levels.end()) levels.push_back(limit.level);
  }
  return levels;
}

}  // namespace bailang
