// There is no engine without rules: an engine is always valid.
// expect-error: no matching function for call to 'triage::Engine::Engine()
// expect-error: no matching constructor for initialization of 'triage::Engine'
#include <triage/engine.h>

triage::Engine engine;
