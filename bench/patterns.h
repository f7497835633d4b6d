// What is looked for: N expressions as a large rule set has them.
//
//   std::vector<Pattern> patterns = GeneratePatterns(1000, RegexShare::kTenth);
//
// 45 % single content words, 45 % phrases of two to four words, 10 % regexes: an optional ending,
// alternatives, digits before a word, two words with up to three between them, a stem with an ending of one
// to five letters, an optional word. With RegexShare::kHalf half of all are regexes that stand for no finite
// number of strings. About 63 % are English, the rest Hebrew, Romanian and Italian. The first 100 of 1,000
// are the 100. Terms are `exact`, so that an engine without word forms can find the same.
#ifndef TRIAGE_BENCH_PATTERNS_H_
#define TRIAGE_BENCH_PATTERNS_H_

#include <string>
#include <vector>

#include "src/signals/matcher.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::bench {

enum class RegexShare { kTenth, kHalf };

struct Pattern {
  signals::Expression expression;
  // The same in the syntax that RE2 and Hyperscan share, on shadow text, without boundaries: with the gap
  // that a term allows between its words, and with one space, which finds less and is easier.
  std::string regex;
  std::string regex_one_space;
};

std::vector<Pattern> GeneratePatterns(size_t count, RegexShare share);

// The index of the signal of MakeRuleSet that an expression stands in.
inline constexpr size_t kExpressionsOfSignal = 10;
inline uint32_t SignalOf(uint32_t expression) { return expression / kExpressionsOfSignal; }

std::vector<signals::Expression> Expressions(const std::vector<Pattern>& patterns);

// A rule set of these expressions: ten to a signal, a rule for each signal, and teams, calendars, deadlines,
// patience, replies and acknowledgements as a house has them. `text_bytes` is Limits.text_bytes.
v1::RuleSet MakeRuleSet(const std::vector<Pattern>& patterns, int text_bytes = 256 << 10);

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_PATTERNS_H_
