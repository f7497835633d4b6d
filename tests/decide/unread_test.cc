#include "src/decide/unread.h"

#include <string>

#include "gtest/gtest.h"
#include "triage/engine.h"

namespace triage {
namespace {

// Whether a complaint gets its automatic reply shows how many words went unread: see House.max_unread_words.
std::string ReasonFor(const std::string& body, const std::string& limit, v1::Channel::Kind channel) {
  const auto engine = Engine::CompileText("t.txtpb", R"(
house { default_team: "t" )" + limit + R"( } calendar { id: "c" round_the_clock: true }
team { id: "t" precedence: 1 calendar: "c" }
signal { id: "late" terms { language: "en" text: ["late", "delayed"] } }
signal { id: "greeting" kind: CONTEXT terms { language: "en" text: ["hello", "thanks"] } }
reply { id: "sorry" precedence: 1 text { language: "en" body: "We are sorry." } }
rule { id: "late" why: "w" when { signal: "late" } then { reply: "sorry" } })");
  EXPECT_TRUE(engine.ok()) << engine.status();
  if (!engine.ok()) return "";
  v1::Complaint complaint;
  complaint.set_channel(channel);
  complaint.set_from("dana@example.org");
  complaint.set_envelope_sender("dana@example.org");
  complaint.set_body(body);
  return engine->Triage(complaint, absl::FromUnixSeconds(1795428000)).disposition_reasons(0).code();
}

struct Row {
  const char* name;
  const char* body;
  const char* limit;
  const char* code;
};

class UnreadTest : public ::testing::TestWithParam<Row> {};

TEST_P(UnreadTest, MoreThanIsReadGoesToAPerson) {
  EXPECT_EQ(ReasonFor(GetParam().body, GetParam().limit, v1::Channel::WEB_FORM), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, UnreadTest,
    ::testing::Values(
        Row{"all_read", "My parcel is late.", "", "eligible"},
        Row{"four_words", "My parcel is late. Megan from Old Street", "", "eligible"},
        Row{"five_words", "My parcel is late. The courier's dog bit me.", "", "unread"},
        Row{"before_what_is_read", "The kettle burned my hand. My parcel is late.", "", "unread"},
        Row{"in_two_sentences", "My parcel is late. Megan Smith! Old Street?", "", "eligible"},
        Row{"in_two_sentences_over", "My parcel is late. Megan Smith! The Old Street?", "", "unread"},
        Row{"a_context_word_vouches_for_itself", "Hello Megan Smith Old Street. Late!", "", "eligible"},
        Row{"and_not_for_its_sentence", "Thanks for the burned hand and arm. Late!", "", "unread"},
        Row{"numbers_are_no_words", "Late. A-1 2 3 4 5 6 7 b8 9c 10 11 12", "", "eligible"},
        Row{"letters_are_no_words", "Late. a b c d e f g h \xD7\x90 \xD7\x91", "", "eligible"},
        Row{"a_hebrew_word_is_a_word",
            "Late. \xD7\x90\xD7\x91 \xD7\x90\xD7\x91 \xD7\x90\xD7\x91 \xD7\x90\xD7\x91 \xD7\x90\xD7\x91", "",
            "unread"},
        Row{"none_allowed", "Late. Megan", "max_unread_words: 0", "unread"},
        Row{"none_needed", "Late. 12345", "max_unread_words: 0", "eligible"},
        Row{"many_allowed", "Late. one two three four five six seven", "max_unread_words: 7", "eligible"},
        Row{"many_allowed_and_one_more", "Late. one two three four five six seven eight",
            "max_unread_words: 7", "unread"}),
    [](const auto& info) { return std::string(info.param.name); });

// What looks like a signature or a quotation may be the customer's own words.
TEST(UnreadTest, AProblemInAPartThatWasCutGoesToAPerson) {
  EXPECT_EQ(ReasonFor("It is late.\n-- \nDana Levi", "", v1::Channel::MAIL), "eligible");
  EXPECT_EQ(ReasonFor("It is late.\n-- \nDelayed again", "", v1::Channel::MAIL), "unread");
  EXPECT_EQ(ReasonFor("It is late.\n> it was delayed before", "", v1::Channel::MAIL), "unread");
}

}  // namespace
}  // namespace triage
