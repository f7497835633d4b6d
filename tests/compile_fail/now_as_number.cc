// A number says neither its unit nor its zone.
// expect-error: no matching function for call to 'triage::Engine::Triage(const triage::v1::Complaint&, long
// int) const' expect-error: no matching member function for call to 'Triage'
#include <triage/engine.h>

void Use(const triage::Engine& engine, const triage::v1::Complaint& complaint) {
  engine.Triage(complaint, 1795428000L);
}
