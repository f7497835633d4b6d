#include "src/cli/output/progress.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::cli {
namespace {

TEST(Progress, SaysHowFarAndHowLong) {
  EXPECT_EQ(Progress::Line(50, 100, 1203, absl::Seconds(12)),
            "[==========>         ]  50%  1,203 complaints  12 s left");
  EXPECT_EQ(Progress::Line(0, 100, 0, absl::ZeroDuration()), "[>                   ]   0%  0 complaints");
  EXPECT_EQ(Progress::Line(100, 100, 1, absl::Seconds(3)),
            "[====================] 100%  1 complaint  0 s left");
  EXPECT_EQ(Progress::Line(1, 100, 1, absl::Seconds(3)),
            "[>                   ]   1%  1 complaint  4 min 57 s left");
  EXPECT_EQ(Progress::Line(1, 10000, 1, absl::Seconds(3)),
            "[>                   ]   0%  1 complaint  8 h 19 min left");
  EXPECT_EQ(Progress::Line(500, 100, 2, absl::Seconds(1)),
            "[====================] 100%  2 complaints  0 s left");
}

TEST(Progress, WithoutATotalItCounts) {
  EXPECT_EQ(Progress::Line(5000, 0, 1000000, absl::Seconds(9)), "1,000,000 complaints");
}

TEST(Progress, ShortWorkAndNoTerminalWriteNothing) {
  std::ostringstream out;
  {
    Progress hidden(out, false, 100);
    hidden.At(50, 1);
    Progress quick(out, true, 100);
    quick.At(50, 1);
  }
  EXPECT_EQ(out.str(), "");
}

TEST(Progress, Commas) {
  EXPECT_EQ(WithCommas(0), "0");
  EXPECT_EQ(WithCommas(999), "999");
  EXPECT_EQ(WithCommas(1000), "1,000");
  EXPECT_EQ(WithCommas(-1234567), "-1,234,567");
}

}  // namespace
}  // namespace triage::cli
