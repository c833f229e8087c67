#!/usr/bin/env bash
# Runs every test: the development Trino's own (pytest), then the Swift ones. Tests start the servers they need on free ports.
# Usage: scripts/test.sh [arguments for swift test]
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/dev-trino/setup.sh --test
deploy/dev-trino/.venv/bin/python -m pytest -q deploy/dev-trino/tests

# All tests are Swift Testing's: without XCTest the runner's closing line is the one that counts them.
swift build --build-tests
if [ $# -gt 0 ]; then
  exec swift test --skip-build --disable-xctest "$@"
fi

# One after the other: within a process all tests run side by side, and those that keep an engine busy would starve those that
# watch what happens within seconds.
failed=0
for suites in 'TrinoSQLTests|SharedTests|HTTPTransportTests|TrinoClientTests|LLMClientTests' APIServerTests WorkerServiceTests \
  OptimizerTests SystemTests; do
  echo "== $suites"
  swift test --skip-build --disable-xctest --filter "$suites" || failed=1
done
exit $failed
