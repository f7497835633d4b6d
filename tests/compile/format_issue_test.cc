#include "gtest/gtest.h"
#include "triage/issue.h"

namespace triage {
namespace {

Issue Example() {
  Issue issue;
  issue.code = "unknown_signal";
  issue.file = "shop.txtpb";
  issue.line = 14;
  issue.column = 11;
  issue.path = "rule[\"r\"].when.signal[0]";
  issue.message = "unknown signal \"injry\"";
  issue.hint = "did you mean \"injury\"?";
  issue.source_line = "  signal: \"injry\"";
  return issue;
}

TEST(FormatIssue, ShowsTheLineACaretAndTheHint) {
  EXPECT_EQ(Format(Example()),
            "shop.txtpb:14:11: error: unknown signal \"injry\" [unknown_signal]\n"
            "  14 |   signal: \"injry\"\n"
            "     |           ^\n"
            "  hint: did you mean \"injury\"?\n");
}

struct Row {
  const char* name;
  void (*change)(Issue*);
  const char* formatted;
};

class FormatTest : public ::testing::TestWithParam<Row> {};

TEST_P(FormatTest, LeavesOutWhatIsNotKnown) {
  Issue issue = Example();
  GetParam().change(&issue);
  EXPECT_EQ(Format(issue), GetParam().formatted);
}

void InCode(Issue* issue) {
  issue->file.clear();
  issue->line = issue->column = 0;
  issue->source_line.clear();
}

INSTANTIATE_TEST_SUITE_P(
    Rows, FormatTest,
    ::testing::Values(Row{"warning",
                          [](Issue* issue) {
                            issue->level = Issue::Level::kWarning;
                            issue->hint.clear();
                            issue->source_line.clear();
                          },
                          "shop.txtpb:14:11: warning: unknown signal \"injry\" [unknown_signal]\n"},
                      Row{"a_rule_set_built_in_code", InCode,
                          "rule[\"r\"].when.signal[0]: error: unknown signal \"injry\" [unknown_signal]\n"
                          "  hint: did you mean \"injury\"?\n"},
                      Row{"nothing_but_a_message",
                          [](Issue* issue) {
                            InCode(issue);
                            issue->path.clear();
                            issue->hint.clear();
                          },
                          "error: unknown signal \"injry\" [unknown_signal]\n"},
                      Row{"a_file_as_a_whole",
                          [](Issue* issue) {
                            InCode(issue);
                            issue->file = "shop.txtpb";
                            issue->path.clear();
                            issue->hint.clear();
                          },
                          "shop.txtpb: error: unknown signal \"injry\" [unknown_signal]\n"},
                      Row{"the_caret_counts_characters",
                          [](Issue* issue) {
                            issue->source_line = "\tsignal: \"פציעה\" x";
                            issue->column = 18;
                            issue->hint.clear();
                          },
                          "shop.txtpb:14:18: error: unknown signal \"injry\" [unknown_signal]\n"
                          "  14 |  signal: \"פציעה\" x\n"
                          "     |                  ^\n"},
                      Row{"first_column",
                          [](Issue* issue) {
                            issue->column = 1;
                            issue->line = 7;
                            issue->hint.clear();
                          },
                          "shop.txtpb:7:1: error: unknown signal \"injry\" [unknown_signal]\n"
                          "  7 |   signal: \"injry\"\n"
                          "    | ^\n"},
                      // TRUST 55: what a file holds does not steer a terminal.
                      Row{"control_characters",
                          [](Issue* issue) {
                            issue->file = "a\x1b[2J.txtpb";
                            issue->message = "bad \x07 \"\xff\"";
                            issue->source_line = "x\x1b]0;title";
                            issue->hint = "y\nz";
                            issue->column = 1;
                          },
                          "a?[2J.txtpb:14:1: error: bad ? \"\xEF\xBF\xBD\" [unknown_signal]\n"
                          "  14 | x?]0;title\n"
                          "     | ^\n"
                          "  hint: y?z\n"}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace triage
