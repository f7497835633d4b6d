#include <gtest/gtest.h>

#include <string>

#include "triage/explain.h"

namespace triage {
namespace {

struct PrintableCase {
  std::string name;
  std::string text;
  std::string expected;
};

class PrintableTest : public ::testing::TestWithParam<PrintableCase> {};

TEST_P(PrintableTest, StaysOnItsLine) { EXPECT_EQ(Printable(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Explain, PrintableTest,
    ::testing::Values(PrintableCase{"Nothing", "", ""},
                      PrintableCase{"Words", "it broke, again", "it broke, again"},
                      PrintableCase{"Hebrew", "\xD7\xA0\xD7\xA9\xD7\x91\xD7\xA8",
                                    "\xD7\xA0\xD7\xA9\xD7\x91\xD7\xA8"},
                      PrintableCase{"LineEnds", "a\nb\r\nc\td", "a b  c d"},
                      PrintableCase{"UnicodeLineEnds",
                                    "a\xE2\x80\xA8"
                                    "b\xE2\x80\xA9"
                                    "c\xC2\x85"
                                    "d",
                                    "a b c d"},
                      PrintableCase{"TerminalEscapesOfTrust55",
                                    "\x1B[31mred\x1B]0;title\x07\x9B"
                                    "2J",
                                    "\xEF\xBF\xBD[31mred\xEF\xBF\xBD]0;title\xEF\xBF\xBD\xEF\xBF\xBD"
                                    "2J"},
                      PrintableCase{"ControlOfLatinOne",
                                    "\xC2\x9B"
                                    "2J",
                                    "\xEF\xBF\xBD"
                                    "2J"},
                      PrintableCase{"DirectionOverrideOfTrust42",
                                    "a\xE2\x80\xAE"
                                    "b\xE2\x81\xA6"
                                    "c",
                                    "a\xEF\xBF\xBD"
                                    "b\xEF\xBF\xBD"
                                    "c"},
                      PrintableCase{"BrokenUtf8OfTrust35", "a\xC3(\xF0\x9F", "a\xEF\xBF\xBD(\xEF\xBF\xBD"},
                      PrintableCase{"NulOfTrust39", std::string("a\0b", 3),
                                    "a\xEF\xBF\xBD"
                                    "b"}),
    [](const ::testing::TestParamInfo<PrintableCase>& info) { return info.param.name; });

}  // namespace
}  // namespace triage
