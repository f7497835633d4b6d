#include "src/base/nearest_name.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace triage {
namespace {

// Names of rule sets are short. Longer ones are no slips of the pen, and comparing them costs their square.
constexpr size_t kMaxNameBytes = 96;
constexpr size_t kMaxListed = 8;

using Row = std::array<size_t, kMaxNameBytes + 1>;

// Edits between `a` and `b`, both at most kMaxNameBytes long; `limit + 1` for any number above `limit`.
size_t Edits(std::string_view a, std::string_view b, size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  Row before_last{};
  Row last{};
  Row row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    size_t smallest = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      smallest = std::min(smallest, row[j]);
    }
    // A swap reaches back two rows, and the row before this one is at most one below.
    if (smallest > limit + 1) return limit + 1;
    before_last = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace

std::string_view NearestName(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (name.empty() || name.size() > kMaxNameBytes) return {};
  size_t limit = std::max<size_t>(1, name.size() / 3);
  std::string_view nearest;
  for (const std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > kMaxNameBytes) continue;
    const size_t edits = Edits(name, candidate, limit);
    if (edits > limit) continue;
    nearest = candidate;
    if (edits == 0) break;
    limit = edits - 1;  // only what is nearer still can win
    if (limit == 0) {
      // Nothing but the name itself is nearer.
      if (std::find(candidates.begin(), candidates.end(), name) != candidates.end()) nearest = name;
      break;
    }
  }
  return nearest;
}

std::string NameHint(std::string_view name, const std::vector<std::string_view>& candidates) {
  const std::string_view nearest = NearestName(name, candidates);
  std::string hint;
  if (!nearest.empty()) {
    hint.append("did you mean \"").append(nearest).append("\"?");
    return hint;
  }
  if (candidates.empty()) return hint;
  hint = "known are: ";
  for (size_t i = 0; i < std::min(candidates.size(), kMaxListed); ++i) {
    if (i > 0) hint += ", ";
    hint.append(candidates[i]);
  }
  if (candidates.size() > kMaxListed) hint += ", ...";
  return hint;
}

}  // namespace triage
