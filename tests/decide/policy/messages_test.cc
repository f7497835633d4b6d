#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using testing::IssuesOf;

struct Row {
  const char* name;
  const char* text;
  std::vector<std::string> errors;  // "code at line: part of the message"
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class MessagesTest : public ::testing::TestWithParam<Row> {};

TEST_P(MessagesTest, AreRefusedWhereTheyAreWrong) {
  const std::vector<Issue> issues = IssuesOf(GetParam().text);
  ASSERT_EQ(issues.size(), GetParam().errors.size()) << (issues.empty() ? "" : Format(issues[0]));
  for (size_t i = 0; i < issues.size(); ++i) {
    EXPECT_THAT(absl::StrCat(issues[i].code, " at ", issues[i].line, ": ", issues[i].message),
                HasSubstr(GetParam().errors[i]));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Templates, MessagesTest,
    ::testing::Values(Row{"good",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" subject: "{reference} {{x" body: "{customer} {link.track}" } })",
                          {}},
                      // TRUST 27
                      Row{"unknown_field",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" body: "Dear {custmer}" } })",
                          {"bad_template at 4: no field \"custmer\""}},
                      Row{"the_body_of_the_sender",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" body: "You wrote: {body}" } })",
                          {"bad_template at 4: no field \"body\""}},
                      Row{"unclosed_brace",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" body: "Dear {customer" } })",
                          {"bad_template at 4: "}},
                      Row{"line_end_in_a_subject",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" body: "x"
    subject: "Hello\r\nBcc: all@example.org" } })",
                          {"bad_template at 5: a subject is one line: take the line end out"}},
                      Row{"unknown_link",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" body: "{link.trak}" } })",
                          {"bad_template at 4: no link \"trak\""}},
                      Row{"without_a_body",
                          R"(
reply { id: "r" precedence: 1
  text { language: "en" } })",
                          {"empty_text at 4: a text without a body"}},
                      Row{"without_a_language",
                          R"(
reply { id: "r" precedence: 1 text { language: "en" body: "x" }
  text { body: "x" } })",
                          {"missing_language at 4: "}},
                      Row{"twice_in_a_language",
                          R"(
reply { id: "r" precedence: 1 text { language: "en" body: "x" }
  text { language: "en" body: "x" } })",
                          {"duplicate_language at 4: a second text in \"en\""}},
                      Row{"not_in_the_houses_language",
                          R"(
reply { id: "r" precedence: 1
  text { language: "it" body: "x" } })",
                          {"no_house_text at 3: \"r\" has no text in the house's language \"en\""}},
                      Row{"same_precedence",
                          R"(
reply { id: "r"
  precedence: 10 text { language: "en" body: "x" } })",
                          {"same_precedence at 4: \"r\" and \"sorry_late\""}}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Promises, MessagesTest,
    ::testing::Values(Row{"time_that_nobody_promised",
                          R"(
reply { id: "r" precedence: 1 text { language: "en" body: "by {due}" } })",
                          {"due_without_promise at 3: \"r\" states a time ({due}) that nobody has promised"}},
                      Row{"promise_that_is_not_said",
                          R"(
reply { id: "r" precedence: 1 text { language: "en" body: "soon" }
  promise { kind: NEWS within { business_days: 1 } } })",
                          {"promise_without_due at 4: \"r\" makes a promise that its words do not state"}},
                      Row{"call_that_nobody_promised",
                          R"(
reply { id: "r" precedence: 1 text { language: "en" body: "we call by {callback_due}" } })",
                          {"due_without_promise at 3: \"r\" states the time of a call"}},
                      Row{"call_that_the_reply_promises",
                          R"(
reply { id: "r" precedence: 1 text { language: "en" body: "we call by {callback_due}" }
  promise { kind: CALLBACK within { business_hours: 1 } } })",
                          {}},
                      Row{"acknowledgement_too",
                          R"(
acknowledgement { id: "a" precedence: 1 text { language: "en" body: "by {due}" } })",
                          {"due_without_promise at 3: \"a\" states a time"}}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(Public, MessagesTest,
                         ::testing::Values(Row{"names_the_customer",
                                               R"(
reply { id: "r" precedence: 1 is_public: true text { language: "en" body: "Dear {customer}" } })",
                                               {"private_in_public at 3: public reply \"r\""}},
                                           Row{"names_the_order",
                                               R"(
reply { id: "r" precedence: 1 is_public: true text { language: "en" subject: "{reference}" body: "x" } })",
                                               {"private_in_public at 3: public reply \"r\""}},
                                           Row{"names_the_case_in_another_language",
                                               R"(
reply { id: "r" precedence: 1 is_public: true text { language: "en" body: "x" } text { language: "it" body: "{case}" } })",
                                               {"private_in_public at 3: public reply \"r\""}},
                                           Row{"acknowledgement_in_public",
                                               R"(
acknowledgement { id: "a" precedence: 1 channel: SOCIAL text { language: "en" body: "Dear {customer}" } })",
                                               {"private_in_public at 3: public acknowledgement \"a\""}},
                                           Row{"link_without_tls",
                                               R"(
house { link { name: "track" url: "http://shop.example" } })",
                                               {"bad_link at 3: link \"track\" is no https address"}}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(BuildMessages, TheHintNamesTheNearestField) {
  const std::vector<Issue> issues =
      IssuesOf("reply { id: 'r' precedence: 1 text { language: 'en' body: '{custmer}' } }");
  ASSERT_EQ(issues.size(), 1);
  EXPECT_THAT(issues[0].message, HasSubstr("did you mean \"customer\"?"));
}

}  // namespace
}  // namespace triage
