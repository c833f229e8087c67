#!/usr/bin/env bash
# Runs a command that has to end within some seconds. Where it doesn't, says where each thread of its processes stands, if gdb is
# there to ask, and kills them all.
# Usage: scripts/within.sh SECONDS COMMAND...
set -uo pipefail
seconds=$1
shift

# A process group of its own, which can be ended as a whole, and whose signals aren't those of a background job.
set -m
"$@" &
command=$!
set +m

# A process and all that it started, the youngest first.
family() {
  local child
  for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do family "$child"; done
  echo "$1"
}

end() {
  # shellcheck disable=SC2046 # one word a process
  kill -KILL $(family "$command") -- "-$command" 2>/dev/null
}

watch() {
  # Not one long sleep, which would outlive the command.
  for ((second = 0; second < seconds; second++)); do
    sleep 1
    kill -0 "$command" 2>/dev/null || return
  done
  echo "within: not ended after $seconds s: $*"
  local member
  for member in $(family "$command"); do
    timeout 60 gdb -p "$member" -batch -ex 'thread apply all bt 25' 2>/dev/null | grep -E '^(#|Thread )' | cut -c1-200 ||
      echo "within: where $member stands can't be told"
  done
  end
}

watch "$@" &
watcher=$!
trap 'end; kill "$watcher" 2>/dev/null; exit 130' INT TERM HUP
wait "$command"
status=$?
# 137: killed, perhaps by the watcher, who may have more to say.
[ "$status" = 137 ] || kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$status"
