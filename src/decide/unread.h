// How much of what the customer wrote did nothing in the rule set recognise? An automatic reply answers what
// was read; where more was written, a person must see it: "My parcel is two days late. The kettle bit me."
//
//   UnreadWords(reading, signals, findings);   // 4: "the kettle bit me"
//
// Cost: the bytes of the text, once, and only where a reply is about to be given. Thread-safe: a pure
// function.
#ifndef TRIAGE_SRC_DECIDE_UNREAD_H_
#define TRIAGE_SRC_DECIDE_UNREAD_H_

#include "src/signals/signals.h"
#include "src/text/read.h"

namespace triage::decide {

// The words of the subject and of what the customer wrote now that stand in sentences without evidence that
// counts. A signal of kind CONTEXT (a greeting, a question) vouches for its own words alone, not for its
// sentence: "thanks for the burned hand". Numbers and order references are no words; nor are single letters.
int UnreadWords(const text::Reading& reading, const signals::SignalSet& signals,
                const signals::Findings& findings);

}  // namespace triage::decide

#endif  // TRIAGE_SRC_DECIDE_UNREAD_H_
