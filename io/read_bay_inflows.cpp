#include <fmt/format.h>

#include <map>

#include "io/field_value.hpp"
#include "io/read_bay.hpp"
#include "io/season_rows.hpp"

namespace bailang {
namespace {

/// Rows of another source into one box.
struct SourceRows {
  std::string id;
  int box = -1;
  double share = 1.0;
  int first_row = 0;
  SeasonRows rows;
};

/// Columns of a source: flow, then the load of each constituent that has one.
std::vector<std::string> load_columns(const Bay& bay) {
  std::vector<std::string> columns = {"flow_m3_s"};
  for (const BayConstituent& c : bay.constituents) {
    if (c.name != "continuity") columns.push_back(fill_pattern("<constituent>_t_a", c.name));
  }
  return columns;
}

void read_outlet(CaseReader& reader, TableReader& table, int row, int box) {
  OutletToBay entry{resolve(table, row, "outlet", reader.nodes), box, table.number_or(row, "share", 1.0)};
  for (const std::string_view column : {"flow_m3_s", "month", "time"}) {
    if (!table.is_filled(row, column)) continue;
    table.error(row, column, fmt::format("{} has no meaning for an outlet: the run gives its water and load", column),
                "leave it empty");
  }
  if (entry.node < 0) return;
  const Node& node = reader.model.network.nodes[static_cast<std::size_t>(entry.node)];
  if (node.kind != NodeKind::outlet) {
    table.error(row, "outlet",
                fmt::format("node {} is no outlet; rivers enter the bay at outlets only", in_quotes(node.id)));
    return;
  }
  for (const OutletToBay& other : reader.model.bay.outlets) {
    if (other.node == entry.node && other.box == box)
      table.error(row, "outlet", fmt::format("outlet {} enters this box twice", in_quotes(node.id)));
  }
  reader.model.bay.outlets.push_back(entry);
}

/// The series of a source with 0 where a load is not given; continuity is 1 in its water.
TimeSeries complete_series(const Bay& bay, TimeSeries given) {
  TimeSeries series{given.time, {}, 1 + bay.constituent_count(), given.interpolation};
  const auto value = [](double v) { return is_given(v) ? v : 0.0; };
  const auto columns = static_cast<std::size_t>(given.columns);
  for (std::size_t row = 0; row * columns < given.value.size(); ++row) {
    const double* values = given.value.data() + row * columns;
    series.value.push_back(value(values[0]));
    std::size_t next = 1;
    for (const BayConstituent& c : bay.constituents)
      series.value.push_back(value(c.name == "continuity" ? values[0] : values[next++]));
  }
  return series;
}

/// Shares of an outlet sum to 1, those of another source to at most 1.
void check_shares(CaseReader& reader, TableReader& table, const std::map<std::string, std::pair<double, int>>& sums,
                  std::string_view column) {
  for (const auto& [id, sum] : sums) {
    const bool is_outlet = column == "outlet";
    const auto [total, row] = sum;
    if (total > 1.0 + 1e-9 || (is_outlet && total < 1.0 - 1e-9)) {
      table.error(row, table.is_filled(row, "share") ? "share" : column,
                  fmt::format("shares of {} {} sum to {}; they must sum to {}1", column, in_quotes(id), total,
                              is_outlet ? "" : "at most "));
    }
  }
  if (column != "outlet" || !reader.nodes.is_complete) return;
  for (const Node& node : reader.model.network.nodes) {
    if (node.kind != NodeKind::outlet || sums.contains(node.id)) continue;
    table.header_warning("outlet",
                         fmt::format("outlet {} is not named: its water does not reach the bay", in_quotes(node.id)));
  }
}

/// Reads the rows of other sources, box by box, in the order of the table.
class Sources {
public:
  Sources(CaseReader& reader, TableReader& table)
      : reader_(reader), table_(table), columns_(load_columns(reader.model.bay)) {}

  /// @return whether the row begins the source's rows of a box
  bool add(int row, const std::string& id, int box) {
    const double share = table_.number_or(row, "share", 1.0);
    for (SourceRows& source : list_) {
      if (source.id != id || source.box != box) continue;
      if (source.share != share)
        table_.error(row, "share", fmt::format("the share of {} in a box is one for all its rows", in_quotes(id)));
      source.rows.add(reader_, table_, row);
      return false;
    }
    const std::vector<std::string_view> names(columns_.begin(), columns_.end());
    list_.push_back({id, box, share, row, SeasonRows(names, row)});
    list_.back().rows.add(reader_, table_, row);
    return true;
  }

  void take() {
    Bay& bay = reader_.model.bay;
    for (SourceRows& source : list_) {
      TimeSeries series = source.rows.take(reader_, table_);
      if (series.value.empty() || source.box < 0) continue;
      bay.sources.push_back({source.id, source.box, source.share, complete_series(bay, std::move(series))});
    }
  }

private:
  CaseReader& reader_;
  TableReader& table_;
  std::vector<std::string> columns_;
  std::vector<SourceRows> list_;
};

}  // namespace

void read_bay_inflows(CaseReader& reader, const IdIndex& ids, const std::vector<int>& box_of) {
  const auto table = open_table(reader, "bay_inflows");
  if (!table) return;
  Sources sources(reader, *table);
  std::map<std::string, std::pair<double, int>> outlet_shares, source_shares;
  for (int row = 0; row < table->rows(); ++row) {
    const int id = resolve(*table, row, "box", ids);
    const int box = id < 0 ? -1 : box_of[static_cast<std::size_t>(id)];
    if (id >= 0 && box < 0) {
      table->error(
          row, "box",
          fmt::format("box is the open sea {}; it must be a box", in_quotes(ids.ids[static_cast<std::size_t>(id)])));
    }
    const std::string outlet = table->text(row, "outlet"), inflow = table->text(row, "inflow");
    if (outlet.empty() == inflow.empty()) {
      table->error(
          row, "outlet",
          fmt::format("a row names an outlet or another inflow, but names {}", outlet.empty() ? "none" : "both"));
      continue;
    }
    bool is_new = true;
    outlet.empty() ? static_cast<void>(is_new = sources.add(row, inflow, box)) : read_outlet(reader, *table, row, box);
    auto& sum = (outlet.empty() ? source_shares[inflow] : outlet_shares[outlet]);
    if (is_new) sum.first += table->number_or(row, "share", 1.0);
    sum.second = row;
  }
  sources.take();
  check_shares(reader, *table, outlet_shares, "outlet");
  check_shares(reader, *table, source_shares, "inflow");
}

}  // namespace bailang
