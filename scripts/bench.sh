#!/usr/bin/env bash
# Measures speed as ratios against rivals that it brings up itself, in the same run; see bench/README.md.
# Usage: scripts/bench.sh [options of bench/bench.py]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=run/bench
mkdir -p "$folder"

echo "== Building (release)"
bin=${LAKEWRIGHT_BIN:-}
if [ -z "$bin" ]; then
  swift build -c release --static-swift-stdlib --product lakewright-api
  swift build -c release --static-swift-stdlib --product lakewright-worker
  bin=.build/release
fi
swift build -c release --package-path bench/ParseBench --scratch-path .build/bench

echo "== Setting the rivals up"
deploy/dev-trino/setup.sh >"$folder/setup.log" 2>&1 || { tail -n 20 "$folder/setup.log" >&2; exit 1; }
venv=$folder/rival-venv
if ! cmp -s bench/rival/requirements.txt "$venv/installed.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r bench/rival/requirements.txt
  cp bench/rival/requirements.txt "$venv/installed.txt"
fi

exec python3 bench/bench.py --bin "$bin" --parse-bench .build/bench/release/ParseBench \
  --selection-bench .build/bench/release/SelectionBench \
  --sqlglot-python deploy/dev-trino/.venv/bin/python --rival-python "$venv/bin/python" --folder "$folder" "$@"
