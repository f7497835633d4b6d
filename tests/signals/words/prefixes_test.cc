#include "src/signals/words/prefixes.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::signals {
namespace {

std::vector<uint32_t> Values(const PrefixTable& table, const std::string& word) {
  std::vector<uint32_t> values;
  table.ForEach(MakeWordKey(word, 0, static_cast<uint32_t>(word.size())), word,
                [&](uint32_t value) { values.push_back(value); });
  return values;
}

TEST(PrefixesTest, FindsAllPrefixesOfAWord) {
  const PrefixTable table({{"in", 1},
                           {"inj", 2},
                           {"injur", 3},
                           {"injuries", 4},
                           {"injurious", 5},
                           {"injurx", 6},
                           {"injur", 7},
                           {"חב", 8}});
  EXPECT_THAT(Values(table, "injury"), testing::UnorderedElementsAre(1, 2, 3, 7));
  EXPECT_THAT(Values(table, "injuriously"), testing::UnorderedElementsAre(1, 2, 3, 5, 7));
  EXPECT_THAT(Values(table, "in"), testing::ElementsAre(1));
  EXPECT_THAT(Values(table, "חבילה"), testing::ElementsAre(8));
  EXPECT_THAT(Values(table, "i"), testing::IsEmpty());
  EXPECT_THAT(Values(table, "an"), testing::IsEmpty());
}

TEST(PrefixesTest, AnEmptyTable) {
  EXPECT_TRUE(PrefixTable().empty());
  EXPECT_THAT(Values(PrefixTable(), "injury"), testing::IsEmpty());
}

}  // namespace
}  // namespace triage::signals
