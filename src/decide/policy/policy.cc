#include "src/decide/policy/policy.h"

#include <algorithm>
#include <utility>

#include "src/decide/policy/compiled.h"
#include "src/decide/policy/parts.h"
#include "src/text/language.h"

namespace triage::decide {
namespace {

constexpr const char* kDays[] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
const absl::Duration kHundredYears = absl::Hours(24 * 36525);

// "09:00" to "17:30" as an interval; one that ends before it begins runs into the next day.
std::optional<calendar::WorkingInterval> BuildInterval(const google::protobuf::Message& at,
                                                       const std::string& from, const std::string& to,
                                                       IssueSink& issues) {
  const absl::StatusOr<int> begin = calendar::ParseMinuteOfDay(from);
  if (!begin.ok())
    issues.Error("bad_time", {&at, "from"}, std::string(begin.status().message()), "write it as \"09:00\"");
  const absl::StatusOr<int> end = calendar::ParseMinuteOfDay(to);
  if (!end.ok())
    issues.Error("bad_time", {&at, "to"}, std::string(end.status().message()), "write it as \"17:30\"");
  if (!begin.ok() || !end.ok()) return std::nullopt;
  if (*begin == *end) {
    issues.Error("bad_time", {&at, "to"}, "working hours that begin and end at the same time",
                 "for a whole day write 00:00 to 24:00");
    return std::nullopt;
  }
  return calendar::WorkingInterval{*begin, *end > *begin ? *end : *end + 24 * 60};
}

calendar::CalendarSpec BuildSpec(const v1::BusinessCalendar& source, const std::string& house_zone,
                                 IssueSink& issues) {
  calendar::CalendarSpec spec;
  spec.zone = source.zone().empty() ? house_zone : source.zone();
  spec.round_the_clock = source.round_the_clock();
  for (const v1::WorkingHours& hours : source.hours()) {
    const auto interval = BuildInterval(hours, hours.from(), hours.to(), issues);
    if (hours.days().empty())
      issues.Error("no_days", {&hours, ""}, "working hours of no day", "write days: \"MON\"");
    for (int i = 0; i < hours.days_size(); ++i) {
      const auto day = std::find(std::begin(kDays), std::end(kDays), hours.days(i));
      if (day == std::end(kDays)) {
        issues.Error("unknown_day", {&hours, "days", i}, absl::StrCat("\"", hours.days(i), "\" is no day"),
                     "days are MON, TUE, WED, THU, FRI, SAT, SUN");
      } else if (interval.has_value()) {
        spec.week[static_cast<size_t>(day - std::begin(kDays))].push_back(*interval);
      }
    }
  }
  for (const v1::Holiday& holiday : source.holiday()) {
    const absl::StatusOr<absl::CivilDay> day = calendar::ParseDay(holiday.day());
    if (!day.ok()) {
      issues.Error("bad_day", {&holiday, "day"}, std::string(day.status().message()),
                   "write it as \"2026-12-25\"");
      continue;
    }
    calendar::CalendarSpec::Exception exception{*day, holiday.name(), {}};
    if (!holiday.from().empty() || !holiday.to().empty()) {
      if (const auto interval = BuildInterval(holiday, holiday.from(), holiday.to(), issues)) {
        exception.intervals.push_back(*interval);
      }
    }
    spec.exceptions.push_back(std::move(exception));
  }
  return spec;
}

void BuildCalendars(const v1::RuleSet& rules, NameTables* names, Policy::Compiled* policy,
                    IssueSink& issues) {
  for (const v1::BusinessCalendar& source : rules.calendar()) {
    if (!names->calendars.Add(source.id(), {&source, "id"}, issues)) continue;
    absl::StatusOr<calendar::Calendar> built =
        calendar::Calendar::Build(BuildSpec(source, policy->house_zone_name, issues));
    if (!built.ok()) {
      issues.Error("bad_calendar", {&source, ""},
                   absl::StrCat("calendar \"", source.id(), "\": ", built.status().message()));
      // A stand-in, so that the numbers of the others stay right; the error keeps the rule set from loading.
      calendar::CalendarSpec always;
      always.round_the_clock = true;
      built = calendar::Calendar::Build(always);
    }
    policy->calendars.push_back(*std::move(built));
    policy->calendar_ids.push_back(source.id());
  }
}

void BuildTeams(const v1::RuleSet& rules, NameTables* names, Policy::Compiled* policy, IssueSink& issues) {
  for (const v1::Team& team : rules.team()) {
    if (!names->teams.Add(team.id(), {&team, "id"}, issues)) continue;
    if (team.calendar().empty()) {
      issues.Error("no_calendar", {&team, ""}, absl::StrCat("team \"", team.id(), "\" has no calendar"),
                   "write calendar: \"...\": its deadlines are counted on it");
    }
    const int calendar = names->calendars.Resolve(team.calendar(), {&team, "calendar"}, issues);
    policy->teams.push_back({&team, std::max(calendar, 0), kNone});
  }
  CheckPrecedence(rules.team(), issues);
  for (TeamTerms& terms : policy->teams) {
    terms.hands_on_to = names->teams.Resolve(terms.team->hands_on_to(), {terms.team, "hands_on_to"}, issues);
    for (int i = 0; i < terms.team->manages_size(); ++i) {
      names->teams.Resolve(terms.team->manages(i), {terms.team, "manages", i}, issues);
    }
  }
  for (TeamTerms& terms : policy->teams) {
    size_t steps = 0;
    for (int next = terms.hands_on_to; next != kNone && steps <= policy->teams.size(); ++steps) {
      next = policy->teams[static_cast<size_t>(next)].hands_on_to;
    }
    if (steps <= policy->teams.size()) continue;
    issues.Error("hand_on_cycle", {terms.team, "hands_on_to"},
                 absl::StrCat("team \"", terms.team->id(), "\" hands on in a circle"),
                 "the last team hands on to nobody");
    for (TeamTerms& each : policy->teams) each.hands_on_to = kNone;
    break;
  }
  const Place place{&rules.house(), "default_team"};
  if (rules.house().default_team().empty()) {
    issues.Error("no_default_team", rules.has_house() ? place : Place{&rules, ""},
                 "no default team: complaints that no rule routes would go to nobody",
                 "write house { default_team: \"...\" } and a team of that id");
  }
  policy->default_team = names->teams.Resolve(rules.house().default_team(), place, issues);
}

void BuildGroups(const v1::RuleSet& rules, NameTables* names, Policy::Compiled* policy, IssueSink& issues) {
  for (const v1::ScoreGroup& group : rules.score_group()) {
    if (!names->score_groups.Add(group.id(), {&group, "id"}, issues)) continue;
    if (group.cap() < 1 || group.cap() > 1000) {
      issues.Error("bad_cap", {&group, "cap"},
                   absl::StrCat("the cap is ", group.cap(), ", outside 1 to 1000"));
    }
    policy->score_groups.push_back({group.id(), group.cap(), group.tone(), false});
  }
  for (const v1::UrgencyGroup& group : rules.urgency_group()) {
    if (!names->urgency_groups.Add(group.id(), {&group, "id"}, issues)) continue;
    if (group.max_percent() < 1 || group.max_percent() > 100) {
      issues.Error("bad_cap", {&group, "max_percent"},
                   absl::StrCat("max_percent is ", group.max_percent(), ", outside 1 to 100"));
    }
    policy->urgency_groups.push_back(
        {group.id(), group.max_percent(), false, group.needs_verified_identity()});
  }

  const v1::Thresholds& thresholds = rules.thresholds();
  const auto or_else = [](int value, int otherwise) { return value == 0 ? otherwise : value; };
  policy->thresholds = {or_else(thresholds.low(), 10), or_else(thresholds.moderate(), 30),
                        or_else(thresholds.serious(), 60), or_else(thresholds.critical(), 100)};
  if (policy->thresholds[0] < 1 || std::adjacent_find(policy->thresholds.begin(), policy->thresholds.end(),
                                                      std::greater_equal<>()) != policy->thresholds.end()) {
    issues.Error(
        "bad_thresholds", {&thresholds, ""},
        absl::StrCat("thresholds must rise from 1 on; these are ", policy->thresholds[0], ", ",
                     policy->thresholds[1], ", ", policy->thresholds[2], ", ", policy->thresholds[3]));
  }
}

void BuildQueue(const v1::RuleSet& rules, Policy::Compiled* policy, IssueSink& issues) {
  constexpr int64_t kYear = 525600;
  for (const v1::Patience& patience : rules.patience()) {
    if (patience.minutes() < 1 || patience.minutes() > kYear) {
      issues.Error("bad_patience", {&patience, "minutes"},
                   absl::StrCat("patience of ", patience.minutes(), " minutes, outside 1 to ", kYear));
      continue;
    }
    policy->patience.push_back(
        {SetOf(patience.severity()), SetOf(patience.channel()), absl::Minutes(patience.minutes())});
  }
  const v1::QueuePolicy& queue = rules.queue();
  const auto check = [&](std::string_view field, int64_t value, int64_t least, int64_t most) {
    if (value >= least && value <= most) return;
    issues.Error("bad_queue", {&queue, field},
                 absl::StrCat(Absl(field), " is ", value, ", outside ", least, " to ", most));
  };
  check("default_patience_minutes", queue.default_patience_minutes(), 0, kYear);
  check("max_urgency_percent", queue.max_urgency_percent(), 0, 100);
  check("margin_minutes", queue.margin_minutes(), 0, kYear);
  check("head_run", queue.head_run(), 0, 1000000);
  policy->default_patience =
      absl::Minutes(queue.default_patience_minutes() == 0 ? 2880 : queue.default_patience_minutes());
  policy->max_urgency_percent = queue.max_urgency_percent() == 0 ? 80 : queue.max_urgency_percent();
  policy->margin = absl::Minutes(queue.has_margin_minutes() ? queue.margin_minutes() : 15);
  policy->head_severities =
      queue.head_of_queue().empty() ? EnumSet{1u << v1::Severity::CRITICAL} : SetOf(queue.head_of_queue());
}

void BuildAuthorities(const v1::RuleSet& rules, Policy::Compiled* policy, IssueSink& issues) {
  for (const v1::Authority& authority : rules.authority()) {
    if (authority.level() < 1 || authority.level() > 100) {
      issues.Error("bad_level", {&authority, "level"},
                   absl::StrCat("level ", authority.level(), " is outside 1 to 100"));
    }
    AuthorityTerms terms{authority.level(), authority.up_to().currency(), -1};
    if (authority.has_up_to()) terms.up_to_minor = authority.up_to().minor_units();
    if (authority.has_up_to() && (terms.up_to_minor < 0 || terms.currency.size() != 3)) {
      issues.Error("bad_money", {&authority, "up_to"}, "no sum of money",
                   "write up_to { currency: \"EUR\" minor_units: 5000 }");
    }
    policy->authorities.push_back(terms);
  }
  std::sort(policy->authorities.begin(), policy->authorities.end(),
            [](const AuthorityTerms& a, const AuthorityTerms& b) { return a.level < b.level; });
}

void BuildContact(const v1::RuleSet& rules, Policy::Compiled* policy, IssueSink& issues) {
  const v1::ContactPolicy& contact = rules.contact();
  if (contact.max_contacts() < 0 || contact.per_days() < 0 || contact.per_days() > 366) {
    issues.Error("bad_contact", {&contact, ""}, "max_contacts is at least 0, per_days 1 to 366");
  }
  policy->max_contacts = contact.max_contacts();
  policy->contact_days = contact.per_days() == 0 ? 7 : contact.per_days();
  if (contact.quiet_from().empty() && contact.quiet_to().empty()) return;
  const absl::StatusOr<int> from = calendar::ParseMinuteOfDay(contact.quiet_from());
  const absl::StatusOr<int> to = calendar::ParseMinuteOfDay(contact.quiet_to());
  if (!from.ok() || !to.ok() || *from == *to || (*from == 0 && *to == 24 * 60)) {
    issues.Error("bad_time", {&contact, from.ok() ? "quiet_to" : "quiet_from"},
                 "quiet hours are two different times of the day, and not all of it",
                 "write quiet_from: \"21:00\" quiet_to: \"08:00\"");
    return;
  }
  policy->has_quiet_hours = true;
  policy->quiet_from = *from;
  policy->quiet_to = *to;
}

void BuildHouse(const v1::RuleSet& rules, Policy::Compiled* policy, IssueSink& issues) {
  const v1::House& house = rules.house();
  policy->zones = calendar::Zones::Shared();
  policy->house_zone_name = house.time_zone().empty() ? "UTC" : house.time_zone();
  const std::optional<absl::TimeZone> zone = policy->zones->Find(policy->house_zone_name);
  policy->house_zone = zone.value_or(absl::UTCTimeZone());
  if (!zone.has_value() && policy->house_zone_name != "UTC") {
    const std::string near(calendar::NearestZoneName(policy->house_zone_name));
    issues.Error("unknown_zone", {&house, "time_zone"},
                 absl::StrCat("unknown time zone \"", policy->house_zone_name, "\""),
                 near.empty() ? "write an IANA name: \"Europe/Bucharest\""
                              : absl::StrCat("did you mean \"", near, "\"?"));
  }
  if (house.max_unread_words() < 0 || house.max_unread_words() > 1000) {
    issues.Error("bad_limit", {&house, "max_unread_words"},
                 absl::StrCat("max_unread_words is ", house.max_unread_words(), ", outside 0 to 1000"));
  }
  policy->max_unread_words = house.has_max_unread_words() ? house.max_unread_words() : 4;
  policy->house_language = house.language().empty() ? "en" : house.language();
  if (text::FromTag(policy->house_language) == text::Language::kUnknown) {
    issues.Warning("unknown_language", {&house, "language"},
                   absl::StrCat("\"", policy->house_language, "\" has no word forms in this library"));
  }
}

}  // namespace

bool Names::Add(const std::string& id, Place place, IssueSink& issues) {
  if (id.empty()) {
    issues.Error("missing_id", place, absl::StrCat("a ", Absl(kind_), " without an id"));
    return false;
  }
  if (!index_.emplace(id, static_cast<int>(ids_.size())).second) {
    issues.Error("duplicate_id", place, absl::StrCat("a second ", Absl(kind_), " \"", id, "\""),
                 "give it another id");
    return false;
  }
  ids_.push_back(id);
  return true;
}

int Names::Resolve(const std::string& id, Place place, IssueSink& issues) const {
  if (id.empty()) return kNone;
  const auto found = index_.find(id);
  if (found != index_.end()) return found->second;
  issues.Error(absl::StrCat("unknown_", Absl(kind_)), place,
               absl::StrCat("unknown ", Absl(kind_), " \"", id, "\""),
               NameHint(id, {ids_.begin(), ids_.end()}));
  return kNone;
}

EnumSet SetOf(const google::protobuf::RepeatedField<int>& values) {
  EnumSet set;
  for (const int value : values) set.bits |= value >= 0 && value < 32 ? 1u << value : 0u;
  return set;
}

TimeTerms BuildWithin(const v1::Within& within, Place place, IssueSink& issues) {
  TimeTerms terms;
  int64_t amount = 0;
  absl::Duration unit = absl::Minutes(1);
  switch (within.unit_case()) {
    case v1::Within::kMinutes:
      amount = within.minutes();
      break;
    case v1::Within::kHours:
      amount = within.hours();
      unit = absl::Hours(1);
      break;
    case v1::Within::kDays:
      amount = within.days();
      unit = absl::Hours(24);
      break;
    case v1::Within::kBusinessHours:
      amount = within.business_hours();
      unit = absl::Hours(1);
      terms.unit = TimeTerms::Unit::kBusinessTime;
      break;
    case v1::Within::kBusinessDays:
      amount = within.business_days();
      unit = absl::Hours(24);
      terms.unit = TimeTerms::Unit::kBusinessDays;
      break;
    case v1::Within::UNIT_NOT_SET:
      issues.Error("no_time", place, "no length of time",
                   "write within { hours: 4 } or within { business_days: 2 }");
      terms.time = absl::InfiniteDuration();  // stands in: nothing is compared with it
      return terms;
  }
  if (amount < 1 || unit * amount > kHundredYears) {
    issues.Error("bad_time", {&within, ""},
                 absl::StrCat("a time of ", amount, ": it must be above 0 and below 100 years"));
    terms = TimeTerms();
    terms.time = absl::InfiniteDuration();
    return terms;
  }
  terms.time = unit * amount;
  if (terms.unit == TimeTerms::Unit::kBusinessDays) terms.days = static_cast<int>(amount);
  return terms;
}

DeadlineTerms BuildDeadline(const v1::DeadlinePolicy& deadline, const NameTables& names, std::string source,
                            IssueSink& issues) {
  DeadlineTerms terms;
  terms.kind = deadline.kind();
  if (terms.kind == v1::Deadline::UNKNOWN) {
    issues.Error("no_kind", {&deadline, ""}, "a deadline of no kind",
                 "write kind: ACKNOWLEDGE, FIRST_RESPONSE, NEXT_UPDATE or RESOLVE");
  }
  terms.within = BuildWithin(deadline.within(), {&deadline, "within"}, issues);
  terms.calendar = names.calendars.Resolve(deadline.calendar(), {&deadline, "calendar"}, issues);
  terms.severity = SetOf(deadline.severity());
  terms.channel = SetOf(deadline.channel());
  for (int i = 0; i < deadline.team_size(); ++i) {
    terms.teams.push_back(names.teams.Resolve(deadline.team(i), {&deadline, "team", i}, issues));
  }
  terms.segments.assign(deadline.segment().begin(), deadline.segment().end());
  terms.is_public = deadline.is_public();
  terms.source = std::move(source);
  return terms;
}

PromiseTerms BuildPromise(const v1::PromiseRule& promise, const NameTables& names, IssueSink& issues) {
  PromiseTerms terms;
  terms.kind = promise.kind();
  if (terms.kind == v1::Promise::UNKNOWN) {
    issues.Error("no_kind", {&promise, ""}, "a promise of nothing",
                 "write kind: NEWS, ANSWER, CALLBACK, SOLUTION or REFUND");
  }
  terms.within = BuildWithin(promise.within(), {&promise, "within"}, issues);
  terms.calendar = names.calendars.Resolve(promise.calendar(), {&promise, "calendar"}, issues);
  return terms;
}

Policy Policy::Build(const v1::RuleSet& rules, const rules::RuleBook& rulebook, const rules::FactTable& facts,
                     IssueSink& issues) {
  auto compiled = std::make_shared<Compiled>();
  NameTables names;
  compiled->rules = &rules;
  BuildHouse(rules, compiled.get(), issues);
  BuildCalendars(rules, &names, compiled.get(), issues);
  BuildTeams(rules, &names, compiled.get(), issues);
  BuildGroups(rules, &names, compiled.get(), issues);
  BuildQueue(rules, compiled.get(), issues);
  BuildAuthorities(rules, compiled.get(), issues);
  BuildContact(rules, compiled.get(), issues);
  for (const v1::Category& category : rules.category()) {
    if (!names.categories.Add(category.id(), {&category, "id"}, issues)) continue;
    compiled->categories.push_back({category.id(), category.precedence()});
  }
  CheckPrecedence(rules.category(), issues);
  for (const v1::Playbook& playbook : rules.playbook()) {
    if (names.playbooks.Add(playbook.id(), {&playbook, "id"}, issues))
      compiled->playbooks.push_back({&playbook});
  }
  CheckPrecedence(rules.playbook(), issues);
  for (const v1::DeadlinePolicy& deadline : rules.deadline()) {
    const std::string source = deadline.id().empty()
                                   ? absl::StrCat("deadline ", compiled->deadlines.size() + 1)
                                   : absl::StrCat("deadline ", deadline.id());
    compiled->deadlines.push_back(BuildDeadline(deadline, names, source, issues));
  }
  BuildMessages(rules, &names, compiled.get(), issues);
  BuildEffects(rules, rulebook, facts, names, compiled.get(), issues);
  CheckPromises(*compiled, issues);

  Policy policy;
  policy.compiled_ = std::move(compiled);
  return policy;
}

absl::TimeZone Policy::ZoneOf(const v1::Customer* customer) const {
  if (customer == nullptr || customer->preferences().time_zone().empty()) return compiled_->house_zone;
  return compiled_->zones->Find(customer->preferences().time_zone()).value_or(compiled_->house_zone);
}

}  // namespace triage::decide
