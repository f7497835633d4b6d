#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"
#include "src/base/timestamp.h"
#include "src/rules/atom.h"
#include "src/rules/builtin_facts.h"
#include "src/rules/facts.h"

namespace triage::rules {
namespace {

constexpr int64_t kYear1900 = -2208988800;   // 1900-01-01, in Unix seconds
constexpr double kExact = 9007199254740992;  // 2^53: above, whole numbers are not exact
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool OnTheLine(v1::Channel::Kind channel) {
  return channel == v1::Channel::PHONE || channel == v1::Channel::CHAT;
}

// Years between two days, whole ones by the calendar and the rest as a share of the year under way: exactly 5
// on the fifth anniversary. Who came on 29 February has it on 1 March of common years.
double YearsBetween(absl::CivilDay from, absl::CivilDay to) {
  absl::civil_year_t years = to.year() - from.year();
  if (absl::CivilDay(from.year() + years, from.month(), from.day()) > to) --years;
  const absl::CivilDay last(from.year() + years, from.month(), from.day());
  const absl::CivilDay next(from.year() + years + 1, from.month(), from.day());
  return static_cast<double>(years) + static_cast<double>(to - last) / static_cast<double>(next - last);
}

// One gathering: the arguments of Gather, and how values and doubts are written.
class Gathering {
 public:
  Gathering(const FactTable& table, const FactSettings& settings, absl::Time now, absl::TimeZone zone,
            Facts* facts, v1::Decision* decision)
      : table_(table),
        settings_(settings),
        now_(now),
        zone_(zone),
        civil_now_(zone.At(now).cs),
        facts_(facts),
        decision_(decision) {}

  void ReadComplaint(const v1::Complaint& complaint) {
    ReadWait(complaint);
    ReadClaim(complaint);
    Flag(kHasAttachment, complaint.attachments_size() > 0);
    Flag(kReply, !complaint.in_reply_to().empty());
    Flag(kHasCase, !complaint.case_id().empty());
    Name(kAboutTeam, complaint.about_team());
    Name(kAboutAgent, complaint.about_agent());
  }

  void ReadNobody() {
    Flag(kKnown, false);
    Flag(kVerified, false);
  }

  void ReadCustomer(const v1::Customer& customer) {
    customer_ = &customer;
    Flag(kKnown, customer.has_identity() || customer.has_standing() || customer.has_relationship() ||
                     customer.has_satisfaction() || customer.has_history() ||
                     customer.open_cases_size() > 0 || customer.promises_size() > 0 ||
                     customer.has_preferences() || customer.attributes_size() > 0);
    const v1::Identity& identity = customer.identity();
    Flag(kVerified, identity.verified() && Fresh(identity, "customer.identity"));
    if (customer.has_standing()) ReadStanding(customer.standing());
    if (customer.has_relationship() && Fresh(customer.relationship(), "customer.relationship")) {
      ReadRelationship(customer.relationship());
    }
    if (customer.has_satisfaction() && Fresh(customer.satisfaction(), "customer.satisfaction")) {
      ReadSatisfaction(customer.satisfaction());
    }
    if (customer.has_history() && Fresh(customer.history(), "customer.history")) {
      ReadWindows(customer.history());
      ReadContacts(customer.history());
    }
    ReadOpenCases();
    ReadPromises();
  }

  void ReadAttribute(const v1::Attribute& attribute, uint32_t fact, bool of_customer) {
    FactValue& value = (*facts_).values[fact];
    value = FactValue();  // of several of one name the last speaks
    if (of_customer && !Fresh(attribute, table_.name(fact))) return;
    const bool right_type = table_.type(fact) == FactType::kText     ? attribute.has_text()
                            : table_.type(fact) == FactType::kNumber ? attribute.has_number()
                                                                     : attribute.has_flag();
    if (!right_type) {
      OutOfRange(fact, "is not of the type that the rule set declares");
    } else if (attribute.has_text()) {
      Text(fact, attribute.text());
    } else if (attribute.has_flag()) {
      Flag(fact, attribute.flag());
    } else {
      Number(fact, attribute.number(), -kInfinity, kInfinity);
    }
  }

 private:
  // ---- values ----

  void Flag(uint32_t fact, bool flag) {
    FactValue& value = facts_->values[fact];
    value.known = true;
    value.flag = flag;
  }

  void Number(uint32_t fact, double number) {
    FactValue& value = facts_->values[fact];
    value.known = true;
    value.number = number;
  }

  // The same within bounds, which are allowed; what is beyond, or not finite, is missing.
  void Number(uint32_t fact, double number, double from, double to) {
    if (std::isfinite(number) && number >= from && number <= to) return Number(fact, number);
    if (!std::isfinite(number)) return OutOfRange(fact, "is no finite number");
    const std::string bound = to == kExact ? "2^53" : absl::StrCat(to);
    OutOfRange(fact, absl::StrCat("is ", number, ": outside ", from, "..", bound));
  }

  void Text(uint32_t fact, std::string_view text) {
    if (text.size() > settings_.string_bytes) {
      size_t end = settings_.string_bytes;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
      text = text.substr(0, end);
      Degrade("truncated", absl::StrCat(table_.name(fact), " is longer than ", settings_.string_bytes,
                                        " bytes: the rest was not read"));
    }
    FactValue& value = facts_->values[fact];
    value.known = true;
    value.text = text;
  }

  // The empty string is no name.
  void Name(uint32_t fact, std::string_view text) {
    if (!text.empty()) Text(fact, text);
  }

  // False, and nothing is set, where the sum cannot be compared.
  bool Amount(uint32_t fact, const v1::Money& money, bool needs_person) {
    if (settings_.currency.empty()) return false;
    if (money.currency() != settings_.currency) {
      Degrade("currency_mismatch",
              absl::StrCat(table_.name(fact), " is not in ", settings_.currency, ": taken as missing"),
              needs_person);
      return false;
    }
    const double minor = static_cast<double>(money.minor_units());
    if (std::abs(minor) > kExact || (fact == kClaimed && minor < 0)) {
      OutOfRange(fact, minor < 0 && fact == kClaimed ? "is below 0" : "is larger than sums can be compared",
                 needs_person);
      return false;
    }
    Number(fact, minor / settings_.minor_units_per_unit);
    return true;
  }

  // ---- doubts ----

  void Degrade(const char* code, std::string detail, bool needs_person = false) {
    v1::Degradation* degradation = decision_->add_degraded();
    degradation->set_code(code);
    degradation->set_detail(std::move(detail));
    degradation->set_needs_person(needs_person);
  }

  void OutOfRange(uint32_t fact, std::string_view why, bool needs_person = false) {
    Degrade(table_.of_customer(fact) ? "customer_out_of_range" : "complaint_out_of_range",
            absl::StrCat(table_.name(fact), " ", Absl(why), ", taken as missing"), needs_person);
  }

  template <typename Group>
  bool IsStale(const Group& group) const {
    if (!group.has_as_of() && !customer_->has_as_of()) return false;
    const google::protobuf::Timestamp& as_of = group.has_as_of() ? group.as_of() : customer_->as_of();
    return now_ - ToTime(as_of) > absl::Hours(24) * settings_.max_age_days;
  }

  void Stale(std::string_view name, bool needs_person) {
    Degrade("customer_stale",
            absl::StrCat(Absl(name), " is older than ", settings_.max_age_days, " days, taken as missing"),
            needs_person);
  }

  template <typename Group>
  bool Fresh(const Group& group, std::string_view name, bool needs_person = false) {
    if (!IsStale(group)) return true;
    Stale(name, needs_person);
    return false;
  }

  // ---- the complaint ----

  void ReadWait(const v1::Complaint& complaint) {
    absl::Time received = now_;
    if (complaint.has_received_at()) {
      received = ToTime(complaint.received_at());
      if (received > now_) {
        received = now_;
        Degrade("complaint_out_of_range", "complaint.received_at is in the future, taken as now");
      }
    }
    Number(kHour, received == now_ ? civil_now_.hour() : zone_.At(received).cs.hour());
    if (complaint.has_waited_seconds()) {
      Number(kWaitedMinutes, static_cast<double>(complaint.waited_seconds()) / 60, 0, kExact);
    } else if (OnTheLine(complaint.channel())) {
      Number(kWaitedMinutes, static_cast<double>(absl::ToInt64Seconds(now_ - received)) / 60);
    }
  }

  // A sum that cannot be read might be one that nobody on the first line may decide: a person looks.
  void ReadClaim(const v1::Complaint& complaint) {
    if (!complaint.has_claimed() || !Amount(kClaimed, complaint.claimed(), true)) return;
    if (settings_.first_line_limit_minor < 0) return;
    Flag(kClaimedAboveAuthority, complaint.claimed().minor_units() > settings_.first_line_limit_minor);
  }

  // ---- the customer ----

  void ReadStanding(const v1::Standing& standing) {
    // That a customer needs care may be out of date; then a person finds out.
    if (!Fresh(standing, "customer.standing", standing.vulnerable())) return;
    ReadTier(standing.tier());
    Name(kSegment, standing.segment());
    if (standing.has_vip()) Flag(kVip, standing.vip());
    if (standing.has_vulnerable()) Flag(kVulnerable, standing.vulnerable());
    if (standing.has_blocked()) Flag(kBlocked, standing.blocked());
    if (standing.vip() && standing.blocked()) {
      Degrade("contradictory", "customer.vip and customer.blocked are both true: both are taken as they are",
              true);
    }
  }

  void ReadTier(std::string_view tier) {
    if (tier.empty()) return;
    const std::vector<std::string>& tiers = settings_.tiers;
    const auto found = std::find_if(tiers.begin(), tiers.end(),
                                    [&](const std::string& known) { return SameIgnoringCase(known, tier); });
    if (found != tiers.end()) {
      Text(kTier, *found);
      return;
    }
    const std::string_view nearest = NearestName(tier, {tiers.begin(), tiers.end()});
    Degrade("unknown_name",
            absl::StrCat("customer.tier is no tier of the rule set",
                         nearest.empty() ? "" : absl::StrCat(" (the nearest is \"", Absl(nearest), "\")"),
                         ", taken as missing"));
  }

  void ReadRelationship(const v1::Relationship& relationship) {
    if (relationship.has_since()) ReadTenure(relationship.since());
    if (relationship.has_loyalty_points()) {
      Number(kLoyaltyPoints, static_cast<double>(relationship.loyalty_points()), 0, kExact);
    }
    if (relationship.has_lifetime_value()) Amount(kLifetimeValue, relationship.lifetime_value(), false);
    if (relationship.has_value_percentile())
      Number(kValuePercentile, relationship.value_percentile(), 0, 100);
  }

  void ReadTenure(const google::protobuf::Timestamp& stamp) {
    // Not ToTime: there are customers since before 1970.
    const absl::Time since = absl::FromUnixSeconds(stamp.seconds());
    if (stamp.seconds() < kYear1900) return OutOfRange(kTenureYears, "begins before 1900");
    if (since > now_) return OutOfRange(kTenureYears, "begins in the future");
    Number(kTenureYears, YearsBetween(absl::ToCivilDay(since, zone_), absl::CivilDay(civil_now_)));
  }

  void ReadSatisfaction(const v1::Satisfaction& satisfaction) {
    if (satisfaction.has_nps()) Number(kNps, satisfaction.nps(), 0, 10);
    if (satisfaction.has_csat_percent()) Number(kCsatPercent, satisfaction.csat_percent(), 0, 100);
    if (satisfaction.has_churn_risk()) Number(kChurnRisk, satisfaction.churn_risk(), 0, 1);
  }

  void ReadWindows(const v1::History& history) {
    for (const v1::ComplaintWindow& window : history.windows()) {
      const uint32_t fact = window.days() == 30    ? kComplaints30d
                            : window.days() == 90  ? kComplaints90d
                            : window.days() == 365 ? kComplaints365d
                                                   : kBuiltinFacts;
      // Of several windows of one length the first speaks.
      if (fact == kBuiltinFacts || facts_->values[fact].known) continue;
      Number(fact, window.complaints(), 0, kExact);
      if (fact != kComplaints90d || window.complaints() <= 0) continue;
      if (window.upheld() < 0 || window.upheld() > window.complaints()) {
        OutOfRange(kUpheldShare90d, "is of more complaints than there were, or of less than none");
        continue;
      }
      Number(kUpheldShare90d, static_cast<double>(window.upheld()) / window.complaints());
    }
  }

  // The customer's own contacts. Those after `now` are of a later day than this decision.
  void ReadContacts(const v1::History& history) {
    int week = 0;
    int month = 0;
    absl::Time last = absl::InfinitePast();
    for (const v1::Contact& contact : history.contacts()) {
      if (contact.outgoing() || !contact.has_at()) continue;
      const absl::Time at = ToTime(contact.at());
      if (at > now_) continue;
      week += at >= now_ - absl::Hours(7 * 24);
      month += at >= now_ - absl::Hours(30 * 24);
      last = std::max(last, at);
    }
    Number(kContacts7d, week);
    Number(kContacts30d, month);
    if (last != absl::InfinitePast()) {
      Number(kDaysSinceContact, static_cast<double>(absl::ToInt64Seconds(now_ - last)) / 86400);
    }
  }

  // True where an empty list means that there are none, not that the record is old.
  bool EmptyMeansNone() const {
    return !customer_->has_as_of() ||
           now_ - ToTime(customer_->as_of()) <= absl::Hours(24) * settings_.max_age_days;
  }

  void ReadOpenCases() {
    int open = 0;
    bool answered = false;
    bool stale = false;
    for (const v1::OpenCase& open_case : customer_->open_cases()) {
      if (IsStale(open_case)) {
        stale = true;
        continue;
      }
      ++open;
      answered |= open_case.answered();
    }
    // A case that is perhaps still open stops automatic replies.
    if (stale) Stale("customer.open_cases", true);
    if (open == 0 && (stale || !EmptyMeansNone())) return;
    Number(kOpenCases, open);
    Flag(kOpenCaseAnswered, answered);
  }

  void ReadPromises() {
    int open = 0;
    int broken = 0;
    bool stale = false;
    for (const v1::Promise& promise : customer_->promises()) {
      if (promise.closed()) continue;
      if (IsStale(promise)) {
        stale = true;
        continue;
      }
      ++open;
      broken += promise.has_due() && ToTime(promise.due()) < now_;
    }
    if (stale) Stale("customer.open_promises", true);
    if (open == 0 && (stale || !EmptyMeansNone())) return;
    Number(kOpenPromises, open);
    Number(kBrokenPromises, broken);
  }

  const FactTable& table_;
  const FactSettings& settings_;
  const absl::Time now_;
  const absl::TimeZone zone_;
  const absl::CivilSecond civil_now_;
  Facts* const facts_;
  v1::Decision* const decision_;
  const v1::Customer* customer_ = nullptr;
};

}  // namespace

void FactTable::Gather(const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now,
                       absl::TimeZone zone, Facts* facts, v1::Decision* decision) const {
  facts->values.assign(facts_.size(), FactValue());
  Gathering gathering(*this, settings_, now, zone, facts, decision);
  gathering.ReadComplaint(complaint);
  for (const v1::Attribute& attribute : complaint.attributes()) {
    const auto found = complaint_attributes_.find(attribute.name());
    if (found != complaint_attributes_.end()) gathering.ReadAttribute(attribute, found->second, false);
  }
  if (customer == nullptr) return gathering.ReadNobody();
  gathering.ReadCustomer(*customer);
  for (const v1::Attribute& attribute : customer->attributes()) {
    const auto found = customer_attributes_.find(attribute.name());
    if (found != customer_attributes_.end()) gathering.ReadAttribute(attribute, found->second, true);
  }
}

void FactTable::ForgetCustomer(const Facts& facts, Facts* forgotten) const {
  forgotten->values.assign(facts.values.begin(), facts.values.end());
  forgotten->values.resize(facts_.size());
  for (size_t i = 0; i < facts_.size(); ++i) {
    if (facts_[i].of_customer) forgotten->values[i] = FactValue();
  }
  forgotten->values[kKnown].known = true;
  forgotten->values[kVerified].known = true;
}

bool IsVerified(const Facts& facts) { return facts[kVerified].known && facts[kVerified].flag; }

}  // namespace triage::rules
