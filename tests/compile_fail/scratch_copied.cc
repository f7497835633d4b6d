// Scratch belongs to one thread at a time: it moves, and is never copied.
// expect-error: use of deleted function 'constexpr triage::Scratch::Scratch(const triage::Scratch&)'
// expect-error: use of deleted function 'triage::Scratch::Scratch(const triage::Scratch&)'
// expect-error: call to implicitly-deleted copy constructor of 'triage::Scratch'
#include <triage/engine.h>

void Use(const triage::Scratch& first) { triage::Scratch second = first; }
