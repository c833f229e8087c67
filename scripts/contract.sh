#!/usr/bin/env bash
# Holds a running API against its own OpenAPI document: schemathesis makes requests from the document, sound and broken ones, and
# fails on any 5xx, on any answer that the document doesn't allow, and on any call that works without a key.
# Usage: scripts/contract.sh [folder with lakewright-api] [options of schemathesis run]
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${1:-.build/debug}
[ $# -gt 0 ] && shift
[ -x "$bin/lakewright-api" ] || { echo "$bin/lakewright-api isn't built. Run: swift build" >&2; exit 1; }

venv=run/contract-venv
mkdir -p run
if ! cmp -s Tests/Contract/requirements.txt "$venv/installed.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r Tests/Contract/requirements.txt
  cp Tests/Contract/requirements.txt "$venv/installed.txt"
fi

folder=$(mktemp -d)
api=
finish() {
  [ -n "$api" ] && kill "$api" 2>/dev/null && wait "$api" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

# No worker and no Redis: what is tested is the API alone, and a task that it takes just waits.
export LAKEWRIGHT_HOST=127.0.0.1 LAKEWRIGHT_PORT=0 LAKEWRIGHT_DATABASE="$folder/lakewright.sqlite"
export LAKEWRIGHT_BROKER_URL=redis://127.0.0.1:1/0 LAKEWRIGHT_RATE_LIMIT=0 LAKEWRIGHT_MAX_OPEN_TASKS=0
export LAKEWRIGHT_LOG_FORMAT=json
# Limits that a request can reach on either side without being megabytes long: the document tells of them, and the cases follow it.
export LAKEWRIGHT_MAX_STATEMENTS=5 LAKEWRIGHT_MAX_QUERIES=5 LAKEWRIGHT_MAX_QUERY_CHARACTERS=200
key=$("$bin/lakewright-api" keys create contract 2>"$folder/keys.log")
"$bin/lakewright-api" serve 2>"$folder/api.log" &
api=$!
port=
for _ in $(seq 300); do
  port=$(sed -n 's/.*listening on 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$folder/api.log" | head -n 1)
  [ -n "$port" ] && break
  kill -0 "$api" 2>/dev/null || { cat "$folder/api.log" >&2; exit 1; }
  sleep 0.1
done
[ -n "$port" ] || { echo "the API doesn't come up:" >&2; cat "$folder/api.log" >&2; exit 1; }

# positive_data_acceptance stays out: that ids are unique in a request, and which hosts a url may name, no schema can say.
# One worker: CPython 3.11 counts the depth of ast.parse for all threads together (python/cpython issue 106905), and Hypothesis,
# which parses sources to describe its strategies, then fails in one thread now and then.
cd "$folder"
"$OLDPWD/$venv/bin/schemathesis" run "http://127.0.0.1:$port/openapi.json" \
  --header "Authorization: Bearer $key" --checks all --exclude-checks positive_data_acceptance \
  --phases examples,coverage,fuzzing --max-examples 150 --seed 1 --continue-on-failure --workers 1 \
  --request-timeout 20 --suppress-health-check all --warnings off "$@"

if grep -qE '"level":"(error|critical)"' api.log; then
  echo "the API's log has errors:" >&2
  grep -E '"level":"(error|critical)"' api.log | head -20 >&2
  exit 1
fi
