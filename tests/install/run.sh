#!/usr/bin/env bash
# Builds a separate program against triage as a product would, in one of four ways, and runs it.
#
#   run.sh WAY SOURCE_DIR BUILD_DIR WORK_DIR     WAY: find_package, add_subdirectory, pkg_config, shared_object, shared
#
# BUILD_DIR is a built tree of triage; WORK_DIR is made anew. "shared" builds libtriage.so and checks what it shows.
set -euo pipefail
way=$1 source=$2 build=$3 work=$4
here=$source/tests/install

rm -rf "$work"
mkdir -p "$work"
launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache); fi
# A product that is built with the flags of the build under test, sanitizers included.
flags=$(sed -n 's/^TRIAGE_SANITIZE:STRING=//p' "$build/CMakeCache.txt")
if [ -n "$flags" ]; then flags=-fsanitize=$flags; fi
common=(-G Ninja "${launcher[@]}" "-DCMAKE_CXX_FLAGS=$flags")

install() { cmake --install "$build" --prefix "$work/prefix" >/dev/null; }

case $way in
  find_package | shared_object)
    install
    cmake -S "$here/$way" -B "$work/build" "${common[@]}" -DCMAKE_PREFIX_PATH="$work/prefix"
    cmake --build "$work/build"
    "$work/build/program" "$work/prefix/share/triage/rules/retail.txtpb"
    ;;
  add_subdirectory)
    cmake -S "$here/$way" -B "$work/build" "${common[@]}" -DTRIAGE_SOURCE="$source" -DCMAKE_BUILD_TYPE=Debug
    cmake --build "$work/build"
    "$work/build/program" "$source/rules/retail.txtpb"
    ;;
  pkg_config)
    install
    export PKG_CONFIG_PATH=$work/prefix/lib/pkgconfig:$work/prefix/lib64/pkgconfig:$work/prefix/lib/$(g++ -dumpmachine)/pkgconfig
    read -r -a cflags <<<"$(pkg-config --cflags triage)"
    read -r -a libs <<<"$(pkg-config --libs triage)"
    read -r -a extra <<<"$flags"
    g++ "${cflags[@]}" -std=c++17 "${extra[@]}" "$here/program.cc" "${libs[@]}" -lpthread -o "$work/program"
    "$work/program" "$(pkg-config --variable=rulesdir triage)/retail.txtpb"
    ;;
  shared)
    cmake -S "$source" -B "$work/triage" "${common[@]}" -DTRIAGE_SHARED=ON -DTRIAGE_BUILD_CLI=OFF -DCMAKE_BUILD_TYPE=Debug
    cmake --build "$work/triage"
    cmake --install "$work/triage" --prefix "$work/prefix" >/dev/null
    library=$(find "$work/prefix" -name 'libtriage.so' | head -n 1)
    # Every name that it defines is of triage, or made by the compiler for a type of triage.
    foreign=$(nm -D --defined-only -C "$library" | awk '{ $1 = ""; $2 = ""; print }' | sed 's/^ *//' |
      grep -vE '(^|[ *&(<])triage::|triage_2f|triage/v1' || true)
    if [ -n "$foreign" ]; then
      echo "libtriage.so shows names that are not of triage:" >&2
      head -n 20 <<<"$foreign" >&2
      exit 1
    fi
    cmake -S "$here/find_package" -B "$work/build" "${common[@]}" -DCMAKE_PREFIX_PATH="$work/prefix"
    cmake --build "$work/build"
    LD_LIBRARY_PATH=$(dirname "$library") "$work/build/program" "$work/prefix/share/triage/rules/retail.txtpb"
    ;;
  *)
    echo "unknown way: $way" >&2
    exit 2
    ;;
esac
