// What mail programs write around quotes, in the languages that customers' programs speak. All folded
// (fold.h).
//
//   IsOriginalMark("messaggio originale");                     // true
//   IsOriginalMark("the original message was better");         // false: all of the line must be the mark
//
// Linear in the line, which the caller keeps short. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_TEXT_MAIL_MAIL_PHRASES_H_
#define TRIAGE_SRC_TEXT_MAIL_MAIL_PHRASES_H_

#include <string_view>

namespace triage::text {

// "original message", between dashes.
bool IsOriginalMark(std::string_view bare);

// "forwarded message", between dashes or before a colon.
bool IsForwardMark(std::string_view bare);

// "On 3 May 2026 at 10:12, Dana Levi <dana@example.org> wrote:", on one line.
bool IsAttribution(std::string_view folded);

// The same by the address alone: "Dana Levi <dana@example.org> wrote:", "2026-05-03 10:12 Dana
// <dana@example.org>:".
bool IsAddressedAttribution(std::string_view folded);

// An attribution that no human types: with an address or a time of day.
bool HasAddressOrTime(std::string_view folded);

// "sent from my iphone".
bool IsDeviceLine(std::string_view bare);

// The header that a line with a colon names.
enum class QuotedHeader { kNone, kFrom, kSent, kTo, kSubject };
QuotedHeader HeaderOf(std::string_view folded_name);

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_MAIL_MAIL_PHRASES_H_
