#include "app/messages.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

namespace bailang {

void set_up_messages(bool quiet) {
  auto logger = std::make_shared<spdlog::logger>("bailang", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%v");
  logger->set_level(quiet ? spdlog::level::warn : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void print(const Diagnostics& diagnostics) {
  const bool colour = isatty(fileno(stderr)) != 0;
  const std::string text = format(diagnostics, colour);
  std::fputs(text.c_str(), stderr);
  if (!text.empty() && text.back() != '\n') std::fputc('\n', stderr);
}

}  // namespace bailang
