#include "core/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace bailang {

void Diagnostics::error(SourcePlace place, std::string message, std::string hint, std::string source_line) {
  entries_.push_back({Severity::error, std::move(place), std::move(message), std::move(source_line), std::move(hint)});
  ++error_count_;
}

void Diagnostics::warning(SourcePlace place, std::string message, std::string hint, std::string source_line) {
  entries_.push_back(
      {Severity::warning, std::move(place), std::move(message), std::move(source_line), std::move(hint)});
}

void Diagnostics::append(const Diagnostics& other) {
  entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
  error_count_ += other.error_count_;
}

InputError::InputError(Diagnostics diagnostics)
    : std::runtime_error(format(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace bailang
