#include <iostream>

#include "core/version.hpp"
#include "io/read_case.hpp"
#include "network/grid.hpp"
#include "scenarios/source_chain.hpp"

/// Reads a case, cuts its network into cells and sums its outfalls, all through the installed libraries.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  bailang::Diagnostics warnings;
  const bailang::Case model = bailang::read_case(argv[1], {}, warnings);
  const bailang::Grid grid = bailang::make_grid(model.network, model.settings.cell_length);
  const bailang::LaneSources sources = bailang::sources_at(model, model.scenarios.front(), 0.0);
  double water = 0.0;
  for (const double flow : sources.outfall_flow) water += flow;
  std::cout << bailang::program_version << ": " << grid.output_cells.size() << " cells, " << sources.outfall_flow.size()
            << " outfalls, " << water << " m3/s\n";
  return grid.output_cells.empty();
}
