"""Three days of the Laizhou Bay case with tides and full kinetics: nothing is lost, nothing negative, the mouths reverse.

Use: dynamic_case.py BAILANG REPOSITORY
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

BAILANG, DATA = sys.argv[1], Path(sys.argv[2]) / "data"


def shortened(folder):
    """The case with its tables, three days long, without spin-up."""
    for name in ("laizhou-bay", "laizhou-bay-dynamic"):
        shutil.copytree(DATA / name, folder / name, ignore=shutil.ignore_patterns("build", "observations.csv"))
    case = folder / "laizhou-bay-dynamic"
    text = (case / "case.toml").read_text(encoding="utf-8")
    text = re.sub(r"^end = .*$", "end = 2021-01-04", text, flags=re.M)
    text = re.sub(r"^spin_up = .*$", "", text, flags=re.M)
    (case / "case.toml").write_text(text, encoding="utf-8")
    return case


def words(file, name):
    return [w.decode() if isinstance(w, bytes) else w for w in file[name][:]]


def check(file):
    constituents = [name[len("section_"):-len("_mean")] for name in file
                    if re.fullmatch(r"section_(?!flow).*(?<!month)(?<!year)_mean", name)]
    assert {"org_n", "nh4_n", "no3_n", "cod_fast", "cod_slow", "cod_inert", "do", "tracer", "age",
            "continuity"} <= set(constituents), constituents
    terms = words(file, "term")
    # The processes' own terms and the stock stand beside what enters and leaves.
    moving = [i for i, t in enumerate(terms) if t not in ("error", "initial", "final") and not t.startswith("reaction_")]
    for name in ("water", *constituents):
        ledger = file[f"balance_{name}"][0]
        through = np.abs(ledger[moving]).sum() + ledger[terms.index("initial")]
        assert abs(ledger[terms.index("error")]) <= 1e-12 * through, (name, ledger)
    for name in constituents:
        for variable in (f"section_{name}", f"cell_{name}"):
            values = file[variable][:]
            assert np.isfinite(values).all(), variable
            assert values.min() >= 0.0, (variable, values.min())
    assert np.abs(file["section_continuity_mean"][:] - 1.0).max() <= 1e-9
    assert np.abs(file["cell_continuity"][:] - 1.0).max() <= 1e-7, "stored in single precision"
    sections = words(file, "section")
    flow, stage = file["section_flow"][0], file["section_stage"][0]
    for name in ("yangkou", "mi-sea", "wei-sea", "bj-sea"):
        at = sections.index(name)
        assert flow[:, at].min() < -10.0 < 10.0 < flow[:, at].max(), name
        assert 0.5 < np.ptp(stage[1:, at]) < 2.5, (name, np.ptp(stage[1:, at]))
    for name in ("zhangjian-bridge", "liutuan-bridge", "jinkou-dam"):
        assert flow[:, sections.index(name)].min() > 0.0, name
    salt = file["section_tracer"][0]
    assert salt[-12:, sections.index("wei-sea")].max() > 15.0
    assert salt[:, sections.index("jinkou-dam")].max() == 0.0, "salt has passed a weir that stands above the tide"


with tempfile.TemporaryDirectory() as place:
    case = shortened(Path(place))
    out = Path(place) / "out.h5"
    subprocess.run([BAILANG, "run", str(case), "-o", str(out), "--fields", "full", "--quiet"], check=True)
    with h5py.File(out, "r") as result:
        check(result)
