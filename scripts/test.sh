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

# One after the other: within a process all tests run side by side, and those that keep the processors or an engine busy would
# starve those that watch what happens within seconds.
# A lock-up, which no test's own time limit can end where it holds the threads that would, fails after `patience` seconds with the
# place of every thread.
patience=2400
failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
for suites in TrinoSQLTests 'SharedTests|HTTPTransportTests|TrinoClientTests|LLMClientTests' APIServerTests WorkerServiceTests \
  OptimizerTests SystemTests; do
  echo "== $suites"
  scripts/within.sh "$patience" swift test --skip-build --disable-xctest --filter "$suites" 2>&1 | tee "$logs/${suites%%|*}" || failed=1
done

echo "== The API against its own OpenAPI document"
scripts/contract.sh .build/debug || failed=1

# Once more at the end, where whoever reads a cut log finds it.
echo "== All together"
grep -hE '^✘ (Test|Suite)|recorded an issue|: error: |Fatal error: |^within: ' "$logs"/* | head -n 60 || true
grep -hE 'Test run with' "$logs"/* || true
exit $failed
