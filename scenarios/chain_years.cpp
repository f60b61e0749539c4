#include "scenarios/chain_years.hpp"

#include <algorithm>

#include "scenarios/chain_run.hpp"
#include "scenarios/year_means.hpp"

namespace bailang {
namespace {

void add_share(const std::vector<double>& from, double share, std::vector<double>& to) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += share * from[i];
}

void add_share(const Streams& from, double share, Streams& to) {
  add_share(from.water, share, to.water);
  add_share(from.carrier, share, to.carrier);
  add_share(from.load, share, to.load);
}

/// A year's means, still zero, and when it begins and ends in the run [s].
struct Span {
  double begin = 0.0, end = 0.0;
  ChainYear year;
};

std::vector<Span> empty_years(const Case& model) {
  const Network& network = model.network;
  const int nc = network.constituent_count();
  const std::vector<MonthSpan> months = months_between(model.settings.time.start, model.settings.time.end);
  std::vector<Span> spans;
  for (const CalendarYear& year : years_of(months)) {
    Span span{
        months[static_cast<std::size_t>(year.first)].begin, months[static_cast<std::size_t>(year.end) - 1].end, {}};
    span.year.year = year.year;
    span.year.ledger.terms = make_streams(chain_term_count, nc);
    span.year.outfalls = make_streams(network.outfalls.size(), nc);
    span.year.diffuse = make_streams(network.reaches.size(), nc);
    spans.push_back(std::move(span));
  }
  return spans;
}

}  // namespace

std::vector<ChainYear> chain_years(const Case& model, const Scenario& scenario) {
  const ChainContext context = make_chain_context(model, scenario);
  std::vector<Span> spans = empty_years(model);
  for (const ChainInterval& interval : chain_intervals(context)) {
    const ChainState chain = run_chain(context, interval.heard);
    for (Span& span : spans) {
      const double time = std::min(interval.end, span.end) - std::max(interval.begin, span.begin);
      if (time <= 0.0) continue;
      const double share = time / (span.end - span.begin);
      add_share(chain.ledger.terms, share, span.year.ledger.terms);
      add_share(chain.outfalls, share, span.year.outfalls);
      add_share(chain.sources.diffuse_flow, share, span.year.diffuse.water);
      add_share(chain.sources.diffuse_load, share, span.year.diffuse.load);
    }
  }
  std::vector<ChainYear> years;
  for (Span& span : spans) years.push_back(std::move(span.year));
  return years;
}

}  // namespace bailang
