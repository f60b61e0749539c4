"""Laizhou Bay as boxes stands where its documents say: exchange time, base share of good water, level and sources of nitrogen.

Use: laizhou_bay_boxes.py PROGRAM REPOSITORY     (needs h5py)
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

program, repository = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    out = Path(folder) / "out.h5"
    subprocess.run([program, "run", Path(repository) / "data/laizhou-bay", "-o", out, "--only", "baseline", "--quiet",
                    "--fields", "none"], check=True, stdout=subprocess.DEVNULL)
    with h5py.File(out) as file:
        boxes = [b.decode() for b in file["bay_box"][:]]
        area = file["bay_box_area"][:]
        terms = dict(zip((t.decode() for t in file["bay_term"][:]), file["bay_balance_din"][0]))
        din = file["bay_din"][0, 1:].mean(axis=0)

        # doi:10.3389/fmars.2024.1459482: 82 d in 2023.
        half = float(file["bay_half_exchange_time"][()])
        assert abs(half - 82.0) < 0.1, half
        # The plan's base, 41.3 %: what the loss was set to.
        good = float(file["bay_good_share"][0, 0])
        assert abs(good - 0.413) < 0.0005, good
        # doi:10.12111/j.mes.20200156 (2018): mean of stations 0.339 mg/l, highest off the Xiaoqing and the Yellow River.
        mean = float((din * area).sum() / area.sum())
        assert 0.28 < mean < 0.38, mean
        assert {boxes[i] for i in np.argsort(din)[-2:]} == {"west", "southwest"}, dict(zip(boxes, din))
        # The plan: over 80 % comes from land.
        land = terms["rivers"] + terms["other_sources"]
        assert land / (land + terms["atmosphere"] + terms["bed"]) > 0.8, terms
        through = 0.5 * sum(abs(v) for k, v in terms.items() if k != "error")
        assert abs(terms["error"]) <= 1e-12 * through, terms
        assert abs(file["bay_continuity"][:] - 1.0).max() < 1e-11
