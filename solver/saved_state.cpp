#include "solver/saved_state.hpp"

#include "solver/result.hpp"
#include "solver/storage_zones.hpp"
#include "solver/transport.hpp"

namespace bailang {
namespace {

/// Values of one lane out of an array [item, width].
void append_lane(const LaneArray& values, std::size_t width, std::size_t lane, StateField& field) {
  for (std::size_t i = 0; i < values.size() / width; ++i) field.values.push_back(values[i * width + lane]);
}

void put_lane(const SavedState& state, const std::string& field, std::size_t width, std::size_t lane,
              LaneArray& array) {
  const auto found = state.find(field);
  if (found == state.end()) return;
  const std::vector<double>& values = found->second;
  for (std::size_t i = 0; i < values.size(); ++i) array[i * width + lane] = values[i];
}

/// Discharge and velocity of the levels' links, by the faces that stand for them.
void save_levels(const HydraulicCase& model, const LevelFlow& levels, std::size_t lane, BlockResult& result) {
  const LaneLevels& now = levels.lanes[lane];
  for (std::size_t f = 0; f < model.grid.faces.size(); ++f) {
    const int link = levels.network.link_of_face[f];
    result.state["level_flow"].values.push_back(link >= 0 ? now.flow[link] : 0.0);
    result.state["level_velocity"].values.push_back(link >= 0 ? now.velocity[link] : 0.0);
  }
}

void load_levels(const SavedState& state, std::size_t lane, LevelFlow& levels) {
  const auto flow = state.find("level_flow"), velocity = state.find("level_velocity");
  if (flow == state.end() || velocity == state.end() || levels.lanes.empty()) return;
  LaneLevels& now = levels.lanes[lane];
  for (std::size_t f = 0; f < levels.network.link_of_face.size(); ++f) {
    const int link = levels.network.link_of_face[f];
    if (link < 0) continue;
    now.flow[link] = flow->second[f];
    now.velocity[link] = velocity->second[f];
  }
}

}  // namespace

void save_state(const HydraulicCase& model, const Hydraulics& water, const Transport& transport,
                const StorageZones& zones, int scenarios, BlockResult& result) {
  const std::size_t w = water.width, lanes = transport.lanes;
  result.shape.has_state = true;
  for (const char* face_field : {"discharge", "level_flow", "level_velocity"}) {
    const bool has = face_field == std::string("discharge") || !water.levels.lanes.empty();
    if (has) result.state[face_field].dimension = "face";
  }
  for (int l = 0; l < scenarios; ++l) {
    const std::size_t own = w == 1 ? 0 : l;
    append_lane(water.volume_new, w, own, result.state["volume"]);
    append_lane(water.depth, w, own, result.state["depth"]);
    append_lane(water.discharge, w, own, result.state["discharge"]);
    if (!water.levels.lanes.empty()) save_levels(model, water.levels, own, result);
    for (std::size_t c = 0; c < transport.c.size(); ++c) {
      const std::string& name = model.network.constituents[c];
      append_lane(transport.c[c], lanes, l, result.state[name]);
      if (!zones.is_active()) continue;
      std::vector<double>& stored = result.state["storage_" + name].values;
      const std::size_t begin = stored.size();
      stored.resize(begin + static_cast<std::size_t>(model.grid.size()), 0.0);
      for (std::size_t z = 0; z < zones.cell.size(); ++z) stored[begin + zones.cell[z]] = zones.c[c][z * lanes + l];
    }
  }
  for (auto& [name, field] : result.state) {
    if (field.dimension.empty()) field.dimension = "unknown";
  }
}

void load_water(const HydraulicCase&, const BlockInputs& inputs, Hydraulics& water) {
  const std::size_t w = water.width;
  for (std::size_t l = 0; l < w; ++l) {
    const SavedState* state = inputs.lanes[l]->start;
    if (state == nullptr) continue;
    put_lane(*state, "volume", w, l, water.volume_new);
    put_lane(*state, "depth", w, l, water.depth);
    put_lane(*state, "discharge", w, l, water.discharge);
    load_levels(*state, l, water.levels);
  }
  water.volume_old = water.volume_new;
}

void load_concentration(const HydraulicCase& model, const BlockInputs& inputs, int constituent, Transport& transport,
                        StorageZones& zones) {
  const std::string& name = model.network.constituents[constituent];
  const std::size_t lanes = transport.lanes;
  for (std::size_t l = 0; l < lanes; ++l) {
    const SavedState* state = inputs.lanes[l]->start;
    if (state == nullptr) continue;
    put_lane(*state, name, lanes, l, transport.c[constituent]);
    const auto stored = state->find("storage_" + name);
    if (stored == state->end()) continue;
    for (std::size_t z = 0; z < zones.cell.size(); ++z) {
      zones.c[constituent][z * lanes + l] = stored->second[zones.cell[z]];
    }
  }
}

}  // namespace bailang
