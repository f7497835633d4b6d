#include "src/compile/issues.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::compile {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class IssuesTest : public ::testing::Test {
 protected:
  std::vector<std::string> Finished(absl::Status* status = nullptr) {
    std::vector<Issue> issues;
    const absl::Status result = issues_.Finish(&issues);
    if (status != nullptr) *status = result;
    std::vector<std::string> lines;
    for (const Issue& issue : issues) {
      lines.push_back(issue.file + ":" + std::to_string(issue.line) + ":" + std::to_string(issue.column) +
                      " " + issue.code);
    }
    return lines;
  }

  v1::RuleSet rules_;
  MergedSource source_{&rules_};
  Issues issues_{source_};
};

TEST_F(IssuesTest, NothingIsWrongAtFirst) {
  EXPECT_FALSE(issues_.has_errors());
  EXPECT_TRUE(issues_.Finish(nullptr).ok());
}

TEST_F(IssuesTest, AreToldInTheOrderOfFilesAndLines) {
  const SourceFile& first = *source_.AddFile("first", "aaaa\nbbbb\n");
  const SourceFile& second = *source_.AddFile("second", "aaaa\nbbbb\n");
  issues_.AddInFile(first, 1, 2, "c", "later", "");
  issues_.AddInFile(second, 0, 0, "d", "other file", "");
  issues_.AddInFile(first, 1, 0, "b", "earlier column", "");
  issues_.AddInFile(first, 0, 3, "a", "first line", "mend it");
  absl::Status status;
  EXPECT_THAT(Finished(&status), ElementsAre("first:1:4 a", "first:2:1 b", "first:2:3 c", "second:1:1 d"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "first:1:4: first line (hint: mend it) (and 3 more)");
}

TEST_F(IssuesTest, WarningsDoNotStopARuleSet) {
  issues_.Warning("w", {&rules_, "name"}, "a warning");
  EXPECT_FALSE(issues_.has_errors());
  absl::Status status;
  EXPECT_THAT(Finished(&status), SizeIs(1));
  EXPECT_TRUE(status.ok());
}

TEST_F(IssuesTest, AWarningIsNotTheFirstError) {
  issues_.Warning("w", {&rules_, "about"}, "a warning");
  issues_.Error("e", {&rules_, "name"}, "an error");
  absl::Status status;
  EXPECT_THAT(Finished(&status), SizeIs(2));
  EXPECT_EQ(status.message(), "name: an error");
}

TEST_F(IssuesTest, AFileAsAWhole) {
  issues_.AddFile("f.txtpb", "too_large", "larger", "split it");
  absl::Status status;
  EXPECT_THAT(Finished(&status), ElementsAre("f.txtpb:0:0 too_large"));
  EXPECT_EQ(status.message(), "f.txtpb: larger (hint: split it)");
}

struct Row {
  const char* name;
  Place (*place)(const v1::RuleSet&);
  const char* path;
};

TEST_F(IssuesTest, PathsNameEntriesById) {
  v1::Rule* rule = rules_.add_rule();
  rule->set_id("injury");
  rule->mutable_when()->add_all()->add_signal("x");
  rule->mutable_when()->add_not_();
  rules_.add_rule();
  rules_.mutable_house()->add_link()->set_name("track");
  const Row rows[] = {
      {"the rule set",
       [](const v1::RuleSet& r) {
         return Place{&r, ""};
       },
       ""},
      {"its field",
       [](const v1::RuleSet& r) {
         return Place{&r, "include", 2};
       },
       "include[2]"},
      {"an entry",
       [](const v1::RuleSet& r) {
         return Place{&r.rule(0), ""};
       },
       "rule[\"injury\"]"},
      {"without an id",
       [](const v1::RuleSet& r) {
         return Place{&r.rule(1), "why"};
       },
       "rule[1].why"},
      {"deeper",
       [](const v1::RuleSet& r) {
         return Place{&r.rule(0).when().all(0), "signal", 0};
       },
       "rule[\"injury\"].when.all[0].signal[0]"},
      {"a keyword of C++",
       [](const v1::RuleSet& r) {
         return Place{&r.rule(0).when().not_(0), ""};
       },
       "rule[\"injury\"].when.not[0]"},
      {"by name",
       [](const v1::RuleSet& r) {
         return Place{&r.house().link(0), "url"};
       },
       "house.link[\"track\"].url"},
      {"what is not written",
       [](const v1::RuleSet& r) {
         return Place{&r.queue(), "margin_minutes"};
       },
       "margin_minutes"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    Issues issues(source_);
    issues.Error("e", row.place(rules_), "m");
    std::vector<Issue> found;
    EXPECT_FALSE(issues.Finish(&found).ok());
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].path, row.path);
  }
}

TEST_F(IssuesTest, ThousandsAreCountedNotKept) {
  for (int i = 0; i < 1500; ++i) issues_.AddFile("f", "e", "m");
  std::vector<Issue> found;
  EXPECT_EQ(issues_.Finish(&found).message(), "f: m (and 1499 more)");
  EXPECT_THAT(found, SizeIs(1000));
}

TEST_F(IssuesTest, ErrorsBehindAFloodOfWarningsCount) {
  for (int i = 0; i < 1500; ++i) issues_.Warning("w", {}, "m");
  issues_.AddFile("f", "e", "m");
  EXPECT_TRUE(issues_.has_errors());
  EXPECT_FALSE(issues_.Finish(nullptr).ok());
}

}  // namespace
}  // namespace triage::compile
