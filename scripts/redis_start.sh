#!/usr/bin/env bash
# Starts Redis on loopback in the background, unless one answers on the port already.
# Usage: scripts/redis_start.sh PORT DIRECTORY
set -euo pipefail
port=$1 directory=$2
mkdir -p "$directory"

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

if answers; then
  echo "Redis answers on port $port already."
  exit 0
fi
if command -v redis-server >/dev/null; then
  redis-server --bind 127.0.0.1 --port "$port" --daemonize yes --dir "$(cd "$directory" && pwd)" \
    --pidfile "$(cd "$directory" && pwd)/redis.pid" --logfile "$(cd "$directory" && pwd)/redis.log" >/dev/null
elif command -v docker >/dev/null; then
  docker run --rm -d --name lakewright-redis -p "127.0.0.1:$port:6379" redis:7 >/dev/null
else
  echo "Neither redis-server nor docker is here: run 'make deps', or install Redis." >&2
  exit 1
fi
for _ in $(seq 100); do
  if answers; then
    echo "Redis listens on 127.0.0.1:$port."
    exit 0
  fi
  sleep 0.1
done
echo "Redis did not start; see $directory/redis.log." >&2
exit 1
