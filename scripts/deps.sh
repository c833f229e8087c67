#!/usr/bin/env bash
# Installs the Debian packages that building, testing and the demo need. Does nothing when all are there.
# Usage: scripts/deps.sh [sudo [further packages...]]
set -euo pipefail
sudo=${1:-}
shift || true
packages=(libhiredis-dev libsqlite3-dev libcurl4-openssl-dev zlib1g-dev pkg-config redis-server python3 python3-venv curl "$@")

if ! command -v swift >/dev/null; then
  echo "No Swift toolchain found. Install Swift 6.2 or later from https://www.swift.org/install/linux/ and put it on PATH." >&2
  exit 1
fi
if ! command -v dpkg-query >/dev/null; then
  echo "Not Debian or Ubuntu: install the counterparts of these by hand: ${packages[*]}" >&2
  exit 0
fi
check_curl() {
  pkg-config --atleast-version=7.85 libcurl && return
  echo "libcurl $(pkg-config --modversion libcurl) is too old: 7.85 or later is needed, as Debian 12 and Ubuntu 24.04 have it." >&2
  exit 1
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  check_curl
  exit 0
fi

echo "Installing: ${missing[*]}"
# Debian starts a Redis of its own when the package is installed; ours brings its own up on its own port.
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
check_curl
