// A compiled rule set does not change, nor does its name.
// expect-error: no match for 'operator='
// expect-error: no viable overloaded '='
#include <triage/engine.h>

void Use(triage::Engine& engine) { engine.fingerprint() = "mine"; }
