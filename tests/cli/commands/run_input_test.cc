// Bad input to `triage run`: nothing is lost in silence, and everything else is worked on.
#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/console.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

int64_t Lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

// The decisions about one complaint of customer C-1, whose CRM record is `cells` under `header`.
Outcome WithCustomer(const Sample& sample, const std::string& header, const std::string& cells,
                     const std::string& body = "My son was burned.") {
  sample.folder.Write("one.jsonl", R"({"id": "T-1", "channel": "CHAT", "body": ")" + body +
                                       R"(", "attributes": [{"name": "customer_id", "text": "C-1"}]})" +
                                       "\n");
  sample.folder.Write("one.csv", "identity.id," + header + "\nC-1," + cells + "\n");
  return sample.RunInbox("--complaints one.jsonl --customers one.csv --decisions -");
}

TEST(RunInput, BadLinesAreNamedCountedAndKept) {
  const Sample sample;
  sample.folder.Write("mixed.jsonl",
                      "{\"id\": \"A\", \"body\": \"late\"}\n{\"id\": \"B\", \"bdy\": 1}\nnonsense\n[]\n\n"
                      "{\"id\": \"C\", \"body\": \"late\"}\n");
  const Outcome outcome = sample.RunInbox("--complaints mixed.jsonl --decisions - --rejected rejected.jsonl");
  EXPECT_EQ(outcome.exit_code, kBadInput);
  EXPECT_EQ(Lines(outcome.out), 2);
  EXPECT_THAT(outcome.err, HasSubstr("mixed.jsonl:2: is no Complaint in JSON"));
  EXPECT_THAT(outcome.err, HasSubstr("mixed.jsonl:3: is no JSON object"));
  EXPECT_THAT(outcome.err, HasSubstr("mixed.jsonl:4: is a JSON list"));
  EXPECT_THAT(outcome.err, HasSubstr("triage: 3 lines could not be read"));
  EXPECT_EQ(sample.folder.Read("rejected.jsonl"), "{\"id\": \"B\", \"bdy\": 1}\nnonsense\n[]\n");
}

TEST(RunInput, StrictStopsAtTheFirstBadLine) {
  const Sample sample;
  sample.folder.Write("mixed.jsonl", "{\"id\": \"A\"}\nnonsense\n{\"id\": \"C\"}\nnonsense\n");
  const Outcome outcome = sample.RunInbox("--complaints mixed.jsonl --decisions - --strict");
  EXPECT_EQ(outcome.exit_code, kBadInput);
  EXPECT_EQ(Lines(outcome.out), 1);
  EXPECT_THAT(outcome.err, HasSubstr("1 line could not be read"));
}

TEST(RunInput, AStoppedRunLeavesTheOldDecisions) {
  const Sample sample;
  sample.folder.Write("mixed.jsonl", "{\"id\": \"A\"}\nnonsense\n");
  sample.folder.Write("out.jsonl", "old\n");
  const Outcome stopped = sample.RunInbox("--complaints mixed.jsonl --decisions out.jsonl --strict");
  EXPECT_EQ(stopped.exit_code, kBadInput);
  EXPECT_EQ(sample.folder.Read("out.jsonl"), "old\n");
  EXPECT_THAT(stopped.err, HasSubstr("out.jsonl is left as it was"));
  EXPECT_EQ(sample.RunInbox("--complaints mixed.jsonl --decisions out.jsonl").exit_code, kBadInput);
  EXPECT_EQ(Lines(sample.folder.Read("out.jsonl")), 1);
  EXPECT_THAT(sample.folder.Read("out.jsonl"), HasSubstr("\"A\""));
}

TEST(RunInput, EmptyInbox) {
  const Sample sample;
  sample.folder.Write("empty.jsonl", "");
  const Outcome outcome = sample.RunInbox("--complaints empty.jsonl");
  EXPECT_EQ(outcome.exit_code, kDone);
  EXPECT_THAT(outcome.out, HasSubstr("Queue, in the order of serving: 0"));
  EXPECT_THAT(outcome.out, HasSubstr("0 complaints: 0 escalated"));
  EXPECT_EQ(sample.RunInbox("--complaints /dev/null --decisions -").out, "");
}

TEST(RunInput, EmptyComplaintsAreDecided) {  // TRUST 33, 34, 39
  const Sample sample;
  sample.folder.Write("in.jsonl",
                      "{}\n{\"body\": \"\"}\n{\"body\": \" \\u200b\\n\"}\n{\"body\": \"a\\u0000b late\"}\n");
  const Outcome outcome = sample.RunInbox("--complaints in.jsonl --decisions -");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_EQ(Lines(outcome.out), 4);
  EXPECT_THAT(outcome.out, Not(HasSubstr("AUTO_REPLY\",\"disposition")));
}

TEST(RunInput, InvalidUtf8IsReadAndNoted) {  // TRUST 35, 58
  const Sample sample;
  sample.folder.Write("in.jsonl",
                      "{\"id\": \"A\", \"body\": \"caf\xE9 \xED\xA0\x80 my son was burned \xE2\x82\"}\n");
  const Outcome outcome = sample.RunInbox("--complaints in.jsonl --decisions -");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\"severity\":\"CRITICAL\""));
  EXPECT_THAT(outcome.err, HasSubstr("in.jsonl:1: note: "));
}

TEST(RunInput, TenMebibytesInALine) {  // TRUST 36, 37
  const Sample sample;
  const std::string filler(size_t{10} << 20, 'a');
  sample.folder.Write("in.jsonl", "{\"id\": \"A\", \"channel\": \"CHAT\", \"body\": \"I was burned. " +
                                      filler + "\"}\n{\"id\": \"B\", \"body\": \"late\"}\n");
  const Outcome outcome = sample.RunInbox("--complaints in.jsonl --decisions -");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_EQ(Lines(outcome.out), 2);
  EXPECT_THAT(outcome.out, HasSubstr("\"severity\":\"CRITICAL\""));
  EXPECT_THAT(outcome.out, HasSubstr("truncated"));
  EXPECT_LT(outcome.out.size(), size_t{1} << 20);  // the text is not repeated
}

TEST(RunInput, HostileTextReachesNoTerminal) {  // TRUST 42, 55, 56
  const Sample sample;
  sample.folder.Write("in.jsonl",
                      R"({"id": "=cmd|' /C calc'!A0\u001b[2J\u0007", "channel": "CHAT", "body": )"
                      R"("\u001b]0;owned\u0007 I was burned\u202e \u009b31m and bleeding\r\nT-9 CRITICAL"})"
                      "\n{\"id\": \"\x1b[31m\", \"nope\x1b[5m\": 1}\n");
  const Outcome outcome = sample.RunInbox("--complaints in.jsonl --decisions out.jsonl");
  EXPECT_EQ(outcome.exit_code, kBadInput);
  EXPECT_THAT(outcome.out, HasSubstr("\"burned\""));
  for (const std::string& text : {outcome.out, outcome.err, sample.folder.Read("out.jsonl")}) {
    for (const char* bad : {"\x1b", "\x07", "\xC2\x9B", "\r", "\xE2\x80\xAE"})
      EXPECT_THAT(text, Not(HasSubstr(bad)));
  }
  EXPECT_EQ(outcome.out.find("\nT-9"), std::string::npos);  // no row is forged
  EXPECT_EQ(Lines(sample.folder.Read("out.jsonl")), 1);
}

TEST(RunInput, AStormOfOneComplaint) {  // TRUST 59, at a size for every run
  const Sample sample;
  std::string storm;
  for (int i = 0; i < 2000; ++i)
    storm += "{\"id\": \"A\", \"channel\": \"CHAT\", \"body\": \"I was burned.\"}\n";
  sample.folder.Write("in.jsonl", storm);
  const Outcome outcome = sample.RunInbox("--complaints in.jsonl");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("1,999 repeated and left out"));
  EXPECT_THAT(outcome.out, HasSubstr("2,000 complaints: 2,000 escalated"));
}

TEST(RunInput, AMissingCustomerIsUnknownAndCounted) {  // TRUST 77
  const Sample sample;
  const Outcome outcome = sample.RunInbox("--complaints inbox.jsonl --decisions - ");
  EXPECT_EQ(outcome.exit_code, kDone);
  EXPECT_THAT(outcome.err, HasSubstr("1 with a customer not on file"));
}

TEST(RunInput, FactsThatCannotBeAreNamedAndNeverLowerSeverity) {
  struct Row {
    const char* name;
    const char* header;
    const char* cells;
    int code;           // kBadInput: refused as a cell; kDone: the engine judges it
    const char* named;  // in what is written
  };
  constexpr Row kRows[] = {
      {"TRUST 78, NaN value", "relationship.lifetime_value", "NaN EUR", kBadInput,
       "one.csv:2:2: relationship.life"},
      {"TRUST 78, NaN number", "relationship.value_percentile", "nan", kDone, "value_percentile"},
      {"TRUST 79, churn 1.7", "satisfaction.churn_risk", "1.7", kDone, "churn_risk"},
      {"TRUST 79, churn -0.2", "satisfaction.churn_risk", "-0.2", kDone, "churn_risk"},
      {"TRUST 80, joins in future", "relationship.since", "2031-01-01", kDone, "tenure_years"},
      {"TRUST 81, NPS 11", "satisfaction.nps", "11", kDone, "nps"},
      {"TRUST 82, value 1e300", "relationship.lifetime_value", "1e300 EUR", kBadInput,
       "relationship.lifetime_value"},
      {"TRUST 83, VIP unverified", "identity.verified,standing.vip", "false,yes", kDone, ""},
      {"TRUST 84, VIP and blocked", "standing.vip,standing.blocked", "yes,yes", kDone, ""},
      {"TRUST 85, unknown tier", "standing.tier", "diamond", kDone, "tier"},
      {"TRUST 86, other currency", "relationship.lifetime_value", "100.00 RON", kDone, ""},
      {"TRUST 87, stale", "satisfaction.nps,as_of", "9,2024-09-30", kDone, "stale"},
      {"TRUST 88, serial complainer", "history.windows[90].complaints,history.windows[90].upheld", "9,1",
       kDone, ""},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.name);
    const Sample sample;
    const Outcome outcome = WithCustomer(sample, row.header, row.cells);
    EXPECT_EQ(outcome.exit_code, row.code) << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr(row.named));
    EXPECT_THAT(outcome.out, HasSubstr("\"severity\":\"CRITICAL\""));
    EXPECT_THAT(outcome.out, HasSubstr("\"customer_id\":\"C-1\""));  // kept without the fact
  }
}

TEST(RunInput, AnExtractAsSpreadsheetsWriteIt) {
  const Sample sample;
  sample.folder.Write("crm.csv",
                      "\xEF\xBB\xBF\"identity.id\";\"identity.display_name\";\"attribute.score\"\r\n"
                      "\"C-1\";\"Conti; \"\"Marta\"\"\r\nVia Roma\";7.5\r\n");
  const Outcome outcome = sample.RunInbox("--complaints inbox.jsonl --customers crm.csv --decisions -");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\"customer_id\":\"C-1\""));
}

TEST(RunInput, StrictStopsAtABadCell) {
  const Sample sample;
  sample.folder.Write("crm.csv", "identity.id,satisfaction.nps\nC-1,seven\n");
  const Outcome outcome = sample.RunInbox("--complaints inbox.jsonl --customers crm.csv --strict");
  EXPECT_EQ(outcome.exit_code, kBadInput);
  EXPECT_THAT(outcome.err, HasSubstr("crm.csv:2:2: satisfaction.nps"));
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST(RunInput, WrongColumnsAreRefusedWithTheNearestName) {
  const Sample sample;
  sample.folder.Write("crm.csv", "identity.id,standing.vpi\nC-1,yes\n");
  const Outcome refused = sample.RunInbox("--complaints inbox.jsonl --customers crm.csv");
  EXPECT_EQ(refused.exit_code, kUsage);
  EXPECT_THAT(refused.err, HasSubstr("unknown column \"standing.vpi\"; did you mean \"standing.vip\"?"));
  EXPECT_EQ(
      sample.RunInbox("--complaints inbox.jsonl --customers crm.csv --ignore-unknown-columns").exit_code,
      kDone);
}

}  // namespace
}  // namespace triage::cli
