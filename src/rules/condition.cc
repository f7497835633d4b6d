#include "src/rules/condition.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"

namespace triage::rules {
namespace {

using v1::FactTest;

Node AtomNode(uint32_t atom, bool wanted) {
  Node node;
  node.kind = Node::Kind::kAtom;
  node.atom = atom;
  node.wanted = wanted;
  return node;
}

Node Group(bool all, std::vector<Node> members) {
  Node node;
  node.kind = all ? Node::Kind::kAll : Node::Kind::kAny;
  node.members = std::move(members);
  return node;
}

// An atom that asks the number of the test, or one that is told from the fact alone.
Atom::Kind KindOf(const FactTest& test) {
  switch (test.question_case()) {
    case FactTest::kHas:
      return Atom::Kind::kKnown;
    case FactTest::kIs:
      return test.is() ? Atom::Kind::kIsTrue : Atom::Kind::kIsFalse;
    case FactTest::kAtLeast:
      return Atom::Kind::kAtLeast;
    case FactTest::kAbove:
      return Atom::Kind::kAbove;
    case FactTest::kAtMost:
      return Atom::Kind::kAtMost;
    case FactTest::kBelow:
      return Atom::Kind::kBelow;
    case FactTest::kNumber:
      return Atom::Kind::kEquals;
    default:
      return Atom::Kind::kIsOneOf;
  }
}

double NumberOf(const FactTest& test) {
  switch (test.question_case()) {
    case FactTest::kAtLeast:
      return test.at_least();
    case FactTest::kAbove:
      return test.above();
    case FactTest::kAtMost:
      return test.at_most();
    case FactTest::kBelow:
      return test.below();
    case FactTest::kNumber:
      return test.number();
    default:
      return 0;
  }
}

bool AsksNumber(const FactTest& test) {
  return test.question_case() >= FactTest::kAtLeast && test.question_case() <= FactTest::kNumber;
}

bool AsksNothing(const v1::Condition& c) {
  return c.signal_size() == 0 && c.any_signal_size() == 0 && c.no_signal_size() == 0 && c.count_size() == 0 &&
         c.fact_size() == 0 && c.channel_size() == 0 && c.language_size() == 0 && !c.nothing_else_wrong() &&
         !c.nothing_wrong() && c.all_size() == 0 && c.any_size() == 0 && c.not__size() == 0;
}

}  // namespace

Reader::Reader(const signals::SignalSet& signals, const FactTable& facts, AtomTable* atoms, IssueSink* issues)
    : signals_(signals), facts_(facts), atoms_(atoms), issues_(issues) {
  for (uint32_t i = 0; i < signals.size(); ++i) signal_names_.push_back(signals.id(i));
  std::sort(signal_names_.begin(), signal_names_.end());
}

void Reader::Error(std::string_view code, Place place, std::string message, std::string hint) {
  failed_ = true;
  issues_->Error(code, place, std::move(message), std::move(hint));
}

std::optional<Node> Reader::Read(const v1::Condition& condition) {
  failed_ = false;
  Node tree = ReadTree(condition, true, 1);
  if (failed_) return std::nullopt;
  return tree;
}

// "All of it" where it is wanted, and "any of it does not hold" where it is not.
Node Reader::ReadTree(const v1::Condition& condition, bool wanted, int depth) {
  if (depth > kMaxDepth) {
    Error("too_deep", {&condition}, absl::StrCat("the condition is nested more than ", kMaxDepth, " deep"),
          "members of `all` and `any` need no nesting of their own");
    return {};
  }
  if (AsksNothing(condition)) {
    if (!condition.always())
      Error("empty_condition", {&condition}, "the condition is empty", "write always: true");
  } else if (condition.always()) {
    issues_->Warning("always_and_more", {&condition, "always"},
                     "`always` changes nothing beside other questions");
  }
  CheckTogether(condition);
  std::vector<Node> members;
  ReadSignals(condition, wanted, &members);
  for (int i = 0; i < condition.fact_size(); ++i) ReadFact(condition, i, wanted, &members);
  ReadChannels(condition, wanted, &members);
  ReadNothingWrong(condition, wanted, &members);
  for (const v1::Condition& member : condition.all()) members.push_back(ReadTree(member, wanted, depth + 1));
  if (condition.any_size() > 0) {
    std::vector<Node> any;
    for (const v1::Condition& member : condition.any()) any.push_back(ReadTree(member, wanted, depth + 1));
    members.push_back(Group(!wanted, std::move(any)));
  }
  for (const v1::Condition& member : condition.not_())
    members.push_back(ReadTree(member, !wanted, depth + 1));
  return Group(wanted, std::move(members));
}

std::optional<uint32_t> Reader::FindSignal(const google::protobuf::Message& message, std::string_view field,
                                           int index, const std::string& id) {
  const std::optional<uint32_t> signal = signals_.Index(id);
  if (!signal) {
    Error("unknown_signal", {&message, field, index}, absl::StrCat("unknown signal \"", id, "\""),
          NameHint(id, signal_names_));
  }
  return signal;
}

void Reader::ReadSignals(const v1::Condition& condition, bool wanted, std::vector<Node>* members) {
  const auto said = [&](std::string_view field, int i, const std::string& id, bool is_wanted,
                        std::vector<Node>* into) {
    const std::optional<uint32_t> signal = FindSignal(condition, field, i, id);
    if (signal) into->push_back(AtomNode(atoms_->Add({Atom::Kind::kSaid, *signal}), is_wanted));
  };
  for (int i = 0; i < condition.signal_size(); ++i) said("signal", i, condition.signal(i), wanted, members);
  if (condition.any_signal_size() > 0) {
    std::vector<Node> any;
    for (int i = 0; i < condition.any_signal_size(); ++i) {
      said("any_signal", i, condition.any_signal(i), wanted, &any);
    }
    members->push_back(Group(!wanted, std::move(any)));
  }
  for (int i = 0; i < condition.no_signal_size(); ++i)
    said("no_signal", i, condition.no_signal(i), !wanted, members);
  for (const v1::CountTest& count : condition.count()) {
    const std::optional<uint32_t> signal = FindSignal(count, "signal", -1, count.signal());
    if (count.at_least() < 1) {
      Error("bad_count", {&count, "at_least"}, "a count is of at least 1", "write at_least: 2");
    } else if (signal) {
      const uint32_t at_least = static_cast<uint32_t>(count.at_least());
      members->push_back(AtomNode(atoms_->Add({Atom::Kind::kCount, *signal, at_least}), wanted));
    }
  }
}

void Reader::ReadFact(const v1::Condition& condition, int index, bool wanted, std::vector<Node>* members) {
  const FactTest& test = condition.fact(index);
  const std::optional<uint32_t> fact = facts_.Index(test.name());
  if (!fact) {
    return Error("unknown_fact", {&test, "name"}, absl::StrCat("unknown fact \"", test.name(), "\""),
                 NameHint(test.name(), facts_.names()));
  }
  if (!CheckQuestion(test, *fact)) return;
  Atom atom{KindOf(test), *fact};
  if (atom.kind == Atom::Kind::kIsOneOf) {
    std::vector<std::string> texts(test.one_of().begin(), test.one_of().end());
    if (texts.empty()) texts.push_back(test.equals());
    if (test.name() == "customer.tier") CheckTiers(test, texts);
    members->push_back(AtomNode(atoms_->AddOneOf(*fact, std::move(texts)), wanted));
    return;
  }
  atom.number = NumberOf(test) + 0.0;  // -0 is 0
  const bool asks_absence = test.question_case() == FactTest::kHas && !test.has();
  members->push_back(AtomNode(atoms_->Add(atom), asks_absence ? !wanted : wanted));
}

bool Reader::CheckQuestion(const FactTest& test, uint32_t fact) {
  const bool one_of = test.one_of_size() > 0;
  if (one_of && test.question_case() != FactTest::QUESTION_NOT_SET) {
    Error("several_questions", {&test, "one_of"}, absl::StrCat("fact \"", test.name(), "\" is asked twice"),
          "write two fact tests, or one question");
    return false;
  }
  if (!one_of && test.question_case() == FactTest::QUESTION_NOT_SET) {
    Error("no_question", {&test}, absl::StrCat("nothing is asked about \"", test.name(), "\""),
          "write has: true, or a comparison");
    return false;
  }
  if (test.question_case() == FactTest::kHas) return true;
  if (AsksNumber(test) && !std::isfinite(NumberOf(test))) {
    Error("bad_number", {&test}, absl::StrCat("\"", test.name(), "\" is compared with no finite number"));
    return false;
  }
  const FactType type = facts_.type(fact);
  const char* hint = nullptr;
  if (type == FactType::kFlag) {
    if (test.question_case() != FactTest::kIs) hint = "a flag: ask is: true, is: false or has";
  } else if (type == FactType::kText) {
    if (!one_of && test.question_case() != FactTest::kEquals) hint = "a text: ask equals, one_of or has";
  } else if (!AsksNumber(test)) {
    hint = "a number: ask at_least, above, at_most, below, number or has";
  }
  if (hint == nullptr) return true;
  Error("wrong_question", {&test}, absl::StrCat("this cannot be asked about \"", test.name(), "\""),
        absl::StrCat("it is ", hint));
  return false;
}

void Reader::CheckTiers(const FactTest& test, const std::vector<std::string>& texts) {
  const std::vector<std::string>& tiers = facts_.tiers();
  for (size_t i = 0; i < texts.size(); ++i) {
    if (std::any_of(tiers.begin(), tiers.end(), [&](const auto& t) { return SameIgnoringCase(t, texts[i]); }))
      continue;
    const bool one_of = test.one_of_size() > 0;
    Error("unknown_tier", {&test, one_of ? "one_of" : "equals", one_of ? static_cast<int>(i) : -1},
          absl::StrCat("unknown tier \"", texts[i], "\""),
          tiers.empty() ? "name the tiers in house { tier: ... }"
                        : NameHint(texts[i], {tiers.begin(), tiers.end()}));
  }
}

void Reader::ReadChannels(const v1::Condition& condition, bool wanted, std::vector<Node>* members) {
  uint32_t channels = 0;
  for (int i = 0; i < condition.channel_size(); ++i) {
    if (!v1::Channel::Kind_IsValid(condition.channel(i))) {
      Error("unknown_channel", {&condition, "channel", i},
            absl::StrCat("unknown channel ", static_cast<int>(condition.channel(i))));
      continue;
    }
    channels |= 1u << condition.channel(i);
  }
  if (channels != 0) members->push_back(AtomNode(atoms_->Add({Atom::Kind::kChannel, 0, channels}), wanted));

  uint32_t languages = 0;
  for (int i = 0; i < condition.language_size(); ++i) {
    const text::Language language = text::FromTag(condition.language(i));
    if (language == text::Language::kUnknown && condition.language(i) != "und") {
      Error("unknown_language", {&condition, "language", i},
            absl::StrCat("unknown language \"", condition.language(i), "\""),
            "known are: en, he, it, ro, and und where none of them is found");
      continue;
    }
    languages |= 1u << static_cast<uint32_t>(language);
  }
  if (languages != 0)
    members->push_back(AtomNode(atoms_->Add({Atom::Kind::kLanguage, 0, languages}), wanted));
}

// Signals of kind PROBLEM that the condition names, in its members too.
void Reader::AddNamed(const v1::Condition& condition, int depth, std::vector<uint32_t>* named) const {
  if (depth > kMaxDepth) return;
  const auto add = [&](const std::string& id) {
    const std::optional<uint32_t> signal = signals_.Index(id);
    if (!signal) return;
    // Where a signal is said, those that it speaks for are said by the same words: nothing else is wrong.
    for (const uint32_t said : signals_.speaks_for(*signal)) {
      if (signals_.kind(said) == v1::Signal::PROBLEM) named->push_back(said);
    }
  };
  for (const std::string& id : condition.signal()) add(id);
  for (const std::string& id : condition.any_signal()) add(id);
  for (const std::string& id : condition.no_signal()) add(id);
  for (const v1::CountTest& count : condition.count()) add(count.signal());
  for (const v1::Condition& member : condition.all()) AddNamed(member, depth + 1, named);
  for (const v1::Condition& member : condition.any()) AddNamed(member, depth + 1, named);
  for (const v1::Condition& member : condition.not_()) AddNamed(member, depth + 1, named);
}

void Reader::ReadNothingWrong(const v1::Condition& condition, bool wanted, std::vector<Node>* members) {
  if (condition.nothing_wrong()) members->push_back(AtomNode(atoms_->AddNothingWrong({}), wanted));
  if (!condition.nothing_else_wrong()) return;
  std::vector<uint32_t> named;
  AddNamed(condition, 1, &named);
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  members->push_back(AtomNode(atoms_->AddNothingWrong(std::move(named)), wanted));
}

// Contradictions that can be shown at the very word.
void Reader::CheckTogether(const v1::Condition& condition) {
  std::vector<std::string_view> wanted(condition.signal().begin(), condition.signal().end());
  for (const v1::CountTest& count : condition.count()) wanted.push_back(count.signal());
  for (int i = 0; i < condition.no_signal_size(); ++i) {
    const std::string& id = condition.no_signal(i);
    if (std::find(wanted.begin(), wanted.end(), std::string_view(id)) == wanted.end()) continue;
    Error("never_holds", {&condition, "no_signal", i},
          absl::StrCat("the condition never holds: \"", id, "\" must be said and must not be said"));
  }
  if (!condition.nothing_wrong()) return;
  for (const std::string_view id : wanted) {
    const std::optional<uint32_t> signal = signals_.Index(id);
    if (!signal || signals_.kind(*signal) != v1::Signal::PROBLEM) continue;
    return Error("never_holds", {&condition, "nothing_wrong"},
                 absl::StrCat("the condition never holds: \"", Absl(id), "\" is something wrong"),
                 "write nothing_else_wrong: true");
  }
}

namespace {

// Atoms that must and must not hold for an "all" to hold, those of its inner ones too.
void AddForced(const Node& node, std::vector<uint32_t>* must, std::vector<uint32_t>* must_not) {
  if (node.kind == Node::Kind::kAtom) (node.wanted ? must : must_not)->push_back(node.atom);
  // One of a single thing is that thing.
  if (node.kind == Node::Kind::kAll || (node.kind == Node::Kind::kAny && node.members.size() == 1)) {
    for (const Node& member : node.members) AddForced(member, must, must_not);
  }
}

}  // namespace

bool NeverHolds(const Node& node, const AtomTable& atoms) {
  if (node.kind == Node::Kind::kAny) {
    return std::all_of(node.members.begin(), node.members.end(),
                       [&](const Node& m) { return NeverHolds(m, atoms); });
  }
  std::vector<uint32_t> must;
  std::vector<uint32_t> must_not;
  AddForced(node, &must, &must_not);
  std::sort(must.begin(), must.end());
  for (const uint32_t atom : must_not) {
    if (std::binary_search(must.begin(), must.end(), atom)) return true;
    if (atoms[atom].kind != Atom::Kind::kSaid) continue;
    for (const uint32_t other : must) {
      if (atoms[other].kind == Atom::Kind::kCount && atoms[other].subject == atoms[atom].subject) return true;
    }
  }
  return std::any_of(node.members.begin(), node.members.end(),
                     [&](const Node& m) { return m.kind == Node::Kind::kAny && NeverHolds(m, atoms); });
}

uint32_t LayOut(const Node& node, uint32_t if_true, uint32_t if_false, std::vector<Branch>* branches) {
  if (node.kind == Node::Kind::kAtom) {
    if (!node.wanted) std::swap(if_true, if_false);
    branches->push_back({node.atom, if_true, if_false});
    return static_cast<uint32_t>(branches->size() - 1);
  }
  // From the last member to the first: each goes on to the one after it.
  const bool all = node.kind == Node::Kind::kAll;
  uint32_t entry = all ? if_true : if_false;
  for (auto member = node.members.rbegin(); member != node.members.rend(); ++member) {
    entry = all ? LayOut(*member, entry, if_false, branches) : LayOut(*member, if_true, entry, branches);
  }
  return entry;
}

}  // namespace triage::rules
