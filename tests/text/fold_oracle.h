// Folding written a second time, slowly and plainly, from the rules in src/text/fold.h: one list of
// characters, step by step, all normalisation by utf8proc at run time. The tests compare the quick one with
// it.
#ifndef TRIAGE_TESTS_TEXT_FOLD_ORACLE_H_
#define TRIAGE_TESTS_TEXT_FOLD_ORACLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace triage::text {

struct OracleFold {
  std::string bytes;          // without edges
  std::vector<size_t> begin;  // for each byte: the range of the original that its character came from
  std::vector<size_t> end;
  int repaired = 0;
};

OracleFold FoldSlowly(std::string_view text);

// True for a code point that the linked utf8proc knows as a letter, number or mark.
bool IsWordCharacter(int code_point);

}  // namespace triage::text

#endif  // TRIAGE_TESTS_TEXT_FOLD_ORACLE_H_
