"""check_house.py finds each kind of fault in a small house that has them all, and none in one that has none."""

import tempfile
import unittest
from pathlib import Path

from check_house import house_faults


def build_house(folder, files):
    for name, text in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return house_faults(folder)


class CheckHouse(unittest.TestCase):
    def found(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            return build_house(folder, {name: text})

    def test_downward_includes_and_own_libraries_pass(self):
        text = '#include "core/units.hpp"\n#include "network/grid.hpp"\n#include <Eigen/Core>\n#include <vector>\n'
        self.assertEqual(self.found("solver/step.cpp", text), [])

    def test_an_include_that_points_up_is_found(self):
        self.assertEqual(
            self.found("core/units.cpp", '\n#include "network/grid.hpp"\n'),
            ['core/units.cpp:2: "network/grid.hpp" points up: core/ must not know network/'],
        )

    def test_an_include_beside_the_file_is_found(self):
        self.assertIn("does not begin with a room", self.found("core/a.cpp", '#include "units.hpp"\n')[0])

    def test_a_library_of_another_room_is_found(self):
        self.assertEqual(
            self.found("scenarios/a.cpp", "#include <toml++/toml.h>\n"),
            ["scenarios/a.cpp:1: <toml++/toml.h> belongs to io, not to scenarios/"],
        )

    def test_an_unknown_library_is_found(self):
        self.assertIn("no room has this library", self.found("io/a.cpp", "#include <boost/any.hpp>\n")[0])

    def test_the_solver_prints_nothing(self):
        for header in ("iostream", "fstream", "cstdio"):
            self.assertIn("prints nothing", self.found("solver/a.cpp", f"#include <{header}>\n")[0])

    def test_long_files_and_functions_are_found(self):
        self.assertIn("151 lines, at most 150", self.found("core/a.hpp", "#pragma once\n" + "//\n" * 150)[0])
        self.assertIn("401 lines, at most 400", self.found("core/a.cpp", "//\n" * 401)[0])
        body = "  x();\n"
        self.assertEqual(self.found("core/a.cpp", "int f(int a) {\n" + body * 40 + "}\n"), [])
        self.assertEqual(
            self.found("core/a.cpp", "\nint f(int a,\n      int b) {\n" + body * 40 + "}\n"),
            ["core/a.cpp:2: a function of 41 lines, at most 40"],
        )

    def test_a_header_without_guard_and_unfinished_work_are_found(self):
        self.assertIn("#pragma once", self.found("core/a.hpp", "int x;\n")[0])
        self.assertIn("unfinished", self.found("core/a.cpp", "// TO" + "DO later\n")[0])


if __name__ == "__main__":
    unittest.main()
