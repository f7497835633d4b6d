// Only the compiler of rules makes engines.
// expect-error: 'triage::Engine::Engine(std::shared_ptr<const triage::Program>)' is private
// expect-error: calling a private constructor of class
#include <triage/engine.h>

void Use(std::shared_ptr<const triage::Program> program) { triage::Engine engine(program); }
