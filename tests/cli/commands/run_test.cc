#include <sys/stat.h>

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/console.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

int64_t Lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

TEST(Run, ShowsTheQueueTheAnswersAndTheSuppressed) {
  const Sample sample;
  const Outcome outcome = sample.RunInbox("--complaints inbox.jsonl --customers crm.csv");
  ASSERT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("Queue, in the order of serving: 3 (times in Europe/Rome"));
  EXPECT_THAT(outcome.out, ContainsRegex("1  T-3 +CRITICAL +ESCALATE +safety .*\"burned\""));
  EXPECT_LT(outcome.out.find("T-3"), outcome.out.find("T-5"));  // head of the queue before who waited longest
  EXPECT_LT(outcome.out.find("T-5"), outcome.out.find("T-1"));
  EXPECT_THAT(outcome.out, ContainsRegex("T-2 +late +en +We are sorry. News will come by "));
  EXPECT_THAT(outcome.out, ContainsRegex("T-4 +AUTO_REPLY +Auto-Submitted: auto-replied"));
  EXPECT_THAT(outcome.out,
              HasSubstr("5 complaints: 1 escalated, 2 queued, 1 answered automatically, 1 suppressed"));
  EXPECT_THAT(outcome.out,
              ContainsRegex("[0-9]+\\.[0-9][0-9] microseconds per complaint \\(median\\); rule set sample "
                            "[0-9a-f]+"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b")));  // no colour into a pipe
}

TEST(Run, DecisionsAreJsonLinesInTheOrderOfTheInput) {
  const Sample sample;
  const Outcome outcome =
      sample.RunInbox("--complaints inbox.jsonl --customers crm.csv --decisions out.jsonl --no-table");
  ASSERT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, Not(HasSubstr("Queue")));
  const std::string decisions = sample.folder.Read("out.jsonl");
  EXPECT_EQ(Lines(decisions), 5);
  size_t at = 0;
  for (const char* id : {"T-1", "T-2", "T-3", "T-4", "T-5"}) {
    const size_t found = decisions.find("\"complaint_id\":\"" + std::string(id) + "\"");
    EXPECT_GE(found, at) << id;
    at = found;
  }
  EXPECT_THAT(decisions, HasSubstr("\"customer_id\":\"C-1\""));
  EXPECT_THAT(decisions, HasSubstr("\"decided_at\":\"2026-11-23T10:00:00Z\""));
  struct stat about {};
  ASSERT_EQ(stat(sample.folder.Path("out.jsonl").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST(Run, TheSameInputGivesTheSameDecisions) {
  const Sample sample;
  const std::string arguments = "--complaints inbox.jsonl --customers crm.csv --decisions - ";
  EXPECT_EQ(sample.RunInbox(arguments).out, sample.RunInbox(arguments).out);
}

TEST(Run, PipesFromStandardInputToStandardOutput) {
  const Sample sample;
  const Outcome outcome = sample.RunInbox("--complaints - --decisions -", "cat inbox.jsonl |");
  ASSERT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_EQ(Lines(outcome.out), 5);
  EXPECT_EQ(outcome.out.front(), '{');
  EXPECT_THAT(outcome.out, Not(HasSubstr("microseconds")));
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("5 complaints: "), Not(HasSubstr("Queue"))));
  const Outcome with_table = sample.RunInbox("--complaints - --decisions - --table", "cat inbox.jsonl |");
  EXPECT_EQ(with_table.out, outcome.out);
  EXPECT_THAT(with_table.err, HasSubstr("Queue, in the order of serving"));
}

TEST(Run, ExplainsTheDecisionsAskedFor) {
  const Sample sample;
  const Outcome outcome = sample.RunInbox("--complaints inbox.jsonl --no-table --explain T-3 --explain T-2");
  ASSERT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("T-3\nCRITICAL"));
  EXPECT_THAT(outcome.out, HasSubstr("T-2\n"));
  const Outcome unknown = sample.RunInbox("--complaints inbox.jsonl --no-table --explain T-99");
  EXPECT_EQ(unknown.exit_code, kUsage);
  EXPECT_THAT(unknown.err, HasSubstr("no complaint has the id \"T-99\""));
}

TEST(Run, LimitAndWidth) {
  const Sample sample;
  EXPECT_THAT(sample.RunInbox("--complaints inbox.jsonl --limit 1").out, HasSubstr("... and 2 more"));
  const Outcome narrow = sample.RunInbox("--complaints inbox.jsonl", "COLUMNS=90");
  const Outcome wide = sample.RunInbox("--complaints inbox.jsonl", "COLUMNS=200");
  EXPECT_EQ(narrow.exit_code, kDone);
  EXPECT_GE(wide.out.size(), narrow.out.size());
}

TEST(Run, SeveralCustomerFiles) {
  const Sample sample;
  sample.folder.Write("more.jsonl", "{\"identity\": {\"id\": \"C-2\"}}\n");
  sample.folder.Write("two.jsonl",
                      R"({"id": "A", "body": "x", "attributes": [{"name": "customer_id", "text": "C-1"}]}
{"id": "B", "body": "x", "attributes": [{"name": "customer_id", "text": "C-2"}]}
)");
  const Outcome outcome =
      sample.RunInbox("--complaints two.jsonl --customers crm.csv --customers more.jsonl --decisions -");
  ASSERT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\"customer_id\":\"C-1\""));
  EXPECT_THAT(outcome.out, HasSubstr("\"customer_id\":\"C-2\""));
  EXPECT_THAT(outcome.err, Not(HasSubstr("not on file")));
}

TEST(Run, WrongArgumentsAndFiles) {
  const Sample sample;
  struct Row {
    const char* arguments;
    const char* says;
  };
  constexpr Row kRows[] = {
      {"--complaints none.jsonl", "none.jsonl: cannot be opened"},
      {"--complaints .", "is a directory"},
      {"--complaints inbox.jsonl --customers none.csv", "none.csv: cannot be opened"},
      {"--complaints inbox.jsonl --customers .", "ends in .csv or .jsonl"},
      {"--complaints inbox.jsonl --customers inbox.txt", "ends in .csv or .jsonl"},
      {"--complaints inbox.jsonl --decisions no/such/folder", "cannot be written"},
      {"--complaints inbox.jsonl --decisions inbox.jsonl", "would be overwritten"},
      {"--complaints inbox.jsonl --decisions crm.csv --customers crm.csv", "would be overwritten"},
      {"--complaints inbox.jsonl --rejected rules.txtpb", "would be overwritten"},
      {"--complaints inbox.jsonl --decisions x.jsonl --rejected ./x.jsonl", "name the same file"},
      {"--complaints inbox.jsonl --now 2026-11-23", "--now"},  // twice
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.arguments);
    const Outcome outcome = sample.RunInbox(row.arguments);
    EXPECT_EQ(outcome.exit_code, kUsage);
    EXPECT_THAT(outcome.err, HasSubstr(row.says));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
  EXPECT_EQ(sample.folder.Read("inbox.jsonl"), kSampleInbox);
  EXPECT_EQ(sample.folder.Read("rules.txtpb"), kSampleRules);
  EXPECT_EQ(sample.Run("run none.txtpb --complaints inbox.jsonl").exit_code, kUsage);
  EXPECT_THAT(sample.Run("run rules.txtpb --complaints inbox.jsonl --now tomorrow").err,
              HasSubstr("is no time"));
  sample.folder.Write("bad.txtpb", "nme: \"x\"\n");
  EXPECT_EQ(sample.Run("run bad.txtpb --complaints inbox.jsonl").exit_code, kRefused);
}

TEST(Run, AFullDiskIsTold) {
  const Sample sample;
  std::string many;
  for (int i = 0; i < 200; ++i) many += kSampleInbox;
  sample.folder.Write("many.jsonl", many);
  for (const char* input : {"inbox.jsonl", "many.jsonl"}) {
    SCOPED_TRACE(input);
    const Outcome outcome =
        sample.RunInbox("--no-table --decisions /dev/full --complaints " + std::string(input));
    EXPECT_EQ(outcome.exit_code, kWriteFailed);
    EXPECT_THAT(outcome.err, HasSubstr("/dev/full: cannot be written: No space left on device"));
  }
}

}  // namespace
}  // namespace triage::cli
