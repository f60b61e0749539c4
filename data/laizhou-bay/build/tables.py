"""Reading the source tables and writing the case's tables, the same bytes each time."""

import csv
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / "sources"
CONSTITUENTS = ("cod", "nh4_n", "tn", "tp")


def read(name):
    """Rows of a source table as dictionaries of text."""
    with open(SOURCES / name, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write(directory, name, fields, rows):
    """One header row, LF line ends, columns in the order of `fields`; missing values stay empty."""
    with open(directory / name, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fields, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def number(value, digits=6):
    """Shortest decimal text with at most `digits` significant digits, never in exponent form."""
    text = f"{float(value):.{digits}g}"
    if "e" in text or "E" in text:
        text = f"{float(text):.15f}".rstrip("0").rstrip(".") if abs(float(value)) < 1 else str(int(float(text)))
    return text


def distance_m(a, b):
    """Distance of two points (lon, lat) near 36.6 degrees north [m]."""
    x = (a[0] - b[0]) * 111320.0 * 0.8028
    y = (a[1] - b[1]) * 110950.0
    return (x * x + y * y) ** 0.5
