#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "io/result_writer.hpp"
#include "solver/result.hpp"

/// The file that a run leaves: takes blocks as they are done, keeps each in a part of its own, puts them together at the
/// end. OUT.h5 only ever appears whole.
namespace bailang {

struct ResultFileOptions {
  std::filesystem::path output;
  std::string command;                 ///< as typed, kept in the file
  bool resume = false;                 ///< keep the parts that a run of the same case left
  std::vector<std::string> scenarios;  ///< ids to be in the file, in order; empty = all of the case
};

/// Use: make one before the run starts, run what `unfinished()` lists, hand it to the runner as sink, `finish()`.
class ResultFile final : public ResultSink {
public:
  /// Checks that the output can be written; without `resume` removes parts of earlier runs, else reads which are done.
  /// The case and grid must outlive it.
  /// @param warnings hears of parts that cannot be used (broken, or of another case); they are removed
  /// @throws RunError when nothing can be written at the output's place
  ResultFile(const Case& model, const Grid& grid, const ResultShape& shape, const ResultFileOptions& options,
             Diagnostics& warnings);

  /// Indices into Case::scenarios of what still has to be run, in order.
  [[nodiscard]] const std::vector<int>& unfinished() const { return unfinished_; }
  /// Number of scenarios that earlier parts hold.
  [[nodiscard]] int finished_count() const { return static_cast<int>(order_.size() - unfinished_.size()); }

  /// Writes a block as a part. May be called from several threads. @throws RunError when it cannot be written
  void take(const BlockResult& block) override;

  /// Puts the parts together as the output, which it replaces, and removes them.
  /// @throws RunError when a scenario is missing or the output cannot be written; the parts are kept then
  void finish();

private:
  void read_finished(Diagnostics& warnings);

  std::filesystem::path output_;
  ResultContext context_;
  std::vector<std::string> order_;  // ids in the order of the output
  std::vector<int> unfinished_;
  std::mutex mutex_;  // the netCDF library takes one call at a time
};

}  // namespace bailang
