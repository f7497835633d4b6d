#include "src/cli/input/input_report.h"

#include <sstream>

#include "gtest/gtest.h"

namespace triage::cli {
namespace {

TEST(InputReport, CleanSaysNothing) {
  std::ostringstream err;
  const InputReport report(err);
  EXPECT_TRUE(report.clean());
  EXPECT_EQ(report.Summary(), "");
  EXPECT_EQ(err.str(), "");
}

TEST(InputReport, NamesAndCounts) {
  std::ostringstream err;
  InputReport report(err);
  report.BadLine("in.jsonl", 7, "is no JSON object");
  report.BadCell("crm.csv", 3, 12, "satisfaction.nps: no");
  report.BadCell("crm.csv", 4, 12, "satisfaction.nps: no");
  EXPECT_FALSE(report.clean());
  EXPECT_EQ(report.Summary(), "1 line and 2 cells could not be read");
  EXPECT_EQ(err.str(),
            "in.jsonl:7: is no JSON object\ncrm.csv:3:12: satisfaction.nps: no\ncrm.csv:4:12: "
            "satisfaction.nps: no\n");
}

TEST(InputReport, NotesLeaveItClean) {
  std::ostringstream err;
  InputReport report(err);
  report.Note("crm.csv", 2, "again");
  EXPECT_TRUE(report.clean());
  EXPECT_EQ(err.str(), "crm.csv:2: note: again\n");
}

TEST(InputReport, AFileThatBreaksOffIsNotClean) {
  std::ostringstream err;
  InputReport report(err);
  report.BadFile("crm.csv:3: never closed");
  EXPECT_FALSE(report.clean());
  EXPECT_NE(report.Summary(), "");
}

TEST(InputReport, TerminalEscapesStayOut) {  // TRUST 55
  std::ostringstream err;
  InputReport report(err);
  report.BadCell("crm.csv", 2, 1, "\"\x1b]0;owned\x07\" is no number");
  EXPECT_EQ(err.str().find('\x1b'), std::string::npos);
  EXPECT_EQ(err.str().find('\x07'), std::string::npos);
}

}  // namespace
}  // namespace triage::cli
