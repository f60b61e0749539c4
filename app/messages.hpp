#pragma once

#include "core/diagnostics.hpp"

/// What the program says to the person at the terminal. Messages go to standard error, results to standard output.
namespace bailang {

/// Sends spdlog's messages to standard error as plain lines; with `quiet` warnings and errors only.
void set_up_messages(bool quiet);

/// Faults and warnings of the input on standard error, in colour on a terminal.
void print(const Diagnostics& diagnostics);

}  // namespace bailang
