#include "src/explain/quotation.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "src/base/utf8.h"
#include "triage/explain.h"

namespace triage {
namespace {

constexpr size_t kMaxQuotedBytes = 120;

std::string_view TextOf(const v1::Complaint& complaint, v1::Field::Kind field) {
  if (field == v1::Field::SUBJECT) return complaint.subject();
  return complaint.body_bytes().empty() ? complaint.body() : complaint.body_bytes();
}

bool Fits(const v1::Evidence& evidence, const v1::Complaint& complaint) {
  return evidence.begin() < evidence.end() && evidence.end() <= TextOf(complaint, evidence.field()).size();
}

// In the order in which a person reads: subject, body, and from the beginning.
bool ReadBefore(const v1::Evidence* a, const v1::Evidence* b) {
  if (a->field() != b->field()) return a->field() < b->field();
  return a->begin() != b->begin() ? a->begin() < b->begin() : a->end() < b->end();
}

}  // namespace

std::optional<std::string> Quoted(const v1::Evidence& evidence, const v1::Complaint& complaint) {
  std::string_view words = evidence.quote();
  if (Fits(evidence, complaint)) {
    words = TextOf(complaint, evidence.field()).substr(evidence.begin(), evidence.end() - evidence.begin());
  }
  if (words.empty()) return std::nullopt;
  const size_t shown =
      words.size() <= kMaxQuotedBytes ? words.size() : CharacterStart(words, kMaxQuotedBytes);
  std::string quoted = Printable(words.substr(0, shown));
  std::replace(quoted.begin(), quoted.end(), '"', '\'');
  quoted.insert(0, 1, '"');
  quoted += shown < words.size() ? "...\"" : "\"";
  return quoted;
}

std::string DecidingWords(const v1::Decision& decision, const v1::Complaint& complaint, size_t max_bytes) {
  std::vector<const v1::Evidence*> deciding;
  for (const int32_t index : decision.explanation().deciding_evidence()) {
    if (index < 0 || index >= decision.evidence_size()) continue;
    const v1::Evidence& evidence = decision.evidence(index);
    if (evidence.cancelled_by().empty()) deciding.push_back(&evidence);
  }
  std::stable_sort(deciding.begin(), deciding.end(), ReadBefore);

  std::string words;
  std::vector<std::string> seen;
  for (const v1::Evidence* evidence : deciding) {
    std::optional<std::string> quoted = Quoted(*evidence, complaint);
    if (!quoted.has_value() || std::find(seen.begin(), seen.end(), *quoted) != seen.end()) continue;
    const std::string_view comma = words.empty() ? "" : ", ";
    if (words.size() + comma.size() + quoted->size() > max_bytes) break;
    words.append(comma).append(*quoted);
    seen.push_back(*std::move(quoted));
  }
  return words;
}

}  // namespace triage
