#include "io/result_bay.hpp"

#include "core/constituents.hpp"
#include "core/units.hpp"
#include "scenarios/bay_assessment.hpp"
#include "solver/bay_times.hpp"

namespace bailang {
namespace {

std::string long_name_of(const std::string& constituent) {
  const ConstituentInfo* info = find_constituent(constituent);
  return info == nullptr ? constituent : std::string(info->long_name);
}

void add_boxes(std::vector<ResultVariable>& list) {
  using enum ValueType;
  list.push_back({"bay_box", text, {"bay_box"}, "", "box of the bay", {}});
  list.push_back({"bay_box_name", text, {"bay_box"}, "", "name of the box", {}});
  list.push_back({"bay_box_name_zh", text, {"bay_box"}, "", "Chinese name of the box", {}});
  list.push_back(
      {"bay_box_lon", float64, {"bay_box"}, "degrees_east", "longitude of the box", {{"standard_name", "longitude"}}});
  list.push_back(
      {"bay_box_lat", float64, {"bay_box"}, "degrees_north", "latitude of the box", {{"standard_name", "latitude"}}});
  list.push_back({"bay_box_outline", text, {"bay_box"}, "", "POLYGON of longitude and latitude", {}});
  list.push_back({"bay_box_area", float64, {"bay_box"}, "m2", "surface of the box", {}});
  list.push_back({"bay_box_volume", float64, {"bay_box"}, "m3", "volume of the box", {}});
  list.push_back({"bay_box_spread", float64, {"bay_box"}, "1", "standard deviation of ln c within the box", {}});
}

void add_times(std::vector<ResultVariable>& list) {
  using enum ValueType;
  const TextAttributes basis = {{"comment", "by exchange and residual flow alone, without the rivers' water"}};
  list.push_back({"bay_turnover_time", float64, {"bay_box"}, "d", "volume over the water that leaves the box", basis});
  list.push_back({"bay_residence_time",
                  float64,
                  {"bay_box"},
                  "d",
                  "mean time until water that is in the box, a river's that enters there too, is in the open sea",
                  basis});
  list.push_back({"bay_mean_residence_time", float64, {}, "d", "the same of the whole bay's water", basis});
  list.push_back({"bay_half_exchange_time",
                  float64,
                  {},
                  "d",
                  "time until half of a tracer that filled the bay evenly is in the open sea",
                  basis});
  list.push_back({"bay_e_folding_time", float64, {}, "d", "time until 1/e of it is left in the bay", basis});
}

std::vector<double> in_days(std::vector<double> seconds) {
  for (double& value : seconds) value /= units::seconds_per_day;
  return seconds;
}

template <typename Value, typename Function>
std::vector<Value> of_boxes(const Bay& bay, Function value_of) {
  std::vector<Value> values;
  for (const BayBox& box : bay.boxes) values.push_back(static_cast<Value>(value_of(box)));
  return values;
}

void put_boxes(NetcdfFile& file, const Bay& bay) {
  using Text = std::string;
  file.put("bay_box", of_boxes<Text>(bay, [](auto& b) { return b.id; }));
  file.put("bay_box_name", of_boxes<Text>(bay, [](auto& b) { return b.name; }));
  file.put("bay_box_name_zh", of_boxes<Text>(bay, [](auto& b) { return b.name_zh; }));
  file.put("bay_box_outline", of_boxes<Text>(bay, [](auto& b) { return b.outline; }));
  file.put("bay_box_lon", of_boxes<double>(bay, [](auto& b) { return b.place.lon; }));
  file.put("bay_box_lat", of_boxes<double>(bay, [](auto& b) { return b.place.lat; }));
  file.put("bay_box_area", of_boxes<double>(bay, [](auto& b) { return b.area; }));
  file.put("bay_box_volume", of_boxes<double>(bay, [](auto& b) { return b.volume; }));
  file.put("bay_box_spread", of_boxes<double>(bay, [](auto& b) { return b.spread; }));
  file.put("bay_term", std::vector<Text>(bay_term_names.begin(), bay_term_names.end()));
  const BayTimes times = bay_times(bay);
  file.put("bay_turnover_time", in_days(times.turnover));
  file.put("bay_residence_time", in_days(times.residence));
  file.put("bay_mean_residence_time", in_days({times.mean_residence}));
  file.put("bay_half_exchange_time", in_days({times.half_exchange}));
  file.put("bay_e_folding_time", in_days({times.e_folding}));
}

void add_assessment(std::vector<ResultVariable>& list, const std::vector<std::string>& constituents) {
  using enum ValueType;
  list.push_back(
      {"bay_surveys",
       int8,
       {"year"},
       "",
       "survey seasons (May, August, October with November) that the run holds of the year; 0: values of the "
       "year are means of all its records",
       {}});
  for (const std::string& c : constituents) {
    list.push_back({"bay_" + c + "_survey_mean",
                    float64,
                    {"scenario", "year", "bay_box"},
                    amount_units(c).concentration,
                    long_name_of(c) + " in the boxes of the bay, mean of the year's surveys",
                    {{"cell_methods", "year: mean"}}});
  }
  list.push_back({"bay_class_year",
                  int8,
                  {"scenario", "year", "bay_box"},
                  "",
                  "class by GB 3097-1997 from the mean of the year's surveys, worst of inorganic nitrogen, COD and "
                  "phosphate as far as they are simulated",
                  {{"flag_meanings", "unknown I II III IV worse_than_IV"}},
                  {-1, 1, 2, 3, 4, 5}});
  list.push_back({"bay_class_share",
                  float64,
                  {"scenario", "year", "sea_class"},
                  "1",
                  "share of the assessed area in classes I to IV and worse, mean of the year's surveys",
                  {}});
  list.push_back({"bay_good_share", float64, {"scenario", "year"}, "1", "share in classes I and II of the same", {}});
}

/// Part [lane, inner] of an array [lane, constituent, inner].
std::vector<double> part_of(const std::vector<double>& source, std::size_t constituents, std::size_t constituent,
                            std::size_t inner, double factor) {
  std::vector<double> values;
  for (std::size_t at = constituent * inner; at < source.size(); at += constituents * inner) {
    for (std::size_t i = 0; i < inner; ++i) values.push_back(source[at + i] * factor);
  }
  return values;
}

std::vector<std::string> names_of(const Bay& bay) {
  std::vector<std::string> names;
  for (const BayConstituent& c : bay.constituents) names.push_back(c.name);
  return names;
}

/// Classes and shares of every lane and year.
void put_years(NetcdfFile& file, const ResultContext& context, const BayResult& result) {
  const Case& model = *context.model;
  const std::size_t boxes = model.bay.boxes.size(), constituents = model.bay.constituents.size();
  const std::size_t lane_size = constituents * static_cast<std::size_t>(context.shape.times) * boxes;
  std::vector<std::vector<double>> means(constituents);
  std::vector<std::int8_t> surveys, classes;
  std::vector<double> shares, good;
  for (std::size_t at = 0; at < result.concentration.size(); at += lane_size) {
    const auto from = result.concentration.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<double> lane(from, from + static_cast<std::ptrdiff_t>(lane_size));
    surveys.clear();
    for (const BayYear& year : assess_bay(model.bay, model.settings.time, model.standards.sea, lane)) {
      surveys.push_back(static_cast<std::int8_t>(year.surveys));
      for (std::size_t k = 0; k < constituents; ++k)
        means[k].insert(means[k].end(), year.mean.data() + k * boxes, year.mean.data() + (k + 1) * boxes);
      for (const int quality_class : year.box_class) classes.push_back(static_cast<std::int8_t>(quality_class));
      shares.insert(shares.end(), year.class_share.begin(), year.class_share.end());
      good.push_back(year.good());
    }
  }
  for (std::size_t k = 0; k < constituents; ++k)
    file.put("bay_" + model.bay.constituents[k].name + "_survey_mean", means[k]);
  file.put("bay_surveys", surveys);
  file.put("bay_class_year", classes);
  file.put("bay_class_share", shares);
  file.put("bay_good_share", good);
}

}  // namespace

std::vector<ResultVariable> bay_variables(const std::vector<std::string>& constituents) {
  using enum ValueType;
  std::vector<ResultVariable> list;
  add_boxes(list);
  add_times(list);
  list.push_back({"bay_term", text, {"bay_term"}, "", "term of the bay's ledgers", {}});
  for (const std::string& c : constituents) {
    list.push_back({"bay_" + c,
                    float64,
                    {"scenario", "time", "bay_box"},
                    amount_units(c).concentration,
                    long_name_of(c) + " in the boxes of the bay",
                    {{"cell_methods", "time: point"}, {"coordinates", "bay_box_name bay_box_lon bay_box_lat"}}});
    list.push_back({"bay_balance_" + c,
                    float64,
                    {"scenario", "bay_term"},
                    amount_units(c).mass,
                    "ledger of " + long_name_of(c) + " in the bay",
                    {{"comment",
                      "what enters is positive; error = initial + rivers + other_sources + atmosphere + bed + decay + "
                      "exchange_open - final"}}});
  }
  add_assessment(list, constituents);
  return list;
}

void add_bay_dimensions(DimensionLengths& lengths, const Bay& bay) {
  if (!bay.is_there()) return;
  lengths["bay_box"] = bay.boxes.size();
  lengths["bay_term"] = bay_term_count;
  lengths["sea_class"] = sea_classes;
}

void define_bay(NetcdfFile& file, const ResultContext& context, const DimensionLengths& lengths, Storage storage) {
  const Bay& bay = context.model->bay;
  if (!bay.is_there()) return;
  define_variables(file, bay_variables(names_of(bay)), lengths, storage);
  if (!bay.note.empty()) file.put_attribute(NC_GLOBAL, "bay_note", bay.note);
}

void put_bay(NetcdfFile& file, const ResultContext& context, const BayResult& result) {
  const Bay& bay = context.model->bay;
  if (!bay.is_there()) return;
  put_boxes(file, bay);
  const std::vector<std::string> names = names_of(bay);
  const std::size_t inner = static_cast<std::size_t>(context.shape.times) * bay.boxes.size();
  for (std::size_t k = 0; k < names.size(); ++k) {
    file.put("bay_" + names[k], part_of(result.concentration, names.size(), k, inner, 1.0));
    file.put("bay_balance_" + names[k],
             part_of(result.balance, names.size(), k, bay_term_count, amount_units(names[k]).to_mass));
  }
  put_years(file, context, result);
}

}  // namespace bailang
