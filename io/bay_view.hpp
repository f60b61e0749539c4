#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The bay in a result file, as tables need it.
namespace bailang {

/// What one constituent did in the bay.
struct BayConstituentView {
  std::string name;
  std::vector<double> survey_mean;  ///< [scenario × year × box] [mg/l]
  std::vector<double> balance;  ///< [scenario × term], initial and final apart as a mean over the run [t/a of 365 days]
};

struct BayView {
  std::string note;
  std::vector<std::string> scenarios, boxes, names, names_zh, terms;
  std::vector<double> area;                                           ///< [box] [km2]
  std::vector<double> residence;                                      ///< [box] [d]
  double half_exchange = 0.0, e_folding = 0.0, mean_residence = 0.0;  ///< [d]
  std::vector<int> years;
  std::vector<int> surveys;                      ///< [year] seasons that the year's values rest on, 0 = all its records
  std::vector<int> box_class;                    ///< [scenario × year × box] 1–5, −1 unknown
  std::vector<double> good_share;                ///< [scenario × year] [-]
  std::vector<double> class_share;               ///< [scenario × year × class 1–4 and worse] of the area [-]
  std::vector<BayConstituentView> constituents;  ///< without continuity

  [[nodiscard]] bool is_there() const { return !boxes.empty(); }
  [[nodiscard]] std::size_t at(std::size_t scenario, std::size_t year, std::size_t box) const {
    return (scenario * years.size() + year) * boxes.size() + box;
  }
};

/// Reads the bay of a result; without boxes when the result has none.
/// @throws RunError when the file cannot be read
BayView read_bay_view(const std::filesystem::path& path);

}  // namespace bailang
