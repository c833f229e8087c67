#!/usr/bin/env bash
# Damages statements of the table of grammar productions at random and reads them: no crash, no hang, and what is read prints
# and reads back as the same tree. Prints its counts; exit status 1 if anything is wrong.
# Usage: scripts/fuzz.sh [INPUTS [SEED]]   (1,000,000 inputs; a seed from the clock)
# LAKEWRIGHT_FUZZ names a ParseFuzz that has been built already.
set -euo pipefail
cd "$(dirname "$0")/.."
inputs=${1:-1000000}
seed=${2:-$(date +%s)}
corpus=Tests/TrinoSQLTests/Printing/Productions/productions.tsv
share=20000
# Far more than a share takes: what is not through by then hangs.
limit=600

program=${LAKEWRIGHT_FUZZ:-}
if [ -z "$program" ]; then
  echo "== Building (release)"
  swift build -c release --package-path bench/ParseBench --scratch-path .build/bench --product ParseFuzz
  program=.build/bench/release/ParseFuzz
fi

echo "== $inputs inputs from seed $seed"
run_share() {
  local status=0
  timeout "$limit" "$program" "$corpus" "$2" "$1" || status=$?
  case $status in
    0) ;;
    1) echo "wrong in the share with seed $1" >&2; return 1 ;;
    124) echo "hangs: $program $corpus $2 $1 --show | tail -n 1" >&2; return 1 ;;
    *) echo "crashed ($status): $program $corpus $2 $1 --show | tail -n 1" >&2; return 1 ;;
  esac
}
export -f run_share
export program corpus limit

left=$inputs
shares=()
while [ "$left" -gt 0 ]; do
  size=$((left < share ? left : share))
  shares+=("$seed $size")
  seed=$((seed + 1))
  left=$((left - size))
done
status=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
printf '%s\n' "${shares[@]}" | xargs -P "$(nproc)" -L 1 bash -c 'run_share "$1" "$2"' _ | tee "$log" | { grep -v '^[0-9]* statements:' || true; } || status=1
awk '/^[0-9]+ statements:/ { all += $1; read += $3; refused += $7; wrong += $9 }
  END { printf "%d statements read from damaged texts: %d good, %d refused, %d wrong\n", all, read, refused, wrong }' "$log"
exit "$status"
