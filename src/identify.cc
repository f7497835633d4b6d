#include "src/identify.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "src/base/digest.h"
#include "src/base/timestamp.h"
#include "src/base/utf8.h"

namespace triage {

void Identify(const Program& program, const v1::Complaint& complaint, const v1::Customer* customer,
              absl::Time now, v1::Decision* decision) {
  decision->Clear();
  decision->set_complaint_id(RepairUtf8(complaint.id()));
  if (customer != nullptr) decision->set_customer_id(RepairUtf8(customer->identity().id()));
  SetTimestamp(now, decision->mutable_decided_at());
  decision->set_ruleset(program.source.name());
  decision->set_fingerprint(program.fingerprint);

  // Each part is hashed with the hash of those before it as the seed, so that no two parts run together.
  uint64_t hash = Digest64(program.fingerprint, static_cast<uint64_t>(absl::ToUnixNanos(now)));
  hash = Digest64(complaint.id(), hash);
  hash = Digest64(complaint.subject(), hash);
  hash = Digest64(text::BodyOf(complaint), hash);
  if (customer != nullptr) hash = Digest64(customer->identity().id(), hash + 1);
  decision->set_id(absl::StrCat(absl::Hex(hash, absl::kZeroPad16)));
}

absl::Time ArrivalTime(const v1::Complaint& complaint, absl::Time now) {
  return complaint.has_received_at() ? std::min(ToTime(complaint.received_at()), now) : now;
}

text::Language LanguageHint(const v1::Complaint& complaint, const v1::Customer* customer) {
  const text::Language from_host = text::FromTag(complaint.language());
  if (from_host != text::Language::kUnknown || customer == nullptr) return from_host;
  return text::FromTag(customer->preferences().language());
}

}  // namespace triage
