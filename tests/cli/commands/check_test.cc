#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/console.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Check, GoodRulesGiveGapsAndFigures) {
  const Sample sample;
  const Outcome outcome = sample.Run("check rules.txtpb");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("note: signal \"late\" has no terms in he\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("signal \"injury\" has no terms")));
  EXPECT_THAT(outcome.out, HasSubstr("0 errors"));
  EXPECT_THAT(outcome.out, HasSubstr("2 signals (4 terms, 0 patterns; en he), 2 rules, 2 tests"));
  EXPECT_THAT(outcome.out, HasSubstr("fingerprint "));
}

TEST(Check, ErrorsStandWithTheirLineAndAHint) {
  const Sample sample;
  std::string rules = kSampleRules;
  const size_t at = rules.find("when { signal: \"injury\" }");
  rules.replace(at, 25, "when { signal: \"injry\" }");
  sample.folder.Write("bad.txtpb", rules);
  const Outcome outcome = sample.Run("check bad.txtpb");
  EXPECT_EQ(outcome.exit_code, kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("bad.txtpb:22:10: error: unknown signal \"injry\""));
  EXPECT_THAT(outcome.out, HasSubstr("did you mean \"injury\"?"));
  EXPECT_THAT(outcome.out, HasSubstr("bad.txtpb: 1 error, "));
}

TEST(Check, FilesThatAreNoRules) {
  const Sample sample;
  sample.folder.Write("empty.txtpb", "");
  sample.folder.Write("prose.txtpb", "Dear \x1b[31mall,\n");
  struct Row {
    const char* name;
    const char* argument;
    int code;
  };
  constexpr Row kRows[] = {
      {"missing", "none.txtpb", kUsage},
      {"directory", ".", kRefused},
      {"empty (TRUST 1)", "empty.txtpb", kRefused},
      {"prose", "prose.txtpb", kRefused},
      {"device (TRUST 30)", "/dev/zero", kRefused},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.name);
    const Outcome outcome = sample.Run(std::string("check ") + row.argument);
    EXPECT_EQ(outcome.exit_code, row.code) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err, Not(IsEmpty()));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("\x1b")));
  }
}

}  // namespace
}  // namespace triage::cli
