#!/usr/bin/env bash
# Runs every test: the development Trino's own (pytest), the Swift ones, and the API against its own document. Tests start the servers they need on free ports.
# Usage: scripts/test.sh [arguments for swift test]
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/dev-trino/setup.sh --test
deploy/dev-trino/.venv/bin/python -m pytest -q deploy/dev-trino/tests

# All tests are Swift Testing's: without XCTest the runner's closing line is the one that counts them.
swift build --build-tests
swift test --skip-build --disable-xctest "$@"

if [ $# -eq 0 ]; then scripts/contract.sh .build/debug; fi
