// The rule set as the stages of decision read it: names resolved to numbers, calendars and templates built.
// For src/decide/ alone. Plain data, immutable once built: thread-safe.
#ifndef TRIAGE_SRC_DECIDE_POLICY_COMPILED_H_
#define TRIAGE_SRC_DECIDE_POLICY_COMPILED_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "src/calendar/calendar.h"
#include "src/calendar/zones.h"
#include "src/decide/policy/policy.h"
#include "src/reply/template.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::decide {

inline constexpr int kNone = -1;  // no index

// A set of values of an enum of the messages; empty means any. Enums are open: a host may send any number.
struct EnumSet {
  uint32_t bits = 0;
  bool Has(int value) const { return bits == 0 || (value >= 0 && value < 32 && ((bits >> value) & 1u) != 0); }
};

// The channel as policies count it: one that is unknown is treated as mail, as conditions do too.
inline int ChannelOf(const v1::Complaint& complaint) {
  const int channel = complaint.channel();
  return channel == v1::Channel::UNKNOWN || !v1::Channel::Kind_IsValid(channel) ? v1::Channel::MAIL : channel;
}

struct Group {
  std::string id;
  int cap = 0;                  // points, or percent
  bool tone = false;            // of a score group
  bool needs_identity = false;  // of an urgency group
};

// A length of time, on a calendar where it is business time.
struct TimeTerms {
  enum class Unit { kClock, kBusinessTime, kBusinessDays } unit = Unit::kClock;
  absl::Duration time;  // kClock, kBusinessTime
  int days = 0;         // kBusinessDays
};

struct PromiseTerms {
  v1::Promise::Kind kind = v1::Promise::UNKNOWN;
  TimeTerms within;
  int calendar = kNone;  // kNone: of the routed team
};

struct DeadlineTerms {
  v1::Deadline::Kind kind = v1::Deadline::UNKNOWN;
  TimeTerms within;
  int calendar = kNone;  // kNone: of the routed team
  EnumSet severity;
  EnumSet channel;
  std::vector<int> teams;             // empty: any
  std::vector<std::string> segments;  // empty: any
  bool is_public = false;
  std::string source;  // for the decision: "deadline first_answer", "rule data_exposed"
};

struct PointsTerms {
  int group = 0;
  int points = 0;
};

struct UrgencyTerms {
  int group = 0;
  int percent = 0;
  std::optional<uint32_t> per;  // fact
};

// What a rule does, by the number of the rule in the RuleBook.
struct Effect {
  const v1::Rule* rule = nullptr;
  const v1::Effect* then = nullptr;
  std::vector<PointsTerms> add;
  std::vector<UrgencyTerms> urgency;
  int category = kNone;
  int playbook = kNone;
  int team = kNone;
  int reply = kNone;
  std::vector<PromiseTerms> promises;
  std::vector<DeadlineTerms> deadlines;
};

struct CategoryTerms {
  std::string id;
  int precedence = 0;
};

struct TeamTerms {
  const v1::Team* team = nullptr;
  int calendar = kNone;
  int hands_on_to = kNone;
};

struct PlaybookTerms {
  const v1::Playbook* playbook = nullptr;
};

// A message in each of its languages.
struct MessageTerms {
  std::string id;
  int precedence = 0;
  std::vector<reply::LocalizedTemplate> texts;  // the first of the house's language first
  std::optional<PromiseTerms> promise;
  bool is_public = false;
  EnumSet channel;   // of an acknowledgement
  EnumSet severity;  // of an acknowledgement
};

struct PatienceTerms {
  EnumSet severity;
  EnumSet channel;
  absl::Duration patience;
};

struct AuthorityTerms {
  int level = 0;
  std::string currency;
  int64_t up_to_minor = -1;  // -1: no sum
};

struct Policy::Compiled {
  const v1::RuleSet* rules = nullptr;

  std::shared_ptr<const calendar::Zones> zones;
  absl::TimeZone house_zone;
  std::string house_zone_name;
  std::string house_language;

  std::vector<Effect> effects;  // by rule
  std::vector<Group> score_groups;
  std::vector<Group> urgency_groups;
  std::array<int, 4> thresholds{};  // for LOW, MODERATE, SERIOUS, CRITICAL

  std::vector<PatienceTerms> patience;
  absl::Duration default_patience;
  int max_urgency_percent = 80;
  EnumSet head_severities;
  absl::Duration margin;

  std::vector<CategoryTerms> categories;
  std::vector<TeamTerms> teams;
  int default_team = kNone;
  std::vector<AuthorityTerms> authorities;  // by level
  std::vector<calendar::Calendar> calendars;
  std::vector<std::string> calendar_ids;
  std::vector<DeadlineTerms> deadlines;

  std::vector<MessageTerms> replies;
  std::vector<MessageTerms> acknowledgements;  // highest precedence first
  std::vector<PlaybookTerms> playbooks;

  int max_unread_words = 0;  // of an automatic reply

  int max_contacts = 0;  // 0: no limit
  int contact_days = 7;
  bool has_quiet_hours = false;
  int quiet_from = 0;  // minutes of the day
  int quiet_to = 0;
};

}  // namespace triage::decide

#endif  // TRIAGE_SRC_DECIDE_POLICY_COMPILED_H_
