// A shop of a few rules, for tests of what the stages of decision make of a complaint: every number in it is
// round, so that a test can state the exact result.
//
//   Engine engine = Shop(R"(rule { id: "extra" ... })");                    // the shop, and what a test adds
//   or replaces v1::Decision decision = engine.Triage(Mail("It is broken."), kNow);
//   EXPECT_THAT(ErrorsOf(R"(rule { id: "bad" })"), ...);                     // "code at line:column:
//   message"
//
// A test's own text stands in a file that includes the shop: entries with the same id replace the shop's.
// `kNow` is a Monday, 10:00 UTC: 12:00 in Bucharest, where the shop is.
#ifndef TRIAGE_TESTS_DECIDE_SMALL_SHOP_H_
#define TRIAGE_TESTS_DECIDE_SMALL_SHOP_H_

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/base/timestamp.h"
#include "triage/engine.h"

namespace triage::testing {

inline constexpr std::string_view kSmallShop = R"(
name: "small shop"
schema: 1
house {
  company: "Small Shop" language: "en" time_zone: "Europe/Bucharest" currency: "EUR" default_team: "front"
  tier: ["gold", "silver"] own_address: "care@shop.example"
  link { name: "track" url: "https://shop.example/track" }
}
scope { id: "negation" applies_by_default: true words_onward: 4
  terms { language: "en" exact: true text: ["nobody", "not", "never"] } }

signal { id: "late" terms { language: "en" text: "late" } terms { language: "he" text: "מאחר" }
  terms { language: "ro" text: "întârziat" } terms { language: "it" text: "in ritardo" } }
signal { id: "broken" terms { language: "en" text: "broken" } terms { language: "ro" text: "stricat" } }
signal { id: "unpaid" terms { language: "en" text: "overcharged" } }
signal { id: "injury" terms { language: "en" text: ["injured", "burned"] } terms { language: "he" text: "נפצע" }
  terms { language: "ro" text: "rănit" } terms { language: "it" text: "ferito" } }
signal { id: "lawyer" kind: CONTEXT terms { language: "en" text: "lawyer" } }
signal { id: "furious" kind: TONE terms { language: "en" text: "outrageous" } }
signal { id: "rude" kind: TONE terms { language: "en" text: "shameful" } }
signal { id: "wants_money" kind: OUTCOME terms { language: "en" text: "money back" } }
signal { id: "wants_reason" kind: OUTCOME terms { language: "en" text: "explain" } }
signal { id: "praise" kind: CONTEXT terms { language: "en" text: "thank you" } }

score_group { id: "problem" cap: 45 }
score_group { id: "repeat" cap: 30 }
score_group { id: "tone" cap: 60 tone: true }
thresholds { low: 10 moderate: 30 serious: 60 critical: 100 }
urgency_group { id: "standing" max_percent: 50 needs_verified_identity: true }
urgency_group { id: "contact" max_percent: 40 }
urgency_group { id: "text" max_percent: 20 }

patience { severity: CRITICAL minutes: 15 }
patience { severity: SERIOUS minutes: 240 }
patience { severity: MODERATE minutes: 1000 }
patience { severity: LOW minutes: 2000 }
patience { channel: CHAT minutes: 5 }

category { id: "safety" precedence: 100 }
category { id: "product" precedence: 50 }
category { id: "delivery" precedence: 40 }

calendar { id: "always" zone: "UTC" round_the_clock: true }
calendar { id: "office" hours { days: ["MON", "TUE", "WED", "THU", "FRI"] from: "08:00" to: "18:00" } }
authority { level: 1 up_to { currency: "EUR" minor_units: 5000 } }
authority { level: 2 up_to { currency: "EUR" minor_units: 50000 } }
authority { level: 3 up_to { currency: "EUR" minor_units: 1000000 } }
team { id: "safety" precedence: 100 authority_level: 3 calendar: "always" }
team { id: "legal" precedence: 90 authority_level: 3 calendar: "office" }
team { id: "north" precedence: 80 authority_level: 3 calendar: "office" manages: ["haifa"] }
team { id: "south" precedence: 70 authority_level: 3 calendar: "office" manages: ["eilat", "front"] }
team { id: "seniors" precedence: 60 authority_level: 2 calendar: "office" hands_on_to: "north" }
team { id: "haifa" precedence: 30 authority_level: 1 calendar: "office" }
team { id: "eilat" precedence: 20 authority_level: 1 calendar: "office" hands_on_to: "seniors" }
team { id: "front" precedence: 10 authority_level: 1 calendar: "office" hands_on_to: "seniors" }

deadline { id: "first" kind: FIRST_RESPONSE within { business_hours: 8 } severity: [LOW, MODERATE] }
deadline { id: "first_serious" kind: FIRST_RESPONSE within { business_hours: 4 } severity: SERIOUS }
deadline { id: "first_critical" kind: FIRST_RESPONSE within { hours: 1 } calendar: "always" severity: CRITICAL }
deadline { id: "news" kind: NEXT_UPDATE within { business_days: 2 } }
queue { max_urgency_percent: 80 margin_minutes: 15 }

reply { id: "sorry_late" precedence: 10 promise { kind: NEWS within { business_days: 2 } }
  text { language: "en" subject: "Your parcel {reference}" body: "Dear {customer}, news by {due}. {link.track}"
    html: "<p>Dear {customer}, news by {due}.</p>" }
  text { language: "he" subject: "החבילה {reference}" body: "{customer}, עדכון עד {due}." }
  text { language: "ro" subject: "Coletul {reference}" body: "{customer}, vești până la {due}." }
  text { language: "it" subject: "Il pacco {reference}" body: "{customer}, notizie entro {due}." } }
reply { id: "public_sorry" precedence: 5 is_public: true
  text { language: "en" body: "We are sorry, please write to us. {company}" } }
acknowledgement { id: "received" precedence: 10
  text { language: "en" subject: "We have your message" body: "Case {case}: {company} has your message." }
  text { language: "it" subject: "Ricevuto" body: "{company}: abbiamo ricevuto." } }
playbook { id: "harm" precedence: 100 tone: "gentle" step: "Ask whether everybody is safe" }
playbook { id: "money" precedence: 60 tone: "formal" step: "Check the sum" }
playbook { id: "reason" precedence: 50 step: "Say why" }
contact { max_contacts: 3 per_days: 7 quiet_from: "21:00" quiet_to: "08:00" }
attribute { name: "complaint.attribute.urgent" type: FLAG }

rule { id: "late" why: "A late parcel is a small annoyance" when { signal: "late" }
  then { add { group: "problem" points: 10 } category: "delivery" tag: "parcel" } }
rule { id: "late_only" why: "A late parcel alone is answered at once" when { signal: "late" nothing_else_wrong: true }
  then { reply: "sorry_late" } }
rule { id: "broken" why: "A broken thing is a real problem" when { signal: "broken" }
  then { add { group: "problem" points: 30 } category: "product" tag: ["thing", "parcel"] } }
rule { id: "unpaid" why: "Money was taken" when { signal: "unpaid" } then { add { group: "problem" points: 30 } } }
rule { id: "furious" why: "The customer is beside himself" when { signal: "furious" }
  then { add { group: "tone" points: 40 } } }
rule { id: "rude" why: "The customer insults" when { signal: "rude" } then { add { group: "tone" points: 40 } } }
rule { id: "injury" why: "Somebody was hurt" owner: "safety@shop.example" when { signal: "injury" }
  then { severity_at_least: CRITICAL category: "safety" team: "safety" playbook: "harm" no_auto_reply: true } }
rule { id: "lawyer" why: "A lawyer will write" when { signal: "lawyer" }
  then { severity_at_least: SERIOUS authority_level: 2 inform: "legal" } }
rule { id: "money" why: "He wants money" when { signal: "wants_money" }
  then { desired_outcome: "money" playbook: "money" authority_for_claim: true } }
rule { id: "reason" why: "He wants to know" when { signal: "wants_reason" }
  then { desired_outcome: "explanation" playbook: "reason" } }
)";

// Monday, 23 November 2026, 10:00 UTC.
inline const absl::Time kNow = absl::FromUnixSeconds(1795428000);

inline IncludeReader ShopReader() {
  return [](std::string_view name) -> absl::StatusOr<std::string> {
    if (name != "shop.txtpb") return absl::NotFoundError(absl::StrCat("no file ", std::string(name)));
    return std::string(kSmallShop);
  };
}

// The text of a test, in a file that includes the shop. It begins on line 2.
inline std::string InShop(std::string_view text) {
  return absl::StrCat("include: \"shop.txtpb\" name: \"test\"\n", std::string(text));
}

// Ends the program where the text is wrong: then the test itself is.
inline Engine Shop(std::string_view text = "") {
  auto engine = Engine::CompileText("test.txtpb", InShop(text), ShopReader());
  if (engine.ok()) return *std::move(engine);
  std::fprintf(stderr, "%s\n", std::string(engine.status().message()).c_str());
  std::abort();
}

// What is wrong with the shop and `text` together, in the order of the report.
inline std::vector<Issue> IssuesOf(std::string_view text) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText("test.txtpb", InShop(text), ShopReader(), &issues);
  bool has_error = false;
  for (const Issue& issue : issues) has_error |= issue.level == Issue::Level::kError;
  EXPECT_EQ(engine.ok(), !has_error) << engine.status();
  return issues;
}

// Each error as "code at line:column: message".
inline std::vector<std::string> ErrorsOf(std::string_view text) {
  std::vector<std::string> errors;
  for (const Issue& issue : IssuesOf(text)) {
    if (issue.level != Issue::Level::kError) continue;
    errors.push_back(absl::StrCat(issue.code, " at ", issue.line, ":", issue.column, ": ", issue.message));
  }
  return errors;
}

inline v1::Complaint Said(v1::Channel::Kind channel, std::string_view body) {
  v1::Complaint complaint;
  complaint.set_id("T-1");
  complaint.set_channel(channel);
  complaint.set_body(std::string(body));
  return complaint;
}

inline v1::Complaint Mail(std::string_view body) {
  v1::Complaint complaint = Said(v1::Channel::MAIL, body);
  complaint.set_from("Dana Levi <dana@example.org>");
  complaint.set_envelope_sender("dana@example.org");
  return complaint;
}

// A message of text format; a slip in it fails the test.
template <typename Message>
Message Parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

inline v1::Customer Customer(const std::string& text) { return Parsed<v1::Customer>(text); }

// "2026-11-23T12:00:00+02:00" of the shop's zone.
inline std::string InBucharest(const google::protobuf::Timestamp& stamp) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Bucharest", &zone));
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", ToTime(stamp), zone);
}

}  // namespace triage::testing

#endif  // TRIAGE_TESTS_DECIDE_SMALL_SHOP_H_
