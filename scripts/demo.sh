#!/usr/bin/env bash
# Shows the whole path on real input: Redis, the development Trino, the API and a worker start on free ports of loopback, a
# workload goes in over HTTP, is optimised and rehearsed, and a table of before and after is printed. All is stopped at the end.
# Usage: scripts/demo.sh [REQUEST.json]
set -euo pipefail
cd "$(dirname "$0")/.."
request=${1:-examples/star-tpch.json}
config=${CONFIG:-release}
run=run/demo
pids=()

finish() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
  for pid in ${pids[@]+"${pids[@]}"}; do wait "$pid" 2>/dev/null || true; done
}
trap finish EXIT

die() {
  echo "$1" >&2
  [ -z "${2:-}" ] || tail -n 20 "$2" >&2
  exit 1
}

# Waits until a command succeeds: await SECONDS WHAT LOG COMMAND...
await() {
  local seconds=$1 what=$2 log=$3
  shift 3
  for _ in $(seq $((seconds * 5))); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.2
  done
  die "$what did not come up within $seconds s; the end of $log:" "$log"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

echo "== Building (the first time takes some minutes)"
if [ "$config" = release ]; then swift build -c release --static-swift-stdlib; else swift build; fi
bin=.build/$config

echo "== Starting the servers"
rm -rf "$run"
mkdir -p "$run"
deploy/dev-trino/setup.sh >"$run/setup.log" 2>&1 || die "The development Trino could not be set up:" "$run/setup.log"

redis_port=$(free_port)
redis-server --bind 127.0.0.1 --port "$redis_port" --save '' --dir "$run" >"$run/redis.log" 2>&1 &
pids+=($!)

deploy/dev-trino/start.sh --port 0 --run-dir run/dev-trino --warehouse "$run/warehouse" >"$run/trino.log" 2>&1 &
pids+=($!)
await 300 "The development Trino" "$run/trino.log" grep -q '^listening on ' "$run/trino.log"
trino=$(sed -n 's#^listening on http://\([^ /]*\).*#\1#p' "$run/trino.log" | head -1)

export LAKEWRIGHT_BROKER_URL=redis://127.0.0.1:$redis_port/0 LAKEWRIGHT_DATABASE=$run/lakewright.sqlite
# The demo's Trino stands on this machine.
export LAKEWRIGHT_ALLOWED_NETWORKS=127.0.0.0/8
api_port=$(free_port)
"$bin/lakewright-api" serve --host 127.0.0.1 --port "$api_port" >"$run/api.log" 2>&1 &
pids+=($!)
"$bin/lakewright-worker" serve >"$run/worker.log" 2>&1 &
pids+=($!)
client() { python3 scripts/client.py --url "http://127.0.0.1:$api_port" "$@"; }
await 60 "The API" "$run/api.log" curl -fsS "http://127.0.0.1:$api_port/readyz"
echo "   development Trino (DuckDB behind Trino's protocol; not Trino): $trino"
echo "   API: http://127.0.0.1:$api_port"

echo "== Submitting $request"
# The example names the port of 'make trino_start'; the demo's own engine has a free one.
jdbc=$(python3 - "$request" "$trino" <<'PY'
import json, re, sys
print(re.sub(r"^(jdbc:trino://)[^/?]*", r"\g<1>" + sys.argv[2], json.load(open(sys.argv[1]))["url"]))
PY
)
task=$(client new "$request" --trino "$jdbc" --option verify=rehearse)
echo "   task $task"
client poll "$task" || { client result "$task" >&2; die "The task failed; the end of $run/worker.log:" "$run/worker.log"; }

echo "== Before and after, measured on the engine"
client result "$task" >"$run/result.json"
client table "$run/result.json"
echo
echo "The whole result: $run/result.json"
