#pragma once

#include <vector>

#include "solver/face_changes.hpp"
#include "solver/ledger.hpp"
#include "solver/recorder.hpp"
#include "solver/transport.hpp"

/// The ledgers of a lane block: one a constituent, and one of water.
namespace bailang {

/// What one step of a constituent moved, and over how long.
struct MovedMass {
  int constituent = 0;
  double dt = 0.0;  ///< [s]
  const StepMass& mass;
  const StepLoads& loads;
  std::size_t sea_entries = 0;  ///< of the loads, those that the sea brought; transfers' follow
  FaceEntries faces;            ///< and after them what changes at faces
};

/// Processes of a ledger that act outside of the kinetics, -1 = not there.
struct FaceTerms {
  int weir_aeration = -1, wetland = -1, aeration = -1;
  /// The one that changes a constituent at faces.
  [[nodiscard]] int at_faces(MatrixClass::Kind kind) const {
    return kind == MatrixClass::Kind::oxygen ? weir_aeration : wetland;
  }
};
FaceTerms face_terms(const std::vector<std::string>& process_ids);

class MassLedgers {
public:
  /// @param process_ids as process_ids() lists them
  MassLedgers(const HydraulicCase& model, int scenarios, const std::vector<std::string>& process_ids);

  /// Sources, reaction and exits of a step; outlets tell the recorder as well.
  void enter(const MovedMass& moved, const SteadySources& sources, const ChangingSources& changing,
             const Transport& transport, Recorder& recorder);

  /// Water of a step. @param changing_water [coefficient lane] water of changing inflows [m3 s-1]
  void enter_water(double dt, const SteadySources& sources, const std::vector<double>& changing_water,
                   const Hydraulics& water, const Transport& transport, Recorder& recorder);

  /// Mass or water in the river at the start or the end.
  void store(Term term, int constituent, int lane, double mass) { mass_[constituent].add(term, lane, mass); }
  void store_water(Term term, const Hydraulics& water);

  /// Closed ledgers to the recorder.
  void close(Recorder& recorder) const;

  std::vector<Ledger>& mass() { return mass_; }

private:
  const HydraulicCase& model_;
  int scenarios_;
  FaceTerms terms_;
  std::vector<Ledger> mass_;
  Ledger water_;
};

}  // namespace bailang
