#!/usr/bin/python3
"""Draws the rivers of a result coloured by the yearly mean of ammonia nitrogen, with the sections on and over target.

    scripts/draw_sections.py results/laizhou-bay.h5 docs/laizhou-bay.png [SCENARIO SCENARIO]

Needs the packages of `scripts/install_packages.sh figures`.
"""

import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm, ListedColormap

# Limits of classes I to V for ammonia nitrogen, GB 3838-2002 table 1 [mg/l].
LIMITS = [0.0, 0.15, 0.5, 1.0, 1.5, 2.0, 10.0]
COLOURS = ["#4575b4", "#74add1", "#66bd63", "#fee08b", "#f46d43", "#a50026"]


def text(values):
    return [value.decode() if isinstance(value, bytes) else str(value) for value in values]


def draw_scenario(axes, result, number, title, norm, colours):
    x, y = result["mesh1d_node_x"][:], result["mesh1d_node_y"][:]
    ends = result["mesh1d_edge_nodes"][:]
    mean = result["cell_nh4_n_mean"][number, :]
    lines = np.stack([np.column_stack([x[ends[:, k]], y[ends[:, k]]]) for k in (0, 1)], axis=1)
    drawn = np.isfinite(lines).all(axis=(1, 2)) & np.isfinite(mean)
    rivers = LineCollection(lines[drawn], cmap=colours, norm=norm, linewidths=2.0, capstyle="round")
    rivers.set_array(mean[drawn])
    axes.add_collection(rivers)
    met = result["meets_target"][number, :]
    lon, lat = result["section_lon"][:], result["section_lat"][:]
    for value, marker, face, label in ((1, "o", "white", "on target"), (0, "X", "black", "over target")):
        chosen = met == value
        axes.scatter(lon[chosen], lat[chosen], s=30, marker=marker, c=face, edgecolors="black", linewidths=0.8,
                     zorder=3, label=f"{label}: {chosen.sum()}")
    axes.set_title(title, fontsize=11)
    axes.set_aspect(1.0 / np.cos(np.radians(36.7)))
    axes.autoscale_view()
    axes.set_xlabel("longitude, °E")
    axes.legend(loc="lower left", fontsize=8, frameon=False)
    return rivers


def main(file, picture, wanted):
    with h5py.File(file) as result:
        ids, titles = text(result["scenario"][:]), text(result["scenario_title"][:])
        norm, colours = BoundaryNorm(LIMITS, len(COLOURS)), ListedColormap(COLOURS)
        figure, panels = plt.subplots(1, len(wanted), figsize=(5.6 * len(wanted), 5.2), sharey=True, squeeze=False,
                                      constrained_layout=True)
        for axes, scenario in zip(panels[0], wanted):
            number = ids.index(scenario)
            rivers = draw_scenario(axes, result, number, titles[number], norm, colours)
        panels[0][0].set_ylabel("latitude, °N")
        bar = figure.colorbar(rivers, ax=panels[0], shrink=0.8, spacing="uniform", ticks=LIMITS[:-1])
        bar.set_label("NH3-N, mean of the year, mg/l (class limits of GB 3838-2002)")
        figure.savefig(picture, dpi=100)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:] or ["baseline", "plan-2025"])
