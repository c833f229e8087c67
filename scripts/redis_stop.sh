#!/usr/bin/env bash
# Stops the Redis that redis_start.sh started.
# Usage: scripts/redis_stop.sh DIRECTORY
set -euo pipefail
pidfile=$1/redis.pid
if [ -f "$pidfile" ]; then
  kill "$(cat "$pidfile")"
elif command -v docker >/dev/null && docker ps -q --filter name=lakewright-redis 2>/dev/null | grep -q .; then
  docker stop lakewright-redis >/dev/null
else
  echo "No Redis of ours is running."
fi
