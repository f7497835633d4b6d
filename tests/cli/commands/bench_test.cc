#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/console.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

TEST(Bench, TellsTheTimeOfADecision) {
  const Sample sample;
  const Outcome outcome = sample.Run(
      "bench rules.txtpb --complaints inbox.jsonl --customers crm.csv --seconds 0 --now 2026-11-23");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("5 complaints, "));
  EXPECT_THAT(outcome.out, HasSubstr("1 pass on one thread\n"));
  EXPECT_THAT(outcome.out,
              ContainsRegex(
                  "min [0-9]+\\.[0-9]+, median [0-9]+\\.[0-9]+, p99 [0-9]+\\.[0-9]+, mean [0-9]+\\.[0-9]+"));
  EXPECT_THAT(outcome.out, ContainsRegex("slowest complaint: T-[1-5], [0-9]+\\.[0-9]+ at its fastest"));
  EXPECT_THAT(outcome.out, HasSubstr(" complaints a second"));
}

TEST(Bench, Refusals) {
  const Sample sample;
  sample.folder.Write("empty.jsonl", "\n");
  EXPECT_EQ(sample.Run("bench rules.txtpb --complaints none.jsonl").exit_code, kUsage);
  const Outcome empty = sample.Run("bench rules.txtpb --complaints empty.jsonl");
  EXPECT_EQ(empty.exit_code, kUsage);
  EXPECT_THAT(empty.err, HasSubstr("no complaint to measure"));
  EXPECT_EQ(sample.Run("bench rules.txtpb --complaints inbox.jsonl --seconds -1").exit_code, kUsage);
}

}  // namespace
}  // namespace triage::cli
