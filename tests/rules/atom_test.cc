#include "src/rules/atom.h"

#include <optional>

#include "gtest/gtest.h"
#include "tests/rules/fixtures.h"

namespace triage::rules {
namespace {

TEST(SameIgnoringCase, LettersOfTheAlphabetsWithCase) {
  struct Row {
    const char* name;
    const char* a;
    const char* b;
    bool same;
  };
  const Row rows[] = {
      {"ASCII", "Gold", "gOLD", true},
      {"empty", "", "", true},
      {"shorter", "gold", "gol", false},
      {"another", "gold", "cold", false},
      {"punctuation has no case", "@", "`", false},
      {"Latin 1", "CITT\xC3\x80", "citt\xC3\xA0", true},
      {"times and divided by are no letters", "\xC3\x97", "\xC3\xB7", false},
      {"Romanian comma below", "\xC8\x98I", "\xC8\x99i", true},
      {"Romanian breve", "\xC4\x82", "\xC4\x83", true},
      {"accents matter", "citta", "citt\xC3\xA0", false},
      {"Greek", "\xCE\x91", "\xCE\xB1", true},
      {"Cyrillic", "\xD0\x9C\xD0\x81", "\xD0\xBC\xD1\x91", true},
      {"Hebrew", "\xD7\xA9\xD7\x9C", "\xD7\xA9\xD7\x9C", true},
      {"35 bytes that are no UTF-8", "\xFFz", "\xFFZ", true},
      {"35 a character cut short", "a\xC3", "A\xC3", true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(SameIgnoringCase(row.a, row.b), row.same);
    EXPECT_EQ(SameIgnoringCase(row.b, row.a), row.same);
  }
}

// One row for each question; `value` absent: the fact is missing.
TEST(AtomTable, TruthTableOfNumbers) {
  struct Row {
    const char* name;
    Atom::Kind kind;
    bool below, equal, above;  // for the values 4, 5 and 6 against 5
  };
  const Row rows[] = {
      {"at_least", Atom::Kind::kAtLeast, false, true, true},
      {"above", Atom::Kind::kAbove, false, false, true},
      {"at_most", Atom::Kind::kAtMost, true, true, false},
      {"below", Atom::Kind::kBelow, true, false, false},
      {"number", Atom::Kind::kEquals, false, true, false},
      {"has", Atom::Kind::kKnown, true, true, true},
  };
  const signals::Findings findings = Said({});
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    AtomTable atoms;
    const uint32_t atom = atoms.Add({row.kind, 0, 0, 5});
    const auto holds = [&](std::optional<double> value) {
      Facts facts;
      facts.values.resize(1);
      facts.values[0].known = value.has_value();
      facts.values[0].number = value.value_or(5);
      return atoms.Holds(atom, {findings, facts});
    };
    EXPECT_EQ(holds(4), row.below);
    EXPECT_EQ(holds(5), row.equal);
    EXPECT_EQ(holds(6), row.above);
    EXPECT_FALSE(holds(std::nullopt));
  }
}

TEST(AtomTable, FlagsAndTextsWhereMissingAnswerNo) {
  AtomTable atoms;
  const uint32_t is_true = atoms.Add({Atom::Kind::kIsTrue, 0});
  const uint32_t is_false = atoms.Add({Atom::Kind::kIsFalse, 0});
  const uint32_t one_of = atoms.AddOneOf(0, {"gold", "silver"});
  const signals::Findings findings = Said({});
  Facts facts;
  facts.values.resize(1);
  for (const uint32_t atom : {is_true, is_false, one_of}) EXPECT_FALSE(atoms.Holds(atom, {findings, facts}));
  facts.values[0] = {true, true, 0, "SILVER"};
  EXPECT_TRUE(atoms.Holds(is_true, {findings, facts}));
  EXPECT_FALSE(atoms.Holds(is_false, {findings, facts}));
  EXPECT_TRUE(atoms.Holds(one_of, {findings, facts}));
  facts.values[0] = {true, false, 0, "tin"};
  EXPECT_FALSE(atoms.Holds(is_true, {findings, facts}));
  EXPECT_TRUE(atoms.Holds(is_false, {findings, facts}));
  EXPECT_FALSE(atoms.Holds(one_of, {findings, facts}));
}

TEST(AtomTable, NothingIsKnownOfAnEmptySituation) {
  AtomTable atoms;
  const uint32_t said = atoms.Add({Atom::Kind::kSaid, 3});
  const uint32_t count = atoms.Add({Atom::Kind::kCount, 3, 1});
  const uint32_t known = atoms.Add({Atom::Kind::kKnown, 3});
  const uint32_t nothing_wrong = atoms.AddNothingWrong({3});
  const signals::Findings findings;
  const Facts facts;
  EXPECT_FALSE(atoms.Holds(said, {findings, facts}));
  EXPECT_FALSE(atoms.Holds(count, {findings, facts}));
  EXPECT_FALSE(atoms.Holds(known, {findings, facts}));
  EXPECT_TRUE(atoms.Holds(nothing_wrong, {findings, facts}));
}

TEST(AtomTable, OneAtomForOneQuestion) {
  AtomTable atoms;
  EXPECT_EQ(atoms.Add({Atom::Kind::kAtLeast, 1, 0, 5}), atoms.Add({Atom::Kind::kAtLeast, 1, 0, 5}));
  EXPECT_NE(atoms.Add({Atom::Kind::kAtLeast, 1, 0, 5}), atoms.Add({Atom::Kind::kAtLeast, 1, 0, 6}));
  EXPECT_EQ(atoms.AddOneOf(1, {"a", "b"}), atoms.AddOneOf(1, {"a", "b"}));
  EXPECT_NE(atoms.AddOneOf(1, {"a", "b"}), atoms.AddOneOf(1, {"ab"}));
  EXPECT_NE(atoms.AddOneOf(1, {"a\x1F"
                               "b",
                               "c"}),
            atoms.AddOneOf(1, {"a",
                               "b\x1F"
                               "c"}));
  EXPECT_EQ(atoms.AddNothingWrong({1, 2}), atoms.AddNothingWrong({1, 2}));
}

TEST(ChannelBits, UnknownIsMailToo) {
  EXPECT_EQ(ChannelBits(v1::Channel::CHAT), 1u << v1::Channel::CHAT);
  EXPECT_EQ(ChannelBits(v1::Channel::UNKNOWN), 1u << v1::Channel::UNKNOWN | 1u << v1::Channel::MAIL);
  EXPECT_EQ(ChannelBits(static_cast<v1::Channel::Kind>(99)), ChannelBits(v1::Channel::UNKNOWN));
  EXPECT_EQ(ChannelBits(static_cast<v1::Channel::Kind>(-1)), ChannelBits(v1::Channel::UNKNOWN));
}

TEST(AtomTable, DescribesItself) {
  AtomTable atoms;
  const std::vector<std::string> signals = {"injury"};
  const std::vector<std::string> facts = {"customer.vip"};
  struct Row {
    uint32_t atom;
    const char* wanted;
    const char* unwanted;
  };
  const Row rows[] = {
      {atoms.Add({Atom::Kind::kSaid, 0}), "signal injury", "no signal injury"},
      {atoms.Add({Atom::Kind::kCount, 0, 2}), "signal injury at least 2 times",
       "not: signal injury at least 2 times"},
      {atoms.Add({Atom::Kind::kIsTrue, 0}), "customer.vip is true", "not: customer.vip is true"},
      {atoms.Add({Atom::Kind::kKnown, 0}), "customer.vip is known", "customer.vip is not known"},
      {atoms.Add({Atom::Kind::kBelow, 0, 0, 0.5}), "customer.vip below 0.5", "not: customer.vip below 0.5"},
      {atoms.AddOneOf(0, {"a", "b"}), "customer.vip is a or b", "not: customer.vip is a or b"},
      {atoms.Add({Atom::Kind::kChannel, 0, 1u << v1::Channel::CHAT | 1u << v1::Channel::PHONE}),
       "channel CHAT or PHONE", "not: channel CHAT or PHONE"},
      {atoms.Add({Atom::Kind::kLanguage, 0, 1u << 2}), "language he", "not: language he"},
      {atoms.AddNothingWrong({}), "nothing wrong", "not: nothing wrong"},
      {atoms.AddNothingWrong({0}), "nothing else wrong", "not: nothing else wrong"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(atoms.Describe(row.atom, true, signals, facts), row.wanted);
    EXPECT_EQ(atoms.Describe(row.atom, false, signals, facts), row.unwanted);
  }
}

}  // namespace
}  // namespace triage::rules
