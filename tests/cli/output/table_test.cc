#include "src/cli/output/table.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/output/width.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

Table Sample() {
  Table table({{"#", 4, true}, {"id", 8}, {"severity", 8}, {"words"}});
  table.Add({{"1"}, {"T-1"}, {"CRITICAL", Style::kGrave}, {"\"caught fire\", \"burned\""}});
  table.Add({{"12"}, {"T-20931-with-a-tail"}, {"LOW"}, {"\"החבילה לא הגיעה\""}});
  return table;
}

TEST(Table, LinesUpItsColumns) {
  EXPECT_EQ(Sample().Render(120, false),
            " #  id        severity  words\n"
            " 1  T-1       CRITICAL  \"caught fire\", \"burned\"\n"
            "12  T-20931…  LOW       \"החבילה לא הגיעה\"\n");
}

TEST(Table, IsNeverWiderThanTheTerminal) {
  for (const int width : {40, 50, 80}) {
    std::istringstream lines(Sample().Render(width, false));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(DisplayWidth(line), width) << line;
  }
}

TEST(Table, LimitsItsRowsAndSaysSo) {
  EXPECT_THAT(Sample().Render(120, false, 1), HasSubstr("... and 1 more\n"));
  EXPECT_THAT(Sample().Render(120, false, 1), Not(HasSubstr("LOW")));
  EXPECT_THAT(Sample().Render(120, false, 2), Not(HasSubstr("more")));
}

TEST(Table, TextOfStrangersBreaksNoRow) {  // TRUST 42, 55
  Table table({{"id", 8}, {"words"}});
  table.Add({{"T\n1"}, {"a\x1b[2Jb\x1b]0;title\x07\r\n\xE2\x80\xAEgnihsihp \xC2\x9B"}});
  const std::string text = table.Render(120, false);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  for (const char* bad : {"\x1b", "\x07", "\r", "\xE2\x80\xAE", "\xC2\x9B"})
    EXPECT_THAT(text, Not(HasSubstr(bad)));
}

TEST(Table, ColoursOnlyWhenAsked) {
  EXPECT_THAT(Sample().Render(120, false), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Sample().Render(120, true), HasSubstr("\x1b[1;31mCRITICAL\x1b[0m"));
}

TEST(Table, MissingCellsAreEmpty) {
  Table table({{"a"}, {"b"}});
  table.Add({{"x"}});
  EXPECT_EQ(table.Render(80, false), "a  b\nx\n");
}

}  // namespace
}  // namespace triage::cli
