// Memory that is gone after the call keeps nothing for the next one.
// expect-error: cannot bind non-const lvalue reference of type 'triage::Scratch&' to an rvalue
// expect-error: no matching member function for call to 'Triage'
#include <triage/engine.h>

void Use(const triage::Engine& engine, const triage::v1::Complaint& complaint,
         triage::v1::Decision* decision) {
  engine.Triage(complaint, nullptr, absl::Now(), triage::Scratch(), decision);
}
