#pragma once

#include <string>
#include <vector>

/// The page docs/equations.md, written from the table of processes and parameters that the solver runs.
namespace bailang {

/// Markdown text of the whole page.
std::string equations_page();

/// Sources that the page names, from the root of the repository (for the test that they exist).
std::vector<std::string> equations_files();

}  // namespace bailang
