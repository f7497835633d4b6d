#include "src/signals/words/phrases.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::signals {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// The outputs of a sequence of words.
std::vector<uint32_t> Walk(const PhraseTable& table, const std::vector<uint32_t>& words) {
  std::vector<uint32_t> outputs;
  if (words.size() == 1) {
    for (const uint32_t output : table.Single(words[0])) outputs.push_back(output);
    return outputs;
  }
  std::vector<NodeId> nodes;
  for (const NodeId node : table.Roots(words[0])) nodes.push_back(node);
  for (size_t i = 1; i < words.size(); ++i) {
    std::vector<NodeId> next;
    for (const NodeId node : nodes) {
      for (const NodeId to : table.Next(node, words[i])) next.push_back(to);
    }
    nodes = next;
  }
  for (const NodeId node : nodes) {
    for (const uint32_t output : table.Outputs(node)) outputs.push_back(output);
  }
  return outputs;
}

TEST(PhrasesTest, EachFormOfEachWord) {
  PhraseBuilder builder;
  const uint32_t lost = builder.Class({0, 1}), parcel = builder.Class({2, 3});
  builder.Add({lost, parcel}, GapRule::kTerm, 42);
  const PhraseTable table = builder.Build(5);
  for (const uint32_t a : {0u, 1u}) {
    for (const uint32_t b : {2u, 3u}) EXPECT_THAT(Walk(table, {a, b}), ElementsAre(42));
  }
  EXPECT_THAT(Walk(table, {2, 0}), IsEmpty());
  EXPECT_THAT(Walk(table, {0, 4}), IsEmpty());
  EXPECT_THAT(Walk(table, {0}), IsEmpty());
  EXPECT_THAT(Walk(table, {4, 2}), IsEmpty());
}

TEST(PhrasesTest, SharedBeginningsAndOverlappingClasses) {
  PhraseBuilder builder;
  const uint32_t a = builder.Class({0}), b = builder.Class({1}), ab = builder.Class({1, 0, 1});
  EXPECT_EQ(builder.Class({0, 1}), ab);
  builder.Add({a}, GapRule::kTerm, 1);
  builder.Add({a, b}, GapRule::kTerm, 2);
  builder.Add({ab, ab}, GapRule::kTerm, 3);
  builder.Add({ab, ab, ab}, GapRule::kTerm, 4);
  builder.Add({a, b}, GapRule::kTerm, 5);
  const PhraseTable table = builder.Build(2);
  EXPECT_THAT(Walk(table, {0}), ElementsAre(1));
  EXPECT_THAT(Walk(table, {0, 1}), UnorderedElementsAre(2, 3, 5));
  EXPECT_THAT(Walk(table, {1, 1}), ElementsAre(3));
  EXPECT_THAT(Walk(table, {1, 0, 1}), ElementsAre(4));
}

TEST(PhrasesTest, GapRulesDoNotMix) {
  PhraseBuilder builder;
  const uint32_t a = builder.Class({0});
  builder.Add({a, a}, GapRule::kTerm, 1);
  builder.Add({a, a}, GapRule::kAny, 2);
  const PhraseTable table = builder.Build(1);
  int terms = 0, literals = 0;
  for (const NodeId node : table.Roots(0)) (table.Gap(node) == GapRule::kTerm ? terms : literals) += 1;
  EXPECT_EQ(terms, 1);
  EXPECT_EQ(literals, 1);
  EXPECT_THAT(Walk(table, {0, 0}), UnorderedElementsAre(1, 2));
}

}  // namespace
}  // namespace triage::signals
