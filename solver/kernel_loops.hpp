#pragma once

#include "solver/kernels.hpp"
#include "solver/manning_formulas.hpp"

/// Bodies of the kernels; included once by each instruction set's source. Only raw arrays here: a library template
/// compiled for a newer instruction set must not be shared with the rest of the program.
namespace bailang::BAILANG_ISA {

template <int W>
struct Lane {
  using Vec = Lanes;
  static constexpr int chunks = W / register_lanes;
};
template <>
struct Lane<1> {
  using Vec = double;
  static constexpr int chunks = 1;
};

template <class V>
inline const V& get(const double* array, long index) {
  return reinterpret_cast<const V*>(array)[index];
}
template <class V>
inline V& put(double* array, long index) {
  return reinterpret_cast<V*>(array)[index];
}

template <class V>
inline bool any(V mask_value) {
  double sum = 0.0;
  for (int l = 0; l < register_lanes; ++l) sum += mask_value[l];
  return sum > 0.0;
}
template <>
inline bool any<double>(double mask_value) {
  return mask_value > 0.0;
}

/// Solves dx A(H) + dt Q(H) = water for H ≥ 0 by Newton's method from the last depth; each lane stops by itself.
template <class V>
inline V routed_depth(const RouteReach& r, V water, V H) {
  const V zero{};
  H = larger(H, zero + 1.0e-9);
  V moving = zero + 1.0;
  for (int iteration = 0; iteration < 60 && any<V>(moving); ++iteration) {
    const auto flow = manning_flow<V>(H, r.bottom_width, r.side_slope, r.wetted_side, r.conveyance);
    const V excess = r.cell_length * flow_area(H, r.bottom_width, r.side_slope) + r.dt * flow.discharge - water;
    const V slope = r.cell_length * (r.bottom_width + (2.0 * r.side_slope) * H) + r.dt * flow.slope;
    const V next = larger(H - excess / slope, H * 1.0e-3);
    const V change = absolute(next - H);
    H = moving > 0.0 ? next : H;
    moving = change > 1.0e-12 * H + 1.0e-15 ? moving : zero;
  }
  return H;
}

template <int W>
void route_reach(const RouteReach& r) {
  using V = typename Lane<W>::Vec;
  constexpr int N = Lane<W>::chunks;
  const V zero{};
  for (int k = 0; k < r.count; ++k) {
    const long i = r.first + static_cast<long>(k) * r.stride;
    const long face = r.first_face + k;
    for (int j = 0; j < N; ++j) {
      const V available = (get<V>(r.volume_old, i * N + j) - r.film) +
                          r.dt * (get<V>(r.discharge, face * N + j) + get<V>(r.inflow, i * N + j));
      const V taken = smaller(get<V>(r.taken, i * N + j), larger(available, zero) / r.dt);
      const V water = larger(available - r.dt * taken, zero);
      const V H = routed_depth<V>(r, water, get<V>(r.depth, i * N + j));
      const auto flow = manning_flow<V>(H, r.bottom_width, r.side_slope, r.wetted_side, r.conveyance);
      const V out = smaller(flow.discharge, water / r.dt);
      put<V>(r.taken, i * N + j) = taken;
      put<V>(r.depth, i * N + j) = H;
      put<V>(r.discharge, (face + 1) * N + j) = out;
      put<V>(r.volume_new, i * N + j) = (water - r.dt * out) + r.film;
    }
  }
}

/// E·A of each cell. Fischer, H.B. (1975), J. Environ. Eng. Div. ASCE 101(3): E = 0.011 U² B² / (H U*), U* = sqrt(g H S).
/// With U = Q/A and hydraulic depth H = A/B this is E A = 0.011 Q² B³ / (A² U*).
template <int W>
void reach_dispersion(const ReachDispersion& r) {
  using V = typename Lane<W>::Vec;
  constexpr int N = Lane<W>::chunks;
  constexpr double gravity = 9.81;
  constexpr double least_area = 1.0e-6;
  for (int k = 0; k < r.count; ++k) {
    const long i = r.first + static_cast<long>(k) * r.stride;
    const long face = r.first_face + k;
    for (int j = 0; j < N; ++j) {
      const V A = larger((get<V>(r.volume, i * N + j) - r.film) / r.cell_length, V{} + least_area);
      if (r.given >= 0.0) {
        put<V>(r.conductance, i * N + j) = r.given * A;
        continue;
      }
      const V leaves = get<V>(r.discharge, (face + 1) * N + j);
      V Q = 0.5 * (get<V>(r.discharge, face * N + j) + leaves);
      // A routed cell stores by what leaves it: one that a withdrawal empties holds no water for what enters.
      if (r.film > 0.0) Q = smaller(Q, 2.0 * leaves);
      const V B = r.bottom_width + (2.0 * r.side_slope) * get<V>(r.depth, i * N + j);
      const V U = Q / A;
      const V shear_velocity = square_root(((gravity * r.bed_slope) * A) / B);
      put<V>(r.conductance, i * N + j) = 0.011 * ((U * U) * ((B * B) * B)) / shear_velocity;
    }
  }
}

/// Flux over a face: F = Q c_face + g (c_up − c_down), written with rates that stay ≥ 0:
/// rate_down = max(Q,0) + G, rate_up = max(−Q,0) + G, G = max(g − λ max(Q,0) − (1−λ) max(−Q,0), 0),
/// central where the cell Péclet number allows it (λ = upper_share), upwind beyond (Patankar's hybrid scheme).
/// Beyond an outlet face stands the sea where `sea` says so: its concentration acts at the face itself, so λ = 1 there.
template <int W>
void face_rates(const FaceRates& r) {
  using V = typename Lane<W>::Vec;
  constexpr int N = Lane<W>::chunks;
  const V zero{};
  for (int f = 0; f < r.count; ++f) {
    const long up = r.up[f];
    const long down = r.down[f];
    const double lambda = r.upper_share[f];
    const double upper_weight = lambda == 1.0 ? 1.0 : (lambda == 0.0 ? 0.0 : 0.5);
    const double over_distance = r.conducts[f] / r.distance[f];
    for (int j = 0; j < N; ++j) {
      const V Q = get<V>(r.discharge, f * static_cast<long>(N) + j);
      const V forth = larger(Q, zero);
      const V back = larger(-Q, zero);
      V G = zero;
      if (up >= 0 && (down >= 0 || r.sea[f] > 0.0)) {
        V EA = zero;
        if (upper_weight > 0.0) EA += upper_weight * get<V>(r.conductance, up * N + j);
        if (upper_weight < 1.0) EA += (1.0 - upper_weight) * get<V>(r.conductance, down * N + j);
        const V g = EA * over_distance;
        G = larger(g - (lambda * forth + (1.0 - lambda) * back), zero);
      }
      put<V>(r.rate_down, f * static_cast<long>(N) + j) = forth + G;
      put<V>(r.rate_up, f * static_cast<long>(N) + j) = back + G;
      if (up >= 0) put<V>(r.leaving, up * N + j) += forth + G;
      if (down >= 0) put<V>(r.leaving, down * N + j) += back + G;
      if (down < 0) put<V>(r.exits, up * N + j) += forth + G;
      if (up < 0) put<V>(r.exits, down * N + j) += back + G;
      if (up < 0 || down < 0 || up >= r.tree_size || down >= r.tree_size) continue;
      const long child = up < down ? up : down;
      put<V>(r.to_parent, child * N + j) = child == up ? forth + G : back + G;
      put<V>(r.from_parent, child * N + j) = child == up ? back + G : forth + G;
    }
  }
}

/// Rows and columns towards the border, not yet divided by the diagonal. Returns the sum of what leaves for the border.
template <class V, int N>
inline V couple_border(const Factorise& s, int i, int j) {
  const int m = s.tree.border();
  V leaves{};
  for (int b = 0; b < m; ++b) {
    const long at = (static_cast<long>(i) * m + b) * N + j;
    V row = s.alpha * get<V>(s.from_border, at);
    V column = s.alpha * get<V>(s.to_border, at);
    for (int n = s.tree.child_begin[i]; n < s.tree.child_begin[i + 1]; ++n) {
      const long ch = s.tree.child[n];
      if (!s.tree.reaches_border[ch]) continue;
      const long ch_at = (ch * m + b) * N + j;
      row += (s.alpha * get<V>(s.to_parent, ch * N + j)) * get<V>(s.factors.border_row, ch_at);
      column += (s.alpha * get<V>(s.from_parent, ch * N + j)) * get<V>(s.factors.border_column, ch_at);
    }
    put<V>(s.factors.border_row, at) = row;
    put<V>(s.factors.border_column, at) = column;
    leaves += column;
  }
  return leaves;
}

/// The border's own matrix: its diagonal less what the forest gives back, then LU without pivoting (an M-matrix).
template <class V, int N>
inline void factorise_border_matrix(const Factorise& s, int j) {
  const int m = s.tree.border();
  double* D = s.factors.border_matrix;
  const auto at = [&](int b, int other) { return (static_cast<long>(b) * m + other) * N + j; };
  for (int b = 0; b < m; ++b) {
    const long i = s.tree.tree_size + b;
    const V volume = get<V>(s.volume, i * N + j);
    for (int other = 0; other < m; ++other) put<V>(D, at(b, other)) = V{};
    put<V>(D, at(b, b)) =
        s.mass * volume + s.alpha * (get<V>(s.decay, i * N + j) * volume + get<V>(s.leaving, i * N + j));
  }
  for (long i = 0; i < s.tree.tree_size; ++i) {
    if (!s.tree.reaches_border[i]) continue;
    const V diagonal = 1.0 / get<V>(s.factors.inverse_diagonal, i * N + j);
    for (int b = 0; b < m; ++b) {
      const V column = diagonal * get<V>(s.factors.border_column, (i * m + b) * N + j);
      for (int other = 0; other < m; ++other) {
        put<V>(D, at(b, other)) -= column * get<V>(s.factors.border_row, (i * m + other) * N + j);
      }
    }
  }
  for (int p = 0; p < m; ++p) {
    for (int b = p + 1; b < m; ++b) {
      const V factor = get<V>(D, at(b, p)) / get<V>(D, at(p, p));
      put<V>(D, at(b, p)) = factor;
      for (int other = p + 1; other < m; ++other) put<V>(D, at(b, other)) -= factor * get<V>(D, at(p, other));
    }
  }
}

/// What leaves an unknown and reaches no other: through withdrawals and outlets, and what else `leaving` has beyond the rates
/// to other unknowns. A difference of rounding is none.
template <class V, int N>
inline V leaving_the_network(const Factorise& s, long i, int j) {
  constexpr double rounding = 4.0e-15;
  const V leaving = get<V>(s.leaving, i * N + j);
  const V exits = get<V>(s.exits, i * N + j);
  V inside = exits + get<V>(s.to_parent, i * N + j);
  for (int n = s.tree.child_begin[i]; n < s.tree.child_begin[i + 1]; ++n) {
    inside += get<V>(s.from_parent, static_cast<long>(s.tree.child[n]) * N + j);
  }
  for (int b = 0; b < s.tree.border(); ++b) inside += get<V>(s.to_border, (i * s.tree.border() + b) * N + j);
  const V beyond = leaving - inside;
  return absolute(beyond) > rounding * leaving ? exits + beyond : exits;
}

/// Elimination along the forest (Hines, M. (1984), Int. J. Biomed. Comput. 15, 69–76): no fill but towards the border. The
/// diagonal is never formed by subtraction: it is what an unknown keeps and loses for good, `own`, and what it passes on
/// (Grassmann, W.K., Taksar, M.I., Heyman, D.P. (1985), Oper. Res. 33, 1107–1116), so that mass closes however
/// large dispersion is beside the flow.
template <int W>
void factorise(const Factorise& s) {
  using V = typename Lane<W>::Vec;
  constexpr int N = Lane<W>::chunks;
  for (int i = 0; i < s.tree.tree_size; ++i) {
    for (int j = 0; j < N; ++j) {
      const long at = static_cast<long>(i) * N + j;
      const V volume = get<V>(s.volume, at);
      V own = s.mass * volume + s.alpha * (get<V>(s.decay, at) * volume + leaving_the_network<V, N>(s, i, j));
      for (int n = s.tree.child_begin[i]; n < s.tree.child_begin[i + 1]; ++n) {
        const long ch = static_cast<long>(s.tree.child[n]) * N + j;
        own += get<V>(s.factors.own, ch) * (s.alpha * get<V>(s.from_parent, ch));
      }
      V diagonal = own + s.alpha * get<V>(s.to_parent, at);
      if (s.tree.reaches_border[i]) diagonal += couple_border<V, N>(s, i, j);
      const V inverse = 1.0 / diagonal;
      put<V>(s.factors.inverse_diagonal, at) = inverse;
      put<V>(s.factors.own, at) = own * inverse;
      put<V>(s.factors.forward, at) = (s.alpha * get<V>(s.to_parent, at)) * inverse;
      put<V>(s.factors.backward, at) = (s.alpha * get<V>(s.from_parent, at)) * inverse;
      if (!s.tree.reaches_border[i]) continue;
      for (int b = 0; b < s.tree.border(); ++b) {
        const long b_at = (static_cast<long>(i) * s.tree.border() + b) * N + j;
        put<V>(s.factors.border_row, b_at) *= inverse;
        put<V>(s.factors.border_column, b_at) *= inverse;
      }
    }
  }
  for (int j = 0; j < N && s.tree.border() > 0; ++j) factorise_border_matrix<V, N>(s, j);
}

/// How coefficients meet lanes: a scalar for all lanes of an unknown, or a vector for each chunk of them.
template <int W, bool own_flow>
struct Coefficient {
  using type = double;
  static inline double at(const double* array, long i, int) { return array[i]; }
};
template <int W>
struct Coefficient<W, true> {
  using type = typename Lane<W>::Vec;
  static inline type at(const double* array, long i, int j) { return get<type>(array, i * Lane<W>::chunks + j); }
};

template <int W, bool own_flow>
void solve_border(const LaneSweep& s) {
  using V = typename Lane<W>::Vec;
  using K = Coefficient<W, own_flow>;
  constexpr int N = Lane<W>::chunks;
  const int m = s.tree.border();
  const long first = s.tree.tree_size;
  const double* D = s.factors.border_matrix;
  for (int j = 0; j < N; ++j) {
    for (int b = 0; b < m; ++b) {
      V rest = get<V>(s.x, (first + b) * N + j);
      for (int p = 0; p < b; ++p) rest -= K::at(D, static_cast<long>(b) * m + p, j) * get<V>(s.x, (first + p) * N + j);
      put<V>(s.x, (first + b) * N + j) = rest;
    }
    for (int b = m - 1; b >= 0; --b) {
      V rest = get<V>(s.x, (first + b) * N + j);
      for (int p = b + 1; p < m; ++p)
        rest -= K::at(D, static_cast<long>(b) * m + p, j) * get<V>(s.x, (first + p) * N + j);
      put<V>(s.x, (first + b) * N + j) = rest / K::at(D, static_cast<long>(b) * m + b, j);
    }
  }
}

/// Builds the right-hand side row by row and eliminates downstream in the same pass.
template <int W, bool own_flow, class Rhs>
inline void forward(const LaneSweep& s, Rhs right_hand_side) {
  using V = typename Lane<W>::Vec;
  using K = Coefficient<W, own_flow>;
  constexpr int N = Lane<W>::chunks;
  const int m = s.tree.border();
  for (int i = s.tree.tree_size; i < s.tree.size; ++i) {
    for (int j = 0; j < N; ++j) put<V>(s.x, static_cast<long>(i) * N + j) = right_hand_side(i, j);
  }
  for (int i = 0; i < s.tree.tree_size; ++i) {
    const int begin = s.tree.child_begin[i];
    const int end = s.tree.child_begin[i + 1];
    for (int j = 0; j < N; ++j) {
      V r = right_hand_side(i, j);
      for (int n = begin; n < end; ++n) {
        const long ch = s.tree.child[n];
        r += K::at(s.factors.forward, ch, j) * get<V>(s.x, ch * N + j);
      }
      put<V>(s.x, static_cast<long>(i) * N + j) = r;
    }
    if (m == 0 || !s.tree.reaches_border[i]) continue;
    for (int b = 0; b < m; ++b) {
      for (int j = 0; j < N; ++j) {
        put<V>(s.x, static_cast<long>(s.tree.tree_size + b) * N + j) +=
            K::at(s.factors.border_column, static_cast<long>(i) * m + b, j) * get<V>(s.x, static_cast<long>(i) * N + j);
      }
    }
  }
  if (m > 0) solve_border<W, own_flow>(s);
}

template <int W, bool own_flow>
void trapezoidal(const LaneSweep& s) {
  using V = typename Lane<W>::Vec;
  using K = Coefficient<W, own_flow>;
  constexpr int N = Lane<W>::chunks;
  forward<W, own_flow>(s, [&](int i, int j) {
    const long at = static_cast<long>(i) * N + j;
    const auto turnover = s.alpha * K::at(s.decay, i, j);
    const auto weight = K::at(s.volume_old, i, j) * (1.0 - turnover) + K::at(s.volume_stage, i, j) * (1.0 + turnover);
    const V c = get<V>(s.c, at);
    V r = weight * c + s.source_weight * get<V>(s.source, at);
    if (s.changing) r += K::at(s.changing, i, j);
    if (s.mean) {
      put<V>(s.mean, at) += s.mean_weight * c;
      put<V>(s.largest, at) = larger(get<V>(s.largest, at), c);
    }
    return r;
  });
}

template <int W, bool own_flow>
void bdf2(const LaneSweep& s) {
  using V = typename Lane<W>::Vec;
  using K = Coefficient<W, own_flow>;
  constexpr int N = Lane<W>::chunks;
  V lost[N] = {};
  forward<W, own_flow>(s, [&](int i, int j) {
    const long at = static_cast<long>(i) * N + j;
    const V c = get<V>(s.c, at);
    const V stage_mass = K::at(s.volume_stage, i, j) * (get<V>(s.x, at) - c);
    const V old_mass = K::at(s.volume_old, i, j) * c;
    V r = (s.a * stage_mass - s.b * old_mass) + s.source_weight * get<V>(s.source, at);
    if (s.changing) r += K::at(s.changing, i, j);
    lost[j] += K::at(s.decay, i, j) * (s.reaction_old * old_mass + s.reaction_stage * stage_mass);
    return r;
  });
  for (int j = 0; j < N; ++j) put<V>(s.reaction, j) += lost[j];
}

template <int W, bool own_flow>
void euler(const LaneSweep& s) {
  using V = typename Lane<W>::Vec;
  using K = Coefficient<W, own_flow>;
  constexpr int N = Lane<W>::chunks;
  forward<W, own_flow>(s, [&](int i, int j) {
    const long at = static_cast<long>(i) * N + j;
    V r = K::at(s.volume_old, i, j) * get<V>(s.c, at) + s.source_weight * get<V>(s.source, at);
    if (s.changing) r += K::at(s.changing, i, j);
    return r;
  });
}

template <int W, bool own_flow>
void back_substitute(const LaneSweep& s) {
  using V = typename Lane<W>::Vec;
  using K = Coefficient<W, own_flow>;
  constexpr int N = Lane<W>::chunks;
  const int m = s.tree.border();
  V lost[N] = {};
  V lowest[N];
  V highest[N];
  for (int j = 0; j < N; ++j) {
    lowest[j] = get<V>(s.lowest, j);
    highest[j] = get<V>(s.highest, j);
  }
  const auto account = [&](int i, int j, V x) {
    lost[j] += (K::at(s.decay, i, j) * K::at(s.volume_stage, i, j)) * x;
    lowest[j] = smaller(lowest[j], x);
    highest[j] = larger(highest[j], x);
  };
  for (int i = s.tree.tree_size; i < s.tree.size; ++i) {
    for (int j = 0; j < N; ++j) account(i, j, get<V>(s.x, static_cast<long>(i) * N + j));
  }
  for (int i = s.tree.tree_size - 1; i >= 0; --i) {
    const long p = s.tree.parent[i];
    for (int j = 0; j < N; ++j) {
      const long at = static_cast<long>(i) * N + j;
      V x = K::at(s.factors.inverse_diagonal, i, j) * get<V>(s.x, at);
      if (p >= 0) x += K::at(s.factors.backward, i, j) * get<V>(s.x, p * N + j);
      if (m > 0 && s.tree.reaches_border[i]) {
        for (int b = 0; b < m; ++b) {
          x += K::at(s.factors.border_row, static_cast<long>(i) * m + b, j) *
               get<V>(s.x, static_cast<long>(s.tree.tree_size + b) * N + j);
        }
      }
      put<V>(s.x, at) = x;
      account(i, j, x);
    }
  }
  for (int j = 0; j < N; ++j) {
    put<V>(s.reaction, j) += s.reaction_stage * lost[j];
    put<V>(s.lowest, j) = lowest[j];
    put<V>(s.highest, j) = highest[j];
  }
}

template <int W>
CoefficientKernels coefficient_table() {
  return {route_reach<W>, reach_dispersion<W>, face_rates<W>, factorise<W>};
}
template <int W, bool own_flow>
SweepKernels sweep_table() {
  return {trapezoidal<W, own_flow>, bdf2<W, own_flow>, euler<W, own_flow>, back_substitute<W, own_flow>};
}

}  // namespace bailang::BAILANG_ISA
