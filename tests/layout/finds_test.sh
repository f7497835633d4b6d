#!/bin/bash
# Breaks each rule of layout_test.sh once, in a tree of its own, and expects to hear of each.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cd "$tree"
mkdir -p include/triage src/base src/text src/queue src/cli tests/base tests/text bench examples

write() { mkdir -p "$(dirname "$1")"; printf '%s\n' "${@:2}" >"$1"; }
guarded() { write "$1" "#ifndef $2" "#define $2" "${@:3}" "#endif"; }

# A tree without fault.
guarded include/triage/engine.h TRIAGE_ENGINE_H_ "// Thread-safe."
guarded src/text/fold.h TRIAGE_SRC_TEXT_FOLD_H_ '#include "src/base/span.h"' '// std::cout << and abort() in a remark'
guarded src/base/span.h TRIAGE_SRC_BASE_SPAN_H_
write src/text/fold.cc '#include "src/text/fold.h"' '#include "triage/v1/complaint.pb.h"'
write tests/text/fold_test.cc '#include "src/text/fold.h"'
bash "$here/layout_test.sh" "$tree" || { echo "the tree without fault has one"; exit 1; }

# One fault of each kind.
yes x | head -601 >src/text/long.cc || true
write tests/text/long_test.cc
yes '// thread-safe' | head -221 >include/triage/long.h || true
guarded include/triage/silent.h TRIAGE_SILENT_H_ '#include "src/base/span.h"'
for i in $(seq 1 12); do guarded "src/queue/part$i.h" "TRIAGE_SRC_QUEUE_PART${i}_H_"; done
guarded src/queue/part13.h TRIAGE_SRC_QUEUE_PART13_H_
write src/text/alone.cc ''
guarded src/base/up.h TRIAGE_SRC_BASE_UP_H_ '#include "src/text/fold.h"' '#include "triage/v1/complaint.pb.h"'
guarded src/text/engine.h TRIAGE_SRC_TEXT_ENGINE_H_ '#include "triage/engine.h"' '#include "tests/text/x.h"'
guarded src/cli/inside.h TRIAGE_SRC_CLI_INSIDE_H_ '#include "src/text/fold.h"' 'void f() { std::cout << 1; }'
guarded src/text/loud.h TRIAGE_SRC_TEXT_LOUD_H_ 'void f() { std::cerr << 1; }' 'void g() { abort(); }' 'void h() { throw 1; }'
guarded src/text/set.h TRIAGE_SRC_TEXT_SET_H_ 'RE2::Set set;'
guarded src/text/near.h TRIAGE_SRC_TEXT_NEAR_H_ '#include "fold.h"'
guarded src/text/guard.h TRIAGE_GUARD_H_
guarded src/magic/new.h TRIAGE_SRC_MAGIC_NEW_H_

if said=$(bash "$here/layout_test.sh" "$tree"); then echo "no fault was found"; exit 1; fi
missing=0
expect() {
  grep -qF -- "$1" <<<"$said" || { echo "not found: $1"; missing=1; }
}
expect "src/text/long.cc:601: longer than 600 lines"
expect "include/triage/long.h:221: a public header longer than 220 lines"
expect "include/triage/silent.h:1: does not say whether it is thread-safe"
expect "include/triage/silent.h:3: a public header must not include src/"
expect "src/queue:1: 13 files directly in it; at most 12"
expect "src/text/alone.cc:1: has no test tests/text/alone_test.cc"
expect "src/base/up.h:3: must not include src/text/fold.h"
expect "src/base/up.h:4: src/base knows no messages"
expect "src/text/engine.h:3: must not include triage/engine.h"
expect "src/text/engine.h:4: must not include tests/text/x.h"
expect "src/cli/inside.h:3: must not include src/text/fold.h"
expect "src/text/loud.h:3: the library neither prints"
expect "src/text/loud.h:4: the library neither prints"
expect "src/text/loud.h:5: the library neither prints"
expect "src/text/set.h:3: RE2::Set may miss silently"
expect "src/text/near.h:3: include by the full path"
expect "src/text/guard.h:1: has no header guard TRIAGE_SRC_TEXT_GUARD_H_"
expect "src/magic/new.h:1: src/magic does not stand in the table"
if grep -q '^src/cli/inside.h:4' <<<"$said"; then echo "the command may print"; missing=1; fi
if [ $missing -ne 0 ]; then echo "it said:"; echo "$said"; exit 1; fi
echo "layout_finds: every fault was found"
