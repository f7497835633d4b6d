#include "src/cli/output/inbox_report.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "src/cli/output/progress.h"
#include "triage/explain.h"

namespace triage::cli {
namespace {

constexpr int kIdColumns = 16;
constexpr int kNameColumns = 18;
constexpr int kTimeColumns = 18;
constexpr size_t kWordsBytes = 400;

// Each run of white space as one space.
std::string OneLine(std::string text) {
  absl::RemoveExtraAsciiWhitespace(&text);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); },
      ' ');
  return text;
}

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

Style StyleOf(v1::Severity::Level severity) {
  if (severity == v1::Severity::CRITICAL) return Style::kGrave;
  return severity == v1::Severity::SERIOUS ? Style::kWarm : Style::kPlain;
}

// "Auto-Submitted: auto-replied (RFC 3834 section 5)". Reasons about the origin come before those about the
// answer.
std::string WhySuppressed(const v1::Inbound& inbound) {
  const v1::Inbound::Reason* found = nullptr;
  for (const v1::Inbound::Reason& reason : inbound.reasons()) {
    if (found == nullptr || (found->about_answer() && !reason.about_answer())) found = &reason;
  }
  if (found == nullptr) return "";
  std::string why = found->source();
  if (!found->value().empty()) absl::StrAppend(&why, ": ", found->value());
  if (!found->standard().empty()) absl::StrAppend(&why, " (", found->standard(), ")");
  return why;
}

}  // namespace

InboxReport::InboxReport(const v1::RuleSet& rules, absl::Time now)
    : now_(now),
      zone_(absl::UTCTimeZone()),
      answered_({{"id", kIdColumns}, {"reply", kNameColumns}, {"language", 8}, {"words sent"}}),
      suppressed_({{"id", kIdColumns}, {"origin", kNameColumns}, {"because of"}}) {
  absl::TimeZone house;
  const std::string& name = rules.house().time_zone();
  if (!name.empty() && absl::LoadTimeZone(name, &house)) zone_ = house;
  QueueOptions options;
  if (rules.queue().head_run() > 0) options.head_run = rules.queue().head_run();
  queue_ = NewMemoryQueue(options);
}

std::string InboxReport::Shown(absl::Time time) const {
  return absl::FormatTime("%a %d %b %H:%M", time, zone_);
}

absl::Status InboxReport::Add(const v1::Decision& decision, const v1::Complaint& complaint) {
  if (decision.disposition() == v1::Disposition::AUTO_REPLY) {
    const v1::OutgoingMessage& reply = decision.reply();
    answered_.Add({{complaint.id()}, {reply.template_()}, {reply.language()}, {OneLine(reply.body())}});
    return absl::OkStatus();
  }
  if (!NeedsAgent(decision)) {
    const std::string& origin = v1::Inbound::Origin_Name(decision.inbound().origin());
    suppressed_.Add({{complaint.id()}, {origin}, {WhySuppressed(decision.inbound())}});
    return absl::OkStatus();
  }
  const absl::StatusOr<bool> pushed = queue_->Push(ToQueueItem(decision, complaint), now_);
  if (!pushed.ok()) return pushed.status();
  if (!*pushed) {
    ++repeated_;
    return absl::OkStatus();
  }
  Waiting& waiting = waiting_[decision.id()];
  waiting.complaint_id = complaint.id();
  waiting.severity = decision.severity();
  waiting.disposition = decision.disposition();
  waiting.words = DecidingWords(decision, complaint, kWordsBytes);
  for (const v1::Deadline& deadline : decision.deadlines()) {
    if (deadline.kind() == v1::Deadline::FIRST_RESPONSE)
      waiting.first_response = Shown(ToTime(deadline.due()));
  }
  return absl::OkStatus();
}

absl::Status InboxReport::PrintQueue(std::ostream& out, int width, bool colour, size_t limit) {
  const absl::StatusOr<std::vector<v1::QueueItem>> items =
      queue_->Peek(static_cast<int>(waiting_.size()), now_);
  if (!items.ok()) return items.status();
  Table table({{"#", 7, true},
               {"id", kIdColumns},
               {"severity", 8},
               {"disposition", 11},
               {"team", kNameColumns},
               {"first response", kTimeColumns},
               {"serve by", kTimeColumns},
               {"deciding words"}});
  for (const v1::QueueItem& item : *items) {
    const Waiting& waiting = waiting_[item.id()];
    const absl::Time serve_by = ToTime(item.serve_by());
    const bool overdue = serve_by < now_;
    table.Add({{absl::StrCat(table.rows() + 1)},
               {waiting.complaint_id},
               {v1::Severity::Level_Name(waiting.severity), StyleOf(waiting.severity)},
               {v1::Disposition::Kind_Name(waiting.disposition)},
               {item.team()},
               {waiting.first_response},
               {absl::StrCat(Shown(serve_by), overdue ? " !" : ""), overdue ? Style::kWarm : Style::kPlain},
               {waiting.words}});
  }
  const std::string title =
      absl::StrCat("Queue, in the order of serving: ", WithCommas(static_cast<int64_t>(table.rows())));
  out << Styled(colour, Style::kBold, title) << " (times in " << zone_.name() << "; ! is overdue";
  if (repeated_ > 0) out << "; " << WithCommas(repeated_) << " repeated and left out";
  out << ")\n";
  if (table.rows() > 0) out << table.Render(width, colour, limit);
  return absl::OkStatus();
}

absl::Status InboxReport::Print(std::ostream& out, int width, bool colour, size_t limit) {
  if (const absl::Status status = PrintQueue(out, width, colour, limit); !status.ok()) return status;
  const auto part = [&](std::string_view title, const Table& table) {
    out << '\n'
        << Styled(colour, Style::kBold,
                  std::string(title) + ": " + WithCommas(static_cast<int64_t>(table.rows())))
        << '\n';
    if (table.rows() > 0) out << table.Render(width, colour, limit);
  };
  part("Answered automatically", answered_);
  part("Suppressed", suppressed_);
  return absl::OkStatus();
}

}  // namespace triage::cli
