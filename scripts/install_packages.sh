#!/usr/bin/env bash
# Installs the Debian packages that are missing: "demo" is what the program needs, "check" adds what its tests need,
# "figures" what scripts/draw_sections.py needs. Needs root or sudo only when something is missing.
#   scripts/install_packages.sh demo|check|figures
set -euo pipefail

demo=(g++ cmake ninja-build pkg-config git libfmt-dev libspdlog-dev nlohmann-json3-dev libcli11-dev
  libtomlplusplus-dev libhdf5-dev libnetcdf-dev libssl-dev libmuparser-dev)
check=("${demo[@]}" catch2 libbenchmark-dev hdf5-tools netcdf-bin python3 python3-h5py python3-mpmath python3-netcdf4
  python3-numpy python3-xarray python3-matplotlib fonts-dejavu-core clang clang-format clang-tidy libclang-rt-14-dev libomp-dev)
figures=(python3 python3-h5py python3-matplotlib fonts-dejavu-core)

stop() {
  echo "install_packages: $*" >&2
  exit 1
}

case "${1:-}" in
  demo) wanted=("${demo[@]}") ;;
  check) wanted=("${check[@]}") ;;
  figures) wanted=("${figures[@]}") ;;
  *) stop "say which set: demo, check or figures" ;;
esac

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  stop "this is not a Debian-like system (no dpkg-query or apt-get); install the equivalents of: ${wanted[*]}"

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed* ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "all ${#wanted[@]} packages are there"
  exit 0
fi
echo "missing: ${missing[*]}"

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || stop "needs root, or sudo, to install: ${missing[*]}"
  as_root=(sudo)
  if [[ ! -t 0 ]]; then
    sudo -n true 2>/dev/null || stop "sudo asks for a password and there is no terminal; install first: ${missing[*]}"
  fi
fi
apt() { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt update >"$log" 2>&1 || { tail -n 5 "$log" >&2; echo "install_packages: could not refresh the package lists; going on with those there are" >&2; }
if ! apt install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  stop "could not install: ${missing[*]}"
fi
echo "installed ${#missing[@]} packages"
