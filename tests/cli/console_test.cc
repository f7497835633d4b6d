#include "src/cli/console.h"

#include "gtest/gtest.h"

namespace triage::cli {
namespace {

TEST(Console, ColoursOnlyWhereItMay) {
  struct Row {
    const char* name;
    bool terminal;
    const char* no_color;
    const char* term;
    bool wanted;
  };
  constexpr Row kRows[] = {
      {"terminal", true, nullptr, "xterm-256color", true},
      {"pipe", false, nullptr, "xterm-256color", false},
      {"NO_COLOR", true, "1", "xterm", false},
      {"NO_COLOR that is empty", true, "", "xterm", true},
      {"dumb terminal", true, nullptr, "dumb", false},
      {"no TERM", true, nullptr, nullptr, true},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(WantsColour(row.terminal, row.no_color, row.term), row.wanted);
  }
}

TEST(Console, WidthIsTheTerminalsOrTheEnvironmentsOrTheDefault) {
  EXPECT_EQ(ChooseWidth(87, "200"), 87);
  EXPECT_EQ(ChooseWidth(0, "200"), 200);
  EXPECT_EQ(ChooseWidth(0, "wide"), 120);
  EXPECT_EQ(ChooseWidth(0, "-5"), 120);
  EXPECT_EQ(ChooseWidth(0, "99999999999999999999"), 120);
  EXPECT_EQ(ChooseWidth(3, nullptr), 120);
}

TEST(Console, StyledWithoutColourIsTheText) {
  EXPECT_EQ(Styled(false, Style::kGrave, "CRITICAL"), "CRITICAL");
  EXPECT_EQ(Styled(true, Style::kPlain, "LOW"), "LOW");
  EXPECT_EQ(Styled(true, Style::kGrave, "CRITICAL"), "\x1b[1;31mCRITICAL\x1b[0m");
}

}  // namespace
}  // namespace triage::cli
