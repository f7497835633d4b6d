#include "src/rules/condition.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/random_conditions.h"

namespace triage::rules {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Reads, lays out and runs one condition; a condition with errors fails the test.
bool Holds(const v1::Condition& condition, const Case& c, const Built& built) {
  AtomTable atoms;
  KeptIssues issues;
  const std::optional<Node> tree = Reader(built.signals, built.facts, &atoms, &issues).Read(condition);
  if (!tree) {
    ADD_FAILURE() << condition.DebugString();
    return false;
  }
  std::vector<Branch> branches;
  const uint32_t entry = LayOut(*tree, kHolds, kFails, &branches);
  Question question{c.findings, c.facts, ChannelBits(c.channel), 1u << static_cast<uint32_t>(c.language)};
  for (const uint32_t signal : c.findings.said)
    question.problems += built.signals.kind(signal) == v1::Signal::PROBLEM;
  return Run(atoms, branches, entry, question);
}

std::vector<std::string> Codes(const v1::Condition& condition, const Built& built) {
  AtomTable atoms;
  KeptIssues issues;
  Reader reader(built.signals, built.facts, &atoms, &issues);
  const bool read = reader.Read(condition).has_value();
  const bool error = std::any_of(issues.all.begin(), issues.all.end(),
                                 [](const auto& kept) { return kept.level == Issue::Level::kError; });
  EXPECT_EQ(read, !error);
  return issues.Codes();
}

// The random conditions that mean something: contradictions inside one are errors, and tested by name.
bool IsGood(const v1::Condition& condition, const Built& built) {
  AtomTable atoms;
  KeptIssues issues;
  return Reader(built.signals, built.facts, &atoms, &issues).Read(condition).has_value();
}

TEST(Condition, SaysWhatIsSaid) {
  struct Row {
    const char* name;
    const char* condition;
    std::vector<uint32_t> said;
    bool holds;
  };
  const Row rows[] = {
      {"always", "always: true", {}, true},
      {"said", "signal: 's0'", {1}, true},
      {"not said", "signal: 's0'", {0, 1}, false},
      {"all of several", "signal: 's0' signal: 's1'", {1}, false},
      {"any of several", "any_signal: 's0' any_signal: 's1'", {0, 1}, true},
      {"any of none", "any_signal: 's0' any_signal: 's1'", {0, 0, 1}, false},
      {"none", "no_signal: 's0' no_signal: 's1'", {0, 0, 1}, true},
      {"one of none", "no_signal: 's0' no_signal: 's1'", {0, 1}, false},
      {"often enough", "count { signal: 's0' at_least: 2 }", {2}, true},
      {"not often enough", "count { signal: 's0' at_least: 2 }", {1}, false},
      {"nothing else wrong", "signal: 's0' nothing_else_wrong: true", {1}, true},
      {"something else wrong", "signal: 's0' nothing_else_wrong: true", {1, 1}, false},
      {"context is nothing wrong", "signal: 's0' nothing_else_wrong: true", {1, 0, 0, 0, 1, 0, 0, 1}, true},
      {"named in a member",
       "nothing_else_wrong: true any { signal: 's0' } any { signal: 's1' }",
       {1, 1},
       true},
      {"nothing wrong", "nothing_wrong: true", {0, 0, 0, 0, 1}, true},
      {"something wrong", "nothing_wrong: true", {0, 0, 0, 1}, false},
      {"all", "all { signal: 's0' } all { signal: 's1' }", {1}, false},
      {"any", "any { signal: 's0' } any { signal: 's1' }", {1}, true},
      {"not", "not { signal: 's0' }", {1}, false},
      {"none of several", "not { signal: 's0' } not { signal: 's1' }", {0, 1}, false},
      {"not all of it", "not { signal: 's0' signal: 's1' }", {1}, true},
      {"not always", "not { always: true }", {}, false},
      {"not below is true where missing", "not { fact { name: 'customer.nps' below: 5 } }", {}, true},
      {"below is false where missing", "fact { name: 'customer.nps' below: 5 }", {}, false},
      {"has not", "fact { name: 'customer.nps' has: false }", {}, true},
      {"has", "fact { name: 'customer.nps' has: true }", {}, false},
      {"is false is not missing", "fact { name: 'customer.vip' is: false }", {}, false},
      {"channel", "channel: CHAT channel: MAIL", {}, true},
      {"another channel", "channel: CHAT", {}, false},
      {"language", "language: 'en'", {}, true},
      {"another language", "language: 'he' language: 'und'", {}, false},
  };
  const Built built;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    Case c;
    c.findings = Said(row.said);
    c.facts.values.resize(built.facts.size());
    const v1::Condition condition = Parse<v1::Condition>(row.condition);
    EXPECT_EQ(Holds(condition, c, built), row.holds);
    EXPECT_EQ(SlowHolds(condition, c, built), row.holds);
  }
}

TEST(Condition, AgreesWithTheSlowEvaluatorAndWithLogic) {
  const Built built;
  Generator generator(20261123, built);
  int held = 0;
  int tried = 0;
  for (int round = 0; round < 1500; ++round) {
    const v1::Condition x = generator.Condition(4);
    const v1::Condition y = generator.Condition(2);
    if (!IsGood(x, built) || !IsGood(y, built)) continue;
    v1::Condition not_x, not_not_x, nor, and_of_nots, not_both, any_not;
    *not_x.add_not_() = x;
    *not_not_x.add_not_() = not_x;
    *nor.add_not_()->add_any() = x;
    *nor.mutable_not_(0)->add_any() = y;
    *and_of_nots.add_not_() = x;
    *and_of_nots.add_not_() = y;
    *not_both.add_not_()->add_all() = x;
    *not_both.mutable_not_(0)->add_all() = y;
    *any_not.add_any()->add_not_() = x;
    *any_not.add_any()->add_not_() = y;
    for (int i = 0; i < 4; ++i) {
      const Case c = generator.Situation();
      const bool holds = Holds(x, c, built);
      ASSERT_EQ(holds, SlowHolds(x, c, built)) << x.DebugString();
      ASSERT_EQ(Holds(not_x, c, built), !holds);
      ASSERT_EQ(Holds(not_not_x, c, built), holds);
      ASSERT_EQ(Holds(nor, c, built), Holds(and_of_nots, c, built));
      ASSERT_EQ(Holds(not_both, c, built), Holds(any_not, c, built));
      held += holds;
      ++tried;
    }
  }
  EXPECT_GT(held, tried / 20);  // the trees are no empty talk
  EXPECT_LT(held, tried - tried / 20);
}

TEST(Condition, RefusesWhatMeansNothing) {
  struct Row {
    const char* name;
    const char* condition;
    const char* code;
  };
  const Row rows[] = {
      {"empty", "", "empty_condition"},
      {"empty member", "any { signal: 's0' } any {}", "empty_condition"},
      {"always and more", "always: true signal: 's0'", "always_and_more"},
      {"unknown signal", "signal: 's9'", "unknown_signal"},
      {"unknown in any", "any_signal: 's9'", "unknown_signal"},
      {"unknown in none", "no_signal: 's9'", "unknown_signal"},
      {"unknown in a count", "count { signal: 's9' at_least: 1 }", "unknown_signal"},
      {"count of nothing", "count { signal: 's0' }", "bad_count"},
      {"count below nothing", "count { signal: 's0' at_least: -1 }", "bad_count"},
      {"unknown fact", "fact { name: 'customer.npss' below: 1 }", "unknown_fact"},
      {"undeclared attribute", "fact { name: 'customer.attribute.x' has: true }", "unknown_fact"},
      {"flag below", "fact { name: 'customer.vip' below: 1 }", "wrong_question"},
      {"flag equals", "fact { name: 'customer.vip' equals: 'yes' }", "wrong_question"},
      {"flag one of", "fact { name: 'customer.vip' one_of: 'yes' }", "wrong_question"},
      {"number is", "fact { name: 'customer.nps' is: true }", "wrong_question"},
      {"number equals", "fact { name: 'customer.nps' equals: '5' }", "wrong_question"},
      {"text above", "fact { name: 'customer.segment' above: 5 }", "wrong_question"},
      {"text is", "fact { name: 'customer.segment' is: true }", "wrong_question"},
      {"money one of", "fact { name: 'complaint.claimed' one_of: '5' }", "wrong_question"},
      {"two questions", "fact { name: 'customer.segment' equals: 'a' one_of: 'b' }", "several_questions"},
      {"no question", "fact { name: 'customer.segment' }", "no_question"},
      {"21 NaN", "fact { name: 'customer.nps' below: nan }", "bad_number"},
      {"21 infinite", "fact { name: 'customer.nps' above: -inf }", "bad_number"},
      {"unknown tier", "fact { name: 'customer.tier' one_of: 'glod' }", "unknown_tier"},
      {"unknown language", "language: 'xx'", "unknown_language"},
      {"said and not said", "signal: 's0' no_signal: 's0'", "never_holds"},
      {"counted and not said", "count { signal: 's0' at_least: 2 } no_signal: 's0'", "never_holds"},
      {"a problem and nothing wrong", "signal: 's0' nothing_wrong: true", "never_holds"},
  };
  const Built built;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_THAT(Codes(Parse<v1::Condition>(row.condition), built), ElementsAre(row.code));
  }
  v1::Condition channel;
  channel.add_channel(static_cast<v1::Channel::Kind>(77));
  EXPECT_THAT(Codes(channel, built), ElementsAre("unknown_channel"));
}

TEST(Condition, TellsAllIssuesWithHints) {
  const Built built;
  AtomTable atoms;
  KeptIssues issues;
  Reader reader(built.signals, built.facts, &atoms, &issues);
  EXPECT_FALSE(
      reader.Read(Parse<v1::Condition>("signal: 's0x' fact { name: 'customer.nsp' below: 5 } any { fact { "
                                       "name: 'customer.tier' equals: 'glod' } }")));
  ASSERT_EQ(issues.all.size(), 3u);
  EXPECT_EQ(issues.all[0].field, "signal");
  EXPECT_EQ(issues.all[0].hint, "did you mean \"s0\"?");
  EXPECT_EQ(issues.all[1].message, "unknown fact \"customer.nsp\"");
  EXPECT_EQ(issues.all[1].hint, "did you mean \"customer.nps\"?");
  EXPECT_EQ(issues.all[2].hint, "did you mean \"gold\"?");
  // The reader is as good as new.
  EXPECT_TRUE(reader.Read(Parse<v1::Condition>("signal: 's0'")));
}

TEST(Condition, NestingHasAnEnd9) {
  const Built built;
  for (const int depth : {31, 32, 33, 3000}) {
    SCOPED_TRACE(depth);
    v1::Condition condition;
    v1::Condition* last = &condition;
    for (int i = 1; i < depth; ++i) last = last->add_not_();
    last->add_signal("s0");
    if (depth <= 32) {
      EXPECT_THAT(Codes(condition, built), IsEmpty());
    } else {
      EXPECT_THAT(Codes(condition, built), ElementsAre("too_deep"));
    }
  }
}

TEST(NeverHolds, FindsWhatExcludesItself) {
  struct Row {
    const char* name;
    const char* condition;
    bool never;
  };
  const Row rows[] = {
      {"through members", "signal: 's0' all { all { no_signal: 's0' } }", true},
      {"through not", "signal: 's0' not { signal: 's0' }", true},
      {"through not of any", "signal: 's0' not { any_signal: 's0' any_signal: 's1' }", true},
      {"a fact and its opposite",
       "fact { name: 'customer.nps' has: true } fact { name: 'customer.nps' has: false }", true},
      {"not always", "not { always: true }", true},
      {"one way remains", "any { signal: 's0' no_signal: 's1' } no_signal: 's0' any { signal: 's1' }", false},
      {"true and false may both be unknown", "fact { name: 'customer.vip' is: true }", false},
      {"different signals", "signal: 's0' no_signal: 's1'", false},
  };
  const Built built;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    AtomTable atoms;
    KeptIssues issues;
    const std::optional<Node> tree =
        Reader(built.signals, built.facts, &atoms, &issues).Read(Parse<v1::Condition>(row.condition));
    ASSERT_TRUE(tree);
    EXPECT_EQ(NeverHolds(*tree, atoms), row.never);
  }
}

TEST(NeverHolds, IsNeverWrongAboutIt) {
  const Built built;
  Generator generator(99, built);
  for (int round = 0; round < 2000; ++round) {
    const v1::Condition condition = generator.Condition(3);
    AtomTable atoms;
    KeptIssues issues;
    const std::optional<Node> tree = Reader(built.signals, built.facts, &atoms, &issues).Read(condition);
    if (!tree || !NeverHolds(*tree, atoms)) continue;
    for (int i = 0; i < 10; ++i) ASSERT_FALSE(SlowHolds(condition, generator.Situation(), built));
  }
}

}  // namespace
}  // namespace triage::rules
