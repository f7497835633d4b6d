#include "src/reply/template.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/utf8.h"

namespace triage::reply {
namespace {

const std::vector<std::pair<std::string, std::string>> kLinks = {
    {"tracking", "https://shop.example/track?a=1&b=2"}, {"returns", "https://shop.example/returns"}};

TemplateValues Values() {
  TemplateValues values;
  values.customer = "Dana Levi";
  values.reference = "A-10023";
  values.case_id = "C-7";
  values.company = "Corner Shop";
  values.due = "24/11/2026 17:00";
  values.callback_due = "24/11/2026 12:00";
  values.team = "first_line";
  return values;
}

std::string Rendered(std::string_view text, Context context, const TemplateValues& values,
                     size_t max_bytes = 10000) {
  const absl::StatusOr<Template> parsed = Template::Parse(text, context, kLinks);
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  if (!parsed.ok()) return "";
  std::string out;
  parsed->Render(values, max_bytes, &out);
  return out;
}

struct RenderCase {
  std::string name;
  std::string text;
  Context context;
  std::string expected;
};

class RenderTest : public ::testing::TestWithParam<RenderCase> {};

TEST_P(RenderTest, FillsInTheFields) {
  EXPECT_EQ(Rendered(GetParam().text, GetParam().context, Values()), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Template, RenderTest,
    ::testing::Values(
        RenderCase{"Nothing", "", Context::kPlain, ""},
        RenderCase{"FixedWords", "We are sorry.", Context::kPlain, "We are sorry."},
        RenderCase{"EveryField", "{customer}|{reference}|{case}|{company}|{due}|{callback_due}|{team}",
                   Context::kPlain,
                   "Dana Levi|A-10023|C-7|Corner Shop|24/11/2026 17:00|24/11/2026 12:00|first_line"},
        RenderCase{"TheSameFieldTwice", "{case} {case}", Context::kPlain, "C-7 C-7"},
        RenderCase{"FieldsSideBySide", "{case}{case}", Context::kHeader, "C-7C-7"},
        RenderCase{"Braces", "{{{case}}} and {{customer}}", Context::kPlain, "{C-7} and {customer}"},
        RenderCase{"LineEndsOfTheTextStay", "Dear {customer},\r\n\r\n\tsorry.\n", Context::kPlain,
                   "Dear Dana Levi,\r\n\r\n\tsorry.\n"},
        RenderCase{"LinkInPlainText", "See {link.tracking}.", Context::kPlain,
                   "See https://shop.example/track?a=1&b=2."},
        RenderCase{"LinkInHtml", "<a href=\"{link.tracking}\">here</a>", Context::kHtml,
                   "<a href=\"https://shop.example/track?a=1&amp;b=2\">here</a>"},
        RenderCase{"HtmlOfTheTextStays", "<p title='x'>1 < 2 &amp; {customer}</p><!-- don't --><b>{case}</b>",
                   Context::kHtml, "<p title='x'>1 < 2 &amp; Dana Levi</p><!-- don't --><b>C-7</b>"},
        RenderCase{"ValueWithinAnAttribute", "<a href='https://shop.example/o/{reference}'>x</a>",
                   Context::kHtml, "<a href='https://shop.example/o/A-10023'>x</a>"},
        RenderCase{"Hebrew", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D {customer}", Context::kHeader,
                   "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D Dana Levi"}),
    [](const ::testing::TestParamInfo<RenderCase>& info) { return info.param.name; });

// TRUST 27: unknown field, unclosed brace, CR and LF in a subject.
struct RefusalCase {
  std::string name;
  std::string text;
  Context context;
  std::string message;
};

class RefusalTest : public ::testing::TestWithParam<RefusalCase> {};

TEST_P(RefusalTest, SaysWhatIsWrong) {
  const absl::StatusOr<Template> parsed = Template::Parse(GetParam().text, GetParam().context, kLinks);
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(parsed.status().message()), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Template, RefusalTest,
    ::testing::Values(
        RefusalCase{"UnknownFieldNearAKnownOne", "{custommer}", Context::kPlain,
                    "no field \"custommer\"; did you mean \"customer\"?"},
        RefusalCase{
            "TheTextOfTheCustomerIsNoField", "{body}", Context::kPlain,
            "no field \"body\"; known are: customer, reference, case, company, due, callback_due, team, "
            "link.tracking, ..."},
        RefusalCase{"EmptyField", "a {} b", Context::kPlain,
                    "no field \"\"; known are: customer, reference, case, company, due, callback_due, team, "
                    "link.tracking, ..."},
        RefusalCase{"UnknownLink", "{link.trackin}", Context::kPlain,
                    "no link \"trackin\"; did you mean \"tracking\"?"},
        RefusalCase{"UnclosedBrace", "Dear {customer", Context::kPlain,
                    "\"{\" without \"}\" at \"{customer\"; \"{{\" stands for a brace"},
        RefusalCase{"BraceClosedOnTheNextLine", "Dear {customer\n}", Context::kPlain,
                    "\"{\" without \"}\" at \"{customer }\"; \"{{\" stands for a brace"},
        RefusalCase{"BraceWithinABrace", "{customer{case}", Context::kPlain,
                    "\"{\" without \"}\" at \"{customer{case}\"; \"{{\" stands for a brace"},
        RefusalCase{"ClosingBraceAlone", "Dear customer}", Context::kPlain,
                    "\"}\" without \"{\"; \"}}\" stands for a brace"},
        RefusalCase{"LineFeedInASubject", "Hello\nBcc: x@example.org", Context::kHeader,
                    "a subject is one line: take the line end out"},
        RefusalCase{"CarriageReturnInASubject", "Hello\r", Context::kHeader,
                    "a subject is one line: take the line end out"},
        RefusalCase{"TabInASubject", "a\tb", Context::kHeader, "a control character (code 9) at byte 1"},
        RefusalCase{"EscapeInABody", "red \x1B[31m", Context::kPlain,
                    "a control character (code 27) at byte 4"},
        RefusalCase{"NoUtf8", "caf\xE9", Context::kPlain, "byte 3 is not UTF-8"},
        RefusalCase{"FieldAsATag", "<{customer}>", Context::kHtml,
                    "{customer} stands in a tag: put quotes around the attribute"},
        RefusalCase{"FieldWithoutQuotes", "<img alt={customer}>", Context::kHtml,
                    "{customer} stands in a tag: put quotes around the attribute"},
        RefusalCase{"FieldAsAnAddress", "<a href=\"{reference}\">x</a>", Context::kHtml,
                    "{reference} begins an attribute: only a {link.NAME} or fixed words may"}),
    [](const ::testing::TestParamInfo<RefusalCase>& info) { return info.param.name; });

TEST(TemplateTest, RefusesLinksWhereTheHouseHasNone) {
  const absl::StatusOr<Template> parsed = Template::Parse("{link.tracking}", Context::kPlain, {});
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(std::string(parsed.status().message()), "no link \"tracking\"; the house names no links");
}

struct HostileCase {
  std::string name;
  std::string value;
  std::string header, plain, html;
};

class HostileValueTest : public ::testing::TestWithParam<HostileCase> {};

TEST_P(HostileValueTest, IsMadeFitForItsPlace) {
  TemplateValues values;
  values.customer = GetParam().value;
  EXPECT_EQ(Rendered("[{customer}]", Context::kHeader, values), "[" + GetParam().header + "]");
  EXPECT_EQ(Rendered("[{customer}]\n", Context::kPlain, values), "[" + GetParam().plain + "]\n");
  EXPECT_EQ(Rendered("<b>{customer}</b>", Context::kHtml, values), "<b>" + GetParam().html + "</b>");
}

INSTANTIATE_TEST_SUITE_P(
    Template, HostileValueTest,
    ::testing::Values(HostileCase{"Missing", "", "", "", ""},
                      HostileCase{"HeaderInjection", "Dana\r\nBcc: all@example.org",
                                  "Dana Bcc: all@example.org", "Dana Bcc: all@example.org",
                                  "Dana Bcc: all@example.org"},
                      HostileCase{"Markup", "<script>\"a\" & 'b'</script>", "<script>\"a\" & 'b'</script>",
                                  "<script>\"a\" & 'b'</script>",
                                  "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"},
                      HostileCase{"TerminalEscapeOfTrust55", "\x1B[2J\x1B]0;x\x07", " [2J ]0;x ",
                                  " [2J ]0;x ", " [2J ]0;x "},
                      HostileCase{"DirectionOverrideOfTrust42", "a\xE2\x80\xAEtxt.exe\xE2\x80\xAC",
                                  "atxt.exe", "atxt.exe", "atxt.exe"},
                      HostileCase{"LatinOneControls",
                                  "a\xC2\x85\xC2\x9B"
                                  "b",
                                  "a b", "a b", "a b"},
                      HostileCase{"SeparatorOfLines",
                                  "a\xE2\x80\xA8"
                                  "b",
                                  "a b", "a b", "a b"},
                      HostileCase{"NulOfTrust39", std::string("a\0b", 3), "a b", "a b", "a b"},
                      HostileCase{"BrokenUtf8OfTrust35", "a\xC3(\xED\xA0\x80",
                                  "a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
                                  "a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
                                  "a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
                      HostileCase{"TemplateOfTrust51", "{team}{{", "{team}{{", "{team}{{", "{team}{{"}),
    [](const ::testing::TestParamInfo<HostileCase>& info) { return info.param.name; });

struct CutCase {
  std::string name;
  std::string text;
  Context context;
  std::string value;
  size_t max_bytes;
  std::string expected;
};

class CutTest : public ::testing::TestWithParam<CutCase> {};

TEST_P(CutTest, EndsAtACharacter) {
  TemplateValues values;
  values.customer = GetParam().value;
  EXPECT_EQ(Rendered(GetParam().text, GetParam().context, values, GetParam().max_bytes), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Template, CutTest,
    ::testing::Values(CutCase{"ToNothing", "abc", Context::kPlain, "", 0, ""},
                      CutCase{"JustFits", "ab{customer}", Context::kPlain, "cd", 4, "abcd"},
                      CutCase{"OneLess", "ab{customer}", Context::kPlain, "cd", 3, "abc"},
                      CutCase{"WithinACharacterOfTheText", "a\xD7\xA9", Context::kPlain, "", 2, "a"},
                      CutCase{"WithinACharacterOfAValue", "{customer}!", Context::kPlain, "a\xD7\xA9", 2,
                              "a"},
                      CutCase{"WithinAnEscape", "{customer}!", Context::kHtml, "a<b", 4, "a"},
                      CutCase{"NothingFollowsACut", "{customer}!", Context::kHtml, "<", 3, ""}),
    [](const ::testing::TestParamInfo<CutCase>& info) { return info.param.name; });

TEST(TemplateTest, AppendsToWhatIsThere) {
  const absl::StatusOr<Template> parsed = Template::Parse("{case}", Context::kPlain, kLinks);
  ASSERT_TRUE(parsed.ok());
  std::string out = "before ";
  parsed->Render(Values(), 2, &out);
  EXPECT_EQ(out, "before C-");
}

TEST(TemplateTest, KnowsWhichFieldsItUses) {
  const absl::StatusOr<Template> parsed = Template::Parse("{due}: {link.returns}", Context::kPlain, kLinks);
  ASSERT_TRUE(parsed.ok());
  EXPECT_TRUE(parsed->Uses(TemplateField::kDue));
  EXPECT_TRUE(parsed->Uses(TemplateField::kLink));
  EXPECT_FALSE(parsed->Uses(TemplateField::kCustomer));
  EXPECT_FALSE(parsed->Uses(TemplateField::kCallbackDue));
  EXPECT_FALSE(parsed->empty());
  EXPECT_FALSE(Template::Parse("words", Context::kPlain, kLinks)->Uses(TemplateField::kCustomer));
  EXPECT_TRUE(Template::Parse("", Context::kHtml, kLinks)->empty());
  EXPECT_TRUE(Template().empty());
}

// Pieces of which hostile values are made.
std::string RandomValue(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"Dana",
                                                   "\r\n",
                                                   "\n",
                                                   "\r",
                                                   "<",
                                                   ">",
                                                   "\"",
                                                   "'",
                                                   "&",
                                                   "&amp;",
                                                   "\x1B[31m",
                                                   "\xE2\x80\xAE",
                                                   "\xE2\x80\xA8",
                                                   "\xC2\x85",
                                                   "\xC3",
                                                   "\xF0\x9F",
                                                   "\xED\xA0\x80",
                                                   "\xD7\xA9",
                                                   "\xF0\x9F\x98\x80",
                                                   "{team}",
                                                   "-->",
                                                   "</b>",
                                                   "\t",
                                                   std::string(1, '\0'),
                                                   "\x7F"};
  std::string value;
  const size_t pieces = random() % 12;
  for (size_t i = 0; i < pieces; ++i) value += kPieces[random() % kPieces.size()];
  return value;
}

bool HasControl(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    const Decoded decoded = DecodeUtf8(p, end);
    if (IsControl(decoded.code_point) || IsBidiControl(decoded.code_point)) return true;
    p += decoded.length;
  }
  return false;
}

// Fuzz oracle 8 of TRUST 2, over generated values.
TEST(TemplateTest, HoldsWhateverTheValuesAre) {
  const absl::StatusOr<Template> header =
      Template::Parse("Re {case} of {customer}", Context::kHeader, kLinks);
  const absl::StatusOr<Template> plain = Template::Parse("Dear {customer},\n{case}", Context::kPlain, kLinks);
  const absl::StatusOr<Template> html = Template::Parse("{customer}|{case}", Context::kHtml, kLinks);
  ASSERT_TRUE(header.ok() && plain.ok() && html.ok());
  std::mt19937 random(20261122);
  for (int round = 0; round < 5000; ++round) {
    const std::string customer = RandomValue(random);
    const std::string case_id = RandomValue(random);
    TemplateValues values;
    values.customer = customer;
    values.case_id = case_id;
    const size_t max_bytes = random() % 80;
    for (const Template* rendered : {&*header, &*plain, &*html}) {
      std::string out;
      rendered->Render(values, max_bytes, &out);
      ASSERT_LE(out.size(), max_bytes);
      ASSERT_TRUE(IsValidUtf8(out)) << out;
      std::string whole;
      rendered->Render(values, 100000, &whole);
      ASSERT_EQ(whole.substr(0, out.size()), out) << "a cut message is the beginning of the whole one";
      if (rendered == &*header) {
        ASSERT_FALSE(HasControl(whole)) << whole;
      }
      if (rendered == &*plain) {
        ASSERT_LE(std::count(whole.begin(), whole.end(), '\n'), 1) << whole;
      }
      if (rendered == &*html) {
        ASSERT_EQ(whole.find_first_of("<>\"'"), std::string::npos) << whole;
        ASSERT_FALSE(HasControl(whole)) << whole;
      }
    }
  }
}

}  // namespace
}  // namespace triage::reply
