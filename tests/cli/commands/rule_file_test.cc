#include "src/cli/commands/rule_file.h"

#include <sstream>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(RuleFile, LoadsOrTells) {
  const Sample sample;
  sample.folder.Write("bad.txtpb", "nme: \"x\"\n");
  std::ostringstream out;
  std::ostringstream err;
  const Console console{out, err};
  int code = kDone;
  EXPECT_TRUE(LoadRules(sample.folder.Path("rules.txtpb"), console, &code));
  EXPECT_EQ(code, kDone);
  EXPECT_THAT(err.str(), IsEmpty());
  EXPECT_FALSE(LoadRules(sample.folder.Path("bad.txtpb"), console, &code));
  EXPECT_EQ(code, kRefused);
  EXPECT_THAT(err.str(), HasSubstr("does not load: "));
  EXPECT_FALSE(LoadRules(sample.folder.Path("none.txtpb"), console, &code));
  EXPECT_EQ(code, kUsage);
  EXPECT_THAT(err.str(), HasSubstr("none.txtpb: cannot be opened"));
  EXPECT_THAT(out.str(), IsEmpty());
}

TEST(RuleFile, CountsIssues) {
  Issue error;
  Issue warning;
  warning.level = Issue::Level::kWarning;
  EXPECT_EQ(CountIssues({}), "0 errors, 0 warnings");
  EXPECT_EQ(CountIssues({error, warning, error}), "2 errors, 1 warning");
}

TEST(RuleFile, NowIsATimeOrThisMoment) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{out, err};
  EXPECT_EQ(NowOf("2026-11-23T10:00:00Z", console), absl::FromUnixSeconds(1795428000));
  const absl::Time before = absl::Now();
  EXPECT_GE(NowOf("", console).value(), before);
  EXPECT_FALSE(NowOf("today", console));
  EXPECT_THAT(err.str(), HasSubstr("--now: \"today\" is no time"));
}

}  // namespace
}  // namespace triage::cli
