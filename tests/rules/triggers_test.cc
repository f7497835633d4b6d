#include "src/rules/triggers.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/random_conditions.h"

namespace triage::rules {
namespace {

using ::testing::ElementsAre;

using Signals = std::optional<std::vector<uint32_t>>;

Signals Set(std::vector<uint32_t> signals) { return signals; }

TEST(Triggers, SmallestSafeSet) {
  struct Row {
    const char* name;
    const char* condition;
    Signals triggers;
    std::vector<uint32_t> wanted;
  };
  const Row rows[] = {
      {"a signal", "signal: 's3'", Set({3}), {3}},
      {"one of several that are all needed", "signal: 's2' signal: 's1'", Set({2}), {1, 2}},
      {"any of several", "any_signal: 's2' any_signal: 's1'", Set({1, 2}), {1, 2}},
      {"the smaller set", "any_signal: 's2' any_signal: 's1' signal: 's5'", Set({5}), {1, 2, 5}},
      {"a count", "count { signal: 's4' at_least: 2 }", Set({4}), {4}},
      {"through members", "all { any { signal: 's1' } any { signal: 's2' } }", Set({1, 2}), {1, 2}},
      {"one way without signals", "any { signal: 's1' } any { channel: CHAT }", std::nullopt, {1}},
      {"what is not said", "no_signal: 's1'", std::nullopt, {}},
      {"not not", "not { not { signal: 's1' } }", Set({1}), {1}},
      {"not none", "not { no_signal: 's1' no_signal: 's2' }", Set({1, 2}), {1, 2}},
      {"facts alone", "fact { name: 'customer.vip' is: true }", std::nullopt, {}},
      {"always", "always: true", std::nullopt, {}},
      {"never", "not { always: true }", Set({}), {}},
  };
  const Built built;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    AtomTable atoms;
    KeptIssues issues;
    const std::optional<Node> tree =
        Reader(built.signals, built.facts, &atoms, &issues).Read(Parse<v1::Condition>(row.condition));
    ASSERT_TRUE(tree);
    EXPECT_EQ(Triggers(*tree, atoms), row.triggers);
    EXPECT_EQ(WantedSignals(*tree, atoms), row.wanted);
  }
}

TEST(Triggers, WithoutThemNothingHolds) {
  const Built built;
  Generator generator(5, built);
  int with_triggers = 0;
  for (int round = 0; round < 2000; ++round) {
    const v1::Condition condition = generator.Condition(3);
    AtomTable atoms;
    KeptIssues issues;
    const std::optional<Node> tree = Reader(built.signals, built.facts, &atoms, &issues).Read(condition);
    if (!tree) continue;
    const Signals triggers = Triggers(*tree, atoms);
    if (!triggers) continue;
    ++with_triggers;
    const std::vector<uint32_t> wanted = WantedSignals(*tree, atoms);
    EXPECT_TRUE(std::includes(wanted.begin(), wanted.end(), triggers->begin(), triggers->end()));
    for (int i = 0; i < 5; ++i) {
      Case c = generator.Situation();
      std::vector<uint32_t> counts = c.findings.count;
      for (const uint32_t signal : *triggers) counts[signal] = 0;
      c.findings = Said(counts);
      ASSERT_FALSE(SlowHolds(condition, c, built)) << condition.DebugString();
    }
  }
  EXPECT_GT(with_triggers, 300);
}

TEST(TriggerIndex, CollectsBits) {
  TriggerIndex index;
  index.Add(0, Set({2}), 4);
  index.Add(1, std::nullopt, 4);
  for (uint32_t rule = 2; rule < 40; ++rule) index.Add(rule, Set({rule % 2, 3}), 4);
  std::vector<uint32_t> candidates = {77, 77, 77};
  index.Collect({}, &candidates);
  EXPECT_THAT(candidates, ElementsAre(2u, 0u));
  index.Collect({2}, &candidates);
  EXPECT_THAT(candidates, ElementsAre(3u, 0u));
  index.Collect({0, 3}, &candidates);
  EXPECT_THAT(candidates, ElementsAre(0xFFFFFFFEu, 0xFFu));
  index.Collect({9}, &candidates);  // a signal that is none
  EXPECT_THAT(candidates, ElementsAre(2u, 0u));
}

}  // namespace
}  // namespace triage::rules
