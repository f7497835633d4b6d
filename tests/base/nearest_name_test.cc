#include "src/base/nearest_name.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace triage {
namespace {

// The same number of edits by the definition: a swap, a change, an insertion or a removal each cost one.
size_t SlowEdits(std::string_view a, std::string_view b) {
  if (a.empty()) return b.size();
  if (b.empty()) return a.size();
  size_t best = SlowEdits(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
  best = std::min(best, SlowEdits(a.substr(1), b) + 1);
  best = std::min(best, SlowEdits(a, b.substr(1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
    best = std::min(best, SlowEdits(a.substr(2), b.substr(2)) + 1);
  }
  return best;
}

std::string_view SlowNearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  const size_t limit = std::max<size_t>(1, name.size() / 3);
  std::string_view nearest;
  size_t fewest = limit + 1;
  for (const std::string_view candidate : candidates) {
    const size_t edits = SlowEdits(name, candidate);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

struct Row {
  const char* name;
  const char* asked;
  std::vector<std::string_view> candidates;
  const char* expected;
};

TEST(NearestName, FindsWhatWasMeant) {
  const Row rows[] = {
      {"one letter left out", "injry", {"delivery", "injury"}, "injury"},
      {"swapped neighbours are one edit", "ab", {"ba"}, "ba"},
      {"changed", "injuri", {"injury"}, "injury"},
      {"inserted", "innjury", {"injury"}, "injury"},
      {"itself", "injury", {"injuri", "injury"}, "injury"},
      {"a third of the length, no more", "abcdef", {"abcdxy"}, "abcdxy"},
      {"above a third", "abcdef", {"abcxyz"}, ""},
      {"one edit of a short name", "a", {"b"}, "b"},
      {"ties go to the first", "cat", {"bat", "hat"}, "bat"},
      {"the nearer of two", "deliveryy", {"deliveries", "delivery"}, "delivery"},
      {"no candidates", "injury", {}, ""},
      {"no name", "", {"a"}, ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(NearestName(row.asked, row.candidates), row.expected);
  }
}

TEST(NearestName, IsTheOneOfTheDefinition) {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string w;
    for (size_t n = 1 + random() % 6; n > 0; --n) w += static_cast<char>('a' + random() % 3);
    return w;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    for (int i = 0; i < 5; ++i) words.push_back(word());
    const std::vector<std::string_view> candidates(words.begin(), words.end());
    const std::string name = word();
    SCOPED_TRACE(name);
    EXPECT_EQ(NearestName(name, candidates), SlowNearest(name, candidates));
  }
}

TEST(NearestName, NamesOfAnyLengthAreTaken) {
  const std::string huge(1 << 20, 'a');
  EXPECT_EQ(NearestName(huge, {"aaa", huge}), "");
  EXPECT_EQ(NearestName("aaa", {huge, "aab"}), "aab");
}

TEST(NameHint, AsksOrLists) {
  EXPECT_EQ(NameHint("injry", {"injury"}), "did you mean \"injury\"?");
  EXPECT_EQ(NameHint("zzzzzz", {"a", "b"}), "known are: a, b");
  EXPECT_EQ(NameHint("zzzzzz", {"a", "b", "c", "d", "e", "f", "g", "h", "i"}),
            "known are: a, b, c, d, e, f, g, h, ...");
  EXPECT_EQ(NameHint("zzzzzz", {}), "");
}

}  // namespace
}  // namespace triage
