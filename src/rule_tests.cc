// The tests of a rule set: what its authors say must come out, run against the engine.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"
#include "src/base/timestamp.h"
#include "src/base/utf8.h"
#include "triage/engine.h"
#include "triage/explain.h"
#include "triage/rules.h"

namespace triage {
namespace {

using absl::StrAppend;
using absl::StrCat;

constexpr std::string_view kDefaultNow = "2026-11-23T10:00:00Z";  // a Monday
constexpr size_t kMaxShownBytes = 200;

// RFC 3339, within the times that decisions deal in.
std::optional<absl::Time> ParseTime(std::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, Absl(text), &time, &error)) return std::nullopt;
  if (time < kFirstTime || time > kLastTime) return std::nullopt;
  return time;
}

std::string Shown(std::string_view text) {
  if (text.size() <= kMaxShownBytes) return StrCat("\"", Printable(text), "\"");
  return StrCat("\"", Printable(text.substr(0, CharacterStart(text, kMaxShownBytes))), "...\"");
}

std::string Shown(bool flag) { return flag ? "true" : "false"; }
std::string Shown(int number) { return StrCat(number); }

template <typename List>
std::string ShownList(const List& list) {
  std::string shown;
  for (const auto& item : list)
    StrAppend(&shown, shown.empty() ? "" : ", ", Std(item).empty() ? "\"\"" : Printable(item));
  return shown.empty() ? "none" : shown;
}

template <typename List>
bool Contains(const List& list, std::string_view item) {
  return std::any_of(list.begin(), list.end(),
                     [item](const auto& other) { return std::string_view(other) == item; });
}

// Names that the rule set has, so that a test that names another one cannot pass by its slip.
struct KnownNames {
  std::vector<std::string_view> signals, rules;

  explicit KnownNames(const v1::RuleSet& set) {
    for (const v1::Signal& signal : set.signal()) signals.push_back(signal.id());
    for (const v1::Rule& rule : set.rule()) rules.push_back(rule.id());
  }
};

// Compares one decision with what a test expects of it; collects a line for each difference.
class Comparison {
 public:
  template <typename Value>
  void Equal(std::string_view field, const Value& expected, const Value& got) {
    if (expected != got) Differ(field, Shown(expected), Shown(got));
  }

  template <typename List, typename Got>
  void Contained(std::string_view field, const List& expected, const Got& got) {
    for (const auto& item : expected) {
      if (!Contains(got, item)) Differ(field, Shown(item), ShownList(got));
    }
  }

  // Of the names of `kind` in the rule set: those of `expected` are among `got`, those of `forbidden` are
  // not.
  template <typename List>
  void Named(std::string_view kind, const std::vector<std::string_view>& known, const List& expected,
             const List& forbidden, const std::vector<std::string>& got) {
    const std::string no_kind = StrCat("no_", Absl(kind));
    CheckKnown(kind, kind, known, expected);
    CheckKnown(no_kind, kind, known, forbidden);
    Contained(kind, expected, got);
    for (const std::string& item : forbidden) {
      if (Contains(got, item)) Line(no_kind, StrCat("did not expect ", Shown(item)));
    }
  }

  void Differ(std::string_view field, std::string_view expected, std::string_view got) {
    Line(field, StrCat("expected ", Absl(expected), ", got ", Absl(got)));
  }

  void Line(std::string_view field, std::string_view text) {
    StrAppend(&message_, message_.empty() ? "" : "\n", Absl(field), ": ", Absl(text));
  }

  const std::string& message() const { return message_; }

 private:
  template <typename List>
  void CheckKnown(std::string_view field, std::string_view kind, const std::vector<std::string_view>& known,
                  const List& names) {
    for (const std::string& name : names) {
      if (Contains(known, name)) continue;
      Line(field, StrCat("the rule set has no ", Absl(kind), " ", Shown(name), "; ", NameHint(name, known)));
    }
  }

  std::string message_;
};

// An enum that is not written is 0, and then not compared.
void CompareEnum(std::string_view field, int expected, int got, std::string_view expected_name,
                 std::string_view got_name, Comparison& comparison) {
  if (expected != 0 && expected != got) comparison.Differ(field, expected_name, got_name);
}

// "FIRST_RESPONSE 2026-11-23T17:00:00+02:00"; instants are compared, whatever zone they are written in.
void CompareDeadline(const std::string& expected, const v1::Decision& decision, Comparison& comparison) {
  const size_t space = expected.find(' ');
  v1::Deadline::Kind kind = v1::Deadline::UNKNOWN;
  const bool named = space != std::string::npos && v1::Deadline::Kind_Parse(expected.substr(0, space), &kind);
  const std::optional<absl::Time> due =
      named ? ParseTime(std::string_view(expected).substr(space + 1)) : std::nullopt;
  if (!due.has_value()) {
    comparison.Line("deadline", StrCat(Shown(expected), " is no deadline; write \"FIRST_RESPONSE ",
                                       Absl(kDefaultNow), "\" (or ACKNOWLEDGE, NEXT_UPDATE, RESOLVE)"));
    return;
  }
  for (const v1::Deadline& deadline : decision.deadlines()) {
    if (deadline.kind() != kind) continue;
    if (ToTime(deadline.due()) == *due) return;
    comparison.Differ(
        "deadline", expected,
        StrCat(absl::FormatTime(absl::RFC3339_full, ToTime(deadline.due()), absl::UTCTimeZone()), " (",
               Printable(deadline.explanation()), ")"));
    return;
  }
  comparison.Differ("deadline", expected, "none of this kind");
}

std::vector<std::string> SignalsThatCount(const v1::Decision& decision) {
  std::vector<std::string> signals;
  for (const v1::Evidence& evidence : decision.evidence()) {
    if (evidence.cancelled_by().empty() && !Contains(signals, evidence.signal()))
      signals.push_back(evidence.signal());
  }
  return signals;
}

std::vector<std::string> RulesThatFired(const v1::Decision& decision) {
  std::vector<std::string> rules;
  for (const v1::FiredRule& rule : decision.fired_rules()) rules.push_back(rule.id());
  return rules;
}

bool Says(const v1::OutgoingMessage& message, const std::string& words) {
  return message.subject().find(words) != std::string::npos ||
         message.body().find(words) != std::string::npos || message.html().find(words) != std::string::npos;
}

void CompareWhatItIs(const v1::Expectation& expect, const v1::Decision& decision, Comparison& comparison) {
  CompareEnum("severity", expect.severity(), decision.severity(),
              Std(v1::Severity::Level_Name(expect.severity())),
              Std(v1::Severity::Level_Name(decision.severity())), comparison);
  CompareEnum("disposition", expect.disposition(), decision.disposition(),
              Std(v1::Disposition::Kind_Name(expect.disposition())),
              Std(v1::Disposition::Kind_Name(decision.disposition())), comparison);
  CompareEnum("origin", expect.origin(), decision.inbound().origin(),
              Std(v1::Inbound::Origin_Name(expect.origin())),
              Std(v1::Inbound::Origin_Name(decision.inbound().origin())), comparison);
  if (expect.has_category()) comparison.Equal("category", expect.category(), decision.category());
  if (expect.has_language()) comparison.Equal("language", expect.language(), decision.text().language());
  comparison.Contained("tag", expect.tag(), decision.tags());
  if (expect.has_head_of_queue()) {
    comparison.Equal("head_of_queue", expect.head_of_queue(), decision.priority().head_of_queue());
  }
  if (expect.has_urgency_percent()) {
    comparison.Equal("urgency_percent", expect.urgency_percent(), decision.priority().urgency_percent());
  }
}

void CompareWhoHasIt(const v1::Expectation& expect, const v1::Decision& decision, Comparison& comparison) {
  const v1::Route& route = decision.route();
  const v1::Handling& handling = decision.handling();
  if (expect.has_team()) comparison.Equal("team", expect.team(), route.team());
  comparison.Contained("skill", expect.skill(), route.skills());
  if (expect.has_authority_level()) {
    comparison.Equal("authority_level", expect.authority_level(), route.authority_level());
  }
  if (expect.has_owner()) comparison.Equal("owner", expect.owner(), route.owner());
  comparison.Contained("inform", expect.inform(), route.inform());
  if (expect.has_named_handler())
    comparison.Equal("named_handler", expect.named_handler(), route.named_handler());
  if (expect.has_playbook()) comparison.Equal("playbook", expect.playbook(), handling.playbook());
  if (expect.has_tone()) comparison.Equal("tone", expect.tone(), handling.tone());
  if (expect.has_offer_needs_approval()) {
    comparison.Equal("offer_needs_approval", expect.offer_needs_approval(), handling.offer_needs_approval());
  }
  if (expect.has_budget_spent()) {
    comparison.Equal("budget_spent", expect.budget_spent(), decision.contact().budget_spent());
  }
}

void CompareWhatIsSaid(const v1::Expectation& expect, const v1::Decision& decision, Comparison& comparison) {
  const v1::Acknowledgement& acknowledgement = decision.acknowledgement();
  if (expect.has_reply()) comparison.Equal("reply", expect.reply(), decision.reply().template_());
  if (expect.has_acknowledged())
    comparison.Equal("acknowledged", expect.acknowledged(), acknowledgement.send());
  for (const std::string& deadline : expect.deadline()) CompareDeadline(deadline, decision, comparison);
  std::vector<std::string> promised;
  for (const v1::PromiseMade& promise : decision.promises()) {
    promised.emplace_back(Std(v1::Promise::Kind_Name(promise.kind())));
  }
  for (const int kind : expect.promise()) {
    const std::string name(Std(v1::Promise::Kind_Name(static_cast<v1::Promise::Kind>(kind))));
    if (!Contains(promised, name)) comparison.Differ("promise", name, ShownList(promised));
  }
  for (const std::string& words : expect.says()) {
    if (Says(decision.reply(), words) || Says(acknowledgement.message(), words)) continue;
    const std::string& reply = decision.reply().body();
    comparison.Differ("says", Shown(words), Shown(reply.empty() ? acknowledgement.message().body() : reply));
  }
}

bool ExpectsNothing(const v1::Expectation& expect) { return expect.ByteSizeLong() == 0; }

// Runs tests and examples one after the other and counts them.
class Run {
 public:
  explicit Run(const Engine& engine) : engine_(engine), known_(engine.rules()) {}

  void Test(int number, const v1::Test& test) {
    Comparison comparison;
    if (test.name().empty()) comparison.Line("name", "a test needs a name");
    if (ExpectsNothing(test.expect()))
      comparison.Line("expect", "this test expects nothing, so it cannot fail");
    const std::optional<absl::Time> now = ParseTime(test.now().empty() ? kDefaultNow : test.now());
    if (now.has_value()) {
      engine_.Triage(test.complaint(), test.has_customer() ? &test.customer() : nullptr, *now, scratch_,
                     &decision_);
      Compare(test.expect(), comparison);
    } else {
      comparison.Line("now", StrCat(Shown(test.now()), " is no time; write \"", Absl(kDefaultNow), "\""));
    }
    Report(test.name().empty() ? StrCat("test ", number) : StrCat("test ", Shown(test.name())),
           comparison.message());
  }

  void Examples(const v1::Signal& signal) {
    for (int i = 0; i < signal.example_size(); ++i) {
      const std::string& text = signal.example(i);
      const std::vector<const v1::Evidence*> found = Find(signal, text);
      const bool counts = std::any_of(found.begin(), found.end(), [](const v1::Evidence* evidence) {
        return evidence->cancelled_by().empty();
      });
      std::string message;
      if (found.empty()) message = StrCat("expected in ", Shown(text), ", got nothing");
      if (!found.empty() && !counts) {
        message = StrCat("expected in ", Shown(text), ", got ", Words(*found.front(), text), ", which scope ",
                         Printable(found.front()->cancelled_by()), " takes away");
      }
      Report(StrCat("signal ", Printable(signal.id()), ", example ", i + 1), std::move(message));
    }
    for (int i = 0; i < signal.counterexample_size(); ++i) {
      const std::string& text = signal.counterexample(i);
      std::string message;
      for (const v1::Evidence* evidence : Find(signal, text)) {
        if (!evidence->cancelled_by().empty()) continue;
        message = StrCat("did not expect it in ", Shown(text), ", got ", Words(*evidence, text));
        break;
      }
      Report(StrCat("signal ", Printable(signal.id()), ", counterexample ", i + 1), std::move(message));
    }
  }

  TestReport Take() { return std::move(report_); }

 private:
  void Compare(const v1::Expectation& expect, Comparison& comparison) const {
    CompareWhatItIs(expect, decision_, comparison);
    comparison.Named("rule", known_.rules, expect.rule(), expect.no_rule(), RulesThatFired(decision_));
    comparison.Named("signal", known_.signals, expect.signal(), expect.no_signal(),
                     SignalsThatCount(decision_));
    CompareWhoHasIt(expect, decision_, comparison);
    CompareWhatIsSaid(expect, decision_, comparison);
  }

  // The evidence of `signal` in `text`, said in a chat, where nothing is a quotation or a signature.
  std::vector<const v1::Evidence*> Find(const v1::Signal& signal, const std::string& text) {
    const auto& look_in = signal.look_in();
    const auto looks_in = [&look_in](v1::Segment::Kind kind) {
      return std::find(look_in.begin(), look_in.end(), kind) != look_in.end();
    };
    v1::Complaint complaint;
    complaint.set_channel(v1::Channel::CHAT);
    const bool in_subject = looks_in(v1::Segment::SUBJECT) && !looks_in(v1::Segment::FRESH);
    *(in_subject ? complaint.mutable_subject() : complaint.mutable_body()) = text;
    engine_.Triage(complaint, nullptr, *ParseTime(kDefaultNow), scratch_, &decision_);
    std::vector<const v1::Evidence*> found;
    for (const v1::Evidence& evidence : decision_.evidence()) {
      if (evidence.signal() == signal.id()) found.push_back(&evidence);
    }
    return found;
  }

  static std::string Words(const v1::Evidence& evidence, std::string_view text) {
    if (evidence.begin() >= evidence.end() || evidence.end() > text.size()) return "it";
    return Shown(text.substr(evidence.begin(), evidence.end() - evidence.begin()));
  }

  void Report(std::string name, std::string message) {
    if (message.empty()) {
      ++report_.passed;
    } else {
      report_.failures.push_back({std::move(name), std::move(message)});
    }
  }

  const Engine& engine_;
  const KnownNames known_;
  Scratch scratch_;
  v1::Decision decision_;
  TestReport report_;
};

}  // namespace

TestReport RunTests(const Engine& engine) {
  Run run(engine);
  for (int i = 0; i < engine.rules().test_size(); ++i) run.Test(i + 1, engine.rules().test(i));
  for (const v1::Signal& signal : engine.rules().signal()) run.Examples(signal);
  return run.Take();
}

}  // namespace triage
