#!/usr/bin/env bash
# Makes the virtual environment of the development Trino and installs the pinned requirements; does nothing when they are there.
# Usage: deploy/dev-trino/setup.sh [--test]    (--test: also what the tests need)
# DEV_TRINO_VENV names the environment's directory; the default is .venv beside this script.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=${DEV_TRINO_VENV:-$here/.venv}
requirements=$here/requirements.txt
[ "${1:-}" = --test ] && requirements=$here/requirements-test.txt

# Several tests may call this at once: one installs, the others wait.
mkdir -p "$venv"
exec 9>"$venv/.setup.lock"
flock 9

wanted=$(cat "$here/requirements.txt" "$requirements" | sha256sum | cut -d' ' -f1)
installed=$venv/.installed-$(basename "$requirements" .txt)
if [ -x "$venv/bin/python" ] && [ "$(cat "$installed" 2>/dev/null)" = "$wanted" ]; then exit 0; fi

if [ ! -x "$venv/bin/pip" ]; then
  python3 -m venv "$venv" || {
    echo "Python could not make a virtual environment; on Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
  }
fi
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
echo "$wanted" >"$installed"
