#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/standards.hpp"

/// Payments between counties up and down a river, for the water that passes from one to the other.
namespace bailang {

/// Amount of a parameter; NaN where the table leaves it open or does not have it.
double amount_of(const std::vector<CompensationTerm>& terms, std::string_view parameter);

/// What the upstream county gets [currency] for classes at a section against a target class, one a period: an amount for
/// each class better, less an amount for each class worse (agreements between Shandong's counties of 2021; Henan and
/// Shandong with target III and the year as period). Unknown classes (a dry month) are skipped.
double class_compensation(int target_class, const std::vector<int>& classes, double better, double worse);

/// What the upstream county pays [currency] for a load above target: price × (C − S) × W; 0 where C ≤ S. A rule of this
/// program (CP30).
/// @param price [currency kg-1]  @param mean C, flow-weighted, and @param target S [g m-3]  @param water W [m3]
double load_compensation(double price, double mean, double target, double water);

/// What passes between two counties; positive = the upstream one gets.
struct CountyPayment {
  std::string upstream, downstream;
  double amount = 0.0;  ///< [currency]
};
/// Received less paid by each county, in order of first mention; the sum over all is 0. (CP32)
struct CountyNet {
  std::string county;
  double amount = 0.0;
};
std::vector<CountyNet> county_nets(const std::vector<CountyPayment>& payments);

}  // namespace bailang
