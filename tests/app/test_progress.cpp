#include "app/progress.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using bailang::Progress;

namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::string text_of(const File& file) {
  std::rewind(file.get());
  std::string text(10000, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

}  // namespace

TEST_CASE("Away from a terminal progress is a line at every tenth, and one at the end") {
  const File file{std::tmpfile()};
  Progress progress("scenarios", 100, false, file.get());
  for (int i = 0; i < 100; ++i) progress.advance(1);
  progress.finish();
  const std::string text = text_of(file);
  CHECK(std::count(text.begin(), text.end(), '\n') == 10);
  CHECK(text.substr(0, 24) == "scenarios: 10 of 100 (10");
  CHECK(text.find("scenarios: 90 of 100 (90 %), 0:00 left\n") != std::string::npos);
  CHECK(text.find("scenarios: 100 of 100 in 0.0 s\n") != std::string::npos);
}

TEST_CASE("Quiet progress says nothing") {
  const File file{std::tmpfile()};
  Progress progress("scenarios", 10, true, file.get());
  progress.advance(10);
  progress.finish();
  CHECK(text_of(file).empty());
}

TEST_CASE("Progress told from two threads counts everything once") {
  const File file{std::tmpfile()};
  Progress progress("steps", 20000, false, file.get());
  const auto work = [&] {
    for (int i = 0; i < 10000; ++i) progress.advance(1);
  };
  std::vector<std::jthread> threads;
  threads.emplace_back(work);
  threads.emplace_back(work);
  threads.clear();
  progress.finish();
  CHECK(text_of(file).find("steps: 20000 of 20000 in ") != std::string::npos);
}
