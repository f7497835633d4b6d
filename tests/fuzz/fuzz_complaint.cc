// Complaint bytes, headers too, against the shipped retail pack (TRUST 2, targets 3 and 6).
//
// Input: a first line of options (a digit for the channel, 'v' a verified VIP, 'n' no customer), then lines
// "Name: value" up to an empty line; "Subject" and "From" are fields of the complaint too. The rest is the
// body, which need not be UTF-8.
#include <algorithm>
#include <cstdint>
#include <string>

#include "src/base/utf8.h"
#include "tests/fuzz/expect.h"
#include "triage/engine.h"
#include "triage/explain.h"
#include "triage/queue.h"

namespace triage {
namespace {

using fuzz::Expect;

const Engine& Rules() {
  static const Engine* const kEngine = [] {
    auto engine = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/retail.txtpb");
    Expect(engine.ok(), "the retail pack compiles: " + std::string(engine.status().message()));
    return new Engine(*std::move(engine));
  }();
  return *kEngine;
}

std::string_view TakeLine(std::string_view* input) {
  const size_t end = std::min(input->find('\n'), input->size());
  const std::string_view line = input->substr(0, end);
  input->remove_prefix(std::min(end + 1, input->size()));
  return line;
}

v1::Complaint ReadComplaint(std::string_view input, std::string_view* options) {
  v1::Complaint complaint;
  complaint.set_id("fuzz");
  *options = TakeLine(&input);
  for (const char c : *options) {
    if (c >= '0' && c <= '9') complaint.set_channel(static_cast<v1::Channel::Kind>(c - '0'));
  }
  while (!input.empty()) {
    const std::string_view line = TakeLine(&input);
    if (line.empty()) break;
    const size_t colon = std::min(line.find(": "), line.size());
    const std::string name(line.substr(0, colon)), value(line.substr(std::min(colon + 2, line.size())));
    if (name == "Subject") complaint.set_subject(value);
    if (name == "From") complaint.set_from(value);
    if (name == "Return-Path") complaint.set_envelope_sender(value);
    v1::Header* header = complaint.add_headers();
    header->set_name(name);
    header->set_value(value);
  }
  complaint.set_body_bytes(std::string(input));
  return complaint;
}

bool IsBoundary(std::string_view text, size_t at) { return at == text.size() || !IsContinuation(text[at]); }

void CheckEvidence(const v1::Complaint& complaint, const v1::Decision& decision) {
  for (const v1::Evidence& evidence : decision.evidence()) {
    Expect(evidence.field() != v1::Field::UNKNOWN, "evidence names its field");
    const std::string& field =
        evidence.field() == v1::Field::SUBJECT ? complaint.subject() : complaint.body_bytes();
    Expect(evidence.begin() < evidence.end() && evidence.end() <= field.size(), "evidence lies in its field");
    if (!IsValidUtf8(field)) continue;
    Expect(IsBoundary(field, evidence.begin()) && IsBoundary(field, evidence.end()),
           "evidence is of whole characters");
  }
}

void CheckDisposition(const v1::Decision& decision) {
  const auto kind = decision.disposition();
  Expect(kind != v1::Disposition::UNKNOWN && decision.severity() != v1::Severity::UNKNOWN,
         "the decision is complete");
  const bool needs_person = std::any_of(decision.degraded().begin(), decision.degraded().end(),
                                        [](const v1::Degradation& d) { return d.needs_person(); });
  if (kind == v1::Disposition::AUTO_REPLY) {
    Expect(!needs_person, "no automatic reply in doubt");
    Expect(decision.inbound().origin() == v1::Inbound::HUMAN && decision.inbound().may_answer(),
           "no reply to machines");
    Expect(!decision.reply().body().empty(), "an automatic reply has words");
    Expect(decision.severity() < v1::Severity::SERIOUS, "no automatic reply to what is serious");
  }
  if (kind == v1::Disposition::SUPPRESS) {
    Expect(!decision.has_reply(), "what is suppressed is not answered");
    Expect(!decision.acknowledgement().send(), "what is suppressed is not acknowledged");
    Expect(decision.inbound().origin() != v1::Inbound::HUMAN, "no person is suppressed");
  }
  Expect(NeedsAgent(decision) == (kind == v1::Disposition::QUEUE || kind == v1::Disposition::ESCALATE),
         "a person gets what is queued or escalated");
  for (const v1::OutgoingMessage* message : {&decision.reply(), &decision.acknowledgement().message()}) {
    Expect(message->subject().find_first_of("\r\n") == std::string::npos, "a subject is one line");
  }
}

}  // namespace
}  // namespace triage

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace triage;
  std::string_view options;
  const v1::Complaint complaint = ReadComplaint({reinterpret_cast<const char*>(data), size}, &options);
  v1::Customer customer;
  customer.mutable_identity()->set_id("C-1");
  customer.mutable_identity()->set_verified(options.find('v') != std::string_view::npos);
  customer.mutable_standing()->set_vip(customer.identity().verified());
  const v1::Customer* const known = options.find('n') == std::string_view::npos ? &customer : nullptr;
  const absl::Time now = absl::FromUnixSeconds(1795428000);

  static Scratch& scratch = *new Scratch();
  v1::Decision decision, again;
  Rules().Triage(complaint, known, now, scratch, &decision);
  Scratch fresh;
  Rules().Triage(complaint, known, now, fresh, &again);
  const std::string bytes = decision.SerializeAsString();
  Expect(bytes == again.SerializeAsString(), "the same input gives the same bytes");
  Expect(again.ParseFromString(bytes), "the decision is valid, its texts are UTF-8");
  CheckEvidence(complaint, decision);
  CheckDisposition(decision);

  const std::string words = Explain(decision, complaint);
  Expect(words.size() <= (32u << 10) && IsValidUtf8(words), "an explanation is short and UTF-8");
  for (const char c : words)
    Expect(c == '\n' || static_cast<unsigned char>(c) >= ' ', "an explanation is safe to print");
  Expect(ToQueueItem(decision, complaint).id() == decision.id(), "the queue knows it by its id");
  return 0;
}
