#include "io/result_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

#include "core/version.hpp"
#include "io/gather.hpp"
#include "io/result_assessment.hpp"
#include "io/result_bay.hpp"
#include "io/result_coordinates.hpp"
#include "io/sha256.hpp"

namespace bailang {
namespace {

/// Means over the records by trapezoids; the records may be spaced unevenly at the end.
std::vector<double> record_means(const BlockResult& block, const std::vector<double>& time) {
  const auto times = static_cast<std::size_t>(block.shape.times);
  const auto sections = static_cast<std::size_t>(block.shape.sections);
  std::vector<double> means(block.scenarios.size() * sections, 0.0);
  for (std::size_t lane = 0; lane < block.scenarios.size(); ++lane) {
    const float* flow = block.section_flow.data() + lane * times * sections;
    for (std::size_t s = 0; s < sections; ++s) {
      double sum = times == 1 ? flow[s] : 0.0;
      for (std::size_t t = 1; t < times; ++t) {
        const double both = static_cast<double>(flow[(t - 1) * sections + s]) + flow[t * sections + s];
        sum += 0.5 * both * (time[t] - time[t - 1]) / (time.back() - time.front());
      }
      means[lane * sections + s] = sum;
    }
  }
  return means;
}

template <typename Value>
void put_if_there(NetcdfFile& file, const std::string& name, const std::vector<Value>& values) {
  if (!values.empty()) file.put(name, values);
}

/// Variables of the runs, but for what the block does not carry.
std::vector<ResultVariable> variables_of(const ResultContext& context, const BlockResult& block) {
  std::vector<ResultVariable> list = run_variables(context.constituents, context.shape.fields);
  const auto leave_out = [&](const std::string& name, bool is_absent) {
    if (is_absent) std::erase_if(list, [&](const ResultVariable& variable) { return variable.name == name; });
  };
  leave_out("section_depth", block.section_depth.empty());
  leave_out("section_stage", block.section_stage.empty());
  for (const OutputConstituent& c : context.constituents)
    leave_out(fallback_name(c.name), block.fallback_steps.empty());
  leave_out("cell_dispersion", block.cell_dispersion.empty());
  leave_out("cell_numerical_dispersion", block.cell_numerical_dispersion.empty());
  for (ResultVariable& variable : state_variables(block.state)) list.push_back(std::move(variable));
  return list;
}

/// Adds the dimensions that only the state has.
void add_state_dimensions(DimensionLengths& lengths, const BlockResult& block) {
  for (const auto& [name, field] : block.state) {
    const std::size_t length = field.values.size() / block.scenarios.size();
    if (!lengths.try_emplace(field.dimension, length).second && lengths.at(field.dimension) != length) {
      throw std::logic_error(fmt::format("the state's field '{}' has another length than others", name));
    }
  }
}

void put_fields(NetcdfFile& file, const BlockResult& block) {
  if (block.shape.fields != FieldOutput::none) {
    put_if_there(file, "cell_dispersion", block.cell_dispersion);
    put_if_there(file, "cell_numerical_dispersion", block.cell_numerical_dispersion);
  }
  for (const auto& [name, field] : block.state) put_if_there(file, "state_" + name, field.values);
}

void put_water(NetcdfFile& file, const BlockResult& block) {
  file.put("section_flow", block.section_flow);
  file.put("section_flow_mean", record_means(block, file.numbers("time")));
  file.put("section_dry", std::vector<std::int8_t>(block.section_dry.begin(), block.section_dry.end()));
  put_if_there(file, "section_depth", block.section_depth);
  put_if_there(file, "section_stage", block.section_stage);
  file.put("outlet_flow", block.outlet_flow);
  file.put("balance_water", block.water_balance);
}

void put_constituent(NetcdfFile& file, const OutputConstituent& c, const BlockResult& block) {
  const ResultShape& shape = block.shape;
  const std::size_t cells = product({shape.cells});
  const AmountUnits amount = amount_units(c.name);
  file.put("section_" + c.name, gather(block.section_concentration, shape, c, product({shape.times, shape.sections})));
  file.put("outlet_load_" + c.name,
           gather(block.outlet_load, shape, c, product({shape.times, shape.outlets}), amount.to_load));
  file.put("balance_" + c.name, gather(block.balance, shape, c, shape.terms.size(), amount.to_mass));
  if (c.parts.size() == 1) put_if_there(file, fallback_name(c.name), gather(block.fallback_steps, shape, c, 1));
  if (shape.fields == FieldOutput::none) return;
  file.put("cell_" + c.name + "_mean", gather(block.cell_mean, shape, c, cells));
  if (c.name == "do") put_if_there(file, "cell_do_min", block.cell_oxygen_min);
  if (c.parts.size() == 1) {
    file.put("cell_" + c.name + "_max", gather(block.cell_max, shape, c, cells));
    file.put("cell_" + c.name + "_p90", gather(block.cell_p90, shape, c, cells));
  }
  if (shape.fields != FieldOutput::full) return;
  file.put("cell_" + c.name, gather(block.cell_concentration, shape, c, product({shape.times, shape.cells})));
}

void require_shape(bool fits, const char* what) {
  if (!fits) throw std::logic_error(fmt::format("the shape of the results does not fit the case: {}", what));
}

}  // namespace

ResultContext result_context(const Case& model, const Grid& grid, const ResultShape& shape, std::string command) {
  const TimeSettings& time = model.settings.time;
  const double intervals = std::ceil(static_cast<double>(time.end - time.start) / time.output - 1e-9);
  require_shape(shape.times == static_cast<int>(intervals) + 1, "times");
  require_shape(shape.months == static_cast<int>(months_between(time.start, time.end).size()), "months");
  require_shape(shape.sections == static_cast<int>(model.network.sections.size()), "sections");
  require_shape(shape.outlets == static_cast<int>(grid.outlets.size()), "outlets");
  require_shape(shape.cells == static_cast<int>(grid.output_cells.size()), "cells");
  require_shape(!shape.terms.empty(), "terms");
  require_shape(shape.constituents == model.network.constituent_count(), "constituents");
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  ResultContext context;
  context.model = &model;
  context.grid = &grid;
  context.shape = shape;
  context.command = std::move(command);
  context.created = format_instant(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  context.standard = model.standards.surface;
  context.constituents = output_constituents(model.network.constituents);
  context.mesh = result_mesh(model.network, grid);
  return context;
}

std::string case_fingerprint(const Case& model) {
  std::vector<std::string> lines;
  for (const InputHash& input : model.inputs) lines.push_back(input.file + " " + input.sha256 + "\n");
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return sha256_hex(text);
}

std::string part_key(const Case& model, const ResultShape& shape) {
  return sha256_hex(fmt::format("{} {} {} fields {} state {}", case_fingerprint(model), program_version, program_commit,
                                static_cast<int>(shape.fields), shape.has_state));
}

std::vector<double> section_targets(const Case& model, const WaterStandard& standard, const std::string& constituent) {
  const ItemLimits* item = find_item(standard, constituent);
  const int own = constituent_index(model.network, constituent);
  std::vector<double> targets;
  for (const Section& section : model.network.sections) {
    double target = missing;
    if (item != nullptr && item->is_counted && section.target_class > 0) {
      target = limit_of_class(*item, section.target_class);
    }
    const auto index = static_cast<std::size_t>(own);
    if (own >= 0 && index < section.target.size() && is_given(section.target[index])) target = section.target[index];
    targets.push_back(target);
  }
  return targets;
}

void write_block(const std::filesystem::path& path, const ResultContext& context, const BlockResult& block,
                 const BayResult& bay, Storage storage) {
  DimensionLengths lengths = result_dimensions(context, block.scenarios.size());
  add_state_dimensions(lengths, block);
  add_bay_dimensions(lengths, context.model->bay);
  NetcdfFile file = NetcdfFile::create(path);
  put_provenance(file, context);
  define_dimensions(file, lengths);
  define_variables(file, fixed_variables(epoch_units(*context.model)), lengths, storage);
  define_variables(file, target_variables(context.constituents), lengths, storage);
  define_variables(file, variables_of(context, block), lengths, storage);
  define_bay(file, context, lengths, storage);
  put_coordinates(file, context, block.scenarios);
  put_bay(file, context, bay);
  put_water(file, block);
  put_fields(file, block);
  put_assessment(file, context, block);
  for (const OutputConstituent& c : context.constituents) put_constituent(file, c, block);
  file.close();
}

}  // namespace bailang
