#!/bin/bash
# Builds the fuzz targets and runs each for so many seconds: tests/fuzz/run.sh 60 [target ...]
# New inputs go to build/fuzz/corpus, never into the tree. Ends with 1 and one line for each target that failed.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds="${1:-60}"
[[ "$seconds" =~ ^[0-9]+$ ]] || { echo "usage: tests/fuzz/run.sh SECONDS [target ...]" >&2; exit 2; }
shift
build="${TRIAGE_FUZZ_BUILD:-build/fuzz}"
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(fold match rules complaint)

echo "fuzz: building in $build"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
if ! { cmake --preset fuzz -B "$build" && cmake --build "$build" -j2 --target "${targets[@]/#/fuzz_}"; } >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "fuzz: FAILED to build" >&2
  exit 1
fi

failed=0
for target in "${targets[@]}"; do
  mkdir -p "$build/corpus/$target" "$build/crashes"
  program="$(find "$build" -type f -name "fuzz_$target" -perm -u+x | head -n 1)"
  echo "fuzz: $target for $seconds s"
  # A decision takes microseconds: an input that needs five seconds is a fault, even under the sanitizers.
  if ! "$program" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 \
      -artifact_prefix="$build/crashes/$target-" "$build/corpus/$target" "tests/fuzz/corpus/$target" >"$log" 2>&1; then
    grep -E "broken promise|runtime error|ERROR:|SUMMARY:" "$log" | head -n 4 >&2
    input="$(grep -o "$build/crashes/$target-[^ ]*" "$log" | tail -n 1)"
    echo "fuzz: FAILED $target; the input is $input" >&2
    failed=1
    continue
  fi
  echo "fuzz: $target passed, $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
done
exit "$failed"
