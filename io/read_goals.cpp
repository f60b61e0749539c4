#include "io/case_reader.hpp"

namespace bailang {

void read_goals(CaseReader& reader) {
  const auto table = open_table(reader, "goals");
  IdIndex ids{"goal"};
  for (int row = 0; table && row < table->rows(); ++row) {
    Goal goal;
    goal.id = read_id(*table, row, ids);
    const int quantity = table->choice(row, "quantity");
    if (quantity >= 0) goal.quantity = static_cast<GoalQuantity>(quantity);
    goal.value = table->number(row, "value");
    goal.constituent = table->text(row, "constituent");
    goal.unit = table->text(row, "unit");
    goal.year = static_cast<int>(table->number_or(row, "year", 0.0));
    goal.clause = table->text(row, "clause");
    goal.name = table->text(row, "name");
    goal.name_zh = table->text(row, "name_zh");
    goal.basis = table->text(row, "basis");
    if (needs_constituent(goal.quantity) && goal.constituent.empty() && quantity >= 0) {
      table->error(row, "constituent", table->name_of(row, "constituent") + " is empty; the quantity is of one",
                   "name a constituent, such as cod");
    }
    reader.model.goals.push_back(std::move(goal));
  }
}

}  // namespace bailang
