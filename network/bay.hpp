#pragma once

#include <string>
#include <vector>

#include "core/time_series.hpp"
#include "network/network.hpp"

/// The bay that the rivers end in, as well-mixed boxes that exchange water with each other and with the open sea. Plain
/// values in SI units. A case without boxes has no bay.
namespace bailang {

/// A mixed volume of the bay.
struct BayBox {
  std::string id, name, name_zh;
  double area = 0.0;            ///< [m2], > 0
  double volume = 0.0;          ///< [m3], > 0
  double spread = 0.0;          ///< standard deviation of ln c within the box [-], 0 = even
  double assessed = 1.0;        ///< share of the area that counts in shares of good water [-]
  std::vector<double> initial;  ///< [bay constituent] [g m-3]; missing = the state that the first year keeps
  Point place;
  std::string outline;  ///< POLYGON of longitude and latitude, may be empty
  SourcePlace source;
};

/// The sea beyond the bay, whose strength is given.
struct OpenSea {
  std::string id, name, name_zh;
  std::vector<double> concentration;  ///< [bay constituent] [g m-3]
  SourcePlace source;
};

/// Water that two boxes, or a box and the open sea, give each other.
struct BayExchange {
  int from = -1;               ///< box
  int to = -1;                 ///< box; -1 = the open sea `sea`
  int sea = -1;                ///< open sea, with to = -1
  double exchange = 0.0;       ///< either way [m3 s-1], ≥ 0
  double residual_flow = 0.0;  ///< one way, from → to [m3 s-1]; the rivers' water is not in it
};

/// Share of an outlet's water and load that enters a box.
struct OutletToBay {
  int node = -1;  ///< outlet
  int box = -1;
  double share = 1.0;
};

/// Water and load that enter a box from elsewhere than the case's rivers. Columns of the series: flow [m3 s-1], then one
/// load [g s-1] a bay constituent.
struct BaySource {
  std::string id;
  int box = -1;
  double share = 1.0;  ///< of the series that enters this box [-]
  TimeSeries series;
};

/// One constituent of the bay and what happens to it there.
struct BayConstituent {
  std::string name;          ///< `din`, `cod_mn`, `po4_p`, `continuity`
  std::vector<double> of;    ///< [simulated constituent] g of it in one g of what rivers carry
  double decay_20 = 0.0;     ///< first-order loss at 20 °C [s-1]
  double theta = 1.0;        ///< temperature factor of the loss [-]
  double deposition = 0.0;   ///< from the air [g m-2 s-1]
  double bed_release = 0.0;  ///< from the bed [g m-2 s-1]
};

struct Bay {
  std::vector<BayConstituent> constituents;
  std::vector<BayBox> boxes;  ///< empty = no bay
  std::vector<OpenSea> seas;
  std::vector<BayExchange> exchanges;
  std::vector<OutletToBay> outlets;
  std::vector<BaySource> sources;
  std::string note;  ///< on what its results rest; printed under them

  [[nodiscard]] bool is_there() const { return !boxes.empty(); }
  [[nodiscard]] int box_count() const { return static_cast<int>(boxes.size()); }
  [[nodiscard]] int constituent_count() const { return static_cast<int>(constituents.size()); }
};

}  // namespace bailang
