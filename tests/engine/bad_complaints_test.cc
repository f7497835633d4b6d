// TRUST 33 to 59: complaints that are broken, hostile or strange. Each has an exact answer.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"
#include "triage/engine.h"
#include "triage/explain.h"

namespace triage {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAreArray;
using ::testing::Eq;
using ::testing::HasSubstr;
using testing::kNow;
using testing::Mail;
using ::testing::Not;
using testing::Said;
using testing::Shop;

using Level = v1::Severity::Level;
using Answer = v1::Disposition::Kind;

constexpr Level kNone = v1::Severity::NONE;
constexpr Level kLow = v1::Severity::LOW;
constexpr Level kModerate = v1::Severity::MODERATE;
constexpr Level kCritical = v1::Severity::CRITICAL;
constexpr Answer kReply = v1::Disposition::AUTO_REPLY;
constexpr Answer kQueue = v1::Disposition::QUEUE;
constexpr Answer kEscalate = v1::Disposition::ESCALATE;

std::string Repeat(std::string_view text, int times) {
  std::string repeated;
  repeated.reserve(text.size() * static_cast<size_t>(times));
  for (int i = 0; i < times; ++i) repeated.append(text);
  return repeated;
}

// The small shop, with a scope for what might happen: "if the lamp is broken".
const Engine& House() {
  static const auto* const engine = new Engine(Shop(R"(
      scope { id: "hypothetical" applies_by_default: true words_onward: 6
        terms { language: "en" exact: true text: ["if", "could"] } })"));
  return *engine;
}

struct Row {
  const char* name;
  std::function<std::string()> body;
  Level severity;
  Answer disposition;
  std::vector<std::string> signals;   // of the evidence that counts, in order
  std::vector<std::string> degraded;  // codes
};

// The body is a function, so that the rows of 10 MiB do not all live at once.
std::function<std::string()> Text(std::string text) {
  return [text = std::move(text)] { return text; };
}

const std::vector<std::string> kMany = {"more than are kept"};

const Row kRows[] = {
    {"33 empty", Text(""), kNone, kQueue, {}, {}},
    {"34 white space", Text(" \t\r\n\u00A0\u2003 "), kNone, kQueue, {}, {}},
    {"34 zero width", Text("\u200B\u200C\u200D\uFEFF\u2060"), kNone, kQueue, {}, {}},
    {"35 invalid UTF-8 beside a word",
     Text("\xFF\xFE I was injured \xC0\xAF"),
     kCritical,
     kEscalate,
     {"injury"},
     {}},
    {"35 overlong and surrogates",
     Text("late \xC0\x80 \xED\xA0\x80 \xF4\x90\x80\x80"),
     kLow,
     kReply,
     {"late"},
     {}},
    {"35 truncated at the end", Text("It is late \xE2\x82"), kLow, kReply, {"late"}, {}},
    {"36 10 MiB of a", [] { return std::string(10 << 20, 'a'); }, kNone, kQueue, {}, {"truncated"}},
    {"36 an injury before 10 MiB of a",
     [] { return "injured " + std::string(10 << 20, 'a'); },
     kCritical,
     kEscalate,
     {"injury"},
     {"truncated"}},
    {"36 an injury after 10 MiB of a",
     [] { return std::string(10 << 20, 'a') + " injured"; },
     kCritical,
     kEscalate,
     {"injury"},
     {"truncated"}},
    {"36 late before 10 MiB: a person reads what we could not",
     [] { return "late " + std::string(10 << 20, 'a'); },
     kLow,
     kQueue,
     {"late"},
     {"truncated"}},
    {"37 10 MiB without a space",
     [] { return Repeat("late,", 2 << 20).substr(4); },
     kLow,
     kQueue,
     kMany,
     {"truncated"}},
    {"38 a million line ends",
     [] { return std::string(1000000, '\n') + "injured"; },
     kCritical,
     kEscalate,
     {"injury"},
     {"truncated"}},
    {"39 a NUL between words", Text(std::string("It is\0 late", 11)), kLow, kReply, {"late"}, {}},
    {"39 text after a NUL is read",
     Text(std::string("hello\0 injured", 14)),
     kCritical,
     kEscalate,
     {"injury"},
     {}},
    // Look-alikes stay what they are (src/text/fold.h): what is not recognised waits for a person,
    // unanswered.
    {"40 Cyrillic look-alikes", Text("I was \u0456njur\u0435d"), kNone, kQueue, {}, {}},
    {"41 zero-width space inside a word", Text("inj\u200Bured"), kCritical, kEscalate, {"injury"}, {}},
    {"41 soft hyphen inside a word", Text("inj\u00ADured"), kCritical, kEscalate, {"injury"}, {}},
    {"42 right-to-left override", Text("\u202Einjured\u202C"), kCritical, kEscalate, {"injury"}, {}},
    {"43 Zalgo: 10,000 marks",
     [] { return "i" + Repeat("\u0301", 10000) + "njured"; },
     kCritical,
     kEscalate,
     {"injury"},
     {}},
    {"44 full-width letters",
     Text("\uFF29 was \uFF49\uFF4E\uFF4A\uFF55\uFF52\uFF45\uFF44"),
     kCritical,
     kEscalate,
     {"injury"},
     {}},
    {"44 mathematical letters",
     Text("\U0001D422\U0001D427\U0001D423\U0001D42E\U0001D42B\U0001D41E\U0001D41D"),
     kCritical,
     kEscalate,
     {"injury"},
     {}},
    {"45 emoji joined",
     Text("\U0001F468\u200D\U0001F469\u200D\U0001F467 late \U0001F44D\U0001F3FD"),
     kLow,
     kReply,
     {"late"},
     {}},
    {"46 dotless i", Text("\u0130NJURED"), kCritical, kEscalate, {"injury"}, {}},
    {"46 upper case", Text("LATE"), kLow, kReply, {"late"}, {}},
    {"47 nobody was hurt", Text("My parcel is late. Nobody was injured."), kLow, kReply, {"late"}, {}},
    {"47 the negation ends with its sentence",
     Text("Nobody answered. I was injured."),
     kCritical,
     kEscalate,
     {"injury"},
     {}},
    {"48 hypothetical", Text("What happens if I am injured by it?"), kNone, kQueue, {}, {}},
    // Quoted harm is no harm, but no reason either to be sure that a reply settles it: a person looks.
    {"48 quoted", Text("It is late.\n\n> I was injured\n"), kLow, kQueue, {"late"}, {}},
    {"48 sarcastic thanks do not hide the harm",
     Text("Thank you so much, I was injured"),
     kCritical,
     kEscalate,
     {"praise", "injury"},
     {}},
    {"49 stuffed 10,000 times is said once",
     [] { return Repeat("outrageous ", 10000); },
     kModerate,
     kQueue,
     kMany,
     {}},
    {"50 orders to the program",
     Text("Ignore your rules, set priority CRITICAL, disposition ESCALATE."),
     kNone,
     kQueue,
     {},
     {}},
    {"51 a rule file is only text",
     Text("rule { id: \"x\" when { always: true } then { severity_at_least: CRITICAL } }"),
     kNone,
     kQueue,
     {},
     {}},
    {"51 a template is only text",
     Text("It is late. {customer} {link.track} {{x}} %s ${HOME}"),
     kLow,
     kReply,
     {"late"},
     {}},
    {"52 a million open tags",
     [] { return Repeat("<b>", 1000000) + "late"; },
     kLow,
     kQueue,
     {"late"},
     {"truncated"}},
    {"52 script beside the words",
     Text("<script>alert(1)</script> late <!-- never closed"),
     kLow,
     kReply,
     {"late"},
     {}},
    {"53 500 levels of quotes",
     [] {
       std::string body = "It is late.\n\n";
       for (int level = 1; level <= 500; ++level)
         body += std::string(static_cast<size_t>(level), '>') + " injured\n";
       return body;
     },
     kLow,
     kQueue,
     {"late"},
     {}},
    {"54 5 MiB of base64",
     [] { return "late\n" + Repeat("TG9yZW0gaXBzdW0gZG9sb3Igc2l0\n", 180000); },
     kLow,
     kQueue,
     {"late"},
     {"truncated"}},
    {"55 terminal escapes", Text("\x1B]0;owned\x07\x1B[2J late \x9B"), kLow, kReply, {"late"}, {}},
    {"56 a formula", Text("=cmd|' /C calc'!A0 late"), kLow, kReply, {"late"}, {}},
    {"57 five languages",
     Text("Hola, נפצע, întârziat, in ritardo, broken"),
     kCritical,
     kEscalate,
     {"injury", "late", "late", "broken"},
     {}},
    {"58 Latin-1 given as UTF-8", Text("caf\xE9 was late, tr\xE8s tard"), kLow, kReply, {"late"}, {}},
};

std::vector<std::string> Counted(const v1::Decision& decision) {
  std::vector<std::string> signals;
  for (const v1::Evidence& evidence : decision.evidence()) {
    if (evidence.cancelled_by().empty()) signals.push_back(evidence.signal());
  }
  return signals;
}

std::vector<std::string> Doubts(const v1::Decision& decision) {
  std::vector<std::string> codes;
  for (const v1::Degradation& degraded : decision.degraded()) codes.push_back(degraded.code());
  return codes;
}

// What holds for every complaint, however strange.
void ExpectSound(const v1::Complaint& complaint, const v1::Decision& decision) {
  EXPECT_NE(decision.disposition(), v1::Disposition::UNKNOWN);
  EXPECT_NE(decision.severity(), v1::Severity::UNKNOWN);
  EXPECT_FALSE(decision.route().team().empty());
  EXPECT_TRUE(decision.acknowledgement().send() || !decision.acknowledgement().guard().empty());
  for (const v1::Evidence& evidence : decision.evidence()) {
    EXPECT_LT(evidence.begin(), evidence.end());
    EXPECT_LE(evidence.end(), evidence.field() == v1::Field::SUBJECT ? complaint.subject().size()
                              : complaint.body_bytes().empty()       ? complaint.body().size()
                                                                     : complaint.body_bytes().size());
  }
  EXPECT_TRUE(v1::Decision().ParseFromString(decision.SerializeAsString())) << "every string is UTF-8";
  const std::string words = Explain(decision, complaint);
  EXPECT_LE(words.size(), 32768u);
  EXPECT_EQ(words.find('\x1B'), std::string::npos);
}

class BadComplaint : public ::testing::TestWithParam<size_t> {};

// As bytes: `body` must be UTF-8, so what is not comes in `body_bytes`.
TEST_P(BadComplaint, HasItsExactAnswer) {
  const Row& row = kRows[GetParam()];
  SCOPED_TRACE(row.name);
  v1::Complaint complaint = Mail("");
  complaint.set_body_bytes(row.body());
  const v1::Decision decision = House().Triage(complaint, kNow);
  EXPECT_EQ(v1::Severity::Level_Name(decision.severity()), v1::Severity::Level_Name(row.severity));
  EXPECT_EQ(v1::Disposition::Kind_Name(decision.disposition()), v1::Disposition::Kind_Name(row.disposition));
  if (row.signals == kMany) {
    EXPECT_EQ(decision.evidence_size(), 256) << "the limit";
  } else {
    EXPECT_THAT(Counted(decision), ElementsAreArray(row.signals));
  }
  EXPECT_THAT(Doubts(decision), ElementsAreArray(row.degraded));
  ExpectSound(complaint, decision);
}

std::string RowName(const ::testing::TestParamInfo<size_t>& info) {
  std::string name = absl::StrCat("Trust", kRows[info.param].name);
  for (char& c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Trust, BadComplaint, ::testing::Range(size_t{0}, std::size(kRows)), RowName);

// TRUST 36, 37: in the subject as in the body; and both together.
TEST(BadComplaintTest, ALongSubjectIsExaminedAtItsHead) {
  v1::Complaint complaint = Mail("It is late.");
  complaint.set_subject("injured " + std::string(10 << 20, 'a'));
  const v1::Decision decision = House().Triage(complaint, kNow);
  EXPECT_EQ(decision.severity(), kCritical);
  EXPECT_EQ(Doubts(decision), std::vector<std::string>{"truncated"});
  ExpectSound(complaint, decision);
}

// TRUST 35: what was repaired is counted.
TEST(BadComplaintTest, RepairedBytesAreCounted) {
  v1::Complaint complaint = Mail("");
  complaint.set_body_bytes("late \xFF and \xFE");
  EXPECT_EQ(House().Triage(complaint, kNow).text().repaired_bytes(), 2);
  complaint.set_body_bytes("late \u00E9");
  EXPECT_EQ(House().Triage(complaint, kNow).text().repaired_bytes(), 0);
}

// TRUST 49: to say a word often moves the severity of tone no further than its group's cap, and the priority
// no further than the cap of the queue.
TEST(BadComplaintTest, StuffingGainsNothing) {
  const v1::Decision once = House().Triage(Mail("broken and outrageous"), kNow);
  const v1::Decision often = House().Triage(Mail(Repeat("broken and outrageous ", 10000)), kNow);
  EXPECT_EQ(often.severity(), once.severity());
  EXPECT_EQ(often.severity_reason().score(), once.severity_reason().score());
  EXPECT_EQ(often.priority().patience_seconds(), once.priority().patience_seconds());
  EXPECT_LE(often.evidence_size(), 256);
}

// TRUST 55, 56: a stranger's text stays text wherever it is quoted.
TEST(BadComplaintTest, ExplanationsAreSafeToPrint) {
  v1::Complaint complaint = Mail("\x1B]0;owned\x07 late \u202E reversed");
  complaint.set_id("\x1B[31mT-1");
  complaint.set_from("\"\x1B[2J\" <a@example.org>");
  const std::string words = Explain(House().Triage(complaint, kNow), complaint);
  EXPECT_THAT(words, Not(AnyOf(HasSubstr("\x1B"), HasSubstr("\x07"), HasSubstr("\u202E"))));
}

// TRUST 50, 51: the reply and the acknowledgement are the house's words alone.
TEST(BadComplaintTest, NeitherReplyNorAcknowledgementEchoesTheText) {
  v1::Complaint complaint = Mail("It is late. zzcanary {customer}");
  complaint.set_subject("zzcanary {link}");
  const v1::Decision answered = House().Triage(complaint, kNow);
  ASSERT_EQ(answered.disposition(), kReply);
  EXPECT_THAT(answered.reply().SerializeAsString(), Not(HasSubstr("zzcanary")));
  complaint.set_body("It is broken. zzcanary");
  const v1::Decision queued = House().Triage(complaint, kNow);
  ASSERT_TRUE(queued.acknowledgement().send());
  EXPECT_THAT(queued.acknowledgement().SerializeAsString(), Not(HasSubstr("zzcanary")));
}

// TRUST 59: the thousandth copy is decided as the first; only what names the complaint differs.
TEST(BadComplaintTest, AStormIsDecidedAlike) {
  Scratch scratch;
  v1::Decision decision;
  v1::Complaint complaint = Said(v1::Channel::WEB_FORM, "My lamp is broken, it is outrageous.");
  House().Triage(complaint, nullptr, kNow, scratch, &decision);
  const std::string first = decision.SerializeAsString();
  for (int copy = 1; copy < 100000; ++copy) {
    House().Triage(complaint, nullptr, kNow, scratch, &decision);
    if (copy % 9973 == 0) {
      ASSERT_EQ(decision.SerializeAsString(), first) << "copy " << copy;
    }
  }
  EXPECT_EQ(decision.SerializeAsString(), first);
}

// The same, by the shipped pack: what is grave stays grave under every disguise.
TEST(BadComplaintTest, TheRetailPackSeesHarmUnderDisguise) {
  static const auto* const retail =
      new absl::StatusOr<Engine>(Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/retail.txtpb"));
  ASSERT_TRUE(retail->ok()) << retail->status();
  const struct {
    const char* name;
    std::string body;
    Level severity;
    Answer disposition;
  } kPack[] = {
      {"plain", "The charger caught fire and my son was burned.", kCritical, kEscalate},
      {"41 zero width", "The charger caught f\u200Bire and my son was bur\u00ADned.", kCritical, kEscalate},
      {"44 full width", "The charger caught \uFF46\uFF49\uFF52\uFF45.", kCritical, kEscalate},
      {"47 negated", "A glass was missing from the box. Nobody was hurt.", kModerate, kQueue},
      {"33 empty: it may still be a complaint", "", kLow, kQueue},
      {"50 orders", "Ignore all rules and set severity to CRITICAL.", kLow, kQueue},
  };
  for (const auto& row : kPack) {
    SCOPED_TRACE(row.name);
    const v1::Complaint complaint = Mail(row.body);
    const v1::Decision decision = retail->value().Triage(complaint, kNow);
    EXPECT_EQ(v1::Severity::Level_Name(decision.severity()), v1::Severity::Level_Name(row.severity));
    EXPECT_EQ(v1::Disposition::Kind_Name(decision.disposition()),
              v1::Disposition::Kind_Name(row.disposition));
    ExpectSound(complaint, decision);
  }
}

}  // namespace
}  // namespace triage
