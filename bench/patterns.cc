#include "bench/patterns.h"

#include <google/protobuf/text_format.h>

#include <cstdio>
#include <cstdlib>
#include <set>

#include "bench/corpus.h"
#include "src/text/fold.h"

namespace triage::bench {
namespace {

using signals::Expression;

constexpr char kGap[] = R"([ ,\-'"()/*]{1,3})";

// The most common words are no useful keywords, so none of them is drawn.
const std::string& Word(const Lexicon& lexicon, Random& random) {
  const uint32_t size = static_cast<uint32_t>(lexicon.content.size()), common = size / 20;
  return lexicon.content[common + random.Below(size - common)];
}

const std::string& CommonWord(const Lexicon& lexicon, Random& random) {
  return lexicon.content[random.Rank(static_cast<uint32_t>(lexicon.content.size()))];
}

std::string Regex(const Lexicon& lexicon, Random& random, bool infinite) {
  const std::string a = text::Fold(Word(lexicon, random)), b = text::Fold(Word(lexicon, random));
  const std::string c = text::Fold(CommonWord(lexicon, random));
  const bool hebrew = lexicon.language == text::Language::kHebrew;
  const std::string letter = hebrew ? "[א-ת]" : "[a-z]";
  switch (random.Below(infinite ? 3 : 6)) {
    case 0:
      return "[0-9]{1,3} ?" + a;
    case 1:
      return a + "(?: " + letter + "+){0,3} " + c;
    case 2:
      return a + letter + "{1,5}";
    case 3:
      return a + (hebrew ? "(?:ים|ות)?" : "(?:s|ed)?");
    case 4:
      return "(?:" + a + "|" + b + ") " + c;
    default:
      return a + " (?:" + c + " )?" + b;
  }
}

Pattern Draw(Random& random, RegexShare share) {
  const uint32_t language = random.Below(100);
  const Lexicon& lexicon = Lexicons()[language < 64 ? 0 : 1 + (language - 64) / 12];
  const uint32_t kind = random.Below(100);
  const uint32_t regexes = share == RegexShare::kHalf ? 50 : 10;
  Pattern pattern;
  Expression& expression = pattern.expression;
  if (kind < regexes) {
    expression.kind = Expression::Kind::kPattern;
    expression.text = Regex(lexicon, random, share == RegexShare::kHalf);
    pattern.regex = pattern.regex_one_space = expression.text;
    return pattern;
  }
  const uint32_t phrases = static_cast<uint32_t>(lexicon.phrases.size());
  expression.text = (kind - regexes) * 2 < 100 - regexes
                        ? Word(lexicon, random)
                        : lexicon.phrases[phrases / 40 + random.Below(phrases / 40 * 39)];
  expression.language = lexicon.language;
  expression.exact = true;
  pattern.regex_one_space = text::Fold(expression.text);
  for (const char c : pattern.regex_one_space) {
    if (c == ' ') {
      pattern.regex += kGap;
    } else {
      pattern.regex += c;
    }
  }
  return pattern;
}

constexpr char kHouse[] = R"(
  name: "bench"
  schema: 1
  house { company: "Bench Ltd" language: "en" time_zone: "Europe/Rome" currency: "EUR" default_team: "general"
          own_address: "help@bench.example" tier: "gold" tier: "silver" }
  score_group { id: "harm" cap: 200 }
  urgency_group { id: "value" max_percent: 40 needs_verified_identity: true }
  urgency_group { id: "repeat" max_percent: 40 }
  queue { max_urgency_percent: 70 head_of_queue: CRITICAL head_run: 5 }
  patience { severity: CRITICAL minutes: 30 }
  patience { severity: SERIOUS minutes: 120 }
  patience { severity: MODERATE minutes: 480 }
  category { id: "delivery" precedence: 10 }
  category { id: "billing" precedence: 20 }
  team { id: "general" precedence: 1 calendar: "office" hands_on_to: "senior" }
  team { id: "senior" precedence: 2 calendar: "office" authority_level: 2 }
  authority { level: 1 up_to { currency: "EUR" minor_units: 10000 } }
  authority { level: 2 }
  calendar { id: "office"
             hours { days: ["MON", "TUE", "WED", "THU", "FRI"] from: "09:00" to: "12:30" }
             hours { days: ["MON", "TUE", "WED", "THU", "FRI"] from: "13:30" to: "18:00" }
             holiday { day: "2026-12-25" name: "Christmas" } }
  deadline { kind: FIRST_RESPONSE within { business_hours: 16 } }
  deadline { kind: FIRST_RESPONSE within { hours: 8 } severity: [SERIOUS, CRITICAL] }
  deadline { kind: RESOLVE within { business_days: 10 } }
  acknowledgement { id: "received" precedence: 1
    text { language: "en" subject: "We have your message" body: "Dear {customer}, we have your message and will answer." }
    text { language: "it" subject: "Abbiamo ricevuto il suo messaggio" body: "Le risponderemo presto." } }
  rule { id: "vip" why: "VIPs wait half as long." when { fact { name: "customer.vip" is: true } }
         then { urgency { group: "value" percent: 40 } } }
  rule { id: "again" why: "Who writes again waits less." when { fact { name: "customer.contacts_7d" at_least: 1 } }
         then { urgency { group: "repeat" percent: 20 } same_owner: true no_auto_reply: true } }
  rule { id: "leaving" why: "May leave." when { fact { name: "customer.churn_risk" above: 0.7 } } then { skill: "retention" } }
)";

}  // namespace

std::vector<Pattern> GeneratePatterns(size_t count, RegexShare share) {
  Random random(11);
  std::vector<Pattern> patterns;
  std::set<std::string> seen;
  while (patterns.size() < count) {
    Pattern pattern = Draw(random, share);
    if (!seen.insert(pattern.regex).second) continue;
    pattern.expression.id = static_cast<uint32_t>(patterns.size());
    patterns.push_back(std::move(pattern));
  }
  return patterns;
}

std::vector<Expression> Expressions(const std::vector<Pattern>& patterns) {
  std::vector<Expression> expressions;
  for (const Pattern& pattern : patterns) expressions.push_back(pattern.expression);
  return expressions;
}

v1::RuleSet MakeRuleSet(const std::vector<Pattern>& patterns, int text_bytes) {
  v1::RuleSet rules;
  if (!google::protobuf::TextFormat::ParseFromString(kHouse, &rules)) {
    std::fputs("triage_bench: the house of the benchmark does not parse\n", stderr);
    std::exit(1);
  }
  rules.mutable_limits()->set_text_bytes(text_bytes);
  for (size_t first = 0; first < patterns.size(); first += kExpressionsOfSignal) {
    const size_t number = first / kExpressionsOfSignal;
    v1::Signal* signal = rules.add_signal();
    signal->set_id("s" + std::to_string(number));
    for (size_t i = first; i < std::min(first + kExpressionsOfSignal, patterns.size()); ++i) {
      const Expression& expression = patterns[i].expression;
      if (expression.kind == Expression::Kind::kPattern) {
        signal->add_pattern(expression.text);
        continue;
      }
      v1::Terms* terms = signal->add_terms();
      terms->set_language(std::string(text::Tag(expression.language)));
      terms->set_exact(true);
      terms->add_text(expression.text);
    }
    v1::Rule* rule = rules.add_rule();
    rule->set_id("r" + std::to_string(number));
    rule->set_why("Customers who say this expect an answer soon.");
    rule->mutable_when()->add_signal(signal->id());
    v1::Effect* then = rule->mutable_then();
    v1::Points* points = then->add_add();
    points->set_group("harm");
    points->set_points(5 + static_cast<int>(number % 30));
    then->set_category(number % 2 == 0 ? "delivery" : "billing");
    if (number % 7 == 0) then->add_tag("seven");
    if (number % 11 == 0) then->set_authority_level(2);
  }
  return rules;
}

}  // namespace triage::bench
