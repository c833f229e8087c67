#!/usr/bin/env bash
# Runs a command that has to end within some seconds. Where it doesn't, says where each thread of its processes stands, if gdb is
# there to ask, and kills them all.
# Usage: scripts/within.sh SECONDS COMMAND...
set -uo pipefail
seconds=$1
shift

"$@" &
command=$!

# A process and all that it started, the youngest first.
family() {
  local child
  for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do family "$child"; done
  echo "$1"
}

watch() {
  # Not one long sleep, which would outlive the command.
  for ((second = 0; second < seconds; second++)); do
    sleep 1
    kill -0 "$command" 2>/dev/null || return
  done
  echo "within: not ended after $seconds s: $*"
  local members member
  members=$(family "$command")
  if command -v gdb >/dev/null; then
    for member in $members; do
      gdb -p "$member" -batch -ex 'thread apply all bt 25' 2>/dev/null | grep -E '^(#|Thread )' | cut -c1-200
    done
  fi
  # shellcheck disable=SC2086 # one word a process
  kill -KILL $members 2>/dev/null
}

watch "$@" &
watcher=$!
wait "$command"
status=$?
# 137: killed, perhaps by the watcher, who may have more to say.
[ "$status" = 137 ] || kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$status"
