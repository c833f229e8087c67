#!/usr/bin/env bash
# Runs every test: the development Trino's own (pytest), then the Swift ones. Tests start the servers they need on free ports.
# Usage: scripts/test.sh [arguments for swift test]
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/dev-trino/setup.sh --test
deploy/dev-trino/.venv/bin/python -m pytest -q deploy/dev-trino/tests

# All tests are Swift Testing's: without XCTest the runner's closing line is the one that counts them.
swift build --build-tests
swift test --skip-build --disable-xctest "$@"
