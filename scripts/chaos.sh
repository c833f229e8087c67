#!/usr/bin/env bash
# Breaks everything on purpose and shows that nothing accepted is lost; see chaos/README.md.
# Usage: scripts/chaos.sh [options of chaos/chaos.py]; LAKEWRIGHT_BIN names a folder of programs that are built already.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${LAKEWRIGHT_BIN:-}
if [ -z "$bin" ]; then
  swift build -c release --static-swift-stdlib --product lakewright-api
  swift build -c release --static-swift-stdlib --product lakewright-worker
  bin=.build/release
fi
export PYTHONDONTWRITEBYTECODE=1
exec python3 chaos/chaos.py --bin "$bin" "$@"
