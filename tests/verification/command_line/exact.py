"""Exact solutions, as formulas with parameters. Units m, s, g/m3 = mg/l, 1/s. Those of error functions and of sums that
cancel are evaluated with mpmath at 30 digits, the rest in double precision."""
import cmath
import math

import mpmath
import numpy

mpmath.mp.dps = 30
DAY = 86400.0


def roots(U, E, k):
    """Exponents of c = a e^(r1 x) + b e^(r2 x), the two solutions of U c' = E c'' - k c; r1 decays downstream."""
    s = cmath.sqrt(U * U + 4 * E * k) if isinstance(k, complex) else math.sqrt(U * U + 4 * E * k)
    return -2 * k / (U + s) if k != 0 else 0.0 * s, (U + s) / (2 * E)


# Plug flow with lateral inflow: dc/dx = (-kA c + q(c_q - c))/Q.
def plug_flow(x, Q, c, A, k, q=0.0, c_lateral=0.0):
    """Discharge and concentration a distance x downstream."""
    if q == 0.0:
        return Q, c * math.exp(-k * A * x / Q)
    end = Q + q * x
    equilibrium = q * c_lateral / (k * A + q)
    return end, equilibrium + (c - equilibrium) * (end / Q) ** (-(k * A + q) / q)


def point_load(x, W, A, U, E, k):
    """Steady load W [g/s] at x = 0 of an endless river."""
    m = math.sqrt(1 + 4 * k * E / U**2)
    return W / (U * A * m) * math.exp(U * x / (2 * E) * (1 - m if x >= 0 else 1 + m))


def closed_reach(x, L, c_in, U, E, k):
    """Steady, flux inlet U c_in = U c - E c', outlet c' = 0 (Danckwerts 1953; Wehner and Wilhelm 1956)."""
    r1, r2 = roots(U, E, k)
    # Scaled by e^(-r2 L): nothing overflows.
    end = math.exp((r1 - r2) * L)
    bottom = (U - E * r1) * r2 - (U - E * r2) * r1 * end
    return U * c_in * (r2 * math.exp(r1 * x) - r1 * math.exp(r1 * L + r2 * (x - L))) / bottom


def step_inlet(x, t, U, E, k):
    """Response to a flux inlet that starts at t = 0 with concentration 1 (van Genuchten and Alves 1982)."""
    if t <= 0:
        return 0.0
    x, t, U, E, k = (mpmath.mpf(float(v)) for v in (x, t, U, E, k))
    d = 2 * mpmath.sqrt(E * t)
    exp, erfc = mpmath.exp, mpmath.erfc
    if k == 0:
        c = (erfc((x - U * t) / d) / 2 + mpmath.sqrt(U * U * t / (mpmath.pi * E)) * exp(-((x - U * t) ** 2) / (4 * E * t))
             - (1 + U * x / E + U * U * t / E) * exp(U * x / E) * erfc((x + U * t) / d) / 2)
    else:
        u = mpmath.sqrt(U * U + 4 * k * E)
        c = (U / (U + u) * exp((U - u) * x / (2 * E)) * erfc((x - u * t) / d)
             + U / (U - u) * exp((U + u) * x / (2 * E)) * erfc((x + u * t) / d)
             + U * U / (2 * k * E) * exp(U * x / E - k * t) * erfc((x + U * t) / d))
    return float(c)


def pulse_inlet(x, t, T, U, E, k):
    return step_inlet(x, t, U, E, k) - step_inlet(x, t - T, U, E, k)


def spill(x, t, M, A, U, E, k):
    """M grams at once at x = 0 of an endless river (G. I. Taylor 1954)."""
    return M / (A * numpy.sqrt(4 * math.pi * E * t)) * numpy.exp(-((x - U * t) ** 2) / (4 * E * t) - k * t)


def spill_over(x, t, T, M, A, U, E, k):
    """The same mass released evenly over T < t: the spill's integral over the release, 40-point Gauss-Legendre."""
    at, weight = numpy.polynomial.legendre.leggauss(40)
    released = T / 2 * (at + 1)
    return float(sum(w / 2 * spill(x, t - s, M, A, U, E, k) for s, w in zip(released, weight)))


def harmonic_factor(x, U, E, k, omega):
    """Complex amplitude at x over that of a flux inlet c = c0 e^(i omega t)."""
    r = roots(U, E, complex(k, omega))[0]
    return U / (U - E * r) * cmath.exp(r * x)


# ---------------------------------------------------------------- networks, in the transform of time
class Network:
    """Reaches {name: (from, to, L, A, Q, E, k)}; c = a e^(r1 x) + b e^(r2 (x - L)) in each at the complex frequency s. One
    concentration a node, the sum of all mass fluxes is 0 there, c' = 0 at outlets. Node loads in g/s; `fixed` outlets."""

    def __init__(self, reaches, fixed=None):
        self.reaches, self.fixed = reaches, fixed or {}
        self.names = list(reaches)
        self.nodes = sorted({v[0] for v in reaches.values()} | {v[1] for v in reaches.values()})

    def solve(self, s, loads):
        names, nodes = self.names, self.nodes
        count = 2 * len(names) + len(nodes)
        matrix, right = numpy.zeros((count, count), complex), numpy.zeros(count, complex)
        column = {n: 2 * len(names) + i for i, n in enumerate(nodes)}
        r, row = {}, 0
        for i, name in enumerate(names):
            begin, end, L, A, Q, E, k = self.reaches[name]
            r[name] = roots(Q / A, E, complex(k + s))
            r1, r2 = r[name]
            matrix[row, [2 * i, 2 * i + 1, column[begin]]] = 1, cmath.exp(-r2 * L), -1
            matrix[row + 1, [2 * i, 2 * i + 1, column[end]]] = cmath.exp(r1 * L), 1, -1
            row += 2
        begins = {v[0] for v in self.reaches.values()}
        for node in nodes:
            if node in self.fixed:
                matrix[row, column[node]], right[row] = 1, self.fixed[node]
            else:
                self._node_row(matrix, row, node, node in begins, r)
                right[row] = loads.get(node, 0.0)
            row += 1
        return numpy.linalg.solve(matrix, right), r

    def _node_row(self, matrix, row, node, goes_on, r):
        for i, name in enumerate(self.names):
            begin, end, L, A, Q, E, k = self.reaches[name]
            r1, r2 = r[name]
            if begin == node:
                matrix[row, 2 * i] += Q - E * A * r1
                matrix[row, 2 * i + 1] += (Q - E * A * r2) * cmath.exp(-r2 * L)
            if end == node and goes_on:
                matrix[row, 2 * i] -= (Q - E * A * r1) * cmath.exp(r1 * L)
                matrix[row, 2 * i + 1] -= Q - E * A * r2
            if end == node and not goes_on:
                matrix[row, 2 * i] += r1 * cmath.exp(r1 * L)
                matrix[row, 2 * i + 1] += r2

    def concentrations(self, s, loads, places):
        """At places (reach, x), complex."""
        x, r = self.solve(s, loads)
        values = []
        for name, at in places:
            i, L = self.names.index(name), self.reaches[name][2]
            values.append(x[2 * i] * cmath.exp(r[name][0] * at) + x[2 * i + 1] * cmath.exp(r[name][1] * (at - L)))
        return numpy.array(values)

    def transient(self, loads_of_s, places, times, period, digits=10):
        """Inverse transform: trapezoids on the line Re s = sigma, whose aliasing is 10^-digits when the response has died
        out after `period` [s]. Returns [time, place]."""
        step, sigma = 2 * math.pi / period, math.log(10) * digits / period
        times = numpy.asarray(times, float)
        total, quiet, j, largest = numpy.zeros((len(times), len(places))), 0, 0, 0.0
        while quiet < 20:
            s = complex(sigma, j * step)
            value = self.concentrations(s, loads_of_s(s), places)
            term = (numpy.exp(1j * j * step * times)[:, None] * value[None, :]).real
            total += 0.5 * term if j == 0 else term
            largest = max(largest, numpy.abs(value).max())
            quiet = quiet + 1 if numpy.abs(value).max() < 1e-14 * largest else 0
            j += 1
        return numpy.exp(sigma * times)[:, None] * step / math.pi * total


# ---------------------------------------------------------------- tanks
def tanks_step(n, t, theta, k):
    """Tank n of equal tanks in a row, inlet 1 from t = 0: (1 + k theta)^-n P(n, (1/theta + k) t)."""
    return float((1 + mpmath.mpf(k) * theta) ** -n * mpmath.gammainc(n, 0, (1 / mpmath.mpf(theta) + k) * t, regularized=True))


def filling_tank(t, V0, q_in, q_out, c_in, c0, k):
    """Volume and concentration of a mixed volume whose water rises: V' = q_in - q_out, (V c)' = q_in c_in - q_out c - k V c."""
    d = mpmath.mpf(q_in) - q_out
    volume = lambda a: V0 + d * a
    keeps = lambda a: mpmath.exp(-k * (t - a)) * (volume(a) / volume(t)) ** (q_out / d)
    mass = V0 * c0 * keeps(0) + (mpmath.quad(lambda a: q_in * c_in * keeps(a), [0, t / 2, t]) if t > 0 else 0)
    return float(volume(t)), float(mass / volume(t))


# ---------------------------------------------------------------- channels
def section_of_depth(h, b, z):
    """Area, top width, wetted perimeter of a trapezoid."""
    return (b + z * h) * h, b + 2 * z * h, b + 2 * h * math.sqrt(1 + z * z)


def manning_flow(h, b, z, n, slope):
    area, _, wetted = section_of_depth(h, b, z)
    return area ** (5 / 3) * math.sqrt(slope) / (n * wetted ** (2 / 3))


def normal_depth(Q, b, z, n, slope):
    low, high = 0.0, 500.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if manning_flow(middle, b, z, n, slope) < Q else (low, middle)
    return (low + high) / 2


def celerity(h, b, z, n, slope):
    """Kinematic celerity dQ/dA = U (5/3 - 2/3 A/(P T) dP/dh)."""
    area, top, wetted = section_of_depth(h, b, z)
    return manning_flow(h, b, z, n, slope) / area * (5 / 3 - 2 / 3 * area * 2 * math.sqrt(1 + z * z) / (wetted * top))


def fischer(U, h, width, slope):
    """E = 0.011 U^2 W^2/(h u*), u* = sqrt(g h S) (Fischer 1975)."""
    return 0.011 * U**2 * width**2 / (h * math.sqrt(9.81 * h * slope))
