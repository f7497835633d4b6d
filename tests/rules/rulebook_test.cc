#include "src/rules/rulebook.h"

#include <algorithm>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/random_conditions.h"

namespace triage::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Firing Evaluate(const Built& built, const Case& c) {
  Firing firing;
  built.book.Evaluate(c.situation(), built.facts, &firing);
  return firing;
}

Case Saying(const Built& built, std::vector<uint32_t> counts) {
  Case c;
  c.findings = Said(std::move(counts));
  c.facts.values.resize(built.facts.size());
  return c;
}

void SetFlag(const Built& built, std::string_view name, bool flag, Case* c) {
  c->facts.values[built.Fact(name)].known = true;
  c->facts.values[built.Fact(name)].flag = flag;
}

void SetNumber(const Built& built, std::string_view name, double number, Case* c) {
  c->facts.values[built.Fact(name)].known = true;
  c->facts.values[built.Fact(name)].number = number;
}

TEST(RuleBook, RulesAreNumberedByIdAndKnowTheirSource) {
  const Built built(R"pb(
    rule {
      id: "zeal"
      why: "w"
      when { signal: "s1" signal: "s0" }
      then { tag: "t" }
    }
    rule {
      id: "alarm"
      why: "w"
      when { any_signal: "s4" no_signal: "s5" }
      then { tag: "t" }
    })pb");
  EXPECT_THAT(built.issues.Codes(), IsEmpty());
  ASSERT_EQ(built.book.size(), 2u);
  EXPECT_EQ(built.book.id(0), "alarm");
  EXPECT_EQ(built.book.source_index(0), 1);
  EXPECT_EQ(built.book.source_index(1), 0);
  EXPECT_THAT(built.book.signals(0), ElementsAre(4u));
  EXPECT_THAT(built.book.signals(1), ElementsAre(0u, 1u));
  EXPECT_THAT(built.Ids(Evaluate(built, Saying(built, {1, 1, 0, 0, 1})).rules), ElementsAre("alarm", "zeal"));
  EXPECT_THAT(Evaluate(built, Saying(built, {})).rules, IsEmpty());
}

TEST(RuleBook, KnowsWhoAsksAboutTheCustomer) {
  const Built built(R"pb(
    rule {
      id: "a"
      why: "w"
      when {
        signal: "s0"
        fact { name: "complaint.hour" below: 5 }
      }
      then { tag: "t" }
    }
    rule {
      id: "b"
      why: "w"
      when { not { fact { name: "customer.nps" below: 5 } } }
      then { tag: "t" }
    }
    rule {
      id: "c"
      why: "w"
      when {
        any { signal: "s0" }
        any { fact { name: "customer.vip" is: true } }
      }
      then { tag: "t" }
    })pb");
  ASSERT_EQ(built.book.size(), 3u);
  EXPECT_FALSE(built.book.asks_customer(0));
  EXPECT_TRUE(built.book.asks_customer(1));
  EXPECT_FALSE(built.book.asks_identity(1));
  EXPECT_TRUE(built.book.asks_customer(2));
  EXPECT_TRUE(built.book.asks_identity(2));
}

TEST(RuleBook, RefusesRulesThatMeanNothing) {
  struct Row {
    const char* name;
    const char* rules;
    std::vector<std::string> codes;
  };
  const Row rows[] = {
      {"no id", "rule { why: 'w' when { always: true } then { tag: 't' } }", {"missing_id"}},
      {"two without id",
       "rule { why: 'w' when { always: true } then { tag: 't' } }"
       "rule { why: 'w' when { always: true } then { tag: 't' } }",
       {"missing_id", "missing_id"}},
      {"a space in the id",
       "rule { id: 'a b' why: 'w' when { always: true } then { tag: 't' } }",
       {"bad_id"}},
      {"19 two with one id",
       "rule { id: 'a' why: 'w' when { always: true } then { tag: 't' } }"
       "rule { id: 'a' why: 'w' when { always: true } then { tag: 't' } }",
       {"duplicate_id"}},
      {"no sentence", "rule { id: 'a' when { always: true } then { tag: 't' } }", {"missing_why"}},
      {"no condition", "rule { id: 'a' why: 'w' then { tag: 't' } }", {"empty_condition"}},
      {"empty condition", "rule { id: 'a' why: 'w' when {} then { tag: 't' } }", {"empty_condition"}},
      {"no effect", "rule { id: 'a' why: 'w' when { always: true } }", {"no_effect"}},
      {"empty effect", "rule { id: 'a' why: 'w' when { always: true } then {} }", {"no_effect"}},
      {"the customer lowers the severity",
       "rule { id: 'a' why: 'w' when { signal: 's0' not { fact { name: 'customer.nps' has: true } } }"
       "  then { severity_at_most: LOW } }",
       {"ceiling_asks_customer"}},
      {"never holds",
       "rule { id: 'a' why: 'w' when { signal: 's0' not { signal: 's0' } } then { tag: 't' } }",
       {"never_holds"}},
      {"several at once",
       "rule { when { signal: 's9' } then { tag: 't' } }",
       {"missing_id", "missing_why", "unknown_signal"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Built built(row.rules);
    EXPECT_EQ(built.issues.Codes(), row.codes);
  }
}

TEST(RuleBook, ABookWithoutRulesFiresNothing) {
  const Built built;
  EXPECT_THAT(Evaluate(built, Saying(built, {1, 1, 1})).rules, IsEmpty());
  const RuleBook none;
  EXPECT_EQ(none.size(), 0u);
  Firing firing;
  firing.rules = {4};
  none.Evaluate(Saying(built, {1}).situation(), built.facts, &firing);
  EXPECT_THAT(firing.rules, IsEmpty());
}

// Rules of random conditions, some with floors; those that are refused are dropped.
v1::RuleSet RandomRules(Generator* generator, const Built& base, int count) {
  v1::RuleSet rules = BaseRules();
  for (int i = 0; i < count; ++i) {
    v1::Rule rule;
    rule.set_id(absl::StrCat("r", i));
    rule.set_why("w");
    *rule.mutable_when() = generator->Condition(3);
    rule.mutable_then()->add_tag("t");
    if (i % 2 == 0) rule.mutable_then()->set_severity_at_least(v1::Severity::SERIOUS);
    v1::RuleSet alone = BaseRules();
    *alone.add_rule() = rule;
    KeptIssues issues;
    if (RuleBook::Build(alone, base.signals, base.facts, issues).size() == 1) *rules.add_rule() = rule;
  }
  return rules;
}

TEST(RuleBook, CandidatesAreEnough) {
  const Built base;
  Generator generator(1, base);
  for (int round = 0; round < 25; ++round) {
    const Built built(RandomRules(&generator, base, 45), "");
    ASSERT_EQ(built.book.size(), static_cast<size_t>(built.rules.rule_size()));
    for (int i = 0; i < 8; ++i) {
      const Case c = generator.Situation();
      Case unknown = c;
      built.facts.ForgetCustomer(c.facts, &unknown.facts);
      std::vector<std::string> hold;
      std::vector<std::string> for_anybody;
      for (uint32_t r = 0; r < built.book.size(); ++r) {
        const v1::Rule& rule = built.rules.rule(built.book.source_index(r));
        ASSERT_EQ(rule.id(), built.book.id(r));
        if (SlowHolds(rule.when(), c, built)) hold.push_back(rule.id());
        const bool second =
            built.book.asks_customer(r) && rule.then().severity_at_least() != v1::Severity::UNKNOWN;
        if (second && SlowHolds(rule.when(), unknown, built)) for_anybody.push_back(rule.id());
      }
      const Firing firing = Evaluate(built, c);
      EXPECT_EQ(built.Ids(firing.rules), hold);
      EXPECT_EQ(built.Ids(firing.for_anybody), for_anybody);
      EXPECT_TRUE(std::is_sorted(firing.rules.begin(), firing.rules.end()));
    }
  }
}

TEST(RuleBook, OrderInTheFileIsIrrelevant) {
  const Built base;
  Generator generator(2, base);
  v1::RuleSet rules = RandomRules(&generator, base, 30);
  const Built forward(rules, "");
  std::reverse(rules.mutable_rule()->begin(), rules.mutable_rule()->end());
  const Built backward(rules, "");
  for (int i = 0; i < 50; ++i) {
    const Case c = generator.Situation();
    const Firing one = Evaluate(forward, c);
    const Firing other = Evaluate(backward, c);
    EXPECT_EQ(forward.Ids(one.rules), backward.Ids(other.rules));
    EXPECT_EQ(one.for_anybody, other.for_anybody);
    ASSERT_EQ(one.near_misses.size(), other.near_misses.size());
    for (size_t n = 0; n < one.near_misses.size(); ++n) {
      EXPECT_EQ(one.near_misses[n].rule, other.near_misses[n].rule);
      EXPECT_EQ(forward.book.DescribeAtom(one.near_misses[n].atom),
                backward.book.DescribeAtom(other.near_misses[n].atom));
    }
  }
}

TEST(RuleBook, MemoryOfAFiringIsReused) {
  const Built base;
  Generator generator(3, base);
  const Built built(RandomRules(&generator, base, 20), "");
  Firing reused;
  for (int i = 0; i < 30; ++i) {
    const Case c = generator.Situation();
    built.book.Evaluate(c.situation(), built.facts, &reused);
    EXPECT_EQ(reused.rules, Evaluate(built, c).rules);
    EXPECT_EQ(reused.for_anybody, Evaluate(built, c).for_anybody);
  }
}

// ---- nobody's complaint counts for less ----

TEST(RuleBook, ASeverityThatAnybodyGetsStaysWithTheCustomer88) {
  const Built built(R"pb(
    rule {
      id: "injury"
      why: "w"
      when { signal: "s0" }
      then { severity_at_least: CRITICAL }
    }
    rule {
      id: "not_serial"
      why: "w"
      when {
        signal: "s1"
        not { fact { name: "customer.complaints_90d" above: 6 } }
      }
      then { severity_at_least: SERIOUS }
    }
    rule {
      id: "points"
      why: "w"
      when {
        signal: "s1"
        not { fact { name: "customer.complaints_90d" above: 6 } }
      }
      then { add { group: "g" points: 5 } }
    }
    rule {
      id: "serial"
      why: "w"
      when { fact { name: "customer.complaints_90d" above: 6 } }
      then { named_handler: true }
    })pb");
  ASSERT_THAT(built.issues.Codes(), IsEmpty());
  Case serial = Saying(built, {1, 1});
  SetNumber(built, "customer.complaints_90d", 9, &serial);
  const Firing firing = Evaluate(built, serial);
  EXPECT_THAT(built.Ids(firing.rules), ElementsAre("injury", "serial"));
  EXPECT_THAT(built.Ids(firing.for_anybody), ElementsAre("not_serial", "points"));
}

// ---- near misses ----

std::vector<std::string> NearMisses(const Built& built, const Case& c) {
  std::vector<std::string> misses;
  for (const Miss& miss : Evaluate(built, c).near_misses) {
    misses.push_back(absl::StrCat(built.book.id(miss.rule), ": ", built.book.DescribeAtom(miss.atom)));
  }
  return misses;
}

TEST(NearMiss, TellsTheOneThingThatWasMissing) {
  const Built built(R"pb(
    rule {
      id: "both"
      why: "w"
      when { signal: "s0" signal: "s1" }
      then { severity_at_least: SERIOUS }
    }
    rule {
      id: "no_floor"
      why: "w"
      when { signal: "s0" signal: "s1" }
      then { tag: "t" }
    }
    rule {
      id: "no_joke"
      why: "w"
      when { signal: "s2" no_signal: "s4" }
      then { severity_at_least: CRITICAL }
    }
    rule {
      id: "silent"
      why: "w"
      when { signal: "s3" }
      then { severity_at_least: CRITICAL }
    }
    rule {
      id: "vip"
      why: "w"
      when {
        signal: "s5"
        fact { name: "customer.vip" is: true }
      }
      then { severity_at_least: SERIOUS }
    }
    rule {
      id: "two_away"
      why: "w"
      when { signal: "s5" signal: "s6" signal: "s7" }
      then { severity_at_least: SERIOUS }
    })pb");
  ASSERT_THAT(built.issues.Codes(), IsEmpty());
  EXPECT_THAT(NearMisses(built, Saying(built, {})), IsEmpty());
  EXPECT_THAT(NearMisses(built, Saying(built, {1})), ElementsAre("both: signal s1"));
  EXPECT_THAT(NearMisses(built, Saying(built, {0, 1})), ElementsAre("both: signal s0"));
  EXPECT_THAT(NearMisses(built, Saying(built, {1, 1})), IsEmpty());
  EXPECT_THAT(NearMisses(built, Saying(built, {0, 0, 1, 0, 1})), ElementsAre("no_joke: no signal s4"));
  Case c = Saying(built, {0, 0, 0, 0, 0, 1});
  EXPECT_THAT(NearMisses(built, c), ElementsAre("vip: customer.vip is true"));
  SetFlag(built, "customer.vip", true, &c);
  EXPECT_THAT(NearMisses(built, c), IsEmpty());
}

TEST(NearMiss, OneThingThatStandsTwiceIsOneThing) {
  const Built built(R"pb(
    rule {
      id: "a"
      why: "w"
      when {
        any { signal: "s0" signal: "s4" }
        any { signal: "s0" signal: "s5" }
        signal: "s6"
      }
      then { severity_at_least: SERIOUS }
    })pb");
  EXPECT_THAT(NearMisses(built, Saying(built, {0, 0, 0, 0, 0, 1, 1})), ElementsAre("a: signal s0"));
}

// Every atom of the rule turned round, one after another, on the tree itself.
bool SlowTree(const Node& node, const AtomTable& atoms, const Question& question, uint32_t flipped) {
  const auto holds = [&](const Node& member) { return SlowTree(member, atoms, question, flipped); };
  if (node.kind == Node::Kind::kAll) return std::all_of(node.members.begin(), node.members.end(), holds);
  if (node.kind == Node::Kind::kAny) return std::any_of(node.members.begin(), node.members.end(), holds);
  return (atoms.Holds(node.atom, question) != (node.atom == flipped)) == node.wanted;
}

TEST(NearMiss, AgreesWithFlippingEveryAtom) {
  const Built base;
  Generator generator(4, base);
  int missed = 0;
  for (int round = 0; round < 400; ++round) {
    const Built built(RandomRules(&generator, base, 1), "");
    if (built.book.size() != 1) continue;
    AtomTable atoms;
    KeptIssues issues;
    const v1::Condition& when = built.rules.rule(0).when();
    const std::optional<Node> tree = Reader(built.signals, built.facts, &atoms, &issues).Read(when);
    ASSERT_TRUE(tree);
    for (int i = 0; i < 5; ++i) {
      const Case c = generator.Situation();
      Question question{c.findings, c.facts, ChannelBits(c.channel), 1u << static_cast<uint32_t>(c.language)};
      for (const uint32_t s : c.findings.said)
        question.problems += built.signals.kind(s) == v1::Signal::PROBLEM;
      const Firing firing = Evaluate(built, c);
      std::vector<uint32_t> expected;
      if (firing.rules.empty()) {
        for (uint32_t atom = 0; atom < atoms.size(); ++atom) {
          if (SlowTree(*tree, atoms, question, atom)) expected.push_back(atom);
        }
      }
      // A rule that no signal in the text brings up is not looked at.
      ASSERT_LE(firing.near_misses.size(), 1u);
      if (firing.near_misses.empty()) {
        const bool looked_at = (firing.candidates[0] & 1) != 0;
        ASSERT_TRUE(expected.empty() || !looked_at) << when.DebugString();
      } else {
        ++missed;
        const uint32_t atom = firing.near_misses[0].atom / 2;
        ASSERT_THAT(expected, ::testing::Contains(atom)) << when.DebugString();
        ASSERT_EQ(firing.near_misses[0].atom % 2 == 1, !atoms.Holds(atom, question));
      }
    }
  }
  EXPECT_GT(missed, 100);
}

TEST(NearMiss, WorkIsBounded) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    absl::StrAppend(&text, "rule { id: 'r", i, "' why: 'w' when { fact { name: 'customer.nps' above: ", i,
                    " } } then { severity_at_least: SERIOUS } }\n");
  }
  const Built built(text);
  Case c = Saying(built, {});
  SetNumber(built, "customer.nps", 0, &c);
  const size_t misses = Evaluate(built, c).near_misses.size();
  EXPECT_GT(misses, 0u);
  EXPECT_LT(misses, 600u);
}

}  // namespace
}  // namespace triage::rules
