#pragma once

#include <string>
#include <vector>

#include "app/tables/plan_tables.hpp"

/// Tables by name.
namespace bailang {

/// Names that `--table` takes, `all` among them.
std::vector<std::string> table_names();

/// @param names of table_names()
std::vector<ReportTable> make_tables(const PlanView& view, const TableRequest& request,
                                     const std::vector<std::string>& names);

}  // namespace bailang
