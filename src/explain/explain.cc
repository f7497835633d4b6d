#include "triage/explain.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/timestamp.h"
#include "src/base/utf8.h"
#include "src/explain/quotation.h"
#include "src/explain/wording.h"

namespace triage {
namespace {

using absl::StrAppend;
using absl::StrCat;

constexpr size_t kMaxBytes = 32 << 10;
constexpr size_t kLabelWidth = 16;
constexpr size_t kMaxWordBytes = 300;   // of one id, name or sentence
constexpr int kMaxItems = 24;           // of one list
constexpr size_t kMaxTextBytes = 6000;  // of one message to the customer
constexpr int kMaxTextLines = 60;
constexpr std::string_view kCutNote = "  (cut: an explanation has at most 32 KiB)\n";

// Anything that the decision holds: it may repeat what a stranger wrote.
std::string Word(std::string_view text) {
  if (text.size() <= kMaxWordBytes) return Printable(text);
  return StrCat(Printable(text.substr(0, CharacterStart(text, kMaxWordBytes))), "...");
}

std::string LevelName(v1::Severity::Level level) {
  const std::string name(v1::Severity::Level_Name(level));
  return name.empty() ? StrCat("severity ", static_cast<int>(level)) : name;
}

// " (rule injury)", or nothing.
std::string ByRule(std::string_view rule) { return rule.empty() ? "" : StrCat(" (rule ", Word(rule), ")"); }

// Phrases of one line, with "; " between them.
class Phrases {
 public:
  void Add(std::string_view phrase) { StrAppend(&line_, line_.empty() ? "" : "; ", Absl(phrase)); }
  void AddIf(bool holds, std::string_view phrase) {
    if (holds) Add(phrase);
  }
  void AddNamed(std::string_view name, std::string_view value) {
    if (!value.empty()) Add(StrCat(Absl(name), " ", Word(value)));
  }
  const std::string& line() const { return line_; }

 private:
  std::string line_;
};

template <typename List>
std::string Joined(const List& list) {
  std::string joined;
  int items = 0;
  for (const std::string& item : list) {
    if (items++ == kMaxItems) return StrCat(joined, " and ", list.size() - kMaxItems, " more");
    StrAppend(&joined, joined.empty() ? "" : ", ", Word(item));
  }
  return joined;
}

// Lines with aligned labels, never more than kMaxBytes of them.
class Page {
 public:
  void Head(std::string_view text) { Append(StrCat(Absl(text), "\n")); }

  // Nothing where `text` is empty. A label that repeats is written once.
  void Line(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    std::string line = "  ";
    if (label != last_label_) StrAppend(&line, Absl(label), ":");
    last_label_ = label;
    line.resize(std::max(line.size() + 1, kLabelWidth + 2), ' ');
    StrAppend(&line, Absl(text), "\n");
    Append(line);
  }

  // Calls `write(item)` for the first of a list, and says how many are left.
  template <typename List, typename Write>
  void Each(std::string_view label, const List& list, Write write) {
    int items = 0;
    for (const auto& item : list) {
      if (items++ == kMaxItems) return Line(label, StrCat("and ", list.size() - kMaxItems, " more"));
      Line(label, write(item));
    }
  }

  std::string Take() { return std::move(text_); }

 private:
  void Append(std::string_view line) {
    if (cut_) return;
    cut_ = text_.size() + line.size() + kCutNote.size() > kMaxBytes;
    text_.append(cut_ ? kCutNote : line);
  }

  std::string text_;
  std::string_view last_label_;  // labels are literals
  bool cut_ = false;
};

std::string Headline(const v1::Decision& decision) {
  std::string head = LevelName(decision.severity());
  const std::string& team = decision.route().team();
  switch (decision.disposition()) {
    case v1::Disposition::SUPPRESS:
      StrAppend(&head, ", suppress");
      break;
    case v1::Disposition::AUTO_REPLY:
      StrAppend(&head, ", answer automatically with ", Word(decision.reply().template_()));
      break;
    case v1::Disposition::QUEUE:
      StrAppend(&head, ", queue", team.empty() ? "" : " for ", Word(team));
      break;
    case v1::Disposition::ESCALATE:
      StrAppend(&head, ", escalate", team.empty() ? "" : " to ", Word(team));
      break;
    default:
      StrAppend(&head, ", not decided");
      break;
  }
  // The summary ends with why; where there is none, the disposition's reason does as well.
  const std::string& summary = decision.explanation().summary();
  const size_t why = summary.find(": ");
  if (why != std::string::npos) {
    StrAppend(&head, ": ", Word(std::string_view(summary).substr(why + 2)));
  } else if (decision.disposition_reasons_size() > 0) {
    StrAppend(&head, ": ", Word(decision.disposition_reasons(0).detail()));
  }
  return head;
}

void WriteSaid(const v1::Decision& decision, const v1::Complaint& complaint, Page& page) {
  if (decision.complaint_id() != complaint.id()) {
    page.Line("beware", StrCat("this decision is about complaint \"", Word(decision.complaint_id()),
                               "\", the text given is \"", Word(complaint.id()), "\""));
  }
  const auto sentence = [&complaint](const v1::Evidence& evidence) {
    const std::string outside =
        StrCat("(bytes ", evidence.begin(), "-", evidence.end(), " are not in this complaint)");
    std::string text =
        StrCat(Quoted(evidence, complaint).value_or(outside), " (signal ", Word(evidence.signal()));
    if (!evidence.cancelled_by().empty()) StrAppend(&text, ", taken away by ", Word(evidence.cancelled_by()));
    if (evidence.segment() != v1::Segment::FRESH && evidence.segment() != v1::Segment::UNKNOWN) {
      StrAppend(&text, ", in the ", EnumWord(Std(v1::Segment::Kind_Name(evidence.segment()))));
    }
    return StrCat(text, ")");
  };
  std::vector<v1::Evidence> counted;
  std::vector<v1::Evidence> cancelled;
  for (const v1::Evidence& evidence : decision.evidence()) {
    (evidence.cancelled_by().empty() ? counted : cancelled).push_back(evidence);
  }
  page.Each("said", counted, sentence);
  page.Each("not counted", cancelled, sentence);
}

void WriteSeverity(const v1::Decision& decision, Page& page) {
  const v1::SeverityReason& reason = decision.severity_reason();
  if (reason.floor() != v1::Severity::UNKNOWN) {
    page.Line("severity",
              StrCat("rule ", Word(reason.floor_rule()), " sets at least ", LevelName(reason.floor())));
  }
  if (reason.ceiling() != v1::Severity::UNKNOWN) {
    page.Line("severity",
              StrCat("rule ", Word(reason.ceiling_rule()), " sets at most ", LevelName(reason.ceiling()),
                     decision.severity() > reason.ceiling() ? ", which the floor beats" : ""));
  }
  // Without points a bound alone says it all.
  const bool bounded = reason.floor() != v1::Severity::UNKNOWN || reason.ceiling() != v1::Severity::UNKNOWN;
  if (reason.score() != 0 || !bounded) {
    page.Line("severity", StrCat(reason.score(), reason.score() == 1 ? " point" : " points",
                                 reason.from_score() == v1::Severity::UNKNOWN
                                     ? ""
                                     : StrCat(", which alone give ", LevelName(reason.from_score()))));
  }
  page.Each("severity", reason.points(), [](const v1::SeverityReason::Points& points) {
    return StrCat("  ", points.points(), " of rule ", Word(points.rule()), " (group ", Word(points.group()),
                  points.capped() ? ", at its cap)" : ")");
  });
  if (reason.tone() > 0)
    page.Line("severity", StrCat("tone ", reason.tone(), " of 100, which moves priority alone"));
  page.Line("category",
            decision.category().empty() ? "" : Word(decision.category()) + ByRule(decision.category_rule()));
  page.Line("tags", Joined(decision.tags()));
  page.Line("wants", Joined(decision.desired_outcomes()));
}

void WritePriority(const v1::Priority& priority, const Wording& wording, Page& page) {
  Phrases line;
  if (priority.head_of_queue()) {
    const std::string& rule = priority.head_rule();
    line.Add(StrCat("head of the queue", rule == "severity" ? " (by severity)" : ByRule(rule)));
  }
  line.Add(StrCat(Length(priority.patience_seconds()), " patience"));
  if (priority.has_serve_by()) line.Add(StrCat("serve by ", wording.Time(priority.serve_by())));
  page.Line("priority", line.line());
  if (priority.urgency_percent() > 0) {
    page.Line("priority",
              StrCat(Length(priority.gained_seconds()), " sooner than the usual ",
                     Length(priority.base_patience_seconds()), " (", priority.urgency_percent(), " %)"));
  }
  page.Each("priority", priority.contributions(), [&priority](const v1::Priority::Contribution& share) {
    const int64_t base = std::clamp<int64_t>(priority.base_patience_seconds(), 0, int64_t{1} << 40);
    return StrCat("  ", Length(base * share.percent() / 100), " by rule ", Word(share.rule()), " (",
                  share.percent(), " %, group ", Word(share.group()),
                  share.capped() ? ", less than it asks: a cap or the identity)" : ")");
  });
}

void WriteMessage(std::string_view label, const v1::OutgoingMessage& message, Page& page) {
  Phrases line;
  line.AddNamed("template", message.template_());
  line.AddNamed("in", message.language());
  line.AddIf(message.is_public(), "in public");
  page.Line(label, line.line());
  if (!message.subject().empty()) page.Line(label, StrCat("| ", Word(message.subject())));
  std::string_view rest = message.body();
  const bool cut = rest.size() > kMaxTextBytes;
  if (cut) rest = rest.substr(0, CharacterStart(rest, kMaxTextBytes));
  for (int lines = 0; !rest.empty(); ++lines) {
    if (lines == kMaxTextLines) return page.Line(label, "| ...");
    const size_t end = rest.find('\n');
    std::string_view text = rest.substr(0, end);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    page.Line(label, StrCat("| ", Printable(text)));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (cut) page.Line(label, "| ...");
}

// What forbids an acknowledgement, in words.
std::string GuardWords(const std::string& guard) {
  if (guard == "machine_mail") return "a machine wrote this";
  if (guard == "not_answerable") return "this message must not be answered automatically";
  if (guard == "reply_is_enough") return "the reply tells the customer already";
  if (guard == "no_template") return "the rule set has no text for this case";
  if (guard == "live_channel") return "the customer is on the line";
  if (guard == "address_unverified_budget") return "only verified customers are written to";
  if (guard == "not_a_complaint") return "it is no complaint";
  return Word(guard);
}

void WriteAnswer(const v1::Decision& decision, Page& page) {
  page.Each("answer", decision.disposition_reasons(), [](const v1::DispositionReason& reason) {
    return StrCat(reason.detail().empty() ? EnumWord(Word(reason.code())) : Word(reason.detail()),
                  ByRule(reason.rule()));
  });
  if (decision.has_reply()) {
    WriteMessage(decision.disposition() == v1::Disposition::AUTO_REPLY ? "reply" : "draft", decision.reply(),
                 page);
  }
  if (!decision.has_acknowledgement()) return;
  if (decision.acknowledgement().send()) {
    WriteMessage("acknowledged", decision.acknowledgement().message(), page);
  } else {
    page.Line("acknowledged", StrCat("no: ", GuardWords(decision.acknowledgement().guard())));
  }
}

void WriteRoute(const v1::Decision& decision, Page& page) {
  const v1::Route& route = decision.route();
  Phrases line;
  if (!route.team().empty()) {
    line.Add(StrCat("team ", Word(route.team()),
                    route.team_rule().empty() ? " (by default)" : ByRule(route.team_rule())));
  }
  line.AddNamed("owner", route.owner());
  line.AddIf(route.named_handler(), "one person keeps this customer's complaints");
  line.AddNamed("skills", Joined(route.skills()));
  line.AddNamed("speaks", route.language());
  if (route.authority_level() > 0) line.Add(StrCat("authority level ", route.authority_level()));
  line.AddNamed("not team", route.avoid_team());
  line.AddNamed("not agent", route.avoid_agent());
  page.Line("route", line.line());
  page.Line("inform", Joined(route.inform()));

  const v1::Handling& handling = decision.handling();
  Phrases how;
  if (!handling.playbook().empty())
    how.Add(StrCat(Word(handling.playbook()), ByRule(handling.playbook_rule())));
  how.AddNamed("tone", handling.tone());
  how.AddIf(handling.offer_needs_approval(),
            StrCat("an offer needs approval", ByRule(handling.offer_rule())));
  page.Line("playbook", how.line());
}

std::string_view DeadlineLabel(v1::Deadline::Kind kind) {
  switch (kind) {
    case v1::Deadline::ACKNOWLEDGE:
      return "acknowledge by";
    case v1::Deadline::FIRST_RESPONSE:
      return "answer by";
    case v1::Deadline::NEXT_UPDATE:
      return "news by";
    case v1::Deadline::RESOLVE:
      return "settle by";
    default:
      return "due by";
  }
}

// "Mon 23 Nov 11:00 UTC (1 hour by the clock; deadline first_answer)"
std::string Due(const google::protobuf::Timestamp& due, const std::string& explanation,
                std::string_view source, const Wording& wording) {
  Phrases line;
  line.AddIf(!explanation.empty(), Word(explanation));
  line.AddIf(!source.empty(), Word(source));
  return StrCat(wording.Time(due), line.line().empty() ? "" : StrCat(" (", line.line(), ")"));
}

void WriteTimes(const v1::Decision& decision, const Wording& wording, Page& page) {
  int deadlines = 0;
  for (const v1::Deadline& deadline : decision.deadlines()) {
    if (deadlines++ == kMaxItems) break;
    page.Line(DeadlineLabel(deadline.kind()),
              StrCat(Due(deadline.due(), deadline.explanation(), deadline.source(), wording),
                     deadline.is_public() ? ", where the complaint stands" : ""));
  }
  page.Each("promised", decision.promises(), [&wording](const v1::PromiseMade& promise) {
    return StrCat(EnumWord(Std(v1::Promise::Kind_Name(promise.kind()))), " by ",
                  Due(promise.due(), promise.explanation(), promise.rule(), wording));
  });

  const v1::ContactPlan& contact = decision.contact();
  Phrases line;
  if (contact.contacts_allowed() > 0) {
    line.Add(StrCat(contact.contacts_used(), " of ", contact.contacts_allowed(), " contacts used",
                    contact.budget_spent() ? ": do not write or call again" : ""));
  }
  if (contact.has_calls_from()) line.Add(StrCat("no call before ", wording.Time(contact.calls_from())));
  std::vector<std::string> refused;
  for (const int channel : contact.refused()) {
    refused.push_back(EnumWord(Std(v1::Channel::Kind_Name(static_cast<v1::Channel::Kind>(channel)))));
  }
  line.AddNamed("never by", Joined(refused));
  page.Line("contact", line.line());
}

void WriteOrigin(const v1::Decision& decision, Page& page) {
  const v1::Inbound& inbound = decision.inbound();
  if (decision.has_inbound()) {
    page.Line("origin",
              StrCat(EnumWord(Std(v1::Inbound::Origin_Name(inbound.origin()))), ", ",
                     inbound.may_answer() ? "may be answered" : "must not be answered automatically"));
  }
  page.Each("origin", inbound.reasons(), [](const v1::Inbound::Reason& reason) {
    return StrCat(reason.about_answer() ? "no answer for " : "", Word(reason.source()),
                  reason.value().empty() ? "" : ": ", Word(reason.value()),
                  reason.standard().empty() ? "" : StrCat(" (", Word(reason.standard()), ")"));
  });
  const v1::TextFacts& text = decision.text();
  if (!text.language().empty()) {
    page.Line("language", StrCat(Word(text.language()), " (", text.language_confidence(), " % sure)"));
  }
}

void WriteRules(const v1::Decision& decision, const Wording& wording, Page& page) {
  page.Each("near miss", decision.explanation().near_misses(), [](const v1::NearMiss& miss) {
    return StrCat("would be ", LevelName(miss.would_be()), " if: ", Word(miss.missing()),
                  ByRule(miss.rule()));
  });
  page.Each("degraded", decision.degraded(), [](const v1::Degradation& degraded) {
    return StrCat(EnumWord(Word(degraded.code())), degraded.detail().empty() ? "" : ": ",
                  Word(degraded.detail()), degraded.needs_person() ? " (a person must look)" : "");
  });
  page.Each("rules", decision.fired_rules(), [](const v1::FiredRule& rule) {
    return StrCat(Word(rule.id()), rule.why().empty() ? "" : ": ", Word(rule.why()),
                  rule.owner().empty() ? "" : StrCat(" (", Word(rule.owner()), ")"));
  });
  Phrases line;
  line.AddNamed("rule set", decision.ruleset());
  line.AddNamed("fingerprint", decision.fingerprint());
  line.AddNamed("decision", decision.id());
  if (decision.has_decided_at()) line.Add(wording.Time(decision.decided_at()));
  page.Line("decided", line.line());
}

}  // namespace

std::string Explain(const v1::Decision& decision, const v1::Complaint& complaint) {
  const Wording wording(decision.contact().time_zone(), ToTime(decision.decided_at()));
  Page page;
  page.Head(Headline(decision));
  WriteSaid(decision, complaint, page);
  WriteSeverity(decision, page);
  WritePriority(decision.priority(), wording, page);
  WriteAnswer(decision, page);
  WriteRoute(decision, page);
  WriteTimes(decision, wording, page);
  WriteOrigin(decision, page);
  WriteRules(decision, wording, page);
  return page.Take();
}

}  // namespace triage
