# Shared by the scripts of this folder; sourced, not run. Says what is done, and ends with one clear line where something
# fails. Everything that is built goes to build/, which may be deleted at any time.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
script=$(basename "$0")
log_dir=$root/build/logs
jobs=$(nproc)

say() { printf '%s: %s\n' "$script" "$*"; }

fail() {
  printf '%s: FAILED: %s\n' "$script" "$*" >&2
  exit 1
}

# quietly WHAT COMMAND...: runs the command with its output in a file; shows the end of it where it fails.
quietly() {
  local what=$1 started=$SECONDS
  shift
  mkdir -p "$log_dir"
  local log
  log=$log_dir/$(printf '%s' "$what" | tr -c 'a-zA-Z0-9\n' '_').log
  printf '%s: %s ... ' "$script" "$what"
  if "$@" >"$log" 2>&1; then
    printf 'done (%d s)\n' $((SECONDS - started))
  else
    printf 'failed\n'
    tail -n 30 "$log" >&2
    fail "$what (all of its output: $log)"
  fi
}

# configure PRESET [OPTION...] and build PRESET TARGET...: ccache is used where it is there.
configure() {
  local preset=$1
  shift
  local launcher=()
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  (cd "$root" && quietly "configure $preset" cmake --preset "$preset" "${launcher[@]}" "$@")
}

build() {
  local preset=$1
  shift
  say "build $preset ($jobs jobs) ..."
  local log=$log_dir/build_$preset.log
  mkdir -p "$log_dir"
  # On a terminal ninja shows its own progress; elsewhere a line now and then is enough.
  if [ -t 1 ]; then
    ninja -C "$root/build/$preset" -j "$jobs" "$@" || fail "build $preset"
  elif ! ninja -C "$root/build/$preset" -j "$jobs" "$@" >"$log" 2>&1; then
    grep -E 'error|FAILED' "$log" | head -n 20 >&2 || true
    fail "build $preset (all of its output: $log)"
  fi
}
