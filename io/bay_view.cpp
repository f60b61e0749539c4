#include "io/bay_view.hpp"

#include <cmath>

#include "core/constituents.hpp"
#include "core/units.hpp"
#include "io/netcdf_file.hpp"

namespace bailang {
namespace {

std::vector<int> whole_numbers(const NetcdfFile& file, const std::string& name) {
  std::vector<int> values;
  for (const double value : file.numbers(name)) values.push_back(static_cast<int>(std::lround(value)));
  return values;
}

/// Ledgers [kg] as rates over the run [t/a]; what is stored at the start and the end stays an amount [t].
std::vector<double> yearly(const std::vector<double>& balance, const std::vector<std::string>& terms, double run) {
  std::vector<double> rates;
  for (std::size_t i = 0; i < balance.size(); ++i) {
    const std::string& term = terms[i % terms.size()];
    const bool is_stock = term == "initial" || term == "final";
    rates.push_back(balance[i] / 1000.0 * (is_stock ? 1.0 : units::seconds_per_year / run));
  }
  return rates;
}

void read_constituents(const NetcdfFile& file, BayView& view) {
  const std::vector<double> time = file.numbers("time");
  const double run = time.back() - time.front();
  for (const ConstituentInfo& info : known_constituents()) {
    const std::string name(info.name);
    if (name == "continuity" || !file.has_variable("bay_balance_" + name)) continue;
    view.constituents.push_back({name, file.numbers("bay_" + name + "_survey_mean"),
                                 yearly(file.numbers("bay_balance_" + name), view.terms, run)});
  }
}

}  // namespace

BayView read_bay_view(const std::filesystem::path& path) {
  BayView view;
  const NetcdfFile file = NetcdfFile::open(path);
  if (!file.has_variable("bay_box")) return view;
  view.note = file.text_attribute(NC_GLOBAL, "bay_note");
  view.scenarios = file.texts("scenario");
  view.boxes = file.texts("bay_box");
  view.names = file.texts("bay_box_name");
  view.names_zh = file.texts("bay_box_name_zh");
  view.terms = file.texts("bay_term");
  for (const double area : file.numbers("bay_box_area")) view.area.push_back(area / units::km2(1.0));
  view.residence = file.numbers("bay_residence_time");
  view.half_exchange = file.numbers("bay_half_exchange_time").front();
  view.e_folding = file.numbers("bay_e_folding_time").front();
  view.mean_residence = file.numbers("bay_mean_residence_time").front();
  view.years = whole_numbers(file, "year");
  view.surveys = whole_numbers(file, "bay_surveys");
  view.box_class = whole_numbers(file, "bay_class_year");
  view.good_share = file.numbers("bay_good_share");
  view.class_share = file.numbers("bay_class_share");
  read_constituents(file, view);
  return view;
}

}  // namespace bailang
