// "Did you mean ...?"
#ifndef TRIAGE_SRC_BASE_NEAREST_NAME_H_
#define TRIAGE_SRC_BASE_NEAREST_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace triage {

// The candidate with the fewest edits (insert, drop, change, swap of neighbours) from `name`, where these are
// at most a third of its length and at least one is allowed; empty where none is near. Ties: the first in
// order. Thread-safe.
std::string_view NearestName(std::string_view name, const std::vector<std::string_view>& candidates);

// A hint for an author: `did you mean "X"?`, or, where none is near, `known are: a, b, c` (at most eight).
std::string NameHint(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_NEAREST_NAME_H_
