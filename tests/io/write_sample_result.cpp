#include "io/result_file.hpp"
#include "tests/io/hand_made_case.hpp"

/// Writes a result of a hand-made case, for readers that are not ours.
/// Use: write_sample_result OUT.h5
int main(int argc, char** argv) {
  using namespace bailang;
  if (argc != 2) return 2;
  const Case model = hand_made::small_case({"org_n", "nh4_n", "no3_n", "cod"});
  const Grid grid = make_grid(model.network, 500.0);
  const ResultShape shape = hand_made::shape_of(model, grid, FieldOutput::full);
  Diagnostics warnings;
  ResultFile file(model, grid, shape, {argv[1], "write_sample_result", false, {}}, warnings);
  file.take(hand_made::block_of(model, shape, {0, 2}));
  file.take(hand_made::block_of(model, shape, {1, 3}));
  file.finish();
  return 0;
}
