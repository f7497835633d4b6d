// Stage 2: what did the customer write, now?
//
//   Reading reading;
//   v1::TextFacts facts;
//   Read(complaint, TextLimits(), Language::kUnknown, &reading, &facts);
//   reading.segments[0].folded.Of(reading.shadow.bytes());     // the subject, folded
//   facts.judged_quoted();          // true: nothing was new, so the quotes count as FRESH
//
// Subject and body end up in one shadow text, piece by piece: the subject, then the parts of the body in
// order (segment.h). No piece touches another: nothing matches across them. Total: what is too long is read
// at head and tail, and `truncated` says so. Linear, at most `text_bytes` are folded. `Reading` keeps its
// memory for the next call. Thread-compatible.
#ifndef TRIAGE_SRC_TEXT_READ_H_
#define TRIAGE_SRC_TEXT_READ_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/text/fold.h"
#include "src/text/language.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage::text {

struct TextLimits {
  // Examined of subject and body together. The subject takes at most a quarter (its head); of a body that is
  // longer than what is left, three quarters of that are the head and one quarter the tail.
  size_t text_bytes = size_t{256} << 10;
};

// One piece of the text.
struct Segment {
  v1::Segment::Kind kind = v1::Segment::UNKNOWN;
  v1::Field::Kind field = v1::Field::UNKNOWN;
  Span original;  // in the field
  Span folded;    // in the shadow text; a kEdge stands on either side
};

struct Reading {
  ShadowText shadow;
  std::vector<Segment> segments;
  Language language = Language::kUnknown;
  bool truncated = false;
};

// The body that counts: `body_bytes` where it is not empty. Evidence in Field::BODY is bytes of it.
std::string_view BodyOf(const v1::Complaint& complaint);

// Replaces `reading` and `facts`. `hint`: see language.h.
void Read(const v1::Complaint& complaint, const TextLimits& limits, Language hint, Reading* reading,
          v1::TextFacts* facts);

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_READ_H_
