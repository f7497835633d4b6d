#include "triage/explain.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "src/base/utf8.h"

namespace triage {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

template <typename Message>
Message Parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// Safe on a terminal: no control character but the line feeds of our own lines, valid UTF-8, nothing that
// turns text.
bool IsSafe(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    const Decoded decoded = DecodeUtf8(p, end);
    if (!decoded.valid || IsBidiControl(decoded.code_point)) return false;
    if (IsControl(decoded.code_point) && decoded.code_point != '\n') return false;
    p += decoded.length;
  }
  return true;
}

v1::Complaint BurnedCustomer() {
  return Parsed<v1::Complaint>(R"(
    id: "T-1"
    subject: "Your charger"
    body: "The charger caught fire and my son was burned. Nobody died. He was burned badly."
  )");
}

v1::Decision Burned() {
  return Parsed<v1::Decision>(R"(
    id: "d1" complaint_id: "T-1" ruleset: "retail" fingerprint: "00ff"
    decided_at { seconds: 1795428000 }  # Mon 23 Nov 2026 10:00 UTC
    inbound { origin: HUMAN may_answer: true }
    text { language: "en" language_confidence: 95 }
    evidence { signal: "fire" field: BODY begin: 12 end: 23 segment: FRESH }
    evidence { signal: "injury" field: BODY begin: 39 end: 45 segment: FRESH }
    evidence { signal: "injury" field: BODY begin: 54 end: 58 segment: FRESH cancelled_by: "negation" }
    evidence { signal: "injury" field: BODY begin: 67 end: 73 segment: FRESH }
    fired_rules { id: "injury" why: "somebody was hurt or is in danger" owner: "safety@example.com" evidence: [0, 1, 3] }
    severity: CRITICAL
    severity_reason { score: 40 from_score: MODERATE floor: CRITICAL floor_rule: "injury" tone: 20
      points { rule: "injury" group: "harm" points: 20 }
      points { rule: "anger" group: "tone" points: 20 capped: true } }
    category: "safety" category_rule: "injury" tags: "burn" tags: "child" desired_outcomes: "apology"
    priority { head_of_queue: true head_rule: "severity" base_patience_seconds: 3600 urgency_percent: 50
      contributions { rule: "vip" group: "standing" percent: 50 capped: true }
      patience_seconds: 1800 gained_seconds: 1800 serve_by { seconds: 1795429800 } }
    disposition: ESCALATE
    disposition_reasons { code: "severity" rule: "injury" detail: "critical complaints go to a person at once" }
    acknowledgement { send: true message { template: "received" language: "en" subject: "We have it"
      body: "Dear customer,\nwe have it.\n" } }
    route { team: "safety" team_rule: "injury" skills: "burns" language: "en" authority_level: 2 owner: "dana"
      inform: "legal" avoid_agent: "rob" named_handler: true }
    deadlines { kind: FIRST_RESPONSE due { seconds: 1795431600 } explanation: "1 hour by the clock"
      source: "deadline first_answer" }
    deadlines { kind: RESOLVE due { seconds: 1798768800 } }
    handling { playbook: "injury" playbook_rule: "injury" tone: "gentle" offer_needs_approval: true offer_rule: "claims" }
    contact { contacts_used: 3 contacts_allowed: 3 budget_spent: true calls_from { seconds: 1795431600 }
      time_zone: "UTC" refused: SMS }
    promises { kind: CALLBACK due { seconds: 1795431600 } explanation: "1 hour by the clock" rule: "received" }
    explanation { summary: "CRITICAL, ESCALATE to safety: somebody was hurt or is in danger"
      deciding_evidence: [0, 1, 3] near_misses { rule: "exposed" would_be: CRITICAL missing: "signal data_exposed" } }
    degraded { code: "customer_out_of_range" detail: "customer.nps is 11: outside 0..10, taken as missing" }
  )");
}

TEST(ExplainTest, WritesTheWholeDecision) {
  EXPECT_EQ(Explain(Burned(), BurnedCustomer()),
            R"(CRITICAL, escalate to safety: somebody was hurt or is in danger
  said:           "caught fire" (signal fire)
                  "burned" (signal injury)
                  "burned" (signal injury)
  not counted:    "died" (signal injury, taken away by negation)
  severity:       rule injury sets at least CRITICAL
                  40 points, which alone give MODERATE
                    20 of rule injury (group harm)
                    20 of rule anger (group tone, at its cap)
                  tone 20 of 100, which moves priority alone
  category:       safety (rule injury)
  tags:           burn, child
  wants:          apology
  priority:       head of the queue (by severity); 30 min patience; serve by Mon 23 Nov 10:30 UTC
                  30 min sooner than the usual 1 h (50 %)
                    30 min by rule vip (50 %, group standing, less than it asks: a cap or the identity)
  answer:         critical complaints go to a person at once (rule injury)
  acknowledged:   template received; in en
                  | We have it
                  | Dear customer,
                  | we have it.
  route:          team safety (rule injury); owner dana; one person keeps this customer's complaints; skills burns; speaks en; authority level 2; not agent rob
  inform:         legal
  playbook:       injury (rule injury); tone gentle; an offer needs approval (rule claims)
  answer by:      Mon 23 Nov 11:00 UTC (1 hour by the clock; deadline first_answer)
  settle by:      Fri 1 Jan 2027 02:00 UTC
  promised:       callback by Mon 23 Nov 11:00 UTC (1 hour by the clock; received)
  contact:        3 of 3 contacts used: do not write or call again; no call before Mon 23 Nov 11:00 UTC; never by sms
  origin:         human, may be answered
  language:       en (95 % sure)
  near miss:      would be CRITICAL if: signal data_exposed (rule exposed)
  degraded:       customer out of range: customer.nps is 11: outside 0..10, taken as missing
  rules:          injury: somebody was hurt or is in danger (safety@example.com)
  decided:        rule set retail; fingerprint 00ff; decision d1; Mon 23 Nov 10:00 UTC
)");
}

TEST(ExplainTest, WritesTimesInTheZoneOfTheCustomer) {
  v1::Decision decision = Burned();
  decision.mutable_contact()->set_time_zone("Asia/Jerusalem");
  const std::string text = Explain(decision, BurnedCustomer());
  EXPECT_THAT(text, HasSubstr("serve by Mon 23 Nov 12:30 Asia/Jerusalem"));
  EXPECT_THAT(text, HasSubstr("settle by:      Fri 1 Jan 2027 04:00 Asia/Jerusalem"));
}

TEST(ExplainTest, WritesUtcWhereTheZoneIsNone) {
  for (const char* zone : {"", "Nowhere/Land", "/etc/passwd", "../../etc/passwd", "Asia/Jeru\nsalem"}) {
    SCOPED_TRACE(zone);
    v1::Decision decision = Burned();
    decision.mutable_contact()->set_time_zone(zone);
    EXPECT_THAT(Explain(decision, BurnedCustomer()), HasSubstr("serve by Mon 23 Nov 10:30 UTC"));
  }
}

TEST(ExplainTest, AnEmptyDecisionHasAnExplanation) {
  EXPECT_EQ(Explain(v1::Decision(), v1::Complaint()),
            R"(UNKNOWN, not decided
  severity:       0 points
  priority:       0 s patience
)");
}

struct HeadlineCase {
  std::string name;
  std::string decision;
  std::string first_line;
};

class HeadlineTest : public ::testing::TestWithParam<HeadlineCase> {};

TEST_P(HeadlineTest, SaysWhatAndWhy) {
  const std::string text = Explain(Parsed<v1::Decision>(GetParam().decision), v1::Complaint());
  EXPECT_EQ(text.substr(0, text.find('\n')), GetParam().first_line);
}

INSTANTIATE_TEST_SUITE_P(
    Explain, HeadlineTest,
    ::testing::Values(
        HeadlineCase{
            "Suppressed",
            "severity: NONE disposition: SUPPRESS disposition_reasons { detail: 'a machine wrote this' }",
            "NONE, suppress: a machine wrote this"},
        HeadlineCase{"Answered",
                     "severity: LOW disposition: AUTO_REPLY reply { template: 'late_parcel' } "
                     "explanation { summary: 'LOW, AUTO_REPLY late_parcel: a first delay: we apologise' }",
                     "LOW, answer automatically with late_parcel: a first delay: we apologise"},
        HeadlineCase{"Queued", "severity: SERIOUS disposition: QUEUE route { team: 'legal' }",
                     "SERIOUS, queue for legal"},
        HeadlineCase{"EscalatedToNobody", "severity: CRITICAL disposition: ESCALATE", "CRITICAL, escalate"},
        HeadlineCase{"LineEndInTheReason",
                     "severity: LOW disposition: QUEUE explanation { summary: 'x: one\\nCRITICAL, two' }",
                     "LOW, queue: one CRITICAL, two"}),
    [](const ::testing::TestParamInfo<HeadlineCase>& info) { return info.param.name; });

struct LineCase {
  std::string name;
  std::string decision;
  std::string line;
};

class LineTest : public ::testing::TestWithParam<LineCase> {};

TEST_P(LineTest, IsWritten) {
  EXPECT_THAT(Explain(Parsed<v1::Decision>(GetParam().decision), v1::Complaint()),
              HasSubstr(GetParam().line + "\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Explain, LineTest,
    ::testing::Values(
        LineCase{"CeilingBeatenByAFloor",
                 "severity: SERIOUS severity_reason { ceiling: LOW ceiling_rule: 'mild' floor: SERIOUS "
                 "floor_rule: 'law' }",
                 "rule mild sets at most LOW, which the floor beats"},
        LineCase{"Ceiling", "severity: LOW severity_reason { ceiling: LOW ceiling_rule: 'mild' }",
                 "rule mild sets at most LOW"},
        LineCase{"MachineMail",
                 "inbound { origin: AUTO_REPLY reasons { source: 'Auto-Submitted' value: 'auto-replied' "
                 "standard: 'RFC 3834 section 5' } }",
                 "  origin:         auto reply, must not be answered automatically\n"
                 "                  Auto-Submitted: auto-replied (RFC 3834 section 5)"},
        LineCase{
            "MustNotBeAnswered",
            "inbound { origin: HUMAN reasons { source: 'From' standard: 'RFC 5322' about_answer: true } }",
            "                  no answer for From (RFC 5322)"},
        LineCase{"FloorAlone",
                 "severity: CRITICAL severity_reason { from_score: NONE floor: CRITICAL floor_rule: 'harm' }",
                 "  severity:       rule harm sets at least CRITICAL\n  priority:       0 s patience"},
        LineCase{"GuardOfTheAcknowledgement", "acknowledgement { guard: 'live_channel' }",
                 "  acknowledged:   no: the customer is on the line"},
        LineCase{"UnknownGuard", "acknowledgement { guard: 'moon\\x1B' }",
                 "  acknowledged:   no: moon\xEF\xBF\xBD"},
        LineCase{"DefaultTeam", "route { team: 'general' }", "  route:          team general (by default)"},
        LineCase{"Draft", "disposition: QUEUE reply { template: 'public_first' is_public: true }",
                 "  draft:          template public_first; in public"},
        LineCase{"DegradedNeedsAPerson", "degraded { code: 'truncated' needs_person: true }",
                 "  degraded:       truncated (a person must look)"},
        LineCase{"SubjectEvidenceOfTheQuote",
                 "evidence { signal: 'fire' field: SUBJECT begin: 0 end: 4 segment: SUBJECT quote: 'fire' }",
                 "  said:           \"fire\" (signal fire, in the subject)"},
        LineCase{"LongPatience", "priority { patience_seconds: 183600 }",
                 "  priority:       2 days 3 h patience"},
        LineCase{"PatienceOfNoSense", "priority { patience_seconds: -9223372036854775808 }",
                 "  priority:       0 s patience"},
        LineCase{"PublicDeadline", "deadlines { kind: ACKNOWLEDGE due { } is_public: true }",
                 "  acknowledge by: Thu 1 Jan 00:00 UTC, where the complaint stands"}),
    [](const ::testing::TestParamInfo<LineCase>& info) { return info.param.name; });

TEST(ExplainTest, TellsWhereTheComplaintIsAnother) {
  v1::Complaint other;
  other.set_id("T-2");
  other.set_body("Where is it?");
  const std::string text = Explain(Burned(), other);
  EXPECT_THAT(
      text,
      HasSubstr("  beware:         this decision is about complaint \"T-1\", the text given is \"T-2\"\n"));
  EXPECT_THAT(text, HasSubstr("(bytes 12-23 are not in this complaint) (signal fire)"));
  EXPECT_EQ(DecidingWords(Burned(), other), "");
}

TEST(ExplainTest, ReadsBodyBytesWhereTheyStandForTheBody) {
  v1::Complaint complaint = BurnedCustomer();
  complaint.set_body_bytes(complaint.body());
  complaint.set_body("something else");
  EXPECT_EQ(DecidingWords(Burned(), complaint), "\"caught fire\", \"burned\"");
}

// TRUST 42, 55 and 12: the customer's words are data on every line.
TEST(ExplainTest, HostileWordsStayWithinTheirQuotation) {
  const std::string words = "x\" (signal fake)\n  severity: NONE\x1B[2J\xE2\x80\xAE";
  v1::Complaint complaint;
  complaint.set_body(words);
  v1::Decision decision;
  v1::Evidence* evidence = decision.add_evidence();
  evidence->set_signal("injury");
  evidence->set_field(v1::Field::BODY);
  evidence->set_end(static_cast<uint32_t>(words.size()));
  decision.mutable_explanation()->add_deciding_evidence(0);
  const std::string expected = "\"x' (signal fake)   severity: NONE\xEF\xBF\xBD[2J\xEF\xBF\xBD\"";
  EXPECT_THAT(Explain(decision, complaint),
              HasSubstr("  said:           " + expected + " (signal injury)\n"));
  EXPECT_EQ(DecidingWords(decision, complaint), expected);
}

TEST(ExplainTest, HostileFactsOfTheHostAreHarmlessToo) {
  v1::Decision decision = Burned();
  const std::string hostile = "a\n  severity: NONE\x1B[2J\xE2\x80\xAE";
  decision.set_id(hostile);
  decision.mutable_route()->set_owner(hostile);
  decision.mutable_route()->set_avoid_team(hostile);
  decision.mutable_acknowledgement()->mutable_message()->set_body(hostile + "\r\n" + hostile);
  decision.mutable_degraded(0)->set_detail(hostile);
  decision.mutable_priority()->set_head_rule(hostile);
  const std::string text = Explain(decision, BurnedCustomer());
  EXPECT_TRUE(IsSafe(text)) << text;
  EXPECT_THAT(text, Not(HasSubstr("\n  severity: NONE")));
}

TEST(ExplainTest, NeverMoreThanThirtyTwoKilobytes) {
  v1::Decision decision = Burned();
  const std::string longest(5000, 'x');
  for (int i = 0; i < 300; ++i) {
    *decision.add_tags() = longest;
    decision.add_fired_rules()->set_why(longest);
    decision.add_degraded()->set_detail(longest);
    decision.add_deadlines()->set_explanation(longest);
    decision.mutable_explanation()->add_near_misses()->set_missing(longest);
    v1::Evidence* evidence = decision.add_evidence();
    evidence->set_signal(longest);
    evidence->set_end(5);
  }
  decision.mutable_acknowledgement()->mutable_message()->set_body(std::string(16384, '\n'));
  const std::string text = Explain(decision, BurnedCustomer());
  EXPECT_LE(text.size(), 32u << 10);
  EXPECT_GT(text.size(), 30u << 10);
  EXPECT_THAT(text, ::testing::EndsWith("\n  (cut: an explanation has at most 32 KiB)\n"));
}

TEST(ExplainTest, ALongReplyHidesNothingElse) {
  v1::Decision decision = Burned();
  decision.mutable_acknowledgement()->mutable_message()->set_body(std::string(16384, '\n'));
  EXPECT_THAT(Explain(decision, BurnedCustomer()), HasSubstr("\n  decided:"));
  decision.mutable_acknowledgement()->mutable_message()->set_body(std::string(16384, 'x'));
  EXPECT_THAT(Explain(decision, BurnedCustomer()), HasSubstr("| ...\n"));
  EXPECT_THAT(Explain(decision, BurnedCustomer()), HasSubstr("\n  decided:"));
}

// Whatever spans a decision holds, nothing outside of the complaint is read and the result is safe to print.
TEST(ExplainTest, HoldsForAnySpans) {
  std::mt19937 random(20261122);
  static const char* const kPieces[] = {"fire ", "\xD7\xA9", "\n",          "\x1B", "\xF0\x9F\x98\x80",
                                        "\xC3",  "\"",       "\xE2\x80\xAE"};
  for (int round = 0; round < 2000; ++round) {
    v1::Complaint complaint;
    std::string body;
    const size_t pieces = random() % 20;
    for (size_t i = 0; i < pieces; ++i) body += kPieces[random() % std::size(kPieces)];
    complaint.set_body_bytes(body);
    v1::Decision decision;
    for (int i = 0; i < 4; ++i) {
      v1::Evidence* evidence = decision.add_evidence();
      evidence->set_field(static_cast<v1::Field::Kind>(random() % 4));
      const uint32_t range = random() % 4 == 0 ? 0xFFFFFFFFu : 50;
      evidence->set_begin(static_cast<uint32_t>(random() % range));
      evidence->set_end(static_cast<uint32_t>(random() % range));
      decision.mutable_explanation()->add_deciding_evidence(static_cast<int>(random() % 6) - 1);
    }
    const size_t max_bytes = random() % 100;
    const std::string words = DecidingWords(decision, complaint, max_bytes);
    ASSERT_LE(words.size(), max_bytes);
    ASSERT_TRUE(IsSafe(words)) << words;
    ASSERT_EQ(words.find('\n'), std::string::npos);
    const std::string text = Explain(decision, complaint);
    ASSERT_TRUE(IsSafe(text)) << text;
    ASSERT_THAT(text, StartsWith("UNKNOWN, not decided\n"));
  }
}

}  // namespace
}  // namespace triage
