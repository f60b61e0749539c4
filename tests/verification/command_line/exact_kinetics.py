"""Exact solutions of reacting water: linear chains by eigenvectors and matrix exponentials, single equations in closed form,
and a nonlinear system integrated by extrapolation. Rates are 1/d and times d, but where a river's own k is in 1/s."""
import math

import mpmath
import numpy

from exact import DAY, roots

NAMES = ["CBOD", "OrgN", "NH4", "NO2", "NO3", "DO"]
CONSTITUENTS = ["cod_fast", "org_n", "nh4_n", "no2_n", "no3_n", "do"]
OXYGEN = (3.43, 1.14)  # per ammonia and per nitrite oxidised


def chain(p):
    """K [1/d] and b [g/m3/d] of y' = K y + b for y = CBOD, OrgN, NH4, NO2, NO3, DO."""
    K, b = numpy.zeros((6, 6)), numpy.zeros(6)
    K[0, 0] = -(p["kd"] + p["ks"])
    K[1, 1] = -(p["khn"] + p["vs"])
    K[2, 1], K[2, 2] = p["khn"], -p["kn1"]
    K[3, 2], K[3, 3] = p["kn1"], -p["kn2"]
    K[4, 3], K[4, 4] = p["kn2"], -p["kdn"]
    K[5] = -p["kd"], 0, -OXYGEN[0] * p["kn1"], -OXYGEN[1] * p["kn2"], 0, -p["ka"]
    b[5] = p["ka"] * p["DOsat"] + p["P"] - p["R"] - p["SOD"] / p["H"]
    return K, b


def along_time(K, b, y0, times):
    """y(t) by the exponential of the matrix [K b; 0 0], 30 digits."""
    n = len(b)
    whole = mpmath.zeros(n + 1)
    for i in range(n):
        for j in range(n):
            whole[i, j] = mpmath.mpf(float(K[i][j]))
        whole[i, n] = mpmath.mpf(float(b[i]))
    start = mpmath.matrix([mpmath.mpf(float(v)) for v in y0] + [1])
    return numpy.array([[float(v) for v in (mpmath.expm(whole * float(t), method="taylor") * start)[:n]] for t in times])


def tanks(K, b, y0, theta, count):
    """Steady mixed volumes in a row: (I - K theta) y_i = y_(i-1) + b theta."""
    rows = [numpy.array(y0, float)]
    for _ in range(count):
        rows.append(numpy.linalg.solve(numpy.eye(len(b)) - K * theta, rows[-1] + b * theta))
    return numpy.array(rows)


def modes(K, y):
    """Eigenvalues [1/s], eigenvectors and coefficients of y in them."""
    values, vectors = numpy.linalg.eig(K)
    return values / DAY, vectors, numpy.linalg.solve(vectors, y)


def dispersive(K, b, y0, places, U, E, flux_inlet):
    """Steady U y' - E y'' = K y + b, bounded far downstream. y0 is the inflow's, U y0 = U y - E y' at x = 0 (flux inlet: the
    coefficient of mode j is that of y0 times U/(U - E r_j)), or else the value at x = 0."""
    steady = -numpy.linalg.solve(K, b)
    values, vectors, z = modes(K, numpy.asarray(y0) - steady)
    r = numpy.array([roots(U, E, -v)[0] for v in values])
    if flux_inlet:
        z = z * U / (U - E * r)
    return numpy.array([vectors @ (z * numpy.exp(r * x)) for x in places]) + steady


def harmonic_modes(K, amplitudes, places, U, E, omega):
    """Complex amplitudes at places for a flux inlet that swings by `amplitudes` e^(i omega t)."""
    values, vectors, z = modes(K, amplitudes)
    r = numpy.array([roots(U, E, complex(-v, omega))[0] for v in values])
    return numpy.array([vectors @ (z * U / (U - E * r) * numpy.exp(r * x)) for x in places])


def streeter_phelps(t, kd, kr, ka, L0, D0):
    """BOD over L0 and the oxygen deficit."""
    fed = kd * L0 * (t * math.exp(-ka * t) if ka == kr else (math.exp(-kr * t) - math.exp(-ka * t)) / (ka - kr))
    return L0 * math.exp(-kr * t), fed + D0 * math.exp(-ka * t)


def critical_time(kd, kr, ka, L0, D0):
    if ka == kr:
        return 1 / ka - D0 / (kd * L0)
    return math.log(ka / kr * (1 - D0 * (ka - kr) / (kd * L0))) / (ka - kr)


def monod(t, c0, vmax, K):
    return float(K * mpmath.lambertw(mpmath.mpf(c0) / K * mpmath.exp((mpmath.mpf(c0) - vmax * t) / K)).real)


def second_order(t, c0, k):
    return c0 / (1 + k * c0 * t)


def diel(t, ka, R, peak, f, saturation):
    """O'Connor and Di Toro: D' + ka D = R - peak sin(pi t/f) by day, the periodic solution; t [d] since sunrise."""
    b = math.pi / f
    part = lambda s: -peak * (ka * math.sin(b * s) - b * math.cos(b * s)) / (ka * ka + b * b)
    e1, e2 = math.exp(-ka * f), math.exp(-ka * (1 - f))
    begin = (part(f) - part(0) * e1) * e2 / (1 - e1 * e2)
    t = t % 1.0
    if t <= f:
        return saturation - (R / ka + part(t) + (begin - part(0)) * math.exp(-ka * t))
    return saturation - (R / ka + (part(f) + (begin - part(0)) * e1) * math.exp(-ka * (t - f)))


def saturation_of_oxygen(T, salinity=0.0, pressure=1.0):
    """Benson and Krause 1984 as in APHA 4500-O, mg/l; pressure in atm."""
    K = T + 273.15
    logarithm = -139.34411 + 1.575701e5 / K - 6.642308e7 / K**2 + 1.243800e10 / K**3 - 8.621949e11 / K**4
    logarithm -= salinity * (1.7674e-2 - 10.754 / K + 2140.7 / K**2)
    vapour = math.exp(11.8571 - 3840.70 / K - 216961 / K**2)
    theta = 0.000975 - 1.426e-5 * T + 6.436e-8 * T**2
    return math.exp(logarithm) * pressure * (1 - vapour / pressure) * (1 - theta * pressure) / ((1 - vapour) * (1 - theta))


def limited_rates(p, T):
    """f(y) of the chain whose oxidation, nitrification and denitrification depend on oxygen by half saturation."""
    at = lambda name, theta: p[name] * theta ** (T - 20)
    kd, khn, kn1, kn2 = at("kd", 1.047), at("khn", 1.07), at("kn1", 1.083), at("kn2", 1.083)
    kdn, ka = at("kdn", 1.045), at("ka", 1.024)
    saturation = saturation_of_oxygen(T)

    def f(y):
        L, organic, ammonia, nitrite, nitrate, oxygen = y
        oxidised = kd * oxygen / (p["Ko"] + oxygen) * L
        first = kn1 * oxygen / (p["Kno"] + oxygen) * ammonia
        second = kn2 * oxygen / (p["Kno"] + oxygen) * nitrite
        gone = kdn * p["Kd"] / (p["Kd"] + oxygen) * nitrate
        return numpy.array([-oxidised, -khn * organic, khn * organic - first, first - second, second - gone,
                            ka * (saturation - oxygen) - oxidised - OXYGEN[0] * first - OXYGEN[1] * second])

    return f


def integrate(f, y0, times, steps=16):
    """y' = f(y) by the extrapolated midpoint rule (Gragg, Bulirsch and Stoer), order 16, `steps` between two times."""
    y, rows = numpy.array(y0, float), [numpy.array(y0, float)]
    for a, b in zip(times, times[1:]):
        for _ in range(steps):
            y = _extrapolated(f, y, (b - a) / steps)
        rows.append(y)
    return numpy.array(rows)


def _extrapolated(f, y, H, count=8):
    rows = []
    for j in range(count):
        m = 2 * (j + 1)
        h = H / m
        old, new = y, y + h * f(y)
        for _ in range(1, m):
            old, new = new, old + 2 * h * f(new)
        row = [(old + new + h * f(new)) / 2]
        for i in range(1, j + 1):
            row.append(row[i - 1] + (row[i - 1] - rows[j - 1][i - 1]) / (((j + 1) / (j + 1 - i)) ** 2 - 1))
        rows.append(row)
    return rows[-1][-1]


# ---------------------------------------------------------------- reaeration, 1/d at 20 degC; wind: m/d
GRAVITY = 9.81
STREAM = {  # by velocity U, depth H, slope S, discharge Q, width B
    "oconnor_dobbins": lambda U, H, S, Q, B: 3.93 * U**0.5 * H**-1.5,
    "churchill": lambda U, H, S, Q, B: 5.026 * U * H**-1.67,
    "owens_gibbs": lambda U, H, S, Q, B: 5.32 * U**0.67 * H**-1.85,
    "tsivoglou_neal": lambda U, H, S, Q, B: (15308 if Q >= 0.4247 else 31183) * U * S,
    "thackston_dawson": lambda U, H, S, Q, B: 2.16 * math.sqrt(GRAVITY * S / H) * (1 + 9 * (U * U / (GRAVITY * H)) ** 0.125),
    "usgs_pool_riffle": lambda U, H, S, Q, B: (517 * Q**-0.242 * (U * S) ** 0.524 if Q < 0.556 else
                                               596 * Q**-0.136 * (U * S) ** 0.528),
    "usgs_channel_control": lambda U, H, S, Q, B: (88 * (U * S) ** 0.313 * H**-0.353 if Q < 0.556 else
                                                   142 * (U * S) ** 0.333 * H**-0.66 * B**-0.243),
    "langbein_durum": lambda U, H, S, Q, B: 5.13 * U * H**-1.33}


def covar(U, H, S, Q, B):
    """Covar 1976: shallow Owens-Gibbs; deep and slow O'Connor-Dobbins; deep and swift Churchill."""
    if H < 0.61:
        return STREAM["owens_gibbs"](U, H, S, Q, B)
    return STREAM["churchill" if H <= 3.45 * U**2.5 else "oconnor_dobbins"](U, H, S, Q, B)


STREAM["covar"] = covar
WIND = {"none": lambda W: 0.0, "banks_herrera": lambda W: 0.728 * math.sqrt(W) - 0.317 * W + 0.0372 * W * W,
        "wanninkhof": lambda W: 0.0986 * W**1.64}


def weir_ratio(a, b, drop, T):
    """Deficit above a fall over the deficit below it (Butts and Evans 1983); higher falls than 4.55 m count as that."""
    h = min(drop, 1 / 0.22)
    return 1 + 0.38 * a * b * h * (1 - 0.11 * h) * (1 + 0.046 * T)
