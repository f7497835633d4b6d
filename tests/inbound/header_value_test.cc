#include "src/inbound/header_value.h"

#include <gtest/gtest.h>

#include <string>

namespace triage::inbound {
namespace {

TEST(OneLineTest, UnfoldsOnlyBeforeWhiteSpace) {
  EXPECT_EQ(OneLine("auto-replied", 80), "auto-replied");
  EXPECT_EQ(OneLine("\r\n auto-replied;\r\n\towner=x", 80), "\r\n auto-replied;\r\n\towner=x");
  EXPECT_EQ(OneLine("a\n b\r c", 80), "a\n b\r c");
  EXPECT_EQ(OneLine("", 80), "");
}

// TRUST 71.
TEST(OneLineTest, LeavesOutWhatFollowsABareLineBreak) {
  EXPECT_EQ(OneLine("no\r\nAuto-Submitted: auto-replied", 80), "no");
  EXPECT_EQ(OneLine("no\rX: y", 80), "no");
  EXPECT_EQ(OneLine("no\nX: y", 80), "no");
  EXPECT_EQ(OneLine("no\r\n", 80), "no");
  EXPECT_EQ(OneLine("no\n\n x", 80), "no");
}

TEST(OneLineTest, CutsAtTheLimit) { EXPECT_EQ(OneLine("abcdef", 3), "abc"); }

TEST(FirstTokenTest, SkipsFoldingAndComments) {
  EXPECT_EQ(FirstToken("auto-replied; owner=x"), "auto-replied");
  EXPECT_EQ(FirstToken("(by (nested) \\) one)\r\n\tno(why)"), "no");
  EXPECT_EQ(FirstToken("(open comment no"), "");
  EXPECT_EQ(FirstToken("; no"), "");
  EXPECT_EQ(FirstToken("(ends with a backslash \\"), "");
}

TEST(IsKeywordTest, AllowsParametersAndCommentsOnly) {
  EXPECT_TRUE(IsKeyword("No", "no"));
  EXPECT_TRUE(IsKeyword(" no (really) ; a=b", "no"));
  EXPECT_FALSE(IsKeyword("no way", "no"));
  EXPECT_FALSE(IsKeyword("nobody", "no"));
  EXPECT_FALSE(IsKeyword("", "no"));
}

TEST(HasTokenTest, FindsAWordInAList) {
  EXPECT_TRUE(HasToken("DR, oof,NRN", "OOF"));
  EXPECT_TRUE(HasToken("DR;OOF", "OOF"));
  EXPECT_FALSE(HasToken("OOFS", "OOF"));
  EXPECT_FALSE(HasToken("(OOF) DR", "OOF"));
  EXPECT_FALSE(HasToken(",;, ", "OOF"));
}

TEST(ParameterTest, ReadsTokensAndQuotedStrings) {
  EXPECT_EQ(Parameter("multipart/report; report-type=delivery-status", "report-type"), "delivery-status");
  EXPECT_EQ(Parameter("m/r; REPORT-TYPE = \"delivery-status\"; b=c", "report-type"), "delivery-status");
  EXPECT_EQ(Parameter("m/r;\r\n\t(why) report-type (what) = (so) x", "report-type"), "x");
  EXPECT_EQ(Parameter("m/r; boundary=\"; report-type=x\"; report-type=y", "report-type"), "y");
  EXPECT_EQ(Parameter("m/r; boundary=\"a\\\"; report-type=x\"", "report-type"), "");
  EXPECT_EQ(Parameter("m/r; (; report-type=x)", "report-type"), "");
  EXPECT_EQ(Parameter("m/r; report-type", "report-type"), "");
  EXPECT_EQ(Parameter("m/r; report-type=", "report-type"), "");
  EXPECT_EQ(Parameter("m/r; report-type=\"open", "report-type"), "open");
  EXPECT_EQ(Parameter("m/r; report-type=\"", "report-type"), "");
}

TEST(ShownTest, KeepsTextAndDropsWhatCouldHarm) {
  EXPECT_EQ(Shown("  plain  ", 80), "plain");
  EXPECT_EQ(Shown("a\r\n b", 80), "a b");
  EXPECT_EQ(Shown("a\x1b[31mb\x7f", 80), "a[31mb");
  EXPECT_EQ(Shown(std::string("a\0b", 3), 80), "ab");
  EXPECT_EQ(Shown("a\xC2\x85"
                  "b",
                  80),
            "ab");  // NEL, a C1 control
  EXPECT_EQ(Shown("a\xE2\x80\xAE"
                  "b\xE2\x81\xA6",
                  80),
            "ab");  // right-to-left override, isolate
  EXPECT_EQ(Shown("ștefan", 80), "ștefan");
}

TEST(ShownTest, IsAlwaysValidUtf8WithinTheLimit) {
  EXPECT_EQ(Shown("a\xFF\xC0\x80\xED\xA0\x80\xF4\x90\x80\x80z", 80), "az");
  EXPECT_EQ(Shown("a\xE2\x82", 80), "a");
  EXPECT_EQ(Shown("\xE2\x82\xAC\xE2\x82\xAC", 5), "\xE2\x82\xAC");
  EXPECT_EQ(Shown("\xF0\x9F\x98\x80", 4), "\xF0\x9F\x98\x80");
  EXPECT_EQ(Shown(std::string(1000, 'x'), 80), std::string(80, 'x'));
}

}  // namespace
}  // namespace triage::inbound
