"""Periodic inlets: smooth in space and time, so the observed order is the scheme's."""
import cmath
import math

import numpy

import exact
from harness import DAY, Case, problem, table


@problem("B4", "a periodic inlet travels down a dispersive, decaying river",
         "c = Re[c_a U/(U−Er) e^{rx + iωt}], r = (U − √(U²+4E(k+iω)))/2E (flux inlet)",
         "order 2.0 ± 0.1 of the complex amplitude (size and phase), cell and step halved together")
def periodic_inlet(bench):
    sets = {"table": dict(U=0.3, E=12, A=10, k=0.4, period=21600, mean=5, amplitude=3, L=12000, periods=5,
                          places=[500.0 * i for i in range(1, 7)], cells=(50.0, 25.0, 12.5), step_over_cell=3.0),
            "daily wave, slower river": dict(U=0.12, E=20, A=25, k=0.15, period=86400, mean=12, amplitude=9, L=16000,
                                             periods=3, places=[400.0, 1200.0, 2400.0, 4000.0],
                                             cells=(100.0, 50.0, 25.0), step_over_cell=6.0)}
    p = sets["table"]
    given = table("B4_harmonic")
    own = [exact.harmonic_factor(r["x_m"], p["U"], p["E"], p["k"] / DAY, 2 * math.pi / p["period"]) for r in given]
    bench.agrees_with_table("B4 size", [p["amplitude"] * abs(f) for f in own], [r["amp_flux"] for r in given])
    turn = [cmath.exp(1j * r["phase_flux_rad"]) for r in given]
    bench.agrees_with_table("B4 phase", [(f / abs(f)).real for f in own], [t.real for t in turn], 1e-10)
    for label, p in sets.items():
        omega = 2 * math.pi / p["period"]
        wanted = p["amplitude"] * numpy.array([exact.harmonic_factor(x, p["U"], p["E"], p["k"] / DAY, omega) for x in p["places"]])
        records = 144

        def error_of(cell):
            end = p["periods"] * p["period"]
            case = Case("harmonic", ["cod", "continuity"], end, p["step_over_cell"] * cell, p["period"] / records, cell)
            case.set("kinetics", k_cod_per_day=p["k"])
            case.node("H", "headwater")
            case.node("SEA", "outlet")
            case.reach("R", "H", "SEA", p["L"], p["A"], p["E"])
            for x in p["places"]:
                case.section("R", x)
            for t in numpy.arange(0, end + 1, p["period"] // 4320):
                case.inflow("H", p["U"] * p["A"], t, cod=p["mean"] + p["amplitude"] * math.cos(omega * t))
            result = bench.run(case)
            series, time = result.series("cod")[-records - 1:-1], result.time[-records - 1:-1]
            wave = 2 / records * (series * numpy.exp(-1j * omega * time)[:, None]).sum(axis=0)
            return numpy.abs(wave - wanted).max(), wave

        extras = bench.grids(label, p["cells"], error_of, (1.9, 2.1))
        if label == "table":
            x = numpy.linspace(0, 4000, 161)
            curve = [exact.harmonic_factor(a, p["U"], p["E"], p["k"] / DAY, omega) for a in x]
            bench.draw("chainage [m]", "amplitude [mg/l], phase [rad]",
                       [("amplitude", x, [p["amplitude"] * abs(f) for f in curve], p["places"], abs(extras[0])),
                        ("phase", x, numpy.unwrap([cmath.phase(f) for f in curve]), p["places"],
                         numpy.unwrap([cmath.phase(f) for f in extras[0]]))])
