#include "src/compile/read/merge.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "triage/engine.h"

namespace triage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kBase = R"(name: "base"
house { company: "Base" default_team: "t" tier: ["gold", "silver"] currency: "EUR" }
limits { text_bytes: 2048 }
calendar { id: "c" round_the_clock: true }
team { id: "t" precedence: 1 calendar: "c" about: "all" }
signal { id: "late" about: "of the base" terms { language: "en" text: "late" } }
signal { id: "broken" terms { language: "en" text: "broken" } }
rule { id: "r" why: "w" when { signal: "late" } then { tag: "base" } }
deadline { kind: RESOLVE within { days: 9 } }
test { name: "of the base" }
)";

using Files = absl::flat_hash_map<std::string, std::string>;

absl::StatusOr<Engine> Compile(const std::string& text, const Files& files,
                               std::vector<Issue>* issues = nullptr) {
  const IncludeReader reader = [&files](std::string_view name) -> absl::StatusOr<std::string> {
    const auto found = files.find(std::string(name));
    if (found == files.end()) return absl::NotFoundError("missing");
    return found->second;
  };
  return Engine::CompileText("top", text, reader, issues);
}

v1::RuleSet Merged(const std::string& text, const Files& files) {
  const auto engine = Compile(text, files);
  EXPECT_TRUE(engine.ok()) << engine.status();
  return engine.ok() ? engine->rules() : v1::RuleSet();
}

TEST(Merge, AnIncludingFileReplacesWholeEntries) {
  const v1::RuleSet rules =
      Merged("include: 'base' signal { id: 'late' pattern: 'delayed' }", {{"base", kBase}});
  ASSERT_THAT(rules.signal(), SizeIs(2));
  EXPECT_EQ(rules.signal(0).id(), "late");
  EXPECT_EQ(rules.signal(0).about(), "");  // whole, never field by field
  EXPECT_THAT(rules.signal(0).terms(), IsEmpty());
  EXPECT_THAT(rules.signal(0).pattern(), ElementsAre("delayed"));
}

TEST(Merge, AtWhateverDepth) {
  const v1::RuleSet rules =
      Merged("include: 'middle' signal { id: 'late' pattern: 'top' }",
             {{"base", kBase}, {"middle", "include: 'base' signal { id: 'late' pattern: 'middle' }"}});
  EXPECT_THAT(rules.signal(0).pattern(), ElementsAre("top"));
}

TEST(Merge, EntriesWithoutAnIdAddUp) {
  EXPECT_THAT(
      Merged("include: 'base' deadline { kind: RESOLVE within { days: 1 } }", {{"base", kBase}}).deadline(),
      SizeIs(2));
}

TEST(Merge, SingleMessagesAreReplacedFieldByField) {
  const v1::RuleSet rules =
      Merged("name: 'top' include: 'base' house { company: 'Top' tier: 'platinum' } limits { evidence: 9 }",
             {{"base", kBase}});
  EXPECT_EQ(rules.name(), "top");
  EXPECT_EQ(rules.house().company(), "Top");
  EXPECT_EQ(rules.house().currency(), "EUR");
  EXPECT_THAT(rules.house().tier(), ElementsAre("platinum"));  // a list is replaced, not lengthened
  EXPECT_EQ(rules.limits().text_bytes(), 2048);
  EXPECT_EQ(rules.limits().evidence(), 9);
  EXPECT_EQ(rules.limits().header_lines(), 256);
}

TEST(Merge, TestsOfIncludedFilesAreTheirs) {
  const v1::RuleSet rules = Merged("include: 'base' test { name: 'of the top' }", {{"base", kBase}});
  ASSERT_THAT(rules.test(), SizeIs(1));
  EXPECT_EQ(rules.test(0).name(), "of the top");
}

struct Clash {
  const char* name;
  std::string top;
  Files files;
  const char* issue;  // "code file:line message"
};

TEST(Merge, TwoThatDoNotIncludeEachOtherAreAnError) {
  const Clash rows[] = {
      {"in one file",
       "include: 'base'\nsignal { id: 'x' pattern: 'abc' }\nsignal { id: 'x' pattern: 'abd' }",
       {{"base", kBase}},
       "duplicate_id top:3 a second signal \"x\" in this file"},
      {"in siblings",
       "include: 'base' include: 'a' include: 'b'",
       {{"base", kBase},
        {"a", "signal { id: 'x' pattern: 'abc' }"},
        {"b", "\nsignal { id: 'x' pattern: 'abc' }"}},
       "duplicate_id b:2 a second signal \"x\"; the first is in a"},
      {"overridden by both siblings",
       "include: 'a' include: 'b'",
       {{"base", kBase},
        {"a", "include: 'base' signal { id: 'late' pattern: 'abc' }"},
        {"b", "include: 'base'\n signal { id: 'late' pattern: 'abd' }"}},
       "duplicate_id b:2 a second signal \"late\"; the first is in a"},
      {"levels too",
       "include: 'base'\nauthority { level: 1 }\nauthority { level: 1 }",
       {{"base", kBase}},
       "duplicate_id top:3 a second authority \"1\" in this file"},
  };
  for (const Clash& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<Issue> issues;
    EXPECT_FALSE(Compile(row.top, row.files, &issues).ok());
    ASSERT_THAT(issues, SizeIs(1));
    EXPECT_EQ(absl::StrCat(issues[0].code, " ", issues[0].file, ":", issues[0].line, " ", issues[0].message),
              row.issue);
  }
}

TEST(Merge, IssuesStandWhereTheEntryWasWritten) {
  std::vector<Issue> issues;
  EXPECT_FALSE(
      Compile("include: 'base'\n rule { id: 'top' why: 'w' when { signal: 'no' } then { tag: 'x' } }",
              {{"base", std::string(kBase) +
                            "rule { id: 'bad' why: 'w' when { signal: 'none' } then { tag: 'x' } }"}},
              &issues)
          .ok());
  ASSERT_THAT(issues, SizeIs(2));
  EXPECT_EQ(absl::StrCat(issues[0].file, ":", issues[0].line), "base:11");
  EXPECT_EQ(absl::StrCat(issues[1].file, ":", issues[1].line), "top:2");
}

// ---- fingerprint

std::string FingerprintOf(const std::string& text, const Files& files = {}) {
  const auto engine = Compile(text, files);
  EXPECT_TRUE(engine.ok()) << engine.status();
  return engine.ok() ? engine->fingerprint() : "";
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Fingerprint, IsTheSameForTheSameBehaviour) {
  const std::string base = FingerprintOf(kBase);
  EXPECT_THAT(base, ::testing::MatchesRegex("[0-9a-f]{32}"));
  const struct {
    const char* name;
    std::string text;
    Files files;
  } rows[] = {
      {"comments", std::string("# a comment\n") + kBase + "# another\n", {}},
      {"line ends", Replaced(kBase, "\n", "\r\n"), {}},
      {"tests", std::string(kBase) + "test { name: 'another' }", {}},
      {"what a signal is about", Replaced(kBase, "of the base", "otherwise"), {}},
      {"examples", Replaced(kBase, "about: \"of the base\"", "example: \"my parcel is late\""), {}},
      {"what the set is about", std::string(kBase) + "about: 'x'", {}},
      {"order of entries",
       std::string(R"(
signal { id: "broken" terms { language: "en" text: "broken" } }
signal { id: "late" terms { language: "en" text: "late" } }
)") + Replaced(
           Replaced(
               kBase,
               "signal { id: \"late\" about: \"of the base\" terms { language: \"en\" text: \"late\" } }\n",
               ""),
           "signal { id: \"broken\" terms { language: \"en\" text: \"broken\" } }\n", ""),
       {}},
      {"split into files", "name: 'base' include: 'b'", {{"b", kBase}}},
      {"a limit that is its default",
       Replaced(kBase, "text_bytes: 2048", "text_bytes: 2048 evidence: 256"),
       {}},
  };
  for (const auto& row : rows) EXPECT_EQ(FingerprintOf(row.text, row.files), base) << row.name;
}

TEST(Fingerprint, ChangesWithWhatChangesADecision) {
  std::vector<std::string> all = {FingerprintOf(kBase)};
  const struct {
    const char* from;
    const char* to;
  } rows[] = {{"text: \"late\"", "text: \"tardy\""},
              {"tag: \"base\"", "tag: \"other\""},
              {"why: \"w\"", "why: \"v\""},
              {"days: 9", "days: 8"},
              {"company: \"Base\"", "company: \"B\""},
              {"text_bytes: 2048", "text_bytes: 4096"},
              {"\"gold\", \"silver\"", "\"silver\", \"gold\""},
              {"precedence: 1", "precedence: 2"},
              {"id: \"r\"", "id: \"s\""},
              {"name: \"base\"", "name: \"b\""}};
  for (const auto& row : rows) all.push_back(FingerprintOf(Replaced(kBase, row.from, row.to)));
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

// Fuzz oracle 2: bytes and text round trip.
TEST(Fingerprint, SurvivesBytesAndText) {
  const auto engine = Compile(kBase, {});
  ASSERT_TRUE(engine.ok());
  v1::RuleSet from_bytes;
  ASSERT_TRUE(from_bytes.ParseFromString(engine->rules().SerializeAsString()));
  const auto of_bytes = Engine::Compile(from_bytes);
  ASSERT_TRUE(of_bytes.ok()) << of_bytes.status();
  EXPECT_EQ(of_bytes->fingerprint(), engine->fingerprint());
  std::string text;
  ASSERT_TRUE(google::protobuf::TextFormat::PrintToString(engine->rules(), &text));
  EXPECT_EQ(FingerprintOf(text), engine->fingerprint());
}

}  // namespace
}  // namespace triage
