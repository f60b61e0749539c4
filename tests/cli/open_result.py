"""A result opens in h5py, netCDF4, xarray, ncdump and h5dump, and its labels, units and times are right.

Use: open_result.py OUT.h5   (written by write_sample_result)
"""

import subprocess
import sys

import h5py
import netCDF4
import numpy as np
import xarray

PATH = sys.argv[1]
SCENARIOS = ["baseline", "plan", "mix-0001", "mix-0002"]
DAY = 86400.0


def value(scenario, constituent, time, place):
    """As in tests/io/hand_made_case.cpp."""
    return 1000.0 * scenario + 100.0 * constituent + 10.0 * place + 0.125 * time


def check_h5py():
    with h5py.File(PATH, "r") as file:
        ids = file["scenario"]
        assert h5py.check_string_dtype(ids.dtype).length is None, "strings must be of variable length"
        assert h5py.check_string_dtype(ids.dtype).encoding == "utf-8"
        assert list(ids.asstr()[:]) == SCENARIOS
        assert file["scenario_title"].asstr()[1] == "规划 2025"
        assert list(file["section_name_zh"].asstr()[:]) == ["上游断面", "下游断面", ""]
        data = file["section_nh4_n"]
        assert data.dtype == np.float32 and data.shape == (4, 41, 3)
        assert data.chunks is not None and data.compression == "gzip" and data.shuffle
        assert [d.label or d[0].name.strip("/") for d in data.dims] == ["scenario", "time", "section"]
        assert data.dims[1][0] == file["time"]
        assert data[3, 7, 2] == np.float32(value(3, 1, 7, 2))
        assert file["outlet_load_cod"].dtype == np.float64
        assert np.isclose(file["outlet_load_cod"][1, 9, 0], value(1, 3, 9, 0) * 86.4, rtol=1e-15)
        assert file["class"].dtype == np.int8
        assert file["outfall_synthetic"][:].tolist() == [0, 1]
        for name, item in file.items():
            assert isinstance(item, h5py.Dataset), name


def check_netcdf4():
    with netCDF4.Dataset(PATH) as file:
        for name in ["scenario", "time", "section", "outlet", "cell", "term", "month", "year"]:
            assert name in file.dimensions, name
        assert not [name for name in file.dimensions if "phony" in name]
        assert file.Conventions == "CF-1.10 UGRID-1.0"
        assert file.title == "白浪河 small case"
        assert file.case_name == "small" and len(file.case_sha256) == 64
        assert file.sha256_reaches_csv == "a" * 64 and file.sha256_case_toml == "b" * 64
        assert file.source.startswith("bailang ") and "commit" in file.source
        assert file.command == "write_sample_result" and "write_sample_result" in file.history
        assert "1 of 2 outfalls" in file.synthetic_note
        shapes = {
            "section_flow": ("m3 s-1", ("scenario", "time", "section")),
            "section_cod": ("mg l-1", ("scenario", "time", "section")),
            "section_tn": ("mg l-1", ("scenario", "time", "section")),
            "outlet_load_tn": ("kg d-1", ("scenario", "time", "outlet")),
            "outlet_flow": ("m3 s-1", ("scenario", "time", "outlet")),
            "cell_cod_mean": ("mg l-1", ("scenario", "cell")),
            "cell_cod_max": ("mg l-1", ("scenario", "cell")),
            "cell_cod_p90": ("mg l-1", ("scenario", "cell")),
            "cell_cod": ("mg l-1", ("scenario", "time", "cell")),
            "balance_cod": ("kg", ("scenario", "term")),
            "balance_water": ("m3", ("scenario", "term")),
            "target_cod": ("mg l-1", ("section",)),
        }
        for name, (units, dimensions) in shapes.items():
            assert file[name].units == units, name
            assert file[name].dimensions == dimensions, name
            assert file[name].long_name, name
        assert file["class_month"].dimensions == ("scenario", "month", "section")
        assert np.isnan(file["section_cod"]._FillValue)
        assert list(file["term"][:]) == ["initial", "headwater", "outfalls", "diffuse", "reaction", "withdrawal",
                                         "diversion", "sea", "outlet", "final", "error"]


def check_mesh():
    with netCDF4.Dataset(PATH) as file:
        mesh = file["mesh1d"]
        assert mesh.cf_role == "mesh_topology" and mesh.topology_dimension == 1
        for name in (mesh.node_coordinates + " " + mesh.edge_coordinates).split():
            assert name in file.variables, name
        edges = file[mesh.edge_node_connectivity]
        assert edges.start_index == 0 and edges.dimensions == ("cell", "two")
        assert edges[:].min() == 0 and edges[:].max() < len(file.dimensions["mesh1d_node"])
        assert (edges[-1, 0], file["cell_reach"][-1]) == (edges[-1, 1], "LAKE")
        assert file["cell_cod"].mesh == "mesh1d" and file["cell_cod"].location == "edge"
        assert np.isfinite(file["mesh1d_node_x"][:]).all()


def check_xarray():
    with xarray.open_dataset(PATH, engine="netcdf4") as data:
        assert data.time.values[0] == np.datetime64("2021-01-15T00:00:00")
        assert data.time.values[-1] == np.datetime64("2021-02-24T00:00:00")
        assert data.month.values[1] == np.datetime64("2021-02-01T00:00:00")
        point = data.section_cod.sel(scenario="plan", section="lower").isel(time=5)
        assert float(point) == np.float32(value(1, 3, 5, 1))
        total = data.section_tn.sel(scenario="plan", section="lower").isel(time=5)
        assert float(total) == np.float32(sum(value(1, c, 5, 1) for c in range(3)))
        assert data.balance_cod.sel(scenario="mix-0002", term="sea").dims == ()
        assert data.time.attrs["standard_name"] == "time"


def check_tools():
    header = subprocess.run(["ncdump", "-h", PATH], check=True, capture_output=True, text=True).stdout
    for line in ["scenario = 4 ;", "time = 41 ;", "month = 2 ;", "section = 3 ;", "outlet = 1 ;", "term = 11 ;",
                 "string section(section) ;", "float section_cod(scenario, time, section) ;",
                 'time:units = "seconds since 2021-01-15 00:00:00" ;', 'time:calendar = "standard" ;']:
        assert line in header, line
    assert "phony_dim" not in header
    structure = subprocess.run(["h5dump", "-H", PATH], check=True, capture_output=True, text=True).stdout
    assert 'DATASET "section_cod"' in structure and "H5T_CSET_UTF8" in structure


for check in [check_h5py, check_netcdf4, check_mesh, check_xarray, check_tools]:
    check()
    print(f"{check.__name__}: fine")
