#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string>

/// How far a long piece of work has come.
namespace bailang {

/// A bar with rate and time left on a terminal, redrawn at most ten times a second; elsewhere a line at every tenth of
/// the work. May be called from several threads.
class Progress {
public:
  /// @param what  what is counted, e.g. "scenarios"
  /// @param total how many there are
  /// @param quiet say nothing
  /// @param out   where to; not owned
  Progress(std::string what, std::size_t total, bool quiet, std::FILE* out = stderr);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `done` more are finished.
  void advance(std::size_t done);

  /// The work has ended: leaves one line with the time it took.
  void finish();

private:
  using Clock = std::chrono::steady_clock;

  void draw_bar(Clock::time_point now);
  void print_line(Clock::time_point now);

  std::string what_;
  std::size_t total_;
  bool quiet_;
  std::FILE* out_;
  bool terminal_;
  std::mutex mutex_;
  Clock::time_point start_;
  Clock::time_point drawn_;
  std::size_t done_ = 0;
  std::size_t tenths_told_ = 0;
};

}  // namespace bailang
