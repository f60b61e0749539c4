"""Two threads give the bits of one: the rivers of Laizhou Bay for two days, every scenario, every dataset.

    same_bits.py BAILANG CASE WORK
"""

import shutil
import subprocess
import sys
from pathlib import Path

import h5py


def shorten(case, work):
    """A copy of the case that ends after two days."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(case, work, ignore=shutil.ignore_patterns("build"))
    file = work / "case.toml"
    text = file.read_text(encoding="utf-8")
    shorter = text.replace("end = 2022-01-01", "end = 2021-01-03")
    assert shorter != text, "the case has another end than this test knows"
    file.write_text(shorter, encoding="utf-8")
    return work


def differing(one, other):
    """Names of datasets whose bytes differ."""
    with h5py.File(one) as a, h5py.File(other) as b:
        assert set(a) == set(b), set(a) ^ set(b)
        assert len(a["scenario"]) > 64, "one lane block would keep the second thread idle"
        return [name for name in a if a[name][()].tobytes() != b[name][()].tobytes() and a[name].dtype.kind in "iuf"]


def main(program, case, work):
    model = shorten(Path(case), Path(work))
    results = []
    for threads in ("1", "2"):
        results.append(model / f"threads{threads}.h5")
        subprocess.run([program, "run", model, "-o", results[-1], "--threads", threads, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
    different = differing(*results)
    assert not different, f"differ between one and two threads: {different}"


if __name__ == "__main__":
    main(*sys.argv[1:])
