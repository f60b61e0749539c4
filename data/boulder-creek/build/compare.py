#!/usr/bin/python3
"""Boulder Creek set beside what QUAL2Kw prints and what was observed.

usage: compare.py PROGRAM --write DOCS    runs the case, writes boulder-creek.md and boulder-creek-*.svg
       compare.py PROGRAM --check DOCS    runs them, asserts the hydraulics' digits and the conductivity, and that the page says
                                          what came out
"""
import pathlib
import subprocess
import sys
import tempfile

import h5py

sys.dont_write_bytecode = True
CASE = pathlib.Path(__file__).resolve().parents[1]
ROOT = CASE.parents[1]
sys.path[:0] = [str(pathlib.Path(__file__).parent), str(ROOT / "tests" / "verification" / "command_line")]
import make_case
import page
import qual2kw

DIGIT = 0.5e-5  # half of the last digit printed
CONDUCTIVITY = 0.5e-6


def run(program):
    """Of the case: {section: {quantity: value}}."""
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "out.h5"
        done = subprocess.run([program, "run", str(CASE), "-o", str(out), "--quiet"], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"the run ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return read(out)


def read(out):
    with h5py.File(out, "r") as file:
        names = [n.decode() for n in file["section"][()]]
        values = {c: file[f"section_{c}_mean"][0] for c in (*make_case.STATE, "travel_time", "continuity")}
        values["flow"] = file["section_flow_mean"][0]
        values["depth"] = file["section_depth"][0, -1]
    return {name: {key: float(v[i]) for key, v in values.items()} for i, name in enumerate(names)}


def make_again(faults):
    """The script makes the case's bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        make_case.make(pathlib.Path(scratch))
        for path in sorted(pathlib.Path(scratch).iterdir()):
            if not (CASE / path.name).exists() or (CASE / path.name).read_bytes() != path.read_bytes():
                faults.append(f"{path.name} differs from what build/make_case.py makes")


def hydraulics_rows(result, reaches):
    """(reach, {quantity: (ours, printed)}) of each reach; travel time summed over the reaches alone."""
    rows, travelled = [], 0.0
    for reach, printed in zip(reaches, qual2kw.printed_hydraulics()):
        top, end = (result[f"{reach['id']}-{where}"] for where in ("top", "end"))
        travelled += end["travel_time"] - top["travel_time"]
        velocity = end["flow"] / (end["depth"] * reach["width_m"])
        rows.append((reach, {"flow": (end["flow"], printed["flow"]), "depth": (end["depth"], printed["depth"]),
                             "velocity": (velocity, printed["velocity"]),
                             "travel_time_d": (travelled, printed["travel_time_d"])}))
    return rows



def main():
    program, mode, docs = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    given = qual2kw.Input()
    reaches = make_case.reaches_of(given)
    faults = []
    make_again(faults)
    plain = run(program)
    rows = hydraulics_rows(plain, reaches)
    faults += [f"{reach['id']} {name}: {ours:.7f}, printed {printed}" for reach, values in rows
              for name, (ours, printed) in values.items() if abs(ours - float(printed)) > DIGIT * 1.05]
    quality = qual2kw.printed_quality()
    for reach, printed in zip(reaches, quality):
        ours = plain[f"{reach['id']}-middle"]["tracer"]
        if abs(ours / printed["conductivity"] - 1) > CONDUCTIVITY:
            faults.append(f"{reach['id']} conductivity: {ours:.6f}, printed {printed['conductivity']:.6f}")
    faults += [f"{name}: continuity {v['continuity']}" for name, v in plain.items() if abs(v["continuity"] - 1) > 1e-12]
    import boulder_page
    text = boulder_page.text(given, reaches, rows, plain, quality)
    if mode == "--write":
        (docs / "boulder-creek.md").write_text(text, encoding="utf-8")
        boulder_page.draw(given, reaches, plain, quality, docs)
    else:
        faults += page.differences(text, (docs / "boulder-creek.md").read_text(encoding="utf-8"))
    print("\n".join(faults) or "hydraulics to the digits printed, conductivity by mixing: as QUAL2Kw")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
