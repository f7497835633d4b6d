#include "src/signals/signals.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace triage::signals {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Collected : public IssueSink {
 public:
  void Add(Issue::Level level, std::string_view code, Place place, std::string message,
           std::string hint) override {
    EXPECT_NE(place.message, nullptr);
    EXPECT_FALSE(message.empty());
    std::string at = std::string(place.field);
    if (place.index >= 0) at += "[" + std::to_string(place.index) + "]";
    entries.push_back((level == Issue::Level::kWarning ? "warning " : "") + std::string(code) + " " + at);
    hints += hint + "\n";
  }
  std::vector<std::string> entries;
  std::string hints;
};

SignalSet BuildFrom(const std::string& rules_text, Collected* issues) {
  v1::RuleSet rules;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(rules_text, &rules)) << rules_text;
  return SignalSet::Build(rules, *issues);
}

const std::string kGood = R"(terms { language: "en" text: "burn" } )";

TEST(SignalSetBuild, SaysWhatIsWrong) {
  const struct {
    const char* name;
    std::string rules;
    const char* issue;
    const char* hint;
  } rows[] = {
      {"id with a space", "signal { id: 'a b' " + kGood + "}", "bad_id id", "letters, digits"},
      {"no id", "signal { " + kGood + "}", "bad_id id", "letters, digits"},
      {"two signals of one id", "signal { id: 'a' " + kGood + "} signal { id: 'a' " + kGood + "}",
       "duplicate_id id", "another id"},
      {"no language", "signal { id: 'a' terms { text: 'burn' } }", "missing_language ", "language: \"en\""},
      {"a language without word forms", "signal { id: 'a' terms { language: 'english' text: 'burn' } }",
       "warning unknown_language language", "exact: true"},
      {"no text", "signal { id: 'a' terms { language: 'en' } }", "empty_terms ", "text:"},
      {"unknown scope",
       "scope { id: 'negation' " + kGood + "} signal { id: 'a' " + kGood + "cancelled_by: 'negatoin' }",
       "unknown_scope cancelled_by[0]", "did you mean \"negation\"?"},
      {"second scope unknown",
       "scope { id: 'negation' " + kGood + "} signal { id: 'a' " + kGood +
           "cancelled_by: 'negation' cancelled_by: 'x' }",
       "unknown_scope cancelled_by[1]", "known are: none, negation"},
      {"unknown signal", "signal { id: 'injury' " + kGood + "} signal { id: 'a' also: 'injry' }",
       "unknown_signal also[0]", "did you mean \"injury\"?"},
      {"nothing to find", "signal { id: 'a' }", "empty_signal ", "`also`"},
      {"scope named none", "scope { id: 'none' " + kGood + "}", "bad_id id", "not \"none\""},
      {"two scopes of one id", "scope { id: 'a' " + kGood + "} scope { id: 'a' " + kGood + "}",
       "duplicate_id id", ""},
      {"scope without cues", "scope { id: 'a' }", "empty_scope ", ""},
      {"reach below 0", "scope { id: 'a' words_onward: -1 " + kGood + "}", "bad_reach words_onward", ""},
      {"reach above 50", "scope { id: 'a' words_onward: 51 " + kGood + "}", "bad_reach words_onward", ""},
      {"reach back above 50", "scope { id: 'a' words_back: 51 " + kGood + "}", "bad_reach words_back", ""},
      {"reach back below 0", "scope { id: 'a' words_back: -2147483648 " + kGood + "}", "bad_reach words_back",
       ""},
      {"look_in UNKNOWN", "signal { id: 'a' look_in: UNKNOWN " + kGood + "}", "bad_segment look_in[0]",
       "FRESH"},
      {"look_in of a later version", "signal { id: 'a' look_in: FRESH look_in: 99 " + kGood + "}",
       "bad_segment look_in[1]", "FRESH"},
      {"term without a word", "signal { id: 'a' terms { language: 'en' text: 'burn' text: '!' } }",
       "matches_nothing text[1]", ""},
      {"term of thirteen words",
       "signal { id: 'a' terms { language: 'en' text: 'a b c d e f g h i j k l m' } }", "too_long text[0]",
       ""},
      {"pattern that matches nothing", "signal { id: 'a' pattern: 'burn' pattern: 'x*' }",
       "matches_nothing pattern[1]", ""},
      {"pattern that does not parse", "signal { id: 'a' pattern: '(burn' }", "bad_pattern pattern[0]", ""},
      {"look-ahead", "signal { id: 'a' pattern: 'burn(?=s)' }", "unsupported_pattern pattern[0]", ""},
      {"word boundary", "signal { id: 'a' pattern: '\\\\bburn' }", "unsupported_pattern pattern[0]", ""},
      {"repeat above the limit", "signal { id: 'a' pattern: 'a{300}' }", "costly_pattern pattern[0]", ""},
      {"pattern without a word", "signal { id: 'a' pattern: '[0-9]+' }", "warning slow_pattern pattern[0]",
       ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    Collected issues;
    BuildFrom(row.rules, &issues);
    EXPECT_THAT(issues.entries, ElementsAre(row.issue));
    EXPECT_THAT(issues.hints, HasSubstr(row.hint));
  }
}

TEST(SignalSetBuild, AtTheBoundsOfAReachNothingIsWrong) {
  Collected issues;
  BuildFrom("scope { id: 'a' words_onward: 0 words_back: 50 " + kGood +
                "} scope { id: 'b' words_onward: 50 " + kGood + "} signal { id: 's' cancelled_by: 'none' " +
                kGood + "}",
            &issues);
  EXPECT_THAT(issues.entries, ElementsAre());
}

TEST(SignalSetBuild, ReportsAllAtOnceAndKeepsTheRest) {
  Collected issues;
  const SignalSet set = BuildFrom(
      "signal { id: '!' } signal { id: 'a' cancelled_by: 'x' } signal { id: 'good' kind: TONE " + kGood + "}",
      &issues);
  EXPECT_THAT(issues.entries, ElementsAre("bad_id id", "unknown_scope cancelled_by[0]", "empty_signal "));
  ASSERT_EQ(set.size(), 2u);
  ASSERT_TRUE(set.Index("good").has_value());
  EXPECT_EQ(set.id(*set.Index("good")), "good");
  EXPECT_EQ(set.kind(*set.Index("good")), v1::Signal::TONE);
  EXPECT_FALSE(set.Index("!").has_value());
}

TEST(SignalSetBuild, AlsoGoesHoweverFarAndRoundInCircles) {
  Collected issues;
  const SignalSet set = BuildFrom("signal { id: 'burn' " + kGood +
                                      "} signal { id: 'injury' also: 'burn' also: 'burn' }"
                                      "signal { id: 'harm' also: 'injury' }"
                                      "signal { id: 'a' also: 'b' " +
                                      kGood + "} signal { id: 'b' also: 'a' also: 'b' }",
                                  &issues);
  EXPECT_THAT(issues.entries, ElementsAre());
  const auto speaks_for = [&](const char* id) {
    std::vector<std::string> ids;
    for (const uint32_t signal : set.speaks_for(*set.Index(id))) ids.push_back(set.id(signal));
    return ids;
  };
  EXPECT_THAT(speaks_for("burn"), UnorderedElementsAre("burn", "injury", "harm"));
  EXPECT_THAT(speaks_for("injury"), UnorderedElementsAre("injury", "harm"));
  EXPECT_THAT(speaks_for("harm"), UnorderedElementsAre("harm"));
  EXPECT_THAT(speaks_for("a"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(speaks_for("b"), UnorderedElementsAre("a", "b"));
}

// One finding becomes so many; without a bound a short rule file would cost the square of its length.
TEST(SignalSetBuild, BoundsHowManyASignalSpeaksFor) {
  for (const size_t others : {SignalSet::kMaxSpeaksFor, SignalSet::kMaxSpeaksFor + 1}) {
    std::string rules = "signal { id: 's0' " + kGood + "}";
    for (size_t i = 1; i <= others; ++i) {
      rules += "signal { id: 's" + std::to_string(i) + "' also: 's" + std::to_string(i - 1) + "' }";
    }
    Collected issues;
    BuildFrom(rules, &issues);
    if (others == SignalSet::kMaxSpeaksFor) {
      EXPECT_THAT(issues.entries, ElementsAre());
    } else {
      EXPECT_THAT(issues.entries, ElementsAre("too_many_also id"));
    }
  }
}

TEST(SignalSetBuild, MemoryGrowsWithTheRules) {
  Collected issues;
  const SignalSet small = BuildFrom("signal { id: 'a' " + kGood + "}", &issues);
  std::string rules;
  for (int i = 0; i < 200; ++i) {
    rules += "signal { id: 's" + std::to_string(i) + "' terms { language: 'en' text: 'word" +
             std::to_string(i) + "' } }";
  }
  EXPECT_GT(BuildFrom(rules, &issues).MemoryBytes(), small.MemoryBytes() + 200 * sizeof(uint32_t));
}

}  // namespace
}  // namespace triage::signals
