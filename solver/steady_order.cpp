#include "solver/steady_order.hpp"

#include <algorithm>

namespace bailang {
namespace {

class Search {
public:
  explicit Search(const std::vector<std::vector<Inlet>>& inlets)
      : inlets_(inlets), number_(inlets.size(), -1), lowest_(inlets.size(), -1), waits_(inlets.size(), 0) {}

  std::vector<std::vector<int>> run() {
    for (std::size_t i = 0; i < inlets_.size(); ++i) {
      if (number_[i] < 0) visit_from(static_cast<int>(i));
    }
    return sets_;
  }

private:
  struct Visit {
    int unknown;
    std::size_t next = 0;
  };

  void enter(int i) {
    number_[i] = lowest_[i] = count_++;
    waiting_.push_back(i);
    waits_[i] = 1;
    path_.push_back({i});
  }

  /// Depth first against the flow, with a path of its own: rivers are longer than a call stack.
  void visit_from(int start) {
    enter(start);
    while (!path_.empty()) {
      Visit& at = path_.back();
      const int i = at.unknown;
      if (at.next < inlets_[i].size()) {
        const int from = inlets_[i][at.next++].from;
        if (number_[from] < 0)
          enter(from);
        else if (waits_[from])
          lowest_[i] = std::min(lowest_[i], number_[from]);
        continue;
      }
      path_.pop_back();
      if (!path_.empty()) lowest_[path_.back().unknown] = std::min(lowest_[path_.back().unknown], lowest_[i]);
      if (lowest_[i] == number_[i]) close_set(i);
    }
  }

  void close_set(int first) {
    std::vector<int> set;
    for (int i = -1; i != first;) {
      i = waiting_.back();
      waiting_.pop_back();
      waits_[i] = 0;
      set.push_back(i);
    }
    std::sort(set.begin(), set.end());
    sets_.push_back(set);
  }

  const std::vector<std::vector<Inlet>>& inlets_;
  std::vector<int> number_, lowest_;
  std::vector<char> waits_;
  std::vector<int> waiting_;
  std::vector<Visit> path_;
  std::vector<std::vector<int>> sets_;
  int count_ = 0;
};

}  // namespace

std::vector<std::vector<int>> downstream_sets(const std::vector<std::vector<Inlet>>& inlets) {
  return Search(inlets).run();
}

}  // namespace bailang
