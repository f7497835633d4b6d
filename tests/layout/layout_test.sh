#!/bin/bash
# Usage: layout_test.sh SOURCE_FOLDER
#
# Checks the shape of the sources [DESIGN 8, 9]. Prints each violation as FILE:LINE: what is wrong, all of them, and ends
# with 1 where there is one.
set -u
export LC_ALL=C
cd "$1" || exit 2

# Who may include whom: a folder of src/, and the folders of src/ that it may use besides itself. "/" stands for the
# files directly in src/.
allowed="
base:
inbound:  base
text:     base
signals:  base text
rules:    base text signals
calendar: base
reply:    base
decide:   base inbound text signals rules calendar reply
compile:  base inbound text signals rules calendar reply decide src/program.h
queue:    base
explain:  base
cli:
/:        base inbound text signals rules calendar reply decide
"
# Files that may use more: the engine alone reaches the compiler.
also="
src/engine.cc: compile
"
# The public headers that a folder may use besides the messages (triage/v1/*.pb.h).
public_for_base="triage/issue.h"
public_for_explain="triage/explain.h"
public_for_compile="triage/issue.h triage/rules.h"
public_for_rules="triage/issue.h"
public_for_decide="triage/issue.h"
public_for_queue="triage/queue.h"

max_source=600
max_header=220
max_files=12

violations=$(mktemp)
trap 'rm -f "$violations"' EXIT
say() { echo "$1:$2: $3" >>"$violations"; }

# Lines of a file without // comments, each as LINE:TEXT.
code_of() { sed 's://.*$::' "$1" | grep -n '[^[:space:]]'; }

sources() { find "$@" -type f \( -name '*.cc' -o -name '*.h' \) 2>/dev/null | sort; }

# ---- sizes ----
while read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -gt $max_source ] && say "$file" "$lines" "longer than $max_source lines: split it by concept"
done < <(sources src include tests bench examples)
for file in include/triage/*.h; do
  lines=$(wc -l <"$file")
  [ "$lines" -gt $max_header ] && say "$file" "$lines" "a public header longer than $max_header lines"
  grep -qiE 'thread-(safe|compatible)' "$file" || say "$file" 1 "does not say whether it is thread-safe or thread-compatible"
done
while read -r folder; do
  files=$(find "$folder" -maxdepth 1 -type f \( -name '*.cc' -o -name '*.h' -o -name '*.inc' \) | wc -l)
  [ "$files" -gt $max_files ] && say "$folder" 1 "$files files directly in it; at most $max_files"
done < <(find src -type d | sort)

# ---- each unit has its test, in the folder that mirrors its own ----
while read -r file; do
  name=$(basename "$file" .cc)
  [ "$file" = src/cli/main.cc ] && continue
  folder=tests/$(dirname "${file#src/}")
  found=$(find "$folder" -name "${name}_test.cc" 2>/dev/null | head -1)
  [ -z "$found" ] && say "$file" 1 "has no test ${folder%/.}/${name}_test.cc"
done < <(find src -name '*.cc' | sort)

# ---- who includes whom ----
may_include() {  # FILE FOLDER INCLUDED -> 0 where the table allows it
  local file=$1 folder=$2 included=$3 part list
  part=${included#src/}
  case $part in */*) part=${part%%/*} ;; *) part=/ ;; esac
  [ "$part" = "$folder" ] && return 0
  list="$(sed -n "s|^$folder: *||p" <<<"$allowed") $(sed -n "s|^$file: *||p" <<<"$also")"
  local one
  for one in $list; do
    [ "$one" = "$part" ] || [ "$one" = "$included" ] && return 0
  done
  return 1
}
while read -r file; do
  folder=${file#src/}
  case $folder in */*) folder=${folder%%/*} ;; *) folder=/ ;; esac
  grep -q "^$folder:" <<<"$allowed" || say "$file" 1 "src/$folder does not stand in the table of tests/layout/layout_test.sh"
  while IFS=: read -r line text; do
    included=$(sed -n 's/^ *# *include *["<]\([^">]*\)[">].*/\1/p' <<<"$text")
    case $included in
      src/*) may_include "$file" "$folder" "$included" || say "$file" "$line" "must not include $included" ;;
      tests/* | bench/*) say "$file" "$line" "must not include $included" ;;
      triage/v1/*) [ "$folder" = base ] && say "$file" "$line" "src/base knows no messages: must not include $included" ;;
      triage/*.h)
        if [ "$folder" != / ] && [ "$folder" != cli ]; then
          variable=public_for_$folder
          case " ${!variable-} " in *" $included "*) ;; *) say "$file" "$line" "must not include $included" ;; esac
        fi ;;
      */* | '') ;;
      *.h) case $text in *'"'*) say "$file" "$line" "include by the full path from the root: $included" ;; esac ;;
    esac
  done < <(grep -n '^ *# *include' "$file")
done < <(sources src)
while IFS=: read -r file line text; do
  say "$file" "$line" "a public header must not include src/"
done < <(grep -snE '^ *# *include *["<](src|tests|bench)/' include/triage/*.h include/triage/*.in /dev/null)

# ---- what the library never does: print, log, abort, throw; and RE2::Set, whose misses are silent ----
while read -r file; do
  while IFS=: read -r line text; do
    say "$file" "$line" "the library neither prints, aborts nor throws: $(sed 's/^ *//' <<<"$text")"
  done < <(code_of "$file" | grep -E 'std::(cout|cerr|clog)\b|\b(printf|fprintf|puts|fputs|putchar|perror|abort|exit|_exit|quick_exit|terminate|PrintF|FPrintF|syslog)\(|\bthrow\b|\b(ABSL_RAW_LOG|ABSL_RAW_CHECK|LOG|CHECK)\(')
done < <(sources src include | grep -v '^src/cli/')
while read -r file; do
  while IFS=: read -r line text; do
    say "$file" "$line" "RE2::Set may miss silently"
  done < <(code_of "$file" | grep -E 'RE2::Set\b|re2/set\.h')
done < <(sources src include)

# ---- header guards name their file ----
while read -r file; do
  guard=TRIAGE_$(sed 's:^include/triage/::; s:[/.]:_:g' <<<"$file" | tr '[:lower:]' '[:upper:]')_
  grep -q "^#ifndef $guard\$" "$file" || say "$file" 1 "has no header guard $guard"
done < <(sources src include | grep '\.h$')

if [ -s "$violations" ]; then
  cat "$violations"
  echo "$(wc -l <"$violations") violations"
  exit 1
fi
echo "layout: $(sources src include | wc -l) files, no violation"
