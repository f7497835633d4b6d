// The matcher and the oracle give the same ids and spans: on random texts and rules, and on real texts.
#include <algorithm>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/signals/matcher.h"
#include "src/text/fold.h"
#include "tests/oracle/oracle.h"

namespace triage::signals {

void PrintTo(const Hit& hit, std::ostream* out) {
  *out << "{id " << hit.id << ", " << hit.span.begin << ".." << hit.span.end << "}";
}

namespace {

using Kind = Expression::Kind;
using text::Language;

// Few words, and words inside of words, so that random rules and random texts meet often.
const std::vector<std::string> kWords = {"a",
                                         "my",
                                         "parcel",
                                         "parcels",
                                         "lost",
                                         "refund",
                                         "refunded",
                                         "back",
                                         "money",
                                         "e",
                                         "mail",
                                         "3",
                                         "12",
                                         "3weeks",
                                         "weeks",
                                         "week",
                                         "injury",
                                         "injured",
                                         "in",
                                         "not",
                                         "ship",
                                         "shipped",
                                         "reply",
                                         "replies",
                                         "חבילה",
                                         "החבילה",
                                         "ולא",
                                         "לא",
                                         "הגיעה",
                                         "שבורה",
                                         "colet",
                                         "coletul",
                                         "factura",
                                         "facturii",
                                         "livrare",
                                         "pacco",
                                         "pacchi",
                                         "rotto",
                                         "rotta",
                                         "l",
                                         "ordine",
                                         "internationalisation",
                                         "counterproductively_x",
                                         "x1"};

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  uint32_t Below(uint32_t n) { return std::uniform_int_distribution<uint32_t>(0, n - 1)(random_); }
  const std::string& Word() { return kWords[Below(static_cast<uint32_t>(kWords.size()))]; }
  template <typename T>
  const T& OneOf(const std::vector<T>& list) {
    return list[Below(static_cast<uint32_t>(list.size()))];
  }

  std::string Shadow(uint32_t words) {
    static const std::vector<std::string> kGaps = {
        " ",   " ",    " ", " ",    " ",  " ",  " ",   ", ",
        ". ",  "-",    "'", "\x02", "!",  " (", "...", "\x01\x01\x01",
        " - ", ", ((", "/", "\"",   ") ("};
    std::string text = "\x01";
    for (uint32_t i = 0; i < words; ++i) text += Word() + OneOf(kGaps);
    return text + "\x01";
  }

  Expression Term(uint32_t id) {
    Expression term;
    term.id = id;
    const uint32_t words = 1 + Below(3);
    for (uint32_t i = 0; i < words; ++i) term.text += (i == 0 ? "" : " ") + Word();
    term.language = OneOf<Language>(
        {Language::kUnknown, Language::kEnglish, Language::kHebrew, Language::kRomanian, Language::kItalian});
    term.exact = Below(4) == 0;
    return term;
  }

  std::string Atom(int depth) {
    switch (Below(depth > 0 ? 12 : 9)) {
      case 0:
        return "[0-9]{1,3}";
      case 1:
        return "[a-z]{1,5}";
      case 2:
        return "[a-z]+";
      case 3:
        return OneOf<std::string>({"[א-ת]", "[^a-m ]", "\\pL", "\\d", "\\S", ".", "[.,]", "[ab]", "[ולמ]"});
      case 4:
        return " ";
      case 5:
        return OneOf<std::string>({"\\.", ", ", "-", "'", "\\(", "_", "s", "ed"});
      case 6:
      case 7:
      case 8:
        return Word();
      case 9:
        return "(?:" + Sequence(depth - 1) + "|" + Sequence(depth - 1) + ")";
      case 10:
        return "(?:" + Sequence(depth - 1) + ")";
      default:
        return "(" + Sequence(depth - 1) + "|" + Sequence(depth - 1) + "|" + Sequence(depth - 1) + ")";
    }
  }

  std::string Sequence(int depth) {
    std::string regex;
    const uint32_t atoms = 1 + Below(4);
    for (uint32_t i = 0; i < atoms; ++i) {
      if (i > 0 && Below(2) == 0) regex += ' ';
      std::string atom = Atom(depth);
      if (Below(4) == 0) {
        atom = "(?:" + atom + ")" + OneOf<std::string>({"?", "*", "+", "{0,3}", "{2}", "{1,2}", "??", "*?"});
      }
      regex += atom;
    }
    return regex;
  }

  Expression Pattern(uint32_t id) {
    Expression pattern;
    pattern.id = id;
    pattern.kind = Kind::kPattern;
    switch (Below(8)) {
      case 0:
        pattern.text = Word() + "(?: [a-z]+){0,3} " + Word();
        break;
      case 1:
        pattern.text = "[0-9]{1,3} ?" + Word();
        break;
      case 2:
        pattern.text = Word() + "[a-z]{0,5}";
        break;
      case 3:
        pattern.text = "(?:" + Word() + "|" + Word() + ") (?:" + Word() + " )?" + Word();
        break;
      case 4:
        pattern.text = Word() + ".*" + Word();
        break;
      default:
        pattern.text = Sequence(2);
    }
    // A literal's white space is one space for the matcher; the oracle takes patterns as they are.
    for (size_t at; (at = pattern.text.find("  ")) != std::string::npos;) pattern.text.erase(at, 1);
    return pattern;
  }

 private:
  std::mt19937 random_;
};

// Leaves out what Build refuses.
std::vector<Expression> Accepted(const std::vector<Expression>& expressions) {
  std::vector<ExpressionIssue> issues;
  Matcher::Build(expressions, {}, &issues);
  std::vector<bool> refused(expressions.size(), false);
  for (const ExpressionIssue& issue : issues) refused[issue.index] = refused[issue.index] || !issue.warning;
  std::vector<Expression> accepted;
  for (size_t i = 0; i < expressions.size(); ++i) {
    if (!refused[i]) accepted.push_back(expressions[i]);
  }
  return accepted;
}

std::string Describe(const std::vector<Expression>& expressions, const Hit& hit) {
  for (const Expression& e : expressions) {
    if (e.id == hit.id) return e.text;
  }
  return "";
}

// The number of hits, to see that a test is not about nothing.
size_t ExpectAgreement(const std::vector<Expression>& expressions, const Matcher& matcher,
                       const oracle::Oracle& oracle, const std::string& shadow, Span range,
                       MatchScratch& scratch) {
  std::vector<Hit> hits;
  matcher.Match(shadow, range, scratch, &hits);
  std::vector<Hit> expected = oracle.Match(shadow, range);
  if (hits != expected) {
    for (const std::vector<Hit>* pair : {&hits, &expected}) {
      const auto& other = pair == &hits ? expected : hits;
      for (const Hit& hit : *pair) {
        if (std::find(other.begin(), other.end(), hit) != other.end()) continue;
        ADD_FAILURE() << (pair == &hits ? "only the matcher: " : "only the oracle: ")
                      << ::testing::PrintToString(hit) << " of /" << Describe(expressions, hit) << "/ at '"
                      << hit.span.Of(shadow) << "'\nin " << shadow;
        return hits.size();
      }
    }
    ADD_FAILURE() << "the same hits in another order, or one twice";
  }
  return hits.size();
}

TEST(MatcherAgreementTest, RandomRulesOnRandomTexts) {
  constexpr int kRounds = 150;
  constexpr uint32_t kExpressions = 60;
  constexpr int kTexts = 12;
  size_t pairs = 0, hits = 0;
  MatchScratch scratch;  // one for all matchers: it must hold nothing over
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    Generator generator(static_cast<uint32_t>(round));
    std::vector<Expression> expressions;
    for (uint32_t i = 0; i < kExpressions; ++i) {
      // Ids neither dense nor in order.
      const uint32_t id = (i * 37) % 61 * 5;
      expressions.push_back(generator.Below(5) < 2 ? generator.Term(id) : generator.Pattern(id));
    }
    expressions = Accepted(expressions);
    std::vector<ExpressionIssue> issues;
    const Matcher matcher = Matcher::Build(expressions, {}, &issues);
    const oracle::Oracle oracle(expressions);
    ASSERT_TRUE(oracle.ok());
    for (int i = 0; i < kTexts && !HasFailure(); ++i) {
      const std::string shadow = generator.Shadow(i == 0 ? 150 : 5 + generator.Below(30));
      const Span range{1, static_cast<uint32_t>(shadow.size() - 1)};
      hits += ExpectAgreement(expressions, matcher, oracle, shadow, range, scratch);
      pairs += expressions.size();
    }
  }
  EXPECT_GT(pairs, 90'000u);
  EXPECT_GT(hits, 50'000u);
}

// What stands outside of the range is neither matched nor looked at, but for one byte on each side.
TEST(MatcherAgreementTest, RangesInsideATextSeeOnlyThemselves) {
  Generator generator(7);
  std::vector<Expression> expressions;
  for (uint32_t i = 0; i < 60; ++i)
    expressions.push_back(i % 2 == 0 ? generator.Term(i) : generator.Pattern(i));
  expressions = Accepted(expressions);
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  const oracle::Oracle oracle(expressions);
  MatchScratch scratch;
  size_t hits = 0;
  for (int i = 0; i < 60 && !HasFailure(); ++i) {
    const std::string a = generator.Shadow(20), b = generator.Shadow(20), c = generator.Shadow(20);
    const uint32_t begin = static_cast<uint32_t>(a.size()) + 1;
    hits += ExpectAgreement(expressions, matcher, oracle, a + b + c,
                            {begin, begin + static_cast<uint32_t>(b.size()) - 2}, scratch);
  }
  EXPECT_GT(hits, 500u);
}

TEST(MatcherAgreementTest, MatchesAroundTheLongestLength) {
  std::vector<Expression> expressions;
  const std::vector<std::string> patterns = {"lost.*", "lost[a ]*back", "[a ]+back", "lost (?:a )*",
                                             "[^0-9]*week"};
  for (uint32_t i = 0; i < patterns.size(); ++i)
    expressions.push_back({i, Kind::kPattern, patterns[i], {}, false});
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  const oracle::Oracle oracle(expressions);
  MatchScratch scratch;
  for (uint32_t length = 245; length < 260; ++length) {
    for (const std::string lead : {"", "12 ", "a"}) {
      std::string shadow = "\x01" + lead + "lost ";
      for (uint32_t i = 0; i < length; ++i) shadow += "a ";
      shadow += "back week lost a\x01";
      EXPECT_GT(ExpectAgreement(expressions, matcher, oracle, shadow,
                                {1, static_cast<uint32_t>(shadow.size() - 1)}, scratch),
                0u);
    }
  }
}

// Real complaints, where the checkout has them beside it; otherwise the project's own sample inbox lines.
TEST(MatcherAgreementTest, RealTexts) {
  std::vector<std::string> lines;
  std::ifstream file(TRIAGE_SOURCE_DIR "/../shared/data/severity/cpsc_incidents.dev.jsonl");
  for (std::string line; lines.size() < 150 && std::getline(file, line);) lines.push_back(line);
  if (lines.empty()) {
    lines = {"My daughter burned her hand on the heater, and the heater caught fire 2 days later.",
             "The charger was hot; it smoked, it sparked. I was injured, and nobody replied for 3 weeks!"};
  }
  std::vector<Expression> expressions;
  const std::vector<std::string> terms = {"fire",         "burn",    "child", "caught fire", "product",
                                          "the consumer", "smoke",   "the",   "of the",      "hospital",
                                          "in the",       "battery", "injury"};
  const std::vector<std::string> patterns = {"burn[a-z]*",
                                             "[0-9]{1,3} ?(?:days|months|years)",
                                             "the(?: [a-z]+){0,3} was",
                                             "(?:fire|smoke|burn(?:s|ed|t)?)",
                                             "(?:was|were) (?:injured|burned)",
                                             "[a-z]+ing the [a-z]+",
                                             "caught .* fire",
                                             "inju[a-z]{1,5}",
                                             "[0-9]+",
                                             "(?:hot|warm)(?:,| and)? [a-z]+",
                                             "she|he|it"};
  for (const std::string& term : terms) {
    expressions.push_back(
        {static_cast<uint32_t>(expressions.size()), Kind::kTerm, term, Language::kEnglish, false});
  }
  for (const std::string& pattern : patterns) {
    expressions.push_back({static_cast<uint32_t>(expressions.size()), Kind::kPattern, pattern, {}, false});
  }
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  const oracle::Oracle oracle(expressions);
  MatchScratch scratch;
  text::ShadowText shadow;
  size_t hits = 0;
  for (const std::string& line : lines) {
    shadow.Clear();
    const Span range = shadow.Append(line);
    hits += ExpectAgreement(expressions, matcher, oracle, std::string(shadow.bytes()), range, scratch);
  }
  EXPECT_GT(hits, lines.size());
}

}  // namespace
}  // namespace triage::signals
