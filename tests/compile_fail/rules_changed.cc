// Rules are changed by compiling new ones, never under an engine in use.
// expect-error: discards qualifiers
// expect-error: but function is not marked const
// expect-error: 'this' argument to member function
#include <triage/engine.h>

void Use(triage::Engine& engine) { engine.rules().clear_rule(); }
