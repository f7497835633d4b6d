#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/console.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(Test, AllPassed) {
  const Sample sample;
  const Outcome outcome = sample.Run("test rules.txtpb");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_EQ(outcome.out, "4 tests passed\n");  // two tests, an example and a counterexample
}

TEST(Test, AFailureIsNamedWithItsDifference) {
  const Sample sample;
  std::string rules = kSampleRules;
  rules.replace(rules.find("expect { severity: LOW }"), 24, "expect { severity: SERIOUS }");
  sample.folder.Write("rules.txtpb", rules);
  const Outcome outcome = sample.Run("test rules.txtpb");
  EXPECT_EQ(outcome.exit_code, kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("FAILED test \"a late parcel is low\"\n"));
  EXPECT_THAT(outcome.out, HasSubstr("  severity: expected SERIOUS, got LOW\n"));
  EXPECT_THAT(outcome.out, HasSubstr("1 of 4 failed\n"));
}

TEST(Test, FilterRunsSome) {
  const Sample sample;
  EXPECT_EQ(sample.Run("test rules.txtpb --filter LATE").out, "1 test passed\n");
  EXPECT_EQ(sample.Run("test rules.txtpb --filter injury").out, "2 tests passed\n");
  const Outcome none = sample.Run("test rules.txtpb --filter zebra");
  EXPECT_EQ(none.exit_code, kUsage);
  EXPECT_THAT(none.out, IsEmpty());
  EXPECT_THAT(none.err, HasSubstr("no test has \"zebra\" in its name"));
}

TEST(Test, RulesThatDoNotLoad) {
  const Sample sample;
  sample.folder.Write("bad.txtpb", "nme: \"x\"\n");
  EXPECT_EQ(sample.Run("test bad.txtpb").exit_code, kRefused);
  EXPECT_EQ(sample.Run("test none.txtpb").exit_code, kUsage);
}

}  // namespace
}  // namespace triage::cli
