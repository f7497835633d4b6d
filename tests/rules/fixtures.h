// What the tests of src/rules share: rule sets from text, issues that are kept, findings by hand.
#ifndef TRIAGE_TESTS_RULES_FIXTURES_H_
#define TRIAGE_TESTS_RULES_FIXTURES_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/base/issue_sink.h"
#include "src/rules/atom.h"
#include "src/rules/condition.h"
#include "src/rules/facts.h"
#include "src/rules/rulebook.h"
#include "src/signals/signals.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::rules {

struct KeptIssues : IssueSink {
  struct Kept {
    Issue::Level level;
    std::string code;
    std::string field;
    std::string message;
    std::string hint;
  };
  std::vector<Kept> all;

  void Add(Issue::Level level, std::string_view code, Place place, std::string message,
           std::string hint) override {
    EXPECT_NE(place.message, nullptr);
    all.push_back({level, std::string(code), std::string(place.field), std::move(message), std::move(hint)});
  }
  std::vector<std::string> Codes() const {
    std::vector<std::string> codes;
    for (const Kept& kept : all) codes.push_back(kept.code);
    return codes;
  }
};

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// Signals s0 to s7, of which s0 to s3 are problems and s7 is tone; two attributes, tiers, a currency.
inline v1::RuleSet BaseRules() {
  v1::RuleSet rules = Parse<v1::RuleSet>(R"pb(
    house { currency: "EUR" tier: "gold" tier: "silver" tier: "Bronze" }
    authority {
      level: 1
      up_to { currency: "EUR" minor_units: 5000 }
    }
    attribute { name: "complaint.attribute.days_late" type: NUMBER }
    attribute { name: "complaint.attribute.gift" type: FLAG }
    attribute { name: "customer.attribute.contract" type: TEXT }
  )pb");
  for (int i = 0; i < 8; ++i) {
    v1::Signal* signal = rules.add_signal();
    signal->set_id(absl::StrCat("s", i));
    signal->set_kind(i < 4 ? v1::Signal::PROBLEM : i < 7 ? v1::Signal::CONTEXT : v1::Signal::TONE);
    v1::Terms* terms = signal->add_terms();
    terms->set_language("en");
    terms->add_text(absl::StrCat("word", i));
  }
  return rules;
}

// A rule set with what is built of it. The rules come as text: `rule { ... }`.
struct Built {
  explicit Built(const std::string& text = "") : Built(BaseRules(), text) {}
  Built(v1::RuleSet base, const std::string& text) : rules(std::move(base)) {
    rules.MergeFrom(Parse<v1::RuleSet>(text));
    KeptIssues of_signals;
    signals = signals::SignalSet::Build(rules, of_signals);
    facts = FactTable::Build(rules, issues);
    book = RuleBook::Build(rules, signals, facts, issues);
  }

  std::vector<std::string> Ids(const std::vector<uint32_t>& indexes) const {
    std::vector<std::string> ids;
    for (const uint32_t rule : indexes) ids.push_back(book.id(rule));
    return ids;
  }
  uint32_t Fact(std::string_view name) const {
    EXPECT_TRUE(facts.Index(name).has_value()) << name;
    return facts.Index(name).value_or(0);
  }

  KeptIssues issues;
  v1::RuleSet rules;
  signals::SignalSet signals;
  FactTable facts;
  RuleBook book;
};

// Findings where signal i is said counts[i] times.
inline signals::Findings Said(std::vector<uint32_t> counts) {
  signals::Findings findings;
  counts.resize(8);
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) findings.said.push_back(i);
  }
  findings.count = std::move(counts);
  return findings;
}

}  // namespace triage::rules

#endif  // TRIAGE_TESTS_RULES_FIXTURES_H_
