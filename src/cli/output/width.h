// How many columns of a terminal a text takes, and cutting it to fit.
//
//   DisplayWidth("colet");               // 5
//   DisplayWidth("חבילה");                // 5; points and accents written on a letter take none
//   DisplayWidth("📦");                   // 2
//   Fit("the parcel is late", 10);       // "the parce…"
//
// Works on what a reader sees as one character (a letter with its marks, a joined emoji), never cutting
// inside. Invalid UTF-8 counts one column a byte. Linear. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_CLI_OUTPUT_WIDTH_H_
#define TRIAGE_SRC_CLI_OUTPUT_WIDTH_H_

#include <string>
#include <string_view>

namespace triage::cli {

int DisplayWidth(std::string_view text);

// The text, or its beginning and an ellipsis, in at most `columns` columns.
std::string Fit(std::string_view text, int columns);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_WIDTH_H_
