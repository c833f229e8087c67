#!/usr/bin/env bash
# Starts the development Trino (DuckDB behind Trino's protocol; it is not Trino) with the data of the examples.
# Usage: deploy/dev-trino/start.sh [--port 8080] [--scale 0.1] [--events 1000000] [--run-dir DIR] [--warehouse DIR]
#                                  [--writable] [-- flags of `python -m dev_trino`]
# --port 0 takes a free port; `listening on URL` is printed. The data is made once for each scale, under DIR/data
# (DIR is run/dev-trino at the repository's root), as read-only tables iceberg.tpch.* and iceberg.web.events.
# With --writable the warehouse gets copies of them, which can be changed.
# New tables are kept in the warehouse, DIR/warehouse; one server at a time can have it.
# The server takes this script's place: its process id is the script's.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=${DEV_TRINO_VENV:-$here/.venv}
port=8080 scale=0.1 events=1000000 run_dir=$here/../../run/dev-trino warehouse= data=--import
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2; shift 2 ;;
    --scale) scale=$2; shift 2 ;;
    --events) events=$2; shift 2 ;;
    --run-dir) run_dir=$2; shift 2 ;;
    --warehouse) warehouse=$2; shift 2 ;;
    --writable) data=--copy; shift ;;
    --) shift; break ;;
    -h | --help) sed -n '2,9s/^# //p' "$0"; exit 0 ;;
    *) echo "Unknown argument '$1'; see $0 --help" >&2; exit 2 ;;
  esac
done
[ -x "$venv/bin/python" ] || { echo "There is no environment in $venv: run deploy/dev-trino/setup.sh first" >&2; exit 1; }
mkdir -p "$run_dir/data"
run_dir=$(cd "$run_dir" && pwd)
warehouse=${warehouse:-$run_dir/warehouse}
# The generator's checksum is in the name: data of an older generator is not taken for this one's.
made_by() { cksum <"$here/$1" | cut -d' ' -f1; }
tpch=$run_dir/data/tpch-$scale-$(made_by generate_tpch.py)
web=$run_dir/data/events-$events-$(made_by generate_events.py)

# Each set of data appears whole or not at all; whoever comes second waits.
(
  flock 9
  if [ ! -d "$tpch" ]; then
    echo "Making TPC-H data at scale $scale" >&2
    rm -rf "$tpch.tmp"
    "$venv/bin/python" "$here/generate_tpch.py" --scale "$scale" --output "$tpch.tmp" >&2
    mv "$tpch.tmp" "$tpch"
  fi
  if [ ! -d "$web" ]; then
    echo "Making $events web events" >&2
    rm -rf "$web.tmp"
    "$venv/bin/python" "$here/generate_events.py" --rows "$events" --output "$web.tmp" >&2
    mv "$web.tmp" "$web"
  fi
) 9>"$run_dir/data/.lock"

export PYTHONPATH=$here
exec "$venv/bin/python" -m dev_trino --port "$port" --warehouse "$warehouse" \
  --catalog iceberg=iceberg --catalog hive=hive --catalog memory=memory \
  "$data" "iceberg.tpch=$tpch" "$data" "iceberg.web=$web" "$@"
