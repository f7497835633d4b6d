#!/bin/bash
# Usage: try.sh CASE.cc COMPILE_COMMAND...
#
# Runs the command, which compiles CASE.cc, and compares how it ends with what the file expects.
set -u
export LC_ALL=C
case_file=$1
shift
said=$("$@" 2>&1)
code=$?

if grep -q '^// expect-success' "$case_file"; then
  [ $code -eq 0 ] && exit 0
  echo "$case_file should compile:"
  echo "$said"
  exit 1
fi
if [ $code -eq 0 ]; then
  echo "$case_file compiles, and should not"
  exit 1
fi
errors=$(grep -E '(error|note): ' <<<"$said")
while IFS= read -r expected; do
  grep -qF -- "$expected" <<<"$errors" && exit 0
done < <(sed -n 's:^// expect-error\: ::p' "$case_file")
echo "$case_file does not compile, but for another reason than the file expects:"
echo "$said"
exit 1
