"""Keeps the house in order: includes point down, each room uses its own libraries, files stay small.

    check_house.py ROOT      prints every fault as file:line: and exits with 1 when there is one
"""

import re
import sys
from pathlib import Path

ROOMS = ["core", "network", "solver", "scenarios", "io", "app"]  # from the ground up

# Libraries by the folder or name that an include begins with, and the rooms that may use them.
LIBRARIES = {
    "fmt/": ROOMS,
    "Eigen/": ["network", "solver", "scenarios"],
    "omp.h": ["solver", "scenarios"],
    "muParser": ["solver"],
    "toml++/": ["io"],
    "hdf5": ["io"],
    "H5": ["io"],
    "netcdf": ["io"],
    "nlohmann/": ["io", "app"],
    "openssl/": ["io"],
    "CLI/": ["app"],
    "spdlog/": ["app"],
}
OPERATING_SYSTEM = {"unistd.h": ["io", "app"], "sys/": ["io", "app"], "fcntl.h": ["io", "app"]}

# The solver opens no file and prints nothing.
SILENT_ROOMS = ["network", "solver"]
SPEAKING_HEADERS = {"iostream", "fstream", "ostream", "istream", "sstream", "cstdio", "stdio.h", "filesystem"}

LONGEST = {".hpp": 150, ".cpp": 400}
LONGEST_FUNCTION = 40
LONGER_WITH_REASON = Path(__file__).with_name("longer_files.txt")

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
UNFINISHED = re.compile(r"\b(TO-?DO|FIX-?ME|XX-?X)\b")  # words of work left open, with or without a hyphen


def room_of(path, root):
    return path.relative_to(root).parts[0]


def include_fault(room, bracket, name):
    """Why `room` must not include `name`; None when it may."""
    if bracket == '"':
        target = name.split("/")[0]
        if target == "embedded":
            return None
        if target not in ROOMS:
            return f'"{name}" does not begin with a room; includes start at the root of the repository'
        if ROOMS.index(target) > ROOMS.index(room):
            return f'"{name}" points up: {room}/ must not know {target}/'
        return None
    if room in SILENT_ROOMS and name in SPEAKING_HEADERS:
        return f"<{name}>: {room}/ opens no file and prints nothing"
    for known, rooms in {**LIBRARIES, **OPERATING_SYSTEM}.items():
        if name.startswith(known):
            return None if room in rooms else f"<{name}> belongs to {', '.join(rooms)}, not to {room}/"
    if "/" in name:
        return f"<{name}>: no room has this library"
    return None


def long_functions(lines, limit):
    """(line, length) of every function over `limit` lines, by the layout that clang-format gives: a definition begins in
    the first column and its closing brace stands alone there."""
    begin = None
    for number, line in enumerate(lines, 1):
        if line[:1] not in (" ", "", "}", "#", "/") and not line.startswith(("namespace", "extern")):
            if begin is None or not lines[begin - 1].rstrip().endswith((",", "(")):
                begin = number
        if line == "}" and begin is not None:
            body = number - begin - 1
            if body > limit and "(" in "".join(lines[begin - 1 : begin + 3]):
                yield begin, body
            begin = None


def reasons(root):
    """Files that may be longer, and files whose functions may be, each with its reason: `path: limit: reason` and
    `path(): limit: reason`."""
    table = {}
    for line in LONGER_WITH_REASON.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            path, limit, reason = (part.strip() for part in line.split(":", 2))
            assert reason, f"{path} needs a reason"
            table[path] = int(limit)
    return table


def file_faults(path, root, longer):
    room = room_of(path, root)
    name = path.relative_to(root).as_posix()
    lines = path.read_text(encoding="utf-8").splitlines()
    limit = longer.get(name, LONGEST[path.suffix])
    if len(lines) > limit:
        yield 1, f"{len(lines)} lines, at most {limit}: divide it, or give a reason in {LONGER_WITH_REASON.name}"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield 1, "a header without #pragma once"
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        fault = include and include_fault(room, *include.groups())
        if fault:
            yield number, fault
        if UNFINISHED.search(line):
            yield number, "unfinished work is an issue, not a comment"
    limit = longer.get(f"{name}()", LONGEST_FUNCTION)
    for number, length in long_functions(lines, limit):
        yield number, f"a function of {length} lines, at most {limit}"


def house_faults(root):
    root = Path(root)
    longer = reasons(root)
    faults = []
    for room in ROOMS:
        for path in sorted([*(root / room).rglob("*.cpp"), *(root / room).rglob("*.hpp")]):
            for number, fault in file_faults(path, root, longer):
                faults.append(f"{path.relative_to(root).as_posix()}:{number}: {fault}")
    return faults


if __name__ == "__main__":
    found = house_faults(sys.argv[1])
    print("\n".join(found) or "the house is in order")
    sys.exit(1 if found else 0)
