#pragma once

#include <map>
#include <string>
#include <vector>

/// The state of one lane at the end of a run, from which another run may go on.
namespace bailang {

/// Fields by name [SI]: every constituent, `volume`, `depth` [unknown], `discharge` [face], `storage_<constituent>`
/// [unknown] where there are storage zones, `level_flow`, `level_velocity` [face] where levels are solved.
using SavedState = std::map<std::string, std::vector<double>>;

struct HydraulicCase;
struct Hydraulics;
struct Transport;
struct StorageZones;
struct BlockResult;
struct BlockInputs;

/// Puts the state of the first `scenarios` lanes into a result.
void save_state(const HydraulicCase& model, const Hydraulics& water, const Transport& transport,
                const StorageZones& zones, int scenarios, BlockResult& result);

/// Water of every lane that has a start state, as far as the state names it; call after set_steady_flow. With own water each lane has its own, else all
/// have the first one's.
void load_water(const HydraulicCase& model, const BlockInputs& inputs, Hydraulics& water);

/// Concentrations of one constituent of every lane that has a start state; the zones' too.
void load_concentration(const HydraulicCase& model, const BlockInputs& inputs, int constituent, Transport& transport,
                        StorageZones& zones);

}  // namespace bailang
