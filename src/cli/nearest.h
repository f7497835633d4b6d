// "Did you mean ...?" for commands and columns.
//
//   Nearest("rnu", {"run", "check"});          // "run"
//   Nearest("vip", {"standing.vip"});          // "standing.vip": the last word of a dotted path is enough
//   Nearest("frobnicate", {"run", "check"});   // "": nothing is near
//
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_CLI_NEAREST_H_
#define TRIAGE_SRC_CLI_NEAREST_H_

#include <string>
#include <string_view>
#include <vector>

namespace triage::cli {

// The candidate with the fewest edits (insert, drop, change, swap of neighbours), where these are at most a
// third of the name's length and at least one is allowed. Ties: the first.
std::string Nearest(std::string_view name, const std::vector<std::string>& candidates);

// `; did you mean "X"?`, or nothing where none is near.
std::string DidYouMean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_NEAREST_H_
