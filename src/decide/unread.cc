#include "src/decide/unread.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "src/signals/scope.h"
#include "src/text/fold.h"

namespace triage::decide {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

using Findings = std::vector<signals::Finding>::const_iterator;

// Words of [begin, end) of the shadow text that are more than a number, a reference or a letter, and that
// none of the findings [from, to), which are ordered by begin, covers.
int Words(std::string_view shadow, uint32_t begin, uint32_t end, Findings from, Findings to) {
  int words = 0;
  uint32_t covered = begin;
  for (uint32_t i = begin; i < end;) {
    for (; from != to && from->span.begin <= i; ++from) {
      if (from->cancelled_by == signals::Finding::kCounts) covered = std::max(covered, from->span.end);
    }
    if (i < covered) {
      ++i;
      continue;
    }
    if (!text::IsWordByte(shadow[i])) {
      ++i;
      continue;
    }
    const uint32_t start = i;
    bool has_digit = false;
    for (; i < end && text::IsWordByte(shadow[i]); ++i) has_digit |= IsDigit(shadow[i]);
    // A letter of another script takes two bytes.
    const uint32_t letter = static_cast<unsigned char>(shadow[start]) < 0x80 ? 1 : 2;
    if (!has_digit && i - start > letter) ++words;
  }
  return words;
}

}  // namespace

int UnreadWords(const text::Reading& reading, const signals::SignalSet& signals,
                const signals::Findings& findings) {
  const std::string_view shadow = reading.shadow.bytes();
  auto finding = findings.all.begin();  // by segment, then by begin
  int unread = 0;
  for (uint32_t s = 0; s < reading.segments.size(); ++s) {
    const text::Segment& segment = reading.segments[s];
    while (finding != findings.all.end() && finding->segment < s) ++finding;
    if (segment.kind != v1::Segment::SUBJECT && segment.kind != v1::Segment::FRESH) continue;
    for (uint32_t begin = segment.folded.begin; begin < segment.folded.end;) {
      uint32_t end = begin;
      while (end < segment.folded.end && !signals::SentenceEndsAt(shadow, end)) ++end;
      bool read = false;
      const auto first = finding;
      for (; finding != findings.all.end() && finding->segment == s && finding->span.begin <= end;
           ++finding) {
        read |= finding->cancelled_by == signals::Finding::kCounts &&
                signals.kind(finding->signal) != v1::Signal::CONTEXT;
      }
      if (!read) unread += Words(shadow, begin, end, first, finding);
      begin = end + 1;
    }
  }
  return unread;
}

}  // namespace triage::decide
