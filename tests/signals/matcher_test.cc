#include "src/signals/matcher.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using text::Language;

Expression Term(std::string text, Language language = Language::kEnglish, bool exact = false) {
  return {1, Expression::Kind::kTerm, std::move(text), language, exact};
}
Expression Pattern(std::string text) { return {1, Expression::Kind::kPattern, std::move(text), {}, false}; }

// The matches of one expression, as the shadow text has them.
std::vector<std::string> Matches(const Expression& expression, const std::string& complaint) {
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build({expression}, {}, &issues);
  for (const ExpressionIssue& issue : issues) EXPECT_TRUE(issue.warning) << issue.message;
  text::ShadowText shadow;
  const Span range = shadow.Append(complaint);
  MatchScratch scratch;
  std::vector<Hit> hits;
  matcher.Match(shadow.bytes(), range, scratch, &hits);
  std::vector<std::string> found;
  for (const Hit& hit : hits) found.emplace_back(hit.span.Of(shadow.bytes()));
  return found;
}

struct Row {
  std::string name;
  Expression expression;
  std::string complaint;
  std::vector<std::string> found;
};

class MatcherTest : public testing::TestWithParam<Row> {};

TEST_P(MatcherTest, Finds) {
  EXPECT_THAT(Matches(GetParam().expression, GetParam().complaint),
              testing::ElementsAreArray(GetParam().found));
}

INSTANTIATE_TEST_SUITE_P(
    Terms, MatcherTest,
    testing::Values(
        Row{"Word", Term("parcel"), "My PARCEL is lost.", {"parcel"}},
        Row{"Form", Term("parcel"), "Both parcels came.", {"parcels"}},
        Row{"ExactHasNoForms", Term("parcel", Language::kEnglish, true), "parcels, a parcel", {"parcel"}},
        Row{"NotInsideAWord", Term("fire"), "firefly bonfire fire_1 fire", {"fire"}},
        Row{"NotBesideALetterOfAnotherScript", Term("fire"), "שfire fireש", {}},
        Row{"FormsOfEachWord", Term("ship parcel"), "You shipped parcels", {"shipped parcels"}},
        Row{"GapDash", Term("e-mail"), "e mail, e-mail, E - mail", {"e mail", "e-mail", "e - mail"}},
        Row{"GapComma", Term("never arrived"), "it never, arrived", {"never, arrived"}},
        Row{"GapOfFour", Term("never arrived"), "never (\"(arrived", {}},
        Row{"GapOfThree", Term("never arrived"), "never (*arrived", {"never (*arrived"}},
        Row{"NotOverASentence", Term("not working"), "I did not. Working late.", {}},
        Row{"NotOverABlankLine", Term("not working"), "not\n\nworking", {}},
        Row{"OverALineEnd", Term("not working"), "not\r\nworking", {"not working"}},
        Row{"WithoutOverlap", Term("very very"), "very very very very very", {"very very", "very very"}},
        Row{"HebrewPrefix", Term("חבילה", Language::kHebrew), "כשהחבילה הגיעה", {"כשהחבילה"}},
        Row{"RomanianCedilla", Term("reclamație", Language::kRomanian), "Reclamaţia mea", {"reclamatia"}},
        Row{"ItalianElision", Term("ordine", Language::kItalian), "L'ORDINE", {"ordine"}},
        Row{"ItalianTypedAccent", Term("perché", Language::kItalian), "perche' mai", {"perche"}},
        Row{"LongWord",
            Term("internationalisation"),
            "internationalisation internationalisatiom",
            {"internationalisation"}},
        Row{"TwelveWords",
            Term("a b c d e f g h i j k l"),
            "a b c d e f g h i j k l",
            {"a b c d e f g h i j k l"}},
        Row{"EmptyText", Term("parcel"), "", {}}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Patterns, MatcherTest,
    testing::Values(
        Row{"Finite",
            Pattern("(?:refund|money) back"),
            "Money  back! refund\nback",
            {"money back", "refund back"}},
        Row{"FiniteWithSigns", Pattern("c\\+\\+"), "c++ and c+", {"c++"}},
        Row{"FiniteBeginsWithASign", Pattern("\\$100"), "$100 a$100", {"$100"}},
        Row{"OnlySigns", Pattern("\\?\\?+"), "what??", {}},
        Row{"OnlySignsAlone", Pattern("\\?\\?+"), "what ??? ??", {"???", "??"}},
        Row{"LongestAlternative", Pattern("lost|lost parcel"), "lost parcel lost", {"lost parcel", "lost"}},
        Row{"LazyIsLongestToo",
            Pattern("lost.*?parcel"),
            "lost a parcel, a parcel",
            {"lost a parcel, a parcel"}},
        Row{"WordsBetween",
            Pattern("not(?: [a-z]+){0,3} work"),
            "It does not at all work",
            {"not at all work"}},
        Row{"TooManyWordsBetween", Pattern("not(?: [a-z]+){0,3} work"), "not a b c d work", {}},
        Row{"DigitsThenWord",
            Pattern("[0-9]{1,3} ?weeks"),
            "3 weeks, 12weeks, 4444 weeks",
            {"3 weeks", "12weeks"}},
        Row{"BeginningOfAWord",
            Pattern("injur[a-z]{0,5}"),
            "injured injury injurxxxxxxx",
            {"injured", "injury"}},
        Row{"WholeWordsOnly", Pattern("art"), "party art", {"art"}},
        Row{"CapitalsAreFolded", Pattern("REFUND [A-Z]+"), "refund Now", {"refund now"}},
        Row{"EscapesAreNot", Pattern("order \\D+"), "order abc", {"order abc"}},
        Row{"MarksAreFolded", Pattern("perché [a-z]+"), "perche no", {"perche no"}},
        Row{"Hebrew", Pattern("ה?חבילה [א-ת]+"), "החבילה אבדה", {"החבילה אבדה"}},
        Row{"NoAnchor", Pattern("[0-9]{4}-[0-9]{4}"), "call 1234-5678 or 123-4567", {"1234-5678"}},
        Row{"Anyone", Pattern("(?i)Any(?:one|body) THERE"), "anybody there", {"anybody there"}}),
    [](const auto& info) { return info.param.name; });

TEST(MatcherRunTest, HitsComeByBeginThenId) {
  std::vector<Expression> expressions = {Term("parcel"), Term("lost parcel"), Pattern("lost [a-z]+")};
  expressions[0].id = 3;
  expressions[1].id = 9;
  expressions[2].id = 2;
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  MatchScratch scratch;
  std::vector<Hit> hits;
  matcher.Match("\x01lost parcel\x01", {1, 12}, scratch, &hits);
  EXPECT_THAT(hits, ElementsAre(Hit{2, {1, 12}}, Hit{9, {1, 12}}, Hit{3, {6, 12}}));
}

TEST(MatcherRunTest, AnEmptyMatcherAndAMovedOneMatchNothing) {
  MatchScratch scratch;
  std::vector<Hit> hits = {{1, {0, 1}}};
  Matcher matcher;
  matcher.Match("\x01lost\x01", {1, 5}, scratch, &hits);
  EXPECT_THAT(hits, IsEmpty());
  std::vector<ExpressionIssue> issues;
  matcher = Matcher::Build({}, {}, &issues);
  matcher.Match("\x01lost\x01", {1, 5}, scratch, &hits);
  EXPECT_THAT(hits, IsEmpty());
  const MatchScratch moved = std::move(scratch);
  matcher.Match("\x01lost\x01", {1, 5}, scratch, &hits);
  EXPECT_THAT(hits, IsEmpty());
}

// A megabyte stuffed with what rules look for costs what its length says, not its square.
TEST(MatcherRunTest, StuffedTextStaysLinear) {
  std::vector<Expression> expressions;
  for (const char* text : {"lost.*parcel", "lost(?: [a-z]+)* parcel", "[a-z ]*lost x", "lost lost lost lost",
                           "(?:lost )+parcel", "[0-9]+ ?lost", ".*[0-9]x"}) {
    expressions.push_back(Pattern(text));
    expressions.back().id = static_cast<uint32_t>(expressions.size());
  }
  expressions.push_back({99, Expression::Kind::kTerm, "lost lost lost", Language::kEnglish, false});
  std::vector<ExpressionIssue> issues;
  const Matcher matcher = Matcher::Build(expressions, {}, &issues);
  MatchScratch scratch;
  std::vector<Hit> hits;
  const auto seconds = [&](size_t bytes) {
    std::string shadow = "\x01";
    while (shadow.size() < bytes) shadow += "lost ";
    shadow += "\x01";
    const auto begin = std::chrono::steady_clock::now();
    matcher.Match(shadow, {1, static_cast<uint32_t>(shadow.size() - 1)}, scratch, &hits);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  seconds(10'000);
  const double small = seconds(100'000);
  const double large = seconds(1'000'000);
  EXPECT_LT(large, 10 * small * 4 + 0.05);
  EXPECT_GT(hits.size(), 60'000u);
}

}  // namespace
}  // namespace triage::signals
