// A complaint is more than its text: channel, time and sender count.
// expect-error: no matching function for call to 'triage::Engine::Triage(const char
// expect-error: no matching member function for call to 'Triage'
#include <triage/engine.h>

void Use(const triage::Engine& engine) { engine.Triage("My parcel is late", absl::Now()); }
