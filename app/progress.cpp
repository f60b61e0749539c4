#include "app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bailang {
namespace {

constexpr std::size_t bar_width = 30;
constexpr std::chrono::milliseconds redraw_interval{100};

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

/// `0:42`, `12:05`, `1:02:03`
std::string clock_text(double seconds) {
  const long whole = std::lround(seconds);
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

Progress::Progress(std::string what, std::size_t total, bool quiet, std::FILE* out)
    : what_(std::move(what)),
      total_(std::max<std::size_t>(total, 1)),
      quiet_(quiet),
      out_(out),
      terminal_(isatty(fileno(out)) != 0),
      start_(Clock::now()),
      drawn_(start_ - redraw_interval) {}

void Progress::advance(std::size_t done) {
  const std::lock_guard lock(mutex_);
  done_ = std::min(done_ + done, total_);
  if (quiet_) return;
  const auto now = Clock::now();
  if (terminal_) {
    if (now - drawn_ >= redraw_interval) draw_bar(now);
  } else if (done_ * 10 / total_ > tenths_told_ && done_ < total_) {
    print_line(now);
  }
}

void Progress::finish() {
  const std::lock_guard lock(mutex_);
  if (quiet_) return;
  const double seconds = seconds_between(start_, Clock::now());
  if (terminal_) fmt::print(out_, "\r\033[K");
  fmt::print(out_, "{}: {} of {} in {:.1f} s\n", what_, done_, total_, seconds);
  std::fflush(out_);
}

void Progress::draw_bar(Clock::time_point now) {
  drawn_ = now;
  const double seconds = seconds_between(start_, now);
  const double rate = seconds > 0.0 ? static_cast<double>(done_) / seconds : 0.0;
  const std::size_t filled = done_ * bar_width / total_;
  const std::string left = rate > 0.0 ? clock_text(static_cast<double>(total_ - done_) / rate) + " left" : "";
  fmt::print(out_, "\r\033[K{} [{}{}] {:3}%  {}/{}  {:.3g}/s  {}", what_, std::string(filled, '#'),
             std::string(bar_width - filled, '.'), done_ * 100 / total_, done_, total_, rate, left);
  std::fflush(out_);
}

void Progress::print_line(Clock::time_point now) {
  tenths_told_ = done_ * 10 / total_;
  const double seconds = seconds_between(start_, now);
  const double left =
      seconds * static_cast<double>(total_ - done_) / static_cast<double>(std::max<std::size_t>(done_, 1));
  fmt::print(out_, "{}: {} of {} ({} %), {} left\n", what_, done_, total_, done_ * 100 / total_, clock_text(left));
  std::fflush(out_);
}

}  // namespace bailang
