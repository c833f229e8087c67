#!/usr/bin/env bash
# Optimises a workload on a development Trino of its own, applies the result, changes 1 % of the originals, refreshes twice,
# compares every query with its original and rolls back.
# Usage: scripts/refresh_check.sh [REQUEST.json] [OPTIONS as JSON]      e.g. scripts/refresh_check.sh examples/star-tpch.json '{"freshness": "strict"}'
# Needs a built worker: CONFIG=release (default) or debug.
set -euo pipefail
cd "$(dirname "$0")/.."
request=${1:-examples/star-tpch.json}
options=${2:-"{}"}
worker=.build/${CONFIG:-release}/lakewright-worker
[ -x "$worker" ] || { echo "There is no $worker: build it with 'make build' first." >&2; exit 2; }
run=$(mktemp -d)
pid=''
finish() {
  if [ -n "$pid" ]; then kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; fi
  rm -rf "$run"
}
trap finish EXIT
deploy/dev-trino/setup.sh >"$run/setup.log" 2>&1 || { tail -n 20 "$run/setup.log" >&2; exit 2; }
deploy/dev-trino/start.sh --port 0 --run-dir run/dev-trino --warehouse "$run/warehouse" --writable >"$run/trino.log" 2>&1 &
pid=$!
url=''
for _ in $(seq 1500); do
  url=$(sed -n 's#^listening on \(http://[^ ]*\).*#\1#p' "$run/trino.log" | head -1)
  if [ -n "$url" ] || ! kill -0 "$pid" 2>/dev/null; then break; fi
  sleep 0.2
done
[ -n "$url" ] || { tail -n 20 "$run/trino.log" >&2; exit 2; }
python3 - "$request" "${url#http://}" "$options" >"$run/request.json" <<'PY'
import json, re, sys
request = json.load(open(sys.argv[1], encoding="utf-8"))
request["url"] = re.sub(r"^(jdbc:trino://)[^/?]*", r"\g<1>" + sys.argv[2].rstrip("/"), request["url"])
request["options"] = {**request.get("options", {}), **json.loads(sys.argv[3])}
print(json.dumps(request))
PY
"$worker" optimize "$run/request.json" >"$run/result.json"
python3 scripts/refresh_check.py --url "$url" --request "$run/request.json" --result "$run/result.json"
