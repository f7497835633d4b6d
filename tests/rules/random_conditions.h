// Random conditions and situations, and the slow and obvious evaluator that the compiled one must agree with.
#ifndef TRIAGE_TESTS_RULES_RANDOM_CONDITIONS_H_
#define TRIAGE_TESTS_RULES_RANDOM_CONDITIONS_H_

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tests/rules/fixtures.h"

namespace triage::rules {

// A situation that owns what it refers to.
struct Case {
  signals::Findings findings;
  Facts facts;
  v1::Channel::Kind channel = v1::Channel::MAIL;
  text::Language language = text::Language::kEnglish;

  Situation situation() const { return {findings, facts, channel, language}; }
};

class Generator {
 public:
  Generator(uint32_t seed, const Built& built) : random_(seed), built_(built) {}

  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  std::string SignalId() { return absl::StrCat("s", Below(8)); }

  v1::Condition Condition(int depth) {
    v1::Condition condition;
    for (uint32_t n = 1 + Below(2); n > 0; --n) AddQuestion(depth, &condition);
    return condition;
  }

  Case Situation() {
    Case c;
    std::vector<uint32_t> counts(8);
    for (uint32_t& count : counts) count = Below(3) == 0 ? 1 + Below(3) : 0;
    c.findings = Said(counts);
    c.facts.values.resize(built_.facts.size());
    for (FactValue& value : c.facts.values) {
      value.known = Below(3) > 0;
      if (!value.known) continue;
      value.flag = Below(2) > 0;
      value.number = Below(4);
      value.text = Below(2) > 0 ? "gold" : "SILVER";
    }
    c.channel = static_cast<v1::Channel::Kind>(Below(5));
    c.language = static_cast<text::Language>(Below(5));
    return c;
  }

 private:
  void AddQuestion(int depth, v1::Condition* condition) {
    switch (Below(depth > 0 ? 12 : 8)) {
      case 0:
        return condition->add_signal(SignalId());
      case 1:
        for (uint32_t n = 1 + Below(3); n > 0; --n) condition->add_any_signal(SignalId());
        return;
      case 2:
        return condition->add_no_signal(SignalId());
      case 3: {
        v1::CountTest* count = condition->add_count();
        count->set_signal(SignalId());
        count->set_at_least(static_cast<int32_t>(1 + Below(3)));
        return;
      }
      case 4:
      case 5:
        return AddFact(condition->add_fact());
      case 6:
        if (Below(2) > 0) return condition->add_channel(static_cast<v1::Channel::Kind>(Below(5)));
        return condition->add_language(Below(2) > 0 ? "en" : "he");
      case 7:
        if (Below(2) > 0) return condition->set_nothing_else_wrong(true);
        return Below(2) > 0 ? condition->set_nothing_wrong(true) : condition->set_always(true);
      case 8:
      case 9:
        *condition->add_all() = Condition(depth - 1);
        return;
      case 10:
        for (uint32_t n = 1 + Below(3); n > 0; --n) *condition->add_any() = Condition(depth - 1);
        return;
      default:
        *condition->add_not_() = Condition(depth - 1);
    }
  }

  void AddFact(v1::FactTest* test) {
    const double number = Below(4);
    switch (Below(9)) {
      case 0:
        test->set_name("customer.vip");
        return test->set_is(Below(2) > 0);
      case 1:
        test->set_name("customer.tier");
        return test->set_equals("Gold");
      case 2:
        test->set_name("customer.tier");
        test->add_one_of("gold");
        return test->add_one_of("silver");
      case 3:
        test->set_name("complaint.claimed");
        return test->set_has(Below(2) > 0);
      case 4:
        test->set_name("customer.nps");
        return test->set_at_least(number);
      case 5:
        test->set_name("customer.nps");
        return test->set_above(number);
      case 6:
        test->set_name("complaint.attribute.days_late");
        return test->set_below(number);
      case 7:
        test->set_name("customer.contacts_7d");
        return test->set_at_most(number);
      default:
        test->set_name("complaint.waited_minutes");
        return test->set_number(number);
    }
  }

  std::mt19937 random_;
  const Built& built_;
};

inline void AddNamedProblems(const v1::Condition& c, const Built& built, std::set<uint32_t>* named) {
  const auto add = [&](const std::string& id) { named->insert(*built.signals.Index(id)); };
  for (const std::string& id : c.signal()) add(id);
  for (const std::string& id : c.any_signal()) add(id);
  for (const std::string& id : c.no_signal()) add(id);
  for (const v1::CountTest& count : c.count()) add(count.signal());
  for (const v1::Condition& m : c.all()) AddNamedProblems(m, built, named);
  for (const v1::Condition& m : c.any()) AddNamedProblems(m, built, named);
  for (const v1::Condition& m : c.not_()) AddNamedProblems(m, built, named);
}

inline bool SlowFact(const v1::FactTest& test, const Case& c, const Built& built) {
  const FactValue& value = c.facts[built.Fact(test.name())];
  if (test.question_case() == v1::FactTest::kHas) return value.known == test.has();
  if (!value.known) return false;
  const auto same = [&](const std::string& t) {
    return absl::AsciiStrToLower(t) == absl::AsciiStrToLower(std::string(value.text));
  };
  switch (test.question_case()) {
    case v1::FactTest::kIs:
      return value.flag == test.is();
    case v1::FactTest::kEquals:
      return same(test.equals());
    case v1::FactTest::kAtLeast:
      return value.number >= test.at_least();
    case v1::FactTest::kAbove:
      return value.number > test.above();
    case v1::FactTest::kAtMost:
      return value.number <= test.at_most();
    case v1::FactTest::kBelow:
      return value.number < test.below();
    case v1::FactTest::kNumber:
      return value.number == test.number();
    default:
      return std::any_of(test.one_of().begin(), test.one_of().end(), same);
  }
}

// The comments of ruleset.proto, line by line.
inline bool SlowHolds(const v1::Condition& condition, const Case& c, const Built& built) {
  const auto times = [&](const std::string& id) { return c.findings.count[*built.signals.Index(id)]; };
  const auto said = [&](const std::string& id) { return times(id) > 0; };
  const auto holds = [&](const v1::Condition& m) { return SlowHolds(m, c, built); };
  bool all = true;
  for (const std::string& id : condition.signal()) all = all && said(id);
  if (condition.any_signal_size() > 0) {
    all = all && std::any_of(condition.any_signal().begin(), condition.any_signal().end(), said);
  }
  for (const std::string& id : condition.no_signal()) all = all && !said(id);
  for (const v1::CountTest& count : condition.count()) {
    all = all && times(count.signal()) >= static_cast<uint32_t>(count.at_least());
  }
  for (const v1::FactTest& test : condition.fact()) all = all && SlowFact(test, c, built);
  if (condition.channel_size() > 0) {
    all =
        all && std::any_of(condition.channel().begin(), condition.channel().end(), [&](int channel) {
          return channel == c.channel || (c.channel == v1::Channel::UNKNOWN && channel == v1::Channel::MAIL);
        });
  }
  if (condition.language_size() > 0) {
    all = all && std::any_of(condition.language().begin(), condition.language().end(),
                             [&](const std::string& tag) { return text::FromTag(tag) == c.language; });
  }
  if (condition.nothing_else_wrong() || condition.nothing_wrong()) {
    std::set<uint32_t> named;
    if (!condition.nothing_wrong()) AddNamedProblems(condition, built, &named);
    for (uint32_t i = 0; i < built.signals.size(); ++i) {
      const bool problem = built.signals.kind(i) == v1::Signal::PROBLEM;
      if (problem && c.findings.count[i] > 0 && named.count(i) == 0) all = false;
    }
  }
  all = all && std::all_of(condition.all().begin(), condition.all().end(), holds);
  if (condition.any_size() > 0)
    all = all && std::any_of(condition.any().begin(), condition.any().end(), holds);
  return all && std::none_of(condition.not_().begin(), condition.not_().end(), holds);
}

}  // namespace triage::rules

#endif  // TRIAGE_TESTS_RULES_RANDOM_CONDITIONS_H_
